"""Ratios, grant elements, scenarios and checks."""

from __future__ import annotations

import numpy as np

from spacefaring.messages import mark
from spacefaring.report.workbook.circle import MUSD, PASSES, instalment
from spacefaring.report.workbook.grid import FIRST, LABEL, TOTAL, UNIT, Axis, Book, Sheet
from spacefaring.report.workbook.running import dates
from spacefaring.report.workbook.source import Data


def ratios(book: Book, data: Data, periods: Axis, halves: Axis) -> None:
    """Cover by half-year, then both cases from signature, then grant elements."""
    page = book.sheet(
        mark("Ratios"), mark("Cover counts declared revenue only; the economic case counts benefits and no transfer.")
    )
    dates(page, periods, "period_end")
    _cover(page, data, periods)
    _cases(page, data, halves)
    _grants(page, data)


def _cover(page: Sheet, data: Data, periods: Axis) -> None:
    say = page.book.say
    page.head(mark("Cover"))
    page.row(
        "loan_rate",
        say(mark("Rate of all loans in the half-year")),
        "",
        periods,
        "=IF([opening]>{dust},[interest]/[opening],[loan_rate<])",
        "percent",
        first="=IF([opening]>{dust},[interest]/[opening],0)",
        cached=data.period("loan_rate_frac"),
    )
    page.row("served_cash", say(mark("Cash while the service runs")), MUSD, periods, "=[free]*[running]")
    page.row(
        "owed_later",
        say(mark("Debt service from here on")),
        MUSD,
        periods,
        "=[service]+[owed_later>]",
        last="=[service]",
    )
    page.row(
        "loan_worth",
        say(mark("Worth of cash over the life of the loans")),
        MUSD,
        periods,
        "=(IF([owed_later]>{dust},[served_cash],0)+[loan_worth>])/(1+[loan_rate])",
        last="=IF([owed_later]>{dust},[served_cash],0)/(1+[loan_rate])",
    )
    page.row(
        "project_worth",
        say(mark("Worth of cash over the life of the service")),
        MUSD,
        periods,
        "=([served_cash]+[project_worth>])/(1+[loan_rate])",
        last="=[served_cash]/(1+[loan_rate])",
    )
    for key, label in (("llcr", mark("Loan life cover")), ("plcr", mark("Project life cover"))):
        worth = "loan_worth" if key == "llcr" else "project_worth"
        page.row(
            key,
            say(label),
            "",
            periods,
            f'=IF([opening]>{{dust}},[{worth}]/[opening],"")',
            "ratio",
            cached=data.period(key),
        )
    _result(page, data, "dscr_min", mark("Least debt service cover"), '=IF(COUNT([dscr:])>0,MIN([dscr:]),"")', "ratio")
    _result(
        page, data, "dscr_mean", mark("Mean debt service cover"), '=IF(COUNT([dscr:])>0,AVERAGE([dscr:]),"")', "ratio"
    )
    _result(
        page,
        data,
        "llcr",
        mark("Loan life cover at the start of service"),
        "=INDEX([llcr:],1)",
        "ratio",
        key="llcr_start",
    )
    _result(
        page,
        data,
        "plcr",
        mark("Project life cover at the start of service"),
        "=INDEX([plcr:],1)",
        "ratio",
        key="plcr_start",
    )
    _result(
        page,
        data,
        "debt_nominal_musd",
        mark("Debt at the start of service"),
        f"=SUMPRODUCT({{size@{PASSES - 1}}},{{debt}})",
        "money",
    )
    _result(page, data, "uses_total_nominal_musd", mark("Uses in construction"), "={uses.total}", "money")
    _result(page, data, "sources_total_nominal_musd", mark("Sources in construction"), "={draws.total}", "money")
    _result(
        page, data, "uses_total_musd", mark("Uses in construction, price-year money"), "={uses_real.total}", "money"
    )
    _result(
        page,
        data,
        "budget_musd",
        mark("State budget after service starts, price-year money"),
        "={budget_real.total}",
        "money",
    )
    _result(
        page,
        data,
        "budget_worst_musd_per_year",
        mark("State budget in its worst year, price-year money"),
        "=MAX([budget_year:])",
        "money",
    )


