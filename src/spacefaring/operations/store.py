"""What do the real passes carry of what is imaged, and how long does an image wait?

Filling and emptying the memory of each satellite is followed exactly between the instants at which something changes:
an image begins or ends, a station is gained or lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from spacefaring.kernels import stores
from spacefaring.operations.tracks import Crossings
from spacefaring.tables import Array, IntArray, TextArray

ROUND_S = 1e-6


@dataclass(frozen=True)
class Downlinks:
    """Contacts that really carry data: one satellite per antenna and one station per satellite at a time."""

    start_s: Array
    end_s: Array
    satellite: IntArray
    station: TextArray


@dataclass(frozen=True)
class Balance:
    """Bits per candidate and satellite (c, n) over the span, and the steps they were counted in."""

    filled_bit: Array
    delivered_bit: Array
    lost_bit: Array
    backlog_bit: Array
    edge_s: Array
    kept_bit: Array  # (c, n, k)
    sent_bit: Array  # (c, n, k)


def downlinks(contacts: Any, *, duration_s: float, acquisition_s: float, antenna_count: int) -> Downlinks:
    """First come, first served: a contact waits for a free antenna and for the end of the satellite's other contact."""
    order = np.lexsort((contacts.satellite_index, contacts.start_s))
    free_at: dict[str, list[float]] = {}
    busy: dict[int, float] = {}
    kept: list[tuple[float, float, int, str]] = []
    for i in order.tolist():
        station, satellite = str(contacts.station[i]), int(contacts.satellite_index[i])
        antennas = free_at.setdefault(station, [0.0] * antenna_count)
        first = int(np.argmin(antennas))
        begin = max(float(contacts.start_s[i]), antennas[first], busy.get(satellite, 0.0)) + acquisition_s
        end = min(float(contacts.end_s[i]), duration_s)
        if end > begin:
            antennas[first] = busy[satellite] = end
            kept.append((begin, end, satellite, station))
    columns = list(zip(*kept, strict=True)) if kept else [(), (), (), ()]
    return Downlinks(
        np.array(columns[0], dtype=float),
        np.array(columns[1], dtype=float),
        np.array(columns[2], dtype=np.int64),
        np.array(columns[3], dtype=str),
    )


def follow(
    crossings: Crossings,
    taken_frac: Array,
    links: Downlinks,
    *,
    satellite_count: int,
    duration_s: float,
    fill_bit_per_s: Array,
    drain_bit_per_s: Array,
    capacity_bit: Array,
    while_imaging: bool,
) -> Balance:
    """Follow the memories through the span. `taken_frac` is (c, crossings); rates and capacity are (c,).

    A crossing that is taken in part fills the memory evenly, at that part of the full rate.
    """
    ends = [np.array([0.0, duration_s]), crossings.start_s, crossings.end_s, links.start_s, links.end_s]
    edges = np.unique(np.clip(np.concatenate(ends), 0.0, duration_s))
    edges = edges[np.concatenate([[True], np.diff(edges) > ROUND_S])]
    middle = 0.5 * (edges[1:] + edges[:-1])
    shape = (len(fill_bit_per_s), satellite_count, len(middle))
    fill, drain = np.zeros(shape), np.zeros(shape)
    for satellite in range(satellite_count):
        image = _within(middle, crossings.start_s, crossings.end_s, crossings.satellite == satellite)
        link = _within(middle, links.start_s, links.end_s, links.satellite == satellite)
        part = np.where(image >= 0, np.concatenate([taken_frac, np.zeros((len(taken_frac), 1))], axis=1)[:, image], 0.0)
        fill[:, satellite] = part * fill_bit_per_s[:, None]
        hears = (link >= 0) & ((part <= 0.0) | while_imaging)
        drain[:, satellite] = np.where(hears, drain_bit_per_s[:, None], 0.0)
    length = np.diff(edges)
    stood, sent, lost = stores.balance(length, fill, drain, np.repeat(capacity_bit[:, None], satellite_count, axis=1))
    filled = fill * length
    totals = (filled.sum(axis=-1), sent.sum(axis=-1), lost.sum(axis=-1), stood[..., -1])
    return Balance(*totals, edges, filled - lost, sent)


def _within(at_s: Array, start_s: Array, end_s: Array, mine: Array) -> IntArray:
    """Which of my intervals (which do not overlap) holds each moment; -1 for none."""
    rows = np.flatnonzero(mine)
    if len(rows) == 0:
        return np.full(len(at_s), -1, dtype=np.int64)
    rows = rows[np.argsort(start_s[rows], kind="stable")]
    place = np.searchsorted(start_s[rows], at_s, side="right") - 1
    inside = (place >= 0) & (at_s < end_s[rows[np.maximum(place, 0)]])
    return np.where(inside, rows[np.maximum(place, 0)], -1)


def latency_s(balance: Balance) -> tuple[Array, Array]:
    """Mean and 90th percentile of the wait from image to ground, per candidate; nan when nothing arrives."""
    mean, late = np.full((2, len(balance.kept_bit)), np.nan)
    for c, (kept, sent) in enumerate(zip(balance.kept_bit, balance.sent_bit, strict=True)):
        waits = [stores.delays_s(balance.edge_s, k, s) for k, s in zip(kept, sent, strict=True)]
        weight = [np.full(len(w), s.sum() / max(len(w), 1)) for w, s in zip(waits, sent, strict=True)]
        wait, share = np.concatenate(waits), np.concatenate(weight)
        if share.sum() > 0:
            order = np.argsort(wait, kind="stable")
            total = np.cumsum(share[order]) / share.sum()
            mean[c] = np.average(wait, weights=share)
            late[c] = wait[order][np.searchsorted(total, 0.9)]
    return mean, late
