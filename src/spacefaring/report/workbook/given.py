"""Inputs and timing: every figure that the other sheets use, once, with its source."""

from __future__ import annotations

from spacefaring import explain
from spacefaring.messages import mark
from spacefaring.report.workbook.grid import LABEL, TOTAL, UNIT, Axis, Book, Sheet
from spacefaring.report.workbook.source import DEBT, FORMS, Data

CALENDAR = {
    "start_year": mark("First year of spending"),
    "launch_year": mark("Last year of construction"),
    "end_year": mark("Last year of service"),
    "price_year": mark("Price year"),
    "month_count": mark("Months of construction"),
    "period_count": mark("Half-years shown"),
    "service_period_count": mark("Half-years of service"),
    "delay_period_count": mark("Half-years of the delay"),
}
RATES = {
    "inflation_frac": mark("Inflation a year"),
    "discount_nominal_frac": mark("Nominal discount rate a year"),
    "social_discount_frac": mark("Real social discount rate a year"),
    "contract_frac": mark("Part that export may cover"),
    "insured_frac": mark("Part of the investment insured"),
    "devaluation_frac": mark("Fall of the local currency"),
    "price_decline_frac": mark("Fall of prices a year"),
}
COVERS = {
    "required_dscr": mark("DSCR asked"),
    "required_llcr": mark("LLCR asked"),
    "lock_up_dscr": mark("DSCR of lock-up"),
}
MONTHS = {
    "reserve_month": mark("Debt service in reserve"),
    "working_capital_month": mark("Operating cost held as cash"),
    "uptake_year": mark("Years of uptake"),
}
TERMS = {
    "asked_share_frac": mark("Share asked"),
    "fixed_nominal_musd": mark("Fixed amount, MUSD nominal"),
    "rate_frac": mark("Rate a year"),
    "grace_year": mark("Grace, years"),
    "maturity_year": mark("Maturity, years"),
    "commitment_fee_frac": mark("Commitment fee"),
    "upfront_fee_frac": mark("Fee at signature"),
    "premium_frac": mark("Premium"),
    "down_payment_frac": mark("Down payment"),
    "draw_order_index": mark("Draw order"),
}
FLAGS = {
    "debt": mark("Is repaid"),
    "market": mark("Is market debt"),
    "export": mark("Is export credit"),
    "grant": mark("Is a grant"),
    "capitalises": mark("Capitalises grace interest"),
    "form": mark("Form of repayment"),
}


def inputs(book: Book, data: Data) -> None:
    """All inputs: calendar, rates, tranches, yearly cost, revenue, benefits. Blue on yellow is typed."""
    page = book.sheet(mark("Inputs"), mark("Blue on yellow: typed. Black: formula. Money in millions of US dollars."))
    _parameters(page, data)
    _constants(page)
    _tranches(page, data)
    _yearly(page, data)
    _revenues(page, data)
    _benefits(page, data)
    _scenarios(page, data)


def _parameters(page: Sheet, data: Data) -> None:
    say, sources = (
        page.book.say,
        dict(zip(data.texts("parameters", "parameter"), data.texts("parameters", "source"), strict=True)),
    )
    page.head(mark("Calendar and rates"))
    groups: tuple[tuple[dict[str, str], str, str], ...] = (
        (CALENDAR, "whole", ""),
        (RATES, "rate", ""),
        (COVERS, "input", ""),
        (MONTHS, "input", ""),
    )
    for group, style, unit in groups:
        for key, label in group.items():
            page.cell(key, say(label), unit, data.parameter(key), style, said=explain.said(sources[key], say))


def _constants(page: Sheet) -> None:
    page.head(mark("Constants"))
    for key, label, value in (
        ("months_per_year", mark("Months in a year"), 12),
        ("periods_per_year", mark("Half-years in a year"), 2),
        ("months_per_period", mark("Months in a half-year"), 6),
        ("dust", mark("Debt taken as none below, MUSD"), 1e-9),
        ("plain_forms", mark("Forms that need no cash flow"), 3),
        ("annuity_form", mark("Form that stands in for a sculpted loan"), 2),
        ("middle", mark("Middle of a month, half-year or year"), 0.5),
    ):
        page.cell(key, page.book.say(label), "", value, "input")
    held = "{reserve_month}/{months_per_period}"
    page.cell("held_first", page.book.say(mark("Part of the next debt service held")), "", f"=MIN(1,{held})", "ratio")
    page.cell("held_second", page.book.say(mark("Part of the one after held")), "", f"=MAX(0,{held}-1)", "ratio")
    page.cell(
        "built", page.book.say(mark("Half-years of construction")), "", "={month_count}/{months_per_period}", "index"
    )


