"""Small hand-made results of the earlier stages: two satellites, a box of land in two provinces, one station."""

from types import SimpleNamespace

import numpy as np
import pytest

from spacefaring.constants import EARTH_RADIUS_M, S_PER_DAY
from spacefaring.kernels.earth import geodetic_to_ecef_m, geodetic_up, gmst_rad, turn_to_ecef
from spacefaring.kernels.orbits import mean_elements_to_state, nodal_period_s, sun_synchronous_inclination_rad
from spacefaring.kernels.sun import raan_for_local_time_rad
from spacefaring.operations.tracks import elements_of, julian_day
from spacefaring.tables import Array, Table, TextArray, column

EPOCH_UTC = "2029-01-01T00:00:00"


class Points(Table):
    lat_deg: Array = column("")
    lon_deg: Array = column("")
    area_km2: Array = column("")
    country: TextArray = column("")
    province: TextArray = column("")


class Satellites(Table):
    satellite_index: Array = column("")
    semi_major_axis_km: Array = column("")
    eccentricity: Array = column("")
    inclination_deg: Array = column("")
    raan_deg: Array = column("")
    argument_of_perigee_deg: Array = column("")
    mean_anomaly_deg: Array = column("")


class Contacts(Table):
    station: TextArray = column("")
    satellite_index: Array = column("")
    start_s: Array = column("")
    end_s: Array = column("")


class Provinces(Table):
    country: TextArray = column("")
    province: TextArray = column("")
    area_km2: Array = column("")
    access_per_day_count: Array = column("")


def box(south, north, west, east, step_deg=0.1):
    lat, lon = np.meshgrid(
        np.arange(south + step_deg / 2, north, step_deg), np.arange(west + step_deg / 2, east, step_deg), indexing="ij"
    )
    area = (step_deg * 111.195) ** 2 * np.cos(np.radians(lat))
    half = lat > (south + north) / 2
    points = Points(
        lat_deg=lat.ravel(), lon_deg=lon.ravel(), area_km2=area.ravel(), country="BFA",
        province=np.where(half, "North", "South").ravel(),
    )  # fmt: skip
    return SimpleNamespace(points=points)


def circular(altitude_km, count=2, ltan_hour=22.5, epoch_utc=EPOCH_UTC):
    semi_major_m = EARTH_RADIUS_M + altitude_km * 1e3
    inclination = float(sun_synchronous_inclination_rad(semi_major_m))
    raan = float(raan_for_local_time_rad(julian_day(epoch_utc), ltan_hour))
    satellites = Satellites(
        satellite_index=np.arange(count, dtype=float), semi_major_axis_km=semi_major_m / 1e3, eccentricity=0.001,
        inclination_deg=np.degrees(inclination), raan_deg=np.degrees(raan), argument_of_perigee_deg=90.0,
        mean_anomaly_deg=np.arange(count) * 360.0 / count,
    )  # fmt: skip
    period_min = float(nodal_period_s(semi_major_m, 0.001, inclination)) / 60
    return SimpleNamespace(
        satellites=satellites,
        epoch_utc=epoch_utc,
        kind="sun_synchronous",
        period_min=period_min,
        altitude_km=altitude_km,
    )


def contacts_of(orbit, lat_deg, lon_deg, mask_deg=10.0, duration_day=10.0, name="koudougou"):
    time_s = np.arange(0.0, duration_day * S_PER_DAY, 5.0)
    where = geodetic_to_ecef_m(np.radians(lat_deg), np.radians(lon_deg))
    up = geodetic_up(np.radians(lat_deg), np.radians(lon_deg))
    rows = []
    for k, element in enumerate(elements_of(orbit)):
        position = mean_elements_to_state(element, time_s)[0][0]
        line = turn_to_ecef(position, gmst_rad(julian_day(orbit.epoch_utc), time_s / S_PER_DAY)) - where
        seen = np.concatenate(
            [[False], line @ up / np.linalg.norm(line, axis=1) > np.sin(np.radians(mask_deg)), [False]]
        )
        edges = np.flatnonzero(np.diff(seen.astype(int)))
        rows += [(name, float(k), time_s[a], time_s[b - 1]) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    station, satellite, start, end = zip(*sorted(rows, key=lambda r: r[2]), strict=True)
    return Contacts(station=station, satellite_index=satellite, start_s=start, end_s=end)


@pytest.fixture(scope="session")
def world():
    """Places, orbit and coverage of a box about the size of Burkina Faso."""
    places, orbit = box(10.0, 15.0, -5.0, 1.0), circular(550.0)
    provinces = Provinces(
        country="BFA", province=["South", "North"], area_km2=[180e3, 180e3], access_per_day_count=[0.9, 1.1]
    )
    coverage = SimpleNamespace(
        contacts=contacts_of(orbit, 12.25, -2.36),
        duration_day=10.0,
        provinces=provinces,
        revisit_mean_hour=20.0,
        half_angle_deg=30.0,
    )
    return SimpleNamespace(places=places, orbit=orbit, coverage=coverage)


@pytest.fixture
def payload():
    one = np.ones(1)
    return SimpleNamespace(
        kind="imager", swath_km=30.0 * one, data_rate_mbit_per_s=800.0 * one, field_of_regard_deg=np.array([25.0])
    )


@pytest.fixture
def craft():
    one = np.ones(1)
    return SimpleNamespace(
        imaging_min_per_day=6.0 * one,
        downlink_mbit_per_s=150.0 * one,
        storage_gbit=256.0 * one,
        closed=np.array([True]),
    )
