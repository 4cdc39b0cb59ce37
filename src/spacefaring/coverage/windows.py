"""Who is seen when, and how long are the gaps? `passes` gives every window, `revisit` only what they add up to.

Time counts in seconds of UTC days from the start; a leap second inside the span is not counted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import EARTH_RADIUS_M, S_PER_DAY
from spacefaring.coverage.earth_rotation import Turning, instant_utc, turning
from spacefaring.coverage.satellites import Satellites, Track, tracks
from spacefaring.errors import StudyError
from spacefaring.kernels import events
from spacefaring.kernels.blocks import block_caps, compact_blocks
from spacefaring.kernels.earth import (
    ECCENTRICITY_SQUARED,
    POLAR_RADIUS_M,
    geodetic_to_ecef_m,
    geodetic_up,
    turn_to_ecef,
)
from spacefaring.kernels.segments import (
    NODE_COUNT,
    SEGMENT_ANGLE_RAD,
    chebyshev_nodes,
    has_single_summits,
    nadir_shift_m,
    pieces_near,
    segment_count,
    turned_nodes,
)
from spacefaring.kernels.sun import sun_direction_eci
from spacefaring.kernels.time import JULIAN_DAY_MJD_ZERO
from spacefaring.tables import Array, BoolArray, IntArray, Table, column
from spacefaring.units import M_PER_KM, S_PER_HOUR

LARGEST_BLOCK_RADIUS_RAD = 0.2
# The vertical of the ellipsoid strays 0.0034 rad from the radius; angles of reach are taken on a sphere.
VERTICAL_SLACK_RAD = 0.005
FEW_CAPS = 64
CUT_S = 1e-6
Answer = TypeVar("Answer")


class Passes(Table):
    """Every window in which a point is served by a satellite, by point and time."""

    satellite_index: IntArray = column("Which satellite, in the order given.")
    point_index: IntArray = column("Which point, in the order given.")
    start_s: Array = column(
        "Beginning of the window, after the start of the span.", limits="0.01 s at equal orbit and UT1"
    )
    end_s: Array = column("End of the window, after the start of the span.", limits="0.01 s at equal orbit and UT1")
    minimum_range_km: Array = column(
        "Smallest distance to the satellite during the pass.", limits="before light on the ground cuts the window"
    )
    maximum_elevation_deg: Array = column(
        "Highest elevation of the satellite above the ellipsoid's tangent plane during the pass.",
        limits="no refraction; before light on the ground cuts the window",
    )
    start_cut: BoolArray = column("Whether the span begins inside this window.")
    end_cut: BoolArray = column("Whether the span ends inside this window.")
    ut1_known: BoolArray = column("Whether the shipped table of UT1 covers the whole span; otherwise UT1 = UTC.")


class Revisit(Table):
    """For every point: how often it is served by any satellite, and how long it waits in between."""

    window_count: IntArray = column("Windows, those of all satellites merged where they overlap.")
    gap_mean_hour: Array = column("Mean gap between merged windows.", limits="none before the first nor after the last")
    gap_p90_hour: Array = column("Gap that nine in ten gaps do not exceed.", limits="linear between ranks")
    gap_max_hour: Array = column(
        "Longest gap between merged windows.", limits="none before the first nor after the last"
    )
    access_hour: Array = column("Time served in all.")
    first_start_s: Array = column("Beginning of the first window, after the start of the span.")
    last_end_s: Array = column("End of the last window, after the start of the span.")
    ut1_known: BoolArray = column("Whether the shipped table of UT1 covers the whole span; otherwise UT1 = UTC.")


@dataclass(frozen=True)
class Scene:
    """Points, flights and rule as the kernels want them, and how to put points back in order."""

    points: events.Points
    blocks: events.Blocks
    flight: events.Flight
    rule: events.Rule
    order: IntArray
    ut1_known: bool


def passes(
    satellites: Satellites,
    lat_deg: ArrayLike,
    lon_deg: ArrayLike,
    start_utc: datetime | str,
    duration_day: float,
    *,
    half_angle_deg: float | None = None,
    elevation_deg: ArrayLike | None = None,
    swath_km: float | None = None,
    sunlit: bool | None = None,
    satellite_sunlit: bool | None = None,
    sun_elevation_deg: float = 0.0,
    minimum_duration_s: float = 0.0,
    nadir: str = "geodetic",
    height_m: ArrayLike = 0.0,
) -> Passes:
    """Every window of every point with every satellite.

    Fields of regard: `half_angle_deg` is a cone about the nadir, `elevation_deg` a mask above the horizon (one value or
    one per point), both together bind both; `swath_km` is the full width of a line of sensors across the track, whose
    windows are moments (start = end). `sunlit` wants the Sun above `sun_elevation_deg` over the point (False: below),
    `satellite_sunlit` the satellite outside (False: inside) the Earth's shadow. `nadir` is "geodetic" or "geocentric".
    """
    scene = _scene(
        satellites, lat_deg, lon_deg, height_m, start_utc, duration_day, half_angle_deg, elevation_deg, swath_km,
        nadir, _wish(sunlit), _wish(satellite_sunlit), sun_elevation_deg, minimum_duration_s,
    )  # fmt: skip
    count = np.zeros(len(scene.order), dtype=np.int64)

    def part(first: int, last: int) -> tuple[Array, IntArray]:
        return events.passes_of_blocks(first, last, scene.points, scene.blocks, scene.flight, scene.rule, count)

    found = _side_by_side(part, scene.blocks.edge)
    return _table(scene, count, [rows for rows, _ in found], [satellite for _, satellite in found])


def revisit(
    satellites: Satellites,
    lat_deg: ArrayLike,
    lon_deg: ArrayLike,
    start_utc: datetime | str,
    duration_day: float,
    *,
    half_angle_deg: float | None = None,
    elevation_deg: ArrayLike | None = None,
    swath_km: float | None = None,
    sunlit: bool | None = None,
    satellite_sunlit: bool | None = None,
    sun_elevation_deg: float = 0.0,
    minimum_duration_s: float = 0.0,
    nadir: str = "geodetic",
    height_m: ArrayLike = 0.0,
) -> Revisit:
    """What the windows of each point add up to, without keeping them; arguments as for `passes`.

    Gaps run from the end of a merged window to the start of the next; `nan` where a point has fewer than two.
    """
    scene = _scene(
        satellites, lat_deg, lon_deg, height_m, start_utc, duration_day, half_angle_deg, elevation_deg, swath_km,
        nadir, _wish(sunlit), _wish(satellite_sunlit), sun_elevation_deg, minimum_duration_s,
    )  # fmt: skip
    sums = np.empty((len(scene.order), 7))

    def part(first: int, last: int) -> None:
        events.revisit_of_blocks(first, last, scene.points, scene.blocks, scene.flight, scene.rule, sums)

    _side_by_side(part, scene.blocks.edge)
    found = np.empty_like(sums)
    found[scene.order] = sums
    return Revisit(
        window_count=found[:, 0].astype(np.int64),
        gap_mean_hour=found[:, 1] / S_PER_HOUR,
        gap_p90_hour=found[:, 2] / S_PER_HOUR,
        gap_max_hour=found[:, 3] / S_PER_HOUR,
        access_hour=found[:, 4] / S_PER_HOUR,
        first_start_s=found[:, 5],
        last_end_s=found[:, 6],
        ut1_known=np.full(len(found), scene.ut1_known),
    )


def _wish(wanted: bool | None) -> float:
    return 0.0 if wanted is None else 1.0 if wanted else -1.0


def _side_by_side(part: Callable[[int, int], Answer], edge: IntArray) -> list[Answer]:
    """Answers for consecutive groups of blocks, several at a time, in order: the same whatever the number of cores."""
    _say_if_cold()
    block_count = len(edge) - 1
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    cuts = np.unique(np.linspace(0, block_count, min(8 * workers, block_count) + 1).astype(int))
    if len(cuts) <= 2 or workers == 1:
        return [part(int(a), int(b)) for a, b in zip(cuts[:-1], cuts[1:], strict=True)]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(part, cuts[:-1].tolist(), cuts[1:].tolist()))


def _say_if_cold() -> None:
    """One line on a terminal before the engine is compiled for this machine, which takes some seconds, once."""
    kernel = events.revisit_of_blocks
    if not getattr(kernel, "signatures", True) and sys.stderr.isatty():
        folder = kernel.stats.cache_path  # type: ignore[attr-defined]
        if not any(name.startswith("events.revisit_of_blocks") for name in _names_in(folder)):
            print("compiling the coverage engine, once for this machine …", file=sys.stderr)


def _names_in(folder: str) -> list[str]:
    return os.listdir(folder) if os.path.isdir(folder) else []


def _table(scene: Scene, count: IntArray, rows: list[Array], satellites: list[IntArray]) -> Passes:
    """Windows in block order, put in the order of the points as given."""
    total = int(count.sum())
    starts = np.zeros(len(count), dtype=np.int64)
    per_point = np.empty_like(count)
    per_point[scene.order] = count
    starts[1:] = np.cumsum(per_point)[:-1]
    out = np.empty((4, total))
    who, point = np.empty(total, dtype=np.int64), np.empty(total, dtype=np.int64)
    first = 0
    for block_rows, block_satellites in zip(rows, satellites, strict=True):
        first = events.put_in_order(first, block_rows, block_satellites, count, scene.order, starts, out, who, point)
    return Passes(
        satellite_index=who,
        point_index=point,
        start_s=out[0],
        end_s=out[1],
        minimum_range_km=out[2],
        maximum_elevation_deg=out[3],
        start_cut=out[0] <= CUT_S,
        end_cut=out[1] >= scene.rule.span_s - CUT_S,
        ut1_known=np.full(total, scene.ut1_known),
    )


def _scene(
    satellites: Satellites,
    lat_deg: ArrayLike,
    lon_deg: ArrayLike,
    height_m: ArrayLike,
    start_utc: datetime | str,
    duration_day: float,
    half_angle_deg: float | None,
    elevation_deg: ArrayLike | None,
    swath_km: float | None,
    nadir: str,
    sun_wanted: float,
    light_wanted: float,
    sun_elevation_deg: float,
    minimum_s: float,
) -> Scene:
    """Read and check the question once, then lay it out for the kernels."""
    latitude, longitude, height = _checked_points(lat_deg, lon_deg, height_m)
    _check_field(half_angle_deg, elevation_deg, swath_km, nadir, duration_day)
    start, span_s = instant_utc(start_utc), duration_day * S_PER_DAY
    spin = turning(start, span_s)
    mask_rad = np.radians(np.broadcast_to(np.asarray(0.0 if elevation_deg is None else elevation_deg), latitude.shape))
    order, points, blocks = _points(latitude, longitude, height, mask_rad)
    half_rad = np.pi if half_angle_deg is None else float(np.radians(half_angle_deg))
    reach = Reach(half_rad, elevation_deg is not None, float(mask_rad.min()), float(height.max()), swath_km)
    flight = _flight(tracks(satellites, start, span_s), span_s, spin, blocks, reach, nadir == "geodetic", light_wanted)
    hours = np.arange(0.0, span_s + 2.0 * events.SUN_TABLE_STEP_S, events.SUN_TABLE_STEP_S)
    rule = events.Rule(
        cos_half=float(np.cos(half_rad)),
        sin_half=float(np.sin(half_rad)),
        mask=True,
        half_swath_m=0.5 * (swath_km or 0.0) * M_PER_KM,
        sun_wanted=sun_wanted,
        sin_sun=float(np.sin(np.radians(sun_elevation_deg))),
        minimum_s=float(minimum_s),
        span_s=float(span_s),
        sun_eci=sun_direction_eci(JULIAN_DAY_MJD_ZERO + spin.start_mjd + hours / S_PER_DAY),
        sidereal_rad=spin.angle_rad(hours),
    )
    return Scene(points, blocks, flight, rule, order, spin.ut1_known)


def _checked_points(lat_deg: ArrayLike, lon_deg: ArrayLike, height_m: ArrayLike) -> tuple[Array, Array, Array]:
    latitude, longitude, height = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(value, dtype=float)) for value in (lat_deg, lon_deg, height_m))
    )
    if latitude.ndim != 1 or latitude.size == 0:
        raise StudyError(f"lat_deg and lon_deg have shape {latitude.shape}; give one list of at least one point")
    for name, value, limit in (("lat_deg", latitude, 90.0), ("lon_deg", longitude, 360.0)):
        wrong = ~(np.abs(value) <= limit)
        if wrong.any():
            raise StudyError(
                f"{name} is {value[wrong][0]:g}, outside {-limit:g} to {limit:g} deg; are latitude and longitude exchanged?"
            )
    return np.radians(latitude), np.radians(longitude), np.asarray(height)


def _check_field(
    half_angle_deg: float | None,
    elevation_deg: ArrayLike | None,
    swath_km: float | None,
    nadir: str,
    duration_day: float,
) -> None:
    if half_angle_deg is None and elevation_deg is None and swath_km is None:
        raise StudyError("no field of regard: give half_angle_deg, elevation_deg or swath_km")
    if swath_km is not None and (half_angle_deg is not None or elevation_deg is not None):
        raise StudyError("swath_km is a field of regard of its own; leave out half_angle_deg and elevation_deg")
    if half_angle_deg is not None and not 0.0 < half_angle_deg <= 90.0:
        raise StudyError(f"half_angle_deg is {half_angle_deg:g}; a cone's half angle is above 0 and at most 90 deg")
    if elevation_deg is not None and not (np.abs(np.asarray(elevation_deg, dtype=float)) < 90.0).all():
        raise StudyError("elevation_deg is outside -90 to 90 deg")
    if swath_km is not None and not 0.0 < swath_km < 20_000.0:
        raise StudyError(f"swath_km is {swath_km:g}; give a width above 0 and below 20000 km")
    if nadir not in ("geodetic", "geocentric"):
        raise StudyError(f"nadir is {nadir!r}; allowed: geodetic, geocentric")
    if not 0.0 < duration_day <= 366.0:
        raise StudyError(f"duration_day is {duration_day:g}; give more than 0 and at most 366 days")


def _points(
    latitude: Array, longitude: Array, height: Array, mask_rad: Array
) -> tuple[IntArray, events.Points, events.Blocks]:
    """Points in blocks, with what elevation and range need."""
    position = geodetic_to_ecef_m(latitude, longitude, height)
    direction = position / np.linalg.norm(position, axis=1, keepdims=True)
    order, edge = compact_blocks(direction, events.LANE_COUNT, LARGEST_BLOCK_RADIUS_RAD)
    centre, radius = block_caps(direction, order, edge)
    position, up = position[order], geodetic_up(latitude, longitude)[order]
    sine = np.sin(latitude[order])
    curvature = EARTH_RADIUS_M / np.sqrt(1.0 - ECCENTRICITY_SQUARED * sine**2)
    points = events.Points(
        position_m=np.ascontiguousarray(position.T),
        square_m2=np.sum(position**2, axis=1),
        up=np.ascontiguousarray(up.T),
        shift_m=ECCENTRICITY_SQUARED * curvature * sine,
        arm_m=curvature + height[order],
        sin_mask=np.sin(mask_rad[order]),
        cos_mask=np.cos(mask_rad[order]),
    )
    return order, points, events.Blocks(edge, centre, radius)


@dataclass(frozen=True)
class Reach:
    """How far from below it a satellite can serve, judged generously."""

    half_rad: float
    masked: bool
    mask_rad: float
    height_m: float
    swath_km: float | None

    def angle_rad(self, radius_m: Array) -> Array:
        """Largest angle at the Earth's centre for a satellite at most this far from it."""
        if self.swath_km is not None:
            return np.full(radius_m.shape, 0.5 * self.swath_km * M_PER_KM / POLAR_RADIUS_M + VERTICAL_SLACK_RAD)
        ratio = np.minimum(POLAR_RADIUS_M / radius_m, 1.0)
        mask_rad = self.mask_rad if self.masked else 0.0
        low = np.arccos(ratio * np.cos(mask_rad)) - mask_rad
        sine = np.sin(self.half_rad) / ratio
        cone = np.where(sine < 1.0, np.arcsin(np.minimum(sine, 1.0)) - self.half_rad, np.inf)
        angle = np.minimum(low, cone) if self.half_rad < np.pi else low
        return angle + VERTICAL_SLACK_RAD + self._raised_rad()

    def _raised_rad(self) -> float:
        """What points above the ellipsoid add to the horizon."""
        top = max(self.height_m, 0.0)
        return float(np.arccos(POLAR_RADIUS_M / (POLAR_RADIUS_M + top)))

    def modes(self, nearest_m: Array, farthest_m: Array, single: bool) -> IntArray:
        """How each piece is to be solved; see `kernels.events`."""
        if self.swath_km is not None:
            return np.full(nearest_m.shape, events.STRIP)
        if not single:
            return np.full(nearest_m.shape, events.CAREFUL)
        if self.half_rad == np.pi:
            return np.full(nearest_m.shape, events.MASK)
        near, far = (np.sin(self.half_rad) * radius_m for radius_m in (nearest_m, farthest_m))
        room = POLAR_RADIUS_M**2 - far**2
        inside = room > np.maximum(6.0 * (far**2 - near**2), 0.02 * POLAR_RADIUS_M**2)
        beyond = near > EARTH_RADIUS_M * 1.01 + self.height_m
        smooth = np.where(inside, events.BOTH if self.masked else events.CONE, events.CAREFUL)
        return np.where(beyond, events.MASK, smooth)