def _tranches(page: Sheet, data: Data) -> None:
    say = page.book.say
    page.head(mark("Tranches"))
    heads = [*TERMS.values(), *FLAGS.values()]
    for i, head in enumerate(heads):
        page.page.write(page.at, TOTAL + i, say(head), page.book.formats["head"])
    page.page.write(page.at, UNIT, say(mark("Kind")), page.book.formats["head"])
    top, kinds, forms = page.at + 1, data.kinds, data.texts("tranches", "repayment")
    for i, (name, kind) in enumerate(zip(data.tranches, kinds, strict=True)):
        page.page.write(top + i, LABEL, say(name))
        page.page.write(top + i, UNIT, say(kind))
    for i, key in enumerate(TERMS):
        given = [0.0 if v != v else v for v in data.numbers("tranches", key)]
        style = "rate" if key.endswith("_frac") else "input"
        page.column(key, top, TOTAL + i, given, style)
    flags: dict[str, list[bool] | list[int]] = {
        "debt": [k in DEBT for k in kinds],
        "market": [k in DEBT - {"concessional"} for k in kinds],
        "export": [k == "export_credit" for k in kinds],
        "grant": [k in ("grant", "in_kind") for k in kinds],
        "capitalises": [g == "capitalised" for g in data.texts("tranches", "grace_interest")],
        "form": [FORMS.index(f) + 1 if f in FORMS else 0 for f in forms],
    }
    for i, key in enumerate(FLAGS):
        page.column(key, top, TOTAL + len(TERMS) + i, [float(v) for v in flags[key]], "whole")
    page.at = top + len(kinds)
    page.page.write(page.at, LABEL, say(mark("Forms: 1 equal principal, 2 annuity, 3 lump, 4 sculpted")))
    page.at += 1


def _listed(page: Sheet, title: str, names: list[str], columns: dict[str, tuple[str, list[float], str]]) -> None:
    """A small table: one line a row, one key a column."""
    page.head(title)
    for i, (label, _, _) in enumerate(columns.values()):
        page.page.write(page.at, TOTAL + i, page.book.say(label), page.book.formats["head"])
    for i, name in enumerate(names):
        page.page.write(page.at + 1 + i, LABEL, page.book.say(name))
    for i, (key, (_, values, style)) in enumerate(columns.items()):
        page.column(key, page.at + 1, TOTAL + i, values, style)
    page.at += 1 + len(names)


def _yearly(page: Sheet, data: Data) -> None:
    years = data.numbers("yearly", "year")
    _listed(
        page,
        mark("Cost by year, price-year money"),
        ["" for _ in years],
        {
            "cost_year": (mark("Year"), years, "whole"),
            "cost_p50": (mark("Investment at P50"), data.numbers("yearly", "investment_p50_musd"), "input"),
            "cost_contingency": (mark("Contingency"), data.numbers("yearly", "contingency_musd"), "input"),
            "cost_operations": (mark("Operations"), data.numbers("yearly", "operating_cost_musd"), "input"),
        },
    )


def _revenues(page: Sheet, data: Data) -> None:
    names = data.texts("revenues", "line")
    if not names:
        return
    _listed(
        page,
        mark("Declared revenue"),
        names,
        {
            "revenue_amount": (
                mark("A year, price-year money"),
                data.numbers("revenues", "amount_musd_per_year"),
                "input",
            ),
            "revenue_contracted": (
                mark("Under contract"),
                [float(v) for v in data.flags("revenues", "contracted")],
                "whole",
            ),
            "revenue_local": (mark("In local currency"), [float(v) for v in data.flags("revenues", "local")], "whole"),
            "revenue_anchor": (
                mark("Anchor tenant"),
                [float(k == "anchor_tenant") for k in data.texts("revenues", "kind")],
                "whole",
            ),
            "revenue_start": (mark("First year"), data.numbers("revenues", "start_year"), "whole"),
            "revenue_end": (mark("Last year"), data.numbers("revenues", "end_year"), "whole"),
            "revenue_change": (mark("Price change a year"), data.numbers("revenues", "price_change_frac"), "rate"),
        },
    )


def _benefits(page: Sheet, data: Data) -> None:
    names = data.texts("benefits", "benefit")
    if not names:
        return
    cases = {
        case: [0.0 if v != v else v for v in data.numbers("benefits", f"{case}_musd_per_year")]
        for case in ("low", "mid", "high")
    }
    start = [v if v == v else data.parameter("price_year") for v in data.numbers("benefits", "from_year")]
    _listed(
        page,
        mark("Benefits to society a year of full uptake; never revenue"),
        names,
        {
            "benefit_low": (mark("Low"), cases["low"], "input"),
            "benefit_mid": (mark("Middle"), cases["mid"], "input"),
            "benefit_high": (mark("High"), cases["high"], "input"),
            "benefit_change": (mark("Price change a year"), data.numbers("benefits", "change_frac"), "rate"),
            "benefit_from": (mark("Year of the source"), start, "whole"),
        },
    )


NEVER = 9999.0  # half-year of a loss that does not come


