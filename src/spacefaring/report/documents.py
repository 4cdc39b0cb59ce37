"""What do the stages say of their own names? Meaning, formula, source, limits, read where they are declared."""

from __future__ import annotations

import re
from functools import cache

from spacefaring.messages import mark
from spacefaring.report.page import Dossier, Entry, numbers
from spacefaring.report.reader import Reader

MISSION_STAGES = ("orbit", "coverage", "payload", "spacecraft", "build", "launch", "operations")
PROGRAMME_STAGES = ("need", "places", "service", "cost", "capital", "partners")
STAGES = (*PROGRAMME_STAGES[:2], *MISSION_STAGES, *PROGRAMME_STAGES[2:])


@cache
def _entries() -> dict[tuple[str, str, str], Entry]:
    """By stage, name and kind; the first declaration of a name within a stage speaks for it."""
    from spacefaring import explain

    found: dict[tuple[str, str, str], Entry] = {}
    for e in explain.entries():
        found.setdefault((e.stage, e.name, e.kind), Entry(e.key, e.meaning, e.formula, e.source, e.limits))
    return found


def last_name(key: str) -> str:
    return re.sub(r"\[\d+\]$", "", key).rpartition(".")[2]


def stage_of(key: str) -> str:
    """The stage an address belongs to: a path of results.json, a path of the study, or a table's cell."""
    for part in key.split(".")[:-1]:
        if part in STAGES:
            return part
    table = key.split(".")[0]
    if table == "missions":  # what a mission states of itself stands with the study
        return "study"
    words = table.split("_")
    return next((w for w in words if w in STAGES), words[0])


def lookup(key: str, *kinds: str) -> Entry | None:
    stage, name = stage_of(key), last_name(key)
    found = (_entries().get((stage, name, kind)) for kind in kinds)
    return next((e for e in found if e), None)


def meaning(key: str) -> str:
    """What an input of the study means."""
    entry = lookup(key, "key of the study")
    return entry.meaning if entry else ""


def limits(stage: str, name: str) -> str:
    entry = _entries().get((stage, name, "result"))
    return entry.limits if entry else ""


def result_meaning(stage: str, name: str) -> str:
    entry = _entries().get((stage, name, "result"))
    return entry.meaning if entry else ""


def of_number(key: str) -> Entry:
    """What a figure of the dossier means; an address without declaration keeps its bare name."""
    order = ("column of a table", "result") if "[" in key else ("result", "column of a table")
    entry = lookup(key, *order, "key of the study")
    return entry or Entry(key=key, meaning="")


def index(f: Reader, dossier: Dossier) -> tuple[Entry, ...]:
    """One line for each address used, in reading order; a table's column stands for its cells."""
    values: dict[str, str] = {}
    for number in numbers(dossier):
        base = re.sub(r"\[\d+\]$", "", number.key)
        values.setdefault(base, number.text if base == number.key else "")
    return tuple(_entry(f, key, value) for key, value in values.items())


def _entry(f: Reader, key: str, value: str) -> Entry:
    about = of_number(key)
    said = [plain(f, t) for t in (about.meaning, about.source, about.limits)]
    return Entry(key, said[0], f.t(about.formula), said[1], said[2], value)


def plain(f: Reader, text: str) -> str:
    """A stage's sentence for a reader: what it calls nan is said not to apply."""
    return re.sub(r"\bnan\b", f.t(mark("not applicable")), f.t(text))
