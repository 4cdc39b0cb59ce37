"""What if it goes wrong? The plan as signed, with less revenue, a lost satellite, a delay or a weaker currency.

Loans stay as they were signed and drawn; what the service earns and costs changes, and the cascade runs again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from spacefaring.capital import measures, operation
from spacefaring.capital.flows import Line, revenue_nominal
from spacefaring.capital.inputs import Inputs
from spacefaring.capital.model import Plan
from spacefaring.capital.operation import Flows
from spacefaring.capital.timeline import PERIODS_PER_YEAR, Timeline
from spacefaring.messages import mark
from spacefaring.tables import Array

DELAY_YEAR = 2  # the delay that the stress asks about
DELAY_SOURCE = "guess: two years, beyond the 8 to 11 months that GAO-12-207SP found on average"
CAPACITY_PRICE_CHANGE_FRAC = -0.2547
CAPACITY_PRICE_SOURCE = "Euroconsult, SpaceNews, February 2024: -77 % in five years to 2023"


@dataclass(frozen=True)
class Stress:
    """A stressed plan: half-yearly project cash, benefit and cost to society, cover and budget, (n, …)."""

    name: str
    why: str
    project: Array
    cost: Array
    benefit: Array
    dscr_min: Array
    llcr: Array
    budget: Array  # nominal, by half-year
    when: Timeline


@dataclass(frozen=True)
class Signed:
    """What every stress starts from: the plan, its revenue lines, real costs and benefits by half-year."""

    plan: Plan
    declared: tuple[Line, ...]
    when: Timeline
    early_cost: Array  # real, construction half-years, (n, …)
    running_cost: Array  # real, periods, (n, …)
    benefit: Array  # real, middle case, periods
    local_currencies: frozenset[str]


def run_all(signed: Signed, inputs: Inputs) -> list[Stress]:
    """Every stress in the order of the report."""
    return [make(signed, inputs) for make in SCENARIOS.values()]


def _base(signed: Signed, inputs: Inputs) -> Stress:
    return _stress(signed, inputs, "base", mark("the plan as it stands"), signed.plan.flows, signed.benefit)


def _lost(name: str, why: str, periods: int) -> Callable[[Signed, Inputs], Stress]:
    """The satellite is gone after some half-years: no revenue, no benefit, operations wound up in one more."""

    def make(signed: Signed, inputs: Inputs) -> Stress:
        flows = signed.plan.flows
        alive = np.arange(signed.when.period_count) < periods
        staffed = np.arange(signed.when.period_count) <= periods
        paid = np.zeros_like(flows.revenue)
        insured = signed.plan.construction.investment.sum(axis=-1) + signed.plan.construction.down_payment
        paid[:, periods] = insured * inputs.insured_frac
        stressed = replace(
            flows,
            revenue=flows.revenue * alive + paid,
            contracted=flows.contracted * alive,
            operating_cost=flows.operating_cost * staffed,
            later_investment=flows.later_investment * staffed,
        )
        return _stress(
            signed, inputs, name, why, stressed, signed.benefit * alive, running=signed.running_cost * staffed
        )

    return make


def _delay(signed: Signed, inputs: Inputs) -> Stress:
    """Service and benefits come two years later; the team is paid while it waits, loans are served as signed."""
    shift = DELAY_YEAR * PERIODS_PER_YEAR
    when = replace(signed.when, end_year=signed.when.end_year + DELAY_YEAR)
    flows, wider = signed.plan.flows, _wider(signed.plan, when.period_count)
    price = when.period_price / np.concatenate([np.ones(shift), signed.when.period_price])[: when.period_count]
    late = {
        n: _later(getattr(flows, n), shift, when.period_count) * price
        for n in ("revenue", "contracted", "later_investment")
    }
    operating = _later(flows.operating_cost, shift, when.period_count) * price
    operating[:, :shift] = flows.operating_cost[:, :1] / signed.when.period_price[0] * when.period_price[:shift]
    release = _later(flows.working_capital_release, shift, when.period_count)
    stressed = Flows(operating_cost=operating, working_capital_release=release, **late)
    running = (operating + late["later_investment"]) / when.period_price
    moved = replace(signed, plan=wider, when=when)
    return _stress(moved, inputs, "delay_24_months", mark("service starts two years late, the team is paid "
                                                          "meanwhile, loans are served as signed"),
                   stressed, _later(signed.benefit[None, :], shift, when.period_count)[0], running=running)  # fmt: skip


def _later(values: Array, shift: int, count: int) -> Array:
    moved = np.concatenate([np.zeros((len(values), shift)), values], axis=-1)
    return np.asarray(moved[:, :count])


def _wider(plan: Plan, count: int) -> Plan:
    """The plan's debt rows with empty half-years added at the end."""
    names = ("interest", "principal", "debt_service", "market_service", "balance", "opening")
    more = count - plan.interest.shape[-1]
    wider: dict[str, Any] = {n: np.pad(getattr(plan, n), ((0, 0), (0, more))) for n in names}
    return replace(plan, **wider)


