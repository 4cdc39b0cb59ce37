import numpy as np
import pytest

from spacefaring import payload
from spacefaring.constants import EARTH_RADIUS_M
from spacefaring.kernels import optics
from spacefaring.payload import Imager

from .builders import many_orbits, needs


def test_straight_down_a_pixel_is_height_times_angle():
    across, along, incidence = optics.ground_sampling_m(550e3, 0.0, 0.0, 2.5 / 550e3)
    assert across == pytest.approx(2.5, rel=1e-6)
    assert along == pytest.approx(2.5, rel=1e-6)
    assert incidence == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("look_deg", [10.0, 30.0, 45.0])
def test_aside_it_follows_range_and_incidence_of_a_sphere(look_deg):
    """On the equator, looking east, the section is a circle: sine rule for the incidence, then the range."""
    look, pixel, radius = np.radians(look_deg), 2.5 / 550e3, EARTH_RADIUS_M + 550e3
    incidence = np.arcsin(radius / EARTH_RADIUS_M * np.sin(look))
    distance = radius * np.cos(look) - EARTH_RADIUS_M * np.cos(incidence)
    across, along, found = optics.ground_sampling_m(550e3, 0.0, look, pixel)
    assert found == pytest.approx(incidence, abs=1e-9)
    assert across == pytest.approx(distance * pixel / np.cos(incidence), rel=1e-5)
    assert along == pytest.approx(distance * pixel, rel=5e-3)


def test_beyond_the_limb_there_is_no_pixel():
    limb = float(optics.horizon_half_angle_rad(550e3))
    assert np.isnan(optics.ground_sampling_m(550e3, 0.0, limb + 0.01, 1e-6)[0])
    assert np.isfinite(optics.ground_sampling_m(550e3, 0.0, limb - 0.05, 1e-6)[0])


def test_the_stage_says_how_the_pixel_grows():
    asked = needs({"id": "city", "theme": "urban", "gsd_m": 2.5})
    found = payload.solve(Imager(field_of_regard_deg=30.0), needs=asked, orbit=many_orbits([550.0]), places=None)
    assert np.all(np.diff(found.looks.gsd_across_m) > 0)
    assert found.looks.gsd_across_m[0] == pytest.approx(2.5, rel=1e-3)
    assert (
        1.2 < found.gsd_edge_m[0] / 2.5 < 1.5
    )  # not the flat-Earth 1/cos² of 1.33 by chance alone: see the sphere above
