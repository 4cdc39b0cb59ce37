"""What do the spacecraft of a mission cost to develop and to build, by the family of equations that fits their mass?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from spacefaring.cost.equations import Estimate, estimate, learning
from spacefaring.cost.inputs import Inputs
from spacefaring.cost.lines import DEVELOPMENT, LAUNCH, PRODUCTION, Context, Line, line, merged, split, total_musd
from spacefaring.tables import Array, TextArray

CM3_PER_M3 = 1_000_000.0
KBIT_PER_MBIT = 1_000.0
WRAPS = (
    ("sscm_assembly_and_test", "integration, assembly and test"),
    ("sscm_management", "programme management and systems engineering"),
    ("sscm_ground_equipment", "ground support equipment"),
    ("sscm_launch_support", "launch campaign and early orbit support"),
)
SSCM_BUS = (
    ("structure", ("sscm_structure",), "structure_mass_kg"),
    ("thermal control", ("sscm_thermal",), "thermal_mass_kg"),
    ("electrical power", ("sscm_power_by_mass", "sscm_power_by_eol", "sscm_power_by_bol"), "power_mass_kg"),
    ("telemetry and data handling", ("sscm_ttc_and_dh",), "ttc_dh_mass_kg"),
    ("attitude control", ("sscm_adcs_by_mass", "sscm_adcs_by_pointing"), "adcs_mass_kg"),
    ("propulsion", ("sscm_propulsion",), "propulsion_mass_kg"),
)
USCM_BUS = (
    ("structure", "structure"),
    ("thermal control", "thermal"),
    ("electrical power", "power"),
    ("telemetry and data handling", "ttc"),
    ("attitude control", "adcs"),
    ("propulsion", "propulsion"),
)
CUBESAT_BUS = (
    ("structure", "cubesat_structure"),
    ("thermal control", "cubesat_thermal"),
    ("electrical power", "cubesat_power"),
    ("telemetry and data handling", "cubesat_ttc"),
    ("attitude control", "cubesat_adcs"),
    ("propulsion", "cubesat_propulsion"),
    ("payload", "cubesat_payload"),
)


def drivers(mission: Any, inputs: Inputs, count: int) -> dict[str, Array]:
    """What the equations read of a mission, each as an array over the candidates."""
    craft, carried = mission.spacecraft, mission.payload

    def take(owner: Any, name: str) -> Array:
        value = np.atleast_1d(np.asarray(getattr(owner, name), dtype=float))
        return np.broadcast_to(np.where(np.isfinite(value), value, np.nan), (count,))

    names = ("structure", "thermal", "adcs", "propulsion", "payload", "bus_dry", "dry", "wet")
    found = {f"{name}_mass_kg": take(craft, f"{name}_mass_kg") for name in names}
    found["power_mass_kg"] = take(craft, "power_mass_kg") + take(craft, "harness_mass_kg")
    found["ttc_dh_mass_kg"] = take(craft, "ttc_mass_kg") + take(craft, "data_handling_mass_kg")
    found["tank_volume_cm3"] = take(craft, "propellant_mass_kg") / inputs.propellant_density_kg_per_m3 * CM3_PER_M3
    for name in ("power_bol_w", "power_eol_w", "pointing_deg"):
        found[name] = take(craft, name)
    found["downlink_mbit_per_s"] = np.nan_to_num(take(craft, "downlink_mbit_per_s"), nan=0.0)
    found["gsd_m"] = take(carried, "gsd_m")
    found["payload_power_w"] = take(carried, "power_w")
    found["payload_data_rate_kbit_per_s"] = take(carried, "data_rate_mbit_per_s") * KBIT_PER_MBIT
    found["satellite_count"] = take(craft, "satellite_count")
    return found


def families(mission: Any, inputs: Inputs, dry_mass_kg: Array) -> TextArray:
    """Which family of equations holds for each candidate: cubesat, sscm or uscm; geostationary is always uscm."""
    if inputs.equations != "auto":
        return np.full(len(dry_mass_kg), inputs.equations)
    if str(np.atleast_1d(mission.orbit.kind)[0]) == "geostationary":
        return np.full(len(dry_mass_kg), "uscm")
    small, large = dry_mass_kg < inputs.cubesat_below_kg, dry_mass_kg > inputs.large_above_kg
    return np.select([small, large], ["cubesat", "uscm"], "sscm")


def spacecraft_lines(context: Context, family: str, communication: bool, inputs: Inputs) -> list[Line]:
    """Development and production lines of a mission's spacecraft by one family."""
    return FAMILIES[family](context, communication, inputs)


