"""What is a stream of money worth, when does it come back, and how is a loan repaid?

Rates are fractions per period and flows stand on the last axis, one per period, the first at time zero. Leading axes
are candidates or draws. A quantity without an answer is `nan`; nothing here knows a currency or a calendar.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

DAYS_PER_XIRR_YEAR = 365.0  # actual/365, the day count of the spreadsheets' XNPV and XIRR
_LOWEST_RATE, _HIGHEST_RATE, _GRID = -0.999, 100.0, 4_000
_HALVINGS, _NEWTON_STEPS = 14, 12


def discount_factors(rate: ArrayLike, time: ArrayLike) -> Array:
    """(1 + rate)^-time, `nan` where the rate is at or below -100 %, which nothing can be discounted with."""
    base = 1.0 + np.asarray(rate, dtype=float)
    powers = np.where(base > 0.0, base, np.nan)
    return np.asarray(powers ** -np.asarray(time, dtype=float))


def npv(rate: ArrayLike, flows: ArrayLike, time: ArrayLike | None = None) -> Array:
    """Net present value at time zero; the first flow is at time zero unless `time` says otherwise.

    A spreadsheet's NPV discounts the first flow by a whole period; this does not (as numpy-financial's `npv`).

    Examples
    --------
    >>> print(f"{npv(0.281, [-100, 39, 59, 55, 20]):.6f}")
    -0.008479
    """
    values = np.asarray(flows, dtype=float)
    when = np.arange(values.shape[-1]) if time is None else np.asarray(time, dtype=float)
    return np.asarray(np.sum(values * discount_factors(np.asarray(rate)[..., None], when), axis=-1))


def year_fractions(day: ArrayLike) -> Array:
    """Time since the first date in years of 365 days, from day numbers; leap days are not smoothed."""
    days = np.asarray(day, dtype=float)
    return np.asarray((days - days[..., :1]) / DAYS_PER_XIRR_YEAR)


def xnpv(rate: ArrayLike, flows: ArrayLike, day: ArrayLike) -> Array:
    """Net present value of dated flows at the first date, actual/365 (Excel's documented XNPV)."""
    return npv(rate, flows, year_fractions(day))


def irr_roots(flows: ArrayLike, time: ArrayLike | None = None) -> Array:
    """Every rate above -99.9 % and below 10 000 % at which one stream of flows is worth nothing.

    None, one or several: a stream that changes sign twice may have two, and then no single one is the return.
    A root that only touches zero may be missed; roots nearer than the grid (about 0.2 % of 1 + rate) too.
    """
    values = np.asarray(flows, dtype=float)
    when = np.arange(len(values), dtype=float) if time is None else np.asarray(time, dtype=float)
    if not (np.any(values > 0) and np.any(values < 0)) or not np.all(np.isfinite(values)):
        return np.empty(0)
    rates = np.geomspace(1.0 + _LOWEST_RATE, 1.0 + _HIGHEST_RATE, _GRID) - 1.0
    worth = _scaled_worth(values, when, np.log1p(rates))
    starts = np.flatnonzero(np.sign(worth[:-1]) * np.sign(worth[1:]) < 0)
    exact = rates[worth == 0.0]
    found = [_bisect(values, when, np.log1p(rates[i]), np.log1p(rates[i + 1])) for i in starts]
    return np.sort(np.concatenate([exact, np.array(found)]))


def _scaled_worth(values: Array, when: Array, log_growth: Array) -> Array:
    """Sign-true net present value: each rate's largest discount factor is taken out, so nothing overflows."""
    exponent = -np.multiply.outer(log_growth, when)
    return np.asarray(np.sum(values * np.exp(exponent - exponent.max(axis=-1, keepdims=True)), axis=-1))


def _bisect(values: Array, when: Array, low: float, high: float) -> float:
    at_low = _scaled_worth(values, when, np.array([low]))[0]
    for _ in range(200):
        middle = 0.5 * (low + high)
        at_middle = _scaled_worth(values, when, np.array([middle]))[0]
        if at_middle * at_low > 0:
            low, at_low = middle, at_middle
        else:
            high = middle
        if high - low < 1e-15:
            break
    return float(np.expm1(0.5 * (low + high)))


def irr(flows: ArrayLike, time: ArrayLike | None = None) -> Array:
    """The rate of return where there is exactly one; `nan` where there is none, or several (a refusal).

    Streams that turn from outflow to inflow once are solved together, whatever their number; only the others are
    searched for all their roots.
    """
    values = np.asarray(flows, dtype=float)
    rows = values.reshape(-1, values.shape[-1])
    when = np.arange(rows.shape[-1], dtype=float) if time is None else np.asarray(time, dtype=float)
    turns = _sign_changes(rows)
    found = np.full(len(rows), np.nan)
    once = (turns == 1) & np.all(np.isfinite(rows), axis=-1)
    found[once] = _bisect_rows(rows[once], when)
    for i in np.flatnonzero((turns > 1) & np.all(np.isfinite(rows), axis=-1)):
        roots = irr_roots(rows[i], when)
        found[i] = roots[0] if len(roots) == 1 else np.nan
    return found.reshape(values.shape[:-1])


def _sign_changes(rows: Array) -> NDArray[np.int64]:
    """How often the non-zero flows of each row change sign."""
    signs = np.sign(rows)
    last = np.zeros(len(rows))
    turns = np.zeros(len(rows), dtype=np.int64)
    for column in signs.T:
        turns += (column != 0) & (last != 0) & (column != last)
        last = np.where(column != 0, column, last)
    return turns


def _bisect_rows(rows: Array, when: Array) -> Array:
    """One root of each row: a few halvings, then Newton's steps that may not leave the bracket."""
    low = np.full(len(rows), np.log1p(_LOWEST_RATE))
    high = np.full(len(rows), np.log1p(_HIGHEST_RATE))
    late = np.sign(_rows_worth(rows, when, low)[0])
    solvable = late * np.sign(_rows_worth(rows, when, high)[0]) < 0
    growth = 0.5 * (low + high)
    for step in range(_HALVINGS + _NEWTON_STEPS):
        worth, slope = _rows_worth(rows, when, growth)
        same = np.sign(worth) == late
        low, high = np.where(same, growth, low), np.where(same, high, growth)
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = growth - worth / slope
        inside = (newton >= low) & (newton <= high) & (step >= _HALVINGS)
        growth = np.where(inside, newton, 0.5 * (low + high))
    return np.asarray(np.where(solvable, np.expm1(growth), np.nan))


def _rows_worth(rows: Array, when: Array, log_growth: Array) -> tuple[Array, Array]:
    """Worth of each row at its own rate, and its slope, both over the largest discount factor."""
    exponent = -log_growth[:, None] * when
    terms = rows * np.exp(exponent - exponent.max(axis=-1, keepdims=True))
    return np.asarray(terms.sum(axis=-1)), np.asarray(-(terms @ when))


def xirr(flows: ArrayLike, day: ArrayLike) -> Array:
    """Return per year of 365 days of dated flows; `nan` where there is none or several (Excel's documented XIRR)."""
    return irr(flows, year_fractions(day))


def mirr(flows: ArrayLike, finance_rate: ArrayLike, reinvest_rate: ArrayLike) -> Array:
    """Modified return: outflows financed at one rate, inflows reinvested at another; one answer always, or `nan`.

    Source
    ------
    Microsoft, "MIRR function", Excel documentation: (-NPV(reinvest, inflows)·(1+reinvest)^n / (NPV(finance,
    outflows)·(1+finance)))^(1/(n-1)) - 1, written here with the first flow at time zero.
    """
    values = np.asarray(flows, dtype=float)
    last = values.shape[-1] - 1
    later = npv(reinvest_rate, np.maximum(values, 0.0)) * (1.0 + np.asarray(reinvest_rate)) ** last
    sooner = -npv(finance_rate, np.minimum(values, 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where((sooner > 0) & (later > 0), (later / sooner) ** (1.0 / last) - 1.0, np.nan))


def payback(flows: ArrayLike, time: ArrayLike | None = None, rate: float = 0.0) -> Array:
    """When the cumulated (discounted) flows last turn from negative to not negative; `nan` if they end negative.

    Interpolated within the period as if the flow came evenly. The last crossing counts: a stream that dips again
    has not paid back yet.
    """
    values = np.asarray(flows, dtype=float)
    when = np.arange(values.shape[-1], dtype=float) if time is None else np.asarray(time, dtype=float)
    total = np.cumsum(values * discount_factors(rate, when), axis=-1)
    rows = total.reshape(-1, total.shape[-1])
    count = rows.shape[-1]
    last = count - 1 - np.argmax(rows[:, ::-1] < 0.0, axis=-1)  # the last place below zero
    never_below, still_below = ~np.any(rows < 0.0, axis=-1), rows[:, -1] < 0.0
    at, after, row = np.minimum(last, count - 2), np.minimum(last + 1, count - 1), np.arange(len(rows))
    below, above = rows[row, at], rows[row, after]
    part = np.divide(-below, above - below, out=np.zeros_like(below), where=above != below)
    crossed = when[at] + (when[after] - when[at]) * part
    found = np.where(never_below, when[0], np.where(still_below, np.nan, crossed))
    return np.asarray(found.reshape(values.shape[:-1]))


def annuity_payment(balance: ArrayLike, rate: ArrayLike, count: ArrayLike) -> Array:
    """Constant payment that repays a balance in `count` periods; the balance over the count at a zero rate."""
    per, number = np.asarray(rate, dtype=float), np.asarray(count, dtype=float)
    small = np.abs(per) < 1e-12
    safe = np.where(small, 1.0, per)
    factor = np.where(small, 1.0 / number, safe / -np.expm1(-number * np.log1p(safe)))
    return np.asarray(balance, dtype=float) * factor


def principal_due(form: str, opening: ArrayLike, rate: ArrayLike, left: int) -> Array:
    """Principal of the next of `left` instalments: `equal_principal`, `annuity` or `lump` (all at the last)."""
    balance = np.asarray(opening, dtype=float)
    if form == "equal_principal":
        return np.asarray(balance / left)
    if form == "annuity":
        return np.asarray(balance if left == 1 else annuity_payment(balance, rate, left) - balance * np.asarray(rate))
    if form == "lump":
        return balance if left == 1 else np.zeros_like(balance)
    raise ValueError(f"repayment form {form!r}; allowed: annuity, equal_principal, lump")


def sculpted_debt(cfads: ArrayLike, rate: ArrayLike, dscr: ArrayLike) -> Array:
    """The debt that constant cover carries: what cash pays each period over the cover, discounted at the loan's rate.

    Cash below zero carries none (it does not lend against a loss). The first cash flow is one period after the debt.

    Source
    ------
    Any project finance text; E. Bodmer, "Debt sizing and sculpting", edbodmer.com: debt = sum CFADS/(DSCR·(1+i)^t).
    """
    cash = np.maximum(np.asarray(cfads, dtype=float), 0.0)
    time = np.arange(1, cash.shape[-1] + 1)
    return np.asarray(npv(rate, cash, time) / np.asarray(dscr, dtype=float))


def schedule(form: str, debt: float, rate: float, first: int, last: int, cfads: ArrayLike | None = None) -> Array:
    """Interest, principal and closing balance (three rows) of a loan drawn at time zero, periods 1 to `last`.

    `first` is the period of the first instalment, `last` the maturity. Interest is on the opening balance. A sculpted
    loan follows `cfads` of periods 1 to `last`, with the cover that repays it exactly.
    """
    if not 1 <= first <= last:
        raise ValueError(f"first instalment {first} must lie in 1 to the last {last}")
    service = _sculpted_service(debt, rate, first, last, cfads) if form == "sculpted" else None
    rows = np.zeros((3, last))
    balance = float(debt)
    for period in range(1, last + 1):
        interest = balance * rate
        if period < first:
            principal = 0.0
        elif service is not None:
            principal = balance if period == last else service[period - 1] - interest
        else:
            principal = float(principal_due(form, balance, rate, last - period + 1))
        balance -= principal
        rows[:, period - 1] = interest, principal, balance
    return rows


def _sculpted_service(debt: float, rate: float, first: int, last: int, cfads: ArrayLike | None) -> Array:
    if cfads is None:
        raise ValueError("a sculpted loan needs the cash flow that serves it")
    cash = np.maximum(np.asarray(cfads, dtype=float)[:last], 0.0)
    cash[: first - 1] = 0.0
    carried = npv(rate, cash, np.arange(1, last + 1) - (first - 1.0))
    if carried <= 0.0:
        raise ValueError("no cash flow to sculpt the repayment on")
    return np.asarray(cash * (debt / carried))


def grant_element(interest: ArrayLike, principal: ArrayLike, face: ArrayLike, discount: float, per_year: int) -> Array:
    """What part of a loan is a gift: one less its discounted service over its face; negative when dearer than that.

    Interest and principal of periods 1, 2, … on the last axis, `per_year` periods a year; `discount` per year, turned
    into a period's rate by compounding (the DAC's and the IMF's convention). Fees are left out unless put in interest.

    Source
    ------
    OECD, Converged Statistical Reporting Directives, DCD/DAC(2016)3, and IDA, "Grant element: definition".
    """
    service = np.asarray(interest, dtype=float) + np.asarray(principal, dtype=float)
    time = np.arange(1, service.shape[-1] + 1) / per_year
    return np.asarray(1.0 - npv(discount, service, time) / np.asarray(face, dtype=float))


def dac_equal_principal(rate: float, maturity: float, grace: float, discount: float, per_year: int = 2) -> float:
    """Grant element of equal instalments of principal by the DAC's closed form; grace runs to the first instalment.

    Years and rates per year; the loan is drawn at commitment. Needs whole numbers of periods to equal discounting.

    Source
    ------
    OECD DAC, "Grant element calculation: formulae and examples" (annex to the reporting directives), simplified form.
    """
    per = (1.0 + discount) ** (1.0 / per_year) - 1.0
    interval = grace - 1.0 / per_year
    number = per_year * (maturity - interval)
    repaid = ((1.0 + per) ** (-per_year * interval) - (1.0 + per) ** (-per_year * maturity)) / (number * per)
    return float((1.0 - rate / per_year / per) * (1.0 - repaid))


def dac_annuity(rate: float, maturity: float, grace: float, discount: float, per_year: int = 2) -> float:
    """Grant element of an annuity by the DAC's closed form (same source, same words as `dac_equal_principal`)."""
    per = (1.0 + discount) ** (1.0 / per_year) - 1.0
    interval = grace - 1.0 / per_year
    number = round(per_year * (maturity - interval))
    until, during = (1.0 + discount) ** interval, (1.0 + discount) ** (maturity - interval)
    waiting = rate * (1.0 - 1.0 / until) / (per_year * per)
    payment = float(annuity_payment(1.0, rate / per_year, number))
    return float(1.0 - waiting - payment / until * (1.0 - 1.0 / during) / per)


def dac_lump_sum(rate: float, maturity: float, discount: float) -> float:
    """Grant element when principal and simple interest are paid together at maturity (DAC closed form)."""
    return float(1.0 - (1.0 + rate * maturity) / (1.0 + discount) ** maturity)
