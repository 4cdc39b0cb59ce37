"""What turns a satellite that should stand still, and what it takes to hold or turn it?

Torques in N·m, momenta in N·m·s, dipoles in A·m², inertias in kg·m².
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import EARTH_MU_M3_PER_S2, LIGHT_SPEED_M_PER_S
from spacefaring.tables import Array

# Dipole moment of the Earth as the field on the equator times the cube of the distance: SMAD 3rd ed., table 11-9A.
EARTH_DIPOLE_T_M3 = 7.96e15


def gravity_gradient_nm(radius_m: ArrayLike, inertia_difference_kg_m2: ArrayLike, tilt_rad: ArrayLike) -> Array:
    """Largest torque of the gravity gradient on a body tilted from the vertical.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, table 11-9A.
    """
    gradient = 1.5 * EARTH_MU_M3_PER_S2 / np.asarray(radius_m, dtype=float) ** 3
    return np.asarray(gradient * np.abs(inertia_difference_kg_m2) * np.sin(2.0 * np.asarray(tilt_rad, dtype=float)))


def solar_pressure_nm(
    irradiance_w_per_m2: ArrayLike, area_m2: ArrayLike, reflectance: ArrayLike, arm_m: ArrayLike
) -> Array:
    """Torque of sunlight falling squarely on an area whose centre stands off the centre of mass by an arm.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, table 11-9A.
    """
    pressure_pa = np.asarray(irradiance_w_per_m2, dtype=float) / LIGHT_SPEED_M_PER_S
    return np.asarray(pressure_pa * np.asarray(area_m2) * (1.0 + np.asarray(reflectance)) * np.asarray(arm_m))


def magnetic_field_t(radius_m: ArrayLike, latitude_factor: ArrayLike = 2.0) -> Array:
    """Strength of the Earth's dipole field: a factor 1 over the magnetic equator, 2 over the poles."""
    return np.asarray(
        np.asarray(latitude_factor, dtype=float) * EARTH_DIPOLE_T_M3 / np.asarray(radius_m, dtype=float) ** 3
    )


def magnetic_nm(radius_m: ArrayLike, dipole_am2: ArrayLike, latitude_factor: ArrayLike = 2.0) -> Array:
    """Torque of the Earth's field on a residual dipole set across it.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, table 11-9A.
    """
    return np.asarray(np.asarray(dipole_am2, dtype=float) * magnetic_field_t(radius_m, latitude_factor))


def aerodynamic_nm(
    density_kg_per_m3: ArrayLike, speed_m_per_s: ArrayLike, drag_coefficient: ArrayLike, area_m2: ArrayLike,
    arm_m: ArrayLike,
) -> Array:  # fmt: skip
    """Torque of the drag whose centre stands off the centre of mass by an arm.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, table 11-9A.
    """
    pressure = 0.5 * np.asarray(density_kg_per_m3, dtype=float) * np.asarray(speed_m_per_s, dtype=float) ** 2
    return np.asarray(pressure * np.asarray(drag_coefficient) * np.asarray(area_m2) * np.asarray(arm_m))


def slew_torque_nm(inertia_kg_m2: ArrayLike, angle_rad: ArrayLike, duration_s: ArrayLike) -> Array:
    """Constant torque, forward then back, that turns a body at rest to rest: 4 θ I / t².

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, table 11-12.
    """
    return np.asarray(
        4.0 * np.asarray(angle_rad, dtype=float) * np.asarray(inertia_kg_m2) / np.asarray(duration_s, dtype=float) ** 2
    )


def slew_momentum_nms(inertia_kg_m2: ArrayLike, angle_rad: ArrayLike, duration_s: ArrayLike) -> Array:
    """Largest momentum in such a turn, half-way: 2 θ I / t."""
    return np.asarray(
        2.0 * np.asarray(angle_rad, dtype=float) * np.asarray(inertia_kg_m2) / np.asarray(duration_s, dtype=float)
    )


def cyclic_momentum_nms(torque_nm: ArrayLike, period_s: ArrayLike) -> Array:
    """Momentum that a torque swinging once per orbit piles up in a quarter of it, root-mean-square.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, table 11-12.
    """
    return np.asarray(np.asarray(torque_nm, dtype=float) * np.asarray(period_s, dtype=float) / 4.0 * np.sqrt(0.5))


def box_inertia_kg_m2(mass_kg: ArrayLike, *sides_m: ArrayLike) -> Array:
    """Moment of inertia of a uniform box about the axis across its two given sides."""
    square = sum(np.asarray(side, dtype=float) ** 2 for side in sides_m)
    return np.asarray(np.asarray(mass_kg, dtype=float) * square / 12.0)