def _new_design(inputs: Inputs, usual: float) -> float:
    return usual if inputs.new_design_frac is None else inputs.new_design_frac


def _units(context: Context, inputs: Inputs) -> Array:
    built = context.drivers["satellite_count"] + inputs.spare_satellite_count
    return learning(built, inputs.learning_slope_frac)


def _sscm(context: Context, communication: bool, inputs: Inputs) -> list[Line]:
    """Bus by subsystem, payload as a share of the bus, programme level as shares of the spacecraft."""
    new_design, units = _new_design(inputs, inputs.new_design_small_frac), _units(context, inputs)
    bus, first, spread = [], [], []
    for element, keys, mass in SSCM_BUS:
        found = _first_in_range(context, keys)
        held = np.where(np.asarray(context.drivers[mass]) == 0, 0.0, 1.0)  # no mass, no subsystem
        found = replace(found, mean_musd=found.mean_musd * held)
        bus += split(context, found, element, new_design, units)
        first.append(_one_unit(found, new_design))
        spread.append(first[-1] * found.cv_frac)
    bus_total = np.sum(first, axis=0)
    cv = _joint_cv(spread, bus_total, inputs.correlation_frac)
    with_bus = replace(context, drivers={**context.drivers, "bus_total_musd": bus_total})
    carried = _small_payload(with_bus, cv, new_design, units, inputs)
    spacecraft_total = bus_total + total_musd([one.scaled(1.0 / _per_unit(one, units)) for one in carried])
    whole = replace(context, drivers={**with_bus.drivers, "spacecraft_total_musd": spacecraft_total})
    lines = bus + carried
    for key, element in WRAPS:
        lines += split(whole, replace(_shared(whole, key), cv_frac=cv), element, 1.0, units)
    return [_at_launch(one) for one in lines]


def _small_payload(context: Context, cv: Array, new_design: float, units: Array, inputs: Inputs) -> list[Line]:
    """A share of the bus, as SSCM has it; the NASA instrument equation for an imager of fine resolution.

    A telescope of metric resolution is not a small part of a small satellite: flown ones cost two to three times what
    the share says (benchmarks/cost_calibration.py).
    """
    fine = context.drivers["gsd_m"] <= inputs.fine_imager_gsd_m
    share = replace(_shared(context, "sscm_payload"), cv_frac=cv)
    parts = []
    if not fine.all():
        parts.append((~fine, split(context, share, "payload", 1.0, units)))
    if fine.any():
        parts.append((fine, split(context, _shared(context, "nicm_optical"), "payload", new_design, units)))
    return merged(parts)


def _per_unit(one: Line, units: Array) -> Array | float:
    """What a line was multiplied by for the number of satellites: programme-level shares are of one satellite."""
    return units if one.phase == PRODUCTION else 1.0


def _first_in_range(context: Context, keys: tuple[str, ...]) -> Estimate:
    """The first of several equations for the same line whose drivers are in range; the first of all where none is."""
    found = [estimate(key, context.drivers, price_year=context.price_year, index=context.index) for key in keys]
    if len(found) == 1:
        return found[0]
    usable = [one.within_range for one in found]
    chosen = next((one for one in found if one.within_range[0]), found[0])
    return replace(
        chosen,
        mean_musd=np.select(usable, [one.mean_musd for one in found], found[0].mean_musd),
        cv_frac=np.select(usable, [one.cv_frac for one in found], found[0].cv_frac),
        within_range=np.any(usable, axis=0),
        driver=np.asarray(chosen.driver),
    )


