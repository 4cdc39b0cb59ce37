"""The launch stage: rides, refusals, verdicts, candidates."""

from datetime import UTC, datetime
from functools import cache

import numpy as np
import pytest
from hand_made import orbit, spacecraft

from spacefaring import catalog
from spacefaring import orbit as orbits
from spacefaring import places as territories
from spacefaring.errors import NoSolution, StudyError
from spacefaring.kernels.sun import local_time_hour
from spacefaring.launch import Inputs, lifetime, solve

GEO = {"kind": "geostationary", "altitude_km": 35_786.0, "inclination_deg": 0.0, "satellite_count": 1}


@cache
def band():
    return territories.solve(territories.Inputs(countries=("BFA",), grid_km=100))


def launch(inputs=None, path=None, craft=None, count=1):
    return solve(Inputs(**(inputs or {})), orbit=orbit(**(path or {})), spacecraft=spacecraft(count, **(craft or {})))


def test_a_pair_of_microsatellites_shares_a_ride_and_pays_twice():
    found = launch(craft={"wet_mass_kg": 100.0 / 1.05})
    assert (found.mode, found.vehicle, found.site) == ("rideshare", "Falcon 9", "Vandenberg")
    assert found.price_musd == pytest.approx([2 * 0.70])
    assert found.price_year == pytest.approx([2026.0])
    assert "2026" in found.price_source


@pytest.mark.parametrize(
    ("inputs", "path", "craft", "mode"),
    [({}, {}, {"wet_mass_kg": 6.0}, "deployer"),
     ({}, {"inclination_deg": 15.0, "kind": "equatorial_band"}, {}, "dedicated"),
     ({}, {}, {"wet_mass_kg": 1_500.0}, "dedicated"), ({}, GEO, {"wet_mass_kg": 3_000.0}, "dedicated")],
)  # fmt: skip
def test_usual_mode_follows_mass_and_orbit(inputs, path, craft, mode):
    assert launch(inputs, path, craft).mode == mode


def test_no_vehicle_is_proposed_that_never_flew_is_retired_or_cannot_lift():
    found = launch({"mode": "dedicated"}, craft={"wet_mass_kg": 500.0})
    table = found.vehicles
    known = catalog.read("vehicles")
    for name, accepted, reason, low in zip(
        table.vehicle, table.accepted, table.reason, table.capacity_low_kg, strict=True
    ):
        row = known.row(name)
        if accepted:
            assert row["status"] == "active"
            assert row["flight_count"] > row["failure_count"]
            assert low >= found.launch_mass_kg[0]
        assert reason, name
    assert table.accepted[0]
    assert found.vehicle == table.vehicle[0]
    assert {"has never flown", "is retired", "cannot lift the satellites of one launch"} <= set(table.reason)


def test_unknown_capacity_is_unknown_and_never_zero():
    table = launch().vehicles
    assert not np.any(table.capacity_kg == 0.0)
    vega_c = list(table.vehicle).index("Vega C")
    assert np.isnan(table.capacity_kg[vega_c])
    assert not table.accepted[vega_c]
    assert table.reason[vega_c] == "publishes no capacity to such an orbit"


def test_geostationary_satellites_go_through_the_transfer_orbit():
    found = launch({}, GEO, {"wet_mass_kg": 3_000.0, "delta_v_disposal_m_per_s": 12.0})
    row = list(found.vehicles.vehicle).index(found.vehicle)
    assert found.vehicles.capacity_kg[row] == catalog.read("vehicles").row(found.vehicle)["capacity_gto_kg"]
    assert np.isnan(found.lifetime_year[0])
    assert found.disposal_25_year[0]
    assert len(found.decay) == 0


def test_graveyard_delta_v_is_about_eleven_metres_per_second_for_three_hundred_kilometres():
    """3.64 m/s per 100 km, as the two-impulse formula gives near the ring (n/2 times the height)."""
    rate = 0.5 * 7.292e-5
    assert lifetime.graveyard_delta_v_m_per_s(np.array([300e3])) == pytest.approx(300e3 * rate, rel=0.02)
    assert lifetime.graveyard_raise_m(np.array([0.02]), 1.3) == pytest.approx([261e3])


