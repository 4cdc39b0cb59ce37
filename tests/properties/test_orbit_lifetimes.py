"""What a lifetime must obey for any satellite: monotone, scale-free in time under steady activity, never negative."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from spacefaring.kernels.decay import decay

MONTHS = 240
DAYS = np.arange(MONTHS + 1) * 30.4375

altitude = st.floats(150e3, 600e3)
ballistic = st.floats(0.002, 0.2)
flux = st.floats(65.0, 250.0)
tilt = st.floats(0.0, np.pi)


def lifetime_day(perigee_m, apogee_m, inclination_rad, area, f107_sfu):
    return decay(
        perigee_m, apogee_m, inclination_rad, area, start_day=0.0, month_start_day=DAYS,
        month_of_year=np.arange(MONTHS) % 12, f107_sfu=np.full(MONTHS, f107_sfu), ap_index=np.full(MONTHS, 10.0),
    ).lifetime_day  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(low=altitude, step=st.floats(1e3, 50e3), inclination=tilt, area=ballistic, sun=flux)
def test_a_higher_orbit_never_ends_sooner(low, step, inclination, area, sun):
    here, above = lifetime_day(np.array([low, low + step]), np.array([low, low + step]), inclination, area, sun)
    assert above >= here >= 0.0


@settings(max_examples=60, deadline=None)
@given(height=altitude, inclination=tilt, area=ballistic, more=st.floats(1.05, 5.0), sun=flux)
def test_more_area_never_stays_longer(height, inclination, area, more, sun):
    few, many = lifetime_day(height, height, inclination, np.array([area, area * more]), sun)
    assert many <= few


@settings(max_examples=60, deadline=None)
@given(height=altitude, inclination=tilt, area=ballistic, sun=flux, more=st.floats(5.0, 60.0))
def test_a_more_active_sun_never_keeps_it_up_longer(height, inclination, area, sun, more):
    calm = lifetime_day(height, height, inclination, area, sun)[0]
    active = lifetime_day(height, height, inclination, area, min(sun + more, 310.0))[0]
    assert active <= calm * 1.02  # below 170 km density hardly depends on activity


@settings(max_examples=40, deadline=None)
@given(low=st.floats(200e3, 400e3), rise=st.floats(1e3, 600e3), inclination=tilt, area=ballistic, sun=flux)
def test_an_ellipse_lies_between_the_circles_of_its_perigee_and_apogee(low, rise, inclination, area, sun):
    inner, ellipse, outer = lifetime_day(
        np.array([low, low, low + rise]), np.array([low, low + rise, low + rise]), inclination, area, sun
    )
    assert inner <= ellipse * 1.001
    assert ellipse <= outer * 1.001
