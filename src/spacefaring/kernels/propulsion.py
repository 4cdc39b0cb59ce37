"""How much velocity change does an orbit ask for, and how much propellant is that?

SI units, circular orbits unless said, impulsive burns.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import EARTH_J2, EARTH_MU_M3_PER_S2, EARTH_RADIUS_M, STANDARD_GRAVITY_M_PER_S2
from spacefaring.kernels.orbits import mean_motion_rad_per_s
from spacefaring.tables import Array


def propellant_kg(final_kg: ArrayLike, delta_v_m_per_s: ArrayLike, specific_impulse_s: ArrayLike) -> Array:
    """Propellant that leaves a final mass after a velocity change: the rocket equation.

    Examples
    --------
    >>> print(f"{propellant_kg(1000.0, 1500.0, 320.0):.1f} kg")
    612.8 kg
    """
    exhaust_m_per_s = STANDARD_GRAVITY_M_PER_S2 * np.asarray(specific_impulse_s, dtype=float)
    return np.asarray(
        np.asarray(final_kg, dtype=float) * np.expm1(np.asarray(delta_v_m_per_s, dtype=float) / exhaust_m_per_s)
    )


def circular_speed_m_per_s(radius_m: ArrayLike) -> Array:
    """Speed in a circular orbit."""
    return np.asarray(np.sqrt(EARTH_MU_M3_PER_S2 / np.asarray(radius_m, dtype=float)))


def apsis_speed_m_per_s(radius_m: ArrayLike, other_radius_m: ArrayLike) -> Array:
    """Speed at one apsis of an ellipse whose other apsis is at the other radius (vis viva)."""
    here, there = np.asarray(radius_m, dtype=float), np.asarray(other_radius_m, dtype=float)
    return np.asarray(np.sqrt(2.0 * EARTH_MU_M3_PER_S2 * there / (here * (here + there))))


def hohmann_m_per_s(first_radius_m: ArrayLike, last_radius_m: ArrayLike) -> tuple[Array, Array]:
    """The two burns of the two-impulse transfer between coplanar circular orbits.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 6.3.1, algorithm 36.

    Examples
    --------
    >>> leave, arrive = hohmann_m_per_s(6569.4781e3, 42159.4856e3)  # Vallado, example 6-1: 2.457 and 1.478 km/s
    >>> print(f"{leave:.0f} {arrive:.0f}")
    2457 1478
    """
    leave = np.abs(apsis_speed_m_per_s(first_radius_m, last_radius_m) - circular_speed_m_per_s(first_radius_m))
    arrive = np.abs(circular_speed_m_per_s(last_radius_m) - apsis_speed_m_per_s(last_radius_m, first_radius_m))
    return np.asarray(leave), np.asarray(arrive)


def lower_perigee_m_per_s(radius_m: ArrayLike, perigee_radius_m: ArrayLike) -> Array:
    """Burn that brings one side of a circular orbit down to a perigee; 0 when it is already there."""
    perigee = np.minimum(perigee_radius_m, radius_m)
    return np.asarray(circular_speed_m_per_s(radius_m) - apsis_speed_m_per_s(radius_m, perigee))


def inclination_change_m_per_s(speed_m_per_s: ArrayLike, angle_rad: ArrayLike) -> Array:
    """Burn at a node that turns a circular orbit by an angle: 2 v sin(Δi/2)."""
    return np.asarray(2.0 * np.asarray(speed_m_per_s, dtype=float) * np.sin(np.asarray(angle_rad, dtype=float) / 2.0))


def apogee_burn_m_per_s(perigee_radius_m: ArrayLike, radius_m: ArrayLike, angle_rad: ArrayLike) -> Array:
    """Burn at apogee that makes an orbit circular and turns its plane at once (law of cosines on the velocities)."""
    before, after = apsis_speed_m_per_s(radius_m, perigee_radius_m), circular_speed_m_per_s(radius_m)
    return np.asarray(np.sqrt(before**2 + after**2 - 2.0 * before * after * np.cos(np.asarray(angle_rad, dtype=float))))


def injection_error_m_per_s(radius_m: ArrayLike, height_error_m: ArrayLike, inclination_error_rad: ArrayLike) -> Array:
    """Burn that mends a launcher's error in height (v Δa / 2a) and in inclination (v Δi)."""
    speed = circular_speed_m_per_s(radius_m)
    height = speed * np.asarray(height_error_m, dtype=float) / (2.0 * np.asarray(radius_m, dtype=float))
    return np.asarray(height + inclination_change_m_per_s(speed, inclination_error_rad))


def drag_acceleration_m_per_s2(
    density_kg_per_m3: ArrayLike, radius_m: ArrayLike, ballistic_m2_per_kg: ArrayLike
) -> Array:
    """Deceleration by drag in a circular orbit, the air turning with nothing; `ballistic` is Cd·A/m.

    Sum it over a time to get the velocity change that holds the height.
    """
    square = EARTH_MU_M3_PER_S2 / np.asarray(radius_m, dtype=float)
    return np.asarray(
        0.5 * np.asarray(density_kg_per_m3, dtype=float) * square * np.asarray(ballistic_m2_per_kg, dtype=float)
    )


def graveyard_rise_m(reflectivity: ArrayLike, area_to_mass_m2_per_kg: ArrayLike) -> Array:
    """How far above the geostationary ring a dead satellite must be left: 235 km + 1000 km × Cr·A/m.

    Source
    ------
    IADC-02-01 Rev. 3, Space Debris Mitigation Guidelines, 2021, sec. 5.3.1.
    """
    return np.asarray(
        235e3 + 1_000e3 * np.asarray(reflectivity, dtype=float) * np.asarray(area_to_mass_m2_per_kg, dtype=float)
    )


def node_drift_per_inclination_per_s(semi_major_axis_m: ArrayLike, inclination_rad: ArrayLike) -> Array:
    """How the node's rate under J2 grows with inclination, in rad/s per rad: what moves the local time of a
    Sun-synchronous orbit that was injected a little wrong."""
    axis = np.asarray(semi_major_axis_m, dtype=float)
    strength = 1.5 * EARTH_J2 * (EARTH_RADIUS_M / axis) ** 2 * mean_motion_rad_per_s(axis)
    return np.asarray(strength * np.sin(np.asarray(inclination_rad, dtype=float)))
