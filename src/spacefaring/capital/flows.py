"""What does the plan earn and spend each month and half-year? From the cost's yearly profile and the declared "
"revenue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from spacefaring.capital.inputs import Inputs, Revenue
from spacefaring.capital.model import Base
from spacefaring.capital.timeline import PERIODS_PER_YEAR, Timeline
from spacefaring.errors import StudyError
from spacefaring.messages import message
from spacefaring.tables import Array
from spacefaring.units import MONTH_PER_YEAR


@dataclass(frozen=True)
class Profile:
    """The cost stage's yearly profile of candidate 0 and the candidates' sizes against it."""

    year: Array
    p50_musd: Array
    planned_musd: Array  # at the plan's basis
    operations_musd: Array
    investment_scale: Array  # (n)
    operations_scale: Array  # (n)

    def part(self, chosen: slice) -> Profile:
        """The same shape for some of the candidates."""
        return replace(
            self, investment_scale=self.investment_scale[chosen], operations_scale=self.operations_scale[chosen]
        )


@dataclass(frozen=True)
class Line:
    """One declared revenue in price-year money by half-year, and what kind it is."""

    name: str
    given: Revenue
    start_year: int
    end_year: int
    real_musd: Array


def first(value: Any) -> float:
    """Candidate 0 of a number or an array over candidates."""
    return float(np.ravel(np.asarray(value, dtype=float))[0])


def profile(cost: Any, inputs: Inputs) -> Profile:
    """The yearly profile; candidates share its shape and differ in size."""
    table = cost.profile
    planned = table.capex_p80_musd if inputs.cost_basis == "p80" else table.capex_p50_musd
    capex = np.atleast_1d(np.asarray(getattr(cost, f"capex_{inputs.cost_basis}_musd"), dtype=float))
    yearly = np.atleast_1d(np.asarray(cost.operations_musd_per_year, dtype=float))
    count = len(np.atleast_1d(np.asarray(cost.total_p50_musd)))
    return Profile(
        np.asarray(table.year, dtype=float),
        np.asarray(table.capex_p50_musd, dtype=float),
        np.asarray(planned, dtype=float),
        np.asarray(table.operations_musd, dtype=float),
        np.broadcast_to(_scale(capex), (count,)),
        np.broadcast_to(_scale(yearly), (count,)),
    )


def _scale(values: Array) -> Array:
    return values / values[0] if values[0] > 0 else np.ones_like(values)


def timeline(cost: Any, inputs: Inputs, price_year: int, last_maturity_year: float, *, delay_year: int = 0) -> Timeline:
    """The calendar: construction ends with the last year of investment, service with the last operating cost.

    Several missions are financed as one programme: service counts from the year after the last launch, and what earlier
    missions cost to run until then is paid by the plan.
    """
    years = np.asarray(cost.profile.year, dtype=float)
    operating = years[np.asarray(cost.profile.operations_musd, dtype=float) > 0]
    spending = years[np.asarray(cost.profile.capex_p50_musd, dtype=float) > 0]
    launch = int(max(first(cost.launch_year), spending.max(initial=0.0)))
    end = int(max(operating.max(initial=launch), first(cost.end_year)))
    start = int(min(first(cost.start_year), years[0]))
    return Timeline(start, launch, end + delay_year, price_year, last_maturity_year, inputs.inflation_frac)


def lines(inputs: Inputs, when: Timeline) -> tuple[Line, ...]:
    """Declared revenue by half-year, price-year money; revenue before launch is refused."""
    first_year = when.launch_year + 1
    found = []
    for index, given in enumerate(inputs.revenues):
        start, end = given.start_year or first_year, given.end_year or when.end_year
        if start < first_year:
            raise StudyError(
                message("capital.revenues[{index}].start_year is {start}, but service starts in {first}; revenue "
                        "cannot come before it",
                        index=index, start=str(start), first=str(first_year))
            )  # fmt: skip
        if end < start:
            raise StudyError(
                message("capital.revenues[{index}].end_year is {end}, before its start in {start}; change one of them",
                        index=index, end=str(end), start=str(start))
            )  # fmt: skip
        year = when.period_year
        real = given.amount_musd_per_year / PERIODS_PER_YEAR * (1.0 + given.price_change_frac) ** (year - start)
        served = np.arange(when.period_count) < when.service_period_count
        found.append(
            Line(f"{given.kind} {index + 1}", given, start, end, real * (year >= start) * (year <= end) * served)
        )
    return tuple(found)


def base(size: Profile, declared: Sequence[Line], when: Timeline) -> Base:
    """Money of the day for every candidate. Operating cost until the launch year is paid by the plan, as "
    "investment is."""
    month = _by_year(size.year, size.planned_musd, when.month_year) / MONTH_PER_YEAR
    early = _by_year(size.year, size.operations_musd, when.month_year) / MONTH_PER_YEAR
    operating = _by_year(size.year, size.operations_musd, when.period_year) / PERIODS_PER_YEAR
    later = _by_year(size.year, size.planned_musd, when.period_year) / PERIODS_PER_YEAR
    inv, ops = size.investment_scale[:, None], size.operations_scale[:, None]
    revenue, contracted = revenue_nominal(declared, when, len(size.investment_scale))
    return Base(
        investment=(month * inv + early * ops) * when.month_price,
        revenue=revenue,
        contracted=contracted,
        operating_cost=operating * ops * when.period_price,
        later_investment=later * inv * when.period_price,
    )


def revenue_nominal(declared: Sequence[Line], when: Timeline, count: int) -> tuple[Array, Array]:
    """All declared revenue, and the part under contract, in money of the day."""
    whole = sum((line.real_musd for line in declared), np.zeros(when.period_count)) * when.period_price
    signed = sum((line.real_musd for line in declared if line.given.contracted), np.zeros(when.period_count))
    return np.tile(whole, (count, 1)), np.tile(signed * when.period_price, (count, 1))


def _by_year(years: Array, amounts: Array, wanted: Array) -> Array:
    """The amount of each wanted year; zero for years that the profile does not have."""
    known = dict(zip(years.astype(int).tolist(), amounts.tolist(), strict=True))
    return np.array([known.get(int(y), 0.0) for y in wanted])
