"""Does a spacecraft around the payload close? One damped fixed point over the dry mass, all candidates at once.

Everything else follows from the dry mass: size, torques, wheels, loads, array, battery, propellant, structure. Each
round computes the mass that these ask for; the next guess is a secant step, damped where the secant misleads.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from spacefaring import catalog
from spacefaring.spacecraft import deorbit, downlink, energy, manoeuvres, pointing
from spacefaring.spacecraft.asked import Asked
from spacefaring.spacecraft.coefficients import by_mass, sizing
from spacefaring.tables import Array, BoolArray, IntArray

ROUNDS = 50
TOLERANCE = 1e-10  # relative change of the dry mass; the balances of the tables hold to it
SMALLEST_KG, LARGEST_KG = 0.3, 20_000.0
THREADS = 2
BLOCK = 8_192  # candidates at a time: the arrays of a block stay in the processor's cache
SUBSYSTEMS = (
    "payload",
    "structure",
    "thermal",
    "power",
    "ttc",
    "data_handling",
    "adcs",
    "propulsion",
    "harness",
)
# Maturity of each subsystem: which margin of the policy its items carry.
MATURITY = {
    "payload": "equipment_modified",
    "structure": "equipment_modified",
    "thermal": "equipment_modified",
    "power": "equipment_modified",
    "ttc": "equipment_existing",
    "data_handling": "equipment_existing",
    "adcs": "equipment_existing",
    "propulsion": "equipment_existing",
    "harness": "equipment_new",
}
RADIATOR_KG_PER_M2 = 3.3  # SMAD 3rd ed., sec. 11.5: 3.3 kg per m² for a body-mounted panel (recalled)


@dataclass(frozen=True)
class Closed:
    """A sized spacecraft, (n,) throughout."""

    converged: BoolArray
    rounds: IntArray
    basic_kg: dict[str, Array]
    dry_kg: Array
    side_m: Array
    area_m2: Array
    ballistic_m2_per_kg: Array
    link: downlink.Downlink
    sensors: pointing.Sensors
    attitude: pointing.Attitude
    load: energy.Loads
    spent: energy.Day
    energy: energy.Energy
    manoeuvres: manoeuvres.Manoeuvres

    @property
    def wet_kg(self) -> Array:
        return self.dry_kg + self.manoeuvres.propellant_kg


@dataclass(frozen=True)
class _Fixed:
    """What does not change from round to round."""

    link: downlink.Downlink
    sensors: pointing.Sensors
    spent: energy.Day
    steady: dict[str, Array]
    disposal: Array
    storage_kg: Array
    storage_w: Array
    platform: dict[str, Array]  # what the standard weighs and draws whatever the payload


def close(asked: Asked, lifetimes: Array) -> Closed:
    """Size every candidate; those that do not settle are marked. `lifetimes` is the table of `deorbit.lifetimes`."""
    if asked.count <= BLOCK:
        return _close(asked, lifetimes)
    with ThreadPoolExecutor(THREADS) as pool:  # numpy lets go of the interpreter; the order of the blocks is kept
        parts = list(pool.map(lambda part: _close(_rows(asked, part), lifetimes), _slices(asked.count)))
    whole: Closed = _joined(parts)
    return whole


def _slices(count: int) -> Iterator[slice]:
    return (slice(start, start + BLOCK) for start in range(0, count, BLOCK))


def _rows(asked: Asked, part: slice) -> Asked:
    columns = {f.name: getattr(asked, f.name)[part] for f in fields(asked) if f.name != "policy"}
    return replace(asked, **columns)


def _joined(parts: list[Any]) -> Any:
    """Blocks of dataclasses, dicts and arrays laid end to end."""
    first = parts[0]
    if isinstance(first, np.ndarray):
        return np.concatenate(parts)
    if isinstance(first, dict):
        return {key: _joined([p[key] for p in parts]) for key in first}
    return type(first)(**{f.name: _joined([getattr(p, f.name) for p in parts]) for f in fields(first)})


def _close(asked: Asked, lifetimes: Array) -> Closed:
    fixed = _fixed(asked, lifetimes)
    state = _State.start(asked)
    for count in range(1, ROUNDS + 1):
        found = _round(asked, fixed, state)
        asks = np.clip(_dry_asked(asked, found.basic_kg), SMALLEST_KG, LARGEST_KG)
        settled = np.abs(asks - state.dry) <= TOLERANCE * state.dry
        settled &= np.abs(found.energy.area_m2 - state.array_m2) <= TOLERANCE * (1.0 + found.energy.area_m2)
        if np.all(settled):
            break
        state = _next(state, found, asks, settled, count)
    rounds = np.where(settled & (state.rounds == 0), count, np.where(settled, state.rounds, ROUNDS))
    return replace(found, converged=settled & (found.dry_kg < 0.999 * LARGEST_KG), rounds=rounds)


@dataclass(frozen=True)
class _State:
    """The guess of a round and what the last one taught."""

    dry: Array
    wet: Array
    array_m2: Array
    array_kg: Array
    mounting: IntArray
    last_dry: Array
    last_miss: Array
    rounds: IntArray

    @staticmethod
    def start(asked: Asked) -> _State:
        zero = np.zeros(asked.count)
        dry = np.clip(3.0 * asked.payload_kg + 1.0 + STANDARD_START_KG[asked.standard], SMALLEST_KG, LARGEST_KG)
        whole = np.zeros(asked.count, dtype=np.int64)
        return _State(dry, dry, zero, zero, whole, np.full(asked.count, np.nan), zero, whole)


STANDARD_START_KG = np.array([0.0, 50.0, 400.0, 600.0])  # where the search begins for each platform standard


def _next(state: _State, found: Closed, asks: Array, settled: BoolArray, count: int) -> _State:
    """Secant step on the miss of the dry mass, kept within a factor of two; a plain damped step where it misleads."""
    miss = asks - state.dry
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = (miss - state.last_miss) / (state.dry - state.last_dry)
        secant = state.dry - miss / slope
    trusted = np.isfinite(secant) & (slope < -0.05) & (secant > 0.5 * state.dry) & (secant < 2.0 * state.dry)
    dry = np.where(trusted, secant, state.dry + np.where(count < DAMPED_AFTER, 1.0, 0.5) * miss)
    dry = np.where(settled, asks, np.clip(dry, SMALLEST_KG, LARGEST_KG))
    return _State(
        dry=dry,
        wet=dry + found.manoeuvres.propellant_kg,
        array_m2=found.energy.area_m2,
        array_kg=found.energy.array_kg,
        mounting=np.maximum(state.mounting, _mounting(found, state.mounting)),
        last_dry=state.dry,
        last_miss=miss,
        rounds=np.where(settled & (state.rounds == 0), count, np.where(settled, state.rounds, 0)),
    )


DAMPED_AFTER = 20  # rounds after which plain steps are halved


def _fixed(asked: Asked, lifetimes: Array) -> _Fixed:
    c, link = sizing(), downlink.choose(asked)
    root = np.sqrt(link.storage_bit / 1e9)
    return _Fixed(
        link=link,
        sensors=pointing.choose(asked),
        spent=energy.day(asked, link),
        steady=manoeuvres.steady_lines(asked),
        disposal=deorbit.disposal_rows_m_per_s(asked.altitude_m, lifetimes),
        storage_kg=c.memory_kg_per_root_gbit * root,
        storage_w=c.memory_w_per_root_gbit * root,
        platform=_platform(asked),
    )


def _platform(asked: Asked) -> dict[str, Array]:
    table = catalog.read("platform_standards")
    return {
        name: asked.platform_scale * np.asarray(table[name])[asked.standard]
        for name in table.columns
        if name.endswith(("_kg", "_w"))
    }


def _mounting(found: Closed, tried: IntArray) -> IntArray:
    """One more way of mounting the array when it has grown beyond what this one offers; the last stays."""
    too_large = found.energy.area_m2 > found.energy.area_limit_m2
    return np.where(too_large, np.minimum(found.energy.mounting + 1, 2), tried)


def _round(asked: Asked, fixed: _Fixed, state: _State) -> Closed:
    """All budgets for a guess of the dry mass."""
    c, dry, wet, array_m2, array_kg = sizing(), state.dry, state.wet, state.array_m2, state.array_kg
    side = np.cbrt(np.maximum(dry / by_mass("density_kg_per_m3", dry), asked.payload_m3 / PAYLOAD_SHARE))
    area = side**2 + c.array_edge_frac * array_m2
    ballistic = c.drag_coefficient * area / wet
    turned = pointing.size(asked, fixed.sensors, dry_kg=dry, side_m=side, array_m2=array_m2, array_kg=array_kg)
    load = energy.loads(
        asked,
        fixed.link,
        dry_kg=dry,
        attitude_w=turned.power_w,
        fixed_w=fixed.storage_w + fixed.platform["base_w"],
        side_m=side,
    )
    fed = energy.size(asked, load, fixed.spent, fixed.link, side_m=side, mounting=state.mounting)
    flown = manoeuvres.size(asked, fixed.steady, fixed.disposal, dry_kg=dry, wet_kg=wet, ballistic=ballistic)
    basic = _basic_kg(asked, fixed, dry, turned, fed, flown)
    none = np.zeros(asked.count)
    return Closed(
        none.astype(bool),
        none.astype(np.int64),
        basic,
        dry,
        side,
        area,
        ballistic,
        fixed.link,
        fixed.sensors,
        turned,
        load,
        fixed.spent,
        fed,
        flown,
    )


PAYLOAD_SHARE = 0.5  # of the volume of the platform that a payload may fill: guess


def _basic_kg(
    asked: Asked,
    fixed: _Fixed,
    dry: Array,
    turned: pointing.Attitude,
    fed: energy.Energy,
    flown: manoeuvres.Manoeuvres,
) -> dict[str, Array]:
    """Masses before margin; structure, thermal control and harness are shares of the dry mass before system margin."""
    c, own = sizing(), fixed.platform
    nominal = dry / (1.0 + asked.policy.system_mass)
    computer = np.minimum(c.computer_mass_factor * dry**c.computer_mass_power, c.computer_mass_largest_kg)
    return {
        "payload": asked.payload_kg,
        "structure": by_mass("structure_frac", dry) * nominal,
        "thermal": by_mass("thermal_frac", dry) * nominal + 0.5 * RADIATOR_KG_PER_M2 * fed.radiator_m2,
        "power": fed.array_kg + fed.battery_kg + fed.regulator_kg + own["power_kg"],
        "ttc": np.minimum(c.telemetry_mass_frac * nominal, c.telemetry_mass_largest_kg)
        + fixed.link.mass_kg
        + own["ttc_kg"],
        "data_handling": computer + fixed.storage_kg + own["data_handling_kg"],
        "adcs": turned.mass_kg + own["adcs_kg"],
        "propulsion": flown.hardware_kg + np.where(asked.propulsion > 0, own["propulsion_kg"], 0.0),
        "harness": by_mass("harness_frac", dry) * nominal,
    }


def maturity_frac(asked: Asked, subsystem: str) -> float:
    """Margin of a subsystem's items."""
    return float(getattr(asked.policy, MATURITY[subsystem]))


def _dry_asked(asked: Asked, basic: dict[str, Array]) -> Array:
    predicted = sum((basic[name] * (1.0 + maturity_frac(asked, name)) for name in SUBSYSTEMS), np.zeros(asked.count))
    return np.asarray(predicted * (1.0 + asked.policy.system_mass))
