"""When does each point see each satellite? Windows, their gaps and their best moments.

Flights come as pieces of about a radian (see `segments`), points as compact blocks (see `blocks`). A field of regard,
a cone from the satellite or a mask above the horizon, is written `p . r(t) >= K(t)`: the left side and K are smooth, so
eight values give a polynomial, whose only summit and two roots Newton finds for all points of a block side by side.
Where a piece may hold more than one summit (slow orbits) or K is not smooth (a cone that grazes the limb), the
geometry itself is sampled and bisected instead. Nothing is stepped over.

Geometry: ellipsoidal Earth; elevation is above the ellipsoid's tangent plane, without refraction; the cone's axis is
the geodetic or geocentric nadir; light and Earth's rotation over a pass are those of the pieces' nodes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spacefaring.kernels.compiled import compiled, compiled_fast
from spacefaring.kernels.segments import NODE_COUNT, chebyshev_nodes, monomials_from_nodes
from spacefaring.tables import Array

IntArray = NDArray[np.int64]

LANE_COUNT = 64
CONE, MASK, BOTH, CAREFUL, STRIP = 0, 1, 2, 3, 4
SAMPLE_COUNT = 36
TOUCH_S = 1e-3
SUN_STEP_S = 1_800.0
SUN_TABLE_STEP_S = 3_600.0
BISECTION_COUNT = 40
GOLDEN = 0.381966011250105
TINY = 1e-300

_NODES = chebyshev_nodes()
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
    """Pieces of flight of all satellites, in the order of their beginnings."""

    time_s: Array  # (m,) middle, since the start of the span
    half_s: Array  # (m,) half length
    satellite: IntArray  # (m,)
    mode: IntArray  # (m,) CONE, MASK, BOTH, CAREFUL or STRIP
    position_m: Array  # (m, 8, 3) at the nodes, turning frame
    shift_m: Array  # (m, 8) as for points, of the nadir's line; 0 for a geocentric nadir
    middle: Array  # (m, 3) direction that all nodes are close to
    arc_rad: Array  # (m,) how far from it they get
    reach_rad: Array  # (m,) largest angle from below the satellite at which a point can be served
    lit: Array  # (m, 4) two spans of -1..1 with the satellite in light (from, to, from, to)
    ahead: Array  # (m, 8, 3) strip only: horizontal unit vector along the track; else (0, 8, 3)
    side: Array  # (m, 8, 3) strip only: unit normal of the orbit


class Rule(NamedTuple):
    """What counts as seen."""

    cos_half: float  # of the cone; -1 when there is none
    sin_half: float
    mask: bool  # whether the elevation mask binds a cone too
    half_swath_m: float
    sun_wanted: float  # 1: sun above the limit; -1: below; 0: never mind
    sin_sun: float
    minimum_s: float
    span_s: float
    sun_eci: Array  # (hours, 3) unit vectors, one each SUN_TABLE_STEP_S from the start
    sidereal_rad: Array  # (hours,) without jumps


# --- one piece, one block: the smooth case -------------------------------------------------------------------------


@compiled_fast
def _cone_at_nodes(work: Array, points: Points, first: int, count: int, place: Array, shift: Array, rule: Rule) -> None:
    """p . r - K of a cone about the nadir at each node, with the origin moved to where the nadir meets the axis."""
    sin_squared = rule.sin_half * rule.sin_half
    x, y, z = points.position_m[0], points.position_m[1], points.position_m[2]
    for node in range(NODE_COUNT):
        d = shift[node]
        rx, ry, rz = place[node, 0], place[node, 1], place[node, 2] + d
        s2 = rx * rx + ry * ry + rz * rz
        within = s2 * sin_squared
        for lane in range(count):
            i = first + lane
            p2 = points.square_m2[i] + d * (2.0 * z[i] + d)
            limit = within + rule.cos_half * np.sqrt(max(s2 * (p2 - within), 0.0))
            work[node, lane] = x[i] * rx + y[i] * ry + (z[i] + d) * rz - limit


@compiled_fast
def _mask_at_nodes(work: Array, points: Points, first: int, count: int, place: Array) -> None:
    """p . r - K of an elevation mask at each node, with the origin moved to where the point's normal meets the axis."""
    x, y, z = points.position_m[0], points.position_m[1], points.position_m[2]
    for node in range(NODE_COUNT):
        rx, ry, rz = place[node, 0], place[node, 1], place[node, 2]
        r2 = rx * rx + ry * ry + rz * rz
        for lane in range(count):
            i = first + lane
            d = points.shift_m[i]
            arm = points.arm_m[i] * points.cos_mask[i]
            s2 = r2 + d * (2.0 * rz + d)
            limit = arm * arm + points.arm_m[i] * points.sin_mask[i] * np.sqrt(max(s2 - arm * arm, 0.0))
            work[node, lane] = x[i] * rx + y[i] * ry + (z[i] + d) * (rz + d) - limit


