"""Contacts of flown satellites against Skyfield: one for one, rise and set to 0.1 s at equal UT1.

Element sets: CelesTrak group "resource" near 2026-04-14, kept beside this file. Skyfield: B. Rhodes, Skyfield
(ascl:1907.024), `EarthSatellite.find_events`, which samples and bisects to within a second; we refine its own altitude
to a millisecond. Its Earth turns by its own IERS table, so UT1 is set to ours.
"""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

skyfield_api = pytest.importorskip("skyfield.api")

from spacefaring.coverage import passes  # noqa: E402
from spacefaring.coverage.earth_rotation import turning  # noqa: E402

START = datetime(2026, 4, 14, tzinfo=UTC)
DAYS = 2
# Koudougou, Svalbard, Suva (near the antimeridian), Quito (equator).
STATIONS = {"koudougou": (12.25, -2.36), "svalbard": (78.23, 15.39), "suva": (-18.1, 179.9), "quito": (0.0, -78.5)}
ELEVATION_DEG = 5.0


def element_sets():
    lines = (Path(__file__).parent / "resource_2026-04-14.tle").read_text().splitlines()
    return {lines[k].strip(): (lines[k + 1], lines[k + 2]) for k in range(0, len(lines), 3)}


@pytest.fixture(scope="module")
def timescale():
    """Skyfield's clock with our UT1 less UTC."""
    builtin = skyfield_api.load.timescale(builtin=True)
    table = turning(START, DAYS * 86400.0)
    assert table.ut1_known
    from spacefaring import catalog
    from spacefaring.kernels.time import mjd_utc_from_datetime, ut1_minus_utc_s

    shipped = catalog.read("earth_orientation")
    ours_s = float(ut1_minus_utc_s(mjd_utc_from_datetime(START), shipped["mjd_day"], shipped["ut1_minus_utc_s"])[0])
    theirs_s = float(builtin.from_datetime(START).dut1)
    assert abs(ours_s - theirs_s) < 0.3  # its table may be older than ours
    return builtin, theirs_s - ours_s


def refined(satellite, place, clock, when_s):
    """Moment near `when_s` at which Skyfield's own altitude passes the mask."""

    def above(time_s):
        moment = clock.utc(2026, 4, 14, 0, 0, time_s)
        return (satellite - place).at(moment).altaz()[0].degrees - ELEVATION_DEG

    low, high = when_s - 5.0, when_s + 5.0
    rises = above(high) > 0
    for _ in range(18):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if (above(middle) > 0) == rises else (middle, high)
    return 0.5 * (low + high)


@pytest.mark.parametrize("station", STATIONS)
def test_contacts_one_for_one(station, timescale):
    clock, ut1_difference_s = timescale
    latitude, longitude = STATIONS[station]
    place = skyfield_api.wgs84.latlon(latitude, longitude)
    for name, lines in element_sets().items():
        satellite = skyfield_api.EarthSatellite(*lines, name, clock)
        end = clock.utc(2026, 4, 14 + DAYS)
        found, kinds = satellite.find_events(place, clock.from_datetime(START), end, altitude_degrees=ELEVATION_DEG)
        theirs_s = (found.utc_datetime() - START) if len(found) else []
        theirs_s = np.array([t.total_seconds() for t in theirs_s])
        ours = passes([lines], latitude, longitude, START, DAYS, elevation_deg=ELEVATION_DEG)
        for column, kind, cut in ((ours.start_s, 0, ours.start_cut), (ours.end_s, 2, ours.end_cut)):
            theirs = np.array([refined(satellite, place, clock, t) for t in theirs_s[kinds == kind]])
            assert len(theirs) == np.sum(~cut), name
            # A turned Earth shifts a pass by no more than its own difference in UT1.
            assert column[~cut] == pytest.approx(theirs, abs=0.1 + abs(ut1_difference_s)), name


def test_summits_agree(timescale):
    clock, _ = timescale
    place = skyfield_api.wgs84.latlon(*STATIONS["koudougou"])
    name, lines = next(iter(element_sets().items()))
    satellite = skyfield_api.EarthSatellite(*lines, name, clock)
    ours = passes([lines], *STATIONS["koudougou"], START, DAYS, elevation_deg=ELEVATION_DEG)
    for row in ours.rows():
        time_s = np.linspace(row["start_s"], row["end_s"], 2001)
        altitude, _, distance = (satellite - place).at(clock.utc(2026, 4, 14, 0, 0, time_s)).altaz()
        assert row["maximum_elevation_deg"] == pytest.approx(altitude.degrees.max(), abs=0.02)
        assert row["minimum_range_km"] == pytest.approx(distance.km.min(), abs=0.3)
