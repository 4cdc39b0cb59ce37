"""When does each point see each satellite? Windows, their gaps and their best moments.

Flights come as pieces of about a radian (see `segments`), points as compact blocks (see `blocks`). A field of regard,
a cone from the satellite or a mask above the horizon, is written `p . r(t) >= K(t)`: the left side and K are smooth, so
eight values give a polynomial, whose only summit and two roots Newton finds for all points of a block side by side.
Slow orbits and cones that graze the limb, where that does not hold, are in `careful`.

Geometry: ellipsoidal Earth; elevation is above the ellipsoid's tangent plane, without refraction; the cone's axis is
the geodetic or geocentric nadir; light and Earth's rotation over a pass are those of the pieces' nodes.
"""

from __future__ import annotations

from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from spacefaring.kernels.compiled import compiled, inner, inner_fast
from spacefaring.kernels.segments import NODE_COUNT, monomials_from_nodes
from spacefaring.tables import Array

IntArray = NDArray[np.int64]

LANE_COUNT = 64
CONE, MASK, BOTH = 0, 1, 2
TOUCH_S = 1e-3
TINY = 1e-300
# A count that starts with it is an integer to the compiler; one that starts with 0 is compiled twice.
ZERO = cast(int, np.int64(0))

_MONOMIALS = monomials_from_nodes()


class Points(NamedTuple):
    """Points in block order, in the turning frame (metres), as the kernels want them."""

    position_m: Array  # (3, n)
    square_m2: Array  # (n,) p . p
    up: Array  # (3, n) normal of the ellipsoid
    shift_m: Array  # (n,) how far below the centre the normal meets the polar axis
    arm_m: Array  # (n,) length of the normal from there to the point
    sin_mask: Array  # (n,)
    cos_mask: Array  # (n,)


class Blocks(NamedTuple):
    """Neighbourhoods of points: where each begins and the cap that holds it."""

    edge: IntArray  # (blocks + 1,)
    centre: Array  # (blocks, 3)
    radius_rad: Array  # (blocks,)


class Flight(NamedTuple):
    """Pieces of flight of some satellites, in the order of their beginnings."""

    time_s: Array  # (m,) middle, since the start of the span
    half_s: Array  # (m,) half length
    satellite: IntArray  # (m,)
    mode: IntArray  # (m,) CONE, MASK or BOTH
    position_m: Array  # (m, 8, 3) at the nodes, turning frame
    shift_m: Array  # (m, 8) as for points, of the nadir's line; 0 for a geocentric nadir
    middle: Array  # (m, 3) direction in the middle of the piece
    ahead: Array  # (m, 3) direction a quarter turn further on, along the great circle through the piece's ends
    arc_rad: Array  # (m,) half length as an angle
    off_rad: Array  # (m,) how far the piece strays from that great circle
    reach_rad: Array  # (m,) largest angle from below the satellite at which a point can be served
    lit: Array  # (m, 4) two spans of -1..1 with the satellite in the wanted light (from, to, from, to)
    along: Array  # (m, 8, 3) strip only: horizontal unit vector along the track; else (0, 8, 3)
    across: Array  # (m, 8, 3) strip only: unit normal of the orbit


class Windows(NamedTuple):
    """Windows of consecutive points, by point (in block order) and time."""

    row: Array  # (n, 5) in the columns below
    per_point: IntArray  # (points,) how many


# Columns of a window: seconds, seconds, smallest range in metres, sine of the highest elevation, which satellite.
START, END, RANGE, SINE, SATELLITE = 0, 1, 2, 3, 4
COLUMN_COUNT = 5


# --- polynomials, lane by lane --------------------------------------------------------------------------------------


@inner_fast
def _to_monomials(work: Array, out: Array, count: int) -> None:
    """Coefficients of powers, from values at the nodes."""
    for power in range(NODE_COUNT):
        m0, m1, m2, m3 = _MONOMIALS[power, 0], _MONOMIALS[power, 1], _MONOMIALS[power, 2], _MONOMIALS[power, 3]
        m4, m5, m6, m7 = _MONOMIALS[power, 4], _MONOMIALS[power, 5], _MONOMIALS[power, 6], _MONOMIALS[power, 7]
        for i in range(count):
            low = m0 * work[0, i] + m1 * work[1, i] + m2 * work[2, i] + m3 * work[3, i]
            high = m4 * work[4, i] + m5 * work[5, i] + m6 * work[6, i] + m7 * work[7, i]
            out[power, i] = low + high


