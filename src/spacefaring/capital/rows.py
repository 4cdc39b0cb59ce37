# A Table turns lists into arrays itself.
# mypy: disable-error-code="arg-type"
"""How are a solved plan's arrays written as tables? Candidate 0, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from spacefaring import catalog
from spacefaring.capital import audit, construction, grant_elements, measures, tables
from spacefaring.capital.benefits import Value
from spacefaring.capital.risk_rows import number
from spacefaring.capital.scenarios import Stress
from spacefaring.capital.solved import Solved, by_year, has_benefit
from spacefaring.capital.verdict import Test
from spacefaring.messages import mark
from spacefaring.tables import Array

CENT_MUSD = audit.CENT_MUSD


@dataclass(frozen=True)
class UseRows:
    """Uses by month, (n, month) each, in the order they are shown."""

    named: dict[str, Array]

    @property
    def total(self) -> Array:
        return sum(self.named.values(), np.zeros(1))


def draws(s: Solved) -> Array:
    return construction.draws(s.plan.construction, s.terms)


def uses(s: Solved) -> UseRows:
    """The uses of every month by name. Investment is parted into P50 and contingency in proportion."""
    built, months = s.plan.construction, s.when.month_count
    part = _p50_part(s)
    once = {
        mark("down payment"): (built.down_payment, 0),
        mark("credit insurance premium"): (built.premium, 0),
        mark("fees at signature"): (built.upfront_fee, 0),
        mark("reserve account"): (built.reserve, months - 1),
        mark("working capital"): (built.working_capital, months - 1),
    }
    single = {name: _at(amount, month, months) for name, (amount, month) in once.items()}
    return UseRows({
        mark("investment at P50"): built.investment * part,
        mark("contingency"): built.investment * (1.0 - part),
        **single,
        mark("interest during construction"): built.interest,
        mark("commitment fees"): built.commitment_fee,
    })  # fmt: skip


def _p50_part(s: Solved) -> float:
    planned = float(s.size.planned_musd.sum())
    return float(s.size.p50_musd.sum()) / planned if planned > 0 else 1.0


def _at(amount: Array, month: int, count: int) -> Array:
    row = np.zeros((len(amount), count))
    row[:, month] = amount
    return row


def tables_of(s: Solved, stresses: list[Stress], listed: list[Test]) -> dict[str, Any]:
    drawn, used = draws(s), uses(s)
    return {
        "tranches": _tranches(s, drawn),
        "uses": tables.Uses(
            use=list(used.named),
            amount_musd=[float(np.sum(u[0] / s.when.month_price)) for u in used.named.values()],
            amount_nominal_musd=[float(u[0].sum()) for u in used.named.values()],
        ),
        "sources": tables.Sources(
            source=list(s.terms.names),
            amount_musd=np.sum(drawn[0] / s.when.month_price, axis=-1),
            amount_nominal_musd=drawn[0].sum(axis=-1),
        ),
        "grant_elements": _grant_elements(s),
        "benefits": _benefits(s.frame.values),
        "scenarios": _scenarios(s, stresses),
        "tests": _tests(listed),
        "checks": audit.checks(s, drawn, used.total[0], loan_rows),
        "construction": _months(s, drawn, used),
        "draws": _draws(s, drawn),
        "periods": _periods(s),
        "loans": _loans(s),
        "half_years": _half_years(s),
        "yearly": tables.Yearly(
            year=s.size.year, investment_p50_musd=s.size.p50_musd,
            contingency_musd=s.size.planned_musd - s.size.p50_musd, operating_cost_musd=s.size.operations_musd,
        ),
        "revenues": _revenues(s),
        "currencies": _currencies(s),
        "parameters": audit.parameters(s),
    }  # fmt: skip


def _tranches(s: Solved, drawn: Array) -> tables.Tranches:
    terms, unit, built = s.terms, s.frame.unit, s.plan.construction
    amount = built.commitment[0]
    return tables.Tranches(
        tranche=list(terms.names),
        kind=list(terms.kinds),
        lender=list(terms.lenders),
        currency=list(terms.currencies),
        amount_musd=np.sum(drawn[0] / s.when.month_price, axis=-1),
        amount_nominal_musd=amount,
        share_frac=amount / built.total[0],
        asked_share_frac=terms.share_frac,
        fixed_nominal_musd=terms.amount_nominal_musd,
        draw_order_index=terms.draw_order_index.astype(float),
        rate_frac=_debt_only(terms.interest_frac, s),
        repayment=list(terms.repayment),
        grace_year=_debt_only(terms.grace_year, s),
        maturity_year=_debt_only(terms.maturity_year, s),
        first_period_index=np.where(terms.is_debt, unit.first, 0).astype(float),
        last_period_index=np.where(terms.is_debt, unit.last, 0).astype(float),
        grace_interest=["capitalised" if c else "paid" for c in terms.capitalises_grace],
        commitment_fee_frac=terms.commitment_fee_frac,
        upfront_fee_frac=terms.upfront_fee_frac,
        premium_frac=terms.premium_frac,
        down_payment_frac=terms.down_payment_frac,
        grant_element_frac=s.frame.elements[0].by_tranche,
        capped=np.concatenate([built.capped[0, :-1], [False]]),
        grace_extended=unit.grace_extended,
        source=list(terms.sources),
    )


def _debt_only(values: Array, s: Solved) -> Array:
    return np.where(s.terms.is_debt, values, np.nan)


def _grant_elements(s: Solved) -> tables.GrantElements:
    amount = s.plan.construction.commitment[:1]
    return tables.GrantElements(
        convention=[e.convention for e in s.frame.elements],
        discount_frac=[e.discount_frac for e in s.frame.elements],
        grant_element_frac=[float(grant_elements.package(e.by_tranche, amount, s.terms)[0]) for e in s.frame.elements],
        loans_grant_element_frac=[
            float(grant_elements.package(e.by_tranche, amount, s.terms, with_grants=False)[0]) for e in s.frame.elements
        ],
        source=[e.source for e in s.frame.elements],
    )


def _benefits(values: list[Value]) -> tables.Benefits:
    return tables.Benefits(
        benefit=[v.benefit for v in values],
        theme=[v.theme for v in values],
        driver=[v.driver for v in values],
        driver_count=[v.quantity for v in values],
        score_frac=[v.score_frac for v in values],
        low_musd_per_year=[v.yearly_musd[0] for v in values],
        mid_musd_per_year=[v.yearly_musd[1] for v in values],
        high_musd_per_year=[v.yearly_musd[2] for v in values],
        change_frac=[v.change_frac for v in values],
        from_year=[v.from_year for v in values],
        status=[v.status for v in values],
        source=[v.source for v in values],
        attribution_source=[v.attribution_source for v in values],
    )


def _scenarios(s: Solved, stresses: list[Stress]) -> tables.Scenarios:
    social, nominal = s.inputs.social_discount_frac, s.inputs.discount_nominal_frac
    counted = has_benefit(s.frame)
    budgets = [x.budget[:1] / x.when.period_price for x in stresses]
    return tables.Scenarios(
        scenario=[x.name for x in stresses],
        npv_financial_musd=[float(measures.financial_npv(x.project[:1], nominal, x.when)[0]) for x in stresses],
        npv_economic_musd=[
            float(measures.economic_npv(x.cost[:1], x.benefit, social, x.when)[0]) if counted else np.nan
            for x in stresses
        ],
        irr_financial_frac=[float(measures.yearly_irr(x.project[:1])[0]) for x in stresses],
        dscr_min=[float(x.dscr_min[0]) for x in stresses],
        llcr=[float(x.llcr[0]) for x in stresses],
        budget_musd=[float(b.sum()) for b in budgets],
        budget_worst_musd_per_year=[float(by_year(b).max()) for b in budgets],
        why=[x.why for x in stresses],
    )


_RESULT = {True: mark("passed"), False: mark("failed"), None: mark("not applicable")}


def _tests(listed: list[Test]) -> tables.Tests:
    return tables.Tests(
        test=[t.name for t in listed],
        group=[t.group for t in listed],
        required=[number(t.required) for t in listed],
        obtained=[number(t.obtained) for t in listed],
        result=[_RESULT[t.passed] for t in listed],
        why=[str(t.said) for t in listed],
    )


def _months(s: Solved, drawn: Array, used: UseRows) -> tables.Months:
    u = {name: rows[0] for name, rows in used.named.items()}
    return tables.Months(
        month_end_utc=s.when.month_ends(),
        price_level_ratio=s.when.month_price,
        investment_nominal_musd=u["investment at P50"] + u["contingency"],
        down_payment_nominal_musd=u["down payment"],
        premium_nominal_musd=u["credit insurance premium"],
        upfront_fee_nominal_musd=u["fees at signature"],
        interest_nominal_musd=u["interest during construction"],
        commitment_fee_nominal_musd=u["commitment fees"],
        reserve_nominal_musd=u["reserve account"],
        working_capital_nominal_musd=u["working capital"],
        uses_nominal_musd=used.total[0],
        sources_nominal_musd=drawn[0].sum(axis=0),
        debt_nominal_musd=np.cumsum(s.terms.is_debt @ drawn[0]),
    )


def _draws(s: Solved, drawn: Array) -> tables.Draws:
    count = len(s.terms)
    return tables.Draws(
        month_end_utc=np.repeat(s.when.month_ends(), count),
        tranche=np.tile(s.terms.names, s.when.month_count),
        draw_nominal_musd=drawn[0].T.ravel(),
    )


def _periods(s: Solved) -> tables.Periods:
    plan, fall, price = s.plan, s.plan.waterfall, s.when.period_price
    f = plan.flows
    return tables.Periods(
        period_end_utc=s.when.period_ends(),
        price_level_ratio=price,
        revenue_nominal_musd=f.revenue[0],
        contracted_nominal_musd=f.contracted[0],
        operating_cost_nominal_musd=f.operating_cost[0],
        later_investment_nominal_musd=f.later_investment[0],
        cfads_nominal_musd=f.cfads[0],
        interest_nominal_musd=plan.interest[0],
        principal_nominal_musd=plan.principal[0],
        debt_service_nominal_musd=plan.debt_service[0],
        market_service_nominal_musd=plan.market_service[0],
        balance_nominal_musd=plan.balance[0],
        from_locked_nominal_musd=fall.from_locked[0],
        from_reserve_nominal_musd=fall.from_reserve[0],
        budget_nominal_musd=fall.from_budget[0],
        to_reserve_nominal_musd=fall.to_reserve[0],
        released_reserve_nominal_musd=fall.released_reserve[0],
        working_capital_release_nominal_musd=f.working_capital_release[0],
        to_locked_nominal_musd=fall.to_locked[0],
        released_locked_nominal_musd=fall.released_locked[0],
        distribution_nominal_musd=fall.distribution[0],
        reserve_nominal_musd=fall.reserve[0],
        locked_nominal_musd=fall.locked[0],
        loan_rate_frac=plan.cover.rate[0],
        state=_state(s),
        dscr=fall.dscr[0],
        llcr=plan.cover.llcr[0],
        plcr=plan.cover.plcr[0],
        revenue_musd=f.revenue[0] / price,
        operating_cost_musd=f.operating_cost[0] / price,
        cfads_musd=f.cfads[0] / price,
        interest_musd=plan.interest[0] / price,
        principal_musd=plan.principal[0] / price,
        debt_service_musd=plan.debt_service[0] / price,
        balance_musd=plan.balance[0] / price,
        budget_musd=fall.from_budget[0] / price,
    )


_STATES = (mark("paid"), mark("lock-up"), mark("budget"))


def _state(s: Solved) -> list[str]:
    """How each half-year went for the lender."""
    fall = s.plan.waterfall
    helped = fall.from_budget[0] > CENT_MUSD
    weak = (s.plan.debt_service[0] > CENT_MUSD) & ~(fall.dscr[0] >= s.inputs.lock_up_dscr)
    return np.where(helped, _STATES[2], np.where(weak, _STATES[1], _STATES[0])).tolist()  # type: ignore[no-any-return]


def loan_rows(s: Solved, i: int) -> tuple[Array, Array, Array, Array]:
    """Interest, capitalised interest, principal and closing balance of tranche i, candidate 0."""
    if i == s.terms.sculpted:
        none = np.zeros(s.when.period_count)
        return s.plan.sculpted_interest[0], none, s.plan.sculpted_principal[0], s.plan.sculpted_balance[0]
    amount = s.plan.construction.commitment[0, i]
    return tuple(
        amount * r[i]
        for r in (s.frame.unit.interest, s.frame.unit.capitalised, s.frame.unit.principal, s.frame.unit.balance)
    )


def _loans(s: Solved) -> tables.Loans:
    debts = np.flatnonzero(s.terms.is_debt)
    found = [loan_rows(s, int(i)) for i in debts]
    opening = [
        np.concatenate([[s.plan.construction.commitment[0, i]], rows[3][:-1]])
        for i, rows in zip(debts, found, strict=True)
    ]
    columns = [np.concatenate([rows[k] for rows in found]) if found else np.empty(0) for k in range(4)]
    return tables.Loans(
        tranche=np.repeat(np.array(s.terms.names)[debts], s.when.period_count),
        period_end_utc=np.tile(s.when.period_ends(), len(debts)),
        opening_nominal_musd=np.concatenate(opening) if opening else np.empty(0),
        interest_nominal_musd=columns[0],
        capitalised_nominal_musd=columns[1],
        principal_nominal_musd=columns[2],
        balance_nominal_musd=columns[3],
    )


def _half_years(s: Solved) -> tables.HalfYears:
    gained = np.concatenate([np.zeros((3, s.when.construction_period_count)), s.frame.benefit], axis=-1)
    return tables.HalfYears(
        time_year=s.when.half_year_time,
        project_nominal_musd=s.project[0],
        cost_musd=np.concatenate([s.early_cost[0], s.running_cost[0]]),
        benefit_low_musd=gained[0],
        benefit_mid_musd=gained[1],
        benefit_high_musd=gained[2],
    )


def _revenues(s: Solved) -> tables.Revenues:
    given = [line.given for line in s.frame.declared]
    return tables.Revenues(
        line=np.array([line.name for line in s.frame.declared], dtype=str),
        kind=np.array([g.kind for g in given], dtype=str),
        amount_musd_per_year=np.array([g.amount_musd_per_year for g in given], dtype=float),
        contracted=np.array([g.contracted for g in given], dtype=bool),
        currency=np.array([g.currency.upper() for g in given], dtype=str),
        local=np.array([g.currency.upper() in s.frame.local_currencies for g in given], dtype=bool),
        start_year=np.array([line.start_year for line in s.frame.declared], dtype=float),
        end_year=np.array([line.end_year for line in s.frame.declared], dtype=float),
        price_change_frac=np.array([g.price_change_frac for g in given], dtype=float),
    )


def _currencies(s: Solved) -> tables.Currencies:
    amount = s.plan.construction.commitment[0] * s.terms.is_debt
    income = {line.name: float(line.real_musd.sum()) for line in s.frame.declared}
    earned = [(line.given.currency.upper(), income[line.name]) for line in s.frame.declared]
    owed = [(c, float(a)) for c, a in zip(s.terms.currencies, amount, strict=True) if a > 0]
    names = sorted({c for c, _ in (*owed, *earned)} | {"USD"})
    known = catalog.read("currencies")
    row = {
        c: known.row(c) if c in known.keys else {"per_usd_ratio": np.nan, "date": "", "source": "study file"}
        for c in names
    }
    return tables.Currencies(
        currency=names,
        per_usd_ratio=[s.inputs.per_usd_ratio.get(c, row[c]["per_usd_ratio"]) for c in names],
        debt_share_frac=[_part(owed, c) for c in names],
        revenue_share_frac=[_part(earned, c) for c in names],
        date=["" if c in s.inputs.per_usd_ratio else row[c]["date"] for c in names],
        source=["study file" if c in s.inputs.per_usd_ratio else row[c]["source"] for c in names],
    )


def _part(pairs_of: list[tuple[str, float]], currency: str) -> float:
    whole = sum(a for _, a in pairs_of)
    return sum(a for c, a in pairs_of if c == currency) / whole if whole > 0 else 0.0
