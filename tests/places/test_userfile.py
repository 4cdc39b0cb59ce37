"""A user's GeoJSON: what is read, and how what cannot be read is said."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from shapely.geometry import box

from spacefaring import places
from spacefaring.errors import StudyError
from spacefaring.places import lattice, outlines

SQUARE = [[[-2.0, 12.0], [-1.0, 12.0], [-1.0, 13.0], [-2.0, 13.0], [-2.0, 12.0]]]


def polygon(coordinates=SQUARE, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": coordinates}}


def shifted(by):
    return [[[x + by, y] for x, y in ring] for ring in SQUARE]


def solve(tmp_path, content, **keys):
    file = tmp_path / "territory.geojson"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return places.solve(places.Inputs(geojson=str(file), **keys))


def test_features_become_named_regions(tmp_path):
    both = {"type": "FeatureCollection", "features": [polygon(name="West"), polygon(shifted(1.0), nom="Est")]}
    found = solve(tmp_path, both, grid_km=10)
    assert found.provinces.province.tolist() == ["West", "Est"]
    assert found.countries == ("BFA",)
    assert found.area_km2 == pytest.approx(2 * 12_000, rel=0.02)
    assert found.points.area_km2.sum() == pytest.approx(found.area_km2)
    assert found.stations.station.tolist() == ["koudougou"]
    assert found.city_count > 100


def test_a_bare_geometry_and_a_byte_order_mark_are_fine(tmp_path):
    text = b"\xef\xbb\xbf" + json.dumps({"type": "Polygon", "coordinates": SQUARE}).encode()
    assert solve(tmp_path, text).provinces.province.tolist() == ["zone 1"]


def test_only_the_countries_of_the_study_are_kept(tmp_path):
    """As the members of a coalition are solved each for its own land."""
    both = {"type": "FeatureCollection", "features": [polygon(name="here"), polygon(shifted(-6.0), name="there")]}
    assert solve(tmp_path, both).countries == ("BFA", "MLI")
    assert solve(tmp_path, both, countries=("MLI",)).provinces.province.tolist() == ["there"]
    assert solve(tmp_path, polygon(country="mli"), countries=("MLI",)).countries == ("MLI",)
    assert solve(tmp_path, polygon(shifted(-30.0)), countries=("SEN",)).countries == ("SEN",)
    with pytest.raises(StudyError, match="has no feature in SEN; its features lie in BFA"):
        solve(tmp_path, polygon(), countries=("SEN",))


def test_land_at_sea_belongs_to_nobody(tmp_path):
    found = solve(tmp_path, polygon(shifted(-30.0)))
    assert found.countries == ("ZZZ",)
    assert found.city_count == 0
    assert np.isnan(found.areas.population_count[0])
    assert found.station_count == 1
    assert any("ZZZ" in str(note) for note in found.notes)


def test_a_bow_tie_is_mended(tmp_path):
    bow = [[[-2.0, 12.0], [-1.0, 13.0], [-1.0, 12.0], [-2.0, 13.0], [-2.0, 12.0]]]
    assert solve(tmp_path, polygon(bow)).area_km2 == pytest.approx(6_000, rel=0.05)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is not JSON: line 1, column 1"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not text in UTF-8"),
        (b"[1, 2", "is not JSON"),
        (b"[" * 200_000, "nested too deeply|not JSON"),
        ({"type": "Topology"}, "is of type 'Topology'; allowed: FeatureCollection"),
        ({"type": "FeatureCollection", "features": []}, "holds 0 features"),
        ({"type": "FeatureCollection", "features": [3]}, "feature 1 of type None"),
        (
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}},
            "of type 'Point'; allowed: Polygon",
        ),
        ({"type": "Feature", "geometry": {"type": "Polygon"}}, "not pairs"),
        ({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [["a"]]}}, "not pairs"),
        (
            polygon([[[-2, 12], [-1, 95], [-1, 13], [-2, 12]]]),
            "latitude of 95, outside -90 to 90 deg; are the two exchanged?",
        ),
        (polygon([[[4e5, 1e6], [5e5, 1e6], [5e5, 2e6], [4e5, 1e6]]]), "are these metres of a projection?"),
        (polygon([[[170, 0], [190, 0], [190, 5], [170, 0]]]), "longitude of 190, outside -180 to 180"),
        (polygon([[[0, 0], [1, 1], [2, 2], [0, 0]]]), "without any area"),
        ({"type": "FeatureCollection", "features": [polygon(), polygon()]}, "overlap by 100%"),
        (polygon() | {"crs": {"type": "name", "properties": {"name": "EPSG:32630"}}}, "coordinate system of its own"),
        (b'{"type": "Polygon", "coordinates": [[[NaN, 0], [1, 1], [2, 0], [NaN, 0]]]}', "finite coordinates|not pairs"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(tmp_path, content, says):
    with pytest.raises(StudyError, match=says) as raised:
        solve(tmp_path, content)
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith("places.geojson: the file territory.geojson ")


def test_a_missing_file_a_folder_and_a_huge_file(tmp_path):
    for path, says in ((tmp_path / "none.geojson", "there is no file"), (tmp_path, "is not a file")):
        with pytest.raises(ValidationError, match=says):
            places.Inputs(geojson=str(path))
    with (tmp_path / "huge.geojson").open("wb") as handle:
        handle.truncate(100_000_000)
    with pytest.raises(StudyError, match="holds 100000000 bytes; allowed: up to 20000000"):
        places.solve(places.Inputs(geojson=str(tmp_path / "huge.geojson")))


@settings(max_examples=60, deadline=None)
@given(st.floats(-179, 179), st.floats(-85, 80), st.floats(0.01, 40), st.floats(0.01, 5), st.floats(1, 300))
def test_points_of_any_box_lie_in_it_and_share_its_area(west, south, wide, high, grid_km):
    """Boxes anywhere, across the antimeridian too, where they are cut as GeoJSON asks."""
    east, north = west + wide, min(south + high, 89.0)
    pieces = [
        box(west, south, min(east, 180.0), north),
        box(-180.0, south, east - 360.0, north) if east > 180.0 else None,
    ]
    outline = outlines.as_multipolygon(outlines.MultiPolygon([p for p in pieces if p is not None]))
    centre, _ = outlines.centre_deg([outline])
    lat, lon, area = lattice.points(outline, max(grid_km, np.sqrt(outlines.area_km2(outline) / 20_000)), centre)
    assert len(lat) >= 1
    assert area.sum() == pytest.approx(outlines.area_km2(outline))
    assert np.all((lat >= south) & (lat <= north))
    assert np.all(np.mod(lon - west, 360.0) <= wide + 1e-9)
