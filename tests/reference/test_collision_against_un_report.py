"""Objects met in low orbit, against what the United Nations printed.

A/AC.105/720, Technical Report on Space Debris, New York 1999, table on mean times between impacts of objects above
10 cm on a satellite of 10 m² (recalled): 150,000 years at 500 km, 20,000 at 1,000 km, 30,000 at 1,500 km. At 1,000 and
1,500 km what was there then is still there, at 500 km it has grown (two satellites shot down, thousands launched).
"""

import numpy as np
import pytest
from scipy.integrate import quad

from spacefaring import catalog
from spacefaring.kernels.collision import mean_over_orbit, met_per_s, probability, shell_density_per_m3
from spacefaring.launch.collision import _population

YEAR_S = 365.25 * 86_400.0


def years_between_impacts(altitude_km):
    """Objects as points, as the printed table takes them; satellites in service and untracked fragments left out."""
    edges, density = _population()
    there = mean_over_orbit(density[:, 1:4], edges, np.array([altitude_km * 1e3]), np.array([altitude_km * 1e3]))[0]
    return 1.0 / (met_per_s(there.sum(), 0.0, 10.0, 10e3) * YEAR_S)


@pytest.mark.parametrize(("altitude_km", "printed_year"), [(999.0, 20_000), (1_001.0, 20_000), (1_499.0, 30_000)])
def test_time_between_impacts_where_little_has_changed(altitude_km, printed_year):
    assert printed_year / 2.0 < years_between_impacts(altitude_km) < 2.0 * printed_year


def test_time_between_impacts_at_500_km_has_become_shorter():
    assert 150_000 / 8.0 < years_between_impacts(499.0) < 150_000


def test_the_crowded_shells_are_those_of_the_two_great_break_ups():
    """Fengyun-1C (2007) and Iridium 33 with Kosmos 2251 (2009) flew at 860 and 790 km: fragments peak between."""
    found = catalog.read("debris_population")
    assert 750 <= found["middle_altitude_km"][int(np.argmax(found["fragment_count"]))] <= 900


def test_mean_over_an_ellipse_is_the_integral_over_time():
    """Kepler's equation: dt is (1 − e cos E) dE."""
    low, high = 400e3, 1_200e3
    axis, e = 6_378_137.0 + 0.5 * (low + high), 0.5 * (high - low) / (6_378_137.0 + 0.5 * (low + high))
    edges = np.arange(200e3, 2_001e3, 1e3)
    values = np.exp(-((edges[:-1] + 500.0 - 700e3) ** 2) / (2 * 300e3**2))

    def part(angle):
        height = axis * (1 - e * np.cos(angle)) - 6_378_137.0
        return np.exp(-((height - 700e3) ** 2) / (2 * 300e3**2)) * (1 - e * np.cos(angle)) / np.pi

    found = mean_over_orbit(values, edges, np.array([low]), np.array([high]))[0]
    assert found == pytest.approx(quad(part, 0.0, np.pi)[0], rel=0.005)


def test_a_gas_of_known_density_is_met_as_often_as_a_cylinder_holds():
    """A satellite sweeps a cylinder: counted by throwing points at random into a box."""
    generator = np.random.default_rng(5)
    box_m, length_m, reach_m, count = 100.0, 100.0, 7.0, 400_000
    points = generator.uniform(-box_m / 2, box_m / 2, (count, 2))
    struck = np.sum(np.hypot(*points.T) < reach_m)
    area = np.pi * (reach_m - 2.0) ** 2
    expected = met_per_s(count / (box_m**2 * length_m), 2.0, area, length_m)
    assert expected == pytest.approx(struck, rel=0.02)


def test_density_times_volume_is_the_count():
    edges = np.array([400e3, 450e3, 500e3])
    volume = 4 / 3 * np.pi * np.diff((6_378_137.0 + edges) ** 3)
    assert shell_density_per_m3([7.0, 9.0], edges) * volume == pytest.approx([7.0, 9.0])


def test_chance_of_at_least_one():
    assert probability([0.0, 1e-9, np.log(2.0)]) == pytest.approx([0.0, 1e-9, 0.5])
