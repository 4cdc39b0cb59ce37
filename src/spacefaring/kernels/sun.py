"""Where the Sun is, how it meets an orbit, and how long the Earth hides it.

Good to 0.01 degree between 1950 and 2050: enough for light and power, not for pointing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import ASTRONOMICAL_UNIT_M, EARTH_RADIUS_M, SUN_RADIUS_M
from spacefaring.kernels.earth import DAY_PER_JULIAN_CENTURY, JULIAN_DAY_J2000, TURN_RAD
from spacefaring.kernels.orbits import orbit_axes
from spacefaring.tables import Array

SUN_ANGULAR_RADIUS_RAD = float(np.arcsin(SUN_RADIUS_M / ASTRONOMICAL_UNIT_M))
# What bounds the shadow, as a multiple of the Sun's angular radius added to the Earth's.
SHADOWS = {"umbra": -1.0, "cylindrical": 0.0, "penumbra": 1.0}


def sun_longitude_rad(julian_day: ArrayLike) -> Array:
    """Ecliptic longitude of the Sun, of date. See `sun_position_eci_m` for limits and source."""
    century = (np.asarray(julian_day, dtype=float) - JULIAN_DAY_J2000) / DAY_PER_JULIAN_CENTURY
    mean = np.radians(280.460 + 36_000.771 * century)
    anomaly = _sun_anomaly_rad(century)
    centre = np.radians(1.914666471) * np.sin(anomaly) + np.radians(0.019994643) * np.sin(2.0 * anomaly)
    return np.asarray(mean + centre)


def _sun_anomaly_rad(century: Array) -> Array:
    return np.asarray(np.radians(357.52772333 + 35_999.05034 * century))


def sun_position_eci_m(julian_day: ArrayLike) -> Array:
    """Position of the Sun from the Earth's centre, shape (..., 3), mean equator and equinox of date.

    Within 0.01 degree from 1950 to 2050; UTC, UT1 or TDB may be given alike. Aberration is not removed.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 5.1.1, algorithm 29,
    after the Astronomical Almanac 1992, sec. C24.

    Examples
    --------
    >>> print(np.round(sun_position_eci_m(2453827.5) / ASTRONOMICAL_UNIT_M, 4))  # Vallado, example 5-1
    [0.9772 0.1924 0.0834]
    """
    century = (np.asarray(julian_day, dtype=float) - JULIAN_DAY_J2000) / DAY_PER_JULIAN_CENTURY
    anomaly, longitude = _sun_anomaly_rad(century), sun_longitude_rad(julian_day)
    distance = 1.000140612 - 0.016708617 * np.cos(anomaly) - 0.000139589 * np.cos(2.0 * anomaly)
    tilt = np.radians(23.439291 - 0.0130042 * century)
    direction = (np.cos(longitude), np.cos(tilt) * np.sin(longitude), np.sin(tilt) * np.sin(longitude))
    return np.asarray((ASTRONOMICAL_UNIT_M * distance)[..., None] * np.stack(direction, axis=-1))


def sun_direction_eci(julian_day: ArrayLike) -> Array:
    """Unit vectors (..., 3) from the Earth towards the Sun, mean equator and equinox of date."""
    position = sun_position_eci_m(julian_day)
    return np.asarray(position / np.linalg.norm(position, axis=-1, keepdims=True))


def sun_right_ascension_rad(julian_day: ArrayLike) -> Array:
    """Right ascension of the true Sun in [0, 2 pi)."""
    direction = sun_direction_eci(julian_day)
    return np.mod(np.arctan2(direction[..., 1], direction[..., 0]), TURN_RAD)


def mean_sun_right_ascension_rad(julian_day: ArrayLike) -> Array:
    """Right ascension in [0, 2 pi) of the mean Sun, which mean local time is counted from.

    The equation of time, up to 16 minutes, parts it from the true Sun.

    Source
    ------
    Astronomical Almanac 2020, sec. C5 (mean longitude of the Sun).
    """
    century = (np.asarray(julian_day, dtype=float) - JULIAN_DAY_J2000) / DAY_PER_JULIAN_CENTURY
    return np.mod(np.radians(280.460 + 36_000.771 * century), TURN_RAD)


def raan_for_local_time_rad(julian_day: ArrayLike, local_time_hour: ArrayLike) -> Array:
    """Right ascension of an ascending node that is crossed at a mean local solar time, at an instant."""
    hour_angle = (np.asarray(local_time_hour, dtype=float) - 12.0) * TURN_RAD / 24.0
    return np.mod(mean_sun_right_ascension_rad(julian_day) + hour_angle, TURN_RAD)


def local_time_hour(julian_day: ArrayLike, raan_rad: ArrayLike) -> Array:
    """Mean local solar time in [0, 24) at a node of given right ascension; the inverse of `raan_for_local_time_rad`."""
    hour_angle = np.asarray(raan_rad, dtype=float) - mean_sun_right_ascension_rad(julian_day)
    return np.mod(12.0 + hour_angle * 24.0 / TURN_RAD, 24.0)


def beta_angle_rad(inclination_rad: ArrayLike, raan_rad: ArrayLike, sun_direction: ArrayLike) -> Array:
    """Angle of the Sun above the plane of an orbit, positive on the side of its angular momentum.

    `sun_direction` is (..., 3) and of unit length; its leading axes broadcast against the two angles.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, sec. 5.3.
    """
    along, ahead = orbit_axes(inclination_rad, raan_rad, 0.0)
    normal = np.cross(along, ahead)
    return np.asarray(np.arcsin(np.clip(np.sum(normal * np.asarray(sun_direction, dtype=float), axis=-1), -1.0, 1.0)))


def eclipse_duration_s(
    semi_major_axis_m: ArrayLike, beta_rad: ArrayLike, *, period_s: ArrayLike, shadow: str = "cylindrical"
) -> Array:
    """Time per revolution that a circular orbit spends in the Earth's shadow; 0 where the orbit clears it.

    `shadow` is "umbra", "cylindrical" or "penumbra". Spherical Earth of equatorial radius, no atmosphere: up to
    half a minute long.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, sec. 5.1,
    eq. 5-18, with the Sun's angular radius added to the Earth's for the penumbra or taken from it for the umbra.

    Examples
    --------
    >>> print(f"{eclipse_duration_s(6928137.0, 0.0, period_s=5739.0) / 60:.1f} min")
    35.6 min
    """
    earth_rad = np.arcsin(EARTH_RADIUS_M / np.asarray(semi_major_axis_m, dtype=float))
    edge_rad = np.maximum(earth_rad + SHADOWS[shadow] * SUN_ANGULAR_RADIUS_RAD, 0.0)
    cosine = np.cos(edge_rad) / np.maximum(np.cos(beta_rad), 1e-12)
    return np.asarray(period_s, dtype=float) * np.arccos(np.minimum(cosine, 1.0)) / np.pi


def shadow_clearance_rad(position_eci_m: ArrayLike, sun_direction: ArrayLike) -> Array:
    """Angle between the Sun's centre and the Earth's limb as seen from a satellite; negative when hidden.

    Spherical Earth of equatorial radius. Sunlit in full above `SUN_ANGULAR_RADIUS_RAD`, in umbra below its negative.
    """
    position = np.asarray(position_eci_m, dtype=float)
    radius = np.linalg.norm(position, axis=-1)
    cosine = -np.sum(position * np.asarray(sun_direction, dtype=float), axis=-1) / radius
    earth_rad = np.arcsin(np.minimum(EARTH_RADIUS_M / radius, 1.0))
    return np.asarray(np.arccos(np.clip(cosine, -1.0, 1.0)) - earth_rad)
