"""What holds of any climate: more rain, more loss; the months make up the year."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacefaring.kernels import gases, propagation

SAHEL_MM = np.array([0.1, 1.6, 5.4, 22, 64, 112, 173, 221, 135, 34, 1.2, 1.0])
SAHEL_K = np.array([298.6, 301.6, 304.7, 306.2, 305.1, 302.7, 300.5, 299.4, 300.2, 302.0, 301.4, 299.0])


def sahel(rate=66.0):
    return propagation.Climate(
        rate_mm_per_hour=rate, rain_height_km=4.73, station_height_km=0.3, latitude_rad=np.radians(12.4),
        wet_refractivity=91.0, cloud_liquid_kg_per_m2=0.83, vapour_g_per_m3=20.4, temperature_k=301.8,
        dry_pressure_hpa=977.5,
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.floats(4, 45), st.floats(0.1, 1.5), st.floats(0.001, 4.9))
def test_more_rain_and_rarer_fades_lose_more(frequency, elevation, percent):
    def loss(rate=66.0, share=percent):
        return propagation.attenuation_db(frequency, elevation, share, sahel(rate), antenna_m=1.2)

    assert loss(rate=90.0) >= loss()
    assert loss(share=percent * 0.8) >= loss() - 1e-9


@settings(max_examples=40, deadline=None)
@given(st.floats(0.001, 5.0))
def test_the_months_make_up_the_year(percent):
    months = propagation.month_percent(percent, SAHEL_MM, SAHEL_K)
    assert propagation.year_percent(months) == pytest.approx(percent, rel=1e-6)


def test_fades_sit_in_the_rains():
    months = propagation.month_percent(0.1, SAHEL_MM, SAHEL_K)
    assert months[5:9].sum() / months.sum() > 0.75  # June to September
    assert months[[0, 11]].max() < 0.01


def test_a_dry_place_loses_gas_and_cloud_only():
    dry = propagation.attenuation_db(20.0, 1.0, 0.01, sahel(0.0), antenna_m=1.2)
    gas = propagation.gas_attenuation_db(20.0, 1.0, sahel())
    assert gas < dry < gas + 2.0


def test_vapour_absorbs_most_at_its_line():
    frequency = np.linspace(10.0, 40.0, 301)
    peak = frequency[np.argmax(gases.vapour_db_per_km(frequency, 1013.25, 7.5, 288.15))]
    assert peak == pytest.approx(22.235, abs=0.6)  # the wings of the higher lines lean on it


def test_sites_and_percentages_broadcast():
    loss = propagation.attenuation_db(20.0, np.ones((5, 1)), np.array([0.01, 0.1, 1.0]), sahel(), antenna_m=1.2)
    assert loss.shape == (5, 3)
    assert propagation.month_percent(np.full((5, 3), 0.1), SAHEL_MM, SAHEL_K).shape == (5, 3, 12)


def test_one_elevation_alone_is_the_fixed_link():
    wanted = np.array([0.01, 0.1, 1.0])
    fixed = propagation.attenuation_db(8.2, np.radians(20.0), wanted, sahel(), antenna_m=5.0)
    moving = propagation.passing_attenuation_db(8.2, np.radians([20.0]), np.ones(1), wanted, sahel(), antenna_m=5.0)
    assert moving == pytest.approx(fixed, rel=0.03)  # interpolated between percentages


def test_a_passing_satellite_lies_between_its_lowest_and_highest_elevation():
    elevation, share = np.radians([10.0, 30.0, 70.0]), np.array([0.6, 0.3, 0.1])
    low, high = (propagation.attenuation_db(26.0, e, 0.5, sahel(), antenna_m=5.0) for e in (elevation[0], elevation[2]))
    mixed = propagation.passing_attenuation_db(26.0, elevation, share, 0.5, sahel(), antenna_m=5.0)
    assert high < mixed < low
    less = propagation.passing_attenuation_db(26.0, elevation, share[::-1], 0.5, sahel(), antenna_m=5.0)
    assert less < mixed
