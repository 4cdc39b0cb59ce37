"""How are points, flights and rules laid out for the kernels? The question is read and checked once, here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import EARTH_RADIUS_M, EARTH_ROTATION_RAD_PER_S, S_PER_DAY
from spacefaring.coverage.earth_rotation import Turning, instant_utc, turning
from spacefaring.coverage.satellites import Satellites, Track, tracks
from spacefaring.errors import StudyError
from spacefaring.kernels import careful, events, gaps, light
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
)
from spacefaring.kernels.sun import sun_direction_eci
from spacefaring.kernels.time import JULIAN_DAY_MJD_ZERO
from spacefaring.messages import message
from spacefaring.tables import Array, BoolArray, IntArray
from spacefaring.units import M_PER_KM

LARGEST_BLOCK_SIDE = 0.4  # of the unit sphere
# The vertical of the ellipsoid strays 0.0034 rad from the radius, on which angles of reach are taken.
VERTICAL_RAD = 0.0035
REACH_SLACK_RAD = 0.0005
FEW_CAPS = 64
# A polynomial follows a cone's limit where the cone clears the limb by 2 % and by six times what the height varies.
LIMB_CLEARANCE = 0.02
LIMB_VARIATION = 6.0


@dataclass(frozen=True)
class Question:
    """What `passes` and `revisit` are asked, in the units they are asked in."""

    half_angle_deg: float | None
    elevation_deg: ArrayLike | None
    swath_km: float | None
    sunlit: bool | None
    satellite_sunlit: bool | None
    sun_elevation_deg: float
    minimum_duration_s: float
    nadir: str
    height_m: ArrayLike


@dataclass(frozen=True)
class Scene:
    """Points, flights and rules as the kernels want them, and how to put points back in order."""

    points: events.Points
    blocks: events.Blocks
    smooth: events.Flight
    slow: events.Flight
    day: light.Daylight
    field: Field
    order: IntArray
    span_s: float
    ut1_known: bool

    @property
    def masked(self) -> bool | None:
        """Whether an elevation mask binds in any smooth piece; None leaves the code for it out."""
        return True if (self.smooth.mode != events.CONE).any() else None

    def windows(self, first: int, last: int, best: bool | None) -> events.Windows:
        """Windows of the points of some blocks that meet every condition, by point and time; see `events`."""
        where = first, last, self.points, self.blocks
        if self.field.swath_m is not None:
            found = events.strip_moments(*where, self.smooth, 0.5 * self.field.swath_m)
        elif len(self.slow.time_s) == 0:
            found = events.smooth_windows(*where, self.smooth, self.field.half_rad, self.masked, best)
        else:
            found = careful.careful_windows(*where, self.slow, self.field.half_rad, best)
            if len(self.smooth.time_s):
                found = gaps.joined(
                    found, events.smooth_windows(*where, self.smooth, self.field.half_rad, self.masked, best)
                )
        if self.day.wanted or self.day.minimum_s > 0.0:
            found = light.in_daylight(found, int(self.blocks.edge[first]), self.points, self.day)
        return found


@dataclass(frozen=True)
class Field:
    """The field of regard, and how far from below it a satellite can serve."""

    half_rad: float  # pi when there is no cone
    masked: bool
    mask_rad: float  # the lowest of all points
    swath_m: float | None
    height_m: float  # of the highest point
    lowest_m: float  # distance of the point nearest to the Earth's centre
    geodetic: bool

    def reach_rad(self, radius_m: Array) -> Array:
        """Largest angle at the Earth's centre for a satellite at most this far from it, judged generously."""
        if self.swath_m is not None:
            return np.full(radius_m.shape, 0.5 * self.swath_m / POLAR_RADIUS_M + VERTICAL_RAD)
        ratio = np.minimum(self.lowest_m / radius_m, 1.0)
        mask_rad = (self.mask_rad if self.masked else 0.0) - VERTICAL_RAD
        raised = np.arccos(POLAR_RADIUS_M / (POLAR_RADIUS_M + max(self.height_m, 0.0)))
        angle = np.arccos(ratio * np.cos(mask_rad)) - mask_rad + raised
        if self.half_rad < np.pi:
            half_rad = min(self.half_rad + VERTICAL_RAD, 0.5 * np.pi)
            sine = np.sin(half_rad) / ratio
            angle = np.where(sine < 1.0, np.minimum(angle, np.arcsin(np.minimum(sine, 1.0)) - half_rad), angle)
        return np.asarray(angle + REACH_SLACK_RAD)

    def modes(self, nearest_m: Array, farthest_m: Array) -> tuple[IntArray, BoolArray]:
        """Which limits bind in each piece (see `kernels.events`), and where a cone grazes the limb."""
        smooth = np.zeros(nearest_m.shape, dtype=bool)
        if self.swath_m is not None or self.half_rad == np.pi:
            return np.full(nearest_m.shape, events.MASK), smooth
        near, far = np.sin(self.half_rad) * nearest_m, np.sin(self.half_rad) * farthest_m
        room = POLAR_RADIUS_M**2 - far**2
        inside = room > np.maximum(LIMB_VARIATION * (far**2 - near**2), LIMB_CLEARANCE * POLAR_RADIUS_M**2)
        beyond = near > EARTH_RADIUS_M * (1.0 + 0.5 * LIMB_CLEARANCE) + self.height_m
        mode = np.where(beyond, events.MASK, events.BOTH if self.masked else events.CONE)
        return mode, ~(inside | beyond)