@compiled_fast
def _products_at_nodes(work: Array, vector: Array, first: int, count: int, place: Array) -> None:
    """Scalar products of one vector (3, n) per point with one vector per node."""
    x, y, z = vector[0], vector[1], vector[2]
    for node in range(NODE_COUNT):
        rx, ry, rz = place[node, 0], place[node, 1], place[node, 2]
        for lane in range(count):
            i = first + lane
            work[node, lane] = x[i] * rx + y[i] * ry + z[i] * rz


@compiled_fast
def _to_monomials(work: Array, out: Array, count: int) -> None:
    """Coefficients of powers, from values at the nodes, lane by lane."""
    for power in range(NODE_COUNT):
        row = _MONOMIALS[power]
        m0, m1, m2, m3, m4, m5, m6, m7 = row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]
        for i in range(count):
            low = m0 * work[0, i] + m1 * work[1, i] + m2 * work[2, i] + m3 * work[3, i]
            high = m4 * work[4, i] + m5 * work[5, i] + m6 * work[6, i] + m7 * work[7, i]
            out[power, i] = low + high


@compiled_fast
def _value(a: Array, i: int, t: float) -> float:
    head = a[4, i] + t * (a[5, i] + t * (a[6, i] + t * a[7, i]))
    return a[0, i] + t * (a[1, i] + t * (a[2, i] + t * (a[3, i] + t * head)))


@compiled_fast
def _slope(a: Array, i: int, t: float) -> float:
    head = 4.0 * a[4, i] + t * (5.0 * a[5, i] + t * (6.0 * a[6, i] + t * 7.0 * a[7, i]))
    return a[1, i] + t * (2.0 * a[2, i] + t * (3.0 * a[3, i] + t * head))


@compiled_fast
def _bend(a: Array, i: int, t: float) -> float:
    head = 12.0 * a[4, i] + t * (20.0 * a[5, i] + t * (30.0 * a[6, i] + t * 42.0 * a[7, i]))
    return 2.0 * a[2, i] + t * (6.0 * a[3, i] + t * head)