@inner_fast
def _value(a: Array, i: int, t: float) -> float:
    head = a[4, i] + t * (a[5, i] + t * (a[6, i] + t * a[7, i]))
    value: float = a[0, i] + t * (a[1, i] + t * (a[2, i] + t * (a[3, i] + t * head)))
    return value


@inner_fast
def _slope(a: Array, i: int, t: float) -> float:
    head = 4.0 * a[4, i] + t * (5.0 * a[5, i] + t * (6.0 * a[6, i] + t * 7.0 * a[7, i]))
    slope: float = a[1, i] + t * (2.0 * a[2, i] + t * (3.0 * a[3, i] + t * head))
    return slope


@inner_fast
def _bend(a: Array, i: int, t: float) -> float:
    head = 12.0 * a[4, i] + t * (20.0 * a[5, i] + t * (30.0 * a[6, i] + t * 42.0 * a[7, i]))
    bend: float = 2.0 * a[2, i] + t * (6.0 * a[3, i] + t * head)
    return bend


# --- one piece, one block -------------------------------------------------------------------------------------------


@inner_fast
def _cone_at_nodes(
    work: Array, points: Points, first: int, count: int, flight: Flight, piece: int, sin_half: float, cos_half: float
) -> None:
    """p . r - K of a cone about the nadir at each node, with the origin moved to where the nadir meets the axis."""
    x, y, z, square = points.position_m[0], points.position_m[1], points.position_m[2], points.square_m2
    for node in range(NODE_COUNT):
        d = flight.shift_m[piece, node]
        rx, ry = flight.position_m[piece, node, 0], flight.position_m[piece, node, 1]
        rz = flight.position_m[piece, node, 2] + d
        s2 = rx * rx + ry * ry + rz * rz
        within = s2 * sin_half * sin_half
        for lane in range(count):
            i = first + lane
            p2 = square[i] + d * (2.0 * z[i] + d)
            limit = within + cos_half * np.sqrt(max(s2 * (p2 - within), 0.0))
            work[node, lane] = x[i] * rx + y[i] * ry + (z[i] + d) * rz - limit


@inner_fast
def _mask_at_nodes(work: Array, points: Points, first: int, count: int, flight: Flight, piece: int) -> None:
    """p . r - K of an elevation mask at each node, with the origin moved to where the point's normal meets the axis."""
    x, y, z = points.position_m[0], points.position_m[1], points.position_m[2]
    shift, arm_m, sine, cosine = points.shift_m, points.arm_m, points.sin_mask, points.cos_mask
    for node in range(NODE_COUNT):
        rx, ry = flight.position_m[piece, node, 0], flight.position_m[piece, node, 1]
        rz = flight.position_m[piece, node, 2]
        r2 = rx * rx + ry * ry + rz * rz
        for lane in range(count):
            i = first + lane
            d, arm = shift[i], arm_m[i] * cosine[i]
            s2 = r2 + d * (2.0 * rz + d)
            limit = arm * arm + arm_m[i] * sine[i] * np.sqrt(max(s2 - arm * arm, 0.0))
            work[node, lane] = x[i] * rx + y[i] * ry + (z[i] + d) * (rz + d) - limit


@inner_fast
def _rise_and_fall(a: Array, count: int, guess: float, desk: Array) -> None:
    """Part of -1..1 in which concave polynomials are not negative: rows low, high, top and summit of `desk`.

    From a guess of the summit: Newton to it, a parabola's roots, Newton to the true ones. No branches, so that the
    processor takes four or eight points at once. Where `top` is negative, `low` and `high` mean nothing.
    """
    for i in range(count):
        t = guess
        for _ in range(3):
            t = min(max(t - _slope(a, i, t) / min(_bend(a, i, t), -TINY), -1.0), 1.0)
        value, slope = _value(a, i, t), _slope(a, i, t)
        spread = np.sqrt(max(slope * slope - 2.0 * value * _bend(a, i, t), 0.0))
        left = max(t - 2.0 * value / max(spread + slope, TINY), -1.0)
        right = min(t + 2.0 * value / max(spread - slope, TINY), 1.0)
        for _ in range(3):
            left = min(max(left - _value(a, i, left) / max(_slope(a, i, left), TINY), -1.0), t)
            right = max(min(right - _value(a, i, right) / min(_slope(a, i, right), -TINY), 1.0), t)
        desk[0, i], desk[1, i], desk[2, i], desk[3, i] = left, right, value, t


