"""Does the forward link of a geostationary repeater carry its bits, in clear sky and in rain?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from spacefaring import catalog
from spacefaring.constants import LIGHT_SPEED_M_PER_S
from spacefaring.kernels import links, rain
from spacefaring.kernels.earth import geodetic_to_ecef_m, geodetic_up
from spacefaring.places import Places
from spacefaring.tables import Array
from spacefaring.units import HZ_PER_GHZ, HZ_PER_MHZ

if TYPE_CHECKING:
    from spacefaring.payload.transponder import Transponder

PERCENT = 100.0
CLEAR_UP_DB = 24.0  # uplink carrier to noise held by power control: guess, ten times better than the downlink


@dataclass(frozen=True)
class View:
    """The territory from a geostationary satellite: the half-angle of its beam and the worst place served."""

    half_angle_rad: float
    elevation_rad: float
    range_m: float
    latitude_rad: float
    lowest_rad: float  # elevation at the place that sees it lowest, served or not
    seen_frac: float  # share of the people who see the satellite well enough; of the area where no town is known


def ring_position_m(longitude_deg: float, radius_m: float) -> Array:
    """Earth-fixed position above the equator."""
    east = np.radians(longitude_deg)
    return np.asarray(radius_m * np.array([np.cos(east), np.sin(east), 0.0]))


def served(places: Places) -> tuple[Array, Array, Array]:
    """Latitudes, longitudes (degrees) and weights of those served.

    Towns by their people, since links go to sites and the countryside is heard through the towns near it; where no
    inhabited town is known, every ground point by its area.
    """
    towns, points = places.cities, places.points
    people = np.nan_to_num(np.asarray(towns.population_count, dtype=float))
    if not np.any(people > 0.0):
        return points.lat_deg, points.lon_deg, points.area_km2
    lived = people > 0.0
    return towns.lat_deg[lived], towns.lon_deg[lived], people[lived]


def view(satellite_ecef_m: Array, places: Places) -> View:
    """Beam over the whole territory, about its middle; elevation and range of those who see the satellite well enough.

    Where nobody does, the view of all of them is told, with `seen_frac` 0.
    """
    towards, _, _ = _sight(satellite_ecef_m, places.points.lat_deg, places.points.lon_deg)
    middle = towards.mean(axis=0) / np.linalg.norm(towards.mean(axis=0))
    lat_deg, lon_deg, weight = served(places)
    _, distance, elevation = _sight(satellite_ecef_m, lat_deg, lon_deg)
    seen = elevation >= rain.MINIMUM_ELEVATION_RAD
    kept = seen if np.any(seen) else np.ones_like(seen)
    return View(
        half_angle_rad=float(np.max(np.arccos(np.clip(towards @ middle, -1.0, 1.0)))),
        elevation_rad=float(np.min(elevation[kept])),
        range_m=float(np.max(distance[kept])),
        latitude_rad=float(np.radians(lat_deg[kept][np.argmin(elevation[kept])])),
        lowest_rad=float(np.min(elevation)),
        seen_frac=float(np.sum(weight[seen]) / np.sum(weight)),
    )


def _sight(satellite_ecef_m: Array, lat_deg: Array, lon_deg: Array) -> tuple[Array, Array, Array]:
    """Direction from the satellite (k, 3), distance and elevation of the satellite above the horizon of each place."""
    latitude, longitude = np.radians(lat_deg), np.radians(lon_deg)
    line = geodetic_to_ecef_m(latitude, longitude) - satellite_ecef_m
    distance = np.linalg.norm(line, axis=1)
    towards = line / distance[:, None]
    return towards, distance, np.arcsin(-np.sum(towards * geodetic_up(latitude, longitude), axis=1))


def climate(inputs: Transponder, places: Places, latitude_rad: float) -> dict[str, Any]:
    """Rain of the territory: its rainiest known town, else the coarse row of its latitude; the study's values win.

    Gas and cloud are those exceeded 1 % of the year, as P.618-13 takes them.
    """
    countries = {str(c) for c in np.unique(places.points.country)}
    towns = catalog.read("link_climates")
    own = [towns.row(k) for k, country in zip(towns.keys, towns["country"], strict=True) if country in countries]
    row = (
        max(own, key=lambda r: float(r["rain_rate_mm_per_hour"]))
        if own
        else _coarse(abs(float(np.degrees(latitude_rad))))
    )
    if own:
        row |= {
            "vapour_g_per_m3": row["vapour_1_percent_g_per_m3"],
            "cloud_liquid_kg_per_m2": row["cloud_liquid_1_percent_kg_per_m2"],
            "source": f"{catalog.origin('link_climates').source}: {row['place']}",
        }
    if inputs.rain_rate_mm_per_hour is not None:
        row["rain_rate_mm_per_hour"], row["source"] = inputs.rain_rate_mm_per_hour, "study file"
    if inputs.rain_height_km is not None:
        row["rain_height_km"] = inputs.rain_height_km
    return row


def _coarse(latitude_deg: float) -> dict[str, Any]:
    """Row of data/rain_climates.csv for a latitude."""
    table = catalog.read("rain_climates")
    return table.row(table.keys[int(np.argmax(table["latitude_deg"] >= latitude_deg))])


def attenuation_db(
    frequency_ghz: float, percent: float, seen: View, sky: dict[str, Any], antenna_m: float, efficiency: float
) -> float:
    """Total attenuation exceeded for a percentage of the year at the worst point."""
    elevation = max(seen.elevation_rad, float(rain.MINIMUM_ELEVATION_RAD))
    wet = rain.rain_attenuation_db(
        frequency_ghz, elevation, percent,
        rate_mm_per_hour=sky["rain_rate_mm_per_hour"], rain_height_km=sky["rain_height_km"],
        station_height_km=sky["station_height_km"], latitude_rad=seen.latitude_rad,
    )  # fmt: skip
    cloud = rain.cloud_attenuation_db(frequency_ghz, elevation, sky["cloud_liquid_kg_per_m2"])
    gas = rain.gas_attenuation_db(
        frequency_ghz, elevation, vapour_g_per_m3=sky["vapour_g_per_m3"], temperature_k=sky["temperature_k"]
    )
    flicker = rain.scintillation_db(
        frequency_ghz,
        elevation,
        percent,
        antenna_m=antenna_m,
        efficiency=efficiency,
        wet_refractivity=sky["wet_refractivity_index"],
    )
    return float(rain.total_attenuation_db(wet, cloud, flicker, gas))


@dataclass(frozen=True)
class Budget:
    """The forward link of one channel, from the gateway through the satellite to a terminal at the edge."""

    antenna_m: float
    gain_dbi: float
    eirp_dbw: float
    g_over_t_db_per_k: float
    rain_down_db: float
    rain_up_db: float
    up_db: float
    down_db: float
    clear_down_db: float
    total_db: float
    clear_db: float
    symbol_hz: float


def budget(inputs: Transponder, row: dict[str, Any], seen: View, sky: dict[str, Any], availability: float) -> Budget:
    """Carrier to noise of the forward link, clear and in rain; the outage is shared equally between up and down."""
    up_hz, down_hz = row["up_ghz"] * HZ_PER_GHZ, row["down_ghz"] * HZ_PER_GHZ
    edge = seen.half_angle_rad + np.radians(inputs.pointing_deg)
    antenna = min(float(np.radians(70.0) * LIGHT_SPEED_M_PER_S / down_hz / (2.0 * edge)), row["largest_antenna_m"])
    half_power = links.half_power_width_rad(antenna, down_hz)
    drop = float(links.pointing_loss_db(edge, half_power))
    drop_up = float(links.pointing_loss_db(edge, links.half_power_width_rad(antenna * down_hz / up_hz, up_hz)))
    gain = float(links.dish_gain_dbi(antenna, down_hz, inputs.antenna_efficiency_frac))
    eirp = float(links.decibel(row["rf_power_w"])) - row["back_off_db"] - inputs.feeder_loss_db + gain - drop
    g_over_t = gain - drop_up - float(links.decibel(row["noise_temperature_k"]))
    outage = (1.0 - availability) / 2.0 * PERCENT
    wet_down = attenuation_db(row["down_ghz"], outage, seen, sky, inputs.user_antenna_m, inputs.antenna_efficiency_frac)
    wet_up = attenuation_db(row["up_ghz"], outage, seen, sky, inputs.gateway_antenna_m, inputs.antenna_efficiency_frac)
    symbol = row["bandwidth_mhz"] * HZ_PER_MHZ / (1.0 + inputs.roll_off_frac)
    up = _up_db(inputs, row, seen, g_over_t, wet_up, symbol)
    down, clear_down = (_down_db(inputs, row, seen, eirp, loss, symbol) for loss in (wet_down, 0.0))
    clear_up = _up_db(inputs, row, seen, g_over_t, 0.0, symbol)
    return Budget(
        antenna, gain, eirp, g_over_t, wet_down, wet_up, up, down, clear_down,
        float(links.in_series_db(up, down, row["interference_db"])),
        float(links.in_series_db(clear_up, clear_down, row["interference_db"])), symbol,
    )  # fmt: skip


def _up_db(
    inputs: Transponder, row: dict[str, Any], seen: View, g_over_t: float, loss_db: float, symbol_hz: float
) -> float:
    """Uplink ratio: power control holds it until the gateway's largest power is reached."""
    up_hz = row["up_ghz"] * HZ_PER_GHZ
    gain = links.dish_gain_dbi(inputs.gateway_antenna_m, up_hz, inputs.antenna_efficiency_frac)
    most = links.decibel(inputs.gateway_power_w) + gain - 1.0
    ratio = links.carrier_to_noise_dbhz(most, links.free_space_loss_db(seen.range_m, up_hz) + loss_db, g_over_t)
    return min(float(ratio - links.decibel(symbol_hz)), CLEAR_UP_DB)


