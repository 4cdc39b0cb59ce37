"""The cost of a programme: lines of every mission, their sum with its uncertainty, and when it is spent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from spacefaring import catalog
from spacefaring.cost import calendar, chances, schedule
from spacefaring.cost.analogy import Analogues, analogues, analogy
from spacefaring.cost.bottom_up import Counted, bottom_up
from spacefaring.cost.estimates import Estimates, parametric, reasons, table
from spacefaring.cost.inputs import Inputs
from spacefaring.cost.lines import OPERATIONS, SPACECRAFT_ELEMENTS, Context, Line, merged, total_musd
from spacefaring.cost.outside import Outside, outside
from spacefaring.cost.prices import escalation, index_kind
from spacefaring.cost.programme_lines import build_year, candidate_array, programme_lines
from spacefaring.cost.sobol import Sobol, sobol
from spacefaring.cost.spacecraft_lines import drivers, families, spacecraft_lines
from spacefaring.cost.tornado import Tornado, tornado
from spacefaring.cost.words import driver_word, unit_symbol
from spacefaring.errors import StudyError
from spacefaring.messages import Message, message
from spacefaring.stage import Assumption, StageResult
from spacefaring.tables import Array, BoolArray, Table, TextArray, column

HEAVIER = 1.1
DECILES_APART = 2.0 * 1.2815515655446004  # standard deviations from P10 to P90 of a normal
DRAWS_SOURCE = "draws of correlated lognormal lines; NASA Cost Estimating Handbook v4, App. G"


class Breakdown(Table):
    """The work-breakdown table: one row per mission, element and phase."""

    mission: TextArray = column("Mission.")
    element: TextArray = column("Element of the work breakdown.")
    phase: TextArray = column("Phase in which it is spent.")
    basis: TextArray = column("Equation of the registry, or key of the study, that gives the cost.")
    driver: TextArray = column("Quantity that the equation depends on.")
    value: Array = column("Its value.")
    driver_unit: TextArray = column("Its unit.")
    mean_musd: Array = column("Mean cost; means add up exactly.")
    p50_musd: Array = column(
        "Cost of the line when the whole stands at its median; these add up to the median.",
        formula="E[line | total = P50]",
        source="D. Tasche, Risk contributions and performance measurement, TU München, 1999",
    )
    p80_musd: Array = column("Cost of the line when the whole stands at its P80; these add up to the P80.")
    low_musd: Array = column("P10 of the line by itself; these do not add up.")
    high_musd: Array = column("P90 of the line by itself; these do not add up.")
    within_range: BoolArray = column("Whether the driver lies within the data of the equation.")
    source: TextArray = column("Where the equation or the price comes from.")


class Cost(StageResult):
    """What the programme costs, how sure that is, and when it is spent."""

    total_p10_musd: Array = column("Cost over the whole life not exceeded in one case of ten.", source=DRAWS_SOURCE)
    total_p50_musd: Array = column("Median cost over the whole life.", source=DRAWS_SOURCE)
    total_p80_musd: Array = column("Cost over the whole life not exceeded in four cases of five.", source=DRAWS_SOURCE)
    total_p90_musd: Array = column("Cost over the whole life not exceeded in nine cases of ten.", source=DRAWS_SOURCE)
    total_mean_musd: Array = column("Mean cost over the whole life.")
    price_year: int = column("Year of the dollars of all costs.")
    price_index_kind: str = column("How the price index of that year is known: read, projected or extrapolated.")
    capex_p50_musd: Array = column("Median cost to the end of the launch.", source=DRAWS_SOURCE)
    capex_p80_musd: Array = column("Cost to the end of the launch not exceeded in four cases of five.")
    operations_musd_per_year: Array = column("Mean cost of operations in a year, all missions.")
    contingency_musd: Array = column(
        "Contingency to hold: the way from P50 to P80 of the cost to launch.", formula="P80 − P50"
    )
    life_year: Array = column("Longest design life of the missions.")
    start_year: Array = column("Calendar year of the first spending.")
    launch_year: Array = column("Calendar year of the first launch.")
    end_year: Array = column("Calendar year in which the last service ends.")
    sigma_ln: Array = column("Standard deviation of the logarithm of the whole cost.")
    launch_loss_frac: Array = column(
        "Chance that at least one launch of the programme fails.",
        formula="1 − Π chance of success of each mission's ride",
    )
    correlation_frac: float = column("Correlation between the errors of any two lines.")
    out_of_range_frac: Array = column("Part of the mean cost whose equations are used outside their data.")
    joint_70_capex_musd: float = column(
        "Budget to the end of the launch that, with the delay beside it, is kept with 70 %.",
        source="NASA Cost Estimating Handbook v4, App. J",
    )
    joint_70_delay_month: float = column("Delay after the plan that, with that budget, is kept with 70 %.")
    phases: calendar.Phases = column("Cost by phase.", inline=True)
    wbs: Breakdown = column("Work-breakdown table.")
    profile: calendar.Profile = column("Spending by year.")
    curve: chances.Curve = column("The S-curve of the cost.")
    estimates: Estimates = column("The same scope estimated in three ways.")
    estimate_reasons: tuple[Message, ...] = column("Why the estimates differ.")
    analogues: Analogues = column("Flown programmes that the estimate by analogy rests on.")
    counted: Counted = column("The bottom-up estimate, piece by piece.")
    outside: Outside = column("What it costs if it grows as others grew.")
    joint: schedule.Joint = column("Joint confidence of cost and schedule.")
    tornado: Tornado = column("What moves the cost most.")
    sobol: Sobol = column("Which source of uncertainty makes the cost uncertain.")
    correlation: chances.Correlation = column("What the assumed correlation does.")


class _First:
    """A stage result seen as that of its first candidate only."""

    def __init__(self, result: Any) -> None:
        self._result = result

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._result, name)
        return value[:1] if isinstance(value, np.ndarray) and value.ndim else value


class _FirstMission:
    """A mission seen as its first candidate, for the tables."""

    def __init__(self, mission: Any) -> None:
        self.id = mission.id
        for name in ("orbit", "payload", "spacecraft", "build", "launch", "operations"):
            setattr(self, name, _First(getattr(mission, name)))


def solve(inputs: Inputs, *, places: Any, missions: Sequence[Any], price_year: int, seed: int) -> Cost:
    """Cost every mission and add them up; arrays hold all candidates, tables the first."""
    if not missions:
        raise StudyError(message("cost: there is no mission to cost; give the study at least one mission"))
    count = max(_candidate_count(m) for m in missions)
    lines = programme(inputs, missions, price_year, count)
    everything = np.ones(len(lines), bool)
    total, capex = chances.percentiles(lines, inputs, seed, [everything, chances.before_service(lines)])
    return Cost(
        total_p10_musd=total.p10,
        total_p50_musd=total.p50,
        total_p80_musd=total.p80,
        total_p90_musd=total.p90,
        total_mean_musd=total_musd(lines),
        price_year=price_year,
        price_index_kind=index_kind(price_year),
        capex_p50_musd=capex.p50,
        capex_p80_musd=capex.p80,
        operations_musd_per_year=_operations_per_year(lines, missions, count),
        contingency_musd=capex.p80 - capex.p50,
        sigma_ln=total.sigma_ln,
        launch_loss_frac=1.0 - np.prod([candidate_array(m.launch.success_frac, count) for m in missions], axis=0),
        correlation_frac=inputs.correlation_frac,
        out_of_range_frac=_outside(lines),
        **_years(missions, count),
        **_tables(inputs, missions, price_year, seed),
        used=_used(lines, inputs, price_year),
    )


def programme(inputs: Inputs, missions: Sequence[Any], price_year: int, count: int) -> list[Line]:
    """All lines of all missions."""
    return [one for m in missions for one in mission_lines(inputs, m, price_year, count)]


def mission_lines(inputs: Inputs, mission: Any, price_year: int, count: int) -> list[Line]:
    """All lines of a mission; candidates of different classes of mass follow different families of equations."""
    known = drivers(mission, inputs, count)
    family = families(mission, inputs, known["dry_mass_kg"])
    communication = str(mission.payload.kind) == "transponder"
    parts = []
    for name in dict.fromkeys(family.tolist()):
        error = _model_error(name, communication, inputs)
        context = Context(str(mission.id), known, price_year, inputs.price_index, count, error)
        made = spacecraft_lines(context, name, communication, inputs)
        rest = programme_lines(context, mission, name, communication, made, inputs)
        every = _unsure_of_mass(context, mission, name, communication, inputs, [*made, *rest])
        parts.append((family == name, every))
    return [one for one in merged(parts) if not np.all(one.mean_musd == 0)]


def _unsure_of_mass(
    context: Context, mission: Any, family: str, communication: bool, inputs: Inputs, lines: list[Line]
) -> list[Line]:
    """The same lines, those of the spacecraft and its operation with the spread that the unsettled mass gives them.

    That spread is the elasticity of the spacecraft's cost to its mass, from a design a tenth heavier, times the spread
    of the logarithm of the dry mass between its P10 and P90.
    """
    craft = mission.spacecraft
    if inputs.mass_spread == "no" or not hasattr(craft, "dry_mass_p10_kg"):
        return lines
    low, high = (candidate_array(getattr(craft, f"dry_mass_{p}_kg"), context.candidate_count) for p in ("p10", "p90"))
    grown = {name: value * HEAVIER for name, value in context.drivers.items() if _grows(name)}
    heavier = spacecraft_lines(replace(context, drivers={**context.drivers, **grown}), family, communication, inputs)
    usual = [one for one in lines if one.element in SPACECRAFT_ELEMENTS]
    with np.errstate(divide="ignore", invalid="ignore"):  # a design without an answer
        elasticity = np.log(total_musd(heavier) / total_musd(usual)) / np.log(HEAVIER)
        spread = np.maximum(np.nan_to_num(elasticity * np.log(high / low) / DECILES_APART), 0.0)
    widened = (*SPACECRAFT_ELEMENTS, "mission operations")
    return [replace(one, mass_spread_ratio=spread) if one.element in widened else one for one in lines]


def _grows(name: str) -> bool:
    """Which drivers grow with the satellite."""
    return name.endswith(("_mass_kg", "_volume_cm3")) or name.startswith("power_") or name == "payload_power_w"


def _model_error(family: str, communication: bool, inputs: Inputs) -> float:
    if communication:
        return inputs.model_error_communication_cv_frac
    return inputs.model_error_cubesat_cv_frac if family == "cubesat" else inputs.model_error_cv_frac


def _candidate_count(mission: Any) -> int:
    return int(np.size(mission.spacecraft.dry_mass_kg))


def _operations_per_year(lines: list[Line], missions: Sequence[Any], count: int) -> Array:
    yearly = np.zeros(count)
    for mission in missions:
        life = candidate_array(mission.spacecraft.life_year, count)
        own = [one for one in lines if one.mission == str(mission.id) and one.phase == OPERATIONS]
        yearly = yearly + total_musd(own) / life
    return yearly


def _outside(lines: list[Line]) -> Array:
    outside = np.sum([np.where(one.within_range, 0.0, one.mean_musd) for one in lines], axis=0)
    return np.asarray(outside / total_musd(lines))


def _years(missions: Sequence[Any], count: int) -> dict[str, Any]:
    launches = [candidate_array(m.launch.year, count) + calendar.MID_YEAR for m in missions]
    lives = [candidate_array(m.spacecraft.life_year, count) for m in missions]
    starts = [launch - build_year(m, count) for m, launch in zip(missions, launches, strict=True)]
    ends = [launch + life for launch, life in zip(launches, lives, strict=True)]
    return {
        "life_year": np.max(lives, axis=0),
        "start_year": np.floor(np.min(starts, axis=0)),
        "launch_year": np.floor(np.min(launches, axis=0)),
        "end_year": np.floor(np.max(ends, axis=0)),
    }


def _tables(inputs: Inputs, missions: Sequence[Any], price_year: int, seed: int) -> dict[str, Any]:
    """Everything that is shown for the first candidate only."""
    first = [_FirstMission(m) for m in missions]
    lines = programme(inputs, first, price_year, 1)
    draws = chances.draw(lines, inputs, chances.normals(lines, inputs, seed))
    at_p50, at_p80 = chances.allocated(draws, 0.5), chances.allocated(draws, 0.8)
    capital = chances.before_service(lines)
    capex = draws.lines_musd[:, capital].sum(axis=1)
    sure = schedule.confidence(first, capex, inputs, seed)
    plan = [chances.planned(draws, lines, probability) for probability in (0.5, 0.8)]
    counted, pieces = bottom_up(first, lines, inputs)
    found = [parametric(capex), analogy(first, inputs, price_year), counted]
    return {
        "phases": calendar.phases(first, lines, at_p50, at_p80),
        "wbs": _breakdown(lines, draws, at_p50, at_p80),
        "profile": calendar.profile(first, lines, *plan),
        "curve": chances.curve(draws, capital),
        "estimates": table(found),
        "analogues": analogues(first, inputs, price_year),
        "counted": pieces,
        "outside": outside(counted.p50_musd),
        "joint": sure.joint,
        "joint_70_capex_musd": sure.capex_musd,
        "joint_70_delay_month": sure.delay_month,
        "sobol": sobol(lines, inputs),
        "estimate_reasons": reasons(found),
        "tornado": tornado(
            lines,
            draws,
            inputs,
            lambda changed: float(total_musd(programme(changed, first, price_year, 1))[0]),
        ),
        "correlation": chances.correlation_table(lines, inputs, seed),
    }


def _breakdown(lines: list[Line], draws: chances.Draws, at_p50: Array, at_p80: Array) -> Breakdown:
    low, high = np.quantile(draws.lines_musd, [0.1, 0.9], axis=0)
    return Breakdown(
        mission=np.array([one.mission for one in lines]),
        element=np.array([one.element for one in lines]),
        phase=np.array([one.phase for one in lines]),
        basis=np.array([one.basis for one in lines]),
        driver=np.array([driver_word(one.driver) for one in lines]),
        value=np.array([one.driver_value[0] for one in lines]),
        driver_unit=np.array([unit_symbol(one.driver_unit) for one in lines]),
        mean_musd=np.array([one.mean_musd[0] for one in lines]),
        p50_musd=at_p50,
        p80_musd=at_p80,
        low_musd=low,
        high_musd=high,
        within_range=np.array([bool(one.within_range[0]) for one in lines]),
        source=np.array([one.source for one in lines]),
    )


def _used(lines: list[Line], inputs: Inputs, price_year: int) -> tuple[Assumption, ...]:
    """The equations actually used, once each, and the index that brings their dollars to the price year."""
    held = {one.basis: one for one in lines}
    equations = [
        Assumption(key=f"cost.{key}", value=f"{one.mean_musd[0]:.4g} MUSD", source=one.source)
        for key, one in held.items()
    ]
    name = f"cost.price_index.{inputs.price_index}.2000_to_{price_year}"
    factor = f"{escalation(2000, price_year, inputs.price_index):.4f}"
    return (*equations, Assumption(key=name, value=factor, source=catalog.origin("price_index").source))
