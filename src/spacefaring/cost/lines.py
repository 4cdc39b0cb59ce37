"""What is one line of the work-breakdown table, and how are lines of several equation families put together?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from spacefaring.cost.equations import Drivers, Estimate, estimate
from spacefaring.messages import mark
from spacefaring.tables import Array, BoolArray

DEVELOPMENT, PRODUCTION, GROUND = mark("design and development"), mark("production"), mark("ground and skills")
LAUNCH, OPERATIONS, DISPOSAL = mark("launch"), mark("operations"), mark("end of life")
PHASES = (DEVELOPMENT, PRODUCTION, GROUND, LAUNCH, OPERATIONS, DISPOSAL)

ELEMENTS = (
    mark("structure"),
    mark("thermal control"),
    mark("electrical power"),
    mark("telemetry and data handling"),
    mark("attitude control"),
    mark("propulsion"),
    mark("payload"),
    mark("integration, assembly and test"),
    mark("programme management and systems engineering"),
    mark("ground support equipment"),
    mark("engineering model"),
    mark("launch campaign and early orbit support"),
    mark("ground station and control"),
    mark("training and knowledge transfer"),
    mark("local assembly facility"),
    mark("owner team and procurement"),
    mark("freight and transport insurance"),
    mark("duties and taxes"),
    mark("frequency and orbit filing"),
    mark("orbital slot"),
    mark("launch"),
    mark("separation system and launch integration"),
    mark("launch and first-year insurance"),
    mark("mission operations"),
    mark("end of life"),
)
SPACECRAFT_ELEMENTS = ELEMENTS[:12]


@dataclass(frozen=True)
class Line:
    """One line of cost of a mission in one phase, for all candidates: mean, relative spread, and where it comes from.

    Lines that rest on equations share the error of such models, as wide as `model_error_cv_frac`; it is 0 for lines
    that rest on a price: launch, insurance, filing, duties, owner's team, and what the study gives.
    `mass_spread_ratio` is the spread of the line's logarithm because the mass of the design is not yet settled.
    """

    mission: str
    element: str
    phase: str
    basis: str
    driver: str
    driver_unit: str
    driver_value: Array
    mean_musd: Array
    cv_frac: Array
    within_range: BoolArray
    source: str
    model_error_cv_frac: Array
    mass_spread_ratio: Array

    @property
    def modelled(self) -> bool:
        return bool(np.any(self.model_error_cv_frac > 0.0))

    def scaled(self, factor: Array | float) -> Line:
        """The same line with its mean multiplied, its relative spread kept."""
        return replace(self, mean_musd=self.mean_musd * factor)


@dataclass(frozen=True)
class Context:
    """What turning an equation into a line needs beside its drivers."""

    mission: str
    drivers: Drivers
    price_year: int
    index: str
    candidate_count: int
    model_error_cv_frac: float


def line(context: Context, key: str, element: str, phase: str, *, modelled: bool = True) -> Line:
    """A line from an equation of the registry, spread over all candidates."""
    found = estimate(key, context.drivers, price_year=context.price_year, index=context.index)
    return from_estimate(context, found, element, phase, modelled=modelled)


def from_estimate(context: Context, found: Estimate, element: str, phase: str, *, modelled: bool = True) -> Line:
    """A line from an estimate that was already made."""
    whole = (context.candidate_count,)
    first = found.equation.drivers[0] if found.equation.drivers else None
    return Line(
        mission=context.mission,
        element=element,
        phase=phase,
        basis=found.equation.key,
        driver=first.name if first else "",
        driver_unit=("musd" if first.name.endswith("_musd") else first.unit) if first else "",
        driver_value=np.broadcast_to(found.driver, whole),
        mean_musd=np.broadcast_to(found.mean_musd, whole),
        cv_frac=np.broadcast_to(found.cv_frac, whole),
        within_range=np.broadcast_to(found.within_range, whole),
        source=found.equation.source,
        model_error_cv_frac=np.full(whole, context.model_error_cv_frac if modelled else 0.0),
        mass_spread_ratio=np.zeros(whole),
    )


def split(context: Context, found: Estimate, element: str, new_design: Array | float, units: Array) -> list[Line]:
    """Development and production lines of an equation that gives both together.

    Development is scaled by the part of the design that is new, the first unit by the learning factor `units`.
    """
    share = found.equation.development_share_frac
    whole = from_estimate(context, found, element, DEVELOPMENT)
    parts = []
    if share > 0:
        parts.append(whole.scaled(share * new_design))
    if share < 1:
        parts.append(replace(whole, phase=PRODUCTION).scaled((1.0 - share) * units))
    return parts


def merged(families: list[tuple[BoolArray, list[Line]]]) -> list[Line]:
    """One list from the lists of several families, each holding for the candidates of its mask.

    Where a family has no such line its mean is zero. Words are those of the family of the first candidate.
    """
    if len(families) == 1:
        return families[0][1]
    keys = list(dict.fromkeys((one.element, one.phase) for _, lines in families for one in lines))
    return [_merge(families, element, phase) for element, phase in keys]


def _merge(families: list[tuple[BoolArray, list[Line]]], element: str, phase: str) -> Line:
    held = [(mask, one) for mask, lines in families for one in lines if (one.element, one.phase) == (element, phase)]
    spoken = next((one for mask, one in held if mask[0]), held[0][1])
    count = len(held[0][0])
    masks = [mask for mask, _ in held]
    lines = [one for _, one in held]
    return replace(
        spoken,
        driver_value=np.select(masks, [one.driver_value for one in lines], np.nan),
        mean_musd=np.select(masks, [one.mean_musd for one in lines], 0.0),
        cv_frac=np.select(masks, [one.cv_frac for one in lines], 0.0),
        within_range=np.select(masks, [one.within_range for one in lines], np.ones(count, bool)),
        model_error_cv_frac=np.select(masks, [one.model_error_cv_frac for one in lines], 0.0),
    )


def total_musd(lines: list[Line], *phases: str) -> Array:
    """Sum of the means of lines, of the phases named or of all."""
    kept = [one.mean_musd for one in lines if not phases or one.phase in phases]
    return np.asarray(np.sum(kept, axis=0))
