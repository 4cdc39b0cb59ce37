"""The stage on real orbits, contacts and payloads of Burkina Faso."""

import numpy as np
import pytest
from pydantic import ValidationError

from spacefaring import coverage, need, orbit, payload, places, spacecraft
from spacefaring.payload import Imager, Transponder


@pytest.fixture(scope="module")
def territory():
    return places.solve(places.Inputs(countries=("BFA",), grid_km=120, stations=("koudougou",)))


@pytest.fixture(scope="module")
def needs():
    asked = [{"id": "city", "theme": "urban", "gsd_m": 2.5}, {"id": "clinics", "theme": "health"}]
    return need.solve([need.Inputs(**a) for a in asked])


def path(territory, altitude_km):
    inputs = orbit.Inputs(kind="sun_synchronous", altitude_km=altitude_km, ltan_hour=10.5)
    return orbit.solve(inputs, launch_year=2029, places=territory)


def seen(territory, flown):
    return coverage.solve(
        coverage.Inputs(duration_day=30), orbit=flown, places=territory, half_angle_deg=30.0, sunlit=True
    )


@pytest.fixture(scope="module")
def low(territory, needs):
    """Orbit, coverage and camera at 500 km."""
    flown = path(territory, 500.0)
    camera = payload.solve(
        Imager(gsd_m=2.5, swath_km=30.0), needs=needs.serving(["city"]), orbit=flown, places=territory
    )
    return {"orbit": flown, "coverage": seen(territory, flown), "payload": camera}


@pytest.fixture(scope="module")
def student(low, needs, territory):
    camera = Imager(gsd_m=40.0, swath_km=80.0, bands=("green", "red", "nir"))
    return low | {"payload": payload.solve(camera, needs=needs, orbit=low["orbit"], places=territory)}


@pytest.fixture(scope="module")
def high(territory):
    flown = path(territory, 800.0)
    return {"orbit": flown, "coverage": seen(territory, flown)}


def test_a_national_microsatellite_closes_near_its_flown_kin(low):
    found = spacecraft.solve(spacecraft.Inputs(), **low)
    assert found.closed[0]
    assert 60 < found.wet_mass_kg[0] < 180
    assert found.wet_mass_p10_kg[0] < found.wet_mass_kg[0] < found.wet_mass_p90_kg[0]
    assert len(found.neighbours) == 3
    assert {"Alsat-2A", "Alsat-2B", "VNREDSat-1A"} & set(found.neighbours.name)
    assert found.link_margin_db[0] >= 3.0 - 1e-9
    assert found.within_range[0]


def test_a_cubesat_closes_without_propulsion_and_says_it_is_outside_the_data(student):
    found = spacecraft.solve(spacecraft.Inputs(life_year=2, propulsion="none"), **student)
    assert found.closed[0]
    assert 1.0 < found.wet_mass_kg[0] < 6.0
    assert found.propellant_mass_kg[0] == 0.0
    assert found.downlink_band in ("uhf", "s")
    assert not found.within_range[0]


def test_one_unit_with_a_small_camera_closes(student, needs, territory):
    tiny = Imager(gsd_m=100.0, swath_km=60.0, bands=("red",))
    carried = student | {"payload": payload.solve(tiny, needs=needs, orbit=student["orbit"], places=territory)}
    asks = spacecraft.Inputs(life_year=1, propulsion="none", pointing_deg=10.0, least_imaging_min_per_day=1.0)
    found = spacecraft.solve(asks, **carried)
    assert found.closed[0]
    assert found.wet_mass_kg[0] < 2.5


def test_a_cubesat_left_high_without_propulsion_does_not_close_and_the_height_that_frees_it_does(
    high, student, needs, territory
):
    asks = spacecraft.Inputs(life_year=2, propulsion="none")
    camera = student["payload"]
    found = spacecraft.solve(asks, orbit=high["orbit"], coverage=high["coverage"], payload=camera)
    assert not found.closed[0]
    assert "stays up" in str(found.binding)
    lower = path(territory, found.binding.values["nearest_km"] - 2.0)
    freed = spacecraft.solve(asks, orbit=lower, coverage=high["coverage"], payload=camera)
    assert freed.closed[0], str(freed.binding)


