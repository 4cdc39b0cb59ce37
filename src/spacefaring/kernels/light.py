"""When is the Sun where it is wanted, over a point or over a satellite, and what does that leave of a window?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spacefaring.kernels.compiled import compiled, inner
from spacefaring.kernels.events import COLUMN_COUNT, END, START, Points, Windows
from spacefaring.kernels.segments import NODE_COUNT, monomials_from_nodes
from spacefaring.tables import Array

IntArray = NDArray[np.int64]

SUN_STEP_S = 1_800.0
SUN_TABLE_STEP_S = 3_600.0
SHADOW_SAMPLE_COUNT = 64
BISECTION_COUNT = 40
EMPTY_FROM, EMPTY_TO = 2.0, -2.0

_MONOMIALS = monomials_from_nodes()


class Daylight(NamedTuple):
    """What the Sun must do over a point."""

    wanted: float  # 1: above the limit; -1: below; 0: never mind
    sin_limit: float
    minimum_s: float  # shortest window that is kept
    sun_eci: Array  # (hours, 3) unit vectors, one each SUN_TABLE_STEP_S from the start
    sidereal_rad: Array  # (hours,) without jumps


@inner
def _clearance(time_s: float, points: Points, i: int, day: Daylight) -> float:
    """Sine of the Sun's elevation less its limit, with the sign that makes a wanted moment positive."""
    place = time_s / SUN_TABLE_STEP_S
    row = min(max(int(place), 0), len(day.sidereal_rad) - 2)
    share = place - row
    x = day.sun_eci[row, 0] + share * (day.sun_eci[row + 1, 0] - day.sun_eci[row, 0])
    y = day.sun_eci[row, 1] + share * (day.sun_eci[row + 1, 1] - day.sun_eci[row, 1])
    z = day.sun_eci[row, 2] + share * (day.sun_eci[row + 1, 2] - day.sun_eci[row, 2])
    angle = day.sidereal_rad[row] + share * (day.sidereal_rad[row + 1] - day.sidereal_rad[row])
    c, s = np.cos(angle), np.sin(angle)
    sine = points.up[0, i] * (c * x + s * y) + points.up[1, i] * (c * y - s * x) + points.up[2, i] * z
    clearance: float = day.wanted * (sine - day.sin_limit)
    return clearance


@inner
def _crossing(a: float, b: float, rises: bool, points: Points, i: int, day: Daylight) -> float:
    """Bisection for the moment at which the Sun passes its limit."""
    for _ in range(BISECTION_COUNT):
        middle = 0.5 * (a + b)
        if (_clearance(middle, points, i, day) >= 0.0) == rises:
            b = middle
        else:
            a = middle
    return 0.5 * (a + b)


@inner
def _turn(a: float, at_a: float, b: float, at_b: float, points: Points, i: int, day: Daylight) -> float:
    """A moment between two of the same sign at which the Sun's clearance has the other sign; nan if there is none."""
    middle = 0.5 * (a + b)
    at_middle = _clearance(middle, points, i, day)
    if (at_middle >= 0.0) != (at_a >= 0.0):
        return middle
    bend = at_a + at_b - 2.0 * at_middle
    offset = 0.5 * (at_a - at_b) / bend if bend != 0.0 else 2.0
    turn = middle + 0.5 * (b - a) * min(max(offset, -1.0), 1.0)
    return turn if (_clearance(turn, points, i, day) >= 0.0) != (at_a >= 0.0) else np.nan


@inner
def _spans(start: float, end: float, points: Points, i: int, day: Daylight, spans: Array) -> int:
    """Parts (rows of `spans`) of a window in which the Sun stands as wanted over the point; returns how many."""
    count, a, at_a, opened = 0, start, _clearance(start, points, i, day), start
    while True:
        b = min(a + SUN_STEP_S, end)
        at_b = _clearance(b, points, i, day)
        if (at_b >= 0.0) == (at_a >= 0.0):
            turn = _turn(a, at_a, b, at_b, points, i, day)
            if not np.isnan(turn):
                b, at_b = turn, -at_a
        if (at_b >= 0.0) != (at_a >= 0.0):
            edge = _crossing(a, b, at_b >= 0.0, points, i, day)
            if at_a >= 0.0:
                spans[count, 0], spans[count, 1] = opened, edge
                count += 1
            opened = edge
        a, at_a = b, at_b
        if a >= end:
            break
    if at_a >= 0.0:
        spans[count, 0], spans[count, 1] = opened, end
        count += 1
    return count


