"""None missed: windows equal a dense scan at every step, whatever the orbit, point, rule or start."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import dense_scan as dense
import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sgp4.api import WGS72, Satrec

from spacefaring import catalog
from spacefaring.coverage import Ephemeris, MeanOrbits, passes, revisit
from spacefaring.kernels.time import JULIAN_DAY_MJD_ZERO, mjd_utc_from_datetime, ut1_minus_utc_s

STEP_S = 2.0
EARTH_RADIUS_M = 6_378_137.0
SOME = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=[Phase.generate]
)
FEW = settings(parent=SOME, max_examples=12)
# Poles, antimeridian, equator, and where we work.
LATITUDE_DEG = np.array([90.0, -90.0, 0.0, 0.0, 66.5, -33.0, 12.25])
LONGITUDE_DEG = np.array([0.0, 77.0, 180.0, -179.999, 25.0, 18.4, -2.36])

starts = st.datetimes(datetime(2020, 1, 1), datetime(2027, 6, 1)).map(lambda d: d.replace(tzinfo=UTC))
angles = st.floats(0.0, 6.28)
inclinations_deg = st.one_of(st.sampled_from([0.0, 90.0, 97.6, 180.0]), st.floats(0.0, 180.0))


@st.composite
def orbits(draw, highest_km=36_000.0):
    """Elements of orbits that stay above 250 km, with an eccentricity up to 0.2."""
    eccentricity = draw(st.one_of(st.just(0.0), st.floats(0.0, 0.01), st.floats(0.0, 0.2)))
    perigee_km = draw(st.one_of(st.floats(250.0, 1_500.0), st.floats(250.0, highest_km)))
    semi_major_axis_m = (EARTH_RADIUS_M + perigee_km * 1e3) / (1.0 - eccentricity)
    inclination = np.radians(draw(inclinations_deg))
    return np.array([semi_major_axis_m, eccentricity, inclination, draw(angles), draw(angles), draw(angles)])


@st.composite
def rules(draw):
    """A cone, a mask, or both; cones beyond the limb too."""
    rule = {"nadir": draw(st.sampled_from(["geodetic", "geocentric"]))}
    kind = draw(st.sampled_from(["cone", "mask", "both"]))
    if kind != "mask":
        rule["half_angle_deg"] = draw(st.one_of(st.floats(2.0, 55.0), st.floats(1.0, 89.0)))
    if kind != "cone":
        rule["elevation_deg"] = draw(st.floats(0.0, 70.0))
    return rule


def moments(start, duration_day, step_s=STEP_S):
    table = catalog.read("earth_orientation")
    mjd = mjd_utc_from_datetime(start)
    ut1 = float(ut1_minus_utc_s(mjd, table["mjd_day"], table["ut1_minus_utc_s"])[0])
    return np.arange(0.0, duration_day * 86400.0, step_s), mjd + JULIAN_DAY_MJD_ZERO, ut1


def assert_all_found(found, position_eci_m, start_jd, time_s, ut1, rule, tolerance=5e-7):
    """Every point, at every step. The tolerance of 5e-7 rad is 0.5 ms of a low pass, 4 ms of a high one."""
    position = dense.scene(position_eci_m, start_jd, time_s, ut1)
    limits = {name: value for name, value in rule.items() if name != "nadir"}
    up = dense.upward(position, rule["nadir"]) if "half_angle_deg" in rule else None
    for point, (latitude, longitude) in enumerate(zip(LATITUDE_DEG, LONGITUDE_DEG, strict=True)):
        mine = found.point_index == point
        truth = dense.clearance(position, up, latitude, longitude, **limits)
        dense.assert_same(found.start_s[mine], found.end_s[mine], truth, time_s, tolerance)


@SOME
@given(orbits(), rules(), starts)
def test_any_mean_orbit_and_rule(elements, rule, start):
    time_s, start_jd, ut1 = moments(start, 0.5)
    found = passes(MeanOrbits(elements, start), LATITUDE_DEG, LONGITUDE_DEG, start, 0.5, **rule)
    assert_all_found(found, dense.positions_of_elements(elements, time_s), start_jd, time_s, ut1, rule)


@SOME
@given(orbits(2_000.0), st.floats(0.95, 1.03), starts, st.booleans())
def test_cones_that_graze_the_limb_on_part_of_an_orbit(elements, share, start, masked):
    """Such pieces take another path than the rest; windows that run from one kind into the other stay whole."""
    apogee_m = elements[0] * (1.0 + elements[1])
    rule = {"nadir": "geodetic", "half_angle_deg": float(np.degrees(np.arcsin(share * 6_371_000.0 / apogee_m)))}
    if masked:
        rule["elevation_deg"] = 2.0
    time_s, start_jd, ut1 = moments(start, 0.5)
    found = passes(MeanOrbits(elements, start), LATITUDE_DEG, LONGITUDE_DEG, start, 0.5, **rule)
    assert_all_found(found, dense.positions_of_elements(elements, time_s), start_jd, time_s, ut1, rule)
    for point in range(len(LATITUDE_DEG)):
        mine = found.point_index == point
        assert (found.start_s[mine][1:] > found.end_s[mine][:-1] + 1e-4).all()


@FEW
@given(st.floats(0, 0.0003), st.floats(0, 0.3), angles, angles, rules(), starts)
def test_geosynchronous_orbits(eccentricity, inclination, raan, anomaly, rule, start):
    elements = np.array([42_164_172.0, eccentricity, inclination, raan, 0.0, anomaly])
    time_s, start_jd, ut1 = moments(start, 2.0, 10.0)
    found = passes(MeanOrbits(elements, start), LATITUDE_DEG, LONGITUDE_DEG, start, 2.0, **rule)
    assert_all_found(found, dense.positions_of_elements(elements, time_s), start_jd, time_s, ut1, rule)


def record(altitude_km, inclination_deg, start, eccentricity=0.001, raan=1.0, anomaly=2.0, bstar=1e-4):
    motion = np.sqrt(398600.8 / (6378.135 + altitude_km) ** 3) * 60
    epoch = (start.replace(tzinfo=None) - datetime(1949, 12, 31)).total_seconds() / 86400
    made = Satrec()
    made.sgp4init(
        WGS72, "i", 1, epoch, bstar, 0.0, 0.0, eccentricity, 1.0, np.radians(inclination_deg), anomaly, motion, raan
    )
    return made


@FEW
@given(st.floats(300, 1500), inclinations_deg.filter(lambda i: i < 179.0), angles, st.floats(0, 25), rules(), starts)
def test_sgp4_with_drag_weeks_after_its_epoch(altitude_km, inclination_deg, anomaly, later_day, rule, epoch):
    satellite = record(altitude_km, inclination_deg, epoch, anomaly=anomaly)
    start = epoch + timedelta(days=later_day)
    time_s, start_jd, ut1 = moments(start, 1.0)
    whole = np.floor(start_jd - 0.5) + 0.5
    error, position_km, _ = satellite.sgp4_array(np.full(len(time_s), whole), start_jd - whole + time_s / 86400.0)
    if error.any():
        return
    found = passes(satellite, LATITUDE_DEG, LONGITUDE_DEG, start, 1.0, **rule)
    assert_all_found(found, position_km * 1e3, start_jd, time_s, ut1, rule)


@FEW
@given(orbits(2_000.0), starts, st.booleans(), st.floats(-12, 60))
def test_daylight_on_the_ground(elements, start, wanted, sun_deg):
    time_s, start_jd, ut1 = moments(start, 1.0)
    found = passes(
        MeanOrbits(elements, start), LATITUDE_DEG, LONGITUDE_DEG, start, 1.0, elevation_deg=5.0, sunlit=wanted,
        sun_elevation_deg=sun_deg,
    )  # fmt: skip
    position = dense.scene(dense.positions_of_elements(elements, time_s), start_jd, time_s, ut1)
    for point, (latitude, longitude) in enumerate(zip(LATITUDE_DEG, LONGITUDE_DEG, strict=True)):
        sun = dense.sun_elevation_rad(latitude, longitude, start_jd, time_s, ut1) - np.radians(sun_deg)
        truth = dense.clearance(position, None, latitude, longitude, elevation_deg=5.0)
        truth = np.minimum(truth, sun if wanted else -sun)
        mine = found.point_index == point
        dense.assert_same(found.start_s[mine], found.end_s[mine], truth, time_s, tolerance=2e-6)


@FEW
@given(orbits(1_500.0), starts, st.booleans())
def test_light_on_the_satellite(elements, start, wanted):
    time_s, start_jd, ut1 = moments(start, 1.0)
    found = passes(
        MeanOrbits(elements, start), LATITUDE_DEG, LONGITUDE_DEG, start, 1.0, elevation_deg=5.0, satellite_sunlit=wanted
    )
    position_eci = dense.positions_of_elements(elements, time_s)
    lit = dense.satellite_is_lit(position_eci, start_jd, time_s) == wanted
    position = dense.scene(position_eci, start_jd, time_s, ut1)
    for point, (latitude, longitude) in enumerate(zip(LATITUDE_DEG, LONGITUDE_DEG, strict=True)):
        truth = (dense.clearance(position, None, latitude, longitude, elevation_deg=5.0) >= 0) & lit
        mine = found.point_index == point
        inside = dense.inside_windows(found.start_s[mine], found.end_s[mine], time_s)
        assert np.sum(inside != truth) <= 1 + len(found.start_s[mine]) // 8  # a step at the very edge of the shadow


@SOME
@given(orbits(1_500.0), rules(), starts)
def test_grazing_passes_are_found(elements, rule, start):
    """Raise the limit to just below each pass's best moment: a pass of a second or so must remain."""
    rule = {"elevation_deg": rule.get("elevation_deg", 10.0)}
    satellites = MeanOrbits(elements, start)
    found = passes(satellites, LATITUDE_DEG, LONGITUDE_DEG, start, 1.0, **rule)
    for row in range(0, len(found), 5):
        point = found.point_index[row]
        grazing_deg = found.maximum_elevation_deg[row] - 1e-4
        if not rule["elevation_deg"] < grazing_deg < 80.0 or found.start_cut[row] or found.end_cut[row]:
            continue
        again = passes(
            satellites, LATITUDE_DEG[point], LONGITUDE_DEG[point], start, 1.0, elevation_deg=float(grazing_deg)
        )
        inside = (again.start_s >= found.start_s[row]) & (again.end_s <= found.end_s[row])
        assert inside.sum() == 1


