"""What an equation does at and beyond its limits, with money among its drivers; how prices are brought to a year."""

import numpy as np
import pytest

from spacefaring.cost.equations import estimate, learning, registry
from spacefaring.cost.prices import escalation, index_kind, per_usd
from spacefaring.cost.words import DRIVERS
from spacefaring.errors import CatalogGap, StudyError
from spacefaring.units import UNITS


def at(key, name, values, year=2000):
    return estimate(key, {name: np.asarray(values, dtype=float)}, price_year=year)


def test_range_is_said_on_both_sides_and_at_its_ends():
    found = at("sscm_structure", "structure_mass_kg", [4.9, 5, 100, 100.1])
    assert found.within_range.tolist() == [False, True, True, False]


def test_a_negative_constant_never_gives_a_negative_cost():
    masses = np.linspace(0.01, 7, 50)
    cost = at("sscm_power_by_mass", "power_mass_kg", masses).mean_musd
    assert np.all(cost > 0)
    assert np.all(np.diff(cost) > 0)
    joined = at("sscm_power_by_mass", "power_mass_kg", [6.999999, 7.0]).mean_musd
    assert joined[0] == pytest.approx(joined[1], rel=1e-5)


def test_absolute_error_is_relative_to_the_cost_of_each_candidate():
    found = at("sscm_structure", "structure_mass_kg", [10, 80])
    assert found.cv_frac * found.mean_musd == pytest.approx([1.097, 1.097])


def test_money_among_the_drivers_is_brought_to_the_year_of_the_equation():
    """MOCM is not linear: a development of 100 M$ of 2004 must give the same service whatever the price year."""
    old = estimate("operations_mocm", {"development_cost_musd": np.array([100.0])}, price_year=2004).mean_musd
    factor = escalation(2004, 2026)
    new = estimate("operations_mocm", {"development_cost_musd": np.array([100.0]) * factor}, price_year=2026).mean_musd
    assert new == pytest.approx(old * factor)


def test_unknown_driver_stays_unknown():
    found = at("sscm_structure", "structure_mass_kg", [np.nan])
    assert np.isnan(found.mean_musd[0])
    assert not found.within_range[0]


def test_unknown_equation_names_the_nearest():
    with pytest.raises(CatalogGap, match="sscm_structure"):
        estimate("sscm_structur", {}, price_year=2026)


def test_every_driver_has_its_word_and_its_unit():
    for row in registry().values():
        for driver in row.drivers:
            assert driver.name in DRIVERS, driver.name
            assert driver.unit in UNITS, driver.unit


def test_every_row_says_source_year_and_spread():
    for key, row in registry().items():
        assert row.source, key
        assert 2000 <= row.price_year <= 2026, key
        spread = np.isfinite(row.standard_error_frac) or np.isfinite(row.standard_error_kusd)
        assert spread or "spread is that of the bus" in _covers(key), key
        assert row.part != "total" or np.isfinite(row.development_share_frac), key


def _covers(key):
    from spacefaring import catalog

    return str(catalog.read("cost_relationships").row(key)["covers"])


def test_learning_by_wright():
    assert learning(np.array([1.0, 2.0, 4.0]), 0.9) == pytest.approx([1.0, 1.8, 3.24])
    assert learning(np.array([7.0]), 1.0) == pytest.approx([7.0])


def test_escalation_is_a_ratio_of_index_numbers():
    assert escalation(2000, 2010) == pytest.approx(1.225)
    assert escalation(2010, 2000) == pytest.approx(1 / 1.225)
    assert escalation(2000, 2026) == pytest.approx(escalation(2000, 2015) * escalation(2015, 2026))
    assert escalation(2000, 2026, "wage") > escalation(2000, 2026)


def test_kind_of_index_is_known():
    assert [index_kind(y) for y in (2010, 2012, 2026, 2035)] == ["read", "interpolated", "projected", "extrapolated"]


def test_year_outside_the_index_is_refused():
    with pytest.raises(StudyError, match="2000 to 2050"):
        escalation(2000, 1999)


def test_the_franc_hangs_on_the_euro():
    assert per_usd("XOF") / per_usd("EUR") == pytest.approx(655.957, rel=1e-6)
    with pytest.raises(CatalogGap):
        per_usd("XYZ")