def _result(
    page: Sheet, data: Data, result: str, label: str, formula: str, style: str, *, key: str | None = None
) -> None:
    """A result of the stage, computed here by formula; the check sheet compares it with what is stored."""
    value = data.result(result)
    page.cell(
        f"result.{result}", page.book.say(label), "", formula, style, cached=float("nan") if value is None else value
    )
    page.book.cells[key or result] = page.book.cells[f"result.{result}"]


def _cases(page: Sheet, data: Data, halves: Axis) -> None:
    """Financial and economic case on one axis of half-years from signature."""
    say = page.book.say
    page.head(mark("Both cases, half-years from signature"))
    page.row("half", say(mark("Half-year from signature")), "", halves, "=[half<]+1", "index", first="=1")
    page.row(
        "time",
        say(mark("Years from signature")),
        "",
        halves,
        "=[half]/{periods_per_year}",
        "ratio",
        cached=data.numbers("half_years", "time_year"),
    )
    spent = "+".join(f"SUMIF([month_half:],[half],[{u}:])" for u in ("use_investment", "use_down", "use_working"))
    later = "INDEX([cfads:],[half]-{built})+INDEX([released:],[half]-{built})"
    page.row(
        "project",
        say(mark("Project cash before financing, nominal")),
        MUSD,
        halves,
        f"=IF([half]<={{built}},-({spent}),{later})",
        cached=data.numbers("half_years", "project_nominal_musd"),
    )
    real = "SUMIF([month_half:],[half],[investment_real:])+SUMIF([month_half:],[half],[early_real:])"
    running = (
        "(INDEX([operating:],[half]-{built})+INDEX([later:],[half]-{built}))/INDEX([period_price:],[half]-{built})"
    )
    page.row(
        "society_cost",
        say(mark("Cost to society, price-year money")),
        MUSD,
        halves,
        f"=IF([half]<={{built}},{real},{running})",
        cached=data.numbers("half_years", "cost_musd"),
    )
    for case in ("low", "mid", "high"):
        page.row(
            f"society_{case}",
            f"{say(mark('Benefits to society, price-year money'))} ({say(CASES[case])})",
            MUSD,
            halves,
            f"=IF([half]<={{built}},0,INDEX([benefit_{case}:],[half]-{{built}}))",
            cached=data.numbers("half_years", f"benefit_{case}_musd"),
        )
    _turns(page, halves)
    start = "((1+{inflation_frac})^({start_year}-({price_year}+{middle})))"
    _result(
        page,
        data,
        "npv_financial_musd",
        mark("Financial net present value, price-year money"),
        f"=SUMPRODUCT([project:],(1+{{discount_nominal_frac}})^(-[time:]))/{start}",
        "money",
    )
    _result(
        page,
        data,
        "irr_financial_frac",
        mark("Internal rate of return, nominal; empty when none or several"),
        _irr(),
        "percent",
    )
    for case, result in (
        ("low", "npv_economic_low_musd"),
        ("mid", "npv_economic_musd"),
        ("high", "npv_economic_high_musd"),
    ):
        label = f"{say(mark('Economic net present value, price-year money'))} ({say(CASES[case])})"
        formula = f"=SUMPRODUCT([society_{case}:]-[society_cost:],(1+{{social_discount_frac}})^(-[time:]))"
        _result(page, data, result, label, formula if data.result(result) is not None else '=""', "money")


def _irr() -> str:
    """One change of sign has one rate; where the engine found one all the same, its value starts the search."""
    stored = "INDEX({stored_irr_financial_frac},{scenario})"
    start = f"IF(ISNUMBER({stored}),(1+N({stored}))^(1/{{periods_per_year}})-1,0)"
    rate = f'IFERROR((1+IRR([project:],{start}))^{{periods_per_year}}-1,"")'
    return f'=IF(OR(SUM([turn:])=1,ISNUMBER({stored})),{rate},"")'


def _turns(page: Sheet, halves: Axis) -> None:
    """How often the project's cash changes sign: only one change gives one internal rate of return for sure."""
    say = page.book.say
    page.row(
        "sign",
        say(mark("Last sign of the cash")),
        "",
        halves,
        "=IF([project]=0,[sign<],SIGN([project]))",
        "index",
        first="=SIGN([project])",
    )
    page.row("turn", say(mark("Change of sign")), "", halves, "=IF([sign<]*[sign]<0,1,0)", "index", first="=0")


