"""Risk on the ground against the guideline that 8 m² of casualty area were one in ten thousand in the 1990s.

NASA Safety Standard 1740.14, 1995, guideline 7-1, for the population of its day (5.7 billion, United Nations).
"""

import numpy as np
import pytest
from scipy.integrate import quad

from spacefaring.kernels.reentry import dwell_frac, people_met_per_m2
from spacefaring.launch.reentry import people_by_latitude

PEOPLE_1995 = 5.7e9


@pytest.mark.parametrize("inclination_deg", [28.5, 51.6, 82.0, 98.0])
def test_eight_square_metres_were_about_one_in_ten_thousand(inclination_deg):
    edges, people = people_by_latitude()
    then = people * PEOPLE_1995 / people.sum()
    risk = 8.0 * people_met_per_m2(edges, then, np.radians(inclination_deg))
    assert 0.6e-4 < risk < 1.7e-4


def test_people_of_the_table_are_those_of_the_world():
    _, people = people_by_latitude()
    assert people.sum() == pytest.approx(7.6e9, rel=0.03)


def test_dwell_is_the_integral_of_the_density_of_latitude():
    """d(time)/d(latitude) = cos φ / (π √(sin² i − sin² φ))."""
    tilt, low, high = np.radians([51.6, 10.0, 30.0])
    integral = quad(lambda x: np.cos(x) / np.sqrt(np.sin(tilt) ** 2 - np.sin(x) ** 2) / np.pi, low, high)[0]
    assert dwell_frac([low, high], tilt)[0] == pytest.approx(integral, rel=1e-8)
    assert dwell_frac([-np.pi / 2, np.pi / 2], tilt)[0] == pytest.approx(1.0)
