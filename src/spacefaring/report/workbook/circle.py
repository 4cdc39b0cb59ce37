"""Uses and loans depend on each other: how is the circle opened without a circular reference?

Uses contain interest and fees, which depend on the loans, which depend on the uses. Each pass repeats the whole chain
from the total of the pass before, and the passes converge; the last step is shown on the check sheet.
"""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.workbook.grid import LABEL, TOTAL, Axis, Book, Sheet
from spacefaring.report.workbook.source import Data

# Words that stand inside longer labels, marked here so that they are found.
WORDS = (
    mark("opening"), mark("interest"), mark("capitalised"), mark("principal"), mark("closing"), mark("paid"),
    mark("drawn, cumulated"), mark("draw"), mark("Economic net present value, price-year money"),
    mark("Grants and loans together"),
)  # fmt: skip
PASSES = 16
MUSD = "MUSD"


def circle(book: Book, data: Data, months: Axis, periods: Axis) -> None:
    """The passes, one below the other, and before them the loans on one unit of debt."""
    page = book.sheet(
        mark("Circle"),
        mark("Uses and loans depend on each other: sixteen passes, each from the total of the one before."),
    )
    page.freeze()
    page.head(mark("Loans on one unit of debt"))
    for i in data.debts:
        if i != data.sculpted:
            unit_loan(page, data, i, periods)
    for number in range(PASSES):
        _pass(page, data, number, months, periods)


def instalment(opening: str, first: str, last: str, now: str, rate: str, form: str) -> str:
    """Principal of a half-year by the form of repayment: equal, annuity (equal when free of interest), lump."""
    left = f"({last}-{now}+1)"
    payment = f"{opening}*{rate}/(1-(1+{rate})^(-{left}))"
    annuity = f"IF({now}={last},{opening},IF({rate}=0,{opening}/{left},{payment}-{opening}*{rate}))"
    chosen = f"CHOOSE({form},{opening}/{left},{annuity},IF({now}={last},{opening},0))"
    return f"IF(AND({now}>={first},{now}<={last}),{chosen},0)"


def unit_loan(page: Sheet, data: Data, i: int, periods: Axis) -> None:
    """One unit of a loan, half-year by half-year, so that its service is known before its size."""
    say, name = page.book.say, page.book.say(data.tranches[i])
    rate = f"({{rate_frac:{i}}}/{{periods_per_year}})"
    book = page.book
    book.rows[f"unit_closing:{i}"] = (page.name, page.at + 4, periods)
    page.row(
        f"unit_opening:{i}",
        f"{name}: {say(mark('opening'))}",
        "",
        periods,
        f"=[unit_closing:{i}<]",
        "ratio",
        first="=1",
    )
    page.row(
        f"unit_interest:{i}", f"{name}: {say(mark('interest'))}", "", periods, f"=[unit_opening:{i}]*{rate}", "ratio"
    )
    page.row(
        f"unit_added:{i}",
        f"{name}: {say(mark('capitalised'))}",
        "",
        periods,
        f"=IF([period]<{{first:{i}}},[unit_interest:{i}]*{{capitalises:{i}}},0)",
        "ratio",
    )
    page.row(
        f"unit_principal:{i}",
        f"{name}: {say(mark('principal'))}",
        "",
        periods,
        "=" + instalment(f"[unit_opening:{i}]", f"{{first:{i}}}", f"{{last:{i}}}", "[period]", rate, f"{{form:{i}}}"),
        "ratio",
    )
    page.row(
        f"unit_closing:{i}",
        f"{name}: {say(mark('closing'))}",
        "",
        periods,
        f"=[unit_opening:{i}]+[unit_added:{i}]-[unit_principal:{i}]",
        "ratio",
    )
    page.row(
        f"unit_paid:{i}",
        f"{name}: {say(mark('paid'))}",
        "",
        periods,
        f"=[unit_interest:{i}]-[unit_added:{i}]+[unit_principal:{i}]",
        "ratio",
    )


def _pass(page: Sheet, data: Data, n: int, months: Axis, periods: Axis) -> None:
    say = page.book.say
    page.head(say(mark("Pass")) + f" {n + 1}")
    before = "=SUM([investment:])+{working}" if n == 0 else _aitken(n) if n % 3 == 0 else f"={{total@{n - 1}}}"
    page.cell(f"before@{n}", say(mark("Total of the pass before")), MUSD, before)
    _sizes(page, data, n)
    _once(page, data, n, periods)
    _months(page, data, n, months)


def _aitken(n: int) -> str:
    """Where the last three totals lead to, if each step is the same part of the one before."""
    first, second, third = (f"{{total@{n - k}}}" for k in (3, 2, 1))
    step, last = f"({third}-{second})", f"({second}-{first})"
    return f"=IF(AND(ABS{step}<ABS{last},{step}-{last}<>0),{third}-{step}*{step}/({step}-{last}),{third})"


