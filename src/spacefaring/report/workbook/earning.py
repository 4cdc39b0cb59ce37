"""Operation: what the plan was signed on, then the same under the scenario shown."""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.workbook.circle import MUSD
from spacefaring.report.workbook.grid import Axis, Book, Sheet
from spacefaring.report.workbook.running import dates
from spacefaring.report.workbook.source import Data


def operation(book: Book, data: Data, periods: Axis) -> None:
    """Declared revenue, operations, later investment, cash available, benefits apart."""
    page = book.sheet(
        mark("Operation"), mark("Money of the day but for the benefits; benefits to society are not revenue.")
    )
    dates(page, periods, "period_end")
    _signed(page, data, periods)
    _cash(page, data, periods)
    _benefits(page, data, periods)


def _signed(page: Sheet, data: Data, periods: Axis) -> None:
    """The plan that lenders were shown, in price-year money; its cash carries the loans, whatever the scenario."""
    say, lines = page.book.say, data.texts("revenues", "line")
    page.head(mark("The plan as signed, price-year money"))
    for i, name in enumerate(lines):
        live = f"AND([period_year]>={{revenue_start:{i}}},[period_year]<={{revenue_end:{i}}},[served]=1)"
        price = f"(1+{{revenue_change:{i}}})^([period_year]-{{revenue_start:{i}}})"
        amount = f"{{revenue_amount:{i}}}/{{periods_per_year}}*{price}"
        page.row(f"plan_revenue:{i}", say(name), MUSD, periods, f"=IF({live},{amount},0)")
    operations = "=SUMIF({cost_year},[period_year],{cost_operations})/{periods_per_year}"
    page.row("plan_operating", say(mark("Operations")), MUSD, periods, operations)
    later = "+".join(f"SUMIF({{cost_year}},[period_year],{{{part}}})" for part in ("cost_p50", "cost_contingency"))
    page.row("plan_later", say(mark("Later investment")), MUSD, periods, f"=({later})/{{periods_per_year}}")
    earned = "+".join(f"[plan_revenue:{i}]" for i in range(len(lines))) or "0"
    cash = f"=({earned}-[plan_operating]-[plan_later])*[period_price]"
    page.row("plan_cfads", say(mark("Cash flow that lenders were shown, money of the day")), MUSD, periods, cash)
    first = "SUMPRODUCT(([period:]<={periods_per_year})*[plan_operating:]*[period_price:])"
    page.cell("working", say(mark("Working capital")), MUSD, f"={first}*{{working_capital_month}}/{{months_per_year}}")


def _shifted(row: str, waiting: str) -> str:
    """A row of the plan, later by the delay; what stands there while waiting."""
    return f"IF([period]>{{delay}},INDEX([{row}:],MAX(1,[period]-{{delay}})),{waiting})"


def _cash(page: Sheet, data: Data, periods: Axis) -> None:
    say, lines = page.book.say, data.texts("revenues", "line")
    page.head(mark("Cash under the scenario shown"))
    page.row(
        "running", say(mark("Service runs")), "", periods, "=IF([period]<={service_period_count}+{delay},1,0)", "index"
    )
    page.row("alive", say(mark("The satellite works")), "", periods, "=IF([period]<={lost},1,0)", "index")
    page.row("staffed", say(mark("The team is paid")), "", periods, "=IF([period]<={lost}+1,1,0)", "index")
    for i, name in enumerate(lines):
        fall = f"IF({{revenue_contracted:{i}}}=1,1,{{price_factor}}^MAX([period_year]-{{revenue_start:{i}}},0))"
        weak = f"IF({{revenue_local:{i}}}=1,{{local_factor}},1)"
        kept = f"(1-{{anchorless}}*{{revenue_anchor:{i}}})"
        plan = _shifted(f"plan_revenue:{i}", "0")
        page.row(f"revenue:{i}", say(name), MUSD, periods, f"={plan}*[period_price]*[alive]*{fall}*{weak}*{kept}")
    page.row(
        "insured", say(mark("Insurance")), MUSD, periods, "=IF([period]={lost}+1,{insured_frac}*{investment.total},0)"
    )
    summed = "+".join(["[insured]", *(f"[revenue:{i}]" for i in range(len(lines)))])
    signed = "+".join(f"[revenue:{i}]*{{revenue_contracted:{i}}}" for i in range(len(lines))) or "0"
    listed = (
        ("revenue", mark("Revenue"), summed, "revenue_nominal_musd"),
        ("contracted", mark("of which under contract"), signed, "contracted_nominal_musd"),
        ("operating", mark("Operations"),
         _shifted("plan_operating", "INDEX([plan_operating:],1)") + "*[period_price]*[staffed]",
         "operating_cost_nominal_musd"),
        ("later", mark("Later investment"), _shifted("plan_later", "0") + "*[period_price]*[staffed]",
         "later_investment_nominal_musd"),
        ("cfads", mark("Cash flow available for debt service"), "[revenue]-[operating]-[later]", "cfads_nominal_musd"),
        ("released", mark("Working capital given back"),
         "IF([period]={service_period_count}+{delay},{working},0)", "working_capital_release_nominal_musd"),
    )  # fmt: skip
    for key, label, formula, column in listed:
        page.row(key, say(label), MUSD, periods, "=" + formula, total=True, cached=data.period(column))


def _benefits(page: Sheet, data: Data, periods: Axis) -> None:
    say, count = page.book.say, len(data.texts("benefits", "benefit"))
    page.head(mark("Benefits to society, price-year money"))
    age = "([period]-{middle})/{periods_per_year}/{uptake_year}"
    page.row("uptake", say(mark("Uptake")), "", periods, f"=[served]*IF({{uptake_year}}>0,MIN(1,{age}),1)", "ratio")
    offset = len(data.numbers("half_years", "time_year")) - int(data.parameter("period_count"))
    for case, label in (("low", mark("Low case")), ("mid", mark("Middle case")), ("high", mark("High case"))):
        parts = [
            f"{{benefit_{case}:{i}}}*(1+{{benefit_change:{i}}})^([period_year]-{{benefit_from:{i}}})"
            for i in range(count)
        ]
        whole = f"=[uptake]/{{periods_per_year}}*({'+'.join(parts) or '0'})"
        page.row(f"plan_benefit_{case}", say(label), MUSD, periods, whole)
        page.row(
            f"benefit_{case}", say(mark("under the scenario shown")), MUSD, periods,
            "=" + _shifted(f"plan_benefit_{case}", "0") + "*[alive]",
            cached=data.numbers("half_years", f"benefit_{case}_musd")[offset:],
        )  # fmt: skip