def _down_db(
    inputs: Transponder, row: dict[str, Any], seen: View, eirp: float, loss_db: float, symbol_hz: float
) -> float:
    """Downlink ratio at the terminal, whose sky is warmer in rain."""
    down_hz = row["down_ghz"] * HZ_PER_GHZ
    warm = links.system_temperature_k(
        antenna_k=row["user_sky_k"], attenuation_db=loss_db, feeder_loss_db=0.2, receiver_k=row["user_receiver_k"]
    )
    terminal = links.dish_gain_dbi(inputs.user_antenna_m, down_hz, inputs.antenna_efficiency_frac) - links.decibel(warm)
    loss = links.free_space_loss_db(seen.range_m, down_hz) + loss_db + 0.5
    return float(links.carrier_to_noise_dbhz(eirp, loss, terminal) - links.decibel(symbol_hz))


def efficiency_bit_per_hz(es_n0_db: float) -> tuple[float, str]:
    """Most bits per symbol that a ratio carries, and by which modulation and code; 0 where none works."""
    table = catalog.read("modcods")
    works = np.flatnonzero(table["es_n0_db"] <= es_n0_db)
    if not works.size:
        return 0.0, "none"
    best = works[np.argmax(table["bit_per_hz"][works])]
    return float(table["bit_per_hz"][best]), str(table["modcod"][best])
