"""What changed between two solved studies, and why does it matter?

First the inputs that differ, which are the cause; then the verdicts that moved, which are what matters; then every
result that moved by more than rounding, the largest movement first. Nothing is computed but the movement itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacefaring.messages import mark
from spacefaring.report.page import plain_text
from spacefaring.report.reader import Reader, Stored
from spacefaring.report.sections.common import label, written
from spacefaring.report.words import Words

STILL_FRAC = 1e-6  # below this two figures are the same
SHOWN_CHANGES = 20


@dataclass(frozen=True)
class Change:
    """One result in both studies; `movement_frac` is infinite for a word or a figure that came or went."""

    key: str
    before: Any
    after: Any
    movement_frac: float


def lines(first: Stored, second: Stored, language: str) -> list[str]:
    """The comparison as text, for a terminal or a letter."""
    before, after = Reader(first, Words(language)), Reader(second, Words(language))
    blocks = [
        (before.t(mark("What was changed in the study")), list(_inputs(before, after))),
        (before.t(mark("What it means")), list(_meaning(before, after))),
        (before.t(mark("What moved most")), list(_moved(before, after))),
    ]
    said = [line for title, body in blocks if body for line in (title, *(f"  {b}" for b in body), "")]
    return said[:-1] if said else [before.t(mark("Nothing changed: both studies give the same results."))]


def changes(first: Stored, second: Stored) -> list[Change]:
    """Every figure, word and flag of `results.json` that differs, the largest movement first."""
    old, new = dict(_leaves(first.results)), dict(_leaves(second.results))
    found = [Change(k, old.get(k), new.get(k), movement_frac(old.get(k), new.get(k))) for k in old | new]
    return sorted((c for c in found if c.movement_frac > STILL_FRAC), key=lambda c: (-c.movement_frac, c.key))


def movement_frac(before: Any, after: Any) -> float:
    """How far a figure moved, as a part of the larger of the two; infinite when it is no figure or has gone."""
    if before == after:
        return 0.0
    numbers = [v for v in (before, after) if isinstance(v, int | float) and not isinstance(v, bool)]
    if len(numbers) < 2:
        return math.inf
    return float(abs(after - before) / max(abs(before), abs(after)))


def _leaves(node: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if not key.endswith("_message") and key not in ("requirements", "reasons", "study"):
                yield from _leaves(value, f"{place}.{key}".lstrip("."))
    elif isinstance(node, list):
        for index, item in enumerate(node):
            named = item.get("id", item.get("member", index)) if isinstance(item, dict) else index
            yield from _leaves(item, f"{place}.{named}")
    else:
        yield place, node


def _inputs(before: Reader, after: Reader) -> Iterator[str]:
    old = {a["key"]: a for a in before.stored.assumptions}
    new = {a["key"]: a for a in after.stored.assumptions}
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        if was and now and was.get("value") == now.get("value"):
            continue
        name = plain_text(label(before, key)) or key
        missing = before.t(mark("not there"))
        values = [plain_text(written(f, a)) if a else missing for f, a in ((before, was), (after, now))]
        yield _arrow(before, f"{name} [{key}]", *values)


def _meaning(before: Reader, after: Reader) -> Iterator[str]:
    for need in after.value("service.needs") or []:
        key = f"service.needs.{need['id']}.verdict"
        if before.value(key) != after.value(key):
            yield _arrow(
                before, before.t(mark("Need “{name}”")).format(name=need["id"]), _word(before, key), _word(after, key)
            )
    for mission in after.missions():
        key = f"missions.{mission['id']}.spacecraft.closed"
        if before.value(key) is not None and before.value(key) != after.value(key):
            title = before.t(mark("The design of “{name}” closes")).format(name=mission["id"])
            yield _arrow(before, title, before.flag(before.value(key)), after.flag(after.value(key)))
    for key, title in HEADLINES:
        if movement_frac(before.value(key), after.value(key)) > STILL_FRAC:
            yield _arrow(before, before.t(title), before.n(key).text, after.n(key).text)
    if before.value("capital.verdict") != after.value("capital.verdict"):
        yield _arrow(
            before, before.t(mark("Financing")), _word(before, "capital.verdict"), _word(after, "capital.verdict")
        )


HEADLINES = (
    ("cost.total_p50_musd", mark("Cost, P50")),
    ("cost.total_p80_musd", mark("Cost, P80")),
    ("capital.npv_financial_musd", mark("Financial net present value")),
    ("capital.npv_economic_musd", mark("Economic net present value")),
    ("capital.dscr_min", mark("Smallest debt service cover (DSCR)")),
)


def _moved(before: Reader, after: Reader) -> Iterator[str]:
    figures = [c for c in changes(before.stored, after.stored) if math.isfinite(c.movement_frac)]
    for change in figures[:SHOWN_CHANGES]:
        sign = "+" if change.after > change.before else "\u2212"
        size = before.words.percent(change.movement_frac)
        yield f"{_arrow(before, change.key, before.n(change.key).text, after.n(change.key).text)} ({sign}{size})"


def _word(f: Reader, key: str) -> str:
    value = f.value(key)
    return f.t(mark("not there")) if value is None else f.word(value)


def _arrow(f: Reader, name: str, before: str, after: str) -> str:
    colon = "\u00a0: " if f.language == "fr" else ": "
    return f"{name}{colon}{before} → {after}"