def laid_out(
    satellites: Satellites,
    lat_deg: ArrayLike,
    lon_deg: ArrayLike,
    start_utc: datetime | str,
    duration_day: float,
    asked: Question,
) -> Scene:
    """The question, checked, as arrays in SI units."""
    latitude, longitude, height = _checked_points(lat_deg, lon_deg, asked.height_m)
    _check_field(asked, duration_day)
    start, span_s = instant_utc(start_utc), float(duration_day) * S_PER_DAY
    spin = turning(start, span_s)
    mask_deg = np.asarray(0.0 if asked.elevation_deg is None else asked.elevation_deg, dtype=float)
    mask_rad = np.radians(np.broadcast_to(mask_deg, latitude.shape))
    order, points, blocks = _points(latitude, longitude, height, mask_rad)
    field = Field(
        half_rad=np.pi if asked.half_angle_deg is None else float(np.radians(asked.half_angle_deg)),
        masked=asked.elevation_deg is not None,
        mask_rad=float(mask_rad.min()),
        swath_m=None if asked.swath_km is None else float(asked.swath_km) * M_PER_KM,
        height_m=float(height.max()),
        lowest_m=float(np.sqrt(points.square_m2.min())),
        geodetic=asked.nadir == "geodetic",
    )
    smooth, slow = _flights(
        tracks(satellites, start, span_s), span_s, spin, blocks, field, _sign(asked.satellite_sunlit)
    )
    day = _daylight(asked, spin, span_s)
    return Scene(points, blocks, smooth, slow, day, field, order, span_s, spin.ut1_known)


def _sign(wanted: bool | None) -> float:
    return 0.0 if wanted is None else 1.0 if wanted else -1.0


def _daylight(asked: Question, spin: Turning, span_s: float) -> light.Daylight:
    moments = np.arange(0.0, span_s + 2.0 * light.SUN_TABLE_STEP_S, light.SUN_TABLE_STEP_S)
    if asked.sunlit is None:
        moments = moments[:2]
    return light.Daylight(
        wanted=_sign(asked.sunlit),
        sin_limit=float(np.sin(np.radians(asked.sun_elevation_deg))),
        minimum_s=float(asked.minimum_duration_s),
        sun_eci=sun_direction_eci(JULIAN_DAY_MJD_ZERO + spin.start_mjd + moments / S_PER_DAY),
        sidereal_rad=spin.angle_rad(moments),
    )


def _checked_points(lat_deg: ArrayLike, lon_deg: ArrayLike, height_m: ArrayLike) -> tuple[Array, Array, Array]:
    latitude, longitude, height = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(value, dtype=float)) for value in (lat_deg, lon_deg, height_m))
    )
    if latitude.ndim != 1 or latitude.size == 0:
        raise StudyError(message("give latitudes and longitudes as one list of at least one point"))
    for name, value, limit in (("lat_deg", latitude, 90.0), ("lon_deg", longitude, 360.0)):
        wrong = ~(np.abs(value) <= limit)
        if wrong.any():
            raise StudyError(
                message(
                    "{name} is {value:g}, outside {low:g} to {high:g} deg; are latitude and longitude exchanged?",
                    name=name,
                    value=float(value[wrong][0]),
                    low=-limit,
                    high=limit,
                )
            )
    if not np.isfinite(height).all():
        raise StudyError(message("height_m holds a value that is not a number"))
    return np.radians(latitude), np.radians(longitude), np.asarray(height)


