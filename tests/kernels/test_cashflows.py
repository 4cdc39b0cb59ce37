"""Money kernels: laws that hold whatever the numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacefaring.kernels import cashflows

FORMS = ("equal_principal", "annuity", "lump")
rates = st.floats(0.0, 0.3)


def test_several_roots_are_all_found_and_refused_as_one():
    flows = np.poly([1 / 1.1, 1 / 1.5]) * 100  # worth nothing at 10 % and at 50 %
    assert cashflows.irr_roots(flows[::-1]) == pytest.approx([0.1, 0.5], abs=1e-12)
    assert np.isnan(cashflows.irr(flows[::-1]))


def test_no_root_when_money_only_leaves_or_only_comes():
    assert len(cashflows.irr_roots([-1.0, -2.0, 0.0])) == 0
    assert np.isnan(cashflows.irr([[1.0, 2.0], [-1.0, -2.0]])).all()
    assert np.isnan(cashflows.irr([-1.0, np.nan, 3.0]))


def test_rate_of_minus_one_discounts_nothing():
    assert np.isnan(cashflows.npv(-1.0, [1.0, 1.0]))


@given(st.floats(-0.5, 2.0), st.floats(0.1, 1e6), st.integers(1, 40))
def test_irr_of_a_deposit_is_its_rate(rate, deposit, years):
    flows = np.zeros(years + 1)
    flows[0], flows[-1] = -deposit, deposit * (1 + rate) ** years
    assert cashflows.irr(flows) == pytest.approx(rate, abs=1e-9)
    assert cashflows.mirr(flows, 0.07, 0.03) == pytest.approx(rate, abs=1e-9)


def test_payback_counts_the_last_time_the_sum_turns():
    assert cashflows.payback([-10.0, 5.0, 5.0, 5.0]) == pytest.approx(2.0)
    assert cashflows.payback([-10.0, 20.0, -15.0, 10.0]) == pytest.approx(2.5)
    assert np.isnan(cashflows.payback([-10.0, 5.0]))
    assert cashflows.payback([-10.0, 11.0, 11.0], rate=0.1) == pytest.approx(1.0)


@pytest.mark.parametrize("form", FORMS)
@given(rate=rates, first=st.integers(1, 20), more=st.integers(0, 40))
def test_every_loan_ends_at_zero_and_its_service_is_worth_its_face(form, rate, first, more):
    last = first + more
    interest, principal, balance = cashflows.schedule(form, 100.0, rate, first, last)
    assert balance[-1] == pytest.approx(0.0, abs=1e-9)
    assert principal.sum() == pytest.approx(100.0)
    assert cashflows.npv(rate, interest + principal, np.arange(1, last + 1)) == pytest.approx(100.0)
    assert cashflows.grant_element(interest, principal, 100.0, (1 + rate) ** 2 - 1, 2) == pytest.approx(0.0, abs=1e-9)


@given(rate=rates, dscr=st.floats(1.0, 3.0), cash=st.lists(st.floats(0.1, 50.0), min_size=2, max_size=30))
def test_sculpted_debt_gives_the_same_cover_in_every_period(rate, dscr, cash):
    debt = float(cashflows.sculpted_debt(cash, rate, dscr))
    interest, principal, balance = cashflows.schedule("sculpted", debt, rate, 1, len(cash), cash)
    assert np.asarray(cash) / (interest + principal) == pytest.approx(np.full(len(cash), dscr), rel=1e-7)
    assert balance[-1] == pytest.approx(0.0, abs=1e-9 * debt)


def test_sculpting_lends_nothing_against_a_loss():
    assert cashflows.sculpted_debt([-5.0, -1.0], 0.05, 1.3) == 0.0


@given(rate=st.floats(0.0, 0.09), more=st.floats(0.001, 0.02))
def test_dearer_loan_is_less_of_a_gift(rate, more):
    cheap, dear = (cashflows.dac_equal_principal(r, 20, 5, 0.05) for r in (rate, rate + more))
    assert dear < cheap


def test_unknown_form_and_backward_loans_are_refused():
    with pytest.raises(ValueError, match="balloon"):
        cashflows.principal_due("balloon", 1.0, 0.1, 3)
    with pytest.raises(ValueError, match="first instalment 5"):
        cashflows.schedule("lump", 1.0, 0.1, 5, 4)
