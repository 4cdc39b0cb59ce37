"""Missions proposed from needs and places: sensible for any country, and each with its reason."""

import numpy as np
import pytest

from spacefaring import need, orbit, places, propose
from spacefaring.kernels.geostationary import elevation_rad

from .ground import band


def needs(*wanted):
    return need.solve([need.Inputs(id=f"n{number}", **keys) for number, keys in enumerate(wanted)])


CROPS, CITY, FLOOD = {"theme": "agriculture"}, {"theme": "urban"}, {"theme": "climate_change", "card": "flood_map"}
CONDITION, HEALTH = {"theme": "agriculture", "card": "crop_condition"}, {"theme": "health"}


def test_one_mission_for_each_family_of_payload():
    found = propose.missions(needs(CROPS, CITY, HEALTH), band())
    assert [m.inputs["payload"]["kind"] for m in found] == ["imager", "transponder"]
    assert [m.inputs["serves"] for m in found] == [["n0", "n1"], ["n2"]]
    assert len(propose.missions(needs(HEALTH), band())) == 1


def test_needs_too_far_apart_for_one_camera_get_two():
    """2.5 m and a swath of 300 km would make a line of 120,000 pixels."""
    found = propose.missions(needs(CONDITION, CITY, CROPS), band())
    assert [m.inputs["serves"] for m in found] == [["n1", "n2"], ["n0"]]
    assert [m.inputs["id"] for m in found] == ["eye_1", "eye_2"]
    assert [m.inputs["payload"]["swath_km"] for m in found] == [30.0, 300.0]


@pytest.mark.parametrize(("altitude_km", "satellite_count"), [(500.0, 1), (620.0, 1), (500.0, 2), (550.0, 2)])
def test_the_longest_wait_is_what_coverage_finds(altitude_km, satellite_count):
    """The longest gap between windows by day of 60 days, at the points of Burkina Faso; to the day, as passes are."""
    from spacefaring import coverage

    asked = orbit.Inputs(altitude_km=altitude_km, satellite_count=satellite_count)
    path = orbit.solve(asked, launch_year=2029, places=band())
    seen = coverage.solve(coverage.Inputs(duration_day=60), orbit=path, places=band(), half_angle_deg=30.0, sunlit=True)
    assert path.look_gap_max_day[0] == pytest.approx(np.nanmax(seen.points.gap_max_hour) / 24.0, abs=1.1)


@pytest.mark.parametrize("altitude_km", [400.0, 500.0, 535.0])
def test_the_longest_wait_in_a_low_inclination_is_what_coverage_finds(altitude_km):
    """Day and night alike; our looks are timed to the node, so to a revolution and a half."""
    from spacefaring import coverage

    path = orbit.solve(orbit.Inputs(kind="equatorial_band", altitude_km=altitude_km), launch_year=2029, places=band())
    seen = coverage.solve(
        coverage.Inputs(duration_day=30), orbit=path, places=band(), half_angle_deg=30.0, sunlit=False
    )
    longest_day = np.nanmax(seen.points.gap_max_hour) / 24.0
    assert path.look_gap_max_day[0] == pytest.approx(longest_day, abs=0.12)


def test_a_track_that_repeats_daily_is_never_proposed():
    """At 560 km fifteen revolutions take a day: some places are never seen (30 days, the span looked at)."""
    assert orbit.solve(orbit.Inputs(altitude_km=560), launch_year=2029, places=band()).look_gap_max_day[0] > 29.0
    for days in (7, 4, 3):
        wanted = needs({"theme": "urban", "revisit_day": days})
        found = propose.missions(wanted, band("KAZ"))[0].inputs["orbit"]
        path = orbit.solve(orbit.Inputs(**found), launch_year=2029, places=band("KAZ"))
        assert path.look_gap_max_day[0] <= days + 0.05


@pytest.mark.parametrize("country", "BFA FJI TUV NOR GRL RUS NZL CHL SGP VAT USA KIR IDN ATA SJM".split())
def test_any_country_gets_orbits_that_the_orbit_stage_takes(country):
    territory = places.solve(places.Inputs(countries=(country,)))
    found = propose.missions(needs(CROPS, FLOOD, HEALTH), territory)
    assert len(found) == 2
    for mission in found:
        solved = orbit.solve(orbit.Inputs(**mission.inputs["orbit"]), launch_year=2029, places=territory)
        assert 1 <= solved.satellite_count[0] <= propose.MOST_SATELLITE_COUNT
        assert mission.inputs["id"] in str(mission.reason)
        assert mission.reason.said("fr") != mission.reason.said("en")


def test_a_low_inclination_only_where_it_saves_satellites():
    sahel = propose.missions(needs(FLOOD), band())[0].inputs["orbit"]
    assert sahel["kind"] == "equatorial_band"
    assert sahel["satellite_count"] == 1
    assert propose.missions(needs(CROPS), band())[0].inputs["orbit"]["kind"] == "sun_synchronous"
    assert propose.missions(needs(FLOOD), band("NOR"))[0].inputs["orbit"]["kind"] == "sun_synchronous"


def test_the_number_of_satellites_follows_the_revisit():
    counts = [
        propose.missions(needs({"theme": "urban", "revisit_day": days}), band("KAZ"))[0].inputs["orbit"][
            "satellite_count"
        ]
        for days in (30, 3, 1, 0.3)
    ]
    assert counts[0] == 1
    assert np.all(np.diff(counts) >= 0)
    assert counts[-1] <= propose.MOST_SATELLITE_COUNT
    assert propose.satellites_for(2.0, 0.25) == 2


def test_the_relay_stands_over_the_middle_unless_a_far_corner_sinks():
    longitude_deg, lowest_deg = propose.best_longitude_deg(band())
    assert (longitude_deg, round(lowest_deg)) == (-2.0, 72)
    longitude_deg, lowest_deg = propose.best_longitude_deg(places.solve(places.Inputs(countries=("USA",))))
    assert -150.0 < longitude_deg < -120.0
    assert lowest_deg > 5.0
    barrow = elevation_rad(np.radians(71.3), np.radians(-156.8 - longitude_deg), 42_164e3)
    assert np.degrees(barrow) >= lowest_deg - 0.5


def test_where_no_relay_serves_all_it_is_said():
    relay = propose.missions(needs(HEALTH), band("GRL"))[0]
    assert "no single geostationary satellite serves it all" in str(relay.reason)
    assert "aucun satellite géostationnaire" in relay.reason.said("fr")


@pytest.mark.parametrize("country", ["BFA", "CHL", "NZL", "IDN"])
@pytest.mark.parametrize("kind", ["sun_synchronous", "equatorial_band"])
def test_the_estimate_of_looks_is_what_coverage_counts(country, kind):
    """Half of the windows that coverage finds in 60 days at the point that has fewest, day and night alike."""
    from spacefaring import coverage

    path = orbit.solve(orbit.Inputs(kind=kind, altitude_km=535), launch_year=2029, places=band(country))
    asked = coverage.Inputs(duration_day=60)
    seen = coverage.solve(asked, orbit=path, places=band(country), half_angle_deg=30.0, sunlit=False)
    tilt = float(np.radians(path.inclination_deg[0]))
    found = propose.looks_per_day(band(country).points.lat_deg, tilt, float(path.altitude_km[0]), 30.0)
    assert found == pytest.approx(seen.points.window_count.min() / 120.0, rel=0.2)
