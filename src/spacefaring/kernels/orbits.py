"""Mean orbits under the Earth's flattening: secular rates, sun-synchrony, and positions in time.

Elements are mean elements in the order `ELEMENT_NAMES`; the periodic part of J2 (a few kilometres) is left out,
so that positions hold to about 10 km and the times of passes to a few seconds. Drag is not here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import (
    EARTH_J2,
    EARTH_MU_M3_PER_S2,
    EARTH_RADIUS_M,
    EARTH_ROTATION_RAD_PER_S,
    S_PER_DAY,
    TROPICAL_YEAR_DAY,
)
from spacefaring.kernels.earth import TURN_RAD
from spacefaring.tables import Array

ELEMENT_NAMES = (
    "semi_major_axis_m",
    "eccentricity",
    "inclination_rad",
    "raan_rad",
    "argument_of_perigee_rad",
    "mean_anomaly_rad",
)
SUN_RATE_RAD_PER_S = TURN_RAD / (TROPICAL_YEAR_DAY * S_PER_DAY)
KEPLER_ROUNDS = 10


def mean_motion_rad_per_s(semi_major_axis_m: ArrayLike) -> Array:
    """Kepler's mean motion, without the Earth's flattening.

    Examples
    --------
    >>> print(f"{2 * np.pi / mean_motion_rad_per_s(42164172.0) / 3600:.3f} h")
    23.934 h
    """
    semi_major_axis = np.asarray(semi_major_axis_m, dtype=float)
    return np.sqrt(EARTH_MU_M3_PER_S2 / semi_major_axis**3)


def j2_rates_rad_per_s(
    semi_major_axis_m: ArrayLike, eccentricity: ArrayLike, inclination_rad: ArrayLike
) -> tuple[Array, Array, Array]:
    """Secular rates of the ascending node, the argument of perigee and the mean anomaly (Kepler's motion included).

    First order in J2: about 0.1 % of the node's rate is missing (J4 and J2 squared). Not for orbits inside the Earth.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 9.6, eq. 9-37 to 9-41.

    Examples
    --------
    >>> node, _, _ = j2_rates_rad_per_s(6928137.0, 0.0, np.radians(97.6))
    >>> print(f"{np.degrees(node) * 86400:.3f} deg per day")
    0.987 deg per day
    """
    eccentricity, inclination = np.asarray(eccentricity, dtype=float), np.asarray(inclination_rad, dtype=float)
    motion = mean_motion_rad_per_s(semi_major_axis_m)
    roundness = 1.0 - eccentricity**2
    parameter_m = np.asarray(semi_major_axis_m, dtype=float) * roundness
    strength = 1.5 * EARTH_J2 * (EARTH_RADIUS_M / parameter_m) ** 2 * motion
    sine_squared = np.sin(inclination) ** 2
    raan_rate = -strength * np.cos(inclination)
    perigee_rate = strength * (2.0 - 2.5 * sine_squared)
    anomaly_rate = motion + strength * np.sqrt(roundness) * (1.0 - 1.5 * sine_squared)
    return raan_rate, perigee_rate, anomaly_rate


def sun_synchronous_inclination_rad(semi_major_axis_m: ArrayLike, eccentricity: ArrayLike = 0.0) -> Array:
    """Inclination at which the node follows the mean Sun; `nan` where none does (above about 5,970 km altitude).

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 11.4.1, eq. 11-14.

    Examples
    --------
    >>> print(f"{np.degrees(sun_synchronous_inclination_rad(6928137.0)):.2f} deg")
    97.59 deg
    """
    polar_rate, _, _ = j2_rates_rad_per_s(semi_major_axis_m, eccentricity, 0.0)
    cosine = SUN_RATE_RAD_PER_S / polar_rate
    return np.arccos(np.where(np.abs(cosine) <= 1.0, cosine, np.nan))


def nodal_period_s(semi_major_axis_m: ArrayLike, eccentricity: ArrayLike, inclination_rad: ArrayLike) -> Array:
    """Mean time from one ascending node to the next.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 11.4.2, eq. 11-23.
    """
    _, perigee_rate, anomaly_rate = j2_rates_rad_per_s(semi_major_axis_m, eccentricity, inclination_rad)
    return np.asarray(TURN_RAD / (perigee_rate + anomaly_rate))


def ground_track_shift_rad(semi_major_axis_m: ArrayLike, eccentricity: ArrayLike, inclination_rad: ArrayLike) -> Array:
    """How far west the ground track moves from one ascending node to the next."""
    raan_rate, _, _ = j2_rates_rad_per_s(semi_major_axis_m, eccentricity, inclination_rad)
    period_s = nodal_period_s(semi_major_axis_m, eccentricity, inclination_rad)
    return period_s * (EARTH_ROTATION_RAD_PER_S - raan_rate)


def eccentric_anomaly_rad(mean_anomaly_rad: ArrayLike, eccentricity: ArrayLike) -> Array:
    """Solution of Kepler's equation for an ellipse, in the same turn as the mean anomaly.

    Newton from a guess on the convex side, so that it always converges; 1e-11 rad up to an eccentricity of 0.95.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 2.2.5, algorithm 2.
    """
    mean, eccentricity = np.asarray(mean_anomaly_rad, dtype=float), np.asarray(eccentricity, dtype=float)
    turns = np.round(mean / TURN_RAD) * TURN_RAD
    target = np.abs(mean - turns)
    eccentric = np.minimum(target + eccentricity, np.pi)
    for _ in range(KEPLER_ROUNDS):
        miss = eccentric - eccentricity * np.sin(eccentric) - target
        eccentric = eccentric - miss / (1.0 - eccentricity * np.cos(eccentric))
    return np.asarray(turns + np.copysign(eccentric, mean - turns))


def mean_elements_at(elements: ArrayLike, time_s: ArrayLike) -> Array:
    """Mean elements (n, t, 6) at times (t,) after their epoch, from elements (n, 6) and the secular J2 rates."""
    elements = np.atleast_2d(np.asarray(elements, dtype=float))
    time = np.atleast_1d(np.asarray(time_s, dtype=float))
    rates = np.stack(j2_rates_rad_per_s(elements[:, 0], elements[:, 1], elements[:, 2]), axis=-1)
    later = np.repeat(elements[:, None, :], time.size, axis=1)
    later[:, :, 3:] += rates[:, None, :] * time[None, :, None]
    return later


def orbit_axes(inclination_rad: ArrayLike, raan_rad: ArrayLike, argument_rad: ArrayLike) -> tuple[Array, Array]:
    """Unit vectors (..., 3) at an angle from the ascending node along the orbit, and a quarter turn further on."""
    cos_i, sin_i = np.cos(inclination_rad), np.sin(inclination_rad)
    cos_o, sin_o = np.cos(raan_rad), np.sin(raan_rad)
    cos_u, sin_u = np.cos(argument_rad), np.sin(argument_rad)
    along = (cos_o * cos_u - sin_o * sin_u * cos_i, sin_o * cos_u + cos_o * sin_u * cos_i, sin_u * sin_i)
    ahead = (-cos_o * sin_u - sin_o * cos_u * cos_i, -sin_o * sin_u + cos_o * cos_u * cos_i, cos_u * sin_i)
    return np.stack(np.broadcast_arrays(*along), axis=-1), np.stack(np.broadcast_arrays(*ahead), axis=-1)


def mean_elements_to_state(elements: ArrayLike, time_s: ArrayLike) -> tuple[Array, Array]:
    """Positions in metres and velocities in metres per second, each (n, t, 3), of n mean orbits at t times.

    `elements` is (n, 6) in the order `ELEMENT_NAMES`; `time_s` counts from their epoch. The frame is that of the
    elements: mean equinox of date. The velocity leaves out the slow turn of the orbit itself (under 2 m/s).

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 2.6 and 9.6.
    """
    later = mean_elements_at(elements, time_s)
    semi_major_axis, eccentricity, inclination, raan, perigee, anomaly = np.moveaxis(later, -1, 0)
    eccentric = eccentric_anomaly_rad(anomaly, eccentricity)
    to_perigee, to_side = orbit_axes(inclination, raan, perigee)
    minor = semi_major_axis * np.sqrt(1.0 - eccentricity**2)
    rate = mean_motion_rad_per_s(semi_major_axis) / (1.0 - eccentricity * np.cos(eccentric))
    forward = (semi_major_axis * (np.cos(eccentric) - eccentricity))[..., None]
    sideways = (minor * np.sin(eccentric))[..., None]
    position = forward * to_perigee + sideways * to_side
    forward_rate = (-semi_major_axis * np.sin(eccentric) * rate)[..., None]
    sideways_rate = (minor * np.cos(eccentric) * rate)[..., None]
    return position, forward_rate * to_perigee + sideways_rate * to_side
