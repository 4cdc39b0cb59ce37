"""Numbers and sentences as French and English typography want them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacefaring.messages import message
from spacefaring.report.words import Words, french_spacing

FR, EN = Words("fr"), Words("en")


@pytest.mark.parametrize(
    ("value", "name", "english", "french"),
    [
        (273617.4, "area_km2", "273,600\u00a0km²", "273\u202f600\u00a0km²"),
        (12.345, "total_p50_musd", "12.3\u00a0MUSD", "12,3\u00a0M$"),
        (-21.4, "npv_financial_musd", "\u221221.4\u00a0MUSD", "\u221221,4\u00a0M$"),
        (0.997, "availability_frac", "99.7%", "99,7\u00a0%"),
        (0.22, "local_share_frac", "22%", "22\u00a0%"),
        (0.0135, "rate_frac", "1.4%", "1,4\u00a0%"),
        (1.0, "covered_frac", "100%", "100\u00a0%"),
        (2026, "price_year", "2026", "2026"),
        (9.6, "lifetime_year", "9.6\u00a0years", "9,6\u00a0ans"),
        (1, "life_year", "1\u00a0year", "1\u00a0an"),
        (10.5, "ltan_hour", "10:30", "10\u00a0h\u00a030"),
        (97.59, "inclination_deg", "97.6°", "97,6°"),
        (12345, "trained_people_count", "12,345", "12\u202f345"),
        (199.2, "contact_min_per_day", "199\u00a0min/day", "199\u00a0min/j"),
        (0.0, "delta_v_m_per_s", "0\u00a0m/s", "0\u00a0m/s"),
        (-0.0, "delta_v_m_per_s", "0\u00a0m/s", "0\u00a0m/s"),
    ],
)
def test_quantities(value: float, name: str, english: str, french: str) -> None:
    assert EN.quantity(value, name) == english
    assert FR.quantity(value, name) == french


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False))
def test_a_printed_number_is_its_value_to_three_figures(value: float) -> None:
    read = float(EN.number(value).replace(",", "").replace("\u2212", "-"))
    assert read == pytest.approx(value, rel=5.1e-3, abs=1e-9)
    assert FR.number(value).replace("\u202f", "").replace(",", ".") == EN.number(value).replace(",", "")


@given(st.text(alphabet="ab :;!?%«»'\u00a0\u202f", max_size=30))
def test_french_spacing_says_the_same_twice(text: str) -> None:
    once = french_spacing(text)
    assert french_spacing(once) == once


def test_french_spacing_puts_unbreakable_spaces() -> None:
    assert french_spacing("« oui » : 5 % ; l'an ?") == "«\u00a0oui\u00a0»\u00a0: 5\u00a0%\u202f; l’an\u202f?"


def test_dates_in_text() -> None:
    assert FR.day("2029-01-01T00:00:00") == "1er janvier 2029"
    assert EN.day("2029-01-01") == "1 January 2029"


def test_a_stage_message_takes_the_signs_of_its_language() -> None:
    said = message(
        "Data binds: {made:,.1f} Gbit against {sent:.2f}, {share:.0%} lost", made=1412.0, sent=-0.5, share=0.4
    )
    assert EN.said(said.template, said.values) == "Data binds: 1,412.0 Gbit against \u22120.50, 40% lost"
    assert FR.said(said.template, said.values) == "Data binds: 1\u202f412,0 Gbit against \u22120,50, 40\u00a0% lost"


def test_a_missing_value_in_a_message_is_said_to_be_missing() -> None:
    assert EN.said("{x:.1f} km", {"x": None}) == "not applicable km"
    assert FR.said("{x:.1f} km", {"x": float("nan")}) == "sans objet km"