def test_storage_without_a_station_does_not_close(low, territory):
    from dataclasses import replace

    deaf = replace(low["coverage"], contact_min_per_day=0.0, contact_per_day_count=0.0, contact_gap_max_hour=np.nan,
                   pass_mean_min=np.nan)  # fmt: skip
    found = spacecraft.solve(spacecraft.Inputs(), **(low | {"coverage": deaf}))
    assert not found.closed[0]
    assert "No ground station ever hears" in str(found.binding)
    assert len(found.limits) == 10


def test_more_imaging_than_the_contacts_carry_binds_and_the_contact_that_frees_it_does(low):
    from dataclasses import replace

    asks = spacecraft.Inputs(imaging_min_per_day=100.0, downlink_band="s")
    found = spacecraft.solve(asks, **low)
    assert not found.closed[0]
    assert "contacts bind" in str(found.binding)
    more = replace(low["coverage"], contact_min_per_day=float(found.binding.values["contact_min"]) + 60.0)
    freed = spacecraft.solve(asks, **(low | {"coverage": more}))
    assert freed.limits.used_ratio[freed.limits.limit == "data"][0] <= 1.0 + 1e-6


def test_too_much_power_for_body_mounted_cells_binds(low):
    found = spacecraft.solve(
        spacecraft.Inputs(array_mounting="body", imaging_min_per_day=60.0, downlink_band="x"), **low
    )
    assert found.limits.used_ratio[found.limits.limit == "power"][0] > 1.0
    assert not found.closed[0]


def test_a_fine_pointing_beyond_the_finest_sensors_binds(low):
    found = spacecraft.solve(spacecraft.Inputs(pointing_deg=0.001), **low)
    assert not found.closed[0]
    assert "Pointing binds" in str(found.binding)


def test_margins_shrink_with_the_phase_of_the_project(low):
    masses = [
        spacecraft.solve(spacecraft.Inputs(margin_phase=p), **low).dry_mass_kg[0]
        for p in ("concept", "preliminary", "detailed")
    ]
    assert masses[0] > masses[1] > masses[2]


def test_a_repeater_in_the_ring_closes_and_direct_injection_saves_its_fuel(territory, needs):
    flown = orbit.solve(orbit.Inputs(kind="geostationary", longitude_deg=10.0), launch_year=2030, places=territory)
    carried = payload.solve(
        Transponder(channel_count=16), needs=needs.serving(["clinics"]), orbit=flown, places=territory
    )
    view = coverage.solve(coverage.Inputs(), orbit=flown, places=territory, half_angle_deg=None, sunlit=False)
    both = [
        spacecraft.solve(spacecraft.Inputs(geostationary_injection=i), orbit=flown, coverage=view, payload=carried)
        for i in ("transfer", "direct")
    ]
    assert all(f.closed[0] for f in both)
    assert both[0].delta_v_m_per_s[0] - both[1].delta_v_m_per_s[0] > 1_400.0
    assert both[1].wet_mass_kg[0] < 0.75 * both[0].wet_mass_kg[0]
    assert 900 < both[1].wet_mass_kg[0] < 2_500  # KazSat-2: 16 channels, set down in the ring by Proton, 1,330 kg
    assert set(both[0].neighbours.name) <= set(transponders())


def transponders():
    from spacefaring import catalog

    t = catalog.read("flown_missions")
    return t["name"][t["payload_kind"] == "transponder"]


def test_nonsense_is_refused():
    for wrong in ({"life_year": -1}, {"life_year": 100}, {"elevation_deg": 95}, {"propulsion": "warp"}):
        with pytest.raises(ValidationError):
            spacecraft.Inputs(**wrong)
