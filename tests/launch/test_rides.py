"""Whatever the mass, the size and the orbit: what is proposed can do it, and every refusal says why."""

from datetime import date

import numpy as np
import pytest
from hand_made import orbit, spacecraft
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st

from spacefaring import catalog, space_weather
from spacefaring.errors import NoSolution
from spacefaring.launch import Inputs, fairing, lifetime, price, solve

GEO = {"kind": "geostationary", "altitude_km": 35_786.0, "inclination_deg": 0.0}


def launch(inputs=None, path=None, craft=None):
    return solve(Inputs(**(inputs or {})), orbit=orbit(**(path or {})), spacecraft=spacecraft(**(craft or {})))


orbits = st.one_of(
    st.fixed_dictionaries({"altitude_km": st.floats(300, 1_200), "inclination_deg": st.floats(96.5, 100.5)}),
    st.fixed_dictionaries(
        {"altitude_km": st.floats(300, 1_500), "inclination_deg": st.floats(0, 95), "kind": st.just("inclined")}
    ),
    st.just(GEO),
)


@settings(max_examples=30, deadline=None, phases=(Phase.generate,))
@given(
    path=orbits, mass=st.floats(1.0, 12_000.0), side=st.floats(0.1, 4.0), count=st.integers(1, 12),
    mode=st.sampled_from(["auto", "dedicated"]), planes=st.integers(1, 3),
)  # fmt: skip
def test_what_is_proposed_flies_is_for_sale_lifts_and_holds_it(path, mass, side, count, mode, planes):
    planes = min(planes, count)
    path = path | {"satellite_count": count, "plane_count": planes}
    try:
        found = launch({"mode": mode}, path, {"wet_mass_kg": mass, "dry_mass_kg": mass, "side_m": side})
    except NoSolution as refused:
        note(str(refused))
        return
    row = catalog.read("vehicles").row(found.vehicle)
    assert row["status"] == "active"
    assert row["flight_count"] > row["failure_count"]
    assert not row["restriction"]
    assert found.capacity_kg[0] >= mass
    assert found.site
    assert found.price_musd[0] > 0.0
    if found.mode == "dedicated":
        on_each = int(np.ceil(count / found.launch_count))
        assert found.capacity_kg[0] >= found.launch_mass_kg[0] >= on_each * mass
        size = row["fairing_diameter_m"], row["fairing_length_m"]
        assert fairing.fits(Inputs(), fairing.Load(side, on_each), *size)[0]
    table = found.vehicles
    assert len(table) == len(catalog.read("vehicles"))
    assert all(table.reason), "every vehicle has its reason"
    assert np.all((table.reason == "accepted") == table.accepted)
    flown = [catalog.read("vehicles").row(name) for name in table.vehicle[table.accepted]]
    assert all(r["status"] == "active" and r["flight_count"] > 0 for r in flown)


@settings(max_examples=30, deadline=None, phases=(Phase.generate,))
@given(path=orbits, mass=st.floats(1.0, 8_000.0), side=st.floats(0.1, 4.0))
def test_every_way_of_riding_is_open_or_says_why_not(path, mass, side):
    try:
        found = launch({}, path | {"satellite_count": 1}, {"wet_mass_kg": mass, "side_m": side})
    except NoSolution:
        return
    table = found.ways
    assert len(table) == 5
    assert all(table.reason)
    taken = table.is_open & (table.price_musd == found.price_musd[0])
    assert taken.any(), "the ride that is taken stands among the open ways"
    assert np.all(np.isnan(table.price_musd[~table.is_open]))


def test_a_satellite_too_wide_for_the_fairing_is_refused_by_it_and_not_by_its_mass():
    wide = launch({"mode": "dedicated"}, {"satellite_count": 1}, {"wet_mass_kg": 150.0, "side_m": 1.0})
    row = list(wide.vehicles.vehicle).index("Electron")
    assert wide.vehicles.reason[row] == "has a fairing too small for the satellites of one launch"
    small = launch({"mode": "dedicated"}, {"satellite_count": 1}, {"wet_mass_kg": 150.0, "side_m": 0.6})
    assert small.vehicles.accepted[list(small.vehicles.vehicle).index("Electron")]
    with pytest.raises(NoSolution, match="fairing too small"):
        launch({"vehicle": "Electron"}, {"satellite_count": 1}, {"wet_mass_kg": 150.0, "side_m": 1.0})


def test_an_unknown_fairing_rejects_nobody_and_says_so():
    found = launch({"mode": "dedicated"}, craft={"wet_mass_kg": 150.0, "side_m": 1.0}).vehicles
    unknown = np.isnan(found.fairing_diameter_m)
    assert set(found.fairing_fit[unknown]) == {"fairing not published"}