@compiled_fast
def _rise_and_fall(a: Array, count: int, guess: float, low: Array, high: Array, top: Array, summit: Array) -> None:
    """Part of -1..1 in which concave polynomials are not negative; `top` is their largest value there.

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
        low[i], high[i], top[i], summit[i] = left, right, value, t


@compiled_fast
def _line_crossing(along: Array, count: int, guess: float, when: Array) -> None:
    """Where a falling polynomial passes zero, for a line of sensors that sweeps over the points."""
    for i in range(count):
        t = guess
        for _ in range(4):
            t = min(max(t - _value(along, i, t) / min(_slope(along, i, t), -TINY), -1.5), 1.5)
        when[i] = t


@compiled_fast
def _best_moments(
    distance: Array, height: Array, count: int, low: Array, high: Array, summit: Array, out: Array
) -> None:
    """Smallest range and largest sine of elevation within low..high, from polynomials of range squared and height."""
    for i in range(count):
        t = summit[i]
        for _ in range(3):
            t = min(max(t - _slope(distance, i, t) / max(_bend(distance, i, t), TINY), low[i]), high[i])
        out[0, i] = np.sqrt(max(_value(distance, i, t), 0.0))
        for _ in range(3):
            d, d1, d2 = _value(distance, i, t), _slope(distance, i, t), _bend(distance, i, t)
            h, h1, h2 = _value(height, i, t), _slope(height, i, t), _bend(height, i, t)
            turn = h2 * d + 0.5 * h1 * d1 - 0.5 * h * d2
            t = min(max(t - (h1 * d - 0.5 * h * d1) / min(turn, -TINY), low[i]), high[i])
        out[1, i] = _value(height, i, t) / np.sqrt(max(_value(distance, i, t), TINY))


# --- one piece, one point: the careful case ------------------------------------------------------------------------


@compiled
def _place_at(t: float, curve: Array) -> tuple[float, float, float, float]:
    """Satellite and nadir shift at a moment of a piece, from coefficients (8, 4)."""
    x, y, z, d = curve[7, 0], curve[7, 1], curve[7, 2], curve[7, 3]
    for power in range(NODE_COUNT - 2, -1, -1):
        x = x * t + curve[power, 0]
        y = y * t + curve[power, 1]
        z = z * t + curve[power, 2]
        d = d * t + curve[power, 3]
    return x, y, z, d


@compiled
def _sine_and_range(t: float, curve: Array, points: Points, i: int) -> tuple[float, float]:
    """Sine of the elevation, and the range in metres."""
    x, y, z, _ = _place_at(t, curve)
    x -= points.position_m[0, i]
    y -= points.position_m[1, i]
    z -= points.position_m[2, i]
    reach = np.sqrt(x * x + y * y + z * z)
    return (x * points.up[0, i] + y * points.up[1, i] + z * points.up[2, i]) / reach, reach


@compiled
def _clearance(t: float, curve: Array, points: Points, i: int, rule: Rule) -> float:
    """How far inside every limit the point is (difference of sines or cosines); negative outside."""
    x, y, z, d = _place_at(t, curve)
    dx, dy, dz = x - points.position_m[0, i], y - points.position_m[1, i], z - points.position_m[2, i]
    reach = np.sqrt(dx * dx + dy * dy + dz * dz)
    inside = np.inf
    if rule.mask:
        inside = (dx * points.up[0, i] + dy * points.up[1, i] + dz * points.up[2, i]) / reach - points.sin_mask[i]
    if rule.cos_half > -1.0:
        axis = np.sqrt(x * x + y * y + (z + d) * (z + d))
        inside = min(inside, (dx * x + dy * y + dz * (z + d)) / (reach * axis) - rule.cos_half)
    return inside


@compiled
def _extreme(a: float, b: float, sign: float, curve: Array, points: Points, i: int, rule: Rule) -> tuple[float, float]:
    """Golden section for the largest `sign * clearance` between two moments; stops once it is positive."""
    low, high = a + GOLDEN * (b - a), b - GOLDEN * (b - a)
    at_low = sign * _clearance(low, curve, points, i, rule)
    at_high = sign * _clearance(high, curve, points, i, rule)
    for _ in range(BISECTION_COUNT):
        if max(at_low, at_high) > 0.0:
            break
        if at_low > at_high:
            b, high, at_high = high, low, at_low
            low = a + GOLDEN * (b - a)
            at_low = sign * _clearance(low, curve, points, i, rule)
        else:
            a, low, at_low = low, high, at_high
            high = b - GOLDEN * (b - a)
            at_high = sign * _clearance(high, curve, points, i, rule)
    return (low, sign * at_low) if at_low > at_high else (high, sign * at_high)


@compiled
def _crossing(a: float, b: float, curve: Array, points: Points, i: int, rule: Rule) -> float:
    """Bisection for the moment between a and b at which the point enters or leaves."""
    rises = _clearance(b, curve, points, i, rule) >= 0.0
    for _ in range(BISECTION_COUNT):
        middle = 0.5 * (a + b)
        if (_clearance(middle, curve, points, i, rule) >= 0.0) == rises:
            b = middle
        else:
            a = middle
    return 0.5 * (a + b)


@compiled
def _careful_windows(curve: Array, points: Points, i: int, rule: Rule, found: Array) -> int:
    """All windows of one point in one piece, as rows (low, high) of `found`; returns how many.

    Samples a little beyond both ends; where three of them bend towards zero without reaching it, the extreme between
    is sought, so that neither a short window nor a short gap slips through.
    """
    step = 2.0 / (SAMPLE_COUNT - 3)
    when, value, count = np.empty(2 * SAMPLE_COUNT), np.empty(2 * SAMPLE_COUNT), 0
    before, last = np.nan, np.nan
    for k in range(SAMPLE_COUNT):
        t = -1.0 + (k - 1) * step
        now = _clearance(t, curve, points, i, rule)
        sign = -1.0 if last >= 0.0 else 1.0
        if k > 1 and (before >= 0.0) == (last >= 0.0) == (now >= 0.0) and sign * last >= max(sign * before, sign * now):
            middle, extreme = _extreme(t - 2.0 * step, t, sign, curve, points, i, rule)
            if sign * extreme > 0.0:
                if middle < t - step:
                    when[count], value[count] = when[count - 1], value[count - 1]
                    when[count - 1], value[count - 1] = middle, extreme
                else:
                    when[count], value[count] = middle, extreme
                count += 1
        when[count], value[count] = t, now
        count += 1
        before, last = last, now
    return _windows_between_samples(when, value, count, curve, points, i, rule, found)


@compiled
def _windows_between_samples(
    when: Array, value: Array, count: int, curve: Array, points: Points, i: int, rule: Rule, found: Array
) -> int:
    """Turn changes of sign between samples into windows cut to -1..1."""
    windows = 0
    start = when[0]
    for k in range(count):
        inside = value[k] >= 0.0
        if k > 0 and inside != (value[k - 1] >= 0.0):
            edge = _crossing(when[k - 1], when[k], curve, points, i, rule)
            if inside:
                start = edge
            elif edge >= -1.0 and start <= 1.0:
                found[windows, 0], found[windows, 1] = max(start, -1.0), min(edge, 1.0)
                windows += 1
    if value[count - 1] >= 0.0 and start <= 1.0:
        found[windows, 0], found[windows, 1] = max(start, -1.0), 1.0
        windows += 1
    return windows


# --- all pieces, one block -----------------------------------------------------------------------------------------


class Found(NamedTuple):
    """Windows of the points of one block, one row per point, near the order of time."""

    start_s: Array  # (lanes, room)
    end_s: Array
    range_m: Array
    sine: Array
    satellite: IntArray
    count: IntArray  # (lanes,)


class Desk(NamedTuple):
    """Scratch space of one thread."""

    nodes: Array  # (8, lanes)
    first: Array  # (8, lanes) coefficients
    second: Array
    low: Array  # (2, lanes) one row for the cone, one for the mask
    high: Array
    top: Array
    summit: Array
    best: Array  # (2, lanes)


@compiled
def _new_found(room: int) -> Found:
    shape = (LANE_COUNT, room)
    satellite = np.empty(shape, dtype=np.int64)
    count = np.zeros(LANE_COUNT, dtype=np.int64)
    return Found(np.empty(shape), np.empty(shape), np.empty(shape), np.empty(shape), satellite, count)


@compiled
def _with_room(found: Found, room: int) -> Found:
    """The same windows with space for as many more in every row."""
    used = found.start_s.shape[1]
    if found.count.max() + room <= used:
        return found
    more = _new_found(2 * used + room)
    more.start_s[:, :used] = found.start_s
    more.end_s[:, :used] = found.end_s
    more.range_m[:, :used] = found.range_m
    more.sine[:, :used] = found.sine
    more.satellite[:, :used] = found.satellite
    more.count[:] = found.count
    return more


@compiled
def _new_desk() -> Desk:
    eight, two = (NODE_COUNT, LANE_COUNT), (2, LANE_COUNT)
    return Desk(
        np.empty(eight), np.empty(eight), np.empty(eight),
        np.empty(two), np.empty(two), np.empty(two), np.empty(two), np.empty(two),
    )  # fmt: skip


@compiled
def _curve(flight: Flight, piece: int) -> Array:
    """Coefficients (8, 4) of the satellite's position and of the nadir's shift."""
    curve = np.zeros((NODE_COUNT, 4))
    for power in range(NODE_COUNT):
        for node in range(NODE_COUNT):
            share = _MONOMIALS[power, node]
            for axis in range(3):
                curve[power, axis] += share * flight.position_m[piece, node, axis]
            curve[power, 3] += share * flight.shift_m[piece, node]
    return curve


@compiled
def _closest(block: int, piece: int, blocks: Blocks, flight: Flight) -> tuple[float, float]:
    """When a piece comes closest to the middle of a block, and the cosine of the angle between them then."""
    a = np.empty((NODE_COUNT, 1))
    b = np.empty((NODE_COUNT, 1))
    cx, cy, cz = blocks.centre[block, 0], blocks.centre[block, 1], blocks.centre[block, 2]
    for node in range(NODE_COUNT):
        x, y, z = (
            flight.position_m[piece, node, 0],
            flight.position_m[piece, node, 1],
            flight.position_m[piece, node, 2],
        )
        b[node, 0] = (cx * x + cy * y + cz * z) / np.sqrt(x * x + y * y + z * z)
    _to_monomials(b, a, 1)
    t = 0.0
    for _ in range(4):
        t = min(max(t - _slope(a, 0, t) / min(_bend(a, 0, t), -TINY), -1.0), 1.0)
    return t, max(_value(a, 0, t), max(b[0, 0], b[NODE_COUNT - 1, 0]))


@compiled
def _light(flight: Flight, piece: int, part: int, low: float, high: float) -> tuple[float, float]:
    """What is left of a window in one of the spans in which the satellite has the wanted light."""
    return max(low, flight.lit[piece, 2 * part]), min(high, flight.lit[piece, 2 * part + 1])


@compiled
def _note(
    found: Found, lane: int, flight: Flight, piece: int, low: float, high: float, reach: float, sine: float
) -> None:
    """Write down a window, joined to the one it continues from the piece before."""
    for part in range(2):
        a, b = _light(flight, piece, part, low, high)
        if a > b:
            continue
        start = flight.time_s[piece] + flight.half_s[piece] * a
        end = flight.time_s[piece] + flight.half_s[piece] * b
        satellite = flight.satellite[piece]
        count = found.count[lane]
        joined = False
        k = count - 1
        while a <= -1.0 + 1e-6 and k >= 0 and not joined:
            if found.satellite[lane, k] == satellite:
                if found.end_s[lane, k] < start - TOUCH_S:
                    break
                found.end_s[lane, k] = end
                found.range_m[lane, k] = min(found.range_m[lane, k], reach)
                found.sine[lane, k] = max(found.sine[lane, k], sine)
                joined = True
            k -= 1
        if not joined:
            found.start_s[lane, count], found.end_s[lane, count] = start, end
            found.range_m[lane, count], found.sine[lane, count] = reach, sine
            found.satellite[lane, count] = satellite
            found.count[lane] = count + 1


@compiled
def _smooth_piece(
    desk: Desk, points: Points, first: int, count: int, flight: Flight, piece: int, guess: float, rule: Rule
) -> None:
    """Window of every point of a block in one piece, cone and mask alike, into row 0 of the desk."""
    place, mode = flight.position_m[piece], flight.mode[piece]
    row = 0
    if mode != MASK:
        _cone_at_nodes(desk.nodes, points, first, count, place, flight.shift_m[piece], rule)
        _to_monomials(desk.nodes, desk.first, count)
        _rise_and_fall(desk.first, count, guess, desk.low[0], desk.high[0], desk.top[0], desk.summit[0])
        row = 1
    if mode != CONE:
        _mask_at_nodes(desk.nodes, points, first, count, place)
        _to_monomials(desk.nodes, desk.first, count)
        _rise_and_fall(desk.first, count, guess, desk.low[row], desk.high[row], desk.top[row], desk.summit[row])
    if mode == BOTH:
        for lane in range(count):
            desk.low[0, lane] = max(desk.low[0, lane], desk.low[1, lane])
            desk.high[0, lane] = min(desk.high[0, lane], desk.high[1, lane])
            if desk.high[0, lane] < desk.low[0, lane] or desk.top[1, lane] < 0.0:
                desk.top[0, lane] = -1.0


@compiled
def _strip_piece(
    desk: Desk, points: Points, first: int, count: int, flight: Flight, piece: int, guess: float, rule: Rule
) -> None:
    """Moment at which the line of sensors passes over every point, and whether the point is within the swath."""
    _products_at_nodes(desk.nodes, points.position_m, first, count, flight.ahead[piece])
    _to_monomials(desk.nodes, desk.first, count)
    _line_crossing(desk.first, count, guess, desk.low[0])
    _products_at_nodes(desk.nodes, points.position_m, first, count, flight.side[piece])
    _to_monomials(desk.nodes, desk.second, count)
    for lane in range(count):
        t = desk.low[0, lane]
        radius = np.sqrt(points.square_m2[first + lane])
        across = radius * np.arcsin(min(abs(_value(desk.second, lane, t)) / radius, 1.0))
        desk.high[0, lane], desk.summit[0, lane] = t, t
        desk.top[0, lane] = rule.half_swath_m - across if abs(t) <= 1.0 + 1e-9 else -1.0


@compiled
def _best_of_piece(desk: Desk, points: Points, first: int, count: int, flight: Flight, piece: int) -> None:
    """Smallest range and highest elevation within the windows that the desk holds."""
    place = flight.position_m[piece]
    _products_at_nodes(desk.nodes, points.position_m, first, count, place)
    for node in range(NODE_COUNT):
        s2 = place[node, 0] ** 2 + place[node, 1] ** 2 + place[node, 2] ** 2
        for lane in range(count):
            desk.nodes[node, lane] = s2 + points.square_m2[first + lane] - 2.0 * desk.nodes[node, lane]
    _to_monomials(desk.nodes, desk.first, count)
    _products_at_nodes(desk.nodes, points.up, first, count, place)
    for node in range(NODE_COUNT):
        for lane in range(count):
            i = first + lane
            desk.nodes[node, lane] += points.shift_m[i] * points.up[2, i] - points.arm_m[i]
    _to_monomials(desk.nodes, desk.second, count)
    _best_moments(desk.first, desk.second, count, desk.low[0], desk.high[0], desk.summit[0], desk.best)


@compiled
def _best_by_samples(low: float, high: float, curve: Array, points: Points, i: int) -> tuple[float, float]:
    """Smallest range and largest sine of elevation in a window of the careful case: samples, then a parabola each."""
    count = 65
    step = (high - low) / (count - 1)
    best_range, best_sine, at_range, at_sine = np.inf, -np.inf, 0, 0
    for k in range(count):
        sine, reach = _sine_and_range(low + k * step, curve, points, i)
        if reach < best_range:
            best_range, at_range = reach, k
        if sine > best_sine:
            best_sine, at_sine = sine, k
    for which in range(2):
        k = min(max(at_range if which == 0 else at_sine, 1), count - 2)
        a = _sine_and_range(low + (k - 1) * step, curve, points, i)
        b = _sine_and_range(low + k * step, curve, points, i)
        c = _sine_and_range(low + (k + 1) * step, curve, points, i)
        bend = a[1 - which] - 2.0 * b[1 - which] + c[1 - which]
        offset = 0.5 * (a[1 - which] - c[1 - which]) / bend if bend != 0.0 else 0.0
        sine, reach = _sine_and_range(low + (k + min(max(offset, -1.0), 1.0)) * step, curve, points, i)
        best_range, best_sine = min(best_range, reach), max(best_sine, sine)
    return best_range, best_sine


@compiled
def _careful_piece(
    found: Found, points: Points, first: int, count: int, flight: Flight, piece: int, rule: Rule, best: bool
) -> None:
    """All windows of every point of a block in a piece that needs care."""
    curve = _curve(flight, piece)
    windows = np.empty((SAMPLE_COUNT + 1, 2))
    for lane in range(count):
        for k in range(_careful_windows(curve, points, first + lane, rule, windows)):
            low, high = windows[k, 0], windows[k, 1]
            reach, sine = np.inf, -np.inf
            if best:
                reach, sine = _best_by_samples(low, high, curve, points, first + lane)
            _note(found, lane, flight, piece, low, high, reach, sine)


@compiled
def _windows_of_block(
    block: int, points: Points, blocks: Blocks, flight: Flight, rule: Rule, best: bool, found: Found, desk: Desk
) -> Found:
    """Windows of the points of a block with every satellite, as geometry and the satellite's light give them."""
    first, count = blocks.edge[block], blocks.edge[block + 1] - blocks.edge[block]
    found.count[:] = 0
    cx, cy, cz = blocks.centre[block, 0], blocks.centre[block, 1], blocks.centre[block, 2]
    radius = blocks.radius_rad[block]
    for piece in range(len(flight.time_s)):
        toward = flight.middle[piece, 0] * cx + flight.middle[piece, 1] * cy + flight.middle[piece, 2] * cz
        if toward < np.cos(min(flight.arc_rad[piece] + flight.reach_rad[piece] + radius, np.pi)):
            continue
        mode = flight.mode[piece]
        if mode == CAREFUL:
            found = _with_room(found, 2 * SAMPLE_COUNT)
            _careful_piece(found, points, first, count, flight, piece, rule, best)
            continue
        guess, nearest = _closest(block, piece, blocks, flight)
        if nearest < np.cos(min(flight.reach_rad[piece] + radius, np.pi)):
            continue
        found = _with_room(found, 2)
        if mode == STRIP:
            _strip_piece(desk, points, first, count, flight, piece, guess, rule)
        else:
            _smooth_piece(desk, points, first, count, flight, piece, guess, rule)
        if best:
            _best_of_piece(desk, points, first, count, flight, piece)
        for lane in range(count):
            if desk.top[0, lane] >= 0.0:
                reach, sine = desk.best[0, lane], desk.best[1, lane]
                _note(found, lane, flight, piece, desk.low[0, lane], desk.high[0, lane], reach, sine)
    return found