@inner_fast
def _meet(desk: Array, other: Array, count: int) -> None:
    """Windows that hold under two rules at once, into `desk`."""
    for i in range(count):
        low, high = max(desk[0, i], other[0, i]), min(desk[1, i], other[1, i])
        top = min(desk[2, i], other[2, i])
        desk[0, i], desk[1, i], desk[2, i] = low, high, -1.0 if high < low else top


@inner_fast
def _ranges_and_heights(
    distance: Array, height: Array, points: Points, first: int, count: int, flight: Flight, piece: int
) -> None:
    """Range squared, and height above the point's tangent plane, at each node."""
    x, y, z, square = points.position_m[0], points.position_m[1], points.position_m[2], points.square_m2
    ux, uy, uz, shift, arm = points.up[0], points.up[1], points.up[2], points.shift_m, points.arm_m
    for node in range(NODE_COUNT):
        rx, ry = flight.position_m[piece, node, 0], flight.position_m[piece, node, 1]
        rz = flight.position_m[piece, node, 2]
        s2 = rx * rx + ry * ry + rz * rz
        for lane in range(count):
            i = first + lane
            distance[node, lane] = s2 + square[i] - 2.0 * (x[i] * rx + y[i] * ry + z[i] * rz)
            height[node, lane] = ux[i] * rx + uy[i] * ry + uz[i] * (rz + shift[i]) - arm[i]


@inner_fast
def _best_moments(distance: Array, height: Array, count: int, desk: Array) -> None:
    """Smallest range and largest sine of elevation within low..high (rows 4 and 5 of `desk`)."""
    for i in range(count):
        low, high = desk[0, i], desk[1, i]
        t = min(max(desk[3, i], low), high)
        for _ in range(3):
            t = min(max(t - _slope(distance, i, t) / max(_bend(distance, i, t), TINY), low), high)
        desk[4, i] = np.sqrt(max(_value(distance, i, t), 0.0))
        for _ in range(2):
            d, d1, d2 = _value(distance, i, t), _slope(distance, i, t), _bend(distance, i, t)
            h, h1, h2 = _value(height, i, t), _slope(height, i, t), _bend(height, i, t)
            turn = h2 * d + 0.5 * h1 * d1 - 0.5 * h * d2
            t = min(max(t - (h1 * d - 0.5 * h * d1) / min(turn, -TINY), low), high)
        desk[5, i] = _value(height, i, t) / np.sqrt(max(_value(distance, i, t), TINY))


# --- strips ---------------------------------------------------------------------------------------------------------


@inner_fast
def _products_at_nodes(work: Array, points: Points, first: int, count: int, vector: Array) -> None:
    """Scalar products of each point with one vector per node."""
    x, y, z = points.position_m[0], points.position_m[1], points.position_m[2]
    for node in range(NODE_COUNT):
        rx, ry, rz = vector[node, 0], vector[node, 1], vector[node, 2]
        for lane in range(count):
            i = first + lane
            work[node, lane] = x[i] * rx + y[i] * ry + z[i] * rz


@inner_fast
def _line_crossing(
    along: Array, across: Array, points: Points, first: int, count: int, half_m: float, guess: float, desk: Array
) -> None:
    """When a line of sensors sweeps over each point, and by how much the point is inside the swath then."""
    for i in range(count):
        t = guess
        for _ in range(5):
            t = min(max(t - _value(along, i, t) / min(_slope(along, i, t), -TINY), -1.5), 1.5)
        radius = np.sqrt(points.square_m2[first + i])
        aside = radius * np.arcsin(min(abs(_value(across, i, t)) / radius, 1.0))
        desk[0, i], desk[1, i], desk[3, i] = t, t, t
        desk[2, i] = half_m - aside if abs(t) <= 1.0 + 1e-9 else -1.0


# --- all pieces, one block ------------------------------------------------------------------------------------------


@inner
def _meeting(blocks: Blocks, block: int, flight: Flight, piece: int) -> float:
    """When, in -1..1, a piece passes nearest to the middle of a block, from the angle along its great circle.

    nan when the block's cap stays out of reach: beside that great circle, or beyond its ends.
    """
    cx, cy, cz = blocks.centre[block, 0], blocks.centre[block, 1], blocks.centre[block, 2]
    m0, m1, m2 = flight.middle[piece, 0], flight.middle[piece, 1], flight.middle[piece, 2]
    a0, a1, a2 = flight.ahead[piece, 0], flight.ahead[piece, 1], flight.ahead[piece, 2]
    aside = cx * (m1 * a2 - m2 * a1) + cy * (m2 * a0 - m0 * a2) + cz * (m0 * a1 - m1 * a0)
    near, arc = flight.reach_rad[piece] + blocks.radius_rad[block] + flight.off_rad[piece], flight.arc_rad[piece]
    toward = cx * m0 + cy * m1 + cz * m2
    if (near < 1.5 and abs(aside) > near) or toward < np.cos(min(near + arc, np.pi)):
        return np.nan
    when: float = np.arctan2(cx * a0 + cy * a1 + cz * a2, toward) / arc
    return min(max(when, -1.0), 1.0)