def _revenue(
    name: str, why: str, change: Callable[[Line, Signed, Inputs], Array]
) -> Callable[[Signed, Inputs], Stress]:
    """A stress that changes declared revenue lines and nothing else."""

    def make(signed: Signed, inputs: Inputs) -> Stress:
        declared = [replace(line, real_musd=line.real_musd * change(line, signed, inputs)) for line in signed.declared]
        return _with(signed, inputs, name, why, declared)

    return make


def _with(signed: Signed, inputs: Inputs, name: str, why: str, declared: Sequence[Line]) -> Stress:
    revenue, contracted = revenue_nominal(declared, signed.when, len(signed.plan.interest))
    flows = replace(signed.plan.flows, revenue=revenue, contracted=contracted)
    return _stress(signed, inputs, name, why, flows, signed.benefit)


def _devalued(line: Line, signed: Signed, inputs: Inputs) -> Array:
    local = line.given.currency.upper() in signed.local_currencies
    return np.full(signed.when.period_count, 1.0 - inputs.devaluation_frac if local else 1.0)


def _cheaper(line: Line, signed: Signed, inputs: Inputs) -> Array:
    if line.given.contracted:
        return np.ones(signed.when.period_count)
    return np.asarray((1.0 + CAPACITY_PRICE_CHANGE_FRAC) ** np.maximum(signed.when.period_year - line.start_year, 0.0))


def _no_anchor(line: Line, signed: Signed, inputs: Inputs) -> Array:
    return np.full(signed.when.period_count, 0.0 if line.given.kind == "anchor_tenant" else 1.0)


SCENARIOS: dict[str, Callable[[Signed, Inputs], Stress]] = {
    "base": _base,
    "launch_loss": _lost(
        "launch_loss", mark("the launch fails: no service at all; insurance pays the part that the study insures"), 0
    ),
    "first_year_loss": _lost("first_year_loss", mark("the satellite fails after one year"), PERIODS_PER_YEAR),
    "delay_24_months": _delay,
    "devaluation": _revenue(
        "devaluation",
        mark("revenue in local currency loses the part that the study says; debt is in foreign currency"),
        _devalued,
    ),
    "price_decline": _revenue(
        "price_decline", mark("prices without a contract fall as satellite capacity did to 2023"), _cheaper
    ),
    "no_anchor_tenant": _revenue("no_anchor_tenant", mark("the anchor tenant does not come"), _no_anchor),
}
WORDS = (mark("base"), mark("launch_loss"), mark("first_year_loss"), mark("delay_24_months"), mark("devaluation"),
         mark("price_decline"), mark("no_anchor_tenant"))  # fmt: skip


def _stress(
    signed: Signed, inputs: Inputs, name: str, why: str, flows: Flows, benefit: Array, *, running: Array | None = None
) -> Stress:
    plan, when = signed.plan, signed.when
    served, built = when.service_period_count, plan.construction
    fall = operation.run(flows, plan.debt_service, plan.market_service, built.reserve,
                         operation.reserve_parts(inputs.reserve_month), inputs.lock_up_dscr, served)  # fmt: skip
    cover = measures.cover(flows.cfads, plan.opening, plan.interest, plan.debt_service, served)
    spent = built.investment.copy()
    spent[:, 0] += built.down_payment
    project = measures.project_flows(spent, built.working_capital, flows, when)
    cost = np.concatenate([signed.early_cost, signed.running_cost if running is None else running], axis=-1)
    gained = np.concatenate([np.zeros(when.construction_period_count), benefit])
    return Stress(
        name, why, project, cost, gained, measures.smallest(fall.dscr), cover.llcr_start, fall.from_budget, when
    )
