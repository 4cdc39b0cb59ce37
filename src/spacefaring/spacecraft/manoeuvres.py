"""Which velocity changes does the mission need, and what propulsion gives them?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring import catalog
from spacefaring.constants import JULIAN_YEAR_DAY, S_PER_DAY
from spacefaring.kernels import propulsion as burns
from spacefaring.kernels.orbits import SUN_RATE_RAD_PER_S, mean_motion_rad_per_s
from spacefaring.spacecraft import deorbit
from spacefaring.spacecraft.asked import Asked
from spacefaring.spacecraft.coefficients import sizing
from spacefaring.tables import Array, BoolArray

S_PER_YEAR = JULIAN_YEAR_DAY * S_PER_DAY
OBLIQUITY_RAD = np.radians(23.44)
DETERMINISTIC = ("transfer", "injection", "station_keeping", "disposal")
REFLECTIVITY = 1.5  # of a dead satellite for the graveyard rule: IADC-02-01, usual value (recalled)


@dataclass(frozen=True)
class Manoeuvres:
    """Velocity changes before margin, by line (n,), and what they cost."""

    lines: dict[str, Array]
    total_m_per_s: Array  # with margins
    propellant_kg: Array
    hardware_kg: Array
    has_propulsion: BoolArray


def steady_lines(asked: Asked) -> dict[str, Array]:
    """The lines that do not depend on the satellite's size."""
    c, zero = sizing(), np.zeros(asked.count)
    low = ~asked.geostationary
    speed = burns.circular_speed_m_per_s(asked.radius_m)
    held = np.where(np.isfinite(asked.local_time_hour), local_time_drift_rad_per_year(asked), 0.0)
    return {
        "transfer": asked.transfer_m_per_s,
        "injection": np.where(
            low, burns.injection_error_m_per_s(asked.radius_m, asked.injection_height_m, asked.injection_rad), zero
        ),
        "station_keeping": np.where(
            low, zero, (c.north_south_m_per_s_per_year + c.east_west_m_per_s_per_year) * asked.life_year
        ),
        "local_time": np.where(low, speed * held * asked.life_year, zero),
        "attitude": np.where(low, zero, c.attitude_m_per_s_per_year * asked.life_year),
        "collision_avoidance": c.collision_m_per_s_per_year * asked.life_year + zero,
    }


def local_time_drift_rad_per_year(asked: Asked) -> Array:
    """How fast the Sun turns the plane of a Sun-synchronous orbit over: none at noon or six, most at nine and three.

    Source
    ------
    R. Boain, A-B-Cs of Sun-synchronous orbit mission design, AAS 04-108, 2004, sec. on perturbations; first order.
    """
    turn = np.radians(15.0) * (np.nan_to_num(asked.local_time_hour) - 12.0)
    rate = 3.0 / 16.0 * SUN_RATE_RAD_PER_S**2 / mean_motion_rad_per_s(asked.radius_m)
    shape = np.sin(asked.inclination_rad) * (1.0 + np.cos(OBLIQUITY_RAD)) ** 2 * np.abs(np.sin(2.0 * turn))
    return np.asarray(rate * shape * S_PER_YEAR)


def size(
    asked: Asked, steady: dict[str, Array], disposal_rows: Array, *, dry_kg: Array, wet_kg: Array, ballistic: Array
) -> Manoeuvres:
    """All lines for a satellite of this size; without propulsion none is flown."""
    table = catalog.read("propulsion")
    able = asked.propulsion > 0
    drag = (
        burns.drag_acceleration_m_per_s2(asked.density_kg_per_m3, asked.radius_m, ballistic)
        * S_PER_YEAR
        * asked.life_year
    )
    low = deorbit.disposal_m_per_s(disposal_rows, ballistic * wet_kg / np.maximum(dry_kg, 1e-9), asked.disposal_year)
    rise = burns.graveyard_rise_m(REFLECTIVITY, ballistic / sizing().drag_coefficient)
    high = sum(burns.hohmann_m_per_s(asked.radius_m, asked.radius_m + rise), np.zeros(asked.count))
    lines = steady | {
        "drag": np.where(asked.geostationary, 0.0, drag),
        "disposal": np.where(asked.geostationary, high, low),
    }
    lines = {name: np.where(able, value, 0.0) for name, value in lines.items()}
    total = sum((value * (1.0 + margin(asked, name)) for name, value in lines.items()), np.zeros(asked.count))
    impulse = table["specific_impulse_s"][asked.propulsion]
    propellant = burns.propellant_kg(dry_kg, total, impulse) * (1.0 + asked.policy.propellant_residual)
    hardware = table["fixed_kg"][asked.propulsion] + table["per_propellant_frac"][asked.propulsion] * propellant
    return Manoeuvres(lines, total, propellant, np.where(able, hardware, 0.0), able)


def margin(asked: Asked, line: str) -> float:
    """Margin on a line: small on computed burns, whole on estimates of upkeep."""
    return asked.policy.delta_v_deterministic if line in DETERMINISTIC else asked.policy.delta_v_maintenance
