"""What is kept, sent and lost by a store that is filled and emptied at rates that change by steps?

Rates are constant within a step, so that the balance is exact, whatever the length of the steps. First in, first out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.tables import Array


def balance(
    length_s: ArrayLike, fill_bit_per_s: ArrayLike, drain_bit_per_s: ArrayLike, capacity_bit: ArrayLike
) -> tuple[Array, Array, Array]:
    """What stands in the store at the end of each step, what leaves it and what finds no room, in bits, each (..., k).

    Steps are the last axis; leading axes (stores, candidates) broadcast, `capacity_bit` without the last axis. An
    infinite drain empties the store. The store begins empty. In every step: filled = left + lost + change of stock.
    """
    length, fill, drain = np.broadcast_arrays(
        *(np.asarray(value, dtype=float) for value in (length_s, fill_bit_per_s, drain_bit_per_s))
    )
    capacity = np.asarray(capacity_bit, dtype=float)
    shape = np.broadcast_shapes(length.shape[:-1], capacity.shape)
    stock, stood = np.zeros(shape), np.zeros((*shape, length.shape[-1]))
    lost = np.zeros_like(stood)
    for k in range(length.shape[-1]):
        free = stock + np.where(length[..., k] > 0, fill[..., k] - drain[..., k], 0.0) * length[..., k]
        stock = np.clip(free, 0.0, capacity)
        stood[..., k], lost[..., k] = stock, np.maximum(free - capacity, 0.0)
    before = np.concatenate([np.zeros((*shape, 1)), stood[..., :-1]], axis=-1)
    return stood, fill * length - lost + before - stood, lost


def delays_s(edge_s: Array, kept_bit: Array, sent_bit: Array, *, sample_count: int = 4000) -> Array:
    """Times from entering to leaving, first in first out, at evenly spaced bits of all that has left; empty for none.

    `edge_s` are the k + 1 edges of the steps, `kept_bit` and `sent_bit` what enters (losses taken off) and leaves in
    each of the k steps. Bits still in the store at the end are not counted: with a growing stock this flatters.
    """
    entered = np.concatenate([[0.0], np.cumsum(kept_bit)])
    left = np.concatenate([[0.0], np.cumsum(sent_bit)])
    if left[-1] <= 0.0:
        return np.zeros(0)
    at = (np.arange(sample_count) + 0.5) / sample_count * left[-1]
    return np.asarray(_reached_s(at, edge_s, left) - _reached_s(at, edge_s, entered))


def _reached_s(amount: Array, edge_s: Array, total: Array) -> Array:
    """When a running total first reaches an amount, by straight lines between the edges."""
    step = np.clip(np.searchsorted(total, amount, side="left"), 1, len(total) - 1)
    rise = total[step] - total[step - 1]
    part = np.where(rise > 0, (amount - total[step - 1]) / np.where(rise > 0, rise, 1.0), 0.0)
    return np.asarray(edge_s[step - 1] + np.clip(part, 0.0, 1.0) * (edge_s[step] - edge_s[step - 1]))
