"""What `passes` and `revisit` accept, refuse, mark and promise."""

import subprocess
import sys
from datetime import UTC, datetime

import numpy as np
import pytest
from sgp4.api import Satrec

from spacefaring.coverage import Ephemeris, MeanOrbits, passes, revisit, windows
from spacefaring.errors import StudyError
from spacefaring.kernels.orbits import mean_elements_to_state

START = datetime(2026, 4, 14, tzinfo=UTC)
LINES = (
    "1 49260U 21088A   26103.92213628  .00000211  00000+0  56728-4 0  9990",
    "2 49260  98.1885 175.1284 0001139 100.3231 259.8096 14.57112999241648",
)
GEOSTATIONARY = np.array([42_164_172.0, 0.0, 0.0, 0.0, 0.0, 1.0])
LOW = np.array([6_928_137.0, 0.001, 1.70, 0.3, 0.0, 0.0])


def test_a_pair_of_lines_and_a_record_are_the_same_satellite():
    by_lines = passes([LINES], 12.25, -2.36, START, 3, elevation_deg=10)
    by_record = passes(Satrec.twoline2rv(*LINES), 12.25, -2.36, "2026-04-14T00:00:00", 3, elevation_deg=10)
    assert by_lines.start_s == pytest.approx(by_record.start_s)
    assert len(by_lines) > 3


def test_an_omm_is_a_satellite():
    """The same element set in the words of CCSDS 502.0-B."""
    mapping = {
        "OBJECT_NAME": "LANDSAT 9", "OBJECT_ID": "2021-088A", "EPOCH": "2026-04-13T22:07:52.577000",
        "MEAN_MOTION": "14.57112999", "ECCENTRICITY": "0.0001139", "INCLINATION": "98.1885",
        "RA_OF_ASC_NODE": "175.1284",
        "ARG_OF_PERICENTER": "100.3231", "MEAN_ANOMALY": "259.8096", "EPHEMERIS_TYPE": "0", "CLASSIFICATION_TYPE": "U",
        "NORAD_CAT_ID": "49260", "ELEMENT_SET_NO": "999", "REV_AT_EPOCH": "24164", "BSTAR": "0.56728E-4",
        "MEAN_MOTION_DOT": "0.00000211", "MEAN_MOTION_DDOT": "0",
    }  # fmt: skip
    by_lines = passes([LINES], 12.25, -2.36, START, 1, elevation_deg=10)
    by_omm = passes([mapping], 12.25, -2.36, START, 1, elevation_deg=10)
    assert by_omm.start_s == pytest.approx(by_lines.start_s, abs=0.05)


def test_windows_come_by_point_and_time():
    many = MeanOrbits(np.array([LOW, LOW + np.array([0, 0, 0, 1, 0, 1])]), START)
    found = passes(many, [12.0, -40.0, 80.0], [0.0, 100.0, 20.0], START, 2, elevation_deg=5)
    assert (np.diff(found.point_index) >= 0).all()
    assert all((np.diff(found.start_s[found.point_index == k]) > 0).all() for k in range(3))
    assert set(found.satellite_index) == {0, 1}


def test_the_order_of_points_does_not_matter():
    random = np.random.default_rng(4)
    latitude, longitude, order = random.uniform(-90, 90, 500), random.uniform(-180, 180, 500), random.permutation(500)
    orbit = MeanOrbits(LOW, START)
    straight = revisit(orbit, latitude, longitude, START, 2, half_angle_deg=35)
    mixed = revisit(orbit, latitude[order], longitude[order], START, 2, half_angle_deg=35)
    assert mixed.window_count.tolist() == straight.window_count[order].tolist()
    assert mixed.access_hour == pytest.approx(straight.access_hour[order], abs=1e-9)


def test_a_geostationary_satellite_is_one_window_cut_at_both_ends():
    found = passes(MeanOrbits(GEOSTATIONARY, START), 0.0, -146.0, START, 2, elevation_deg=10)
    seen = revisit(MeanOrbits(GEOSTATIONARY, START), 0.0, -146.0, START, 2, elevation_deg=10)
    assert len(found) == 1
    assert found.start_cut[0]
    assert found.end_cut[0]
    assert found.end_s[0] - found.start_s[0] == pytest.approx(2 * 86400)
    assert np.isnan(seen.gap_max_hour[0])


def test_a_point_never_seen_has_no_figures():
    seen = revisit(MeanOrbits(np.array([6.9e6, 0, 0.1, 0, 0, 0]), START), 80.0, 0.0, START, 1, elevation_deg=10)
    assert seen.window_count[0] == 0
    assert seen.access_hour[0] == 0
    assert np.isnan(seen.gap_mean_hour[0])


def test_short_windows_are_dropped_on_request():
    orbit = MeanOrbits(LOW, START)
    every = passes(orbit, 12.0, 0.0, START, 5, elevation_deg=5)
    longer = passes(orbit, 12.0, 0.0, START, 5, elevation_deg=5, minimum_duration_s=300)
    assert longer.start_s.tolist() == every.start_s[every.end_s - every.start_s >= 300].tolist()


