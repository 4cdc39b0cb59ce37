"""How is the stage run? Terms, time, plan, benefits, stresses and verdict brought together, then written as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from spacefaring import catalog
from spacefaring.capital import (
    alternatives,
    benefits,
    debt,
    flows,
    grant_elements,
    public_debt,
    readiness,
    risk,
    risk_rows,
    rows,
    scenarios,
    verdict,
)
from spacefaring.capital import terms as term_sheet
from spacefaring.capital.benefits import Value
from spacefaring.capital.flows import Profile
from spacefaring.capital.inputs import Inputs
from spacefaring.capital.solved import Frame, Solved, by_year, carry, numbers
from spacefaring.capital.tables import Capital
from spacefaring.capital.timeline import PERIODS_PER_YEAR, Timeline
from spacefaring.errors import StudyError
from spacefaring.kernels import cashflows
from spacefaring.messages import Message, message
from spacefaring.stage import Assumption
from spacefaring.tables import Array

if TYPE_CHECKING:
    from spacefaring.cost import Cost
    from spacefaring.places import Places
    from spacefaring.service import Service as Served


_CANDIDATES_AT_ONCE = 5_000  # keeps a block within the processor's cache and memory


def solve(inputs: Inputs, *, places: Places, cost: Cost, service: Served, price_year: int, seed: int) -> Capital:
    """Finance the programme: numbers for every candidate, tables, stresses and draws for the first."""
    countries = _countries(places)
    if inputs.launch_loss_frac is None:
        inputs = inputs.model_copy(update={"launch_loss_frac": flows.first(cost.launch_loss_frac)})
    tranches = term_sheet.plan(inputs, countries)
    terms, used = term_sheet.resolve(inputs, tranches)
    when = flows.timeline(cost, inputs, price_year, terms.last_maturity_year)
    size, declared = flows.profile(cost, inputs), flows.lines(inputs, when)
    for line in declared:
        term_sheet.per_usd(line.given.currency.upper(), inputs.per_usd_ratio)
    values, valued = benefits.values(inputs, needs=service.needs, places=places, capacity_mbit_per_s=_capacity(service))
    frame = Frame(
        inputs, terms, when, debt.serve(terms, when), declared, values, _benefit(values, when, inputs),
        grant_elements.elements(terms, inputs.grant_discount_frac), bool(inputs.tranches), countries,
        _local_currencies(countries),
    )  # fmt: skip
    if not size.planned_musd[size.year <= when.launch_year].sum() > 0:
        raise StudyError(
            message("capital: the cost stage gives no investment before service, so there is nothing to finance")
        )
    one = carry(frame, size.part(slice(0, 1)))
    card = readiness.card(countries)
    found = _numbers(frame, size, one)
    around = risk_rows.risk_tables(found, _drawn(one, cost, seed)) | {
        "public_debt": public_debt.view(one),
        "alternatives": alternatives.compare(
            one, service=service, places=places, capacity_mbit_per_s=_capacity(service)
        ),
        "readiness": card,
        "routes": readiness.routes(card),
    }
    return _result(one, found, around, (*used, *valued, *_conventions(one)))


def _drawn(s: Solved, cost: Cost, seed: int) -> risk.Outcome | None:
    """The joint model, with the scatter of the cost and the correlation between its lines."""
    if not s.inputs.draw_count:
        return None
    return risk.run(s, flows.first(cost.sigma_ln), flows.first(cost.correlation_frac), seed)


def _numbers(frame: Frame, size: Profile, one: Solved) -> dict[str, Array]:
    """Every candidate's numbers, block by block."""
    count = len(size.investment_scale)
    if count == 1:
        return numbers(one)
    starts = range(0, count, _CANDIDATES_AT_ONCE)
    found = [numbers(carry(frame, size.part(slice(a, a + _CANDIDATES_AT_ONCE)))) for a in starts]
    return {key: np.concatenate([block[key] for block in found]) for key in found[0]}


def _countries(places: Places) -> tuple[str, ...]:
    """Countries of the territory in their own order."""
    named = np.asarray(places.points.country).astype(str).tolist()
    return tuple(dict.fromkeys(c for c in named if c))


