"""The Earth: facts that hold whatever the code does, and printed values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacefaring.kernels import earth


@given(latitude_deg=st.floats(-90, 90), longitude_deg=st.floats(-179.999, 179.999), height_m=st.floats(-500, 5e7))
def test_geodetic_positions_come_back(latitude_deg, longitude_deg, height_m):
    position = earth.geodetic_to_ecef_m(np.radians(latitude_deg), np.radians(longitude_deg), height_m)
    latitude, longitude, height = earth.ecef_to_geodetic(position)
    assert np.degrees(latitude) == pytest.approx(latitude_deg, abs=1e-9)
    assert height == pytest.approx(height_m, abs=1e-4)
    if abs(latitude_deg) < 89.999:
        assert np.degrees(longitude) == pytest.approx(longitude_deg, abs=1e-9)


def test_geodetic_agrees_with_pyproj():
    pyproj = pytest.importorskip("pyproj")
    latitude, longitude, height = np.array([12.25, -85.0]), np.array([-2.36, 170.0]), np.array([300.0, 3e6])
    theirs = pyproj.Transformer.from_crs(4979, 4978).transform(latitude, longitude, height)
    ours = earth.geodetic_to_ecef_m(np.radians(latitude), np.radians(longitude), height)
    assert np.array(theirs) == pytest.approx(ours.T, abs=1e-6)


def test_sidereal_time_matches_vallado_example_3_5():
    assert np.degrees(earth.gmst_rad(2448855.0, 0.009722222)) == pytest.approx(152.578787886, abs=1e-4)


def test_sidereal_time_grows_at_the_sidereal_rate():
    day = np.array([2451545.0, 2461368.5])
    step = np.mod(earth.gmst_rad(day, 0.4) - earth.gmst_rad(day, 0.1), earth.TURN_RAD)
    assert np.mod(0.3 * 86400 * earth.sidereal_rate_rad_per_s(day), earth.TURN_RAD) == pytest.approx(step, abs=1e-9)


def test_earth_rotation_angle_is_near_sidereal_time_at_j2000():
    angle = earth.earth_rotation_angle_rad(2451545.0)
    assert np.degrees(angle) == pytest.approx(280.46061837504, abs=1e-8)


def test_turning_forth_and_back():
    position = np.random.default_rng(1).normal(size=(5, 3))
    angle = np.linspace(0, 6, 5)
    assert earth.turn_to_eci(earth.turn_to_ecef(position, angle), angle) == pytest.approx(position)
    assert earth.turn_to_ecef([1.0, 0, 0], np.pi / 2) == pytest.approx([0, -1, 0])


def test_up_is_the_normal_of_the_ellipsoid():
    low, high = (earth.geodetic_to_ecef_m(0.7, -2.0, height) for height in (0.0, 1.0))
    assert high - low == pytest.approx(earth.geodetic_up(0.7, -2.0), abs=1e-8)