def test_a_spacecraft_without_disposal_delta_v_misses_the_graveyard():
    found = launch({}, GEO, {"wet_mass_kg": 3_000.0})
    assert not found.disposal_25_year[0]
    assert "only 0.0 m/s" in str(found.binding)


def test_lifetime_shrinks_with_solar_activity_and_the_rules_are_judged_apart():
    found = launch(craft={"area_to_mass_m2_per_kg": 0.01})
    assert found.lifetime_low_activity_year > found.lifetime_year > found.lifetime_high_activity_year
    assert found.disposal_25_year[0]
    assert not found.disposal_5_year[0]
    braked = launch(craft={"delta_v_disposal_m_per_s": found.disposal_5_year_delta_v_m_per_s, "life_year": 5.0})
    assert braked.disposal_5_year[0]


def test_seven_hundred_kilometres_without_propulsion_do_not_meet_25_years():
    found = launch(path={"altitude_km": 750.0, "inclination_deg": 98.4})
    assert not found.disposal_25_year[0]
    assert not found.disposal_5_year[0]
    assert found.lifetime_capped[0]
    assert found.lifetime_year[0] == 100.0
    assert found.disposal_25_year_delta_v_m_per_s < found.disposal_5_year_delta_v_m_per_s


def test_holding_the_orbit_delays_the_fall():
    falling, held = launch(), launch(craft={"delta_v_drag_m_per_s": 20.0})
    assert held.after_operation_year > falling.after_operation_year


def test_a_year_far_ahead_works():
    assert launch({"year": 2120}).lifetime_year[0] > 0.0


def test_candidates_agree_with_single_studies():
    masses, areas = np.array([60.0, 120.0, 400.0]), np.array([0.02, 0.01, 0.006])
    together = launch(craft={"wet_mass_kg": masses, "area_to_mass_m2_per_kg": areas}, count=3)
    for i in range(3):
        alone = launch(craft={"wet_mass_kg": masses[i], "area_to_mass_m2_per_kg": areas[i]})
        for name in ("price_musd", "lifetime_year", "after_operation_year", "success_frac", "disposal_5_year"):
            assert getattr(together, name)[i] == getattr(alone, name)[0], name


def test_dedicated_candidates_get_vehicles_that_lift_them():
    masses = np.array([100.0, 400.0, 900.0, 3_000.0])
    found = launch({"mode": "dedicated"}, craft={"wet_mass_kg": masses}, count=4)
    assert np.all(found.capacity_kg >= found.launch_mass_kg)
    assert np.all(np.diff(found.price_musd) >= 0.0)


