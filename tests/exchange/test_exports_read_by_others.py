"""Each export is opened by a reader that we did not write, and says what the results say."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.report import sample

from spacefaring import exchange, results
from spacefaring.exchange.flights import flights


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> results.Stored:
    folder = sample.write(tmp_path_factory.mktemp("pair"), "pair")
    stored = results.read(folder)
    exchange.write(stored, folder)
    return stored


def test_oem_read_by_the_oem_package(pair: results.Stored) -> None:
    oem = pytest.importorskip("oem")
    read = oem.OrbitEphemerisMessage.open(pair.folder / "exports" / "orbit.oem")
    flight = next(flights(pair))
    states = list(read.states)
    assert len(states) == len(flight.time_s)
    assert states[0].frame == "TEME"
    np.testing.assert_allclose(states[7].position, flight.position_teme_km[7], atol=1e-6)
    np.testing.assert_allclose(states[7].velocity, flight.velocity_teme_km_per_s[7], atol=1e-9)
    assert (states[-1].epoch - states[0].epoch).sec == pytest.approx(flight.time_s[-1] - flight.time_s[0])


def test_czml_packets_accepted_by_czml3(pair: results.Stored) -> None:
    czml3 = pytest.importorskip("czml3")
    packets = json.loads((pair.folder / "exports" / "orbit.czml").read_text("utf-8"))
    assert packets[0]["id"] == "document"
    for packet in packets:
        about = {k: v for k, v in packet.items() if k not in ("clock",)}
        assert json.loads(czml3.Packet(**about).dumps())["id"] == packet["id"]


def test_czml_keeps_a_geostationary_satellite_still(pair: results.Stored, tmp_path: Path) -> None:
    packets = json.loads((pair.folder / "exports" / "orbit.czml").read_text("utf-8"))
    cartesian = np.array(next(p for p in packets if p["id"] == "relay-1")["position"]["cartesian"]).reshape(-1, 4)[
        :, 1:
    ]
    # The sample's relay turns in the x-z plane at the sidereal rate: its distance is that of the geostationary ring.
    np.testing.assert_allclose(np.linalg.norm(cartesian, axis=1), 42_164_000.0, rtol=1e-6)


def test_geojson_read_by_shapely(pair: results.Stored) -> None:
    import shapely

    text = (pair.folder / "exports" / "coverage.geojson").read_text("utf-8")
    shapes = shapely.from_geojson(text)
    points = pair.tables["eye_coverage_points"]
    x, y = shapely.get_x(shapely.get_parts(shapes)), shapely.get_y(shapely.get_parts(shapes))
    np.testing.assert_allclose(x[: len(points["lon_deg"])], points["lon_deg"], atol=1e-6)
    np.testing.assert_allclose(y[: len(points["lat_deg"])], points["lat_deg"], atol=1e-6)


def test_contacts_read_by_icalendar(pair: results.Stored) -> None:
    icalendar = pytest.importorskip("icalendar")
    calendar = icalendar.Calendar.from_ical((pair.folder / "exports" / "contacts.ics").read_bytes())
    events = list(calendar.walk("VEVENT"))
    contacts = pair.tables["eye_coverage_contacts"]
    assert len(events) == 2 * len(contacts["station"])
    assert events[0]["DTSTART"].dt.isoformat() == "2029-01-01T08:12:03+00:00"
    assert all(e["DTEND"].dt > e["DTSTART"].dt for e in events)
    assert len({str(e["UID"]) for e in events}) == len(events)


def test_activity_valid_under_the_iati_schema(pair: results.Stored) -> None:
    iati = pytest.importorskip("okfn_iati")
    text = (pair.folder / "exports" / "activity.iati.xml").read_text("utf-8")
    valid, errors = iati.IatiValidator().validate(text)
    assert valid, errors


def test_grid_read_by_xarray(pair: results.Stored) -> None:
    xarray = pytest.importorskip("xarray")
    with xarray.open_dataset(pair.folder / "grids" / "coverage.nc", engine="scipy") as grid:
        assert grid.attrs["featureType"] == "point"
        points = pair.tables["eye_coverage_points"]
        np.testing.assert_allclose(grid["eye_gap_mean_hour"], points["gap_mean_hour"])
        assert grid["latitude"].attrs["units"] == "degrees_north"
        assert "latitude" in grid["eye_gap_mean_hour"].encoding.get("coordinates", "")


def test_mean_elements_read_by_sgp4(pair: results.Stored) -> None:
    from sgp4 import omm
    from sgp4.api import Satrec

    text = (pair.folder / "exports" / "orbit.omm").read_text("ascii")
    fields = dict(line.split(" = ", 1) for line in text.splitlines() if " = " in line)
    satellite = Satrec()
    omm.initialize(satellite, {**fields, "OBJECT_ID": "2029-001A"})
    error, position, _ = satellite.sgp4(satellite.jdsatepoch, satellite.jdsatepochF)
    assert error == 0
    # SGP4 takes its mean motion as Kozai's and adds short-period terms: the radius agrees to some tens of kilometres.
    assert np.linalg.norm(position) == pytest.approx(
        float(pair.tables["eye_orbit_satellites"]["semi_major_axis_km"][0]), abs=30
    )


def test_map_read_by_fastkml(pair: results.Stored) -> None:
    fastkml = pytest.importorskip("fastkml")
    document = fastkml.KML.from_string(
        (pair.folder / "exports" / "map.kml").read_bytes().decode("utf-8").partition("\n")[2]
    )
    places = list(fastkml.utils.find_all(document, of_type=fastkml.Placemark))
    names = [p.name for p in places]
    assert {"koudougou", "Ouagadougou", "eye-1", "relay-1"} <= set(names)
    station = next(p for p in places if p.name == "koudougou")
    assert (station.geometry.x, station.geometry.y) == pytest.approx((-2.36, 12.25))


def test_requirements_read_by_the_reqif_package(pair: results.Stored) -> None:
    reqif = pytest.importorskip("reqif.parser")
    bundle = reqif.ReqIFParser.parse(str(pair.folder / "exports" / "requirements.reqif"))
    requirements = bundle.core_content.req_if_content.spec_objects
    assert len(requirements) == len(pair.tables["need_requirements"]["need_id"])
    assert {a.value for r in requirements for a in r.attributes} >= {"crops", "gsd_m", "10.0"}
    specification = bundle.core_content.req_if_content.specifications[0]
    assert len(list(bundle.iterate_specification_hierarchy(specification))) == len(requirements)


def test_same_results_give_the_same_bytes(pair: results.Stored) -> None:
    first, second = dict(exchange.files(pair)), dict(exchange.files(pair))
    assert first == second
    assert "exports/orbit-relay-1.oem" in first


@pytest.mark.parametrize("kind", sample.KINDS)
def test_every_kind_of_study_exports_what_it_can(kind: str, tmp_path: Path) -> None:
    stored = results.read(sample.write(tmp_path, kind))
    names = {name for name, _ in exchange.files(stored)}
    assert ("exports/orbit.oem" in names) == (kind != "bare")
    assert ("exports/activity.iati.xml" in names) == (kind != "failed")
