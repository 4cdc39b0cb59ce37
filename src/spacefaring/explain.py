"""What does a name mean: its formula, source, limits, and where it is used?"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from spacefaring.errors import CatalogGap, did_you_mean
from spacefaring.messages import Name, mark, message, translator
from spacefaring.results import read
from spacefaring.stage import StageInputs, StageResult
from spacefaring.tables import Table, documentation
from spacefaring.units import unit_of

STAGES = "need places orbit coverage payload spacecraft build launch operations service cost capital partners".split()

BOUND = re.compile(r"(at least|above|at most|below) (\S+)")
BOUNDS = re.compile(rf"{BOUND.pattern}(, {BOUND.pattern})*")


@dataclass(frozen=True)
class Entry:
    """One documented name: a key of the study file, a result, or a column of a table."""

    stage: str
    name: str
    kind: str
    where: str
    meaning: str
    formula: str = ""
    source: str = ""
    limits: str = ""
    default: Any = None

    @property
    def key(self) -> str:
        return f"{self.stage}.{self.name}"

    @property
    def unit(self) -> str:
        unit = unit_of(self.name)
        return unit.symbol if unit else ""


def entries() -> list[Entry]:
    """Every documented name of every stage, in story order."""
    for stage in STAGES:
        importlib.import_module(f"spacefaring.{stage}")
    found = [*_of_study(), *_of_results()]
    return sorted(found, key=lambda e: STAGES.index(e.stage) if e.stage in STAGES else -1)


def find(name: str) -> list[Entry]:
    """The entries of a name, given alone (`altitude_km`) or with its stage (`orbit.altitude_km`)."""
    known = entries()
    stage, _, last = name.rpartition(".")
    words = stage.split(".")
    found = [e for e in known if e.name == last and (not stage or e.stage in words)]
    if not found:
        hint = did_you_mean(last, {e.name for e in known})
        raise CatalogGap(message("nothing is called {name}; {hint}", name=Name(repr(name)), hint=hint))
    return found


def values(name: str, folder: Path) -> dict[str, Any]:
    """Where a name stands in the results of a solved study, and its value there: `missions.eye.orbit.altitude_km`."""
    last = name.rpartition(".")[2]
    return dict(_values_in(read(folder).results, last, ""))


def as_rows(found: list[Entry], values_found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The entries as plain rows; values in a solved study come with the entries of their stage."""
    return [
        asdict(e) | {"unit": e.unit, "values": {k: v for k, v in values_found.items() if e.stage in k.split(".")}}
        for e in found
    ]


def written(found: list[Entry], values_found: Mapping[str, Any], language: str) -> str:
    """The entries as text for a terminal."""
    return "\n\n".join("\n".join(_paragraph(row, language)) for row in as_rows(found, values_found))


def _paragraph(row: dict[str, Any], language: str) -> Iterator[str]:
    say, unit = translator(language), unit_of(row["name"])
    written_unit = f" [{unit.written(language)}]" if unit and unit.symbol else ""
    yield f"{row['stage']}.{row['name']}{written_unit}  ({say(row['kind'])}, {row['where']})"
    yield f"  {say(row['meaning'])}"
    labels = {
        "formula": mark("formula"),
        "source": mark("source"),
        "limits": mark("limits"),
        "default": mark("default"),
    }
    for name, label in labels.items():
        if row[name] not in ("", None, ()):
            yield "  " + say(mark("{label}: {text}")).format(label=say(label), text=said(row[name], say))
    for key, value in row["values"].items():
        yield f"  {key} = {value}"


def said(text: Any, say: Callable[[str], str]) -> Any:
    """A limit or the reason of a guess in the reader's language; titles of books stay in theirs."""
    if not isinstance(text, str):
        return text
    if text.startswith("guess:"):
        return say(mark("guess: {reason}")).format(reason=say(text.removeprefix("guess:").strip()))
    if BOUNDS.fullmatch(text):
        return BOUND.sub(lambda found: f"{say(found[1])} {found[2]}", text)
    return say(text)


def _values_in(node: Any, name: str, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            here = f"{place}.{key}".lstrip(".")
            if key == name:
                yield here, value
            yield from _values_in(value, name, here)
    elif isinstance(node, list):
        for index, item in enumerate(node):
            label = item.get("id", item.get("member", index)) if isinstance(item, dict) else index
            yield from _values_in(item, name, f"{place}.{label}")


def _of_study() -> Iterator[Entry]:
    from spacefaring.study import Study

    seen: set[type[BaseModel]] = set()
    queue: list[type[BaseModel]] = [Study, *_descendants(StageInputs)]
    for model in queue:
        if model not in seen:
            seen.add(model)
            yield from _of_inputs(model)


def _of_inputs(model: type[BaseModel]) -> Iterator[Entry]:
    for name, about in model.model_fields.items():
        if about.description:
            extra = about.json_schema_extra
            source = str(extra.get("source", "")) if isinstance(extra, dict) else ""
            yield Entry(
                stage=_stage(model),
                name=name,
                kind=mark("key of the study"),
                where=model.__name__,
                meaning=about.description,
                source=source,
                limits=", ".join(_limits(about.metadata)),
                default=None if about.is_required() else about.default,
            )


def _limits(metadata: list[Any]) -> Iterator[str]:
    words = {"ge": mark("at least"), "gt": mark("above"), "le": mark("at most"), "lt": mark("below")}
    for bound in metadata:
        for name, word in words.items():
            if hasattr(bound, name):
                yield f"{word} {getattr(bound, name)}"


def _of_results() -> Iterator[Entry]:
    for base, kind in ((StageResult, mark("result")), (Table, mark("column of a table"))):
        for model in _descendants(base):
            for name, about in documentation(model).items():
                texts = {k: about[k] for k in ("meaning", "formula", "source", "limits")}
                yield Entry(_stage(model), name, kind, model.__name__, **texts)


def _descendants(base: type) -> list[type]:
    """Classes below a base that the package declares, in a fixed order."""
    below: set[type] = set()
    children: list[type] = base.__subclasses__()
    for child in children:
        below |= {child, *_descendants(child)}
    ours = {c for c in below if c.__module__.startswith("spacefaring.")}
    return sorted(ours, key=lambda c: (c.__module__, c.__qualname__))


def _stage(model: type) -> str:
    return model.__module__.split(".")[1]