# --- light on the ground, duration, order --------------------------------------------------------------------------


@compiled
def _sun_clearance(time_s: float, points: Points, i: int, rule: Rule) -> float:
    """Sine of the Sun's elevation less its limit, with the sign that makes a wanted moment positive."""
    place = time_s / SUN_TABLE_STEP_S
    row = min(max(int(place), 0), len(rule.sidereal_rad) - 2)
    share = place - row
    x = rule.sun_eci[row, 0] + share * (rule.sun_eci[row + 1, 0] - rule.sun_eci[row, 0])
    y = rule.sun_eci[row, 1] + share * (rule.sun_eci[row + 1, 1] - rule.sun_eci[row, 1])
    z = rule.sun_eci[row, 2] + share * (rule.sun_eci[row + 1, 2] - rule.sun_eci[row, 2])
    angle = rule.sidereal_rad[row] + share * (rule.sidereal_rad[row + 1] - rule.sidereal_rad[row])
    c, s = np.cos(angle), np.sin(angle)
    sine = points.up[0, i] * (c * x + s * y) + points.up[1, i] * (c * y - s * x) + points.up[2, i] * z
    return rule.sun_wanted * (sine - rule.sin_sun)


@compiled
def _sun_crossing(a: float, b: float, points: Points, i: int, rule: Rule) -> float:
    """Bisection for the moment at which the Sun passes its limit."""
    rises = _sun_clearance(b, points, i, rule) >= 0.0
    for _ in range(BISECTION_COUNT):
        middle = 0.5 * (a + b)
        if (_sun_clearance(middle, points, i, rule) >= 0.0) == rises:
            b = middle
        else:
            a = middle
    return 0.5 * (a + b)


