"""How do money, loans and time fit together? One plan, many candidates at once.

`Base` is what comes from before (cost, revenue, terms, time); `run` turns it into `Plan`: construction, loans, cascade
and cover for every candidate. Nothing here knows a study or writes a table, so that draws run the same lines.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring.capital import construction, debt, measures, operation
from spacefaring.capital.construction import Construction
from spacefaring.capital.debt import Service
from spacefaring.capital.inputs import Inputs
from spacefaring.capital.measures import Cover
from spacefaring.capital.operation import Flows, Waterfall
from spacefaring.capital.terms import Terms
from spacefaring.capital.timeline import PERIODS_PER_YEAR, Timeline
from spacefaring.tables import Array
from spacefaring.units import MONTH_PER_YEAR


@dataclass(frozen=True)
class Base:
    """What the plan must carry, in money of the day: (n, month) and (n, period)."""

    investment: Array
    revenue: Array
    contracted: Array
    operating_cost: Array
    later_investment: Array


@dataclass(frozen=True)
class Plan:
    """One financing plan solved for every candidate."""

    base: Base
    construction: Construction
    flows: Flows
    interest: Array  # accrued, (n, period)
    principal: Array
    debt_service: Array  # paid in cash
    market_service: Array
    balance: Array  # closing
    opening: Array
    sculpted_interest: Array
    sculpted_principal: Array
    sculpted_balance: Array
    waterfall: Waterfall
    cover: Cover


def run(
    base: Base, terms: Terms, timeline: Timeline, unit: Service, inputs: Inputs, planned_cfads: Array | None = None
) -> Plan:
    """Solve the circle of uses and loans, then run the half-years.

    A sculpted loan follows `planned_cfads`, the cash that the lender was shown; what comes in may differ.
    """
    working = base.operating_cost[:, :PERIODS_PER_YEAR].sum(axis=-1) * inputs.working_capital_month / MONTH_PER_YEAR
    flows = _flows(base, working, timeline)
    reserve_part = operation.reserve_parts(inputs.reserve_month)
    shown = flows.cfads if planned_cfads is None else planned_cfads
    contract = base.investment.sum(axis=-1) * inputs.contract_frac

    def sizing(commitment: Array) -> tuple[Array, Array]:
        return _sizing(commitment, shown, terms, unit, reserve_part, inputs.required_dscr)

    built = construction.solve(base.investment, working, terms, contract, sizing, inputs.reserve_month)
    return _operate(base, built, flows, shown, terms, timeline, unit, inputs, reserve_part)


def _flows(base: Base, working: Array, timeline: Timeline) -> Flows:
    release = np.zeros_like(base.revenue)
    if timeline.service_period_count:
        release[:, timeline.service_period_count - 1] = working
    return Flows(base.revenue, base.contracted, base.operating_cost, base.later_investment, release)


def _sizing(
    commitment: Array, cfads: Array, terms: Terms, unit: Service, reserve_part: Array, dscr: float
) -> tuple[Array, Array]:
    """First reserve, and how much the sculpted loan may be, for given commitments."""
    held = (commitment * terms.is_market) @ (unit.paid[:, :2] @ reserve_part[: unit.paid.shape[-1]])
    at = terms.sculpted
    if at is None:
        return held, np.full(len(commitment), np.inf)
    value, cash = _sculpting(commitment, cfads, terms, unit, at)
    part = np.divide(commitment[:, at], value, out=np.zeros_like(value), where=value > 0)
    if terms.is_market[at]:
        only_interest = commitment[:, at] * terms.interest_frac[at] / PERIODS_PER_YEAR
        for period, weight in enumerate(reserve_part[: cash.shape[-1]]):
            served = period + 1 >= unit.first[at]
            held = held + weight * (cash[:, period] * part if served else only_interest)
    return held, value / dscr


def _sculpting(commitment: Array, cfads: Array, terms: Terms, unit: Service, at: int) -> tuple[Array, Array]:
    others = commitment @ unit.paid
    rate = float(terms.interest_frac[at]) / PERIODS_PER_YEAR
    return debt.sculpting(np.maximum(cfads, 0.0) - others, rate, int(unit.first[at]), int(unit.last[at]))


def _operate(
    base: Base, built: Construction, flows: Flows, shown: Array, terms: Terms, timeline: Timeline, unit: Service,
    inputs: Inputs, reserve_part: Array,
) -> Plan:  # fmt: skip
    owed = built.commitment * terms.is_debt
    accrued, principal, paid, balance = (
        owed @ unit.interest,
        owed @ unit.principal,
        owed @ unit.paid,
        owed @ unit.balance,
    )
    market = (owed * terms.is_market) @ unit.paid
    own = [np.zeros_like(accrued) for _ in range(3)]
    at = terms.sculpted
    if at is not None:
        value, cash = _sculpting(built.commitment, shown, terms, unit, at)
        rate = float(terms.interest_frac[at]) / PERIODS_PER_YEAR
        own = list(debt.sculpted_rows(owed[:, at], cash, value, rate, int(unit.first[at]), int(unit.last[at])))
        accrued, principal, paid, balance = (
            accrued + own[0],
            principal + own[1],
            paid + own[0] + own[1],
            balance + own[2],
        )
        market = market + (own[0] + own[1]) * terms.is_market[at]
    opening = np.concatenate([owed.sum(axis=-1, keepdims=True), balance[:, :-1]], axis=-1)
    served = timeline.service_period_count
    waterfall = operation.run(flows, paid, market, built.reserve, reserve_part, inputs.lock_up_dscr, served)
    cover = measures.cover(flows.cfads, opening, accrued, paid, served)
    return Plan(
        base, built, flows, accrued, principal, paid, market, balance, opening, own[0], own[1], own[2], waterfall, cover
    )
