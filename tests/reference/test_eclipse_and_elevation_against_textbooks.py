"""Longest shadow and elevation of a geostationary satellite against printed figures.

Wertz and Larson, Space Mission Analysis and Design, 3rd ed., 1999, table of Earth satellite parameters: longest eclipse
of a circular orbit at 700 km 35.3 min, geostationary 69.4 min. Maral and Bousquet, Satellite Communications Systems,
5th ed., 2009, sec. 2.2.5: a geostationary satellite stands on the horizon at 81.3 degrees of latitude. Ouagadougou sees
10 degrees east at 70.2 degrees (itur 0.4.0).
"""

import numpy as np
import pytest

from spacefaring import orbit, places
from spacefaring.kernels.geostationary import elevation_rad, stationary_semi_major_axis_m

BURKINA = places.solve(places.Inputs(countries=("BFA",), grid_km=100))


def test_longest_shadow_at_700_km():
    """An inclined orbit whose plane the Sun crosses in the year; the nodal period is 0.3 % below Kepler's."""
    inputs = orbit.Inputs(kind="inclined", altitude_km=700.0, inclination_deg=28.5)
    found = orbit.solve(inputs, launch_year=2029, places=BURKINA)
    assert found.eclipse_max_min[0] == pytest.approx(35.3, abs=0.15)


def test_longest_shadow_of_the_geostationary_orbit():
    found = orbit.solve(orbit.Inputs(kind="geostationary"), launch_year=2029, places=BURKINA)
    assert found.eclipse_max_min[0] == pytest.approx(69.4, abs=0.1)
    shaded = found.beta.eclipse_min > 0.0
    seasons = np.flatnonzero(np.diff(shaded.astype(int)))
    assert len(seasons) == 4  # two seasons, about the equinoxes
    assert shaded.sum() == pytest.approx(2 * 45, abs=4)  # Maral and Bousquet, sec. 2.3.6.2: about 45 days each


def test_elevation_of_the_ring():
    assert np.degrees(elevation_rad(np.radians(81.3), 0.0, 42_164e3)) == pytest.approx(0.0, abs=0.25)
    ouagadougou = elevation_rad(np.radians(12.37), np.radians(-1.53 - 10.0), 42_164e3)
    assert np.degrees(ouagadougou) == pytest.approx(70.2, abs=0.05)


def test_radius_of_the_ring():
    """42,164.17 km by Kepler alone; the flattening of the mean elements adds two kilometres."""
    assert stationary_semi_major_axis_m(2_462_137.5) == pytest.approx(42_164.17e3, abs=2.2e3)
