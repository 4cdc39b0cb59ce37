"""How is each loan served, half-year by half-year, for one unit drawn at the start of service?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring.capital.terms import Terms
from spacefaring.capital.timeline import PERIODS_PER_YEAR, Timeline
from spacefaring.errors import StudyError
from spacefaring.kernels import cashflows
from spacefaring.messages import message
from spacefaring.tables import Array, BoolArray, IntArray


@dataclass(frozen=True)
class Service:
    """Interest, capitalised interest, principal and closing balance per unit of each tranche, (tranche, period).

    The sculpted tranche is all zero here: its service follows the cash flow of each candidate.
    """

    first: IntArray  # period (from 1) of the first instalment
    last: IntArray
    grace_extended: BoolArray  # the grace ended before service could start
    interest: Array
    capitalised: Array
    principal: Array
    balance: Array

    @property
    def paid(self) -> Array:
        """What is paid in cash."""
        return self.interest - self.capitalised + self.principal


def instalments(terms: Terms, timeline: Timeline) -> tuple[IntArray, IntArray, BoolArray]:
    """First and last period of repayment. A grace that ends in construction is moved to the first half-year of "
    "service."""
    built = timeline.construction_period_count
    last = np.rint(PERIODS_PER_YEAR * terms.maturity_year).astype(np.int64) - built
    asked = np.rint(PERIODS_PER_YEAR * terms.grace_year).astype(np.int64) - built
    for index in np.flatnonzero(terms.is_debt & (last < 1)):
        raise StudyError(
            message(
                "capital.tranches[{index}].maturity_year is {maturity:g}, but service starts {built:g} years "
                "after signature; "
                "a loan must outlast construction: give a longer maturity",
                index=int(index), maturity=float(terms.maturity_year[index]), built=built / PERIODS_PER_YEAR,
            )
        )  # fmt: skip
    first = np.where(terms.is_debt, np.clip(asked, 1, np.maximum(last, 1)), 1)
    return first.astype(np.int64), np.where(terms.is_debt, last, 0), terms.is_debt & (asked < 1)


def serve(terms: Terms, timeline: Timeline) -> Service:
    """Run every loan but the sculpted one on one unit of debt."""
    first, last, extended = instalments(terms, timeline)
    shape = (len(terms), timeline.period_count)
    interest, capitalised, principal, balance = (np.zeros(shape) for _ in range(4))
    for i in range(len(terms)):
        if terms.is_debt[i] and i != terms.sculpted:
            rows = _one(terms.repayment[i], terms.interest_frac[i] / PERIODS_PER_YEAR, int(first[i]), int(last[i]),
                        bool(terms.capitalises_grace[i]), timeline.period_count)  # fmt: skip
            interest[i], capitalised[i], principal[i], balance[i] = rows
    return Service(first, last, extended, interest, capitalised, principal, balance)


def _one(form: str, rate: float, first: int, last: int, capitalises: bool, count: int) -> Array:
    rows = np.zeros((4, count))
    balance = 1.0
    for period in range(1, min(last, count) + 1):
        interest = balance * rate
        added = interest if capitalises and period < first else 0.0
        principal = 0.0
        if period >= first:
            principal = float(cashflows.principal_due(form, balance, rate, last - period + 1))
        balance += added - principal
        rows[:, period - 1] = interest, added, principal, balance
    return rows


def sculpting(available: Array, rate: float, first: int, last: int) -> tuple[Array, Array]:
    """What cash after other loans could carry at cover one: present value (n) at the start of service, and cash "
    "used."""
    cash = np.maximum(available, 0.0)
    cash[..., : first - 1] = 0.0
    cash[..., last:] = 0.0
    waiting = (1.0 + rate) ** (first - 1)  # interest of the grace is paid, so the debt stands still until then
    value = cashflows.npv(rate, cash, np.arange(1, cash.shape[-1] + 1)) * waiting
    return value, cash


def sculpted_rows(
    debt: Array, cash: Array, value: Array, rate: float, first: int, last: int
) -> tuple[Array, Array, Array]:
    """Interest, principal and closing balance (n, period) of a loan whose service is a constant part of the cash."""
    part = np.divide(debt, value, out=np.zeros_like(debt), where=value > 0)
    interest, principal, closing = (np.zeros_like(cash) for _ in range(3))
    balance = debt.copy()
    for period in range(1, min(last, cash.shape[-1]) + 1):
        interest[:, period - 1] = balance * rate
        if period >= first:
            due = cash[:, period - 1] * part - interest[:, period - 1]
            principal[:, period - 1] = balance if period == last else due
        balance = balance - principal[:, period - 1]
        closing[:, period - 1] = balance
    return interest, principal, closing