def _one_unit(found: Estimate, new_design: float) -> Array:
    share = found.equation.development_share_frac
    return found.mean_musd * (share * new_design + 1.0 - share)


def _shared(context: Context, key: str) -> Estimate:
    return estimate(key, context.drivers, price_year=context.price_year, index=context.index)


def _joint_cv(spread: list[Array], total: Array, correlation: float) -> Array:
    """Relative spread of the bus from those of its subsystems; what SSCM gives to all that is a share of the bus."""
    stacked = np.stack(np.broadcast_arrays(*spread))
    joined = np.sqrt(correlation * stacked.sum(axis=0) ** 2 + (1 - correlation) * (stacked**2).sum(axis=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total > 0, joined / total, 0.0)


def _at_launch(one: Line) -> Line:
    """Launch support is spent with the launch, whatever family it comes from."""
    return replace(one, phase=LAUNCH) if one.element == "launch campaign and early orbit support" else one


def _uscm(context: Context, communication: bool, inputs: Inputs) -> list[Line]:
    """Development and first unit by separate equations, payload by its kind, programme level by equations."""
    usual = inputs.new_design_communication_frac if communication else inputs.new_design_large_frac
    new_design, units = _new_design(inputs, usual), _units(context, inputs)
    direct = []
    for element, name in USCM_BUS:
        direct.append(line(context, f"uscm_{name}_development", element, DEVELOPMENT).scaled(new_design))
        direct.append(line(context, f"uscm_{name}_unit", element, PRODUCTION))
    direct += _large_payload(context, communication, new_design)
    made = total_musd(direct, DEVELOPMENT), total_musd(direct, PRODUCTION)
    known = {**context.drivers, "spacecraft_development_musd": made[0], "spacecraft_unit_musd": made[1]}
    whole = replace(context, drivers=known)
    test, manage = "integration, assembly and test", "programme management and systems engineering"
    direct += [
        line(whole, "uscm_assembly_and_test_development", test, DEVELOPMENT),
        line(whole, "uscm_assembly_and_test_unit", test, PRODUCTION),
        line(whole, "uscm_management_development", manage, DEVELOPMENT),
        line(whole, "uscm_management_unit", manage, PRODUCTION),
        line(whole, "uscm_ground_equipment", "ground support equipment", DEVELOPMENT),
        line(whole, "uscm_launch_support", "launch campaign and early orbit support", PRODUCTION),
    ]
    return [_at_launch(one.scaled(units) if one.phase == PRODUCTION else one) for one in direct]


def _large_payload(context: Context, communication: bool, new_design: float) -> list[Line]:
    if communication:
        return [
            line(context, "uscm_communication_development", "payload", DEVELOPMENT).scaled(new_design),
            line(context, "uscm_communication_unit", "payload", PRODUCTION),
        ]
    found = _shared(context, "nicm_optical")
    return split(context, found, "payload", new_design, np.ones(1))


def _cubesat(context: Context, communication: bool, inputs: Inputs) -> list[Line]:
    """Hardware at shop prices, one set more for the bench, and the team that makes it fly."""
    units = _units(context, inputs)
    hardware = []
    for element, key in CUBESAT_BUS:
        one = line(context, key, element, PRODUCTION)
        mass = f"{'propulsion' if element == 'propulsion' else 'dry'}_mass_kg"
        hardware.append(one.scaled(np.where(np.asarray(context.drivers[mass]) == 0, 0.0, 1.0)))
    whole = replace(context, drivers={**context.drivers, "spacecraft_unit_musd": total_musd(hardware)})
    test, manage = "integration, assembly and test", "programme management and systems engineering"
    return [
        *(one.scaled(units) for one in hardware),
        line(whole, "cubesat_engineering_model", "engineering model", DEVELOPMENT),
        line(whole, "cubesat_engineering", manage, DEVELOPMENT),
        line(whole, "cubesat_assembly_and_test", test, PRODUCTION).scaled(units),
        line(whole, "cubesat_launch_support", "launch campaign and early orbit support", LAUNCH),
    ]


FAMILIES = {"sscm": _sscm, "uscm": _uscm, "cubesat": _cubesat}
