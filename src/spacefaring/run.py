"""The story: one study goes in, results come out. The only module that knows every stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from spacefaring import (
    build,
    capital,
    cost,
    coverage,
    launch,
    need,
    operations,
    orbit,
    partners,
    payload,
    places,
    propose,
    results,
    service,
    spacecraft,
    study,
)
from spacefaring.errors import NoSolution, StudyError
from spacefaring.messages import Message, mark, message
from spacefaring.mission import Mission
from spacefaring.stage import Assumption, StageResult
from spacefaring.study import MissionInputs, Study

Progress = Callable[[Message], None]

# The stages of one mission in story order.
MISSION_STAGES = (
    mark("orbit"),
    mark("coverage"),
    mark("payload"),
    mark("spacecraft"),
    mark("build"),
    mark("launch"),
    mark("operations"),
)


@dataclass(frozen=True)
class Failed:
    """A mission that no design answers: what was solved before, and what binds."""

    id: str
    serves: tuple[str, ...]
    proposed: bool
    reason: Message
    solved: Mapping[str, StageResult]

    def stages(self) -> Mapping[str, StageResult]:
        return self.solved


@dataclass(frozen=True)
class Results:
    """Everything a study found; `cost`, `capital` and `partners` are None when no mission can be designed."""

    study: Study
    needs: need.Needs
    places: places.Places
    missions: tuple[Mission | Failed, ...]
    service: service.Service
    cost: cost.Cost | None
    capital: capital.Capital | None
    partners: partners.Partners | None
    proposals: tuple[Message, ...] = ()

    @property
    def all_met(self) -> bool:
        designed = all(isinstance(m, Mission) and bool(np.all(m.spacecraft.closed)) for m in self.missions)
        return designed and bool(np.all(self.service.needs.verdict == "met"))


def solve(asked: Study, progress: Progress = lambda what: None) -> Results:
    """Solve a study from the need to the partners."""
    progress(message("need and places"))
    needs, territory = need.solve(asked.need), places.solve(asked.places)
    inputs, proposals = missions(asked, needs, territory)
    solved = tuple(_mission(mission, needs, territory, not asked.missions, progress) for mission in inputs)
    designed = tuple(m for m in solved if isinstance(m, Mission))
    progress(message("service"))
    served = service.solve(asked.service, needs=needs, places=territory, missions=designed)
    found = Results(asked, needs, territory, solved, served, None, None, None, proposals)
    return _money(found, designed, progress) if designed else found


def _mission(
    inputs: MissionInputs, needs: need.Needs, territory: places.Places, proposed: bool, progress: Progress
) -> Mission | Failed:
    serves = inputs.serves or _can_serve(needs, inputs)
    solved: dict[str, StageResult] = {}
    try:
        answers = _stages(inputs, needs.serving(serves), territory)
        for stage in MISSION_STAGES:
            progress(message("{mission}: {stage}", mission=inputs.id, stage=stage))
            solved[stage] = next(answers)
    except NoSolution as none:
        return Failed(inputs.id, serves, proposed, _as_message(none), solved)
    return Mission(inputs.id, serves, proposed, **solved)  # type: ignore[arg-type]


def _can_serve(needs: need.Needs, inputs: MissionInputs) -> tuple[str, ...]:
    found = tuple(needs.needs.id[needs.needs.payload_kind == inputs.payload.kind].tolist())
    if not found:
        raise StudyError(
            message(
                "missions.{mission}: no need asks for the payload {kind}; the needs ask for: {asked}",
                mission=inputs.id,
                kind=inputs.payload.kind,
                asked=", ".join(sorted(set(needs.needs.payload_kind.tolist()))),
            )
        )
    return found


def _as_message(none: NoSolution) -> Message:
    reason = none.lines[0]
    return reason if isinstance(reason, Message) else message("{reason}", reason=reason)


def missions(
    asked: Study, needs: need.Needs, territory: places.Places
) -> tuple[tuple[MissionInputs, ...], tuple[Message, ...]]:
    """The missions of the study, or those that its needs ask for, with the reasons of each choice."""
    if asked.missions:
        return asked.missions, ()
    proposals = propose.missions(needs, territory)
    return tuple(MissionInputs.model_validate(p.inputs) for p in proposals), tuple(p.reason for p in proposals)


def _stages(inputs: MissionInputs, needs: need.Needs, territory: places.Places) -> Iterator[StageResult]:
    """The stages of one mission in story order, each given the results it reads."""
    path = orbit.solve(inputs.orbit, launch_year=inputs.launch.year, places=territory)
    yield path
    sees = inputs.payload.kind == "imager"
    seen = coverage.solve(
        inputs.coverage,
        orbit=path,
        places=territory,
        half_angle_deg=float(np.nanmin(needs.needs.field_of_regard_deg)) if sees else None,  # what every need accepts
        sunlit=sees,
    )
    yield seen
    carried = payload.solve(inputs.payload, needs=needs, orbit=path, places=territory)
    yield carried
    craft = spacecraft.solve(inputs.spacecraft, orbit=path, coverage=seen, payload=carried)
    yield craft
    yield build.solve(inputs.build, payload=carried, spacecraft=craft)
    yield launch.solve(inputs.launch, orbit=path, spacecraft=craft, places=territory)
    yield operations.solve(
        inputs.operations, places=territory, orbit=path, coverage=seen, payload=carried, spacecraft=craft
    )


def _money(found: Results, designed: Sequence[Mission], progress: Progress) -> Results:
    asked = found.study
    terms = {"price_year": asked.study.price_year, "seed": asked.study.seed}
    progress(message("cost"))
    price = cost.solve(asked.cost, places=found.places, missions=designed, **terms)
    progress(message("capital"))
    paid = capital.solve(asked.capital, places=found.places, cost=price, service=found.service, **terms)
    progress(message("partners"))
    alone = _coalition_cost_musd(found, price)
    shared = partners.solve(asked.partners, places=found.places, coalition_cost_musd=alone)
    return replace(found, cost=price, capital=paid, partners=shared)


def _coalition_cost_musd(found: Results, price: cost.Cost) -> dict[frozenset[str], float]:
    """What the same programme would cost each group of members alone, for its own territory only."""
    members = partners.members(found.study.partners, found.places)
    together = frozenset(members)
    costs = {together: float(price.total_p50_musd[0])}
    for size in range(1, len(members)):
        for group in combinations(members, size):
            costs[frozenset(group)] = _alone_cost_musd(found, group)
    return costs


def _alone_cost_musd(found: Results, group: Sequence[str]) -> float:
    """P50 cost of the programme solved for some of the members; infinite when they cannot be served."""
    territory = places.solve(found.study.places.model_copy(update={"countries": tuple(group)}))
    inputs, _ = missions(found.study, found.needs, territory)
    solved = [_mission(m, found.needs, territory, False, lambda stage: None) for m in inputs]
    designed = [m for m in solved if isinstance(m, Mission)]
    if len(designed) < len(solved):
        return float("inf")
    heading = found.study.study
    alone = cost.solve(
        found.study.cost, places=territory, missions=designed, price_year=heading.price_year, seed=heading.seed
    )
    return float(alone.total_p50_musd[0])


def write(found: Results, folder: Path, study_text: str) -> None:
    """Lay down the results folder of design section 7, dossier and exports apart."""
    results.write(
        folder,
        study_text=study_text,
        resolved=found.study.model_dump(mode="json"),
        document=_document(found),
        sections=list(_sections(found)),
        assumptions=_assumptions(found),
        borders=found.places.borders,
        seed=found.study.study.seed,
    )


def _programme(found: Results) -> dict[str, StageResult | None]:
    return {
        "need": found.needs,
        "places": found.places,
        "service": found.service,
        "cost": found.cost,
        "capital": found.capital,
        "partners": found.partners,
    }


def _document(found: Results) -> dict[str, Any]:
    """`results.json`: the stages in story order, with the missions between places and service."""
    stages = {name: result.values() if result else None for name, result in _programme(found).items()}
    missions = [_mission_document(m) for m in found.missions]
    order = ("need", "places", "missions", "service", "cost", "capital", "partners")
    whole = stages | {"missions": missions}
    head = {
        "study": found.study.study.model_dump(),
        "all_met": found.all_met,
        "proposals": [str(p) for p in found.proposals],
        "proposals_message": [p.parts() for p in found.proposals],
    }
    return head | {name: whole[name] for name in order}


def _mission_document(mission: Mission | Failed) -> dict[str, Any]:
    head: dict[str, Any] = {"id": mission.id, "serves": list(mission.serves), "proposed": mission.proposed}
    if isinstance(mission, Failed):
        head["failure"] = str(mission.reason)
        head["failure_message"] = mission.reason.parts()
    return head | {name: result.values() for name, result in mission.stages().items()}


def _sections(found: Results) -> Iterator[results.Section]:
    for name, result in _programme(found).items():
        if result is not None:
            yield results.Section((name,), result)
    for mission in found.missions:
        for name, result in mission.stages().items():
            yield results.Section(("missions", mission.id, name), result)


def _assumptions(found: Results) -> Iterator[Assumption]:
    yield from study.assumptions(found.study)
    for section in _sections(found):
        yield from section.result.used
