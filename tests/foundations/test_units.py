import pytest

from spacefaring import units


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("altitude_km", "km"),
        ("delta_v_m_per_s", "m/s"),
        ("downlink_mbit_per_s", "Mbit/s"),
        ("epoch_utc", "UTC"),
        ("share_frac", "–"),
        ("contact_min_per_day", "min/day"),
    ],
)
def test_the_longest_ending_is_the_unit(name, symbol):
    assert units.unit_of(name).symbol == symbol


def test_a_word_has_no_unit_and_french_has_its_own_symbols():
    assert units.unit_of("verdict") is None
    assert units.unit_of("duration_day").written("fr") == "j"
    assert units.without_unit("delta_v_m_per_s") == "delta_v"
