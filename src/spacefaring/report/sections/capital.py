"""§12 Who pays, and is it bankable?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spacefaring.messages import mark
from spacefaring.report.figures import money as figures
from spacefaring.report.page import Block, Notes, Section, Spans, Table
from spacefaring.report.reader import Column, Reader
from spacefaring.report.sections.common import conclusion, kept, method, section, told

SMALLEST_MUSD = 1e-4
RATIOS = (
    ("npv_financial_musd", mark("Financial net present value")),
    ("npv_economic_musd", mark("Economic net present value")),
    ("irr_financial_frac", mark("Financial rate of return")),
    ("dscr_min", mark("Smallest debt service cover (DSCR)")),
    ("dscr_mean", mark("Mean debt service cover")),
    ("llcr", mark("Loan life cover (LLCR)")),
    ("grant_element_frac", mark("Grant element of the package")),
    ("debt_musd", mark("Debt")),
    ("npv_economic_low_musd", mark("Economic net present value, low benefits")),
    ("npv_economic_high_musd", mark("Economic net present value, high benefits")),
    ("loans_grant_element_frac", mark("Grant element of the loans alone")),
    ("budget_musd", mark("Paid by the state budget after service starts")),
    ("budget_worst_musd_per_year", mark("Paid by the state budget in its worst year")),
    ("unfunded_musd", mark("Uses without a source")),
    ("sources_total_musd", mark("Sources")),
    ("uses_total_musd", mark("Uses")),
)
TRANCHES = (
    Column("tranche", mark("Tranche"), "word:capital"),
    Column("lender", mark("Lender"), "word:lender"),
    Column("currency", mark("Currency"), "text"),
    Column("amount_musd", mark("Amount")),
    Column("share_frac", mark("Share")),
    Column("rate_frac", mark("Rate")),
    Column("grace_year", mark("Grace")),
    Column("maturity_year", mark("Maturity")),
    Column("grant_element_frac", mark("Grant element")),
)
USES = (
    Column("use", mark("Use of funds"), "word:capital"),
    Column("amount_musd", mark("Amount")),
    Column("amount_nominal_musd", mark("Money of the day")),
)
GRANT_ELEMENTS = (
    Column("convention", mark("Convention"), "word:capital"),
    Column("discount_frac", mark("Discount rate")),
    Column("grant_element_frac", mark("Whole package")),
    Column("loans_grant_element_frac", mark("Loans alone")),
)
SCENARIOS = (
    Column("scenario", mark("Scenario"), "word:capital"),
    Column("npv_financial_musd", mark("Financial NPV")),
    Column("npv_economic_musd", mark("Economic NPV")),
    Column("dscr_min", mark("Smallest DSCR")),
    Column("llcr", mark("LLCR")),
    Column("budget_musd", mark("Budget pays")),
    Column("budget_worst_musd_per_year", mark("Worst year")),
)
BENEFITS = (
    Column("benefit", mark("Benefit"), "word:capital"),
    Column("theme", mark("Theme"), "word"),
    Column("low_musd_per_year", mark("Low")),
    Column("mid_musd_per_year", mark("Middle")),
    Column("high_musd_per_year", mark("High")),
    Column("status", mark("Status"), "word:capital"),
    Column("source", mark("Source"), "source"),
)
TESTS = (
    Column("test", mark("Criterion"), "word:capital"),
    Column("group", mark("Who asks"), "word:group"),
    Column("required", mark("Asked"), named_by="test"),
    Column("obtained", mark("Found"), named_by="test"),
    Column("result", mark("Result"), "word:result"),
)
CHECKS = (
    Column("check", mark("Check"), "word:capital"),
    Column("difference_musd", mark("Difference")),
    Column("held", mark("Holds"), "flag"),
)
REVENUES = (
    Column("line", mark("Revenue"), "word:capital"),
    Column("kind", mark("Kind"), "word:capital"),
    Column("amount_musd_per_year", mark("Amount")),
    Column("contracted", mark("Under contract"), "flag"),
    Column("currency", mark("Currency"), "text"),
)
CURRENCIES = (
    Column("currency", mark("Currency"), "text"),
    Column("per_usd_ratio", mark("For one dollar")),
    Column("debt_share_frac", mark("Share of debt")),
    Column("revenue_share_frac", mark("Share of revenue")),
    Column("date", mark("Date"), "date"),
    Column("source", mark("Source"), "text"),
)
YEARS = (
    Column("period_end_utc", mark("Half-year ending"), "date"),
    Column("revenue_musd", mark("Revenue")),
    Column("operating_cost_musd", mark("Running cost")),
    Column("cfads_musd", mark("Cash for debt")),
    Column("interest_musd", mark("Interest")),
    Column("principal_musd", mark("Principal")),
    Column("debt_service_musd", mark("Debt service")),
    Column("dscr", mark("DSCR")),
    Column("balance_musd", mark("Debt left")),
)


def write(f: Reader) -> Section | None:
    if f.value("capital") is None:
        return None
    blocks: list[Block] = [
        conclusion(opening(f)),
        *_reasons(f),
        *kept(
            [
                ratios(f),
                figures.sources_uses(f),
                _paid(f, "capital_tranches", mark("Tranches and their terms"), TRANCHES),
                _paid(f, "capital_uses", mark("Uses of funds"), USES),
                f.show("capital_tests", mark("Tests behind the verdict"), TESTS),
                f.show("capital_grant_elements", mark("Grant element under each convention"), GRANT_ELEMENTS),
                f.show("capital_revenues", mark("Revenue counted"), REVENUES),
                figures.cash(f),
                figures.cover(f),
                f.show("capital_periods", mark("Cash flows by half-year"), YEARS),
                f.show("capital_scenarios", mark("If it goes wrong"), SCENARIOS),
                f.show("capital_currencies", mark("Currencies"), CURRENCIES),
                f.show("capital_benefits", mark("Benefits to society, apart from any revenue"), BENEFITS),
                f.show("capital_checks", mark("Checks of the model: every difference must be zero"), CHECKS),
            ]
        ),
        method(
            f,
            mark(
                "The financial case counts cash of the programme; the economic case counts benefits to society and "
                "is never added to it."
            ),
            mark(
                "Interest is paid half-yearly; during construction it is added to the debt where the lender allows it."
            ),
            mark(
                "The grant element is the part of a loan that is a gift at the stated discount rate: without its "
                "rate it means nothing."
            ),
            mark("The smallest cover ratio is shown, not only the mean: one bad year is enough to default."),
        ),
    ]
    return section(f, "capital", mark("Capital"), mark("Who pays, is it bankable?"), blocks)


def opening(f: Reader) -> Spans:
    verdict = f.badge(f.value("capital.verdict"), "capital.verdict")
    if not f.has("capital.dscr_min"):
        return f.say(
            mark("The programme is {verdict}; the grant element is {grant} at a discount rate of {rate}."),
            verdict=verdict,
            grant=f.n("capital.grant_element_frac"),
            rate=f.n("capital.grant_element_discount_frac"),
        )
    return f.say(
        mark(
            "The programme is {verdict}: cash covers debt service {dscr} times in the worst period, and the grant "
            "element is {grant} at a discount rate of {rate}."
        ),
        verdict=verdict,
        dscr=f.bare("capital.dscr_min"),
        grant=f.n("capital.grant_element_frac"),
        rate=f.n("capital.grant_element_discount_frac"),
    )


def _reasons(f: Reader) -> list[Block]:
    reasons = f.all_said("capital.reasons")
    out: list[Block] = [Notes("reasons", f.t(mark("Why")), tuple(reasons))] if reasons else []
    value = f.value("capital.npv_financial_musd")
    if value is not None and value < 0:
        out.append(
            told(
                f.say(
                    mark("Revenue alone does not repay the programme: its financial net present value is {npv}."),
                    npv=f.n("capital.npv_financial_musd"),
                )
            )
        )
    return out


def ratios(f: Reader) -> Table | None:
    rows = []
    for name, text in RATIOS:
        key = f"capital.{name}"
        if f.has(key) and not (name == "unfunded_musd" and f.value(key) < SMALLEST_MUSD):
            rows.append(((f.t(text),), (f.n(key),)))
    if not rows:
        return None
    return Table(
        "capital_ratios",
        f.t(mark("Figures of the financing")),
        (f.t(mark("Quantity")), f.t(mark("Value"))),
        tuple(rows),
        "lr",
    )


def _paid(f: Reader, stem: str, caption: str, columns: Sequence[Column]) -> Table | None:
    """The rows with an amount worth printing: a tenth of a thousand dollars or more."""
    table = f.table(stem, "amount_musd")
    rows = [int(i) for i in np.flatnonzero(table["amount_musd"] >= SMALLEST_MUSD)] if table else []
    return f.show(stem, caption, columns, rows=rows) if rows else None
