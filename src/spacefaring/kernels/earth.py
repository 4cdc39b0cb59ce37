"""The Earth's size, gravity and rotation, and the way between geodetic and Cartesian positions.

Two frames are used. `teme` (or plainly `eci`) is the true equator and mean equinox of date, the
frame in which SGP4 and our mean elements live; `ecef` turns with the Earth. Polar motion is left
out: it moves a station by less than 15 m.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import EARTH_FLATTENING, EARTH_RADIUS_M
from spacefaring.tables import Array

ECCENTRICITY_SQUARED = EARTH_FLATTENING * (2.0 - EARTH_FLATTENING)
POLAR_RADIUS_M = EARTH_RADIUS_M * (1.0 - EARTH_FLATTENING)
JULIAN_DAY_J2000 = 2_451_545.0
DAY_PER_JULIAN_CENTURY = 36_525.0
TURN_RAD = 2.0 * np.pi
RAD_PER_SECOND_OF_TIME = TURN_RAD / 86_400.0
# Length of a UT1 day over a turn of the Earth with respect to the mean equinox; Aoki et al. 1982, eq. 19.
SIDEREAL_PER_UT1 = 1.002737909350795


def geodetic_to_ecef_m(latitude_rad: ArrayLike, longitude_rad: ArrayLike, height_m: ArrayLike = 0.0) -> Array:
    """Cartesian position, shape (..., 3), of a point given by geodetic latitude, longitude and ellipsoidal height.

    Source
    ------
    NIMA TR8350.2, World Geodetic System 1984, 3rd ed., 2000, sec. 4.3, eq. 4-14.

    Examples
    --------
    >>> print(np.round(geodetic_to_ecef_m(np.pi / 2, 0.0), 3)[2])
    6356752.314
    """
    latitude, longitude, height = np.broadcast_arrays(
        *(np.asarray(value, dtype=float) for value in (latitude_rad, longitude_rad, height_m))
    )
    curvature_m = EARTH_RADIUS_M / np.sqrt(1.0 - ECCENTRICITY_SQUARED * np.sin(latitude) ** 2)
    across_m = (curvature_m + height) * np.cos(latitude)
    up_m = (curvature_m * (1.0 - ECCENTRICITY_SQUARED) + height) * np.sin(latitude)
    return np.stack([across_m * np.cos(longitude), across_m * np.sin(longitude), up_m], axis=-1)


def ecef_to_geodetic(position_ecef_m: ArrayLike) -> tuple[Array, Array, Array]:
    """Geodetic latitude and longitude in radians, and ellipsoidal height in metres, of Cartesian positions (..., 3).

    Bowring's formula followed by two corrections: better than 1e-11 rad from the surface to 100,000 km.
    Not for points within 50 km of the Earth's centre.

    Source
    ------
    B. R. Bowring, Transformation from spatial to geographical coordinates, Survey Review 23 (181), 1976.
    """
    position = np.asarray(position_ecef_m, dtype=float)
    x, y, z = position[..., 0], position[..., 1], position[..., 2]
    across_m = np.hypot(x, y)
    second_eccentricity_squared = ECCENTRICITY_SQUARED / (1.0 - ECCENTRICITY_SQUARED)
    reduced = np.arctan2(z * EARTH_RADIUS_M, across_m * POLAR_RADIUS_M)
    for _ in range(3):
        latitude = np.arctan2(
            z + second_eccentricity_squared * POLAR_RADIUS_M * np.sin(reduced) ** 3,
            across_m - ECCENTRICITY_SQUARED * EARTH_RADIUS_M * np.cos(reduced) ** 3,
        )
        reduced = np.arctan2((1.0 - EARTH_FLATTENING) * np.sin(latitude), np.cos(latitude))
    curvature_m = EARTH_RADIUS_M / np.sqrt(1.0 - ECCENTRICITY_SQUARED * np.sin(latitude) ** 2)
    surface_across_m = curvature_m * np.cos(latitude)
    surface_up_m = curvature_m * (1.0 - ECCENTRICITY_SQUARED) * np.sin(latitude)
    height = (across_m - surface_across_m) * np.cos(latitude) + (z - surface_up_m) * np.sin(latitude)
    return latitude, np.arctan2(y, x), height


def geodetic_up(latitude_rad: ArrayLike, longitude_rad: ArrayLike) -> Array:
    """Unit vectors, shape (..., 3), along the outward normal of the ellipsoid, in the turning frame."""
    latitude, longitude = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (latitude_rad, longitude_rad)))
    return np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=-1
    )


def gmst_rad(julian_day_ut1: ArrayLike, julian_fraction_ut1: ArrayLike = 0.0) -> Array:
    """Greenwich mean sidereal time in [0, 2 pi), which turns the TEME frame of SGP4 into the Earth-fixed one.

    Give the day and its fraction apart to keep microseconds. Good for a century around 2000.

    Source
    ------
    S. Aoki et al., The new definition of Universal Time, Astronomy and Astrophysics 105, 1982, eq. 14;
    D. Vallado et al., Revisiting Spacetrack Report #3, AIAA 2006-6753, appendix C (its use with TEME).

    Examples
    --------
    >>> print(f"{np.degrees(gmst_rad(2448855.0, 0.009722222)):.4f} deg")  # Vallado, example 3-5
    152.5788 deg
    """
    day = np.asarray(julian_day_ut1, dtype=float) - JULIAN_DAY_J2000
    fraction = np.asarray(julian_fraction_ut1, dtype=float)
    century = (day + fraction) / DAY_PER_JULIAN_CENTURY
    slow_s = 67_310.54841 + (8_640_184.812866 + (0.093104 - 6.2e-6 * century) * century) * century
    turns = np.mod(day, 1.0) + np.mod(fraction, 1.0)
    return np.asarray(np.mod(slow_s * RAD_PER_SECOND_OF_TIME + turns * TURN_RAD, TURN_RAD))


def sidereal_rate_rad_per_s(julian_day_ut1: ArrayLike) -> Array:
    """How fast Greenwich mean sidereal time grows with UT1.

    Source
    ------
    S. Aoki et al., The new definition of Universal Time, Astronomy and Astrophysics 105, 1982, eq. 19.
    """
    century = (np.asarray(julian_day_ut1, dtype=float) - JULIAN_DAY_J2000) / DAY_PER_JULIAN_CENTURY
    return (SIDEREAL_PER_UT1 + 5.9006e-11 * century) * RAD_PER_SECOND_OF_TIME


def earth_rotation_angle_rad(julian_day_ut1: ArrayLike, julian_fraction_ut1: ArrayLike = 0.0) -> Array:
    """Earth rotation angle in [0, 2 pi), between the celestial and terrestrial intermediate origins.

    Source
    ------
    IERS Conventions (2010), IERS Technical Note 36, sec. 5.5.3, eq. 5.15.
    """
    day = np.asarray(julian_day_ut1, dtype=float) - JULIAN_DAY_J2000
    fraction = np.asarray(julian_fraction_ut1, dtype=float)
    turns = 0.7790572732640 + 0.00273781191135448 * (day + fraction) + np.mod(day, 1.0) + np.mod(fraction, 1.0)
    return np.asarray(TURN_RAD * np.mod(turns, 1.0))


def turn_to_ecef(position_eci: ArrayLike, sidereal_rad: ArrayLike) -> Array:
    """Vectors (..., 3) of the `teme` frame seen in the turning frame: a rotation about the pole.

    `sidereal_rad` broadcasts against the leading axes. For velocities subtract the Earth's rate yourself.
    """
    position = np.asarray(position_eci, dtype=float)
    cosine, sine = np.cos(sidereal_rad), np.sin(sidereal_rad)
    x, y, z = position[..., 0], position[..., 1], position[..., 2]
    return np.stack(np.broadcast_arrays(cosine * x + sine * y, cosine * y - sine * x, z), axis=-1)


def turn_to_eci(position_ecef: ArrayLike, sidereal_rad: ArrayLike) -> Array:
    """Vectors (..., 3) of the turning frame seen in the `teme` frame; the inverse of `turn_to_ecef`."""
    return turn_to_ecef(position_ecef, -np.asarray(sidereal_rad, dtype=float))