@compiled
def in_daylight(found: Windows, first: int, points: Points, day: Daylight) -> Windows:
    """What daylight and the shortest duration leave of the windows of points `first` and on; order is kept."""
    row, room, longest = found.row, 0, 4
    for k in range(len(row)):
        parts = 2 + int((row[k, END] - row[k, START]) / SUN_STEP_S)
        room, longest = room + (parts if day.wanted != 0.0 else 1), max(longest, parts)
    spans = np.empty((longest, 2))
    kept, counts = np.empty((room, COLUMN_COUNT)), np.zeros(len(found.per_point), dtype=np.int64)
    k, used = 0, 0
    for point in range(len(found.per_point)):
        for window in range(k, k + found.per_point[point]):
            parts = 1
            spans[0, 0], spans[0, 1] = row[window, START], row[window, END]
            if day.wanted != 0.0:
                parts = _spans(spans[0, 0], spans[0, 1], points, first + point, day, spans)
            for part in range(parts):
                if spans[part, 1] - spans[part, 0] >= day.minimum_s:
                    for column in range(COLUMN_COUNT):
                        kept[used, column] = row[window, column]
                    kept[used, START], kept[used, END] = spans[part, 0], spans[part, 1]
                    counts[point] += 1
                    used += 1
        k += found.per_point[point]
    return Windows(kept[:used], counts)


@inner
def _polynomial(curve: Array, t: float) -> float:
    total: float = curve[NODE_COUNT - 1]
    for power in range(NODE_COUNT - 2, -1, -1):
        total = total * t + curve[power]
    return total


@compiled
def light_of_pieces(position_m: Array, sun: Array, earth_radius_m: float, wanted: float) -> Array:
    """Spans (m, 4) of -1..1 in which satellites at nodes (m, 8, 3) are outside the Earth's shadow, or in it.

    `sun` is (m, 3): unit vectors in the frame of the positions. The shadow is a cylinder of the given radius;
    `wanted` is 1 for light and -1 for shadow. A piece is short enough to hold two spans at most.
    """
    lit = np.empty((len(position_m), 4))
    nodes, curve = np.empty(NODE_COUNT), np.empty(NODE_COUNT)
    for piece in range(len(position_m)):
        for node in range(NODE_COUNT):
            toward, square = 0.0, 0.0
            for axis in range(3):
                toward += position_m[piece, node, axis] * sun[piece, axis]
                square += position_m[piece, node, axis] ** 2
            nodes[node] = wanted * (toward + np.sqrt(max(square - earth_radius_m**2, 0.0)))
        for power in range(NODE_COUNT):
            curve[power] = 0.0
            for node in range(NODE_COUNT):
                curve[power] += _MONOMIALS[power, node] * nodes[node]
        _spans_above_zero(curve, lit[piece])
    return lit


@inner
def _spans_above_zero(curve: Array, edge: Array) -> None:
    """Up to two spans of -1..1 in which a polynomial is not negative; an empty span runs backwards."""
    edge[0], edge[1], edge[2], edge[3] = EMPTY_FROM, EMPTY_TO, EMPTY_FROM, EMPTY_TO
    span, before = 0, -1.0
    if _polynomial(curve, -1.0) >= 0.0:
        edge[0] = -1.0
    for k in range(1, SHADOW_SAMPLE_COUNT + 1):
        t = -1.0 + 2.0 * k / SHADOW_SAMPLE_COUNT
        was, now = _polynomial(curve, before) >= 0.0, _polynomial(curve, t) >= 0.0
        if was != now and span < 2:
            a, b = before, t
            for _ in range(BISECTION_COUNT):
                middle = 0.5 * (a + b)
                if (_polynomial(curve, middle) >= 0.0) == now:
                    b = middle
                else:
                    a = middle
            edge[2 * span + (0 if now else 1)] = b
            span += 0 if now else 1
        before = t
    if _polynomial(curve, 1.0) >= 0.0 and span < 2:
        edge[2 * span + 1] = 1.0