def _flight(
    flown: list[Track], span_s: float, spin: Turning, blocks: events.Blocks, reach: Reach, geodetic: bool, light: float
) -> events.Flight:
    """Pieces of all tracks that come near the points, in the order of their beginnings."""
    parts = [_pieces(k, track, span_s, spin, blocks, reach, geodetic, light) for k, track in enumerate(flown)]
    joined = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    first = np.argsort(joined[0] - joined[1], kind="stable")
    return events.Flight(*(np.ascontiguousarray(columns[first]) if len(columns) else columns for columns in joined))


def _pieces(
    index: int,
    track: Track,
    span_s: float,
    spin: Turning,
    blocks: events.Blocks,
    reach: Reach,
    geodetic: bool,
    light: float,
) -> events.Flight:
    half_s, time_s = _near_pieces(track, span_s, spin, blocks, reach)
    moments = (time_s[:, None] + half_s * chebyshev_nodes()).ravel()
    position_eci, velocity_eci = track.state_at(moments)
    sound = np.isfinite(position_eci).all(axis=1).reshape(-1, NODE_COUNT).all(axis=1)
    keep = np.repeat(sound, NODE_COUNT)
    time_s, moments, position_eci, velocity_eci = time_s[sound], moments[keep], position_eci[keep], velocity_eci[keep]
    angle = spin.angle_rad(moments)
    position = turned_nodes(np.ascontiguousarray(position_eci), angle)
    shift = np.zeros(len(position))
    if geodetic and reach.half_rad < np.pi:
        shift = nadir_shift_m(position, EARTH_RADIUS_M, ECCENTRICITY_SQUARED)
    nodes = position.reshape(-1, NODE_COUNT, 3)
    radius = np.sqrt(np.einsum("mkx,mkx->mk", nodes, nodes))
    unit = nodes / radius[..., None]
    middle = unit.sum(axis=1)
    middle /= np.linalg.norm(middle, axis=1, keepdims=True)
    farthest = np.arccos(np.clip(np.einsum("mkx,mx->mk", unit, middle).min(axis=1), -1.0, 1.0))
    single = has_single_summits(track.semi_major_axis_m, track.eccentricity)
    ahead, side = _track_axes(position_eci, velocity_eci, angle, reach.swath_km is not None)
    return events.Flight(
        time_s=time_s,
        half_s=np.full(time_s.shape, half_s),
        satellite=np.full(time_s.shape, index),
        mode=reach.modes(radius.min(axis=1), radius.max(axis=1), single),
        position_m=nodes,
        shift_m=shift.reshape(-1, NODE_COUNT),
        middle=middle,
        arc_rad=farthest * 1.1 + 1e-4,
        reach_rad=reach.angle_rad(radius.max(axis=1) * 1.001),
        lit=_lit(time_s, position_eci, spin, light),
        ahead=ahead,
        side=side,
    )


