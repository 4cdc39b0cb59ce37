"""Is it bankable? The tests a lender makes, each with what it asks and what it finds, and the nearest change."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from spacefaring.messages import Message, mark, message

BANKABLE, CONCESSIONAL = mark("bankable"), mark("concessional_only")
GRANT_OR_BUDGET, NOT_FINANCEABLE = mark("no_debt"), mark("not_financeable")
RISKS = {
    "low": mark("low risk of distress"),
    "moderate": mark("moderate risk of distress"),
    "high": mark("high risk of distress"),
    "in distress": mark("in debt distress"),
    "unknown": mark("unknown risk of distress"),
}


@dataclass(frozen=True)
class Test:
    """One test: what is asked and found; `passed` is None where it does not apply."""

    name: str
    group: str  # plan, market, public or society
    required: float
    obtained: float
    passed: bool | None
    said: Message


@dataclass(frozen=True)
class Found:
    """What the tests look at, for one candidate."""

    debt_musd: float
    market_musd: float
    uses_musd: float
    unfunded_musd: float
    capped: tuple[str, ...]
    extended: tuple[str, ...]
    revenue_musd: float
    contracted_frac: float
    dscr_min: float
    dscr_min_end: str
    llcr: float
    last_maturity_end: int
    end_year: int
    grant_element_frac: float
    grant_discount_frac: float
    npv_economic_musd: float
    npv_economic_high_musd: float
    debt_risk: str
    revenue_gap_musd_per_year: float
    grant_gap_frac: float
    benefit_factor_ratio: float


def tests(found: Found, *, dscr: float, llcr: float, contract_frac: float, concessional_frac: float) -> list[Test]:
    """Every test, in the order a lender asks."""
    return [
        *_plan(found),
        *_market(found, dscr, llcr, contract_frac),
        *_public(found, concessional_frac),
        _society(found),
    ]


def _plan(f: Found) -> list[Test]:
    funded = f.unfunded_musd <= 0.005
    said = (
        message("Every use has a source.")
        if funded
        else message(
            "{gap:,.1f} MUSD of the uses have no source: the state would have to find them.", gap=f.unfunded_musd
        )
    )
    capped = (
        message("No tranche had to be cut.")
        if not f.capped
        else message(
            "{names} was asked for more than the uses, the contract or the cash allow, and was cut.",
            names=", ".join(f.capped),
        )
    )
    grace = (
        message("The grace of every loan covers construction.")
        if not f.extended
        else message("The grace of {names} ends before service starts; the first instalment was put at the first "
                     "half-year of service, which must be negotiated.", names=", ".join(f.extended))
    )  # fmt: skip
    return [
        Test(mark("uses funded"), "plan", 0.0, f.unfunded_musd, funded, said),
        Test(mark("tranches within limits"), "plan", 0.0, float(len(f.capped)), not f.capped, capped),
        Test(mark("grace covers construction"), "plan", 0.0, float(len(f.extended)), not f.extended, grace),
    ]


def _market(f: Found, dscr: float, llcr: float, contract_frac: float) -> list[Test]:
    has_debt = f.debt_musd > 0
    return [
        _declared(f, contract_frac),
        _cover(mark("debt service cover"), f.dscr_min, dscr, has_debt, _dscr_words(f, dscr)),
        _cover(mark("loan life cover"), f.llcr, llcr, has_debt, _llcr_words(f, llcr)),
        _repaid(f),
    ]


def _declared(f: Found, required: float) -> Test:
    if f.revenue_musd <= 0:
        said = message("No revenue is declared: the state budget would serve the debt and pay for operations.")
        return Test(mark("revenue under contract"), "market", required, 0.0, False, said)
    said = message(
        "{share:.0%} of the declared revenue is under contract; {required:.0%} is asked.",
        share=f.contracted_frac,
        required=required,
    )
    return Test(
        mark("revenue under contract"), "market", required, f.contracted_frac, f.contracted_frac >= required, said
    )


def _cover(name: str, obtained: float, required: float, has_debt: bool, said: Message) -> Test:
    if not has_debt or math.isnan(obtained):
        none = message("No debt is served while the service runs, so there is no cover to test.")
        return Test(name, "market", required, math.nan, None, none)
    return Test(name, "market", required, obtained, obtained >= required - 1e-9, said)


def _dscr_words(f: Found, required: float) -> Message:
    if math.isnan(f.dscr_min):
        return message("There is no debt service to cover.")
    return message(
        "Cash covers debt service {dscr:.2f} times in the weakest half-year, ending {end}; {required:.2f} is asked.",
        dscr=f.dscr_min, end=f.dscr_min_end, required=required,
    )  # fmt: skip


def _llcr_words(f: Found, required: float) -> Message:
    if math.isnan(f.llcr):
        return message("There is no debt to cover.")
    return message(
        "Cash over the life of the loans is worth {llcr:.2f} times the debt; {required:.2f} is asked.",
        llcr=f.llcr,
        required=required,
    )


def _repaid(f: Found) -> Test:
    if f.debt_musd <= 0:
        said = message("There is no debt to repay.")
        return Test(mark("repaid within service"), "market", float(f.end_year), math.nan, None, said)
    passed = f.last_maturity_end <= f.end_year
    template = (
        mark("Every loan is repaid by {last}, before service ends in {end}.")
        if passed
        else mark(
            "Loans run until {last}, but service ends in {end}: the budget repays the rest of a satellite that is gone."
        )
    )
    said = message(template, last=str(f.last_maturity_end), end=str(f.end_year))
    return Test(mark("repaid within service"), "market", float(f.end_year), float(f.last_maturity_end), passed, said)


def _public(f: Found, required: float) -> list[Test]:
    if f.debt_musd <= 0:
        said = message("Nothing is borrowed.")
        return [Test(mark("concessional borrowing"), "public", required, math.nan, None, said)]
    said = message(
        "The grant element of grants and loans together is {element:.1%} at {rate:.1%} a year; {required:.0%} is "
        "asked.",
        element=f.grant_element_frac, rate=f.grant_discount_frac, required=required,
    )  # fmt: skip
    risk = f.debt_risk in ("low", "moderate")
    unknown = f.debt_risk == "unknown"
    word = (
        message("The risk of debt distress is not known here; the lender's own analysis decides.")
        if unknown
        else message("External debt: {risk}, in the words of the IMF and the World Bank.", risk=RISKS[f.debt_risk])
    )
    return [
        Test(
            mark("concessional borrowing"),
            "public",
            required,
            f.grant_element_frac,
            f.grant_element_frac >= required,
            said,
        ),
        Test(mark("risk of debt distress"), "public", math.nan, math.nan, None if unknown else risk, word),
    ]


def _society(f: Found) -> Test:
    if math.isnan(f.npv_economic_musd):
        return Test(
            mark("worth to society"),
            "society",
            0.0,
            math.nan,
            None,
            message("No benefit of these themes has a published value."),
        )
    said = message(
        "Counted benefits less costs are worth {npv:,.1f} MUSD to society, {high:,.1f} MUSD with high benefits.",
        npv=f.npv_economic_musd,
        high=f.npv_economic_high_musd,
    )
    return Test(mark("worth to society"), "society", 0.0, f.npv_economic_musd, f.npv_economic_musd >= 0, said)


def word(found: Found, listed: list[Test]) -> str:
    """The verdict: bankable only when every plan and market test passes."""
    passed = {t.name: t.passed for t in listed}
    if not passed["uses funded"]:
        return NOT_FINANCEABLE
    if found.debt_musd <= 0:
        return GRANT_OR_BUDGET
    if all(t.passed for t in listed if t.group in ("plan", "market")):
        return BANKABLE
    soft = passed["concessional borrowing"] and passed["risk of debt distress"] is not False and found.market_musd <= 0
    hopeless = found.npv_economic_high_musd < 0  # worth less than it costs even with high benefits
    return CONCESSIONAL if soft and not hopeless else NOT_FINANCEABLE


def reasons(found: Found, listed: list[Test]) -> tuple[Message, ...]:
    """Failed tests first, then the nearest changes, then how many passed."""
    failed = [t.said for t in listed if t.passed is False]
    passed = sum(t.passed is True for t in listed)
    counted = sum(t.passed is not None for t in listed)
    count = message("{passed} of {counted} tests pass.", passed=passed, counted=counted)
    return (count, *failed, *_changes(found))


def _changes(f: Found) -> list[Message]:
    found = []
    if f.revenue_gap_musd_per_year > 0:
        found.append(
            message(
                "Contracted revenue of {more:,.2f} MUSD a year more, in price-year money, would bring the "
                "weakest cover to what is asked.",
                more=f.revenue_gap_musd_per_year,
            )
        )
    if f.grant_gap_frac > 0:
        found.append(
            message(
                "Grants for {more:.0%} more of the uses, instead of loans, would bring the grant element to what "
                "is asked.",
                more=f.grant_gap_frac,
            )
        )
    if np.isfinite(f.benefit_factor_ratio) and f.benefit_factor_ratio > 1:
        found.append(
            message(
                "Counted benefits would have to be {factor:,.1f} times as large for society to break even.",
                factor=f.benefit_factor_ratio,
            )
        )
    return found