def _capacity(service: Served) -> float:
    """Capacity that the sites of all needs use together; nan when no site is served."""
    table = service.sites
    if not len(table.mission):
        return float("nan")
    offered = np.asarray(table.committed_mbit_per_s) * np.asarray(table.site_count) * np.asarray(table.seen)
    return float(offered.sum())


def _local_currencies(countries: tuple[str, ...]) -> frozenset[str]:
    facts = catalog.read("country_facts")
    chosen = zip(facts["country"], facts["fact"], facts["value"], strict=True)
    return frozenset(str(v) for c, f, v in chosen if f == "currency" and str(c) in countries)


def _benefit(values: list[Value], when: Timeline, inputs: Inputs) -> Array:
    """Benefits by case and half-year of service, real."""
    rows = [[benefits.yearly(v, case, when, inputs.uptake_year) for v in values] for case in range(3)]
    return np.array([np.sum(r, axis=0) if r else np.zeros(when.period_count) for r in rows])


def _conventions(s: Solved) -> list[Assumption]:
    found = [Assumption(key=f"capital.grant_elements[{i}].discount_frac", value=e.discount_frac, source=e.source)
             for i, e in enumerate(s.frame.elements)]  # fmt: skip
    rates = catalog.read("currencies")
    wanted = sorted(
        {*s.terms.currencies, *(line.given.currency.upper() for line in s.frame.declared)} & set(rates.keys)
    )
    for currency in wanted:
        row = rates.row(currency)
        found.append(
            Assumption(key=f"currencies.{currency}.per_usd_ratio", value=row["per_usd_ratio"], source=row["source"])
        )
    found.append(
        Assumption(
            key="capital.price_decline_frac",
            value=scenarios.CAPACITY_PRICE_CHANGE_FRAC,
            source=scenarios.CAPACITY_PRICE_SOURCE,
        )
    )
    return found


def _result(s: Solved, found: dict[str, Array], around: dict[str, Any], used: tuple[Assumption, ...]) -> Capital:
    """Candidate 0 in tables and words, every candidate in numbers."""
    seen, headline, asked = _found(s, found), s.frame.elements[0], s.inputs
    listed = verdict.tests(
        seen, dscr=asked.required_dscr, llcr=asked.required_llcr,
        contract_frac=asked.required_contract_frac, concessional_frac=asked.concessional_frac,
    )  # fmt: skip
    yearly = by_year(s.plan.waterfall.from_budget[:1] / s.when.period_price)[0]
    signed = scenarios.Signed(
        s.plan, s.frame.declared, s.when, s.early_cost, s.running_cost, s.frame.benefit[1],
        s.frame.local_currencies,
    )  # fmt: skip
    whole: dict[str, Any] = found | around | rows.tables_of(s, scenarios.run_all(signed, asked), listed)
    return Capital(
        used=used,
        verdict=verdict.word(seen, listed),
        reasons=verdict.reasons(seen, listed),
        irr_reason=_irr_reason(s.project[0]),
        dscr_min_end_utc=seen.dscr_min_end,
        dscr_reason=_dscr_reason(seen),
        grant_element_discount_frac=headline.discount_frac,
        grant_element_convention=headline.convention,
        budget_worst_year=s.when.launch_year + 1 + int(np.argmax(yearly)) if yearly.max() > 0 else 0,
        own_plan=s.frame.own_plan,
        price_basis=_price_basis(s),
        **whole,
    )


