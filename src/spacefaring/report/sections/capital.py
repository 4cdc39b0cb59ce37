"""§12 Who pays, and is it bankable?"""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.figures import money as figures
from spacefaring.report.page import Block, Notes, Section, Spans, Table
from spacefaring.report.reader import Column, Reader
from spacefaring.report.sections.common import conclusion, kept, method, section, told

RATIOS = (
    ("npv_financial_musd", mark("Financial net present value")),
    ("npv_economic_musd", mark("Economic net present value")),
    ("irr_financial_frac", mark("Financial rate of return")),
    ("dscr_min", mark("Smallest debt service cover (DSCR)")),
    ("dscr_mean", mark("Mean debt service cover")),
    ("llcr", mark("Loan life cover (LLCR)")),
    ("grant_element_frac", mark("Grant element of the package")),
    ("debt_musd", mark("Debt")),
    ("sources_total_musd", mark("Sources")),
    ("uses_total_musd", mark("Uses")),
)
HEADINGS = {
    "tranche": mark("Tranche"),
    "kind": mark("Kind"),
    "lender": mark("Lender"),
    "name": mark("Name"),
    "source": mark("Source"),
    "use": mark("Use"),
    "currency": mark("Currency"),
    "amount_musd": mark("Amount"),
    "share_frac": mark("Share"),
    "rate_frac": mark("Rate"),
    "interest_frac": mark("Interest"),
    "grace_year": mark("Grace"),
    "maturity_year": mark("Maturity"),
    "tenor_year": mark("Maturity"),
    "grant_element_frac": mark("Grant element"),
    "convention": mark("Convention"),
    "discount_frac": mark("Discount rate"),
    "value_frac": mark("Grant element"),
    "value": mark("Value"),
    "scenario": mark("Scenario"),
    "dscr_min": mark("Smallest DSCR"),
    "dscr_mean": mark("Mean DSCR"),
    "npv_financial_musd": mark("Financial NPV"),
    "npv_economic_musd": mark("Economic NPV"),
    "llcr": mark("LLCR"),
    "verdict": mark("Verdict"),
    "theme": mark("Theme"),
    "low_musd_per_year": mark("Low"),
    "mid_musd_per_year": mark("Middle"),
    "high_musd_per_year": mark("High"),
    "check": mark("Check"),
    "met": mark("Met"),
    "required": mark("Required"),
    "obtained": mark("Obtained"),
    "floor": mark("Floor"),
    "principal_musd": mark("Principal"),
    "fee_frac": mark("Fee"),
    "item": mark("Item"),
    "note": mark("Note"),
    "difference_musd": mark("Difference"),
    "residual_musd": mark("Difference"),
    "low_musd": mark("Low"),
    "mid_musd": mark("Middle"),
    "high_musd": mark("High"),
}
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
                shown(f, "capital_tranches", mark("Tranches and their terms")),
                shown(f, "capital_uses", mark("Uses of funds")),
                shown(f, "capital_grant_elements", mark("Grant element under each convention")),
                figures.cash(f),
                figures.cover(f),
                f.show("capital_periods", mark("Cash flows by half-year"), YEARS),
                shown(f, "capital_scenarios", mark("If it goes wrong")),
                shown(f, "capital_benefits", mark("Benefits to society, apart from any revenue")),
                shown(f, "capital_checks", mark("Checks of the model: every difference must be zero")),
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
        if f.has(key):
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


def shown(f: Reader, stem: str, caption: str) -> Table | None:
    """A table of the capital stage with the columns whose headings are known here."""
    table = f.table(stem) or {}
    kinds = {"verdict": "word", "met": "flag"}
    columns = [
        Column(n, HEADINGS[n], kinds.get(n, "word:capital"))
        if table[n].dtype.kind not in "fi"
        else Column(n, HEADINGS[n])
        for n in table
        if n in HEADINGS
    ]
    return f.show(stem, caption, columns)
