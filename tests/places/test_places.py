"""Points, stations and cities of any territory."""

import json

import numpy as np
import pytest
import shapely
from pydantic import ValidationError
from shapely.geometry import shape

from spacefaring import catalog, places
from spacefaring.errors import StudyError
from spacefaring.places import lattice, outlines

VARIED = "BFA MLI NER FJI TUV MDV NOR GRL RUS NZL CHL KAZ SGP VAT USA KIR IDN ATA SJM UMI".split()


def solve(*countries, **keys):
    return places.solve(places.Inputs(countries=countries, **keys))


@pytest.mark.parametrize("country", VARIED)
def test_any_country_is_covered_by_points_of_its_area(country):
    found = solve(country)
    assert found.points.area_km2.sum() == pytest.approx(found.area_km2, rel=1e-12)
    assert 1 <= found.point_count < 4_500
    outline = outlines.country(country).buffer(0.005)  # provinces come from another edition of the same map
    inside = shapely.contains_xy(outline, found.points.lon_deg, found.points.lat_deg)
    assert inside.all()
    assert np.all(np.abs(found.points.lon_deg) <= 180.0)
    assert found.station_count == 1
    assert found.latitude_min_deg <= found.points.lat_deg.min() <= found.points.lat_deg.max() <= found.latitude_max_deg


def test_every_iso_country_has_an_outline_and_a_row():
    table = catalog.read("countries")
    assert len(table) == 250
    for code in table.keys:
        outline = outlines.country(code)
        assert outline.is_valid, code
        west, south, east, north = outline.bounds
        assert -180 <= west < east <= 180, code
        assert -90 <= south < north <= 90, code


def test_points_stand_for_equal_areas():
    found = solve("KAZ", grid_km=50)
    assert np.ptp(found.points.area_km2) < 1e-6
    assert found.points.area_km2[0] == pytest.approx(50.0**2, rel=0.01)


def test_the_lattice_is_equal_area_from_the_equator_to_the_arctic():
    """Two regions of one country far apart in latitude hold points in proportion to their areas."""
    found = solve("CHL", grid_km=10)
    outline = outlines.country("CHL")
    for south, north in ((-30.0, -18.0), (-45.0, -30.0), (-56.0, -45.0)):
        strip = outlines.as_multipolygon(outline.intersection(shapely.box(-80.0, south, -60.0, north)))
        counted = np.sum((found.points.lat_deg > south) & (found.points.lat_deg < north)) * 100.0
        assert counted == pytest.approx(outlines.area_km2(strip), rel=0.02)


def test_burkina_faso_has_its_45_provinces():
    found = solve("BFA", grid_km=10)
    assert len(found.provinces) == 45
    assert set(found.points.province) == set(found.provinces.province)
    assert {"Kadiogo", "Boulkiemdé", "Oudalan"} <= set(found.provinces.province)
    assert found.provinces.area_km2.sum() == pytest.approx(found.area_km2, rel=1e-3)
    assert any("before July 2025" in str(note) for note in found.notes)
    assert len(found.borders["features"]) == 46


def test_a_coarse_grid_still_gives_each_province_a_point():
    found = solve("BFA", grid_km=300)
    assert len(set(found.points.province)) == 45
    assert found.points.area_km2.sum() == pytest.approx(found.area_km2)


def test_several_countries_share_one_territory():
    found = solve("BFA", "MLI", "NER", grid_km=40)
    assert found.countries == ("BFA", "MLI", "NER")
    assert found.area_km2 == pytest.approx(sum(solve(c, grid_km=40).area_km2 for c in ("BFA", "MLI", "NER")))
    assert set(found.points.country) == {"BFA", "MLI", "NER"}
    by_country = [found.points.area_km2[found.points.country == c].sum() for c in found.areas.country]
    assert by_country == pytest.approx(found.areas.area_km2)
    assert found.population_count == pytest.approx(found.areas.population_count.sum())


def test_land_across_the_antimeridian_is_one_territory():
    found = solve("FJI")
    assert abs(abs(found.centre_lon_deg) - 178.5) < 1.0
    assert found.points.lon_deg.max() > 177.0
    assert found.points.lon_deg.min() < -178.0
    assert 15_000 < found.area_km2 < 21_000


def test_far_islands_are_covered_and_the_vatican_has_its_point():
    assert set(np.sign(solve("KIR").points.lon_deg)) == {-1.0, 1.0}
    assert solve("VAT").point_count == 1
    assert solve("VAT").area_km2 == pytest.approx(0.44, abs=0.01)