def _check_field(asked: Question, duration_day: float) -> None:
    half, mask, swath = asked.half_angle_deg, asked.elevation_deg, asked.swath_km
    if half is None and mask is None and swath is None:
        raise StudyError(message("no field of regard: give half_angle_deg, elevation_deg or swath_km"))
    if swath is not None and (half is not None or mask is not None):
        raise StudyError(message("swath_km stands alone; leave out half_angle_deg and elevation_deg"))
    if half is not None and not 0.0 < half <= 90.0:
        raise StudyError(message("half_angle_deg is {value:g}; allowed: above 0 and at most 90 deg", value=float(half)))
    if mask is not None and not (np.abs(np.asarray(mask, dtype=float)) < 90.0).all():
        raise StudyError(message("elevation_deg is outside -90 to 90 deg"))
    if swath is not None and not 0.0 < swath < 20_000.0:
        raise StudyError(message("swath_km is {value:g}; allowed: above 0 and below 20000 km", value=float(swath)))
    if asked.nadir not in ("geodetic", "geocentric"):
        raise StudyError(message("nadir is {value}; allowed: geodetic, geocentric", value=asked.nadir))
    if not 0.0 < duration_day <= 366.0:
        raise StudyError(
            message("duration_day is {value:g}; allowed: above 0 and at most 366 days", value=float(duration_day))
        )


def _points(
    latitude: Array, longitude: Array, height: Array, mask_rad: Array
) -> tuple[IntArray, events.Points, events.Blocks]:
    """Points in blocks, with what elevation and range need."""
    position = geodetic_to_ecef_m(latitude, longitude, height)
    direction = position / np.linalg.norm(position, axis=1, keepdims=True)
    order, edge = compact_blocks(direction, events.LANE_COUNT, LARGEST_BLOCK_SIDE)
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


def _flights(
    flown: list[Track], span_s: float, spin: Turning, blocks: events.Blocks, field: Field, lit: float
) -> tuple[events.Flight, events.Flight]:
    """Pieces of all tracks that come near the points, in the order of their beginnings: smooth ones, and the others."""
    smooth, slow = [_no_pieces()], [_no_pieces()]
    for index, track in enumerate(flown):
        pieces, needs_care = _pieces(index, track, span_s, spin, blocks, field, lit)
        smooth.append(_those(pieces, ~needs_care))
        slow.append(_those(pieces, needs_care))
    return _in_order(smooth), _in_order(slow)


def _those(pieces: events.Flight, which: BoolArray) -> events.Flight:
    if which.all():
        return pieces
    columns: list[Any] = [column[which] if len(column) else column for column in pieces]
    return events.Flight(*columns)


def _in_order(parts: list[events.Flight]) -> events.Flight:
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    first = np.argsort(columns[0] - columns[1], kind="stable")
    return events.Flight(*(np.ascontiguousarray(column[first]) if len(column) else column for column in columns))


def _no_pieces() -> events.Flight:
    nothing, whole, place = np.empty(0), np.empty(0, dtype=np.int64), np.empty((0, NODE_COUNT, 3))
    return events.Flight(
        time_s=nothing, half_s=nothing, satellite=whole, mode=whole, position_m=place,
        shift_m=np.empty((0, NODE_COUNT)), middle=np.empty((0, 3)), ahead=np.empty((0, 3)), arc_rad=nothing,
        off_rad=nothing, reach_rad=nothing, lit=np.empty((0, 4)), along=place, across=place,
    )  # fmt: skip


def _pieces(
    index: int, track: Track, span_s: float, spin: Turning, blocks: events.Blocks, field: Field, lit: float
) -> tuple[events.Flight, BoolArray]:
    """Pieces of one track, and which need care: all of a slow satellite's, and those whose cone grazes the limb."""
    half_s, time_s = _near_pieces(track, span_s, spin, blocks, field)
    moments = (time_s[:, None] + half_s * chebyshev_nodes()).ravel()
    position_eci = np.ascontiguousarray(track.position_at(moments))
    lost = ~np.isfinite(position_eci.sum(axis=1))
    if lost.any():
        raise StudyError(
            message(
                "satellite {index} has no position {day:.1f} days after the start: its elements, or its table, do not "
                "hold there; leave it out or end the span earlier",
                index=index,
                day=float(moments[lost][0]) / S_PER_DAY,
            )
        )
    angle = spin.angle_rad(moments)
    position = turn_to_ecef(position_eci, angle)
    shift = np.zeros(len(position))
    if field.geodetic and field.half_rad < np.pi:
        shift = nadir_shift_m(position)
    nodes = position.reshape(-1, NODE_COUNT, 3)
    radius = np.sqrt(np.einsum("mkx,mkx->mk", nodes, nodes))
    mode, kinked = field.modes(radius.min(axis=1), radius.max(axis=1))
    single = has_single_summits(track.semi_major_axis_m, track.eccentricity) or field.swath_m is not None
    middle, ahead, arc, off = _great_circle(nodes / radius[..., None], single)
    along, across = _axes(track, moments, angle) if field.swath_m is not None else (nodes[:0], nodes[:0])
    flight = events.Flight(
        time_s=time_s,
        half_s=np.full(time_s.shape, half_s),
        satellite=np.full(time_s.shape, index, dtype=np.int64),
        mode=mode,
        position_m=nodes,
        shift_m=shift.reshape(-1, NODE_COUNT),
        middle=middle,
        ahead=ahead,
        arc_rad=arc,
        off_rad=off,
        reach_rad=field.reach_rad(radius.max(axis=1) * 1.001),
        lit=_lit(time_s, position_eci, spin, lit),
        along=along,
        across=across,
    )
    return flight, kinked | (not single)