def _grants(page: Sheet, data: Data) -> None:
    """Grant element of each loan drawn at signature, and of all grants and loans together, by convention."""
    say, rates = page.book.say, data.numbers("grant_elements", "discount_frac")
    names = data.texts("grant_elements", "convention")
    page.head(mark("Grant elements"))
    for c, (name, rate) in enumerate(zip(names, rates, strict=True)):
        page.cell(f"convention:{c}", say(name), "", rate, "rate")
    longest = max((round(2 * v) for v in data.numbers("tranches", "maturity_year") if np.isfinite(v)), default=0)
    if not longest:
        return
    axis = Axis("signature", longest)
    page.row("since", say(mark("Half-year from signature")), "", axis, "=[since<]+1", "index", first="=1")
    for i in data.debts:
        _since_signature(page, data, i, axis)
    for c, name in enumerate(names):
        for i in data.debts:
            page.cell(
                f"element:{c}:{i}",
                f"{say(data.tranches[i])}: {say(name)}",
                "",
                f"=1-SUMPRODUCT([since_paid:{i}:],(1+{{convention:{c}}})^(-[since:]/{{periods_per_year}}))",
                "percent",
            )
        loans = "+".join(f"{{size@{PASSES - 1}:{i}}}*{{element:{c}:{i}}}" for i in data.debts)
        given, whole = (
            f"SUMPRODUCT({{size@{PASSES - 1}}},{{grant}})",
            f"SUMPRODUCT({{size@{PASSES - 1}}},{{grant}}+{{debt}})",
        )
        page.cell(
            f"package:{c}",
            f"{say(mark('Grants and loans together'))}: {say(name)}",
            "",
            f'=IF({whole}>0,({given}+{loans})/{whole},"")',
            "percent",
            cached=data.numbers("grant_elements", "grant_element_frac")[c],
        )


def _since_signature(page: Sheet, data: Data, i: int, axis: Axis) -> None:
    say, name = page.book.say, page.book.say(data.tranches[i])
    rate = f"({{rate_frac:{i}}}/{{periods_per_year}})"
    first, last = f"MAX(1,{{grace_year:{i}}}*{{periods_per_year}})", f"{{maturity_year:{i}}}*{{periods_per_year}}"
    form = f"IF({{form:{i}}}<={{plain_forms}},{{form:{i}}},{{annuity_form}})"
    due = instalment(f"[since_opening:{i}]", first, last, "[since]", rate, form)
    page.book.rows[f"since_principal:{i}"] = (page.name, page.at + 1, axis)
    page.row(
        f"since_opening:{i}",
        f"{name}: {say(mark('opening'))}",
        "",
        axis,
        f"=[since_opening:{i}<]-[since_principal:{i}<]",
        "ratio",
        first="=1",
    )
    page.row(f"since_principal:{i}", f"{name}: {say(mark('principal'))}", "", axis, "=" + due, "ratio")
    page.row(
        f"since_paid:{i}",
        f"{name}: {say(mark('paid'))}",
        "",
        axis,
        f"=[since_opening:{i}]*{rate}+[since_principal:{i}]",
        "ratio",
    )


STRESSED = {
    "npv_financial_musd": mark("Financial NPV"), "npv_economic_musd": mark("Economic NPV"),
    "irr_financial_frac": mark("IRR"), "dscr_min": mark("Least DSCR"), "llcr": mark("LLCR"),
    "budget_musd": mark("State budget"), "budget_worst_musd_per_year": mark("State budget, worst year"),
}  # fmt: skip


def scenarios(book: Book, data: Data) -> None:
    """What the engine found in each scenario; the other sheets show the one whose number stands in the inputs."""
    page = book.sheet(
        mark("Scenarios"),
        mark("Stored results of every scenario. Type a number in the inputs: all sheets show that scenario, live."),
    )
    names = data.texts("scenarios", "scenario")
    for j, (key, label) in enumerate(STRESSED.items()):
        page.page.write(page.at, TOTAL + j, book.say(label), book.formats["head"])
        found = [v if np.isfinite(v) else "–" for v in data.numbers("scenarios", key)]
        page.column(f"stored_{key}", page.at + 1, TOTAL + j, found, "rate" if key.endswith("frac") else "input")
    for i, name in enumerate(names):
        page.page.write(page.at + 1 + i, LABEL, f"{i + 1} {book.say(name)}")
        page.page.write(page.at + 1 + i, TOTAL + len(STRESSED), book.say(data.texts("scenarios", "why")[i]))
    page.at += 1 + len(names)