def _carried(page: Sheet, data: Data, key: str, n: int, periods: Axis) -> None:
    i, say = data.sculpted, page.book.say
    rate = f"({{rate_frac:{i}}}/{{periods_per_year}})"
    others = "".join(f"-{{size@{n}:{k}}}*[unit_paid:{k}]" for k in data.debts if k != i)
    page.row(
        f"{key}.cash",
        say(mark("Cash for the sculpted loan")),
        MUSD,
        periods,
        f"=IF(AND([period]>={{first:{i}}},[period]<={{last:{i}}}),MAX(MAX([plan_cfads],0){others},0),0)",
    )
    page.row(
        f"{key}.worth",
        say(mark("discounted to the start of service")),
        MUSD,
        periods,
        f"=[{key}.cash]/(1+{rate})^([period]-{{first:{i}}}+1)",
        total=True,
    )


def _sizes(page: Sheet, data: Data, n: int) -> None:
    """What each tranche is asked for, and what it commits once loans are cut to their limits."""
    say, count = page.book.say, len(data.tranches)
    page.cell(
        f"scale@{n}",
        say(mark("Part of the fixed amounts taken")),
        "",
        f"=IF(SUM({{fixed_nominal_musd}})>0,MIN(1,{{before@{n}}}/SUM({{fixed_nominal_musd}})),1)",
        "ratio",
    )
    asked = [
        f"={{fixed_nominal_musd:{k}}}*{{scale@{n}}}+{{asked_share_frac:{k}}}*({{before@{n}}}-SUM("
        f"{{fixed_nominal_musd}})*{{scale@{n}}})"
        for k in range(count)
    ]
    _block(page, data, f"asked@{n}", mark("asked"), asked)
    page.cell(
        f"contracts@{n}",
        say(mark("Export contracts asked for")),
        MUSD,
        f"=SUMPRODUCT({{asked@{n}}},{{export}}/(1-{{down_payment_frac}}))",
    )
    page.cell(
        f"room@{n}",
        say(mark("Contracts and premium asked for")),
        MUSD,
        f"={{contracts@{n}}}+SUMPRODUCT({{asked@{n}}},{{export}},{{premium_frac}})",
    )
    page.cell(
        f"shrink@{n}",
        say(mark("Part of export credit within limits")),
        "",
        f"=MIN(1,IF({{contracts@{n}}}>0,{{contract}}/{{contracts@{n}}},1),IF({{room@{n}}}>0,"
        f"{{before@{n}}}/{{room@{n}}},1))",
        "ratio",
    )
    _block(page, data, f"size@{n}", mark("committed"), [_size(data, n, k) for k in range(count)])


def _size(data: Data, n: int, k: int) -> str:
    if k == len(data.tranches) - 1:
        others = "".join(f"-{{size@{n}:{j}}}" for j in range(k))
        return f"=MAX({{before@{n}}}{others},0)"
    size = f"{{asked@{n}:{k}}}*IF({{export:{k}}}=1,{{shrink@{n}}},1)"
    if k == data.sculpted and n > 0:
        return f"=MIN({size},{{carried@{n - 1}.worth.total}}/{{required_dscr}})"
    return "=" + size


def _block(page: Sheet, data: Data, key: str, label: str, formulas: list[str]) -> None:
    """One cell for each tranche, under each other."""
    top = page.at
    for k, formula in enumerate(formulas):
        page.page.write(top + k, LABEL, f"{page.book.say(data.tranches[k])}: {page.book.say(label)}")
        page.book.cells[f"{key}:{k}"] = page.put(top + k, TOTAL, formula, "money")
    page.range(key, top, TOTAL, len(formulas))
    page.at = top + len(formulas)


def _once(page: Sheet, data: Data, n: int, periods: Axis) -> None:
    """What is paid once: down payment, premium, fees, reserve; and who pays the first two."""
    say, count = page.book.say, len(data.tranches)
    page.cell(
        f"down@{n}",
        say(mark("Down payment")),
        MUSD,
        f"=SUMPRODUCT({{size@{n}}},{{export}},{{down_payment_frac}}/(1-{{down_payment_frac}}))",
    )
    page.cell(
        f"premium@{n}",
        say(mark("Credit insurance premium")),
        MUSD,
        f"=SUMPRODUCT({{size@{n}}},{{export}},{{premium_frac}})",
    )
    page.cell(f"upfront@{n}", say(mark("Fees at signature")), MUSD, f"=SUMPRODUCT({{size@{n}}},{{upfront_fee_frac}})")
    page.cell(f"reserve@{n}", say(mark("Reserve account")), MUSD, _reserve(page, data, n, periods))
    payers = f"SUMPRODUCT({{size@{n}}},1-{{export}})"
    own = [
        f"=IF({payers}>0,{{size@{n}:{k}}}*(1-{{export:{k}}})*({{down@{n}}}+{{premium@{n}}})/{payers},0)"
        for k in range(count)
    ]
    _block(page, data, f"own@{n}", mark("own part"), own)
    _block(
        page,
        data,
        f"rest@{n}",
        mark("for all other uses"),
        [f"={{size@{n}:{k}}}-{{own@{n}:{k}}}" for k in range(count)],
    )
    if data.in_order:
        lower = [f'=SUMIF({{draw_order_index}},"<"&{{draw_order_index:{k}}},{{rest@{n}}})' for k in range(count)]
        _block(page, data, f"lower@{n}", mark("drawn before it"), lower)


