"""How many short messages get through a shared channel, and when do they arrive by way of passing satellites?

Terminals speak when they like (ALOHA); what collides is sent again at the next pass. A satellite keeps what it heard
until it meets a station.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import lambertw

from spacefaring.tables import Array, IntArray

# Time in which another message spoils one, in message lengths: before and during it, or one slot.
VULNERABLE = {"pure": 2.0, "slotted": 1.0}
RETRY_COUNT_MAX = 200
FORGOTTEN_FRAC = 1e-5  # tries go on until this part of the messages is still unheard


def success_frac(offered: ArrayLike, access: str = "pure") -> Array:
    """Chance that a message meets no other, when `offered` messages begin in the length of one (load in erlang).

    Endless population, no capture: the stronger of two is often heard nevertheless, so that this is low.

    Source
    ------
    N. Abramson, The ALOHA system, AFIPS Fall Joint Computer Conference 37, 1970; L. Roberts, ALOHA packet system with
    and without slots and capture, ACM SIGCOMM Computer Communication Review 5 (2), 1975.

    Examples
    --------
    >>> print(f"{0.5 * success_frac(0.5):.3f}")  # most that pure ALOHA carries: 1 / (2e)
    0.184
    """
    return np.asarray(np.exp(-VULNERABLE[access] * np.asarray(offered, dtype=float)))


def load_with_retries(fresh: ArrayLike, access: str = "pure") -> Array:
    """Load on the channel once every collided message is sent again; nan where the channel chokes.

    The smaller root of load · exp(−v load) = fresh; beyond 1/(v e) there is none.

    Source
    ------
    L. Kleinrock and S. Lam, Packet switching in a multiaccess broadcast channel, IEEE Transactions on Communications
    23 (4), 1975 (equilibrium of the channel); root by Lambert's function.
    """
    span = VULNERABLE[access]
    value = -span * np.asarray(fresh, dtype=float)
    root = -np.real(lambertw(np.maximum(value, -np.exp(-1.0)))) / span
    return np.where(value >= -np.exp(-1.0), root, np.nan)


def largest_fresh(least_success_frac: ArrayLike, access: str = "pure") -> Array:
    """Fresh load at which each try still succeeds with a given chance."""
    chance = np.asarray(least_success_frac, dtype=float)
    load = -np.log(chance) / VULNERABLE[access]
    return np.asarray(np.minimum(load, 1.0 / VULNERABLE[access]) * chance)


def arrival_s(
    heard_s: Array, satellite: IntArray, contact_start_s: Array, contact_end_s: Array, contact_satellite: IntArray
) -> Array:
    """When what a satellite heard at given times reaches the ground: at once in contact, else at its next contact.

    inf where the satellite has no further contact.
    """
    arrived = np.full(len(heard_s), np.inf)
    for index in np.unique(satellite):
        mine, theirs = satellite == index, contact_satellite == index
        order = np.argsort(contact_end_s[theirs], kind="stable")
        start, end = contact_start_s[theirs][order], contact_end_s[theirs][order]
        if len(end) == 0:
            continue
        first = np.searchsorted(end, heard_s[mine], side="right")
        begins = np.append(start, np.inf)[first]
        arrived[mine] = np.where(first < len(end), np.maximum(begins, heard_s[mine]), np.inf)
    return arrived


def latency_distribution(
    pass_start_s: Array, pass_end_s: Array, arrived_s: Array, success: float, span_s: float, *, sample_count: int = 2000
) -> tuple[Array, Array]:
    """Latencies and their weights for messages written at any moment of a span, in order of latency.

    Pass k ends at `pass_end_s[k]`; what is heard in it reaches the ground at `arrived_s[k]`. A message is sent once in
    each pass, from the one in which or before which it is written, until it is heard (chance `success` each time). The
    schedule repeats after the span, so that no message is cut off.
    """
    order = np.argsort(pass_end_s, kind="stable")
    end, arrived = pass_end_s[order], arrived_s[order]
    if len(end) == 0 or not np.isfinite(arrived).any() or success <= 0:
        return np.zeros(0), np.zeros(0)
    retries = _retry_count(success)
    turns = int(np.ceil(retries / len(end))) + 2
    shift = np.repeat(np.arange(turns) * span_s, len(end))
    end, arrived = np.tile(end, turns) + shift, np.tile(arrived, turns) + shift
    written = (np.arange(sample_count) + 0.5) / sample_count * span_s
    first = np.searchsorted(end, written, side="right")
    tries = np.arange(retries)
    chance = success * (1.0 - success) ** tries
    latency = arrived[first[:, None] + tries] - written[:, None]
    weight = np.broadcast_to(chance / chance.sum() / sample_count, latency.shape)
    order = np.argsort(latency, axis=None, kind="stable")
    return latency.ravel()[order], weight.ravel()[order]


def _retry_count(success: float) -> int:
    if success >= 1.0:
        return 1
    return min(int(np.ceil(np.log(FORGOTTEN_FRAC) / np.log1p(-success))), RETRY_COUNT_MAX)


def weighted_quantile(value: Array, weight: Array, share: float) -> float:
    """Value that a share of the weight does not exceed; values in ascending order."""
    if len(value) == 0:
        return float("nan")
    total = np.cumsum(weight)
    return float(value[min(int(np.searchsorted(total, share * total[-1])), len(value) - 1)])
