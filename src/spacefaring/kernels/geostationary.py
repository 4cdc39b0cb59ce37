"""The orbit that stands still over the equator, and how it is seen from the ground."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import EARTH_J2, EARTH_MU_M3_PER_S2, EARTH_RADIUS_M
from spacefaring.kernels.earth import geodetic_to_ecef_m, geodetic_up, sidereal_rate_rad_per_s
from spacefaring.kernels.orbits import j2_rates_rad_per_s, mean_motion_rad_per_s
from spacefaring.tables import Array

NEWTON_ROUNDS = 8


def stationary_semi_major_axis_m(julian_day: ArrayLike) -> Array:
    """Radius at which a circular equatorial orbit, with the Earth's flattening, turns with the Earth.

    The pull of Sun and Moon and the equator's own shape, which station keeping answers, are left out.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, eq. 9-37 to 9-41, solved for
    the sum of the three rates equal to the Earth's.

    Examples
    --------
    >>> print(f"{stationary_semi_major_axis_m(2462137.5) / 1e3:.2f} km")
    42166.26 km
    """
    wanted = sidereal_rate_rad_per_s(julian_day)
    axis = np.full(np.shape(wanted), 4.2164e7)
    for _ in range(NEWTON_ROUNDS):
        turning = sum(j2_rates_rad_per_s(axis, 0.0, 0.0))
        axis = axis + (turning - wanted) * axis / (1.5 * mean_motion_rad_per_s(axis))
    return np.asarray(axis)


def stationary_radius_m(julian_day: ArrayLike) -> Array:
    """Distance from the Earth's centre at which a satellite really stands still above the equator.

    Where the pull of the flattened Earth in its equator holds a circle of the Earth's rate. The mean semi-major axis
    of `stationary_semi_major_axis_m` is 1.6 km larger: the secular theory leaves out a constant part of the radius.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 8.7.1 (pull of J2).

    Examples
    --------
    >>> print(f"{stationary_radius_m(2462137.5) / 1e3:.2f} km")
    42164.69 km
    """
    rate = sidereal_rate_rad_per_s(julian_day)
    radius = np.full(np.shape(rate), 4.2164e7)
    for _ in range(NEWTON_ROUNDS):
        flattening = 1.0 + 1.5 * EARTH_J2 * (EARTH_RADIUS_M / radius) ** 2
        radius = np.cbrt(EARTH_MU_M3_PER_S2 * flattening / rate**2)
    return np.asarray(radius)


def elevation_rad(latitude_rad: ArrayLike, longitude_east_rad: ArrayLike, semi_major_axis_m: ArrayLike) -> Array:
    """Elevation above the horizon of a geostationary satellite from a place on the ellipsoid; negative when hidden.

    `longitude_east_rad` is counted from the satellite's meridian. No refraction (0.1 degrees at 5 degrees).

    Source
    ------
    G. Maral and M. Bousquet, Satellite Communications Systems, 5th ed., Wiley, 2009, sec. 2.2.5, with the ellipsoid
    in place of the sphere.

    Examples
    --------
    >>> print(f"{np.degrees(elevation_rad(np.radians(12.37), np.radians(-11.53), 42164e3)):.1f} deg")
    70.2 deg
    """
    ground = geodetic_to_ecef_m(latitude_rad, longitude_east_rad)
    up = geodetic_up(latitude_rad, longitude_east_rad)
    satellite = np.stack(np.broadcast_arrays(semi_major_axis_m, 0.0, 0.0), axis=-1)
    line = satellite - ground
    return np.asarray(np.arcsin(np.sum(line * up, axis=-1) / np.linalg.norm(line, axis=-1)))