CASES = {"low": mark("Low"), "mid": mark("Middle"), "high": mark("High")}
CONSTRUCTION = ("debt_nominal_musd", "uses_total_nominal_musd", "sources_total_nominal_musd", "uses_total_musd")
RESULTS = (
    "dscr_min",
    "dscr_mean",
    "llcr",
    "plcr",
    "debt_nominal_musd",
    "uses_total_nominal_musd",
    "sources_total_nominal_musd",
    "uses_total_musd",
    "budget_musd",
    "budget_worst_musd_per_year",
    "npv_financial_musd",
    "irr_financial_frac",
    "npv_economic_low_musd",
    "npv_economic_musd",
    "npv_economic_high_musd",
)


def checks(book: Book, data: Data) -> None:
    """Sums that must be zero, and the distance of every result from what the engine stored."""
    page = book.sheet(mark("Checks"), mark("Every figure here must be zero; changed inputs move the second part only."))
    say, n = book.say, PASSES - 1
    page.cell("allowed", say(mark("Difference allowed")), "", 1e-6, "entry")
    page.head(mark("Sums"))
    ends = "+".join(f"ABS(INDEX([closing:{i}:],{{last:{i}}}))" for i in data.debts) or "0"
    came = "[revenue:]+[from_budget:]+[from_reserve:]+[excess:]+[from_locked:]+[freed:]+[released:]"
    went = "[operating:]+[later:]+[service:]+[to_reserve:]+[to_locked:]+[distribution:]"
    listed = (
        (mark("Sources equal uses every month"), "SUMPRODUCT(ABS([draws:]-[uses:]))"),
        (mark("Commitments equal uses"), f"SUM({{size@{n}}})-{{uses.total}}"),
        (mark("The circle is closed"), f"{{total@{n}}}-{{before@{n}}}"),
        (mark("Every loan ends at zero"), ends),
        (mark("The cascade keeps all cash"), f"SUMPRODUCT(ABS({came}-({went})))"),
        (mark("The reserve is never negative"), "MIN(0,MIN([reserve:]))"),
        (mark("Reserve and locked cash end empty"), "INDEX([reserve:],{shown})+INDEX([locked:],{shown})"),
    )
    for i, (label, formula) in enumerate(listed):
        page.cell(f"check:{i}", say(label), MUSD, f"=IF(ABS({formula})<{{allowed}},0,{formula})", "check")
    page.cell(
        "check.sum",
        say(mark("All sums")),
        MUSD,
        "=" + "+".join(f"ABS({{check:{i}}})" for i in range(len(listed))),
        "check",
    )
    _against_engine(page, data)


def _against_engine(page: Sheet, data: Data) -> None:
    """Every result less what the engine stored: of the scenario shown where it stored one, else of the base case."""
    say = page.book.say
    page.head(mark("Workbook less stored result; zero until an input is changed"))
    page.page.write(page.at, FIRST, say(mark("Stored result")), page.book.formats["head"])
    page.at += 1
    for key in RESULTS:
        if f"result.{key}" in page.book.cells:
            _compare(page, data, key)


def _compare(page: Sheet, data: Data, key: str) -> None:
    stored = f"INDEX({{stored_{key}}},{{scenario}})"
    if key not in STRESSED:
        if data.result(key) is None:
            return
        page.book.cells[f"stored.{key}"] = page.put(page.at, FIRST, float(data.result(key)), "input")
        stored = f"{{stored.{key}}}"
    else:
        page.put(page.at, FIRST, f"={stored}", "money", data.result(key) if data.result(key) is not None else "–")
    gap = f"{{result.{key}}}-{stored}"
    near = f"IF(ABS({gap})<{{allowed}}*MAX(1,ABS({stored})),0,{gap})"
    both = f"IF(ISNUMBER({{result.{key}}}),IF(ISNUMBER({stored}),{near},1),IF(ISNUMBER({stored}),1,0))"
    shown = both if key in STRESSED or key in CONSTRUCTION else f"IF({{scenario}}=1,{both},0)"
    page.page.write(page.at, UNIT, "")
    page.cell(f"gap.{key}", key, "", f"={shown}", "check")
