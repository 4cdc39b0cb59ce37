"""What do three ways of estimating say of the same scope, and why do they differ?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spacefaring.messages import Message, mark, message
from spacefaring.tables import Array, Table, TextArray, column

SCOPE = mark("Satellites, launch, insurance, ground segment and training; without operations, taxes and financing.")
PARAMETRIC, ANALOGY, BOTTOM_UP = mark("parametric"), mark("analogy"), mark("bottom-up")
LOW, HIGH = 0.1, 0.9


class Estimates(Table):
    """The same scope estimated in several ways, never averaged."""

    method: TextArray = column("Way of estimating: parametric, analogy or bottom-up.")
    p50_musd: Array = column("Median of the estimate.")
    low_musd: Array = column("P10 of the estimate.")
    high_musd: Array = column("P90 of the estimate.")
    scope: TextArray = column("What the figure covers, the same for all.")
    note: TextArray = column("What the estimate rests on.")


@dataclass(frozen=True)
class Estimate:
    """One estimate: its median and the ends of its 80 % band."""

    method: str
    p50_musd: float
    low_musd: float
    high_musd: float
    note: str


def table(found: Sequence[Estimate]) -> Estimates:
    return Estimates(
        method=np.array([one.method for one in found]),
        p50_musd=np.array([one.p50_musd for one in found]),
        low_musd=np.array([one.low_musd for one in found]),
        high_musd=np.array([one.high_musd for one in found]),
        scope=np.array([SCOPE] * len(found)),
        note=np.array([one.note for one in found]),
    )


def parametric(capex_draws: Array) -> Estimate:
    low, middle, high = np.quantile(capex_draws, [LOW, 0.5, HIGH])
    note = mark("Equations fitted to past spacecraft, with prices for launch and ground.")
    return Estimate(PARAMETRIC, float(middle), float(low), float(high), note)


def reasons(found: Sequence[Estimate]) -> tuple[Message, ...]:
    """Why the estimates differ, in sentences; the parametric one is the reference."""
    base = found[0].p50_musd
    if not np.isfinite([one.p50_musd for one in found]).all():
        return (message("The design does not close: there is no cost to compare."),)
    return tuple(_reason(one, one.p50_musd / base - 1.0) for one in found[1:])


def _reason(one: Estimate, difference_frac: float) -> Message:
    above, below = WHY[one.method]
    return message(
        above if difference_frac >= 0 else below, percent=100.0 * abs(difference_frac), estimate_musd=one.p50_musd
    )


WHY = {
    ANALOGY: (
        mark(
            "By analogy {estimate_musd:.0f} million dollars, {percent:.0f} % above the equations: published national "
            "prices hold maker's margin, ground segment and training, which the equations of American missions omit."
        ),
        mark(
            "By analogy {estimate_musd:.0f} million dollars, {percent:.0f} % below the equations: makers of the flown "
            "satellites sold platforms already developed, which the equations pay for anew."
        ),
    ),
    BOTTOM_UP: (
        mark(
            "Bottom-up {estimate_musd:.0f} million dollars, {percent:.0f} % above the equations: people and equipment "
            "are counted at today's rates, which have risen faster than the price index."
        ),
        mark(
            "Bottom-up {estimate_musd:.0f} million dollars, {percent:.0f} % below the equations: it counts equipment "
            "and people only, without failure, rework or waiting."
        ),
    ),
}
