"""What decay must obey whatever the atmosphere."""

import numpy as np
import pytest

from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M, S_PER_DAY
from spacefaring.kernels.atmosphere import orbit_mean_density_kg_per_m3
from spacefaring.kernels.decay import co_rotation_factor, decay

MONTHS = 12 * 60


def fall(perigee_km, apogee_km, ballistic=0.02, *, f107_sfu=120.0, inclination_deg=97.6, months=MONTHS):
    days = np.arange(months + 1) * 30.4375
    return decay(
        np.asarray(perigee_km) * 1e3, np.asarray(apogee_km) * 1e3, np.radians(inclination_deg), ballistic,
        start_day=0.0, month_start_day=days, month_of_year=np.arange(months) % 12, f107_sfu=np.full(months, f107_sfu),
        ap_index=np.full(months, 10.0),
    )  # fmt: skip


def test_circular_rate_is_the_closed_form():
    """The energy lost per second is the power of the drag: da/dt = -B rho sqrt(mu a), where little height is lost."""
    altitude_m, ballistic, inclination = 700e3, 0.02, np.radians(97.6)
    found = fall(700.0, 700.0, ballistic)
    axis = EARTH_RADIUS_M + altitude_m
    density = orbit_mean_density_kg_per_m3(altitude_m, inclination, f107_sfu=120.0, ap_index=10.0)
    rate = -ballistic * density * np.sqrt(EARTH_MU_M3_PER_S2 * axis) * co_rotation_factor(axis, inclination)
    in_a_year = found.perigee_m[0, 12] - altitude_m
    assert in_a_year == pytest.approx(rate * 365.25 * S_PER_DAY, rel=0.02)


def test_lifetime_scales_with_the_ballistic_coefficient_under_constant_activity():
    once, twice = fall(400.0, 400.0, 0.005).lifetime_day[0], fall(400.0, 400.0, 0.01).lifetime_day[0]
    assert once == pytest.approx(2.0 * twice, rel=0.02)


def test_apogee_comes_down_before_perigee():
    found = fall(300.0, 900.0)
    alive = np.isfinite(found.perigee_m[0])
    assert (found.apogee_m[0, alive][0] - found.apogee_m[0, alive][-1]) > 5.0 * (
        found.perigee_m[0, alive][0] - found.perigee_m[0, alive][-1]
    )


@pytest.mark.parametrize("what", ["altitude", "activity", "area"])
def test_more_drag_means_less_time(what):
    if what == "altitude":
        times = fall(np.linspace(250, 520, 12), np.linspace(250, 520, 12)).lifetime_day
    elif what == "activity":
        times = np.array([fall(420.0, 420.0, f107_sfu=f).lifetime_day[0] for f in (230.0, 150.0, 100.0, 70.0)])
    else:
        times = fall(420.0, 420.0, np.array([0.08, 0.04, 0.02, 0.01])).lifetime_day
    assert np.all(np.diff(times) > 0.0)


def test_starting_below_the_end_ends_at_once_and_nan_stays_nan():
    found = fall([100.0, 400.0], [400.0, 400.0], np.array([0.02, np.nan]))
    assert found.lifetime_day[0] == 0.0
    assert np.isnan(found.lifetime_day[1])


def test_a_high_orbit_outlasts_the_table():
    assert np.isinf(fall(900.0, 900.0).lifetime_day[0])


def test_a_thousand_candidates_over_thirty_years_take_less_than_five_seconds():
    import time

    altitude_km = np.linspace(350.0, 800.0, 1_000)
    fall(400.0, 400.0)
    start = time.perf_counter()
    fall(altitude_km, altitude_km, months=360)
    assert time.perf_counter() - start < 5.0