def test_both_limits_bind_together():
    orbit = MeanOrbits(LOW, START)
    where = {"lat_deg": 12.0, "lon_deg": 0.0, "start_utc": START, "duration_day": 10}
    cone, mask, both = (
        revisit(orbit, **where, half_angle_deg=a, elevation_deg=e).access_hour[0]
        for a, e in ((50.0, None), (None, 35.0), (50.0, 35.0))
    )
    assert both == pytest.approx(min(cone, mask), rel=0.05)


def test_each_point_may_have_its_own_mask():
    orbit = MeanOrbits(LOW, START)
    found = revisit(orbit, [12.0, 12.0], [0.0, 0.0], START, 5, elevation_deg=[5.0, 40.0])
    alone = revisit(orbit, 12.0, 0.0, START, 5, elevation_deg=40.0)
    assert found.access_hour[1] == pytest.approx(alone.access_hour[0])
    assert found.access_hour[0] > found.access_hour[1]


def test_ut1_beyond_its_table_is_flagged():
    orbit = MeanOrbits(LOW, START)
    assert passes(orbit, 12.0, 0.0, START, 1, elevation_deg=5).ut1_known.all()
    late = datetime(2031, 1, 1, tzinfo=UTC)
    assert not passes(MeanOrbits(LOW, late), 12.0, 0.0, late, 1, elevation_deg=5).ut1_known.any()


def test_a_year_is_twelve_months():
    orbit = MeanOrbits(LOW, START)
    year = revisit(orbit, 12.0, 0.0, START, 365, elevation_deg=20)
    month = revisit(orbit, 12.0, 0.0, START, 30, elevation_deg=20)
    assert year.window_count[0] == pytest.approx(month.window_count[0] * 365 / 30, rel=0.05)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lat_deg": 95.0}, "latitude and longitude exchanged"),
        ({"lat_deg": np.nan}, "lat_deg is nan"),
        ({"lat_deg": []}, "at least one point"),
        ({"elevation_deg": None}, "no field of regard"),
        ({"elevation_deg": 95.0}, "elevation_deg"),
        ({"half_angle_deg": 120.0}, "half_angle_deg is 120"),
        ({"swath_km": 50.0}, "stands alone"),
        ({"nadir": "down"}, "allowed: geodetic, geocentric"),
        ({"duration_day": 0.0}, "duration_day"),
        ({"start_utc": "soon"}, "give a moment"),
        ({"satellites": [("a", "b")]}, "two lines of a TLE"),
    ],
)
def test_wrong_questions_are_refused_in_words(change, words):
    asked = {"satellites": [LINES], "lat_deg": 1.0, "lon_deg": 1.0, "start_utc": START, "duration_day": 1.0}
    asked["elevation_deg"] = 5.0
    with pytest.raises(StudyError, match=words):
        passes(**(asked | change))


def test_an_ephemeris_must_cover_the_span():
    time_s = np.arange(0.0, 7200.0, 60.0)
    table = Ephemeris(time_s, mean_elements_to_state(LOW, time_s)[0], START)
    with pytest.raises(StudyError, match="ephemeris runs"):
        passes(table, 1.0, 1.0, START, 1.0, elevation_deg=5.0)


def test_a_satellite_that_has_come_down_is_not_one_without_passes():
    falling = [
        "1 29141U 85108AA  06170.26783845  .99999999  00000-0  13519-0 0   718",
        "2 29141  82.4288 273.4882 0015848 277.2124  83.9133 15.93343074  6828",
    ]
    asked = 12.25, -2.36, datetime(2006, 6, 19, 7, tzinfo=UTC), 1.0
    with pytest.raises(StudyError, match=r"29141.*has decayed"):
        passes([LINES, tuple(falling)], *asked, elevation_deg=5.0)


def test_holes_in_a_table_or_in_elements_are_refused():
    time_s = np.arange(0.0, 90_000.0, 60.0)
    position = mean_elements_to_state(LOW, time_s)[0]
    position[0, 700] = np.nan
    with pytest.raises(StudyError, match="satellite 0 holds a value that is not a number"):
        passes(Ephemeris(time_s, position, START), 1.0, 1.0, START, 1.0, elevation_deg=5.0)
    with pytest.raises(StudyError, match="satellite 1 holds a value that is not a number"):
        passes(MeanOrbits(np.array([LOW, LOW * np.nan]), START), 1.0, 1.0, START, 1.0, elevation_deg=5.0)


def test_a_script_loads_what_it_needs_and_no_more():
    ask = "import sys; from spacefaring.coverage import passes, revisit; "
    ask += f"passes([{LINES}], 12.25, -2.36, '2026-04-14', 1, elevation_deg=10); "
    ask += "print([name for name in ('pydantic', 'scipy.linalg') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True).stdout.strip() == "[]"


@pytest.mark.parametrize(("language", "words"), [("fr", "compilation des noyaux"), ("en", "compiling the coverage")])
def test_whoever_waits_for_the_compiler_is_told_why(language, words, monkeypatch, capsys):
    monkeypatch.setenv("SPACEFARING_LANG", language)
    monkeypatch.setattr(windows, "is_cold", lambda function: True)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    passes([LINES], 12.25, -2.36, START, 1, elevation_deg=10)
    assert words in capsys.readouterr().err
