"""What is the plan worth, and how well does cash cover debt?"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from spacefaring.capital.operation import Flows
from spacefaring.capital.timeline import PERIODS_PER_YEAR, Timeline
from spacefaring.kernels import cashflows
from spacefaring.tables import Array


@dataclass(frozen=True)
class Cover:
    """Loan and project life cover by period, (n, period), and their values at the start of service, (n)."""

    llcr: Array
    plcr: Array
    llcr_start: Array
    plcr_start: Array
    rate: Array  # the loans' own rate of each period, by balance


def cover(cfads: Array, opening: Array, accrued: Array, service: Array, served: int) -> Cover:
    """LLCR and PLCR: what cash over the loans' life (or the project's) is worth at the loans' own rate, over the debt.

    The discount rate of a period is its interest over the opening balance of all loans together, so that debt service
    itself is worth exactly the debt and LLCR is the DSCR averaged with the service's present value as weight. After the
    last loan the last rate goes on. Cash below zero counts as none.
    """
    count = cfads.shape[-1]
    has_debt = opening > 1e-9
    rate = np.divide(accrued, opening, out=np.zeros_like(cfads), where=has_debt)
    for p in range(1, count):
        rate[:, p] = np.where(has_debt[:, p], rate[:, p], rate[:, p - 1])
    cash = np.maximum(cfads, 0.0)
    cash[:, served:] = 0.0
    within = np.cumsum(service[:, ::-1] > 1e-12, axis=-1)[:, ::-1] > 0
    loan, project = (_worth(c, rate) for c in (np.where(within, cash, 0.0), cash))
    llcr, plcr = (np.divide(w, opening, out=np.full_like(cash, np.nan), where=has_debt) for w in (loan, project))
    return Cover(llcr, plcr, llcr[:, 0], plcr[:, 0], rate)


def _worth(cash: Array, rate: Array) -> Array:
    """Worth of all later cash at the start of each period."""
    paid, growth = np.ascontiguousarray(cash.T), np.ascontiguousarray(1.0 + rate.T)
    worth = np.zeros_like(paid)
    after = np.zeros(len(cash))
    for p in range(len(paid) - 1, -1, -1):
        after = (after + paid[p]) / growth[p]
        worth[p] = after
    return worth.T


def project_flows(investment: Array, working_capital: Array, flows: Flows, timeline: Timeline) -> Array:
    """Cash of the project before financing, by half-year from signature: what it costs and what it earns, nominal."""
    before = -timeline.half_years(investment)
    before[:, -1] -= working_capital
    return np.concatenate([before, flows.cfads + flows.working_capital_release], axis=-1)


def financial_npv(flows: Array, rate: float, timeline: Timeline) -> Array:
    """Worth at signature in price-year money: nominal flows at the nominal rate, the sum then brought to "
    "price-year prices."""
    nominal = cashflows.npv(rate, flows, timeline.half_year_time)
    return np.asarray(nominal / timeline.price_level(timeline.start_year))


def economic_npv(cost: Array, benefit: Array, rate: float, timeline: Timeline) -> Array:
    """Worth to society at signature: real benefits less real costs at the real social rate."""
    return cashflows.npv(rate, benefit - cost, timeline.half_year_time)


def yearly_irr(flows: Array) -> Array:
    """Nominal internal rate of return a year of half-yearly flows; nan where there is none or several."""
    half = cashflows.irr(flows)
    return np.asarray((1.0 + half) ** PERIODS_PER_YEAR - 1.0)


def smallest(ratio: Array) -> Array:
    """The least over periods, nan where there is none at all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanmin(ratio, axis=-1))


def mean(ratio: Array) -> Array:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanmean(ratio, axis=-1))
