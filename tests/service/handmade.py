"""Hand-made missions over hand-made places; the needs are the real stage's."""

from types import SimpleNamespace

import numpy as np

from spacefaring.operations import ClearSky, DaylightTable, ProvinceTable
from spacefaring.operations.clouds import clear_sky
from spacefaring.stage import Assumption
from spacefaring.tables import Array, Table, TextArray, column


class Points(Table):
    lat_deg: Array = column("")
    lon_deg: Array = column("")
    area_km2: Array = column("")
    country: TextArray = column("")
    province: TextArray = column("")


class Cities(Table):
    name: TextArray = column("")
    country: TextArray = column("")
    lat_deg: Array = column("")
    lon_deg: Array = column("")
    population_count: Array = column("")


class Bands(Table):
    band: TextArray = column("")


class Satellites(Table):
    semi_major_axis_km: Array = column("")
    eccentricity: Array = column("")
    inclination_deg: Array = column("")
    raan_deg: Array = column("")
    argument_of_perigee_deg: Array = column("")
    mean_anomaly_deg: Array = column("")


def two_provinces(province_count=2):
    lat = np.linspace(10.0, 14.5, 4 * province_count)
    names = [f"province {k}" for k in range(province_count) for _ in range(4)]
    return SimpleNamespace(
        points=Points(lat_deg=lat, lon_deg=-1.5, area_km2=1e5 / province_count, country="BFA", province=names),
        cities=Cities(
            name=["Ouagadougou", "Bobo-Dioulasso", "Dori"], country="BFA", lat_deg=[12.37, 11.18, 14.03],
            lon_deg=[-1.52, -4.29, -0.03], population_count=[2_400_000, 900_000, 40_000],
        ),
        areas=SimpleNamespace(population_count=np.array([22e6])),
    )  # fmt: skip


def sky_of(places, given=None) -> ClearSky:
    p = places.points
    return clear_sky(
        lat_deg=p.lat_deg, lon_deg=p.lon_deg, area_km2=p.area_km2, country=p.country, province=p.province, given=given
    )


def imaging(places, access=1.0, per_point=0.2, serves=("crops",), name="eye", closed=True, gsd_m=2.5, latency=20.0):
    sky = sky_of(places)
    names = list(dict.fromkeys(places.points.province.tolist()))
    area = np.full(len(names), 4e5 / len(names))
    provinces = ProvinceTable(
        country="BFA", province=names, area_km2=area, access_per_day_count=access,
        area_imaged_km2_per_day=area * per_point, image_per_point_per_day_count=per_point,
    )  # fmt: skip
    daylight = DaylightTable(
        country=sky.country, province=sky.province, month_index=sky.month_index, daylight_ratio=1.0,
        crossing_per_day_count=2.0,
    )  # fmt: skip
    one = np.ones(1)
    return SimpleNamespace(
        id=name, serves=serves, spacecraft=SimpleNamespace(closed=np.array([closed])),
        payload=SimpleNamespace(
            kind="imager", gsd_m=gsd_m * one, swath_km=30 * one, snr=100 * one, mtf_frac=0.15 * one,
            bands=Bands(band=["pan", "blue", "green", "red", "red_edge", "nir"]),
        ),
        operations=SimpleNamespace(
            province=provinces, clear_sky=sky, daylight=daylight, latency_p90_hour=latency * one,
        ),
    )  # fmt: skip


def linking(
    longitude_deg=10.0, capacity=500.0, user_rate=20.0, availability=0.995, serves=("clinics",), name="relay",
    band="ku", channels=10,
):  # fmt: skip
    from spacefaring.kernels.earth import gmst_rad
    from spacefaring.operations.tracks import julian_day

    epoch = "2030-01-01T00:00:00"
    anomaly = (np.degrees(gmst_rad(julian_day(epoch))) + longitude_deg) % 360
    one = np.ones(1)
    return SimpleNamespace(
        id=name, serves=serves, launch=SimpleNamespace(year=2030),
        spacecraft=SimpleNamespace(closed=np.array([True]), life_year=np.array([15.0])),
        orbit=SimpleNamespace(
            kind="geostationary", epoch_utc=epoch,
            satellites=Satellites(
                semi_major_axis_km=42164.17, eccentricity=0.0, inclination_deg=0.0, raan_deg=0.0,
                argument_of_perigee_deg=0.0, mean_anomaly_deg=anomaly,
            ),
        ),
        payload=SimpleNamespace(
            kind="transponder", capacity_mbit_per_s=capacity * one, user_rate_mbit_per_s=user_rate * one,
            availability_frac=availability * one, antenna_diameter_m=1.5 * one, eirp_dbw=51.0 * one,
            bandwidth_mhz=36.0 * channels * one,
            used=(Assumption(key=f"payload.transponders.{band}.rf_power_w", value=110.0, source="test"),),
        ),
        operations=SimpleNamespace(latency_p90_hour=0.25 / 3600 * one),
    )  # fmt: skip
