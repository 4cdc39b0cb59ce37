"""Construction, month by month: what is spent, who pays, what it costs to borrow meanwhile."""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.workbook.circle import MUSD, PASSES, ordered
from spacefaring.report.workbook.grid import Axis, Book, Sheet
from spacefaring.report.workbook.source import Data


def investment(page: Sheet, data: Data, months: Axis) -> None:
    """What is spent each month before any financing cost: real, then in money of the day."""
    say = page.book.say
    page.head(mark("Investment, price-year money and money of the day"))
    page.row(
        "investment_real",
        say(mark("Investment with contingency, real")),
        MUSD,
        months,
        "=(SUMIF({cost_year},[month_year],{cost_p50})+SUMIF({cost_year},[month_year],"
        "{cost_contingency}))/{months_per_year}",
    )
    page.row(
        "early_real",
        say(mark("Operations before service, real")),
        MUSD,
        months,
        "=SUMIF({cost_year},[month_year],{cost_operations})/{months_per_year}",
    )
    page.row(
        "investment",
        say(mark("Investment, nominal")),
        MUSD,
        months,
        "=([investment_real]+[early_real])*[month_price]",
        total=True,
    )
    page.cell("contract", say(mark("What export may cover, nominal")), MUSD, "=SUM([investment:])*{contract_frac}")


def construction(book: Book, page: Sheet, data: Data, months: Axis) -> None:
    """The months with the total found: uses, draws by tranche, interest by loan."""
    say, n = book.say, PASSES - 1
    page.head(mark("Draws, money of the day"))
    page.row("pool", say(mark("All other uses, cumulated")), MUSD, months, f"=[pool@{n}]")
    for k, name in enumerate(data.tranches):
        moving = (
            ordered("[pool]", f"{{lower@{n}:{k}}}", f"{{rest@{n}:{k}}}")
            if data.in_order
            else f"[pool]*{{rest@{n}:{k}}}/SUM({{rest@{n}}})"
        )
        page.row(
            f"drawn:{k}", f"{say(name)}: {say(mark('drawn, cumulated'))}", MUSD, months, f"={{own@{n}:{k}}}+{moving}"
        )
    draws = _drawn(data)
    for k, name in enumerate(data.tranches):
        page.row(
            f"draw:{k}",
            f"{say(name)}: {say(mark('draw'))}",
            MUSD,
            months,
            f"=[drawn:{k}]-[drawn:{k}<]",
            first=f"=[drawn:{k}]",
            total=True,
            cached=draws[k],
        )
    page.row(
        "draws",
        say(mark("Sources of the month")),
        MUSD,
        months,
        "=" + "+".join(f"[draw:{k}]" for k in range(len(data.tranches))),
        total=True,
        cached=data.month("sources_nominal_musd"),
    )
    _uses(page, data, months, n)


def _drawn(data: Data) -> list[list[float]]:
    flat, count = data.numbers("draws", "draw_nominal_musd"), len(data.tranches)
    return [flat[k::count] for k in range(count)]


def _uses(page: Sheet, data: Data, months: Axis, n: int) -> None:
    say = page.book.say
    page.head(mark("Uses, money of the day"))
    interest = "+".join(f"{{rate_frac:{k}}}*[drawn:{k}<]" for k in data.debts) or "0"
    undrawn = "+".join(f"{{commitment_fee_frac:{k}}}*({{size@{n}:{k}}}-[drawn:{k}<])" for k in data.debts) or "0"
    whole = "+".join(f"{{commitment_fee_frac:{k}}}*{{size@{n}:{k}}}" for k in data.debts) or "0"
    once = "IF([month]=1,{%s},0)"
    at_end = "IF([month]={month_count},{%s},0)"
    listed = (
        (
            "use_investment",
            mark("Investment but for the down payment"),
            f"=[investment]*(1-{{down@{n}}}/{{investment.total}})",
            None,
            "investment_nominal_musd",
        ),
        ("use_down", mark("Down payment"), "=" + once % f"down@{n}", None, "down_payment_nominal_musd"),
        ("use_premium", mark("Credit insurance premium"), "=" + once % f"premium@{n}", None, "premium_nominal_musd"),
        ("use_upfront", mark("Fees at signature"), "=" + once % f"upfront@{n}", None, "upfront_fee_nominal_musd"),
        (
            "use_interest",
            mark("Interest during construction"),
            f"=({interest})/{{months_per_year}}",
            "=0",
            "interest_nominal_musd",
        ),
        (
            "use_commitment",
            mark("Commitment fees"),
            f"=({undrawn})/{{months_per_year}}",
            f"=({whole})/{{months_per_year}}",
            "commitment_fee_nominal_musd",
        ),
        ("use_reserve", mark("Reserve account"), "=" + at_end % f"reserve@{n}", None, "reserve_nominal_musd"),
        ("use_working", mark("Working capital"), "=" + at_end % "working", None, "working_capital_nominal_musd"),
    )
    for key, label, formula, first, column in listed:
        page.row(key, say(label), MUSD, months, formula, first=first, total=True, cached=data.month(column))
    page.row(
        "uses",
        say(mark("Uses of the month")),
        MUSD,
        months,
        "=" + "+".join(f"[{key}]" for key, *_ in listed),
        total=True,
        cached=data.month("uses_nominal_musd"),
    )
    page.row(
        "construction_debt",
        say(mark("Debt at the end of the month")),
        MUSD,
        months,
        "=" + ("+".join(f"[drawn:{k}]" for k in data.debts) or "0"),
        cached=data.month("debt_nominal_musd"),
    )
    page.row(
        "uses_real", say(mark("Uses of the month, price-year money")), MUSD, months, "=[uses]/[month_price]", total=True
    )
