"""Time over latitudes: what must hold whatever the formula."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacefaring.kernels.bands import access_frac, reach_rad


@settings(max_examples=40, deadline=None)
@given(st.floats(1.0, 90.0), st.floats(0.5, 20.0))
def test_time_in_reach_adds_up_to_the_area_of_the_cap(inclination_deg, reach_deg):
    """Somewhere on the sphere a cap always lies: the mean over the sphere of the time in reach is its share of it."""
    latitude = np.radians(np.linspace(-90.0, 90.0, 801))
    share = access_frac(latitude, np.radians(inclination_deg), np.radians(reach_deg))
    mean = np.trapezoid(share * np.cos(latitude), latitude) / 2.0
    assert mean == pytest.approx((1.0 - np.cos(np.radians(reach_deg))) / 2.0, rel=0.03)


def test_a_polar_orbit_sees_the_pole_once_a_turn():
    share = access_frac(np.pi / 2, np.pi / 2, np.radians(10.0))
    assert share == pytest.approx(20.0 / 360.0, rel=0.01)


def test_an_equatorial_orbit_sees_the_equator_for_its_reach():
    assert access_frac(0.0, 0.0, np.radians(10.0)) == pytest.approx(10.0 / 180.0, rel=1e-6)
    assert access_frac(np.radians(10.5), 0.0, np.radians(10.0)) == 0.0


def test_reach_ends_at_the_limb():
    limb = np.arccos(6378.137 / 6928.137)
    assert reach_rad(550e3, np.pi / 2 - limb) == pytest.approx(limb)
    assert reach_rad(550e3, np.radians(89.0)) == pytest.approx(limb)
    assert reach_rad(550e3, 0.0) == 0.0


def test_scan_of_a_real_track_agrees():
    """Dense positions of a circular orbit around a still Earth, at places of every longitude."""
    along = np.linspace(0.0, 2 * np.pi, 4001)[:-1]
    tilt, reach, latitude = np.radians(15.0), np.radians(3.0), np.radians(12.0)
    x, y, z = np.cos(along), np.sin(along) * np.cos(tilt), np.sin(along) * np.sin(tilt)
    longitude = np.linspace(0.0, 2 * np.pi, 721)[:-1, None]
    seen = np.cos(latitude) * (np.cos(longitude) * x + np.sin(longitude) * y) + np.sin(latitude) * z >= np.cos(reach)
    assert access_frac(latitude, tilt, reach) == pytest.approx(seen.mean(), rel=0.01)
