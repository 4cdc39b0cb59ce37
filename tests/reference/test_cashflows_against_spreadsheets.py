"""Values printed in the documentation of Excel and numpy-financial, and pyxirr run beside us."""

import datetime

import numpy as np
import numpy_financial as npf
import pytest
import pyxirr

from spacefaring.kernels import cashflows

DATES = [datetime.date(2008, 1, 1), datetime.date(2008, 3, 1), datetime.date(2008, 10, 30), datetime.date(2009, 2, 15),
         datetime.date(2009, 4, 1)]  # fmt: skip
DAYS = [d.toordinal() for d in DATES]
FLOWS = [-10_000.0, 2_750.0, 4_250.0, 3_250.0, 2_750.0]
LOAN = [-120_000.0, 39_000.0, 30_000.0, 21_000.0, 37_000.0, 46_000.0]


def test_excel_documented_xirr():
    """Microsoft, XIRR function: 0.373362535, printed as 37.34 %."""
    assert cashflows.xirr(FLOWS, DAYS) == pytest.approx(0.373362535, abs=2e-9)


def test_excel_documented_xnpv():
    """Microsoft, XNPV function: $2,086.65 at 9 % (2086.647602 in earlier editions)."""
    assert cashflows.xnpv(0.09, FLOWS, DAYS) == pytest.approx(2086.647602, abs=1e-6)


@pytest.mark.parametrize(("years", "reinvest", "printed"), [(6, 0.12, 0.1261), (4, 0.12, -0.0480), (6, 0.14, 0.1348)])
def test_excel_documented_mirr(years, reinvest, printed):
    """Microsoft, MIRR function: 12.61 % after five years, -4.80 % after three, 13.48 % reinvesting at 14 %."""
    assert cashflows.mirr(LOAN[:years], 0.10, reinvest) == pytest.approx(printed, abs=5e-5)


@pytest.mark.parametrize(
    ("flows", "printed"),
    [([-100, 39, 59, 55, 20], 0.28095), ([-100, 0, 0, 74], -0.0955), ([-100, 100, 0, 7], 0.06206)],
)
def test_numpy_financial_documented_irr(flows, printed):
    """numpy-financial 1.0, irr: values printed in its examples."""
    assert cashflows.irr(flows) == pytest.approx(printed, abs=5e-6)


@pytest.mark.parametrize(("flows", "printed"), [([-100, 100, 0, -7], -0.0833), ([-5, 10.5, 1, -8, 1], 0.0886)])
def test_numpy_financial_prints_one_of_several_roots_which_we_list(flows, printed):
    """The documentation prints one rate; the stream has more, and calling one of them the return is a mistake."""
    roots = cashflows.irr_roots(flows)
    assert np.min(np.abs(roots - printed)) < 5e-5
    assert len(roots) > 1
    assert np.isnan(cashflows.irr(flows))
    assert cashflows.npv(roots[:, None] * np.ones(1), np.tile(flows, (len(roots), 1, 1)))[:, 0] == pytest.approx(
        0, abs=1e-9
    )


def test_numpy_financial_documented_npv_and_payment():
    """numpy-financial 1.0: npv(0.281, …) = -0.00848 (first flow at once); pmt(0.075/12, 180, 200000) = -1854.02472."""
    assert cashflows.npv(0.281, [-100, 39, 59, 55, 20]) == pytest.approx(-0.0084785916384548798, abs=1e-13)
    assert cashflows.annuity_payment(200_000, 0.075 / 12, 180) == pytest.approx(1854.0247200054619, rel=1e-14)


def test_pyxirr_agrees_on_a_thousand_streams():
    rng = np.random.default_rng(7)
    flows = np.concatenate([-rng.uniform(50, 500, (1000, 2)), rng.uniform(0, 200, (1000, 10))], axis=1)
    ours = cashflows.irr(flows)
    theirs = np.array([pyxirr.irr(row) for row in flows], dtype=float)
    assert np.isfinite(ours).all()
    assert ours == pytest.approx(theirs, abs=1e-9)
    assert cashflows.npv(np.full(1000, 0.08), flows) == pytest.approx(
        [pyxirr.npv(0.08, row) for row in flows], rel=1e-12
    )
    assert cashflows.mirr(flows, 0.09, 0.04) == pytest.approx(
        [pyxirr.mirr(row, 0.09, 0.04) for row in flows], rel=1e-10
    )


def test_pyxirr_agrees_on_dates():
    rng = np.random.default_rng(3)
    days = np.sort(rng.integers(0, 4000, 12)) + DAYS[0]
    flows = np.concatenate([[-900.0], rng.uniform(20, 160, 11)])
    dates = [datetime.date.fromordinal(int(d)) for d in days]
    assert cashflows.xirr(flows, days) == pytest.approx(pyxirr.xirr(dates, flows), abs=1e-9)
    assert cashflows.xnpv(0.07, flows, days) == pytest.approx(pyxirr.xnpv(0.07, dates, flows), rel=1e-12)


@pytest.mark.parametrize(("rate", "count"), [(0.0375, 24), (0.0, 10), (0.004, 360)])
def test_numpy_financial_agrees_on_annuities(rate, count):
    rows = cashflows.schedule("annuity", 1000.0, rate, 1, count)
    period = np.arange(1, count + 1)
    if rate:
        assert rows[0] == pytest.approx(-npf.ipmt(rate, period, count, 1000.0), abs=1e-9)
        assert rows[1] == pytest.approx(-npf.ppmt(rate, period, count, 1000.0), abs=1e-9)
    else:
        assert rows[1] == pytest.approx(np.full(count, 100.0))