def test_parts_of_half_a_cell_get_a_point():
    found = solve("NZL", grid_km=150)
    assert (found.points.lat_deg > -41.0).any()
    assert (found.points.lat_deg < -42.0).any()


def test_the_automatic_grid_is_said():
    found = solve("BRA")
    assert 1_400 < found.point_count < 3_600
    assert f"{found.grid_km:g} km" in str(found.notes[0])
    assert solve("BRA", grid_km=100).notes[0].template != found.notes[0].template


def test_a_grid_too_fine_is_refused():
    with pytest.raises(StudyError, match=r"places.grid_km is 1 .* try 100"):
        solve("RUS", grid_km=1)


def test_default_stations():
    assert solve("BFA").stations.station.tolist() == ["koudougou"]
    assert solve("KAZ").stations.name.tolist() == ["Astana"]
    assert solve("TUV").stations.name.tolist() == ["Funafuti"]
    assert solve("BVT").stations.name.tolist() == ["Bouvet Island"]
    assert any("Astana" in str(note) for note in solve("KAZ").notes)


def test_named_stations_and_own_ones():
    own = {"name": "Bobo", "latitude_deg": 11.18, "longitude_deg": -4.29, "elevation_deg": 15}
    found = solve("BFA", stations=("Koudougou", "nen_svalbard", "accra", own)).stations
    assert found.station.tolist() == ["koudougou", "nen_svalbard", "viasat_accra", "Bobo"]
    assert found.elevation_deg.tolist() == [10.0, 10.0, 10.0, 15.0]
    assert found.lat_deg[0] == pytest.approx(12.25)
    assert found.country.tolist()[:2] == ["BFA", "SJM"]


def test_shipped_stations():
    table = catalog.read("stations")
    assert len(table) == 118
    assert {"KSAT", "SSC", "Viasat", "Leaf Space", "NASA DSN", "national"} <= set(table["provider"])
    assert np.all(np.abs(table["lat_deg"]) <= 90)


def test_cities_are_largest_first():
    found = solve("BFA", "KIR").cities
    assert found.name[0] == "Ouagadougou"
    assert np.all(np.diff(found.population_count[found.country == "BFA"]) <= 0)
    assert (found.country == "KIR").sum() > 10


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"countries": ["BFX"]}, "did you mean BFA?"),
        ({"countries": ["BF"]}, "did you mean BFA?"),
        ({"countries": ["Burkina Faso"]}, "did you mean BFA?"),
        ({"countries": ["Allemagne"]}, "did you mean DEU?"),
        ({"countries": []}, "says no place"),
        ({}, "says no place"),
        ({"countries": ["BFA"], "stations": ["koudoogou"]}, "did you mean koudougou?"),
        ({"countries": ["BFA"], "stations": ["svalbard"]}, "ksat_svalbard, nen_svalbard"),
        ({"countries": ["BFA"], "stations": [7]}, "neither the name of a station nor a section"),
        (
            {"countries": ["BFA"], "stations": [{"name": "x", "latitude_deg": 95, "longitude_deg": 0}]},
            "less than or equal",
        ),
        ({"countries": ["BFA"], "stations": [{"name": "x", "latitude_deg": 5}]}, "Field required"),
        ({"countries": ["BFA"], "geojson": "none.geojson"}, "there is no file"),
        ({"countries": ["BFA"], "grid_km": 0}, "greater than or equal"),
        ({"countries": ["BFA"], "elevation_deg": 95}, "less than 90"),
    ],
)
def test_a_mistake_is_one_sentence(keys, says):
    with pytest.raises(ValidationError, match=says) as raised:
        places.Inputs(**keys)
    assert len(raised.value.errors()) == 1


def test_codes_are_taken_in_any_case_and_once():
    assert solve("bfa", "BFA", grid_km=100).countries == ("BFA",)


def test_borders_are_geojson():
    found = solve("FJI")
    again = json.loads(json.dumps(found.borders))
    assert again["type"] == "FeatureCollection"
    assert shape(again["features"][0]["geometry"]).is_valid


def test_automatic_spacing_is_bounded():
    for area_km2 in (0.4, 1e3, 1e5, 1e6, 1.7e7, 1.3e8):
        assert area_km2 / lattice.automatic_spacing_km(area_km2) ** 2 < 6_500