def _near_pieces(
    track: Track, span_s: float, spin: Turning, blocks: events.Blocks, field: Field
) -> tuple[float, Array]:
    """Half length and middle times of a track's pieces, those far from every point left out."""
    count = segment_count(track.semi_major_axis_m, track.eccentricity, span_s)
    half_s = 0.5 * span_s / count
    time_s: Array = half_s * (2.0 * np.arange(count, dtype=float) + 1.0)
    if len(track.mean_time_s) == 0:
        return half_s, time_s
    centre, radius = _caps(blocks)
    apogee_m = track.semi_major_axis_m * (1.0 + track.eccentricity) * 1.01
    skew = EARTH_ROTATION_RAD_PER_S * half_s  # by how much the Earth's turn moves the track off the orbit's plane
    beside = radius + float(field.reach_rad(np.array([apogee_m]))[0]) + track.slack_rad + skew
    toward = np.cos(np.minimum(beside + 0.55 * SEGMENT_ANGLE_RAD, np.pi))
    aside = np.where(beside < 0.5 * np.pi, np.sin(beside), 2.0)
    near = pieces_near(time_s, spin.angle_rad(time_s), track.mean_time_s, track.mean, centre, toward, aside)
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


def _great_circle(unit: Array, single: bool) -> tuple[Array, Array, Array, Array]:
    """Middle, direction ahead, half length and straying of the great circle through each piece's ends (m, 8, 3)."""
    middle = unit[:, 3] + unit[:, 4]
    if single:
        normal = np.cross(unit[:, 0], unit[:, -1])
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        middle -= np.einsum("mx,mx->m", middle, normal)[:, None] * normal
    middle /= np.linalg.norm(middle, axis=1, keepdims=True)
    arc = np.arccos(np.clip(np.einsum("mkx,mx->mk", unit, middle).min(axis=1), -1.0, 1.0)) * 1.04 + 1e-4
    if not single:
        return middle, np.zeros(middle.shape), arc, np.zeros(arc.shape)
    off = np.abs(np.einsum("mkx,mx->mk", unit, normal)).max(axis=1) * 1.2 + 1e-4
    return middle, np.cross(normal, middle), arc, off


def _axes(track: Track, moments: Array, angle: Array) -> tuple[Array, Array]:
    """Horizontal unit vectors along the track and across it, in the turning frame, for a line of sensors."""
    position_eci, velocity_eci = track.state_at(moments)
    across = np.cross(position_eci, velocity_eci)
    along = np.cross(across, position_eci)
    unit = [turn_to_ecef(v / np.linalg.norm(v, axis=1, keepdims=True), angle) for v in (along, across)]
    return unit[0].reshape(-1, NODE_COUNT, 3), unit[1].reshape(-1, NODE_COUNT, 3)


def _lit(time_s: Array, position_eci: Array, spin: Turning, wanted: float) -> Array:
    """Spans of each piece in which the satellite has the wanted light; the whole piece when it does not matter."""
    if wanted == 0.0:
        return np.tile(np.array([-1.0, 1.0, 2.0, -2.0]), (len(time_s), 1))
    sun = sun_direction_eci(JULIAN_DAY_MJD_ZERO + spin.start_mjd + time_s / S_PER_DAY)
    nodes = np.ascontiguousarray(position_eci).reshape(-1, NODE_COUNT, 3)
    return light.light_of_pieces(nodes, sun, EARTH_RADIUS_M, wanted)
