"""A receiver of messages on a small satellite: what it hears goes down through the platform."""

import numpy as np
import pytest

from spacefaring import coverage, orbit, places, spacecraft
from spacefaring.coverage.stage import mean_orbits
from spacefaring.payload import relay

DAYS = 10


@pytest.fixture(scope="module")
def courier():
    territory = places.solve(places.Inputs(countries=("BFA",), grid_km=60, stations=("koudougou",)))
    path = orbit.solve(
        orbit.Inputs(kind="sun_synchronous", altitude_km=500, ltan_hour=10.5, satellite_count=2, plane_count=1),
        launch_year=2029, places=territory,
    )  # fmt: skip
    seen = coverage.solve(
        coverage.Inputs(duration_day=DAYS), orbit=path, places=territory, half_angle_deg=None, sunlit=False
    )
    heard = relay.solve(relay.Relay(), needs=None, orbit=path, places=territory)
    return {"orbit": path, "coverage": seen, "payload": heard}


@pytest.fixture(scope="module")
def found(courier):
    return spacecraft.solve(spacecraft.Inputs(life_year=3), **courier)


def test_it_closes_near_the_message_satellites_flown(found):
    """Lemur-2 and the Doves, three units: 4 to 5 kg."""
    assert found.closed[0], str(found.binding)
    assert 3.0 < found.wet_mass_kg[0] < 7.0
    assert "Lemur-2 (Joel)" in found.neighbours.name
    assert not found.within_range[0]  # no receiver of messages among the flown ones that the spread comes from


def test_all_that_is_heard_goes_down_and_fits_the_memory(found):
    gbit = dict(zip(found.data.line.tolist(), found.data.value_gbit.tolist(), strict=True))
    assert gbit["generated"] == pytest.approx(gbit["downlinked"], rel=1e-9)
    assert gbit["generated"] == pytest.approx(gbit["offered_by_territory"], rel=1e-9)
    assert 0 < gbit["storage"] < 0.1
    assert found.downlink_band == "uhf"
    assert found.link_margin_db[0] >= 3.0
    assert found.imaging_min_per_day[0] == 0.0
    assert "imaging" not in found.power.mode


def test_it_listens_as_long_as_any_place_sees_it(courier, found):
    """The union of the passes over every ground point, satellite by satellite, counted second by second."""
    start, points = mean_orbits(courier["orbit"]), courier["coverage"].points
    flown = coverage.passes(start, points.lat_deg, points.lon_deg, start.epoch_utc, float(DAYS), elevation_deg=10.0)
    busy = np.zeros((2, DAYS * 86_400), dtype=bool)
    for satellite, first, last in zip(flown.satellite_index, flown.start_s, flown.end_s, strict=True):
        busy[int(satellite), int(first) : int(last)] = True
    listened = found.power.duration_min_per_day[found.power.mode == "payload"][0]
    assert listened == pytest.approx(busy.sum(axis=1).mean() / 60.0 / DAYS, rel=0.1)
