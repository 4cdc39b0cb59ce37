"""Which assumption moves the cost most, one at a time?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from spacefaring.cost.chances import Draws, loadings
from spacefaring.cost.inputs import Inputs
from spacefaring.cost.lines import Line
from spacefaring.kernels.lognormal import standard_normal_quantile
from spacefaring.messages import mark
from spacefaring.tables import Array, Table, TextArray, column

SHOWN = 12
MODEL_ERROR = mark("error common to all equations")
UNSETTLED_MASS = mark("mass not yet settled")
SWINGS: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    (mark("part of the design that is new"), {"new_design_frac": 0.3}, {"new_design_frac": 1.0}),
    (mark("learning between satellites"), {"learning_slope_frac": 0.85}, {"learning_slope_frac": 1.0}),
    (mark("insurance premium"), {"insurance_rate_frac": 0.05}, {"insurance_rate_frac": 0.20}),
    (mark("duties and taxes"), {"duty_frac": 0.0}, {"duty_frac": 0.18}),
    (mark("price index: prices or wages"), {"price_index": "space"}, {"price_index": "wage"}),
)


class Tornado(Table):
    """The mean cost when one thing stands at its low end or its high end and all else at its mean."""

    driver: TextArray = column("What is moved: a line of cost between its P10 and P90, or an assumption.")
    low_musd: Array = column("Mean cost with it at the low end.")
    high_musd: Array = column("Mean cost with it at the high end.")
    swing_musd: Array = column("Difference between the two.")


def tornado(lines: list[Line], draws: Draws, inputs: Inputs, total_musd: Callable[[Inputs], float]) -> Tornado:
    """The twelve largest swings; `total_musd` gives the mean cost under changed inputs."""
    base = float(sum(one.mean_musd[0] for one in lines))
    rows = [*_lines(lines, draws, base), *_shared(lines, base)]
    rows += [(name, total_musd(_with(inputs, low)), total_musd(_with(inputs, high))) for name, low, high in SWINGS]
    rows = sorted((r for r in rows if r[1] != r[2]), key=lambda r: (-abs(r[2] - r[1]), r[0]))[:SHOWN]
    return Tornado(
        driver=np.array([r[0] for r in rows]),
        low_musd=np.array([min(r[1:]) for r in rows]),
        high_musd=np.array([max(r[1:]) for r in rows]),
        swing_musd=np.array([abs(r[2] - r[1]) for r in rows]),
    )


def _with(inputs: Inputs, changes: dict[str, Any]) -> Inputs:
    return inputs.model_copy(update=changes)


def _lines(lines: list[Line], draws: Draws, base: float) -> list[tuple[str, float, float]]:
    """Lines of the same element of all missions move together."""
    rows = []
    for element in dict.fromkeys(one.element for one in lines):
        kept = np.array([one.element == element for one in lines])
        amount = draws.lines_musd[:, kept].sum(axis=1)
        mean = sum(float(one.mean_musd[0]) for one in lines if one.element == element)
        low, high = np.quantile(amount, [0.1, 0.9])
        rows.append((element, base - mean + float(low), base - mean + float(high)))
    return rows


def _shared(lines: list[Line], base: float) -> list[tuple[str, float, float]]:
    """The two factors that lines share, each between its P10 and P90."""
    mean, rows = np.array([float(one.mean_musd[0]) for one in lines]), []
    for name, sigma in zip((MODEL_ERROR, UNSETTLED_MASS), loadings(lines)[:, :, 0], strict=True):
        ends = standard_normal_quantile(np.array([0.1, 0.9]))
        low, high = (float((mean * np.expm1(z * sigma - 0.5 * sigma**2)).sum()) for z in ends)
        rows.append((name, base + low, base + high))
    return rows
