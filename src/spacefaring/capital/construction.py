"""What must be paid before service starts, and who pays it month by month?

Interest, fees, premium and reserve of construction are uses themselves, so uses depend on the loans and the loans on
the uses. Interest is on the opening balance, so a month needs only the months before it; what is left of the circle are
the fees, the premium, the reserve and the commitments, which depend on the total. That total is found by substitution,
which shrinks the error by their part of the uses each time; every third time Aitken's step goes to where the shrinking
ends. A reserve that asks for as much as the loans give has no end, and is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from spacefaring.capital.terms import Terms
from spacefaring.errors import StudyError
from spacefaring.messages import message
from spacefaring.tables import Array, BoolArray, IntArray
from spacefaring.units import MONTH_PER_YEAR

_PASSES, _TOLERANCE = 60, 1e-13


@dataclass(frozen=True)
class Construction:
    """Uses and draws in money of the day, candidates first: (n), (n, tranche), (n, month) or (n, tranche, month)."""

    total: Array
    commitment: Array
    capped: BoolArray
    down_payment: Array
    premium: Array
    upfront_fee: Array
    reserve: Array
    working_capital: Array
    investment: Array  # by month, the down payment taken out
    interest: Array  # by month
    commitment_fee: Array  # by month
    own: Array  # by tranche: its part of down payment and premium, paid in the first month
    pool: Array  # by month, cumulated: all other uses

    @property
    def monthly_uses(self) -> Array:
        """All uses of each month, summed from their parts."""
        uses = self.investment + self.interest + self.commitment_fee
        uses[:, 0] += self.down_payment + self.premium + self.upfront_fee
        uses[:, -1] += self.reserve + self.working_capital
        return uses


Sizing = Callable[[Array], tuple[Array, Array]]
"""Given commitments (n, tranche): the reserve, and the largest sculpted loan (infinite when there is none)."""


def solve(
    investment: Array, working_capital: Array, terms: Terms, contract: Array, sizing: Sizing, reserve_month: float
) -> Construction:
    """Find the total of the uses. `investment` is (n, month) in money of the day, `contract` what export may cover."""
    before = investment.sum(axis=-1) + working_capital
    commitment, _ = commitments(before, terms, contract, np.full(len(before), np.inf))
    totals: list[Array] = []
    for number in range(_PASSES):
        if number and number % 3 == 0:
            before = _aitken(*totals[-3:])
        _, largest = sizing(commitment)
        commitment, capped = commitments(before, terms, contract, largest)
        reserve, _ = sizing(commitment)
        spent = _spend(investment, working_capital, reserve, commitment, capped, terms)
        if np.max(np.abs(spent.total - before) / np.maximum(spent.total, 1e-30)) < _TOLERANCE:
            return spent
        before = spent.total
        totals.append(spent.total)
    raise StudyError(
        message(
            "capital.reserve_month is {month:g}: fees and the reserve for these loans ask for as much as the "
            "loans give, so "
            "the uses have no end; lower it, or lengthen the loans",
            month=reserve_month,
        )
    )


def _aitken(first: Array, second: Array, third: Array) -> Array:
    """Where three totals lead to, if each step is the same part of the one before."""
    step, last = third - second, second - first
    bend = step - last
    gone = np.abs(step) < np.abs(last)
    return third - np.divide(step * step, bend, out=np.zeros_like(third), where=gone & (bend != 0.0))


def commitments(total: Array, terms: Terms, contract: Array, largest: Array) -> tuple[Array, BoolArray]:
    """What each tranche commits out of a total: amounts first, shares of the rest, loans capped, the rest unfunded."""
    fixed = terms.amount_nominal_musd
    scale = np.minimum(1.0, np.divide(total, fixed.sum(), out=np.ones_like(total), where=fixed.sum() > 0))
    rest = total - fixed.sum() * scale
    asked = fixed * scale[:, None] + terms.share_frac * rest[:, None]
    asked_fixed = np.where(fixed > 0, fixed, asked)
    limited = np.where(terms.is_export, asked * _export_scale(asked, total, contract, terms)[:, None], asked)
    if terms.sculpted is not None:
        limited[:, terms.sculpted] = np.minimum(limited[:, terms.sculpted], largest)
    capped = limited < asked_fixed * (1.0 - 1e-12)
    limited[:, -1] = np.maximum(total - limited[:, :-1].sum(axis=-1), 0.0)
    return limited, capped


def _export_scale(asked: Array, total: Array, contract: Array, terms: Terms) -> Array:
    """How far export credits must shrink: to their part of the contract, and to leave room for the down payment."""
    export = terms.is_export
    if not export.any():
        return np.ones_like(total)
    advance = terms.down_payment_frac / (1.0 - terms.down_payment_frac)
    needed = np.sum(asked * export * (1.0 + advance), axis=-1)
    room = np.sum(asked * export * (1.0 + advance + terms.premium_frac), axis=-1)
    safe = np.maximum(room, 1e-30)
    return np.asarray(np.minimum(1.0, np.minimum(contract / np.maximum(needed, 1e-30), total / safe)))


def _spend(
    investment: Array, working_capital: Array, reserve: Array, commitment: Array, capped: BoolArray, terms: Terms
) -> Construction:
    """Run the months once with given commitments; the new total comes out."""
    export = commitment * terms.is_export
    down = np.sum(export * terms.down_payment_frac / (1.0 - terms.down_payment_frac), axis=-1)
    premium = np.sum(export * terms.premium_frac, axis=-1)
    upfront = np.sum(commitment * terms.upfront_fee_frac, axis=-1)
    whole = investment.sum(axis=-1)
    kept = investment * (1.0 - np.divide(down, whole, out=np.zeros_like(down), where=whole > 0))[:, None]
    payers = commitment * ~terms.is_export
    own = (
        payers
        * np.divide(down + premium, payers.sum(axis=-1), out=np.zeros_like(down), where=payers.sum(axis=-1) > 0)[
            :, None
        ]
    )
    drawn = _drawer(commitment, own, terms)
    month_count = investment.shape[-1]
    interest, waiting, pool = (np.zeros_like(investment) for _ in range(3))
    cumulated = np.zeros_like(down)
    for month in range(month_count):
        opening_interest, opening_commitment = drawn(cumulated, month)
        interest[:, month], waiting[:, month] = opening_interest, opening_commitment
        spent = kept[:, month] + opening_interest + opening_commitment
        spent = spent + (upfront if month == 0 else 0.0)
        spent = spent + (reserve + working_capital if month == month_count - 1 else 0.0)
        cumulated = cumulated + spent
        pool[:, month] = cumulated
    total = cumulated + down + premium
    return Construction(
        total, commitment, capped, down, premium, upfront, reserve, working_capital, kept, interest, waiting, own, pool
    )


def _drawer(commitment: Array, own: Array, terms: Terms) -> Callable[[Array, int], tuple[Array, Array]]:
    """Monthly interest and commitment fee on what stands drawn after cumulated pool uses, without tranche tables."""
    monthly = terms.interest_frac / MONTH_PER_YEAR
    waiting = terms.commitment_fee_frac / MONTH_PER_YEAR
    fee_on_all = np.sum(commitment * waiting, axis=-1)
    if terms.in_order:

        def ordered(cumulated: Array, month: int) -> tuple[Array, Array]:
            paid = in_order(cumulated, commitment - own, terms.draw_order_index)
            drawn = np.asarray(0.0 * own if month == 0 else own + paid)
            return drawn @ monthly, fee_on_all - drawn @ waiting

        return ordered
    rest = commitment - own
    per_pool = np.maximum(rest.sum(axis=-1), 1e-30)
    own_rate, pool_rate = own @ monthly, rest @ monthly / per_pool
    own_fee, pool_fee = own @ waiting, rest @ waiting / per_pool

    def pro_rata(cumulated: Array, month: int) -> tuple[Array, Array]:
        if month == 0:
            return 0.0 * cumulated, fee_on_all
        return own_rate + pool_rate * cumulated, fee_on_all - own_fee - pool_fee * cumulated

    return pro_rata


def in_order(cumulated: Array, limit: Array, order: IntArray) -> Array:
    """What each tranche has paid of cumulated uses when the first is emptied before the second is touched."""
    paid = np.zeros_like(limit)
    left = cumulated
    for tranche in np.argsort(order, kind="stable"):
        paid[:, tranche] = np.clip(left, 0.0, limit[:, tranche])
        left = left - paid[:, tranche]
    return paid


def draws(found: Construction, terms: Terms) -> Array:
    """Money drawn from each tranche each month, (n, tranche, month); it sums to the uses of the month."""
    limit = found.commitment - found.own
    if terms.in_order:
        cumulated = np.stack([in_order(p, limit, terms.draw_order_index) for p in found.pool.T], axis=-1)
    else:
        part = limit / np.maximum(limit.sum(axis=-1, keepdims=True), 1e-30)
        cumulated = part[:, :, None] * found.pool[:, None, :]
    cumulated = cumulated + found.own[:, :, None]
    return np.diff(cumulated, axis=-1, prepend=0.0)


def draws_total(found: Construction, terms: Terms, price: Array) -> Array:
    """What each tranche gives in all, each draw in price-year money, (n, tranche)."""
    if terms.in_order:
        return np.asarray(np.sum(draws(found, terms) / price, axis=-1))
    limit = found.commitment - found.own
    part = limit / np.maximum(limit.sum(axis=-1, keepdims=True), 1e-30)
    pool = np.sum(np.diff(found.pool, axis=-1, prepend=0.0) / price, axis=-1)
    return np.asarray(part * pool[:, None] + found.own / price[0])