@inner
def _note(row: Array, count: IntArray, lane: int, room: int, flight: Flight, piece: int, desk: Array) -> None:
    """Write down what the satellite's light leaves of a lane's window, joined to the one it continues from before.

    Rows of lane k begin at k times `room`.
    """
    time_s, half_s, satellite = flight.time_s[piece], flight.half_s[piece], float(flight.satellite[piece])
    for part in range(2):
        a, b = max(desk[0, lane], flight.lit[piece, 2 * part]), min(desk[1, lane], flight.lit[piece, 2 * part + 1])
        if a > b:
            continue
        start, end, first, at = time_s + half_s * a, time_s + half_s * b, lane * room, lane * room + count[lane]
        if a <= -1.0 + 1e-6:
            k = at - 1
            while k >= first and row[k, SATELLITE] != satellite:
                k -= 1
            if k >= first and row[k, END] >= start - TOUCH_S:
                row[k, END] = end
                row[k, RANGE], row[k, SINE] = min(row[k, RANGE], desk[4, lane]), max(row[k, SINE], desk[5, lane])
                continue
        row[at, START], row[at, END], row[at, SATELLITE] = start, end, satellite
        row[at, RANGE], row[at, SINE] = desk[4, lane], desk[5, lane]
        count[lane] += 1


@inner
def _note_all(row: Array, count: IntArray, lanes: int, room: int, flight: Flight, piece: int, desk: Array) -> int:
    """Write down the windows of a block in one piece; returns how many the fullest lane holds now."""
    fullest = 0
    for lane in range(lanes):
        if desk[2, lane] >= 0.0:
            _note(row, count, lane, room, flight, piece, desk)
        fullest = max(fullest, count[lane])
    return fullest


@inner
def _with_room(row: Array, count: IntArray, room: int, wanted: int) -> Array:
    """The same rows, lane by lane, with space for `wanted` in each."""
    more = np.empty((LANE_COUNT * wanted, COLUMN_COUNT))
    for lane in range(LANE_COUNT):
        for k in range(count[lane]):
            for column in range(COLUMN_COUNT):
                more[lane * wanted + k, column] = row[lane * room + k, column]
    return more


@inner
def _with_space(out: Array, used: int, wanted: int) -> Array:
    """The same rows with space for `wanted`; at least doubled when that is short."""
    if wanted <= len(out):
        return out
    more = np.empty((2 * wanted, COLUMN_COUNT))
    for k in range(used):
        for column in range(COLUMN_COUNT):
            more[k, column] = out[k, column]
    return more


@inner
def _clear(count: IntArray) -> None:
    for lane in range(LANE_COUNT):
        count[lane] = 0


@inner
def _hand_over(
    row: Array, count: IntArray, room: int, lanes: int, out: Array, used: int, counts: IntArray, first: int
) -> int:
    """Append the rows of a block's points, by time, to those of the blocks before; returns how many there are now."""
    for lane in range(lanes):
        begin = used
        counts[first + lane] = count[lane]
        for k in range(lane * room, lane * room + count[lane]):
            start, place = row[k, START], used
            while place > begin and out[place - 1, START] > start:
                for column in range(COLUMN_COUNT):
                    out[place, column] = out[place - 1, column]
                place -= 1
            for column in range(COLUMN_COUNT):
                out[place, column] = row[k, column]
            used += 1
    return used