@FEW
@given(orbits(2_000.0), starts)
def test_a_start_one_second_later_changes_edges_only(elements, start):
    satellites = MeanOrbits(elements, start)
    rule = {"half_angle_deg": 40.0}
    early = passes(satellites, LATITUDE_DEG, LONGITUDE_DEG, start, 1.0, **rule)
    late = passes(satellites, LATITUDE_DEG, LONGITUDE_DEG, start + timedelta(seconds=1), 1.0, **rule)
    kept, same = ~(early.start_cut | early.end_cut), ~(late.start_cut | late.end_cut)
    inner_early = kept & (early.start_s > 2.0) & (early.end_s < 86398.0)
    inner_late = same & (late.start_s > 1.0) & (late.end_s < 86397.0)
    assert inner_early.sum() == inner_late.sum()
    assert early.start_s[inner_early] == pytest.approx(late.start_s[inner_late] + 1.0, abs=0.01)
    assert early.end_s[inner_early] == pytest.approx(late.end_s[inner_late] + 1.0, abs=0.01)


@FEW
@given(st.lists(orbits(2_000.0), min_size=1, max_size=4), rules(), starts)
def test_revisit_is_what_its_windows_add_up_to(satellites, rule, start):
    orbit = MeanOrbits(np.array(satellites), start)
    every = passes(orbit, LATITUDE_DEG, LONGITUDE_DEG, start, 3.0, **rule)
    sums = revisit(orbit, LATITUDE_DEG, LONGITUDE_DEG, start, 3.0, **rule)
    for point in range(len(LATITUDE_DEG)):
        mine = every.point_index == point
        merged = []
        for begin, end in zip(every.start_s[mine], every.end_s[mine], strict=True):
            if merged and begin <= merged[-1][1] + 1e-3:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([begin, end])
        gaps_hour = np.array([b[0] - a[1] for a, b in pairwise(merged)]) / 3600
        assert sums.window_count[point] == len(merged)
        assert sums.access_hour[point] == pytest.approx(sum(b - a for a, b in merged) / 3600, abs=1e-6)
        if len(gaps_hour):
            assert sums.gap_mean_hour[point] == pytest.approx(gaps_hour.mean())
            assert sums.gap_max_hour[point] == pytest.approx(gaps_hour.max())
            assert sums.gap_p90_hour[point] == pytest.approx(np.percentile(gaps_hour, 90))
        else:
            assert np.isnan(sums.gap_max_hour[point])


