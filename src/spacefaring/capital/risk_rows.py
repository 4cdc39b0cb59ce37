"""How are the draws of the joint model shown? Percentiles, chances and what moves the worth."""

from __future__ import annotations

from typing import Any

import numpy as np

from spacefaring.capital.risk import DRIVERS, MEASURES, PERCENTILES, Outcome
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import unit_of


class Risk(Table):
    """Each measure over the draws of the joint model."""

    measure: TextArray = column("Measure.")
    unit_word: TextArray = column("Its unit.")
    base: TextArray = column("Value of the plan itself; empty if it has none.")
    mean: TextArray = column("Mean over the draws that have a value.")
    p10: TextArray = column("One draw in ten is below.")
    p50: TextArray = column("Half the draws are below.")
    p80: TextArray = column("Four draws in five are below.")
    p90: TextArray = column("Nine draws in ten are below.")


class Chances(Table):
    """How likely some outcomes are, as parts of the draws."""

    outcome: TextArray = column("Outcome.")
    probability_frac: Array = column("Part of the draws in which it happens; empty if it cannot be asked.")


class Influence(Table):
    """What moves the worth of the programme over the draws."""

    cause: TextArray = column("What is drawn.")
    rank_correlation_ratio: Array = column(
        "Rank correlation with the economic worth, or the financial when no benefit is counted.", formula="Spearman"
    )


def risk_tables(found: dict[str, Array], outcome: Outcome | None) -> dict[str, Any]:
    """Draws as tables; empty when the study asks for none."""
    measured = outcome.measures if outcome else {}
    spread = {key: _spread(values) for key, values in measured.items()}
    units = {key: _unit(key) for key in measured}
    columns = {
        "measure": [MEASURES[k] for k in measured],
        "unit_word": [units[k] for k in measured],
        "base": [number(float(found[k][0])) for k in measured],
        **{
            name: [number(spread[k][i]) for k in measured]
            for i, name in enumerate(("mean", "p10", "p50", "p80", "p90"))
        },
    }
    chances, influence = (outcome.chances, outcome.influence) if outcome else ({}, {})
    return {
        "risk": Risk(**{k: np.array(v, dtype=str) for k, v in columns.items()}),
        "chances": Chances(
            outcome=np.array(list(chances), dtype=str), probability_frac=np.array(list(chances.values()), dtype=float)
        ),
        "influence": Influence(
            cause=np.array([DRIVERS[k] for k in influence], dtype=str),
            rank_correlation_ratio=np.array(list(influence.values()), dtype=float),
        ),
    }


def _spread(values: Array) -> list[float]:
    known = values[np.isfinite(values)]
    if not len(known):
        return [float("nan")] * (1 + len(PERCENTILES))
    return [float(known.mean()), *(float(np.percentile(known, p)) for p in PERCENTILES)]


def _unit(key: str) -> str:
    """The unit of money; covers have none (their names end in words that look like one)."""
    unit = unit_of(key)
    return unit.symbol if unit and "musd" in key else ""


def number(value: float) -> str:
    """Four figures; empty for what has no value."""
    return f"{value:.4g}" if np.isfinite(value) else ""