def _found(s: Solved, found: dict[str, Array]) -> verdict.Found:
    """What the tests look at: candidate 0."""
    plan, terms, when = s.plan, s.terms, s.when
    built, dscr = plan.construction, plan.waterfall.dscr[0]
    has = np.isfinite(dscr).any()
    at = int(np.nanargmin(dscr)) if has else 0
    amount, element = built.commitment, s.frame.elements[0].by_tranche
    names = np.array(terms.names)
    used = terms.is_debt & (amount[0] > 1e-12)
    revenue = float(plan.flows.revenue[0].sum())
    last = when.launch_year + 1 + (int(s.frame.unit.last[used].max()) - 1) // PERIODS_PER_YEAR if used.any() else 0
    return verdict.Found(
        debt_musd=float(amount[0] @ terms.is_debt),
        market_musd=float(amount[0] @ terms.is_market),
        uses_musd=float(built.total[0]),
        unfunded_musd=float(amount[0, -1]),
        capped=tuple(names[:-1][built.capped[0, :-1]].tolist()),
        extended=tuple(names[s.frame.unit.grace_extended & used].tolist()),
        revenue_musd=revenue,
        contracted_frac=float(plan.flows.contracted[0].sum()) / revenue if revenue > 0 else 0.0,
        dscr_min=float(dscr[at]) if has else float("nan"),
        dscr_min_end=when.period_ends()[at] if has else "",
        llcr=float(plan.cover.llcr_start[0]),
        last_maturity_end=last,
        end_year=when.end_year,
        grant_element_frac=float(grant_elements.package(element, amount, terms)[0]),
        grant_discount_frac=s.frame.elements[0].discount_frac,
        npv_economic_musd=float(found["npv_economic_musd"][0]),
        npv_economic_high_musd=float(found["npv_economic_high_musd"][0]),
        debt_risk=_worst_risk(s.frame.countries),
        revenue_gap_musd_per_year=float(found["revenue_gap_musd_per_year"][0]),
        grant_gap_frac=_grant_gap(s),
        benefit_factor_ratio=_benefit_factor(s, found),
    )


def _grant_gap(s: Solved) -> float:
    """What part of the uses must turn from loan into grant to reach the concessional test."""
    amount, element = s.plan.construction.commitment[0], s.frame.elements[0].by_tranche
    counted = s.terms.is_debt | s.terms.is_grant
    debt = float(amount @ s.terms.is_debt)
    if debt <= 0:
        return 0.0
    have = float(amount @ np.where(counted, element, 0.0))
    loans = float(amount @ np.where(s.terms.is_debt, element, 0.0)) / debt
    needed = s.inputs.concessional_frac * float(amount @ counted) - have
    return max(needed / (1.0 - loans), 0.0) / float(s.plan.construction.total[0]) if loans < 1.0 else 0.0


def _benefit_factor(s: Solved, found: dict[str, Array]) -> float:
    """How many times larger the counted benefits would have to be for society to break even."""
    gained = np.concatenate([np.zeros(s.when.construction_period_count), s.frame.benefit[1]])
    present = float(cashflows.npv(s.inputs.social_discount_frac, gained, s.when.half_year_time))
    return (present - float(found["npv_economic_musd"][0])) / present if present > 0 else float("nan")


def _worst_risk(countries: tuple[str, ...]) -> str:
    """The worst known risk of debt distress among the countries; unknown if any is unknown."""
    facts = catalog.read("country_facts")
    known = {str(c): str(v) for c, f, v in zip(facts["country"], facts["fact"], facts["value"], strict=True)
             if f == "debt_distress_risk"}  # fmt: skip
    if not countries or set(countries) - known.keys():
        return "unknown"
    order = ["low", "moderate", "high", "in distress"]
    return max((known[c] for c in countries), key=order.index)


def _irr_reason(project: Array) -> Message:
    roots = (1.0 + cashflows.irr_roots(project)) ** PERIODS_PER_YEAR - 1.0
    if len(roots) == 1:
        return message("The cash flow has one internal rate of return, {rate:.1%} nominal.", rate=float(roots[0]))
    if len(roots) == 0:
        return message("The cash flow never pays back at any rate, so it has no internal rate of return.")
    listed = ", ".join(f"{100 * r:.1f} %" for r in roots)
    return message(
        "The cash flow has {count} internal rates of return ({listed}): none of them alone means anything.",
        count=len(roots),
        listed=listed,
    )


def _dscr_reason(found: verdict.Found) -> Message:
    if np.isnan(found.dscr_min):
        return message("No debt is served while the service runs, so there is no cover.")
    if found.revenue_musd <= 0:
        return message("Cover is zero because no revenue is declared; benefits to society are not revenue.")
    return message("Cover counts declared revenue less operations, while the service runs.")


def _price_basis(s: Solved) -> Message:
    return message(
        "Figures are in {year} dollars unless named nominal; loans run in money of the day, with prices rising "
        "{rate:.1%} a year.",
        year=str(s.when.price_year), rate=s.when.inflation_frac,
    )  # fmt: skip
