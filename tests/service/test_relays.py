"""Messages over real passes: more satellites and stations shorten the wait, more terminals choke the channel."""

from types import SimpleNamespace

import numpy as np
import pytest

from spacefaring import coverage, need, orbit, places, service
from spacefaring.payload import relay


@pytest.fixture(scope="module")
def territory():
    return places.solve(places.Inputs(countries=("BFA",), grid_km=60, stations=("koudougou",)))


def courier(territory, satellites=2, **asked):
    path = orbit.solve(
        orbit.Inputs(
            kind="sun_synchronous", altitude_km=550, ltan_hour=10.5, satellite_count=satellites, plane_count=1
        ),
        launch_year=2029, places=territory,
    )  # fmt: skip
    seen = coverage.solve(
        coverage.Inputs(duration_day=10), orbit=path, places=territory, half_angle_deg=None, sunlit=False
    )
    payload = relay.solve(relay.Relay(**asked), needs=None, orbit=path, places=territory)
    return SimpleNamespace(
        id="courier", serves=("gauges",), orbit=path, coverage=seen, payload=payload,
        spacecraft=SimpleNamespace(closed=np.array([True]), life_year=np.array([5.0])),
        launch=SimpleNamespace(year=2029), operations=SimpleNamespace(latency_p90_hour=np.array([np.nan])),
    )  # fmt: skip


def run(territory, mission, site_count=400, **inputs):
    needs = need.solve([need.Inputs(id="gauges", theme="communication", site_count=site_count)])
    return service.solve(service.Inputs(**inputs), needs=needs, places=territory, missions=[mission]).messages


def test_more_satellites_shorten_the_wait(territory):
    one, four = (run(territory, courier(territory, n)) for n in (1, 4))
    assert (four.latency_p50_hour < one.latency_p50_hour).all()
    assert (one.latency_p50_hour < one.latency_p90_hour).all()
    assert 0.2 < four.latency_p50_hour.mean() < one.latency_p90_hour.mean() < 30


def test_passes_are_those_of_coverage(territory):
    mission = courier(territory)
    found = run(territory, mission)
    ouaga = found.where(found.town == "Ouagadougou")
    # coverage counts the same passes at 10 degrees: fewer reach 20 degrees
    assert 2.0 < ouaga.pass_per_day_count[0] < mission.coverage.access_per_day_count


def test_more_terminals_choke_the_channel(territory):
    few, many, choked = (run(territory, courier(territory, channel_count=1), n) for n in (50, 300, 100_000))
    assert few.heard_frac[0] > many.heard_frac[0] > 0.4
    assert choked.heard_frac[0] == 0
    assert np.isinf(choked.latency_p90_hour).all()
    assert few.message_per_day_count[0] == pytest.approx(6 * many.message_per_day_count[0], rel=0.01)


def test_the_full_channel_is_heard_as_often_as_asked(territory):
    mission = courier(territory, channel_count=1)
    most = run(territory, mission, 300).message_per_day_count[0]
    full = run(territory, mission, 300, message_per_day_count=float(most))
    assert full.heard_frac[0] == pytest.approx(0.8, rel=1e-6)
