"""What holds and turns the satellite: sensors, wheels and rods, from torques, slews and the error allowed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring import catalog
from spacefaring.constants import SUN_IRRADIANCE_W_PER_M2
from spacefaring.kernels import attitude
from spacefaring.kernels.propulsion import circular_speed_m_per_s
from spacefaring.spacecraft.asked import Asked
from spacefaring.spacecraft.coefficients import sizing
from spacefaring.tables import Array, BoolArray, IntArray

TILT_RAD = np.radians(10.0)  # tilt for which the gravity gradient is taken while pointing: guess
BUS_PER_PAYLOAD = 4.0  # platform over payload mass, to pick a class before the loop: guess from flown satellites
SPARE_TORQUE = 2.0  # margin of actuators over the worst torque: SMAD 3rd ed., sec. 11.1.3 (as a factor of two)


@dataclass(frozen=True)
class Sensors:
    """The class of sensors for each candidate, (n,)."""

    row: IntArray
    error_rad: Array
    wheels: Array
    mass_kg: Array
    power_w: Array
    good_enough: BoolArray


@dataclass(frozen=True)
class Attitude:
    """Torques, wheels and rods, (n,)."""

    gravity_nm: Array
    sun_nm: Array
    magnetic_nm: Array
    air_nm: Array
    wheel_nms: Array
    slew_nm: Array
    rod_am2: Array
    mass_kg: Array
    power_w: Array
    inertia_kg_m2: Array


def choose(asked: Asked) -> Sensors:
    """The simplest class whose error is within what is asked, else the finest."""
    table = catalog.read("pointing_classes")
    error = np.radians(table["error_deg"])[:, None]
    fits = table["largest_bus_kg"][:, None] >= BUS_PER_PAYLOAD * asked.payload_kg
    enough = (error <= asked.pointing_rad * (1.0 + 1e-9)) & fits
    row = np.where(enough.any(axis=0), np.argmax(enough, axis=0), error.size - 1)
    return Sensors(
        row=row, error_rad=error[row, 0], wheels=table["wheel_count"][row], mass_kg=table["sensors_kg"][row],
        power_w=table["sensors_w"][row], good_enough=enough.any(axis=0),
    )  # fmt: skip


def size(asked: Asked, sensors: Sensors, *, dry_kg: Array, side_m: Array, array_m2: Array, array_kg: Array) -> Attitude:
    """Worst torques of the orbit, then wheels for them and for the slews, then rods to unload the wheels."""
    c = sizing()
    body = np.maximum(dry_kg - array_kg, 0.3 * dry_kg)
    arm = side_m / 2.0 + np.sqrt(array_m2) / 4.0  # a wing stands off by about half its length
    inertia = attitude.box_inertia_kg_m2(body, side_m, side_m) + array_kg * arm**2
    area = side_m**2 + array_m2
    offset = c.offset_frac * (side_m + np.sqrt(array_m2) / 2.0)
    speed = circular_speed_m_per_s(asked.radius_m)
    gravity = attitude.gravity_gradient_nm(asked.radius_m, c.inertia_spread_frac * inertia, TILT_RAD)
    sun = attitude.solar_pressure_nm(SUN_IRRADIANCE_W_PER_M2, area, c.body_reflectance_frac, offset)
    magnetic = attitude.magnetic_nm(asked.radius_m, c.dipole_am2_per_kg * dry_kg)
    frontal = side_m**2 + c.array_edge_frac * array_m2
    air = attitude.aerodynamic_nm(asked.density_peak_kg_per_m3, speed, c.drag_coefficient, frontal, offset)
    worst = gravity + sun + magnetic + air
    held = attitude.cyclic_momentum_nms(SPARE_TORQUE * worst, asked.period_s)
    turned = attitude.slew_momentum_nms(inertia, 2.0 * asked.regard_rad, asked.slew_s)
    wheel = np.maximum(held, turned)
    rod = SPARE_TORQUE * worst / attitude.magnetic_field_t(asked.radius_m, 1.0)
    rod = np.where(asked.geostationary, 0.0, rod)  # up there thrusters unload the wheels
    wheel_kg = sensors.wheels * c.wheel_mass_factor * wheel**c.wheel_mass_power
    rod_kg = np.where(rod > 0.0, 3.0 * c.rod_mass_factor * np.maximum(rod, 1e-6) ** c.rod_mass_power, 0.0)
    wheel_w = sensors.wheels * c.wheel_power_factor * wheel**c.wheel_power_power
    return Attitude(
        gravity, sun, magnetic, air, wheel, attitude.slew_torque_nm(inertia, 2.0 * asked.regard_rad, asked.slew_s), rod,
        sensors.mass_kg + wheel_kg + rod_kg, sensors.power_w + wheel_w + c.rod_power_w_per_am2 * rod, inertia,
    )  # fmt: skip
