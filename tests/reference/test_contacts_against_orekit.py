"""Contacts and windows against Orekit: one for one, rise and set to 0.1 s at equal UT1.

Orekit 13.1 (CS Group), run by make_orekit_contacts.py on element sets of CelesTrak and of AIAA 2006-6753: its own TLE
propagator, the ITRF with polar motion, event detectors refined to a microsecond; the tests read the CSV it wrote. Low,
high, equatorial, eccentric (0.19 and 0.15), GPS and geostationary satellites; masks, and cones of 30 degrees.

Polar motion (left out here, up to 15 m) and the equation of the equinoxes may move an edge by milliseconds; a slow
satellite crosses its limit slowly, so there the angle is compared instead: 15 m at its distance.
"""

import csv
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from spacefaring import catalog
from spacefaring.coverage import passes
from spacefaring.kernels.time import mjd_utc_from_datetime, ut1_minus_utc_s

STATIONS = {  # as in make_orekit_contacts.py
    "koudougou": (12.25, -2.36, 300.0, 5.0),
    "svalbard": (78.23, 15.39, 450.0, 5.0),
    "suva": (-18.1, 179.9, 0.0, 10.0),
    "quito": (0.0, -78.5, 2_850.0, 5.0),
    "south pole": (-90.0, 0.0, 2_800.0, 5.0),
    "uelen": (66.16, -169.8, 10.0, 0.0),
}
DAYS = 7
TOLERANCE = {"start_s": 0.1, "end_s": 0.1, "maximum_elevation_deg": 0.003, "minimum_range_km": 0.1}
SLOW = "14128"  # climbs by as little as 0.0005 degrees a second at the mask: 15 m are 0.3 s


def _rows(name):
    with (Path(__file__).parent / "data" / name).open() as handle:
        return list(csv.DictReader(handle))


SATELLITES = {row["satellite"]: row for row in _rows("orekit_contacts_satellites.csv")}
WRITTEN = _rows("orekit_contacts.csv")


def ours(satellite, rule):
    """Our windows for the same satellite, rule, stations and start."""
    latitude, longitude, height, mask = np.array(list(STATIONS.values())).T
    field = {"elevation_deg": mask} if rule == "mask" else {"half_angle_deg": 30.0}
    row = SATELLITES[satellite]
    lines, start = (row["line_1"], row["line_2"]), row["start_utc"]
    return passes([lines], latitude, longitude, start, DAYS, height_m=height, **field)


def theirs(satellite, rule, station):
    return [
        row for row in WRITTEN if row["satellite"] == satellite and row["rule"] == rule and row["station"] == station
    ]


@pytest.mark.parametrize("satellite", SATELLITES)
@pytest.mark.parametrize("rule", sorted({row["rule"] for row in WRITTEN}))
def test_windows_one_for_one(satellite, rule):
    if rule == "cone" and not any(row["satellite"] == satellite and row["rule"] == "cone" for row in WRITTEN):
        pytest.skip("too high for a cone of 30 degrees")
    found = ours(satellite, rule)
    for point, station in enumerate(STATIONS):
        rows, mine = theirs(satellite, rule, station), found.point_index == point
        assert mine.sum() == len(rows), station
        for column, tolerance in TOLERANCE.items():
            expected = [float(row[column]) for row in rows]
            edge = column in ("start_s", "end_s")
            allowed = 1.0 if edge and satellite == SLOW else tolerance
            assert getattr(found, column)[mine] == pytest.approx(expected, abs=allowed), (station, column)


def test_both_turn_by_the_same_ut1():
    table = catalog.read("earth_orientation")
    for row in SATELLITES.values():
        moment = mjd_utc_from_datetime(datetime.fromisoformat(row["start_utc"]).replace(tzinfo=UTC))
        ut1_s, known = ut1_minus_utc_s(moment, table["mjd_day"], table["ut1_minus_utc_s"])
        assert known
        assert float(ut1_s) == pytest.approx(float(row["ut1_minus_utc_s"]), abs=0.005)  # ours is newer: 2.6 ms, a metre
