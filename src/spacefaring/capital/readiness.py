# A Table turns lists into arrays itself.
# mypy: disable-error-code="arg-type"
"""Is the country ready for investors? Sixteen questions with evidence, what to do next, and what each gap blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from spacefaring import catalog
from spacefaring.messages import mark
from spacefaring.tables import Array, Table, TextArray, column

BLOCKING_BELOW = 2.0  # maturity from which a gate counts as open: something is in place and used
UNKNOWN = mark("unknown")
OPEN, BLOCKED = mark("open"), mark("blocked")
ROUTES = (
    mark("grant"), mark("concessional"), mark("export_credit"), mark("commercial"), mark("bond"), mark("sukuk"),
    mark("equity"), mark("ppp"),
)  # fmt: skip


class Readiness(Table):
    """What an investor or a lender asks of the country; unknown stays unknown."""

    country: TextArray = column("Country.")
    order_index: Array = column("Place of the question.")
    question: TextArray = column("Question.")
    evidence: TextArray = column("What is known.")
    date: TextArray = column("Date of the evidence.")
    maturity_index: Array = column("From 0 (absent) to 4 (in use, with cases); empty if unknown.")
    owner: TextArray = column("Who holds it.")
    next_step: TextArray = column("What to do next.")
    blocks: TextArray = column("Instruments that a gap blocks.")
    source: TextArray = column("Source of the evidence.")


class Routes(Table):
    """Which financing routes the gaps allow."""

    route: TextArray = column("Instrument.")
    status: TextArray = column("open, blocked or unknown.")
    gate_count: Array = column("Questions that gate it, over all countries.")
    blocked_count: Array = column("Of them below maturity 2.")
    unknown_count: Array = column("Of them unknown.")
    gaps: TextArray = column("Questions that block it.")


def card(countries: Sequence[str]) -> Readiness:
    """One row for each country and question; nan maturity is unknown."""
    asked, known = catalog.read("readiness_questions"), catalog.read("readiness")
    rows = [_row(country, asked.row(q), known) for country in countries for q in asked.keys]
    return Readiness(**{name: [r[name] for r in rows] for name in Readiness.names()})


def _row(country: str, question: dict[str, Any], known: catalog.Catalog) -> dict[str, Any]:
    key = f"{country}.{question['question']}"
    found = known.row(key) if key in known.keys else None
    return {
        "country": country,
        "order_index": question["order_index"],
        "question": question["asks"],
        "evidence": found["evidence"] if found else UNKNOWN,
        "date": found["date"] if found else "",
        "maturity_index": found["maturity_index"] if found else np.nan,
        "owner": found["owner"] if found else "",
        "next_step": question["next_step"],
        "blocks": question["blocks"],
        "source": found["source"] if found else "",
    }


def routes(found: Readiness) -> Routes:
    """Which instruments the gaps allow, over all countries: one low gate blocks, one unknown leaves it unknown."""
    rows = [_route(route, found) for route in ROUTES]
    return Routes(**{name: [r[name] for r in rows] for name in Routes.names()})


def _route(route: str, found: Readiness) -> dict[str, Any]:
    gate = np.array([route in b.split() for b in found.blocks.tolist()], dtype=bool)
    low = gate & (found.maturity_index < BLOCKING_BELOW)
    unknown = gate & ~np.isfinite(found.maturity_index)
    status = BLOCKED if low.any() else UNKNOWN if unknown.any() else OPEN
    return {
        "route": route,
        "status": status,
        "gate_count": float(gate.sum()),
        "blocked_count": float(low.sum()),
        "unknown_count": float(unknown.sum()),
        "gaps": "; ".join(dict.fromkeys(found.question[low].tolist())),
    }