@compiled
def smooth_windows(
    first_block: int,
    last_block: int,
    points: Points,
    blocks: Blocks,
    flight: Flight,
    half_rad: float,
    masked: bool | None,
    best: bool | None,
) -> Windows:
    """Windows of the points of some blocks, for pieces with one summit each.

    `half_rad` is the cone's half angle. Elevation masks bind only if `masked` is True, range and elevation mean
    something only if `best` is; None leaves their code out altogether.
    """
    sin_half, cos_half = np.sin(half_rad), np.cos(half_rad)
    start = blocks.edge[first_block]
    out, counts = np.empty((4096, COLUMN_COUNT)), np.empty(blocks.edge[last_block] - start, dtype=np.int64)
    used, room = ZERO, ZERO + 100
    row, count = np.empty((LANE_COUNT * room, COLUMN_COUNT)), np.empty(LANE_COUNT, dtype=np.int64)
    nodes, others = np.empty((NODE_COUNT, LANE_COUNT)), np.empty((NODE_COUNT, LANE_COUNT))
    curve, second = np.empty((NODE_COUNT, LANE_COUNT)), np.empty((NODE_COUNT, LANE_COUNT))
    desk, desk_of_mask = np.empty((6, LANE_COUNT)), np.empty((6, LANE_COUNT))
    for block in range(first_block, last_block):
        first, lanes, fullest = blocks.edge[block], blocks.edge[block + 1] - blocks.edge[block], 0
        _clear(count)
        for piece in range(len(flight.time_s)):
            mode, guess = flight.mode[piece], _meeting(blocks, block, flight, piece)
            if np.isnan(guess):
                continue
            if mode != MASK:
                _cone_at_nodes(nodes, points, first, lanes, flight, piece, sin_half, cos_half)
                _to_monomials(nodes, curve, lanes)
                _rise_and_fall(curve, lanes, guess, desk)
            if masked is not None and mode != CONE:
                _mask_at_nodes(nodes, points, first, lanes, flight, piece)
                _to_monomials(nodes, curve, lanes)
                _rise_and_fall(curve, lanes, guess, desk_of_mask if mode == BOTH else desk)
                if mode == BOTH:
                    _meet(desk, desk_of_mask, lanes)
            if best is not None:
                _ranges_and_heights(nodes, others, points, first, lanes, flight, piece)
                _to_monomials(nodes, curve, lanes)
                _to_monomials(others, second, lanes)
                _best_moments(curve, second, lanes, desk)
            if fullest + 2 > room:
                row = _with_room(row, count, room, 2 * room + 1)
                room = 2 * room + 1
            fullest = _note_all(row, count, lanes, room, flight, piece, desk)
        out = _with_space(out, used, used + lanes * fullest)
        used = _hand_over(row, count, room, lanes, out, used, counts, first - start)
    return Windows(out[:used], counts)


@compiled
def strip_moments(
    first_block: int, last_block: int, points: Points, blocks: Blocks, flight: Flight, half_m: float
) -> Windows:
    """Moments (start = end) at which a line of sensors across the track sweeps over the points of some blocks."""
    start = blocks.edge[first_block]
    out, counts = np.empty((4096, COLUMN_COUNT)), np.empty(blocks.edge[last_block] - start, dtype=np.int64)
    used, room = ZERO, ZERO + 100
    row, count = np.empty((LANE_COUNT * room, COLUMN_COUNT)), np.empty(LANE_COUNT, dtype=np.int64)
    nodes, others = np.empty((NODE_COUNT, LANE_COUNT)), np.empty((NODE_COUNT, LANE_COUNT))
    curve, second = np.empty((NODE_COUNT, LANE_COUNT)), np.empty((NODE_COUNT, LANE_COUNT))
    desk = np.empty((6, LANE_COUNT))
    for block in range(first_block, last_block):
        first, lanes, fullest = blocks.edge[block], blocks.edge[block + 1] - blocks.edge[block], 0
        _clear(count)
        for piece in range(len(flight.time_s)):
            guess = _meeting(blocks, block, flight, piece)
            if np.isnan(guess):
                continue
            _products_at_nodes(nodes, points, first, lanes, flight.along[piece])
            _to_monomials(nodes, curve, lanes)
            _products_at_nodes(nodes, points, first, lanes, flight.across[piece])
            _to_monomials(nodes, second, lanes)
            _line_crossing(curve, second, points, first, lanes, half_m, guess, desk)
            _ranges_and_heights(nodes, others, points, first, lanes, flight, piece)
            _to_monomials(nodes, curve, lanes)
            _to_monomials(others, second, lanes)
            _best_moments(curve, second, lanes, desk)
            if fullest + 2 > room:
                row = _with_room(row, count, room, 2 * room + 1)
                room = 2 * room + 1
            fullest = _note_all(row, count, lanes, room, flight, piece, desk)
        out = _with_space(out, used, used + lanes * fullest)
        used = _hand_over(row, count, room, lanes, out, used, counts, first - start)
    return Windows(out[:used], counts)
