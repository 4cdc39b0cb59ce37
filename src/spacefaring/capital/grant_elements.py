"""How much of the borrowing is a gift, and by which convention?

A grant element without its discount rate says nothing: China Exim's loan for NigComSat-1 is worth 37.80 % at the
DAC's old 10 % and 13.18 % at the 5 % of the IMF and the World Bank.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring.capital.terms import Terms
from spacefaring.capital.timeline import PERIODS_PER_YEAR
from spacefaring.kernels import cashflows
from spacefaring.messages import mark
from spacefaring.tables import Array

IMF = mark("IMF and World Bank, half-yearly, compound")
DAC = mark("OECD-DAC 1972, half-yearly, compound")
STUDY = mark("rate of the study, half-yearly, compound")
IMF_DISCOUNT, DAC_DISCOUNT = 0.05, 0.10
IMF_SOURCE = "IMF and World Bank, unified discount rate, October 2013: 5 %"
DAC_SOURCE = "OECD DAC, reporting directives before 2015: 10 %"


@dataclass(frozen=True)
class Elements:
    """One convention: its rate, and the grant element of each tranche (nan where nothing is borrowed or given)."""

    convention: str
    discount_frac: float
    source: str
    by_tranche: Array


def conventions(headline_frac: float) -> list[tuple[str, float, str]]:
    """The headline rate of the study first, then the two that readers know."""
    known = [(IMF, IMF_DISCOUNT, IMF_SOURCE), (DAC, DAC_DISCOUNT, DAC_SOURCE)]
    own = [] if headline_frac == IMF_DISCOUNT else [(STUDY, headline_frac, "study file")]
    return own + known


def elements(terms: Terms, headline_frac: float) -> list[Elements]:
    """Grant element of each tranche from signature, the loan drawn at once, without fees, by every convention."""
    return [
        Elements(name, rate, source, np.array([_one(terms, i, rate) for i in range(len(terms))]))
        for name, rate, source in conventions(headline_frac)
    ]


def _one(terms: Terms, i: int, discount: float) -> float:
    if terms.is_grant[i]:
        return 1.0
    if not terms.is_debt[i]:
        return float("nan")
    first, last = round(PERIODS_PER_YEAR * terms.grace_year[i]), round(PERIODS_PER_YEAR * terms.maturity_year[i])
    form = "annuity" if terms.repayment[i] == "sculpted" else terms.repayment[i]  # its true service is not known here
    rows = cashflows.schedule(form, 1.0, terms.interest_frac[i] / PERIODS_PER_YEAR, max(first, 1), last)
    return float(cashflows.grant_element(rows[0], rows[1], 1.0, discount, PERIODS_PER_YEAR))


def package(by_tranche: Array, amount: Array, terms: Terms, *, with_grants: bool = True) -> Array:
    """Grant element of loans (and grants) together, by amount, (n); nan when nothing is borrowed or given."""
    counted = terms.is_debt | terms.is_grant if with_grants else terms.is_debt
    weight = amount * counted
    whole = weight.sum(axis=-1)
    given = weight @ np.where(counted, by_tranche, 0.0)
    return np.asarray(np.divide(given, whole, out=np.full_like(whole, np.nan), where=whole > 1e-12))
