from types import SimpleNamespace

import numpy as np
import pytest

from spacefaring import payload, places
from spacefaring.errors import NoSolution
from spacefaring.payload import Transponder
from spacefaring.payload.forward import efficiency_bit_per_hz, ring_position_m, view

from .builders import burkina, low_orbit, needs, ring

CLINICS = {"id": "clinics", "theme": "health"}
SCHOOLS = {"id": "schools", "theme": "education"}


@pytest.fixture(scope="module")
def territory():
    return burkina()


def repeater(territory, asked=(CLINICS, SCHOOLS), orbit=None, **inputs):
    return payload.solve(Transponder(**inputs), needs=needs(*asked), orbit=orbit or ring(), places=territory)


def test_capacity_is_bits_per_symbol_times_symbols_times_channels(territory):
    found = repeater(territory, channel_count=10)
    lines = dict(zip(found.link.line.tolist(), found.link.value.tolist(), strict=True))
    in_rain = next(v for k, v in lines.items() if k.startswith("bits per symbol in rain"))
    assert found.capacity_mbit_per_s[0] == pytest.approx(10 * in_rain * lines["symbol rate of a channel"], rel=1e-9)
    assert lines["symbol rate of a channel"] == pytest.approx(36.0 / 1.2)


def test_noise_of_the_hops_adds(territory):
    lines = dict(zip(*(getattr(repeater(territory).link, n).tolist() for n in ("line", "value")), strict=True))
    parts = ("uplink carrier to noise in rain", "downlink carrier to noise in rain", "interference, carrier to all")
    together = -10 * np.log10(sum(10 ** (-lines[p] / 10) for p in parts))
    assert lines["whole link in rain"] == pytest.approx(together, abs=1e-9)


def test_rain_takes_more_the_higher_the_band_and_the_stricter_the_availability(territory):
    rain = {b: repeater(territory, band=b).rain_attenuation_db[0] for b in ("c", "ku", "ka")}
    assert rain["c"] < rain["ku"] < rain["ka"]
    loose, strict = (repeater(territory, availability_frac=a) for a in (0.98, 0.999))
    assert strict.rain_attenuation_db[0] > loose.rain_attenuation_db[0]
    assert strict.clear_sky_capacity_mbit_per_s[0] >= strict.capacity_mbit_per_s[0] - 1e-9


def test_ka_does_not_hold_three_nines_from_a_small_dish_in_the_sahel(territory):
    found = repeater(territory, band="ka", availability_frac=0.999, channel_count=8)
    assert found.capacity_mbit_per_s[0] == 0.0
    assert found.clear_sky_capacity_mbit_per_s[0] > 0.0
    assert not next(r for r in found.checks.rows() if r["check"] == "availability_frac")["met"]


def test_demand_buys_the_channels(territory):
    few, many = (repeater(territory, capacity_mbit_per_s=c) for c in (500.0, 3_000.0))
    assert few.channel_count[0] < many.channel_count[0]
    assert many.capacity_mbit_per_s[0] >= 3_000.0
    assert many.mass_kg[0] > few.mass_kg[0]
    assert many.power_w[0] > few.power_w[0]


def test_the_study_may_state_its_own_rain(territory):
    dry, wet = (repeater(territory, rain_rate_mm_per_hour=r) for r in (20.0, 120.0))
    assert wet.rain_attenuation_db[0] > dry.rain_attenuation_db[0]
    assert any(a.source == "study file" for a in wet.used)


def test_a_territory_beyond_the_horizon_and_a_low_orbit_are_no_solutions(territory):
    with pytest.raises(NoSolution, match=r"below the 5°"):
        repeater(territory, orbit=ring(120.0))
    with pytest.raises(NoSolution, match="geostationary ring only"):
        repeater(territory, orbit=low_orbit())


def test_modulations_rise_with_the_ratio_and_none_works_in_the_noise():
    found = [efficiency_bit_per_hz(x)[0] for x in np.linspace(-5.0, 20.0, 60)]
    assert found[0] == 0.0
    assert np.all(np.diff(found) >= 0.0)
    assert efficiency_bit_per_hz(6.62) == (1.980636, "8PSK 2/3")


def town_land(latitudes_deg, people, points_to_deg=10.0):
    """Towns on the meridian of the satellite, in a land whose ground points reach elsewhere."""
    lat = np.asarray(latitudes_deg, dtype=float)
    towns = SimpleNamespace(lat_deg=lat, lon_deg=np.full(lat.size, 10.0), population_count=np.asarray(people, float))
    ground = SimpleNamespace(
        lat_deg=np.array([0.0, points_to_deg]), lon_deg=np.full(2, 10.0), area_km2=np.ones(2), country=np.full(2, "")
    )
    return SimpleNamespace(cities=towns, points=ground)


STATION_M = ring_position_m(10.0, 42_164e3)


def test_a_link_is_for_the_towns_and_an_empty_ice_cap_does_not_count():
    seen = view(STATION_M, town_land([60.0, 70.0], [10_000, 5_000], points_to_deg=83.0))
    assert seen.seen_frac == 1.0
    # plane triangle in the meridian of the satellite; the flattening of the Earth moves it by 0.12° at most
    angle = np.radians(70.0)
    sphere = np.arctan2(np.cos(angle) - 6_378.0 / 42_164.0, np.sin(angle))
    assert seen.elevation_rad == pytest.approx(sphere, abs=np.radians(0.15))


def test_the_share_of_people_left_below_the_horizon_decides_and_they_lower_no_link():
    few = view(STATION_M, town_land([60.0, 70.0, 79.0], [900, 500, 100]))
    assert few.seen_frac == pytest.approx(14.0 / 15.0)
    assert few.lowest_rad < np.radians(5.0) < few.elevation_rad
    without = view(STATION_M, town_land([60.0, 70.0], [900, 500]))
    assert (few.elevation_rad, few.range_m) == (without.elevation_rad, without.range_m)
    assert view(STATION_M, town_land([79.0, 80.0], [1, 1])).seen_frac == 0.0


def test_without_inhabited_towns_the_ground_points_are_served():
    assert view(STATION_M, town_land([60.0], [0.0])).seen_frac == 1.0
    assert view(STATION_M, town_land([], [], points_to_deg=83.0)).seen_frac == 0.5


def test_greenland_has_its_repeater_and_svalbard_none():
    def beam(country, longitude_deg):
        land = places.solve(places.Inputs(countries=(country,), grid_km=200))
        return payload.solve(Transponder(), needs=needs(CLINICS), orbit=ring(longitude_deg), places=land)

    found = beam("GRL", -45.0)
    lines = dict(zip(found.link.line.tolist(), found.link.value.tolist(), strict=True))
    assert lines["people who see the satellite above 5°"] == pytest.approx(45_495 / 46_141)  # all towns but Qaanaaq
    assert found.capacity_mbit_per_s[0] > 0.0
    with pytest.raises(NoSolution, match=r"below the 5°"):
        beam("SJM", 15.0)
