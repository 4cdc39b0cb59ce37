"""When does each satellite cross the territory, and in which months is it day there at that hour?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from spacefaring.constants import EARTH_AUTHALIC_RADIUS_M, EARTH_ROTATION_RAD_PER_S, S_PER_DAY
from spacefaring.kernels.earth import TURN_RAD, ecef_to_geodetic, geodetic_up, gmst_rad, turn_to_ecef
from spacefaring.kernels.orbits import j2_rates_rad_per_s, mean_elements_to_state
from spacefaring.kernels.sun import sun_direction_eci
from spacefaring.kernels.time import JULIAN_DAY_MJD_ZERO, mjd_utc_from_datetime
from spacefaring.tables import Array, BoolArray, IntArray
from spacefaring.units import M_PER_KM

if TYPE_CHECKING:
    from spacefaring.orbit import Orbit
    from spacefaring.places import Places

STEP_S = 5.0
SAMPLE_COUNT_MAX = 3_000_000
POINT_COUNT_MAX = 1_200
KM_PER_DEG = 111.2
# Julian days of the middle of each month of 2026: the Sun's declination there holds for any year to 0.2 degree.
MID_MONTH_JD = 2_461_041.5 + np.array([15, 45, 74, 105, 135, 166, 196, 227, 258, 288, 319, 349.0])


@dataclass(frozen=True)
class Crossings:
    """Intervals during which a strip of the imager can lie on the territory, in order of time."""

    start_s: Array
    end_s: Array
    satellite: IntArray
    point: IntArray  # of `Ground`, nearest to the track at the middle of the crossing
    speed_m_per_s: Array  # of the strip over the ground

    @property
    def length_s(self) -> Array:
        return self.end_s - self.start_s


@dataclass(frozen=True)
class Ground:
    """The territory as few weighted points: unit vectors along the local vertical, and the half size of their cells."""

    up: Array
    area_index: IntArray
    half_cell_m: float


def julian_day(epoch_utc: str) -> float:
    instant = datetime.fromisoformat(epoch_utc.replace("Z", "+00:00"))
    return JULIAN_DAY_MJD_ZERO + mjd_utc_from_datetime(instant if instant.tzinfo else instant.replace(tzinfo=UTC))


def elements_of(orbit: Orbit) -> Array:
    """Mean elements (satellites, 6) in metres and radians."""
    table = orbit.satellites
    angles = (table.inclination_deg, table.raan_deg, table.argument_of_perigee_deg, table.mean_anomaly_deg)
    return np.stack(
        [table.semi_major_axis_km * M_PER_KM, table.eccentricity, *(np.radians(a) for a in angles)], axis=-1
    )


def ground_of(places: Places, area_index: IntArray) -> Ground:
    """At most some 1,200 points: where there are more, the middle of those in each cell of a coarser net."""
    points = places.points
    up = geodetic_up(np.radians(points.lat_deg), np.radians(points.lon_deg))
    if len(up) > POINT_COUNT_MAX:
        size_deg = np.sqrt(len(up) / POINT_COUNT_MAX * np.median(points.area_km2)) / KM_PER_DEG
        east = points.lon_deg * np.cos(np.radians(points.lat_deg))
        cell = np.stack([points.lat_deg // size_deg, east // size_deg])
        _, first, member = np.unique(cell, axis=1, return_index=True, return_inverse=True)
        up = np.stack([np.bincount(member.ravel(), weights=axis) for axis in up.T], axis=-1)
        up, area_index = up / np.linalg.norm(up, axis=-1, keepdims=True), area_index[first]
    cell_m = np.sqrt(points.area_km2.sum() / len(up)) * M_PER_KM
    return Ground(up, area_index, 0.5 * float(cell_m))


def reach_at_elevation_m(altitude_m: float, elevation_rad: float) -> float:
    """Arc along the ground within which a satellite stands above an elevation; spherical Earth."""
    nadir = np.arcsin(np.cos(elevation_rad) * EARTH_AUTHALIC_RADIUS_M / (EARTH_AUTHALIC_RADIUS_M + altitude_m))
    return float((np.pi / 2 - elevation_rad - nadir) * EARTH_AUTHALIC_RADIUS_M)


def crossings(orbit: Orbit, ground: Ground, *, reach_m: float, duration_s: float) -> Crossings:
    """Every crossing of the territory within `reach_m` of the track, by day and by night.

    The track is sampled every 5 s (some 35 km of ground): the length of a single crossing errs by up to that much,
    their sum by little.
    """
    start_day = julian_day(orbit.epoch_utc)
    elements = elements_of(orbit)
    step_s = max(STEP_S, len(elements) * duration_s / SAMPLE_COUNT_MAX)
    time_s = np.arange(0.0, duration_s, step_s)
    found = [_of_one(k, row, time_s, step_s, start_day, ground, reach_m) for k, row in enumerate(elements)]
    merged = [np.concatenate(columns) for columns in zip(*found, strict=True)]
    order = np.lexsort((merged[2], merged[0]))
    return Crossings(*(column[order] for column in merged))


def _of_one(
    index: int, elements: Array, time_s: Array, step_s: float, start_day: float, ground: Ground, reach_m: float
) -> tuple[Array, Array, IntArray, IntArray, Array]:
    time_s = _near_in_latitude(elements, time_s, ground, reach_m)
    up, ahead, speed = _track(elements, time_s, start_day)
    close = _close(up, ground, reach_m)
    time_s, up, ahead, speed = time_s[close], up[close], ahead[close], speed[close]
    nearest = _nearest(up, ahead, ground, reach_m, 0.5 * step_s * speed)
    time_s, speed, nearest = time_s[nearest >= 0], speed[nearest >= 0], nearest[nearest >= 0]
    opens = np.diff(time_s, prepend=-np.inf) > 1.5 * step_s
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(time_s))[: len(first)] - 1
    middle = (first + last) // 2
    start, end = np.maximum(time_s[first] - 0.5 * step_s, 0.0), time_s[last] + 0.5 * step_s
    return start, end, np.full(len(first), index, dtype=np.int64), nearest[middle], speed[middle]


def _near_in_latitude(elements: Array, time_s: Array, ground: Ground, reach_m: float) -> Array:
    """The times at which the satellite is not too far north or south; the rest is not worth propagating."""
    _, perigee_rate, anomaly_rate = j2_rates_rad_per_s(*elements[:3])
    argument = elements[4] + elements[5] + (perigee_rate + anomaly_rate) * time_s
    sine = np.sin(elements[2]) * np.sin(argument)
    spare = (reach_m + ground.half_cell_m) / EARTH_AUTHALIC_RADIUS_M + 2.0 * elements[1] + np.radians(1.0)
    latitude = np.arcsin(np.clip(ground.up[:, 2], -1.0, 1.0))
    low, high = (np.clip(x, -np.pi / 2, np.pi / 2) for x in (latitude.min() - spare, latitude.max() + spare))
    return np.asarray(time_s[(sine >= np.sin(low)) & (sine <= np.sin(high))])


def _track(elements: Array, time_s: Array, start_day: float) -> tuple[Array, Array, Array]:
    """Vertical below the satellite, direction of flight over the turning ground, and speed of the point below."""
    position, velocity = (vectors[0] for vectors in mean_elements_to_state(elements, time_s))
    sidereal = gmst_rad(start_day, time_s / S_PER_DAY)
    position, velocity = turn_to_ecef(position, sidereal), turn_to_ecef(velocity, sidereal)
    velocity = velocity - np.cross([0.0, 0.0, EARTH_ROTATION_RAD_PER_S], position)
    latitude, longitude, _ = ecef_to_geodetic(position)
    up = geodetic_up(latitude, longitude)
    level = velocity - np.sum(velocity * up, axis=-1, keepdims=True) * up
    fast = np.linalg.norm(level, axis=-1)
    speed = fast * EARTH_AUTHALIC_RADIUS_M / np.linalg.norm(position, axis=-1)
    return up, level / np.maximum(fast, 1e-9)[:, None], speed


def _close(up: Array, ground: Ground, reach_m: float) -> BoolArray:
    """Moments within reach of the circle around the territory; a cheap test before the one point by point."""
    centre = ground.up.mean(axis=0)
    centre = centre / max(float(np.linalg.norm(centre)), 1e-9)
    radius = np.arccos(np.clip((ground.up @ centre).min(), -1.0, 1.0))
    spare = (reach_m + 2.0 * ground.half_cell_m) / EARTH_AUTHALIC_RADIUS_M + np.radians(0.5)
    return np.asarray(up @ centre >= np.cos(min(radius + spare, np.pi)))


def _nearest(up: Array, ahead: Array, ground: Ground, reach_m: float, half_step_m: Array) -> IntArray:
    """For each moment the point abeam that lies nearest to the track; -1 where none lies within reach."""
    side = np.cross(up, ahead)
    found = np.full(len(up), -1, dtype=np.int64)
    reach = np.sin(min((reach_m + ground.half_cell_m) / EARTH_AUTHALIC_RADIUS_M, np.pi / 2))
    for rows in np.array_split(np.arange(len(up)), max(1, len(up) * len(ground.up) // 4_000_000)):
        along = np.abs(ahead[rows] @ ground.up.T) * EARTH_AUTHALIC_RADIUS_M
        across = np.abs(side[rows] @ ground.up.T)
        abeam = along <= np.maximum(half_step_m[rows], ground.half_cell_m)[:, None]
        across = np.where(abeam & (up[rows] @ ground.up.T > 0.0), across, np.inf)
        best = np.argmin(across, axis=1)
        found[rows] = np.where(across[np.arange(len(rows)), best] <= reach, best, -1)
    return found


def daylight(
    time_s: Array, epoch_utc: str, latitude_rad: Array, longitude_rad: Array, sun_elevation_rad: float
) -> BoolArray:
    """Whether the Sun stands high enough at given moments of the day, in the middle of each month, as (..., 12).

    A crossing of a sun-synchronous orbit keeps its hour all year, so that one simulated month tells of all twelve;
    other orbits drift through the hours and are only as well sampled as the simulated span. The equation of time is
    left out (16 minutes at most).

    Source
    ------
    J. Meeus, Astronomical Algorithms, 2nd ed., Willmann-Bell, 1998, eq. 13.6 (altitude from hour angle).
    """
    start_day = julian_day(epoch_utc)
    hour_angle = TURN_RAD * np.mod(start_day + time_s / S_PER_DAY, 1.0) + longitude_rad
    declination = np.arcsin(sun_direction_eci(MID_MONTH_JD)[:, 2])
    sine = np.sin(latitude_rad)[..., None] * np.sin(declination)
    sine = sine + (np.cos(latitude_rad) * np.cos(hour_angle))[..., None] * np.cos(declination)
    return np.asarray(sine >= np.sin(sun_elevation_rad))