@pytest.mark.parametrize(
    ("inputs", "path", "craft", "kind", "words"),
    [
        ({"vehicle": "Falcn 9"}, {}, {}, StudyError, "did you mean Falcon 9"),
        ({"site": "Atlantis"}, {}, {}, StudyError, "is not in the catalogue"),
        ({"site": "Kourou (CSG)"}, {}, {}, StudyError, "does not serve Falcon 9"),
        ({}, {}, {"area_to_mass_m2_per_kg": -0.01}, StudyError, "must be above 0"),
        ({}, {"altitude_km": 90.0}, {}, StudyError, "below 100 km"),
        ({"mode": "rideshare"}, {"inclination_deg": 15.0}, {}, NoSolution, "no shared ride is sold to 15.0°"),
        ({"mode": "rideshare"}, {}, {"wet_mass_kg": 2_000.0}, NoSolution, "take mode dedicated"),
        ({"mode": "deployer"}, {}, {"wet_mass_kg": 100.0}, NoSolution, "largest standard CubeSat"),
        ({"mode": "dedicated", "vehicle": "Electron"}, {}, {"wet_mass_kg": 900.0}, NoSolution, "Electron carries"),
        ({"mode": "dedicated"}, {}, {"wet_mass_kg": 90_000.0}, NoSolution, "no vehicle of the catalogue"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(inputs, path, craft, kind, words):
    with pytest.raises(kind) as refused:
        launch(inputs, path, craft)
    assert words in str(refused.value)


def test_same_input_gives_the_same_values():
    assert str(launch().values()) == str(launch().values())


def test_window_of_a_sun_synchronous_orbit_is_the_same_all_year():
    window = launch().window
    assert set(window.direction) == {"southward"}
    assert set(window.site) == {"Vandenberg"}
    assert len({time[11:] for time in window.lift_off_utc}) == 1
    assert [time[5:7] for time in window.lift_off_utc] == [f"{month:02d}" for month in range(1, 13)]


def test_window_of_an_inclined_orbit_moves_with_its_node():
    window = launch(
        {"mode": "dedicated"}, {"inclination_deg": 51.6, "kind": "inclined", "raan_rate_deg_per_day": -5.0}
    ).window
    assert len({time[11:] for time in window.lift_off_utc}) > 6


def test_no_window_on_the_geostationary_ring():
    assert len(launch({}, GEO, {"wet_mass_kg": 3_000.0}).window) == 0


def test_a_candidate_that_does_not_close_has_no_numbers_and_harms_no_other():
    masses, areas = np.array([100.0, np.nan, 200.0]), np.array([0.01, np.nan, 0.01])
    found = launch(craft={"wet_mass_kg": masses, "dry_mass_kg": masses, "area_to_mass_m2_per_kg": areas}, count=3)
    alone = launch(craft={"wet_mass_kg": 200.0, "dry_mass_kg": 200.0, "area_to_mass_m2_per_kg": 0.01})
    for name in ("price_musd", "lifetime_year", "after_operation_year", "casualty_count"):
        values = getattr(found, name)
        assert np.isnan(values[1]), name
        assert values[2] == pytest.approx(getattr(alone, name)[0]), name
    assert not found.disposal_25_year[1]


def test_a_single_design_that_does_not_close_is_refused():
    with pytest.raises(NoSolution, match="does not close"):
        launch(craft={"wet_mass_kg": np.nan})


def test_a_vehicle_named_by_the_study_is_bought_whole_unless_it_is_the_one_with_a_list():
    assert launch({"vehicle": "Electron"}, craft={"wet_mass_kg": 80.0}).mode == "dedicated"
    assert launch({"vehicle": "falcon 9"}).mode == "rideshare"
    other = launch({"vehicle": "PSLV-XL", "mode": "rideshare"})
    assert other.price_source.startswith("guess")
    assert other.vehicle == "PSLV-XL"


def test_a_retired_vehicle_flies_only_when_asked():
    assert launch({"mode": "dedicated", "vehicle": "Dnepr"}).vehicle == "Dnepr"


@pytest.mark.parametrize("ltan_hour", [6.0, 10.5, 22.25])
def test_window_reaches_the_local_time_that_the_orbit_stage_was_asked_for(ltan_hour):
    """The elements of the orbit stage have an epoch of their own: the window has to start from it."""
    path = orbits.solve(orbits.Inputs(kind="sun_synchronous", altitude_km=550, ltan_hour=ltan_hour), launch_year=2029,
                        places=band())  # fmt: skip
    found = solve(Inputs(), orbit=path, spacecraft=spacecraft())
    assert found.window.local_time_hour == pytest.approx(np.full(len(found.window), ltan_hour), abs=0.1)


def test_window_of_an_inclined_orbit_meets_the_node_of_that_day():
    """The node of the first satellite, drifted from the epoch of its elements to the day of launch by J2."""
    path = orbits.solve(orbits.Inputs(kind="inclined", altitude_km=550, inclination_deg=51.6, raan_deg=40.0),
                        launch_year=2029, places=band())  # fmt: skip
    window = solve(Inputs(mode="dedicated"), orbit=path, spacecraft=spacecraft()).window
    epoch = datetime.fromisoformat(path.epoch_utc.replace("Z", "+00:00"))
    for lift_off, hour in zip(window.lift_off_utc, window.local_time_hour, strict=True):
        instant = datetime.fromisoformat(lift_off.replace("Z", "+00:00"))
        days = (instant.replace(hour=0, minute=0) - epoch).total_seconds() / 86_400.0
        node = np.radians(path.satellites.raan_deg[0] + path.raan_rate_deg_per_day[0] * days)
        jd = 2_451_545.0 + (instant - datetime(2000, 1, 1, 12, tzinfo=UTC)).total_seconds() / 86_400.0
        assert (local_time_hour(jd, node) - hour + 12.0) % 24.0 - 12.0 == pytest.approx(0.0, abs=0.05)