@compiled
def _sun_turn(a: float, at_a: float, b: float, at_b: float, points: Points, i: int, rule: Rule) -> float:
    """A moment between two of the same sign at which the Sun's clearance has the other sign; nan if there is none."""
    middle, half = 0.5 * (a + b), 0.5 * (b - a)
    at_middle = _sun_clearance(middle, points, i, rule)
    if (at_middle >= 0.0) != (at_a >= 0.0):
        return middle
    bend = at_a + at_b - 2.0 * at_middle
    offset = 0.5 * (at_a - at_b) / bend if bend != 0.0 else 2.0
    if abs(offset) >= 1.0:
        return np.nan
    turn = middle + offset * half
    return turn if (_sun_clearance(turn, points, i, rule) >= 0.0) != (at_a >= 0.0) else np.nan


@compiled
def _sunlit_spans(start: float, end: float, points: Points, i: int, rule: Rule, spans: Array) -> int:
    """Parts (rows of `spans`) of a window in which the Sun stands as wanted over the point; returns how many."""
    count, a, at_a = 0, start, _sun_clearance(start, points, i, rule)
    opened = start
    while True:
        b = min(a + SUN_STEP_S, end)
        at_b = _sun_clearance(b, points, i, rule)
        if (at_b >= 0.0) == (at_a >= 0.0):
            turn = _sun_turn(a, at_a, b, at_b, points, i, rule)
            if not np.isnan(turn):
                b, at_b = turn, -at_a
        if (at_b >= 0.0) != (at_a >= 0.0):
            edge = _sun_crossing(a, b, points, i, rule)
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
def _order_of(start_s: Array, count: int) -> IntArray:
    """Indices that put nearly sorted starts in order (insertion sort)."""
    order = np.arange(count)
    for k in range(1, count):
        mine = order[k]
        at = start_s[mine]
        place = k
        while place > 0 and start_s[order[place - 1]] > at:
            order[place] = order[place - 1]
            place -= 1
        order[place] = mine
    return order


