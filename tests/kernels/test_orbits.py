"""Mean orbits: conservation laws, printed values, limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M
from spacefaring.kernels import earth, orbits

GEOSTATIONARY_M = 42_164_172.0


def test_sun_synchronous_inclinations_of_flown_missions():
    """Landsat 8 and 9: 705 km, 98.2 deg; Sentinel-2: 786 km, 98.62 deg (operators' handbooks)."""
    altitude_m = np.array([705e3, 786e3])
    found = np.degrees(orbits.sun_synchronous_inclination_rad(EARTH_RADIUS_M + altitude_m))
    assert found == pytest.approx([98.2, 98.62], abs=0.1)


def test_sun_synchrony_is_impossible_from_high_up():
    assert np.isnan(orbits.sun_synchronous_inclination_rad(EARTH_RADIUS_M + 7e6))


def test_node_follows_the_sun_at_that_inclination():
    semi_major_axis = np.linspace(6.7e6, 8e6, 5)
    inclination = orbits.sun_synchronous_inclination_rad(semi_major_axis, 0.01)
    rate, _, _ = orbits.j2_rates_rad_per_s(semi_major_axis, 0.01, inclination)
    assert rate == pytest.approx(orbits.SUN_RATE_RAD_PER_S)


def test_perigee_stands_still_at_the_critical_inclination():
    _, rate, _ = orbits.j2_rates_rad_per_s(26_600e3, 0.7, np.arcsin(np.sqrt(0.8)))
    assert rate == pytest.approx(0, abs=1e-18)


@given(st.floats(-50, 50), st.floats(0, 0.95))
def test_kepler_equation_is_solved(mean, eccentricity):
    eccentric = orbits.eccentric_anomaly_rad(mean, eccentricity)
    assert eccentric - eccentricity * np.sin(eccentric) == pytest.approx(mean, abs=1e-11)


def test_radius_speed_and_momentum_obey_kepler():
    elements = np.array([[7.2e6, 0.15, 1.1, 0.3, 2.0, 0.1], [6.9e6, 0.0, 1.7, 5.0, 0.0, 3.0]])
    position, velocity = orbits.mean_elements_to_state(elements, np.linspace(0, 6000, 50))
    radius, speed = np.linalg.norm(position, axis=-1), np.linalg.norm(velocity, axis=-1)
    energy = speed**2 / 2 - EARTH_MU_M3_PER_S2 / radius
    assert energy == pytest.approx(np.repeat(-EARTH_MU_M3_PER_S2 / 2 / elements[:, :1], 50, axis=1))
    momentum = np.linalg.norm(np.cross(position, velocity), axis=-1)
    expected = np.sqrt(EARTH_MU_M3_PER_S2 * elements[:, 0] * (1 - elements[:, 1] ** 2))
    assert momentum == pytest.approx(np.repeat(expected[:, None], 50, axis=1))


def test_velocity_is_the_slope_of_position():
    elements = np.array([[7.2e6, 0.15, 1.1, 0.3, 2.0, 0.1]])
    position, velocity = orbits.mean_elements_to_state(elements, np.array([999.5, 1000.0, 1000.5]))
    assert (position[0, 2] - position[0, 0]) == pytest.approx(velocity[0, 1], abs=10.0)


def test_nodal_period_brings_the_satellite_back_to_the_equator():
    elements = np.array([[6.93e6, 0.0, 1.7, 0.4, 0.0, 0.0]])
    period = orbits.nodal_period_s(6.93e6, 0.0, 1.7)
    position, velocity = orbits.mean_elements_to_state(elements, np.array([0.0, 10 * period]))
    assert position[0, :, 2] == pytest.approx([0, 0], abs=1.0)
    assert (velocity[0, :, 2] > 0).all()


def test_track_of_a_geostationary_satellite_nearly_stands_still():
    shift = orbits.ground_track_shift_rad(GEOSTATIONARY_M, 0.0, 0.0)
    assert shift == pytest.approx(earth.TURN_RAD, abs=2e-3)
