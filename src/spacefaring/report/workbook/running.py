"""Operation, debt and waterfall: each half-year of service in money of the day."""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.workbook.circle import MUSD, PASSES, instalment
from spacefaring.report.workbook.grid import Axis, Book, Sheet
from spacefaring.report.workbook.source import Data


def dates(page: Sheet, axis: Axis, key: str) -> None:
    """The heading of a time sheet: the last day of each column, from the timing sheet."""
    page.row(f"{page.name}.dates", page.book.say(mark("Ends")), "", axis, f"=[{key}]", "date")
    page.freeze()


def debt(book: Book, data: Data, periods: Axis) -> None:
    """Every loan: opening balance, interest, principal, closing balance; then all together."""
    page = book.sheet(mark("Debt"), mark("Interest on the opening balance; half-yearly instalments; money of the day."))
    dates(page, periods, "period_end")
    for i in data.debts:
        _loan(page, data, i, periods)
    _together(page, data, periods)


def _loan(page: Sheet, data: Data, i: int, periods: Axis) -> None:
    say, n, name = page.book.say, PASSES - 1, page.book.say(data.tranches[i])
    stored = _stored(data, i)
    page.head(name)
    rate = f"({{rate_frac:{i}}}/{{periods_per_year}})"
    extra = 3 if i == data.sculpted else 0
    page.book.rows[f"closing:{i}"] = (page.name, page.at + 4 + extra, periods)
    page.row(
        f"opening:{i}",
        say(mark("Opening balance")),
        MUSD,
        periods,
        f"=[closing:{i}<]",
        first=f"={{size@{n}:{i}}}",
        cached=stored["opening"],
    )
    page.row(
        f"interest:{i}",
        say(mark("Interest")),
        MUSD,
        periods,
        f"=[opening:{i}]*{rate}",
        total=True,
        cached=stored["interest"],
    )
    page.row(
        f"added:{i}",
        say(mark("Capitalised interest")),
        MUSD,
        periods,
        f"=IF([period]<{{first:{i}}},[interest:{i}]*{{capitalises:{i}}},0)",
        cached=stored["capitalised"],
    )
    if extra:
        principal = _sculpt(page, data, i, periods)
    else:
        principal = "=" + instalment(
            f"[opening:{i}]", f"{{first:{i}}}", f"{{last:{i}}}", "[period]", rate, f"{{form:{i}}}"
        )
    page.row(f"principal:{i}", say(mark("Principal")), MUSD, periods, principal, total=True, cached=stored["principal"])
    page.row(
        f"closing:{i}",
        say(mark("Closing balance")),
        MUSD,
        periods,
        f"=[opening:{i}]+[added:{i}]-[principal:{i}]",
        cached=stored["balance"],
    )


def _stored(data: Data, i: int) -> dict[str, list[float]]:
    count = int(data.parameter("period_count"))
    place = data.debts.index(i) * count
    return {
        key: data.numbers("loans", f"{key}_nominal_musd")[place : place + count]
        for key in ("opening", "interest", "capitalised", "principal", "balance")
    }


def _sculpt(page: Sheet, data: Data, i: int, periods: Axis) -> str:
    """Service as a constant part of the cash that other loans leave; returns the formula of its principal."""
    say, n = page.book.say, PASSES - 1
    rate = f"({{rate_frac:{i}}}/{{periods_per_year}})"
    others = "".join(f"-{{size@{n}:{k}}}*[unit_paid:{k}]" for k in data.debts if k != i)
    page.row(
        "sculpt_cash",
        say(mark("Cash for the sculpted loan")),
        MUSD,
        periods,
        f"=IF(AND([period]>={{first:{i}}},[period]<={{last:{i}}}),MAX(MAX([plan_cfads],0){others},0),0)",
    )
    page.row(
        "sculpt_worth",
        say(mark("discounted to the start of service")),
        MUSD,
        periods,
        f"=[sculpt_cash]/(1+{rate})^([period]-{{first:{i}}}+1)",
        total=True,
    )
    page.cell(
        "sculpt_part",
        say(mark("Part of the cash that serves it")),
        "",
        f"=IF({{sculpt_worth.total}}>0,{{size@{n}:{i}}}/{{sculpt_worth.total}},0)",
        "ratio",
    )
    due = f"[sculpt_cash]*{{sculpt_part}}-[interest:{i}]"
    return f"=IF([period]={{last:{i}}},[opening:{i}],IF(AND([period]>={{first:{i}}},[period]<{{last:{i}}}),{due},0))"


