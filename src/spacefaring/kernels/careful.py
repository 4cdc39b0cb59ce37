"""When does each point see a slow satellite, or one whose cone grazes the limb? The same windows as in `events`.

Such a pass may have several summits, or a limit with a kink, so the geometry itself is sampled: 33 times a piece of
about a radian, and wherever three samples bend towards zero without reaching it, the extreme between is sought. Edges
are bisected. Slower than `events` by a factor of a hundred per point, for satellites that need few pieces.
"""

from __future__ import annotations

import numpy as np

from spacefaring.kernels.compiled import compiled, inner
from spacefaring.kernels.events import (
    COLUMN_COUNT,
    LANE_COUNT,
    ZERO,
    Blocks,
    Flight,
    Points,
    Windows,
    _clear,
    _hand_over,
    _note,
    _with_room,
    _with_space,
)
from spacefaring.kernels.segments import NODE_COUNT, monomials_from_nodes
from spacefaring.tables import Array

# Samples at -1 - step, -1, ..., 1, 1 + step: one beyond either end, so that an extreme at the end is seen to bend.
SAMPLE_COUNT = 36
BISECTION_COUNT = 36
BEST_SAMPLE_COUNT = 33
GOLDEN = 0.381966011250105

_MONOMIALS = monomials_from_nodes()


@inner
def _fill_curve(curve: Array, flight: Flight, piece: int) -> None:
    """Coefficients (8, 4) of the satellite's position and of the nadir's shift."""
    for power in range(NODE_COUNT):
        for axis in range(4):
            total = 0.0
            for node in range(NODE_COUNT):
                value = flight.shift_m[piece, node] if axis == 3 else flight.position_m[piece, node, axis]
                total += _MONOMIALS[power, node] * value
            curve[power, axis] = total


@inner
def _look(t: float, curve: Array, points: Points, i: int, half_rad: float) -> tuple[float, float, float]:
    """How far inside every limit the point is (a difference of sines or cosines), sine of elevation, range."""
    x, y, z, d = curve[7, 0], curve[7, 1], curve[7, 2], curve[7, 3]
    for power in range(NODE_COUNT - 2, -1, -1):
        x, y = x * t + curve[power, 0], y * t + curve[power, 1]
        z, d = z * t + curve[power, 2], d * t + curve[power, 3]
    dx, dy, dz = x - points.position_m[0, i], y - points.position_m[1, i], z - points.position_m[2, i]
    reach = np.sqrt(dx * dx + dy * dy + dz * dz)
    sine = (dx * points.up[0, i] + dy * points.up[1, i] + dz * points.up[2, i]) / reach
    inside = sine - points.sin_mask[i]
    if half_rad < np.pi:
        axis = np.sqrt(x * x + y * y + (z + d) * (z + d))
        inside = min(inside, (dx * x + dy * y + dz * (z + d)) / (reach * axis) - np.cos(half_rad))
    return inside, sine, reach


@inner
def _extreme(a: float, b: float, sign: float, curve: Array, points: Points, i: int, half_rad: float) -> float:
    """A moment between two others at which `sign * clearance` is positive, by golden section; nan if there is none."""
    low, high = a + GOLDEN * (b - a), b - GOLDEN * (b - a)
    at_low = sign * _look(low, curve, points, i, half_rad)[0]
    at_high = sign * _look(high, curve, points, i, half_rad)[0]
    for _ in range(BISECTION_COUNT):
        if max(at_low, at_high) > 0.0:
            return low if at_low > at_high else high
        if at_low > at_high:
            b, high, at_high = high, low, at_low
            low = a + GOLDEN * (b - a)
            at_low = sign * _look(low, curve, points, i, half_rad)[0]
        else:
            a, low, at_low = low, high, at_high
            high = b - GOLDEN * (b - a)
            at_high = sign * _look(high, curve, points, i, half_rad)[0]
    return np.nan


@inner
def _crossing(a: float, b: float, rises: bool, curve: Array, points: Points, i: int, half_rad: float) -> float:
    """Bisection for the moment between a and b at which the point enters (`rises`) or leaves."""
    for _ in range(BISECTION_COUNT):
        middle = 0.5 * (a + b)
        if (_look(middle, curve, points, i, half_rad)[0] >= 0.0) == rises:
            b = middle
        else:
            a = middle
    return 0.5 * (a + b)


@inner
def _spread_m(curve: Array) -> float:
    """How far at most the satellite strays in a piece from where it is in the middle; zero when geostationary."""
    square = 0.0
    for axis in range(3):
        most = 0.0
        for power in range(1, NODE_COUNT):
            most += abs(curve[power, axis])
        square += most * most
    return float(np.sqrt(square))


