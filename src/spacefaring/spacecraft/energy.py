"""What does each day draw, and which array and battery feed it at the end of life?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spacefaring import catalog
from spacefaring.constants import S_PER_DAY, STEFAN_BOLTZMANN_W_PER_M2_K4, SUN_IRRADIANCE_W_PER_M2
from spacefaring.kernels import power
from spacefaring.spacecraft.asked import Asked
from spacefaring.spacecraft.coefficients import sizing
from spacefaring.spacecraft.downlink import Downlink
from spacefaring.tables import Array
from spacefaring.units import MIN_PER_DAY, S_PER_HOUR

SAFE_SHARE = 0.5  # of computer and attitude power in safe mode: guess


@dataclass(frozen=True)
class Loads:
    """Power by consumer, margins included, W (n,)."""

    payload: Array
    standby: Array
    base: Array  # computer, attitude, receiver: always
    transmitter: Array
    heater: Array  # in eclipse
    safe: Array


@dataclass(frozen=True)
class Day:
    """Seconds a day in each state, (n,)."""

    sunlight: Array
    eclipse: Array
    imaging: Array
    downlink: Array
    slew: Array


@dataclass(frozen=True)
class Energy:
    """Array, battery and their masses, (n,)."""

    eclipse_load_w: Array
    sunlight_load_w: Array
    end_w: Array
    begin_w: Array
    area_m2: Array
    battery_wh: Array
    depth_frac: Array
    mounting: NDArray[np.int64]
    array_kg: Array
    battery_kg: Array
    regulator_kg: Array
    radiator_m2: Array
    area_limit_m2: Array


def day(asked: Asked, down: Downlink) -> Day:
    """How a day of the worst season is spent."""
    eclipse = asked.eclipse_s * asked.revolutions_per_day
    sending = np.divide(
        down.carried_bit_per_day, down.rate_bit_per_s, out=np.zeros(asked.count), where=down.rate_bit_per_s > 0
    )
    turns = np.where(asked.regard_rad > 0.0, down.imaging_s_per_day / sizing().strip_s, 0.0)
    always = np.where(asked.sends, 0.0, S_PER_DAY)
    return Day(
        sunlight=S_PER_DAY - eclipse, eclipse=eclipse, imaging=np.where(asked.sends, down.imaging_s_per_day, always),
        downlink=sending, slew=turns * np.where(asked.sends, asked.slew_s, 0.0),
    )  # fmt: skip


def loads(asked: Asked, down: Downlink, *, dry_kg: Array, attitude_w: Array, fixed_w: Array, side_m: Array) -> Loads:
    """Consumers of a platform of this size; the system power margin is on each."""
    c, margin = sizing(), 1.0 + asked.policy.system_power
    computer = c.computer_power_factor * dry_kg**c.computer_power_power + fixed_w
    receiver = c.telemetry_power_factor * dry_kg**c.telemetry_power_power
    base = (computer + attitude_w + receiver) * margin
    safe = (SAFE_SHARE * (computer + attitude_w) + receiver) * margin
    heater = heater_w(base / margin + asked.standby_w, base / margin + asked.payload_w, side_m) * margin
    return Loads(
        payload=asked.payload_w * margin, standby=asked.standby_w * margin, base=base, transmitter=down.dc_w * margin,
        heater=heater, safe=safe + heater,
    )  # fmt: skip


def radiator_m2(hot_w: Array) -> Array:
    """Radiator that rejects the hot case: dissipation, sunlight grazing it and the Earth's heat, at the hot limit."""
    c = sizing()
    rejects = c.emissivity_frac * STEFAN_BOLTZMANN_W_PER_M2_K4 * c.radiator_hot_k**4
    gains = c.absorptance_frac * 0.1 * SUN_IRRADIANCE_W_PER_M2 + c.earth_heat_w_per_m2
    return np.asarray(hot_w / (rejects - gains))


def heater_w(cold_w: Array, hot_w: Array, side_m: Array) -> Array:
    """Heat to add in eclipse so that nothing falls below the cold limit: radiation and leaks less dissipation.

    One node with a radiator, two cases; within some 10 K and a third of the heater power. The hot case governs the
    radiator of payloads that work for minutes only through their mean power.
    """
    c = sizing()
    loses = c.emissivity_frac * STEFAN_BOLTZMANN_W_PER_M2_K4 * c.radiator_cold_k**4 - c.earth_heat_w_per_m2 / 2.0
    area = radiator_m2(np.minimum(hot_w, MEAN_OVER_COLD * cold_w))
    return np.asarray(np.maximum(loses * area + c.leak_w_per_m2 * 6.0 * side_m**2 - cold_w, 0.0))


MEAN_OVER_COLD = 1.5  # guess: heat capacity spreads short peaks; mean dissipation in the hot case over the cold case


