"""What is known of a programme's money once its plan is solved, and what is it worth?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring.capital import construction, flows, grant_elements, measures, model
from spacefaring.capital.benefits import Value
from spacefaring.capital.debt import Service
from spacefaring.capital.flows import Line, Profile
from spacefaring.capital.grant_elements import Elements
from spacefaring.capital.inputs import Inputs
from spacefaring.capital.model import Base, Plan
from spacefaring.capital.terms import Terms
from spacefaring.capital.timeline import PERIODS_PER_YEAR, Timeline
from spacefaring.kernels import cashflows
from spacefaring.tables import Array


@dataclass(frozen=True)
class Frame:
    """What all candidates of a study share."""

    inputs: Inputs
    terms: Terms
    when: Timeline
    unit: Service
    declared: tuple[Line, ...]
    values: list[Value]
    benefit: Array  # (case, period), real
    elements: list[Elements]
    own_plan: bool
    countries: tuple[str, ...]
    local_currencies: frozenset[str]


@dataclass(frozen=True)
class Solved:
    """Candidates with their plan; tables are written from the first."""

    frame: Frame
    size: Profile
    base: Base
    plan: Plan
    early_cost: Array  # (n, construction half-year), real
    running_cost: Array  # (n, period), real

    @property
    def inputs(self) -> Inputs:
        return self.frame.inputs

    @property
    def terms(self) -> Terms:
        return self.frame.terms

    @property
    def when(self) -> Timeline:
        return self.frame.when

    @property
    def project(self) -> Array:
        """Cash of the project before financing, nominal, (n, half-year)."""
        built = self.plan.construction
        spent = built.investment.copy()
        spent[:, 0] += built.down_payment
        return measures.project_flows(spent, built.working_capital, self.plan.flows, self.when)


def carry(frame: Frame, size: Profile) -> Solved:
    """Solve the plan of some candidates."""
    base = flows.base(size, frame.declared, frame.when)
    plan = model.run(base, frame.terms, frame.when, frame.unit, frame.inputs)
    early = frame.when.half_years(base.investment / frame.when.month_price)
    running = (base.operating_cost + base.later_investment) / frame.when.period_price
    return Solved(frame, size, base, plan, early, running)


def numbers(s: Solved) -> dict[str, Array]:
    """Every result that a candidate has one of, by its key in the results, (n) each."""
    return {**_worth(s), **_cover(s), **_size(s), **_budget(s)}


def _worth(s: Solved) -> dict[str, Array]:
    """Both cases: cash for whoever receives it, and society."""
    project, rate, when = s.project, s.inputs.discount_nominal_frac, s.when
    half_rate = (1.0 + rate) ** (1.0 / PERIODS_PER_YEAR) - 1.0
    low, mid, high = economic(s)
    return {
        "npv_financial_musd": measures.financial_npv(project, rate, when),
        "npv_economic_musd": mid,
        "npv_economic_low_musd": low,
        "npv_economic_high_musd": high,
        "irr_financial_frac": measures.yearly_irr(project),
        "mirr_financial_frac": (1.0 + cashflows.mirr(project, half_rate, half_rate)) ** PERIODS_PER_YEAR - 1.0,
        "payback_year": cashflows.payback(project, when.half_year_time, rate),
    }


def economic(s: Solved) -> list[Array]:
    """Worth to society with low, middle and high benefits; nan when none has a value."""
    social = np.concatenate([s.early_cost, s.running_cost], axis=-1)
    gained = np.concatenate([np.zeros((3, s.when.construction_period_count)), s.frame.benefit], axis=-1)
    found = [measures.economic_npv(social, g, s.inputs.social_discount_frac, s.when) for g in gained]
    return found if has_benefit(s.frame) else [np.full(len(social), np.nan)] * 3


def has_benefit(frame: Frame) -> bool:
    """Whether any benefit of the study's themes has a value."""
    return any(np.isfinite(v.yearly_musd[1]) for v in frame.values)


def _cover(s: Solved) -> dict[str, Array]:
    return {
        "dscr_min": measures.smallest(s.plan.waterfall.dscr),
        "dscr_mean": measures.mean(s.plan.waterfall.dscr),
        "llcr": s.plan.cover.llcr_start,
        "plcr": s.plan.cover.plcr_start,
        "revenue_gap_musd_per_year": revenue_gap(s),
    }


def revenue_gap(s: Solved) -> Array:
    """Contracted revenue a year, real, that lifts the least cover while the service runs to what is asked."""
    plan, served = s.plan, s.when.service_period_count
    short = s.inputs.required_dscr * plan.debt_service - plan.flows.cfads
    due = plan.debt_service > 1e-12
    real = np.where(due, short / s.when.period_price, 0.0)[:, :served] * PERIODS_PER_YEAR
    return np.asarray(np.maximum(real.max(axis=-1, initial=0.0), 0.0))


def _size(s: Solved) -> dict[str, Array]:
    built, element = s.plan.construction, s.frame.elements[0].by_tranche
    uses = built.monthly_uses
    draws = construction.draws_total(built, s.terms, s.when.month_price)
    return {
        "grant_element_frac": grant_elements.package(element, built.commitment, s.terms),
        "loans_grant_element_frac": grant_elements.package(element, built.commitment, s.terms, with_grants=False),
        "debt_musd": draws @ s.terms.is_debt,
        "debt_nominal_musd": built.commitment @ s.terms.is_debt,
        "uses_total_musd": np.sum(uses / s.when.month_price, axis=-1),
        "sources_total_musd": draws.sum(axis=-1),
        "uses_total_nominal_musd": uses.sum(axis=-1),
        "sources_total_nominal_musd": built.commitment.sum(axis=-1),
        "unfunded_musd": draws[:, -1],
    }


def _budget(s: Solved) -> dict[str, Array]:
    real = s.plan.waterfall.from_budget / s.when.period_price
    return {"budget_musd": real.sum(axis=-1), "budget_worst_musd_per_year": by_year(real).max(axis=-1)}


def by_year(half_yearly: Array) -> Array:
    """Half-years summed into years, the last one alone if their number is odd."""
    if half_yearly.shape[-1] % PERIODS_PER_YEAR:
        half_yearly = np.pad(half_yearly, ((0, 0), (0, 1)))
    return np.asarray(half_yearly.reshape(len(half_yearly), -1, PERIODS_PER_YEAR).sum(axis=-1))
