"""Local time of the node, Sun angle and shadow of a solved orbit against Skyfield with JPL's DE421.

Source: B. Rhodes, Skyfield (PyPI skyfield), ephemeris DE421 of PyPI skyfield-data.
"""

import warnings

import numpy as np
import pytest

from spacefaring import orbit, places

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import skyfield_data
    from skyfield.api import Distance, Loader, Velocity
    from skyfield.framelib import true_equator_and_equinox_of_date
    from skyfield.positionlib import ICRF
    from skyfield.sgp4lib import TEME

YEAR = 2029
EPOCH_DAY = 63  # the epoch is 5 March, 63 days after the year begins
BURKINA = places.solve(places.Inputs(countries=("BFA",), grid_km=100))
KINDS = {
    "morning": orbit.Inputs(kind="sun_synchronous", altitude_km=700.0, ltan_hour=10.5),
    "dawn": orbit.Inputs(kind="sun_synchronous", altitude_km=550.0, ltan_hour=6.0),
    "band": orbit.Inputs(kind="equatorial_band", altitude_km=550.0),
    "inclined": orbit.Inputs(kind="inclined", altitude_km=600.0, inclination_deg=51.6),
}


@pytest.fixture(scope="module")
def sky():
    load = Loader(skyfield_data.get_skyfield_data_path())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load.timescale(builtin=True), load("de421.bsp")


@pytest.fixture(scope="module")
def solved():
    return {name: orbit.solve(inputs, launch_year=YEAR, places=BURKINA) for name, inputs in KINDS.items()}


def sun_right_ascension_hour(sky, days):
    scale, planets = sky
    instant = scale.utc(YEAR, 3, 5 + np.asarray(days, dtype=float))
    x, y, _ = (
        planets["earth"].at(instant).observe(planets["sun"]).apparent().frame_xyz(true_equator_and_equinox_of_date).km
    )
    return np.degrees(np.arctan2(y, x)) / 15.0


def test_node_keeps_its_mean_local_time(sky, solved):
    """True solar time at the node swings by the equation of time, up to 16.5 minutes; its mean is the LTAN."""
    found = solved["morning"]
    day = np.arange(0.0, 365.0, 5.0)
    node_hour = (found.satellites.raan_deg[0] + found.raan_rate_deg_per_day[0] * day) / 15.0
    true_hour = np.mod(12.0 + node_hour - sun_right_ascension_hour(sky, day), 24.0)
    assert true_hour.mean() == pytest.approx(10.5, abs=1.0 / 60.0)
    assert np.abs(true_hour - 10.5).max() * 60.0 == pytest.approx(16.5, abs=0.7)


@pytest.mark.parametrize("name", list(KINDS))
def test_sun_angle_through_the_year(sky, solved, name):
    scale, planets = sky
    found = solved[name]
    day = np.arange(0, 360, 15)
    instant = scale.utc(YEAR, 1, 1 + day + 0.5)
    sun = planets["earth"].at(instant).observe(planets["sun"]).frame_xyz(TEME).km
    node = np.radians(found.satellites.raan_deg[0] + found.raan_rate_deg_per_day[0] * (day + 0.5 - EPOCH_DAY))
    tilt = np.radians(found.inclination_deg[0])
    normal = np.stack([np.sin(node) * np.sin(tilt), -np.cos(node) * np.sin(tilt), np.full(node.shape, np.cos(tilt))])
    expected = np.degrees(np.arcsin(np.sum(normal * sun / np.linalg.norm(sun, axis=0), axis=0)))
    assert found.beta.beta_deg[day] == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("name", list(KINDS))
def test_shadow_of_the_first_revolutions(sky, solved, name):
    """Share of a day in shadow, from the ephemeris the orbit stage writes, by Skyfield's own test of sunlight."""
    scale, planets = sky
    found = solved[name]
    table = found.ephemeris
    whole = int(np.floor(found.orbits_per_day_count[0])) * found.period_min[0] * 60.0
    kept = table.time_s < whole
    instant = scale.utc(YEAR, 3, 5, 0, 0, table.time_s[kept])
    position = Distance(km=np.stack([table.position_x_km, table.position_y_km, table.position_z_km])[:, kept])
    speed = np.stack([table.velocity_x_km_per_s, table.velocity_y_km_per_s, table.velocity_z_km_per_s])
    velocity = Velocity(km_per_s=speed[:, kept])
    place = ICRF.from_time_and_frame_vectors(instant, TEME, position, velocity)
    place.center = 399
    dark_min = np.mean(~place.is_sunlit(planets)) * found.period_min[0]
    assert found.beta.eclipse_min[EPOCH_DAY] == pytest.approx(dark_min, abs=0.6)