def _near_pieces(
    track: Track, span_s: float, spin: Turning, blocks: events.Blocks, reach: Reach
) -> tuple[float, Array]:
    """Half length and middle times of a track's pieces, those far from every point left out."""
    count = segment_count(track.semi_major_axis_m, track.eccentricity, span_s)
    half_s = 0.5 * span_s / count
    time_s = half_s * (2.0 * np.arange(count) + 1.0)
    if len(track.mean_time_s) == 0:
        return half_s, time_s
    centre, radius = _caps(blocks)
    apogee_m = track.semi_major_axis_m * (1.0 + track.eccentricity) * 1.01
    angle = reach.angle_rad(np.array([apogee_m]))[0] + 0.55 * SEGMENT_ANGLE_RAD + track.slack_rad
    near = pieces_near(
        time_s,
        spin.angle_rad(time_s),
        track.mean_time_s,
        np.ascontiguousarray(track.mean),
        centre,
        radius,
        float(angle),
    )
    return half_s, time_s[near]


def _caps(blocks: events.Blocks) -> tuple[Array, Array]:
    """A cap that holds all blocks, followed by those of the blocks when they are few."""
    whole = blocks.centre.sum(axis=0)
    whole /= max(float(np.linalg.norm(whole)), 1e-9)
    apart = np.arccos(np.clip(blocks.centre @ whole, -1.0, 1.0)) + blocks.radius_rad
    centre, radius = whole[None, :], np.array([apart.max()])
    if len(blocks.radius_rad) > FEW_CAPS or radius[0] < 0.3:
        return centre, radius
    return np.concatenate([centre, blocks.centre]), np.concatenate([radius, blocks.radius_rad])


