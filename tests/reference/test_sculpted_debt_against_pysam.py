"""Sculpted debt of NREL's System Advisor Model (PySAM 7.1.1), its default case untouched, by the script beside this."""

import csv
from pathlib import Path

import numpy as np
import pytest

from spacefaring.kernels import cashflows

COVER, RATE, TENOR = 1.3, 0.07, 18  # the defaults of that case


@pytest.fixture(scope="module")
def pysam():
    with (Path(__file__).parent / "pysam_sculpted_debt.csv").open() as handle:
        rows = list(csv.DictReader(handle))
    return {name: np.array([float(r[name]) for r in rows]) for name in rows[0]}


def test_same_debt_for_the_same_cash_and_cover(pysam):
    debt = cashflows.sculpted_debt(pysam["cash_usd"][1:], RATE, COVER)
    assert debt == pytest.approx(pysam["balance_usd"][0], rel=1e-10)


def test_same_interest_principal_and_balance_every_year(pysam):
    debt = float(pysam["balance_usd"][0])
    interest, principal, balance = cashflows.schedule("sculpted", debt, RATE, 1, TENOR, pysam["cash_usd"][1:])
    assert interest == pytest.approx(pysam["interest_usd"][1:], rel=1e-9)
    assert principal == pytest.approx(pysam["principal_usd"][1:], rel=1e-9)
    assert balance[:-1] == pytest.approx(pysam["balance_usd"][1:-1], rel=1e-9)
    assert pysam["cash_usd"][1:] / (interest + principal) == pytest.approx(np.full(TENOR, COVER), rel=1e-9)


def test_its_debt_of_367_percent_of_cost_is_the_case_we_cap(pysam):
    assert pysam["balance_usd"][0] / pysam["cost_usd"][0] == pytest.approx(3.67, abs=0.005)