def _together(page: Sheet, data: Data, periods: Axis) -> None:
    say = page.book.say
    page.head(mark("All loans"))
    rows = (
        ("opening", mark("Opening balance"), "[opening:%d]", None),
        ("interest", mark("Interest"), "[interest:%d]", "interest_nominal_musd"),
        ("principal", mark("Principal"), "[principal:%d]", "principal_nominal_musd"),
        (
            "service",
            mark("Debt service in cash"),
            "[interest:%d]-[added:%d]+[principal:%d]",
            "debt_service_nominal_musd",
        ),
        (
            "market_service",
            mark("owed to market lenders"),
            "{market:%d}*([interest:%d]-[added:%d]+[principal:%d])",
            "market_service_nominal_musd",
        ),
        ("balance", mark("Closing balance"), "[closing:%d]", "balance_nominal_musd"),
    )
    for key, label, part, column in rows:
        parts = "+".join(part.replace("%d", str(i)) for i in data.debts) or "0"
        page.row(
            key,
            say(label),
            MUSD,
            periods,
            "=" + parts,
            total=key not in ("opening", "balance"),
            cached=data.period(column) if column else None,
        )


def waterfall(book: Book, data: Data, periods: Axis) -> None:
    """Cash of every half-year, from revenue to distribution."""
    page = book.sheet(
        mark("Waterfall"),
        mark("Revenue, operations, debt, reserve, lock-up, distribution; the state budget stands behind."),
    )
    say, n = book.say, PASSES - 1
    dates(page, periods, "period_end")
    place = page.at + 2
    book.rows["reserve"], book.rows["locked"] = (page.name, place + 13, periods), (page.name, place + 14, periods)
    book.rows["dscr"] = (page.name, place + 15, periods)
    page.head(mark("Cascade"))
    held, locked = "[reserve<]", "[locked<]"
    below = "=IF(AND([service]>0,[period]<{shown},IF(ISNUMBER([dscr]),[dscr]<{lock_up_dscr},TRUE)),1,0)"
    listed = (
        ("free", mark("Cash after operations"), "=MAX([cfads],0)", None, None),
        ("short", mark("Debt service not covered"), "=MAX([service]-[free],0)", None, None),
        ("from_locked", mark("from locked cash"), f"=MIN([short],{locked})", "=0", "from_locked_nominal_musd"),
        (
            "from_reserve",
            mark("from the reserve"),
            f"=MIN([short]-[from_locked],{held})",
            f"=MIN([short],{{reserve@{n}}})",
            "from_reserve_nominal_musd",
        ),
        (
            "from_budget",
            mark("from the state budget"),
            "=[short]-[from_locked]-[from_reserve]+MAX(-[cfads],0)",
            None,
            "budget_nominal_musd",
        ),
        (
            "left",
            mark("Left after debt, with working capital given back"),
            "=MAX([free]-[service],0)+[released]",
            None,
            None,
        ),
        (
            "target",
            mark("Reserve asked"),
            "={held_first}*[market_service>]+{held_second}*[market_service>>]",
            None,
            None,
        ),
        (
            "to_reserve",
            mark("to the reserve"),
            f"=MIN(MAX([target]-({held}-[from_reserve]),0),[left])",
            f"=MIN(MAX([target]-({{reserve@{n}}}-[from_reserve]),0),[left])",
            "to_reserve_nominal_musd",
        ),
        (
            "excess",
            mark("released from the reserve"),
            f"=MAX({held}-[from_reserve]-[target],0)",
            f"=MAX({{reserve@{n}}}-[from_reserve]-[target],0)",
            "released_reserve_nominal_musd",
        ),
        ("below", mark("Lock-up"), below, None, None),
        ("to_locked", mark("locked up"), "=[below]*([left]-[to_reserve]+[excess])", None, "to_locked_nominal_musd"),
        (
            "freed",
            mark("released from lock-up"),
            f"=(1-[below])*({locked}-[from_locked])",
            "=0",
            "released_locked_nominal_musd",
        ),
        (
            "distribution",
            mark("Distribution"),
            "=[left]-[to_reserve]+[excess]-[to_locked]+[freed]",
            None,
            "distribution_nominal_musd",
        ),
        (
            "reserve",
            mark("Reserve account, closing"),
            f"={held}-[from_reserve]+[to_reserve]-[excess]",
            f"={{reserve@{n}}}-[from_reserve]+[to_reserve]-[excess]",
            "reserve_nominal_musd",
        ),
        (
            "locked",
            mark("Locked cash, closing"),
            f"={locked}-[from_locked]+[to_locked]-[freed]",
            "=[to_locked]",
            "locked_nominal_musd",
        ),
        ("dscr", mark("Debt service cover"), '=IF(AND([service]>0,[running]=1),[free]/[service],"")', None, "dscr"),
    )
    for key, label, formula, first, column in listed:
        page.row(
            key,
            say(label),
            MUSD if key not in ("below", "dscr") else "",
            periods,
            formula,
            "ratio" if key == "dscr" else "money",
            first=first,
            cached=data.period(column) if column else None,
        )
    page.row(
        "budget_real",
        say(mark("State budget, price-year money")),
        MUSD,
        periods,
        "=[from_budget]/[period_price]",
        total=True,
        cached=data.period("budget_musd"),
    )
    page.row(
        "budget_year",
        say(mark("State budget of the year that ends")),
        MUSD,
        periods,
        "=IF(MOD([period],{periods_per_year})=0,[budget_real<]+[budget_real],0)",
        first="=0",
        last="=IF(MOD([period],{periods_per_year})=0,[budget_real<],0)+[budget_real]",
    )