def _track_axes(position_eci: Array, velocity_eci: Array, angle: Array, wanted: bool) -> tuple[Array, Array]:
    """Horizontal unit vectors along the track and across it, in the turning frame; only for a strip."""
    if not wanted:
        return np.empty((0, NODE_COUNT, 3)), np.empty((0, NODE_COUNT, 3))
    side = np.cross(position_eci, velocity_eci)
    ahead = np.cross(side, position_eci)
    shape = (-1, NODE_COUNT, 3)
    return tuple(  # type: ignore[return-value]
        np.ascontiguousarray(turn_to_ecef(v / np.linalg.norm(v, axis=1, keepdims=True), angle)).reshape(shape)
        for v in (ahead, side)
    )


def _lit(time_s: Array, position_eci: Array, spin: Turning, light: float) -> Array:
    """Spans of each piece in which the satellite has the wanted light; the whole piece when it does not matter."""
    if light == 0.0:
        return np.tile(np.array([-1.0, 1.0, 2.0, -2.0]), (len(time_s), 1))
    sun = sun_direction_eci(JULIAN_DAY_MJD_ZERO + spin.start_mjd + time_s / S_PER_DAY)
    nodes = np.ascontiguousarray(position_eci).reshape(-1, NODE_COUNT, 3)
    return events.light_of_pieces(nodes, sun, EARTH_RADIUS_M, light)