@compiled
def _kept(found: Found, lane: int, points: Points, i: int, rule: Rule) -> tuple[Array, IntArray]:
    """Windows (n, 2) of one point that meet every condition, by time, and which noted window each came from."""
    count = found.count[lane]
    order = _order_of(found.start_s[lane], count)
    room = count
    if rule.sun_wanted != 0.0:
        for k in range(count):
            room += 2 + int((found.end_s[lane, k] - found.start_s[lane, k]) / SUN_STEP_S)
    windows, source, kept = np.empty((room, 2)), np.empty(room, dtype=np.int64), 0
    for k in range(count):
        mine = order[k]
        start, end = found.start_s[lane, mine], found.end_s[lane, mine]
        parts = 1
        if rule.sun_wanted != 0.0:
            parts = _sunlit_spans(start, end, points, i, rule, windows[kept:])
        else:
            windows[kept, 0], windows[kept, 1] = start, end
        for part in range(kept, kept + parts):
            if windows[part, 1] - windows[part, 0] >= rule.minimum_s:
                windows[kept, 0], windows[kept, 1] = windows[part, 0], windows[part, 1]
                source[kept] = mine
                kept += 1
    return windows[:kept], source[:kept]


# --- what the stages ask for ---------------------------------------------------------------------------------------


@compiled
def _gap_statistics(windows: Array, out: Array) -> None:
    """Merged windows of a point: count, mean, 90th percentile and largest gap, seen time, first start, last end."""
    gaps = np.empty(len(windows))
    start, end = windows[0, 0], windows[0, 1]
    seen, count = 0.0, 0
    out[5] = start
    for k in range(1, len(windows)):
        if windows[k, 0] > end + TOUCH_S:
            gaps[count] = windows[k, 0] - end
            count += 1
            seen += end - start
            start = windows[k, 0]
        end = max(end, windows[k, 1])
    out[0], out[4], out[6] = count + 1, seen + end - start, end
    if count > 0:
        place = 0.9 * (count - 1)
        low = int(place)
        ordered = np.sort(gaps[:count])
        out[1], out[3] = gaps[:count].sum() / count, ordered[count - 1]
        out[2] = ordered[low] + (place - low) * (ordered[min(low + 1, count - 1)] - ordered[low])


