"""The Moon against Skyfield with JPL's DE421, and energy in the numerical propagator."""

import numpy as np
import pytest
from numpy.polynomial.legendre import Legendre

from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M
from spacefaring.kernels.moon import moon_position_eci_m
from spacefaring.kernels.propagator import ZONALS, Forces, no_air, propagate


@pytest.mark.filterwarnings("ignore:The file finals2000A")
def test_moon_within_a_tenth_of_a_degree_and_a_thousand_kilometres():
    skyfield = pytest.importorskip("skyfield.api")
    data = pytest.importorskip("skyfield_data")
    load = skyfield.Loader(data.get_skyfield_data_path(), expire=False)
    days = 2_451_545.0 + np.arange(0.0, 18_000.0, 37.3)
    bodies = load("de421.bsp")
    instants = load.timescale(builtin=True).tdb_jd(days)
    seen = (bodies["moon"] - bodies["earth"]).at(instants)
    right_ascension, declination, distance = seen.radec(epoch="date")
    a, d = right_ascension.radians, declination.radians
    theirs = np.stack([np.cos(d) * np.cos(a), np.cos(d) * np.sin(a), np.sin(d)], axis=-1)
    ours = moon_position_eci_m(days)
    length = np.linalg.norm(ours, axis=-1)
    apart = np.degrees(np.arccos(np.sum(theirs * ours, axis=-1) / length))
    assert np.max(apart) < 0.1
    assert np.max(np.abs(length / 1e3 - distance.km)) < 1_000.0


def test_energy_is_kept_under_zonal_harmonics():
    """Kinetic and potential energy stay the same over a week, to twelve digits."""
    times = np.arange(0.0, 7 * 86_400.0, 600.0)
    start = (np.array([6_928e3, 0.0, 0.0]), np.array([0.0, -980.0, 7_530.0]))
    position, velocity = propagate(*start, 2_462_000.5, times, Forces(sun=False, moon=False), no_air())
    radius = np.linalg.norm(position, axis=1)
    sine = position[:, 2] / radius
    terms = sum(
        j * (EARTH_RADIUS_M / radius) ** n * Legendre.basis(n)(sine) for n, j in zip(range(2, 7), ZONALS, strict=True)
    )
    energy = 0.5 * np.sum(velocity**2, axis=1) - EARTH_MU_M3_PER_S2 / radius * (1.0 - terms)
    assert np.ptp(energy) / abs(energy[0]) < 1e-12
