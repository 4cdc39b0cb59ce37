"""What is a study? The inputs of all stages, read from one YAML file, checked and frozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError, model_validator

from spacefaring import mistakes, yaml_text
from spacefaring.build import Inputs as BuildInputs
from spacefaring.capital import Inputs as CapitalInputs
from spacefaring.cost import Inputs as CostInputs
from spacefaring.coverage import Inputs as CoverageInputs
from spacefaring.errors import did_you_mean
from spacefaring.launch import Inputs as LaunchInputs
from spacefaring.need import Inputs as NeedInputs
from spacefaring.operations import Inputs as OperationsInputs
from spacefaring.orbit import Inputs as OrbitInputs
from spacefaring.partners import Inputs as PartnersInputs
from spacefaring.payload import Inputs as PayloadInputs
from spacefaring.places import Inputs as PlacesInputs
from spacefaring.service import Inputs as ServiceInputs
from spacefaring.spacecraft import Inputs as SpacecraftInputs
from spacefaring.stage import Assumption, StageInputs, default, required
from spacefaring.yaml_text import Document


class Heading(StageInputs):
    """Who the study is for."""

    title: str = default("", "Title of the study.", source="study file", max_length=200)
    language: Literal["fr", "en"] = default(
        "fr", "Language of the screen, the workbook and the letters.", source="guess: many readers read French first"
    )
    currency: str = default(
        "USD",
        "Currency shown beside US dollars (ISO 4217).",
        source="guess: the engine counts in dollars",
        pattern="^[A-Z]{3}$",
    )
    price_year: int = default(
        2026, "Year in whose prices all real money is given.", source="guess: year of this edition", ge=2000, le=2060
    )
    seed: int = default(1, "Seed of all random draws.", source="guess: any number serves", ge=0, le=2**31)


class MissionInputs(StageInputs):
    """One mission: its orbit, payload, spacecraft, and how it is made, launched and run."""

    id: str = required("Short name of the mission.", pattern=r"^[a-z][a-z0-9_]{0,31}$")
    serves: tuple[str, ...] = default(
        (),
        "Needs served; all that its payload can serve when empty.",
        source="guess: a mission serves every need it can",
    )
    orbit: OrbitInputs = OrbitInputs()
    coverage: CoverageInputs = CoverageInputs()
    payload: PayloadInputs = required("What it carries; `kind` chooses.")
    spacecraft: SpacecraftInputs = SpacecraftInputs()
    build: BuildInputs = BuildInputs()
    launch: LaunchInputs = LaunchInputs()
    operations: OperationsInputs = OperationsInputs()


class Study(StageInputs):
    """A programme: needs, territory, missions, money and partners."""

    study: Heading = Heading()
    need: tuple[NeedInputs, ...] = required("What must be seen or said, by whom.", min_length=1, max_length=50)
    places: PlacesInputs = required("Where, and which stations could hear us.")
    missions: tuple[MissionInputs, ...] = default(
        (), "Missions; proposed by the tool when empty.", source="proposed from the needs", max_length=10
    )
    service: ServiceInputs = ServiceInputs()
    cost: CostInputs = CostInputs()
    capital: CapitalInputs = CapitalInputs()
    partners: PartnersInputs = PartnersInputs()

    @model_validator(mode="after")
    def _names_fit(self) -> Study:
        _once([n.id for n in self.need], "need")
        _once([m.id for m in self.missions], "missions")
        needs = {n.id for n in self.need}
        for mission in self.missions:
            for word in mission.serves:
                if word not in needs:
                    raise ValueError(
                        f"missions.{mission.id}.serves names the need {word!r}; {did_you_mean(word, needs)}"
                    )
        return self


def read(path: Path) -> tuple[Study, Document]:
    """Read and check a study file. `StudyError` lists every mistake, one line each, with its position."""
    document = yaml_text.read(path)
    return parse(document, path.parent), document


def parse(document: Document, folder: Path | None = None) -> Study:
    """Check the content of a study against the stages' inputs.

    Files that it names are looked for in `folder`; without one (a study that came over a network) it may name none.
    """
    try:
        return Study.model_validate(document.content, context={"folder": folder})
    except ValidationError as wrong:
        raise mistakes.said(document, Study, wrong.errors()) from None


def assumptions(study: Study) -> Iterator[Assumption]:
    """Every input of the study: what was used and who says so."""
    yield from _inputs("", study)


def _inputs(prefix: str, model: BaseModel) -> Iterator[Assumption]:
    for name, about in type(model).model_fields.items():
        value = getattr(model, name)
        key = f"{prefix}{name}"
        if isinstance(value, BaseModel):
            yield from _inputs(f"{key}.", value)
        elif isinstance(value, tuple) and value and all(isinstance(v, BaseModel) for v in value):
            for index, item in enumerate(value):
                yield from _inputs(f"{key}.{getattr(item, 'id', index)}.", item)
        elif name in model.model_fields_set:
            yield Assumption(key=key, value=value, source="study file")
        elif value is not None:
            extra = about.json_schema_extra
            yield Assumption(
                key=key,
                value=value,
                source=str(extra.get("source")) if isinstance(extra, dict) else "guess: no source stated",
            )


def _once(names: Sequence[str], section: str) -> None:
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise ValueError(f"{section} names {twice[0]!r} twice; give each its own id")
