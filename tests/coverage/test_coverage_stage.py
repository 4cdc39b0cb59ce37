"""The stage: means over points and stations, and the cases with nothing to see."""

from types import SimpleNamespace

import numpy as np
import pytest

from spacefaring import coverage
from spacefaring.kernels.orbits import sun_synchronous_inclination_rad
from spacefaring.tables import Array, Table, TextArray, column

EPOCH_UTC = "2026-05-01T00:00:00"


class Points(Table):
    lat_deg: Array = column("")
    lon_deg: Array = column("")
    area_km2: Array = column("")
    country: TextArray = column("")
    province: TextArray = column("")


class Stations(Table):
    station: TextArray = column("")
    lat_deg: Array = column("")
    lon_deg: Array = column("")
    elevation_deg: Array = column("")


class Satellites(Table):
    semi_major_axis_km: Array = column("")
    eccentricity: Array = column("")
    inclination_deg: Array = column("")
    raan_deg: Array = column("")
    argument_of_perigee_deg: Array = column("")
    mean_anomaly_deg: Array = column("")


def places(latitude_deg=(12.0, 13.0, 70.0), stations=1):
    points = Points(
        lat_deg=latitude_deg, lon_deg=0.0, area_km2=[1.0, 2.0, 3.0][: len(latitude_deg)], country="BFA",
        province=["A", "A", "B"][: len(latitude_deg)],
    )  # fmt: skip
    table = Stations(
        station=np.array(["koudougou", "svalbard"])[:stations], lat_deg=np.array([12.25, 78.2])[:stations],
        lon_deg=np.array([-2.36, 15.4])[:stations], elevation_deg=np.full(stations, 10.0),
    )  # fmt: skip
    return SimpleNamespace(points=points, stations=table)


def orbit(altitude_km=550.0, count=2, inclination_deg=None, anomaly_deg=0.0):
    semi_major_axis_km = 6378.137 + altitude_km
    if inclination_deg is None:
        inclination_deg = np.degrees(sun_synchronous_inclination_rad(semi_major_axis_km * 1e3))
    table = Satellites(
        semi_major_axis_km=np.full(count, semi_major_axis_km), eccentricity=0.0, inclination_deg=inclination_deg,
        raan_deg=30.0, argument_of_perigee_deg=0.0, mean_anomaly_deg=anomaly_deg + np.arange(count) * 360.0 / count,
    )  # fmt: skip
    return SimpleNamespace(satellites=table, epoch_utc=EPOCH_UTC)


def test_means_are_weighted_by_area():
    found = coverage.solve(coverage.Inputs(), orbit=orbit(), places=places(), half_angle_deg=30.0, sunlit=False)
    weight = found.points.area_km2 / found.points.area_km2.sum()
    assert found.revisit_mean_hour == pytest.approx((weight * found.points.gap_mean_hour).sum())
    assert found.revisit_max_hour == pytest.approx(found.points.gap_max_hour.max())
    assert found.covered_frac == 1
    assert found.provinces.province.tolist() == ["A", "B"]
    assert found.provinces.area_km2.tolist() == [3.0, 3.0]
    assert found.ut1_known


def test_daylight_makes_gaps_longer_and_a_second_satellite_shorter():
    def gap_hour(**change):
        asked = {"orbit": orbit(), "places": places(), "half_angle_deg": 30.0, "sunlit": False} | change
        return coverage.solve(coverage.Inputs(), **asked).revisit_mean_hour

    assert gap_hour(sunlit=True) > gap_hour() > gap_hour(orbit=orbit(count=4))


def test_stations_add_up_to_contacts():
    found = coverage.solve(
        coverage.Inputs(), orbit=orbit(), places=places(stations=2), half_angle_deg=30.0, sunlit=True
    )
    assert found.stations.pass_count.sum() == len(found.contacts)
    assert found.stations.contact_min_per_day[1] > 3 * found.stations.contact_min_per_day[0]  # the pole sees every turn
    assert found.contact_per_day_count > 8
    assert 4 < found.pass_mean_min < 9
    assert (found.contacts.end_s > found.contacts.start_s).all()
    assert found.contacts.start_utc[0] < found.contacts.end_utc[0]


def test_a_geostationary_mission_is_seen_all_the_time():
    high = orbit(altitude_km=42_164.172 - 6_378.137, count=1, inclination_deg=0.0, anomaly_deg=200.0)
    found = coverage.solve(
        coverage.Inputs(duration_day=2), orbit=high, places=places((12.0, 13.0)), half_angle_deg=None, sunlit=False
    )
    assert found.covered_frac == 1
    assert found.revisit_max_hour == 0
    assert found.contact_min_per_day == pytest.approx(1440)
    assert found.contact_gap_max_hour == 0


def test_no_station_and_nothing_in_view_are_answers_too():
    low = orbit(inclination_deg=5.0)
    found = coverage.solve(
        coverage.Inputs(duration_day=2),
        orbit=low,
        places=places((70.0,), stations=0),
        half_angle_deg=30.0,
        sunlit=False,
    )
    assert found.covered_frac == 0
    assert np.isnan(found.revisit_mean_hour)
    assert found.contact_min_per_day == 0
    assert len(found.contacts) == 0


def test_a_point_seen_once_waits_for_the_whole_span():
    found = coverage.solve(
        coverage.Inputs(duration_day=1),
        orbit=orbit(count=1),
        places=places((12.0, 13.0)),
        half_angle_deg=10.0,
        sunlit=False,
    )
    once = found.points.window_count == 1
    assert (found.points.gap_max_hour[once] == 24).all()