@pytest.mark.parametrize(
    ("side_m", "count", "room"),
    [(1.0, 1, True), (3.5, 1, False), (1.0, 4, True), (1.0, 40, True), (1.0, 60, False)],
)
def test_cubes_stand_in_layers_in_a_cylinder(side_m, count, room):
    """Falcon 9, 5.2 m by 13.1 m outside: 4.58 m by 11.5 m free. Squares of 1.15 m: four in a layer, ten high."""
    fits, known = fairing.fits(Inputs(), fairing.Load(side_m, count), np.array([5.2]), np.array([13.1]))
    assert known[0]
    assert fits[0] == room


def test_separation_system_grows_with_the_satellite():
    names = [launch({}, {"satellite_count": 1}, {"wet_mass_kg": m, "side_m": s}).separation_system
             for m, s in ((2.5, 0.13), (40.0, 0.45), (100.0, 0.6), (400.0, 1.0), (2_000.0, 2.0))]  # fmt: skip
    assert names == ["3U deployer", "8 inch ring", "15 inch ring", "24 inch ring", "937 mm clamp band"]


def test_a_satellite_too_wide_for_the_plates_takes_a_launch_of_its_own():
    assert launch(craft={"wet_mass_kg": 300.0, "side_m": 1.5}).mode == "dedicated"
    with pytest.raises(NoSolution, match="rideshare_side_max_m"):
        launch({"mode": "rideshare"}, craft={"wet_mass_kg": 300.0, "side_m": 1.5})


def test_cubesats_pay_by_mass_and_by_volume():
    """CubeSat Design Specification rev. 14.1: 3U up to 6 kg; 2.7 litres do not go into two units."""
    assert price.cubesat_unit_count(2.7) == 1.5
    assert price.cubesat_unit_count(2.7, 0.1394) == 3.0
    assert np.isnan(price.cubesat_unit_count(10.0, 0.3))
    found = launch({}, {"satellite_count": 1}, {"wet_mass_kg": 2.7, "side_m": 0.1394})
    assert (found.mode, found.separation_system) == ("deployer", "3U deployer")
    assert found.price_musd[0] == pytest.approx(3 * 0.085)


def test_the_station_s_deployer_is_open_in_its_own_orbit_only():
    near = {"altitude_km": 400.0, "inclination_deg": 51.6, "kind": "inclined", "satellite_count": 1}
    craft = {"wet_mass_kg": 2.7, "side_m": 0.13}
    there, elsewhere = launch({}, near, craft).ways, launch({}, {"satellite_count": 1}, craft).ways
    row = list(there.way).index("CubeSat deployer of the space station")
    assert there.is_open[row]
    assert not elsewhere.is_open[row]


def test_a_hosted_payload_is_not_let_go():
    found = launch({"mode": "hosted"}, {"satellite_count": 1}, {"wet_mass_kg": 2.7, "side_m": 0.13})
    assert found.mode == "hosted"
    assert found.separation_system == ""
    assert found.price_source.startswith("guess")


def test_a_quoted_price_replaces_the_list():
    found = launch({"quoted_price_musd": 1.8, "quoted_price_year": 2027})
    assert (found.price_musd[0], found.price_year[0], found.price_source) == (1.8, 2027.0, "study file")


@settings(max_examples=20, deadline=None, phases=(Phase.generate,))
@given(area=st.floats(0.001, 0.2), reflectivity=st.floats(1.0, 2.0), aboard=st.floats(0.0, 30.0))
def test_graveyard_verdict_follows_the_published_formula(area, reflectivity, aboard):
    """IADC-02-01: 235 km + 1000 · Cr · A/m; two burns, by vis-viva written out here for the check."""
    craft = {"wet_mass_kg": 2_000.0, "area_to_mass_m2_per_kg": area, "delta_v_disposal_m_per_s": aboard}
    found = launch({"reflectivity_ratio": reflectivity}, GEO | {"satellite_count": 1}, craft)
    raise_km = 235.0 + 1_000.0 * reflectivity * area
    assert found.graveyard_raise_km[0] == pytest.approx(raise_km)
    mu, low, high = 3.986_004_418e14, 42_164_172.0, 42_164_172.0 + raise_km * 1e3
    first = np.sqrt(mu / low) * (np.sqrt(2.0 * high / (low + high)) - 1.0)
    second = np.sqrt(mu / high) * (1.0 - np.sqrt(2.0 * low / (low + high)))
    assert found.graveyard_delta_v_m_per_s[0] == pytest.approx(first + second, rel=1e-6)
    assert found.disposal_25_year[0] == found.disposal_5_year[0] == (aboard >= found.graveyard_delta_v_m_per_s[0])


def test_the_source_of_solar_activity_says_the_age_of_its_data():
    month = space_weather.age()
    for part in month.replace(",", "").split():
        assert not part[:2].isdigit() or part in lifetime.ACTIVITY_SOURCE
    assert date.fromisoformat(month.split()[2].rstrip(",") + "-01")