def _reserve(page: Sheet, data: Data, n: int, periods: Axis) -> str:
    """What is held of the first two debt services of market lenders."""
    i = data.sculpted
    if i is not None:
        _carried(page, data, f"carried@{n}", n, periods)
    parts = [f"{{size@{n}:{k}}}*{{market:{k}}}*({_held(f'unit_paid:{k}')})" for k in data.debts if k != i]
    if i is not None:
        share = f"IF({{carried@{n}.worth.total}}>0,{{size@{n}:{i}}}/{{carried@{n}.worth.total}},0)"
        waiting = f"{{size@{n}:{i}}}*{{rate_frac:{i}}}/{{periods_per_year}}"
        for weight, period in (("{held_first}", "1"), ("{held_second}", "1+1")):
            due = f"IF({{first:{i}}}<={period},INDEX([carried@{n}.cash:],{period})*{share},{waiting})"
            parts.append(f"{{market:{i}}}*{weight}*{due}")
    return "=" + ("+".join(parts) or "0")


def _held(row: str) -> str:
    """The parts held of the first two cells of a row."""
    return f"{{held_first}}*INDEX([{row}:],1)+{{held_second}}*INDEX([{row}:],1+1)"


def _months(page: Sheet, data: Data, n: int, months: Axis) -> None:
    """All other uses, cumulated month by month; interest on what stood drawn at the start of the month."""
    say = page.book.say
    page.cell(
        f"waiting@{n}",
        say(mark("Commitment fee a month, nothing drawn")),
        MUSD,
        f"=SUMPRODUCT({{size@{n}}},{{commitment_fee_frac}})/{{months_per_year}}",
    )
    kept = f"[investment]*(1-{{down@{n}}}/{{investment.total}})"
    charge = _ordered(n) if data.in_order else _pro_rata(page, n)
    first = f"={kept}+{{waiting@{n}}}+{{upfront@{n}}}"
    later = f"=[pool@{n}<]+{kept}+{{waiting@{n}}}+{charge}"
    page.row(
        f"pool@{n}",
        say(mark("All other uses, cumulated")),
        MUSD,
        months,
        later,
        first=first,
        last=f"{later}+{{reserve@{n}}}+{{working}}",
    )
    page.cell(
        f"total@{n}",
        say(mark("Total uses of this pass")),
        MUSD,
        f"=INDEX([pool@{n}:],{{month_count}})+{{down@{n}}}+{{premium@{n}}}",
    )


def _pro_rata(page: Sheet, n: int) -> str:
    """Interest less the commitment fee saved, as a fixed part and a part of what has been drawn."""
    say = page.book.say
    net = "({rate_frac}-{commitment_fee_frac})"
    page.cell(
        f"fixed@{n}",
        say(mark("Charge a month on own parts")),
        MUSD,
        f"=SUMPRODUCT({{own@{n}}},{net})/{{months_per_year}}",
    )
    page.cell(
        f"moving@{n}",
        say(mark("Charge a month on one unit drawn")),
        "",
        f"=SUMPRODUCT({{rest@{n}}},{net})/{{months_per_year}}/SUM({{rest@{n}}})",
        "ratio",
    )
    return f"{{fixed@{n}}}+{{moving@{n}}}*[pool@{n}<]"


def _ordered(n: int) -> str:
    """The same when tranches are drawn one after the other."""
    drawn = f"({{own@{n}}}+{ordered(f'[pool@{n}<]', f'{{lower@{n}}}', f'{{rest@{n}}}')})"
    return f"SUMPRODUCT({{rate_frac}}-{{commitment_fee_frac}},{drawn})/{{months_per_year}}"


def ordered(pool: str, lower: str, limit: str) -> str:
    """What is drawn of a limit that begins at `lower`, without MIN and MAX, which would not run over a column."""
    over = f"({pool}-{lower})"
    return f"(({over}>0)*({over}<{limit})*{over}+({over}>={limit})*{limit})"
