"""What does a mission cost beside its spacecraft: ground, people, launch, insurance, operations, end of life?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from spacefaring.cost.inputs import Inputs
from spacefaring.cost.lines import (
    DEVELOPMENT,
    DISPOSAL,
    GROUND,
    LAUNCH,
    OPERATIONS,
    PRODUCTION,
    Context,
    Line,
    line,
    total_musd,
)
from spacefaring.cost.prices import escalation
from spacefaring.tables import Array
from spacefaring.units import KUSD_PER_MUSD, MONTH_PER_YEAR

SOURCE_STUDY = "study file"


def programme_lines(
    context: Context, mission: Any, family: str, communication: bool, spacecraft: list[Line], inputs: Inputs
) -> list[Line]:
    """All lines of a mission that are not its spacecraft; `spacecraft` are the lines found before."""
    known = {**context.drivers, **_money(context, mission, family, spacecraft, inputs)}
    whole = replace(context, drivers=known)
    lines = [
        *_ground_and_skills(whole, mission, family, communication, inputs),
        *_procurement(whole, communication),
        *_launch(whole, mission, family, inputs),
    ]
    return [*lines, *_service(whole, mission, family, [*spacecraft, *lines])]


def candidate_array(value: Any, count: int) -> Array:
    """A result of another stage as an array over the candidates."""
    return np.broadcast_to(np.atleast_1d(np.asarray(value, dtype=float)), (count,))


def build_year(mission: Any, count: int) -> Array:
    """Duration of the build in years, as a median."""
    return candidate_array(mission.build.duration_p50_month, count) / MONTH_PER_YEAR


def _money(context: Context, mission: Any, family: str, spacecraft: list[Line], inputs: Inputs) -> dict[str, Array]:
    """The sums of money that the lines below are shares of."""
    hardware = total_musd(spacecraft, PRODUCTION)
    team = inputs.owner_team_cubesat_count if family == "cubesat" else inputs.owner_team_count
    salary_musd = team * inputs.local_salary_kusd_per_year / KUSD_PER_MUSD
    launch_price = _launch_price_musd(context, mission)
    return {
        "satellite_hardware_musd": hardware,
        "owner_team_musd": salary_musd * build_year(mission, context.candidate_count),
        "duties_musd": inputs.duty_frac * total_musd(spacecraft),
        "launch_price_musd": launch_price,
        "orbital_slot_musd": np.full(context.candidate_count, inputs.orbital_slot_musd),
        "insurance_premium_musd": _premium_frac(context, mission, inputs) * (hardware + launch_price),
        "trained_people_count": candidate_array(mission.build.trained_people_count, context.candidate_count),
    }


def _launch_price_musd(context: Context, mission: Any) -> Array:
    """Price of the launch stage, brought from the year of its dollars to that of the study."""
    price = candidate_array(mission.launch.price_musd, context.candidate_count)
    years = candidate_array(getattr(mission.launch, "price_year", context.price_year), context.candidate_count)
    each, which = np.unique(np.where(np.isfinite(years), years, context.price_year), return_inverse=True)
    factors = np.array([escalation(int(year), context.price_year, context.index) for year in each])
    return np.asarray(price * factors[which])


def _premium_frac(context: Context, mission: Any, inputs: Inputs) -> Array:
    """Premium on the insured value: expected loss at launch and in the first year, with the insurers' loading."""
    if inputs.insurance_rate_frac is not None:
        return np.full(context.candidate_count, inputs.insurance_rate_frac)
    lost = 1.0 - candidate_array(mission.launch.success_frac, context.candidate_count)
    fair = lost + inputs.first_year_loss_frac
    return np.maximum(fair * inputs.insurance_loading_ratio, inputs.insurance_floor_frac)


def _insured(family: str, inputs: Inputs) -> bool:
    return inputs.insured == "yes" or (inputs.insured == "auto" and family != "cubesat")


def _ground_and_skills(context: Context, mission: Any, family: str, communication: bool, inputs: Inputs) -> list[Line]:
    kind = {"cubesat": "cubesat", "sscm": "small"}.get(family, "communication" if communication else "large")
    ground = line(context, f"ground_{kind}", "ground station and control", GROUND)
    if inputs.ground_segment_musd is not None:
        given = np.full(context.candidate_count, inputs.ground_segment_musd)
        ground = replace(
            ground,
            mean_musd=given,
            basis="cost.ground_segment_musd",
            source=SOURCE_STUDY,
            model_error_cv_frac=np.zeros(context.candidate_count),
        )
    small = "_cubesat" if family == "cubesat" else ""
    training = line(context, f"training_person{small}", "training and knowledge transfer", GROUND)
    strategy = _strategy(mission)
    if strategy == "buy":
        return [ground, training]
    place = f"local_assembly_{'cubesat_' if family == 'cubesat' else ''}{strategy}"
    return [ground, training, line(context, place, "local assembly facility", GROUND)]


def _strategy(mission: Any) -> str:
    return str(np.atleast_1d(getattr(mission.build, "strategy", "buy"))[0])


def _procurement(context: Context, communication: bool) -> list[Line]:
    filing = "filing_geostationary" if communication else "filing_low_orbit"
    slot = [line(context, "orbital_slot", "orbital slot", DEVELOPMENT, modelled=False)] if communication else []
    return [
        *slot,
        line(context, "owner_team", "owner team and procurement", DEVELOPMENT, modelled=False),
        line(context, "freight", "freight and transport insurance", PRODUCTION),
        line(context, "duties", "duties and taxes", PRODUCTION, modelled=False),
        line(context, filing, "frequency and orbit filing", DEVELOPMENT, modelled=False),
    ]


def _launch(context: Context, mission: Any, family: str, inputs: Inputs) -> list[Line]:
    price = line(context, "launch_price", "launch", LAUNCH, modelled=False)
    said = str(np.atleast_1d(mission.launch.price_source)[0])
    shared = "dedicated" if str(np.atleast_1d(mission.launch.mode)[0]) == "dedicated" else "rideshare"
    integration = "separation system and launch integration"
    lines = [
        replace(price, source=said or price.source),
        line(context, f"launch_integration_{shared}", integration, LAUNCH, modelled=False),
    ]
    if _insured(family, inputs):
        lines.append(line(context, "insurance", "launch and first-year insurance", LAUNCH, modelled=False))
    return lines


def _service(context: Context, mission: Any, family: str, before: list[Line]) -> list[Line]:
    """Operation over the whole life and the end of it."""
    known = {**context.drivers, "development_cost_musd": total_musd(before, DEVELOPMENT, PRODUCTION)}
    key = "operations_cubesat" if family == "cubesat" else "operations_mocm"
    year = line(replace(context, drivers=known), key, "mission operations", OPERATIONS)
    life = candidate_array(mission.spacecraft.life_year, context.candidate_count)
    ended = replace(context, drivers={**known, "operations_year_musd": year.mean_musd})
    return [year.scaled(life), line(ended, "disposal", "end of life", DISPOSAL)]
