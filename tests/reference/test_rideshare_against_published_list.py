"""Prices of shared rides against the printed lists (newspaceeconomy.ca, 2026-02-27; teslarati.com, 2019)."""

import numpy as np
import pytest

from spacefaring.launch import price


@pytest.mark.parametrize(("mass_kg", "musd"), [(20, 0.35), (50, 0.35), (100, 0.70), (200, 1.40), (500, 3.50)])
def test_list_of_2026(mass_kg, musd):
    assert price.latest_rideshare_offer() == "spacex_2026"
    assert price.rideshare_musd(mass_kg, "spacex_2026") == pytest.approx(musd)


@pytest.mark.parametrize(
    ("offer", "mass_kg", "musd"),
    [("spacex_2019_15_early", 150, 2.25), ("spacex_2019_24_late", 300, 6.0), ("spacex_2019_15_early", 200, 3.0)],
)
def test_first_list_of_2019(offer, mass_kg, musd):
    assert price.rideshare_musd(mass_kg, offer) == pytest.approx(musd)


def test_sizes_of_cubesats_follow_the_design_specification():
    """CubeSat Design Specification rev. 14.1, table 1: 1U to 2 kg, 3U to 6 kg, 6U to 12 kg, 12U to 24 kg."""
    assert price.cubesat_unit_count([1.3, 2.0, 2.1, 5.9, 6.1, 24.0]).tolist() == [1.0, 1.0, 1.5, 3.0, 6.0, 12.0]
    assert np.isnan(price.cubesat_unit_count(24.5))