@compiled
def revisit_of_blocks(
    first: int, last: int, points: Points, blocks: Blocks, flight: Flight, rule: Rule, out: Array
) -> None:
    """Fill rows (points in block order, 7) with what `_gap_statistics` says; nan where there is nothing to say."""
    found, desk = _new_found(256), _new_desk()
    for block in range(first, last):
        found = _windows_of_block(block, points, blocks, flight, rule, False, found, desk)
        for i in range(blocks.edge[block], blocks.edge[block + 1]):
            windows, _ = _kept(found, i - blocks.edge[block], points, i, rule)
            out[i, :] = np.nan
            out[i, 0], out[i, 4] = 0.0, 0.0
            if len(windows) > 0:
                _gap_statistics(windows, out[i])


@compiled
def passes_of_blocks(
    first: int, last: int, points: Points, blocks: Blocks, flight: Flight, rule: Rule, count: IntArray
) -> tuple[Array, IntArray]:
    """Every window of every point, in block order and by time: (n, 4) start, end, smallest range, largest sine.

    Fills `count` (points,) and returns the satellites (n,) too. Range and elevation are the best of the whole window,
    before light on the ground cuts it.
    """
    found, desk = _new_found(256), _new_desk()
    rows, satellites, used = np.empty((4096, 4)), np.empty(4096, dtype=np.int64), 0
    for block in range(first, last):
        found = _windows_of_block(block, points, blocks, flight, rule, True, found, desk)
        for i in range(blocks.edge[block], blocks.edge[block + 1]):
            lane = i - blocks.edge[block]
            windows, source = _kept(found, lane, points, i, rule)
            count[i] = len(windows)
            while used + len(windows) > len(rows):
                rows, satellites = _doubled(rows, satellites)
            for k in range(len(windows)):
                mine = source[k]
                rows[used, 0], rows[used, 1] = windows[k, 0], windows[k, 1]
                rows[used, 2], rows[used, 3] = found.range_m[lane, mine], found.sine[lane, mine]
                satellites[used] = found.satellite[lane, mine]
                used += 1
    return rows[:used], satellites[:used]


