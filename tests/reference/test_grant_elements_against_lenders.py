"""Grant elements: OECD closed forms, AidData's published value, and the published terms of IDA, ADF and JICA."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacefaring import catalog
from spacefaring.kernels import cashflows


def discounted(form, rate, maturity, grace, discount, per_year=2):
    rows = cashflows.schedule(form, 1.0, rate / per_year, round(grace * per_year), round(maturity * per_year))
    return float(cashflows.grant_element(rows[0], rows[1], 1.0, discount, per_year))


@given(st.floats(0.0, 0.09), st.integers(1, 20), st.integers(1, 60), st.floats(0.01, 0.15))
def test_dac_closed_forms_equal_discounting_to_1e_10(rate, grace_half, more_half, discount):
    """OECD DAC, Grant element calculation: formulae and examples; against discounting each instalment."""
    grace, maturity = grace_half / 2, (grace_half + more_half) / 2
    closed = cashflows.dac_equal_principal(rate, maturity, grace, discount)
    assert closed == pytest.approx(discounted("equal_principal", rate, maturity, grace, discount), abs=1e-10)
    closed = cashflows.dac_annuity(rate, maturity, grace, discount)
    assert closed == pytest.approx(discounted("annuity", rate, maturity, grace, discount), abs=1e-10)


def test_dac_lump_sum_of_simple_interest():
    """Same source: principal and simple interest in one payment."""
    assert cashflows.dac_lump_sum(0.025, 10, 0.10) == pytest.approx(1 - 1.25 / 1.1**10, abs=1e-15)


def test_aiddata_nigcomsat_1():
    """AidData project 1712: 37.8005 % at the DAC's 10 %, half-yearly; at the IMF's 5 % the same loan gives 13.18 %."""
    assert cashflows.dac_equal_principal(0.03, 12, 5, 0.10) == pytest.approx(0.378005, abs=5e-7)
    assert cashflows.dac_equal_principal(0.03, 12, 5, 0.05) == pytest.approx(0.1318, abs=5e-5)


def test_lotusat_phase_2():
    """Ministry of Foreign Affairs of Japan, 1 May 2022: 0.1 %, 40 years with 10 of grace: 66.3 % at 5 %."""
    assert discounted("equal_principal", 0.001, 40, 10, 0.05) == pytest.approx(0.663, abs=5e-4)


@pytest.mark.parametrize(
    ("lender", "printed"),
    [
        ("ida_40_year", 68.6),
        ("ida_regular_eur", 48.2),
        ("ida_regular", 41.3),
        ("adf_regular", 57.4),
        ("adf_advance", 52.9),
        ("adf_blend", 35.3),
        ("nigcomsat_2006", 13.2),
        ("lotusat_2022", 66.3),
    ],
)
def test_shipped_terms_give_the_grant_elements_of_their_lenders(lender, printed):
    """Grant elements at 5 %, half-yearly, computed from the lenders' published terms before this code was written."""
    row = catalog.read("lenders").row(lender)
    found = discounted(row["repayment"], row["interest_frac"], row["maturity_year"], row["grace_year"], 0.05)
    assert 100 * found == pytest.approx(printed, abs=0.055)


def test_regional_bonds_are_no_gift():
    """A 7-year bond at 7.5 % is worth less than its face at 5 %."""
    row = catalog.read("lenders").row("umoa_burkina_7_year")
    assert discounted("lump", row["interest_frac"], 7, 7, 0.05) < 0