@FEW
@given(orbits(1_000.0), starts)
def test_an_ephemeris_gives_what_its_orbit_gives(elements, start):
    time_s = np.arange(-120.0, 86400.0 + 121.0, 60.0)
    table = Ephemeris(time_s, dense.positions_of_elements(elements, time_s)[None], start)
    rule = {"half_angle_deg": 45.0}
    told = passes(table, LATITUDE_DEG, LONGITUDE_DEG, start, 1.0, **rule)
    known = passes(MeanOrbits(elements, start), LATITUDE_DEG, LONGITUDE_DEG, start, 1.0, **rule)
    assert abs(len(told) - len(known)) <= 1  # a grazing one may fall either way
    if len(told) == len(known):
        assert told.start_s == pytest.approx(known.start_s, abs=0.05)


@FEW
@given(orbits(1_200.0), st.floats(20, 900), starts)
def test_a_line_of_sensors_sweeps_each_point_when_it_is_abeam(elements, swath_km, start):
    elements = elements.copy()
    elements[1] = min(elements[1], 0.01)
    found = passes(MeanOrbits(elements, start), LATITUDE_DEG, LONGITUDE_DEG, start, 1.0, swath_km=swath_km)
    assert found.start_s == pytest.approx(found.end_s, abs=0)
    time_s, start_jd, ut1 = moments(start, 1.0, 10.0)
    position = dense.positions_of_elements(elements, time_s)
    ahead = dense.positions_of_elements(elements, time_s + 0.5) - dense.positions_of_elements(elements, time_s - 0.5)
    side = np.cross(position, ahead)
    along = np.cross(side, position)
    side, along, here = (dense.scene(v / np.linalg.norm(v, axis=1, keepdims=True), start_jd, time_s, ut1) for v in
                         (side, along, position))  # fmt: skip
    for point, (latitude, longitude) in enumerate(zip(LATITUDE_DEG, LONGITUDE_DEG, strict=True)):
        p = dense.geodetic_to_ecef_m(np.radians(latitude), np.radians(longitude))
        radius = np.linalg.norm(p)
        before = along @ p
        aside = radius * np.arcsin(np.clip(side @ p / radius, -1, 1))
        swept = (before[:-1] > 0) & (before[1:] <= 0) & (here[:-1] @ p > 0)
        share = before[:-1] / (before[:-1] - before[1:])
        within = np.abs(aside[:-1] + share * (aside[1:] - aside[:-1])) < 0.5e3 * swath_km
        expected = time_s[:-1][swept & within] + 10.0 * share[swept & within]
        mine = found.start_s[found.point_index == point]
        assert abs(len(mine) - len(expected)) <= 1
        if len(mine) == len(expected):
            assert mine == pytest.approx(expected, abs=0.2)