@compiled
def _doubled(rows: Array, satellites: IntArray) -> tuple[Array, IntArray]:
    more, others = np.empty((2 * len(rows), 4)), np.empty(2 * len(rows), dtype=np.int64)
    more[: len(rows)] = rows
    others[: len(rows)] = satellites
    return more, others


@compiled
def light_of_pieces(position_m: Array, sun: Array, earth_radius_m: float, wanted: float) -> Array:
    """Spans (m, 4) of -1..1 in which satellites at nodes (m, 8, 3) are outside the Earth's shadow, or in it.

    `sun` is (m, 3): unit vectors in the frame of the positions. The shadow is a cylinder of the given radius;
    `wanted` is 1 for light and -1 for shadow. A piece is short enough to hold two spans at most.
    """
    lit = np.empty((len(position_m), 4))
    nodes, curve, edge = np.empty((NODE_COUNT, 1)), np.empty((NODE_COUNT, 1)), np.empty(4)
    for piece in range(len(position_m)):
        for node in range(NODE_COUNT):
            toward, square = 0.0, 0.0
            for axis in range(3):
                toward += position_m[piece, node, axis] * sun[piece, axis]
                square += position_m[piece, node, axis] ** 2
            nodes[node, 0] = wanted * (toward + np.sqrt(max(square - earth_radius_m**2, 0.0)))
        _to_monomials(nodes, curve, 1)
        _spans_above_zero(curve, edge)
        lit[piece] = edge
    return lit


@compiled
def _spans_above_zero(curve: Array, edge: Array) -> None:
    """Up to two spans of -1..1 in which a polynomial is not negative; an empty span is (2, -2)."""
    edge[0], edge[1], edge[2], edge[3] = 2.0, -2.0, 2.0, -2.0
    span, before = 0, -1.0
    if _value(curve, 0, -1.0) >= 0.0:
        edge[0] = -1.0
    for k in range(1, 65):
        t = -1.0 + k / 32.0
        was, now = _value(curve, 0, before) >= 0.0, _value(curve, 0, t) >= 0.0
        if was != now:
            a, b = before, t
            for _ in range(BISECTION_COUNT):
                middle = 0.5 * (a + b)
                if (_value(curve, 0, middle) >= 0.0) == now:
                    b = middle
                else:
                    a = middle
            if now and span < 2:
                edge[2 * span] = b
            elif span < 2:
                edge[2 * span + 1] = a
                span += 1
        before = t
    if _value(curve, 0, 1.0) >= 0.0 and span < 2:
        edge[2 * span + 1] = 1.0


@compiled
def put_in_order(
    first: int,
    rows: Array,
    satellites: IntArray,
    count: IntArray,
    order: IntArray,
    starts: IntArray,
    out: Array,
    who: IntArray,
    point: IntArray,
) -> int:
    """Copy windows of points `first` and on (block order) to where each point's windows begin; returns the next point.

    `out` (4, total) takes start and end in seconds, range in kilometres and elevation in degrees.
    """
    k, i = 0, first
    while k < len(rows):
        mine = order[i]
        at = starts[mine]
        for _ in range(count[i]):
            out[0, at], out[1, at] = rows[k, 0], rows[k, 1]
            out[2, at] = rows[k, 2] / 1000.0
            out[3, at] = np.degrees(np.arcsin(min(max(rows[k, 3], -1.0), 1.0)))
            who[at], point[at] = satellites[k], mine
            at += 1
            k += 1
        i += 1
    return i