def _scenarios(page: Sheet, data: Data) -> None:
    """What each scenario changes, and which one the workbook shows."""
    names, say = data.texts("scenarios", "scenario"), page.book.say
    lost = {"launch_loss": 0.0, "first_year_loss": 2.0}
    _listed(
        page,
        mark("What each scenario changes"),
        names,
        {
            "case_lost": (mark("Last half-year in service"), [lost.get(n, NEVER) for n in names], "whole"),
            "case_delay": (mark("Delayed"), [float(n == "delay_24_months") for n in names], "whole"),
            "case_devalued": (mark("Devalued"), [float(n == "devaluation") for n in names], "whole"),
            "case_decline": (mark("Prices fall"), [float(n == "price_decline") for n in names], "whole"),
            "case_anchorless": (mark("No anchor tenant"), [float(n == "no_anchor_tenant") for n in names], "whole"),
        },
    )
    page.head(mark("Scenario shown in all sheets: type its number"))
    page.cell("scenario", say(mark("Number of the scenario, from 1")), "", 1.0, "whole")
    for key, label in (
        ("lost", mark("Last half-year in service")), ("delayed", mark("Delayed")), ("devalued", mark("Devalued")),
        ("decline", mark("Prices fall")), ("anchorless", mark("No anchor tenant")),
    ):  # fmt: skip
        column = "delay" if key == "delayed" else key
        page.cell(key, say(label), "", f"=INDEX({{case_{column}}},{{scenario}})", "index")
    page.cell("delay", say(mark("Half-years of the delay")), "", "={delayed}*{delay_period_count}", "index")
    page.cell("shown", say(mark("Half-years shown")), "", "={period_count}+{delay}", "index")
    page.cell(
        "local_factor", say(mark("Local currency against the dollar")), "", "=1-{devalued}*{devaluation_frac}", "ratio"
    )
    page.cell(
        "price_factor", say(mark("Price against the year before")), "", "=1+{decline}*{price_decline_frac}", "ratio"
    )


def timing(book: Book, data: Data, months: Axis, periods: Axis) -> None:
    """Months of construction and half-years of service, with the price level of each."""
    page = book.sheet(mark("Timing"), mark("Service starts on 1 January after the last year of construction."))
    say = book.say
    page.freeze()
    page.head(mark("Construction, by month"))
    page.row("month", say(mark("Month")), "", months, "=[month<]+1", "index", first="=1", cached=_count(months))
    page.row("month_end", say(mark("Month end")), "", months, "=DATE({start_year},[month]+1,0)", "date")
    page.row(
        "month_year",
        say(mark("Calendar year")),
        "",
        months,
        "={start_year}+INT(([month]-1)/{months_per_year})",
        "index",
    )
    page.row(
        "month_half",
        say(mark("Half-year of construction")),
        "",
        months,
        "=INT(([month]-1)/{months_per_period})+1",
        "index",
    )
    page.row(
        "month_price",
        say(mark("Price level")),
        "",
        months,
        "=(1+{inflation_frac})^({start_year}+([month]-{middle})/{months_per_year}-({price_year}+{middle}))",
        "ratio",
        cached=data.month("price_level_ratio"),
    )
    page.head(mark("Operation, by half-year"))
    page.row("period", say(mark("Half-year")), "", periods, "=[period<]+1", "index", first="=1", cached=_count(periods))
    page.row(
        "period_end",
        say(mark("Half-year end")),
        "",
        periods,
        "=DATE({launch_year}+1,[period]*{months_per_period}+1,0)",
        "date",
    )
    page.row(
        "period_year",
        say(mark("Calendar year")),
        "",
        periods,
        "={launch_year}+1+INT(([period]-1)/{periods_per_year})",
        "index",
    )
    page.row(
        "period_price",
        say(mark("Price level")),
        "",
        periods,
        "=(1+{inflation_frac})^({launch_year}+1+([period]-{middle})/{periods_per_year}-({price_year}+{middle}))",
        "ratio",
        cached=data.period("price_level_ratio"),
    )
    page.row("served", say(mark("Service runs")), "", periods, "=IF([period]<={service_period_count},1,0)", "index")
    page.head(mark("First and last instalment, half-year of service"))
    for i, name in enumerate(data.tranches):
        page.cell(
            f"first:{i}",
            say(name),
            say(mark("first")),
            f"=IF({{debt:{i}}}=1,MAX(1,{{grace_year:{i}}}*{{periods_per_year}}-{{built}}),0)",
            "index",
        )
        page.cell(
            f"last:{i}",
            say(name),
            say(mark("last")),
            f"=IF({{debt:{i}}}=1,{{maturity_year:{i}}}*{{periods_per_year}}-{{built}},0)",
            "index",
        )


def _count(axis: Axis) -> list[float]:
    return [float(i + 1) for i in range(axis.count)]
