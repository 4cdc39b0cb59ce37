"""The Sun: printed positions, seasons, and the geometry of eclipse."""

import numpy as np
import pytest

from spacefaring.constants import ASTRONOMICAL_UNIT_M
from spacefaring.kernels import earth, orbits, sun


def test_position_matches_vallado_example_5_1():
    found = sun.sun_position_eci_m(2453827.5) / ASTRONOMICAL_UNIT_M
    assert found == pytest.approx([0.9771945, 0.1924424, 0.0834308], abs=2e-6)


def test_declination_at_the_solstice_and_the_equinox():
    solstice, equinox = 2461212.85, 2461120.12  # 2026-06-21 08:24 and 2026-03-20 14:46 UTC, Astronomical Almanac
    declination = np.degrees(np.arcsin(sun.sun_direction_eci(np.array([solstice, equinox]))[:, 2]))
    assert declination == pytest.approx([23.436, 0.0], abs=0.02)


def test_equation_of_time_in_early_november_is_sixteen_minutes():
    day = 2461348.0
    minutes = (sun.mean_sun_right_ascension_rad(day) - sun.sun_right_ascension_rad(day)) * 720 / np.pi
    assert minutes == pytest.approx(16.4, abs=0.2)


def test_local_time_comes_back():
    raan = sun.raan_for_local_time_rad(2461368.5, np.array([0.0, 10.5, 22.25]))
    assert sun.local_time_hour(2461368.5, raan) == pytest.approx([0.0, 10.5, 22.25])


def test_noon_midnight_orbit_has_small_beta_and_dawn_dusk_orbit_large():
    day = 2461120.12
    raan = sun.raan_for_local_time_rad(day, np.array([12.0, 6.0, 18.0]))
    beta = np.degrees(sun.beta_angle_rad(np.pi / 2, raan, sun.sun_direction_eci(day)))
    assert beta[0] == pytest.approx(0, abs=3)
    assert np.abs(beta[1:]) == pytest.approx([90, 90], abs=4)
    assert beta[1] * beta[2] < 0


def test_shadows_are_ordered_and_vanish_at_high_beta():
    beta = np.radians(np.array([0, 30, 60, 80]))
    umbra, middle, penumbra = (
        sun.eclipse_duration_s(6.9e6, beta, period_s=5700.0, shadow=name) for name in sun.SHADOWS
    )
    assert (umbra <= middle).all()
    assert (middle <= penumbra).all()
    assert middle[-1] == 0
    assert penumbra[0] - umbra[0] == pytest.approx(2 * 5700 * 2 * sun.SUN_ANGULAR_RADIUS_RAD / 2 / np.pi, rel=1e-3)


def test_eclipse_duration_equals_a_count_along_the_orbit():
    semi_major_axis, inclination, raan, day = 6.95e6, 1.7, 0.4, 2461368.5
    towards = sun.sun_direction_eci(day)
    along, _ = orbits.orbit_axes(inclination, raan, np.linspace(0, earth.TURN_RAD, 200_001)[:-1])
    hidden = np.mean(sun.shadow_clearance_rad(semi_major_axis * along, towards) < 0)
    beta = sun.beta_angle_rad(inclination, raan, towards)
    assert sun.eclipse_duration_s(semi_major_axis, beta, period_s=1.0) == pytest.approx(hidden, abs=1e-4)
