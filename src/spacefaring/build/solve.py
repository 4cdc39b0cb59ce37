"""The making of one mission's spacecraft: models, schedule, local share, people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from spacefaring import catalog
from spacefaring.build import plan
from spacefaring.build.inputs import Inputs
from spacefaring.build.plan import Models, People, Phases, ProductTree, Tests
from spacefaring.stage import Assumption, StageResult
from spacefaring.tables import Array, BoolArray, column

if TYPE_CHECKING:
    from spacefaring.payload import Payload
    from spacefaring.spacecraft import Spacecraft

GEOSTATIONARY_PAYLOAD = "transponder"


class Build(StageResult):
    """What the build stage found; arrays run over candidates, tables show the first."""

    strategy: str = column("Who makes the spacecraft: buy, co_build or build.")
    spacecraft_class: str = column(
        "Class of the first candidate by its mass: nano, micro, mini, medium, large, geostationary."
    )
    model_philosophy: str = column(
        "Models that are built.", source="ECSS-E-HB-10-02A, 2010, model philosophy (recalled)"
    )
    satellite_count: int = column("Spacecraft made.")
    duration_p50_month: Array = column(
        "Median time from contract to launch.",
        formula="sum of lognormal phases B to launch campaign",
        source="Fenton 1960; class medians in build_classes",
        limits="Class medians are guesses set beside flown cases.",
    )
    duration_p80_month: Array = column("Time from contract to launch not exceeded with 80 %.")
    local_share_frac: Array = column(
        "Share of the value of the spacecraft made by people and firms of the buying countries.",
        formula="Σ value weight × local share of the line",
        limits="Shares are guesses by strategy; launch and ground segment are not in it.",
    )
    trained_people_count: Array = column(
        "Engineers of the buying countries trained.", source="flown programmes, build_cases"
    )
    trained_people_known: BoolArray = column("Whether flown programmes of about this mass say so.")
    phases: Phases = column("Phases, reviews and durations.", inline=True)
    product_tree: ProductTree = column("Parts and tasks, and where each is made.", inline=True)
    models: Models = column("Models built.", inline=True)
    tests: Tests = column("System tests by model, and where they can be done.")
    people: People = column("Flown programmes with training.")


def solve(inputs: Inputs, *, payload: Payload, spacecraft: Spacecraft) -> Build:
    """Class by mass, then models, phases, shares and people by strategy."""
    wet_kg = np.atleast_1d(np.asarray(spacecraft.wet_mass_kg, dtype=float))
    rows = plan.class_rows(wet_kg, str(payload.kind) == GEOSTATIONARY_PAYLOAD)
    count = int(np.ravel(spacecraft.satellite_count)[0])
    known = np.where(np.isnan(wet_kg), np.nan, 1.0)  # a design that does not close has no schedule
    middle, late = (known * month for month in plan.from_contract_to_launch_month(inputs, rows, count))
    trained, flown = plan.trained_people_count(inputs, wet_kg)
    masses = _masses_kg(spacecraft, wet_kg.size)
    made = plan.models(inputs, count)
    return Build(
        strategy=inputs.strategy, spacecraft_class=catalog.read("build_classes").keys[int(rows[0])],
        model_philosophy=_philosophy(made),
        satellite_count=count, duration_p50_month=middle, duration_p80_month=late,
        local_share_frac=plan.local_share_frac(inputs, {name: mass > 0.0 for name, mass in masses.items()}),
        trained_people_count=known * trained, trained_people_known=flown,
        phases=plan.phases(inputs, int(rows[0]), count), models=made, people=plan.people(),
        product_tree=plan.product_tree(inputs, {name: float(mass[0]) for name, mass in masses.items()}),
        tests=plan.tests(inputs, float(wet_kg[0]), count), used=_used(rows),
    )  # fmt: skip


def _philosophy(made: Models) -> str:
    counted = zip(made.model.tolist(), made.made_count.tolist(), strict=True)
    return " + ".join(f"{count:.0f} {model}" if count > 1 else model for model, count in counted)


def _masses_kg(spacecraft: Any, count: int) -> dict[str, Array]:
    names = [str(name) for name in catalog.read("product_tree")["mass_field"] if name]
    return {n: np.broadcast_to(np.nan_to_num(np.asarray(getattr(spacecraft, n), dtype=float)), (count,)) for n in names}


def _used(rows: Any) -> tuple[Assumption, ...]:
    classes, lines = catalog.read("build_classes"), catalog.read("product_tree")
    row = int(rows[0])
    phases = ", ".join(f"{name} {classes[field][row]:g}" for name, field, _ in plan.PHASES)
    return (
        Assumption(key="build.phase_month", value=phases, source=str(classes["source"][row])),
        Assumption(
            key="build.spread_ratio",
            value=float(classes["spread_ratio"][row]),
            source="guess: 80th percentile over median of a phase",
        ),
        Assumption(key="build.local_share_frac", value="by line of the product tree", source=str(lines["source"][1])),
    )