@inner
def _sample(when: Array, value: Array, curve: Array, spread_m: float, points: Points, i: int, half_rad: float) -> int:
    """Moments and clearances of one point in one piece, extremes of hidden windows and gaps among them.

    The sine of the elevation moves by less than the satellite's stray over the smallest range: where that cannot reach
    the mask, the two ends say it all.
    """
    middle, _, reach = _look(0.0, curve, points, i, half_rad)
    if half_rad >= np.pi and spread_m < abs(middle) * (reach - spread_m):
        when[0], value[0], when[1], value[1] = -1.0, middle, 1.0, middle
        return 2
    step, count = 2.0 / (SAMPLE_COUNT - 3), 0
    last, before = 0.0, 0.0
    for k in range(SAMPLE_COUNT):
        t = -1.0 + (k - 1) * step
        now = _look(t, curve, points, i, half_rad)[0]
        sign = -1.0 if last >= 0.0 else 1.0
        same = (before >= 0.0) == (last >= 0.0) and (last >= 0.0) == (now >= 0.0)
        if k > 1 and same and sign * last >= max(sign * before, sign * now):
            hidden = _extreme(t - 2.0 * step, t, sign, curve, points, i, half_rad)
            if not np.isnan(hidden):
                if hidden < t - step:
                    when[count], value[count] = when[count - 1], value[count - 1]
                    when[count - 1], value[count - 1] = hidden, sign
                else:
                    when[count], value[count] = hidden, sign
                count += 1
        when[count], value[count] = t, now
        count += 1
        before, last = last, now
    return count


@inner
def _best(low: float, high: float, curve: Array, points: Points, i: int, half_rad: float) -> tuple[float, float]:
    """Smallest range and largest sine of elevation in a window: samples, then a parabola through the best three."""
    step = (high - low) / (BEST_SAMPLE_COUNT - 1)
    reach, sine, at_reach, at_sine = np.inf, -np.inf, 0, 0
    for k in range(BEST_SAMPLE_COUNT):
        look = _look(low + k * step, curve, points, i, half_rad)
        if look[2] < reach:
            reach, at_reach = look[2], k
        if look[1] > sine:
            sine, at_sine = look[1], k
    for which in (1, 2):
        k = min(max(at_sine if which == 1 else at_reach, 1), BEST_SAMPLE_COUNT - 2)
        a = _look(low + (k - 1) * step, curve, points, i, half_rad)[which]
        b = _look(low + k * step, curve, points, i, half_rad)[which]
        c = _look(low + (k + 1) * step, curve, points, i, half_rad)[which]
        bend = a - 2.0 * b + c
        offset = 0.5 * (a - c) / bend if bend != 0.0 else 0.0
        look = _look(low + (k + min(max(offset, -1.0), 1.0)) * step, curve, points, i, half_rad)
        reach, sine = min(reach, look[2]), max(sine, look[1])
    return reach, sine


@compiled
def careful_windows(
    first_block: int,
    last_block: int,
    points: Points,
    blocks: Blocks,
    flight: Flight,
    half_rad: float,
    best: bool | None,
) -> Windows:
    """Windows of the points of some blocks; arguments and answer as of `events.smooth_windows`."""
    start = blocks.edge[first_block]
    out, counts = np.empty((4096, COLUMN_COUNT)), np.empty(blocks.edge[last_block] - start, dtype=np.int64)
    used, room = ZERO, ZERO + 300
    row, count = np.empty((LANE_COUNT * room, COLUMN_COUNT)), np.empty(LANE_COUNT, dtype=np.int64)
    curve, desk = np.empty((NODE_COUNT, 4)), np.empty((6, LANE_COUNT))
    when, value = np.empty(2 * SAMPLE_COUNT), np.empty(2 * SAMPLE_COUNT)
    for block in range(first_block, last_block):
        first, lanes, fullest = blocks.edge[block], blocks.edge[block + 1] - blocks.edge[block], 0
        _clear(count)
        for piece in range(len(flight.time_s)):
            toward = 0.0
            for axis in range(3):
                toward += flight.middle[piece, axis] * blocks.centre[block, axis]
            far = flight.arc_rad[piece] + flight.reach_rad[piece] + blocks.radius_rad[block]
            if toward < np.cos(min(far, np.pi)):
                continue
            _fill_curve(curve, flight, piece)
            spread_m = _spread_m(curve)
            if fullest + 2 * SAMPLE_COUNT > room:
                row = _with_room(row, count, room, 2 * room + 1)
                room = 2 * room + 1
            for lane in range(lanes):
                samples, low = _sample(when, value, curve, spread_m, points, first + lane, half_rad), when[0]
                for k in range(samples):
                    inside, high = value[k] >= 0.0, when[k]
                    if k > 0 and inside != (value[k - 1] >= 0.0):
                        high = _crossing(when[k - 1], when[k], inside, curve, points, first + lane, half_rad)
                        if inside:
                            low = high
                    leaves = not inside and k > 0 and value[k - 1] >= 0.0
                    if (leaves or (inside and k == samples - 1)) and high >= -1.0 and low <= 1.0:
                        desk[0, lane], desk[1, lane] = max(low, -1.0), min(high, 1.0)
                        if best is not None:
                            reach, sine = _best(desk[0, lane], desk[1, lane], curve, points, first + lane, half_rad)
                            desk[4, lane], desk[5, lane] = reach, sine
                        _note(row, count, lane, room, flight, piece, desk)
                fullest = max(fullest, count[lane])
        out = _with_space(out, used, used + lanes * fullest)
        used = _hand_over(row, count, room, lanes, out, used, counts, first - start)
    return Windows(out[:used], counts)