def size(
    asked: Asked, load: Loads, spent: Day, down: Downlink, *, side_m: Array, mounting: NDArray[np.int64]
) -> Energy:
    """Array for the worst day at the end of life with the battery refilled; battery for the longest eclipse."""
    c = sizing()
    dark_w, light_w = _mean_loads_w(asked, load, spent)
    table = catalog.read("array_mountings")
    mount = _mounting(asked, table["faces_count"], mounting)
    end = power.array_power_w(
        load_eclipse_w=dark_w, load_sunlight_w=light_w, eclipse_s=asked.eclipse_s, sunlight_s=asked.sunlight_s,
        path_eclipse=np.where(asked.geostationary, c.path_eclipse_geo_frac, c.path_eclipse_frac),
        path_sunlight=np.where(asked.geostationary, c.path_sunlight_geo_frac, c.path_sunlight_frac),
    ) / table["use_frac"][mount]  # fmt: skip
    loss = np.where(asked.geostationary, c.array_loss_geo_frac, c.array_loss_low_frac)
    kept = power.kept_after_years(loss, asked.life_year)
    fresh = power.array_yield_w_per_m2(
        c.cell_efficiency_frac, packing=c.cell_packing_frac, incidence_rad=np.radians(table["incidence_deg"][mount]),
        temperature_k=c.cell_temperature_k, temperature_slope_per_k=c.cell_temperature_slope,
    )  # fmt: skip
    area = end / (fresh * kept)
    battery, depth = _battery_wh(asked, load, down)
    return Energy(
        dark_w, light_w, end, end / kept, area, battery, depth, mount,
        area * table["areal_kg_per_m2"][mount] + table["fixed_kg"][mount], battery / c.battery_wh_per_kg,
        c.regulator_mass_fixed + c.regulator_mass_per_w * end / kept, radiator_m2(light_w),
        table["faces_count"][mount] * side_m**2,
    )  # fmt: skip


def _mean_loads_w(asked: Asked, load: Loads, spent: Day) -> tuple[Array, Array]:
    """Mean power in eclipse and in sunlight: imaging in sunlight, sending spread over both, heaters in the dark."""
    sending = load.transmitter * spent.downlink / S_PER_DAY
    quiet = load.base + load.standby + sending
    dark = np.where(asked.sends, quiet + load.heater, load.base + load.payload)
    extra = (load.payload - load.standby) * (spent.imaging + spent.slew * 0.0) / np.maximum(spent.sunlight, 1.0)
    return dark, np.where(asked.sends, quiet + extra, load.base + load.payload)


def _battery_wh(asked: Asked, load: Loads, down: Downlink) -> tuple[Array, Array]:
    """Nameplate energy: the longest eclipse with a pass in it, at a depth for the life's cycles, one string lost."""
    c = sizing()
    per_year = np.where(asked.geostationary, ECLIPSES_PER_YEAR, asked.revolutions_per_day * DAYS_PER_YEAR)
    depth = power.cycle_depth(
        per_year * asked.life_year, shallow_depth=c.dod_anchor_frac, shallow_cycles=c.dod_anchor_count,
        slope=c.dod_slope_frac, deepest=c.dod_deepest_frac,
    )  # fmt: skip
    dark = np.where(asked.sends, load.base + load.standby + load.heater, load.base + load.payload)
    longest = np.maximum(asked.eclipse_s, SHORTEST_DARK_S)
    burst = load.transmitter * np.minimum(asked.pass_s, longest) / longest
    strings = np.where(asked.payload_kg * 4.0 > c.string_mass_kg, 8.0, 2.0)
    nameplate = power.battery_j(
        load_eclipse_w=dark + burst, eclipse_s=longest, depth=depth, efficiency=c.battery_efficiency_frac,
        kept=c.battery_kept_frac, string_count=strings,
    )  # fmt: skip
    return nameplate / S_PER_HOUR, depth


ECLIPSES_PER_YEAR = 90.0  # two seasons of 45 days in the geostationary ring: Maral and Bousquet, 5th ed., sec. 2.3.6
DAYS_PER_YEAR = 365.25
SHORTEST_DARK_S = 1_200.0  # twenty minutes after separation without Sun: guess; also covers orbits without eclipse


def _mounting(asked: Asked, faces: Array, tried: NDArray[np.int64]) -> NDArray[np.int64]:
    fixed = np.where(asked.geostationary, faces.size - 1, asked.mounting)
    return np.asarray(np.where(fixed >= 0, fixed, tried), dtype=np.int64)


def modes(asked: Asked, load: Loads, spent: Day) -> list[tuple[str, Array, Array]]:
    """Mode, power and minutes a day, for the table."""
    minutes = MIN_PER_DAY / S_PER_DAY
    rest = np.maximum(spent.sunlight - spent.imaging - spent.slew - spent.downlink, 0.0)
    quiet = load.base + load.standby
    return [
        ("payload", load.base + load.payload, np.where(asked.sends, spent.imaging, spent.sunlight) * minutes),
        ("downlink", quiet + load.transmitter, spent.downlink * minutes),
        ("slew", quiet, spent.slew * minutes),
        ("cruise", quiet, np.where(asked.sends, rest, 0.0) * minutes),
        ("eclipse", np.where(asked.sends, quiet + load.heater, load.base + load.payload), spent.eclipse * minutes),
        ("safe", load.safe, np.zeros(asked.count)),
    ]
