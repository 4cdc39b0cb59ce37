"""How much does the whole atmosphere take from an Earth-space link, for which part of the year and of each month?

Rain (P.838-3, P.618-14), gases (P.676-13), clouds (P.840-9) and turbulence (P.618-14), put together as P.618-14 says;
and the rain of each month (P.837-7). Frequencies in GHz, rain rates in mm/h, percentages of time, as the
Recommendations have them. Climate numbers are the caller's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from spacefaring.kernels import rain
from spacefaring.tables import Array

VERSIONS = {
    "rain, specific": "ITU-R P.838-3 (2005)",
    "rain, slant path": "ITU-R P.618-14 (2023), sec. 2.2.1.1",
    "rain by month": "ITU-R P.837-7 (2017), annex 1",
    "rain height": "ITU-R P.839-4 (2013)",
    "gases": "ITU-R P.676-13 (2022), annexes 1 and 2",
    "clouds": "ITU-R P.840-9 (2023)",
    "scintillation": "ITU-R P.618-14 (2023), sec. 2.4.1",
    "total": "ITU-R P.618-14 (2023), sec. 2.5",
}
MINIMUM_ELEVATION_RAD = rain.MINIMUM_ELEVATION_RAD
MONTH_DAY = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
SEARCH_ROUNDS = 60


@dataclass(frozen=True)
class Climate:
    """Climate of sites; the fields broadcast against each other and against frequency, elevation and percentage.

    Vapour and cloud water are the values exceeded 5 % of the year (P.618-14, sec. 2.5).
    """

    rate_mm_per_hour: ArrayLike
    rain_height_km: ArrayLike
    station_height_km: ArrayLike
    latitude_rad: ArrayLike
    wet_refractivity: ArrayLike
    cloud_liquid_kg_per_m2: ArrayLike
    vapour_g_per_m3: ArrayLike
    temperature_k: ArrayLike
    dry_pressure_hpa: ArrayLike


def attenuation_db(
    frequency_ghz: ArrayLike, elevation_rad: ArrayLike, exceeded_percent: ArrayLike, climate: Climate, *,
    antenna_m: ArrayLike, efficiency: ArrayLike = 0.65, tilt_rad: ArrayLike = np.pi / 4.0,
) -> Array:  # fmt: skip
    """Total attenuation exceeded for a percentage of an average year, 0.001 to 5 %, 1 to 50 GHz.

    Elevations below 5° are taken as 5°: too little. Gas and cloud are those exceeded 5 % of the year, whatever the
    percentage.

    Source
    ------
    Recommendation ITU-R P.618-14, 2023, sec. 2.5.
    """
    elevation = np.maximum(np.asarray(elevation_rad, dtype=float), MINIMUM_ELEVATION_RAD)
    wet = rain.rain_attenuation_db(
        frequency_ghz, elevation, exceeded_percent, rate_mm_per_hour=climate.rate_mm_per_hour,
        rain_height_km=climate.rain_height_km, station_height_km=climate.station_height_km,
        latitude_rad=climate.latitude_rad, tilt_rad=tilt_rad,
    )  # fmt: skip
    flicker = rain.scintillation_db(
        frequency_ghz, elevation, exceeded_percent, antenna_m=antenna_m, efficiency=efficiency,
        wet_refractivity=climate.wet_refractivity,
    )  # fmt: skip
    cloud = rain.cloud_attenuation_db(frequency_ghz, elevation, climate.cloud_liquid_kg_per_m2)
    return rain.total_attenuation_db(wet, cloud, flicker, gas_attenuation_db(frequency_ghz, elevation, climate))


def gas_attenuation_db(frequency_ghz: ArrayLike, elevation_rad: ArrayLike, climate: Climate) -> Array:
    """Oxygen and vapour on the slant path (P.676-13, annex 2)."""
    return rain.gas_attenuation_db(
        frequency_ghz, elevation_rad, vapour_g_per_m3=climate.vapour_g_per_m3, temperature_k=climate.temperature_k,
        pressure_hpa=climate.dry_pressure_hpa,
    )  # fmt: skip


def rain_exceeded_percent(rate_mm_per_hour: ArrayLike, rain_mm: ArrayLike, temperature_k: ArrayLike) -> Array:
    """Percentage of each month in which a rain rate is exceeded; months are the last axis of rain and temperature.

    `rate_mm_per_hour` has the same shape without that axis.

    Source
    ------
    Recommendation ITU-R P.837-7, 2017, annex 1, eq. 1 to 5.
    """
    chance, mean_rate = _rainy(np.asarray(rain_mm, dtype=float), np.asarray(temperature_k, dtype=float))
    rate = np.maximum(np.asarray(rate_mm_per_hour, dtype=float), 1e-9)[..., None]
    return np.asarray(chance * ndtr(-(np.log(rate) + 0.7938 - np.log(mean_rate)) / 1.26))


def _rainy(rain_mm: Array, temperature_k: Array) -> tuple[Array, Array]:
    """Percentage of the month with rain, and the mean rate while it rains (P.837-7, steps 5 and 6)."""
    mean_rate = 0.5874 * np.exp(0.0883 * np.maximum(temperature_k - 273.15, 0.0))
    whole = rain_mm / (24.0 * MONTH_DAY)
    chance = 100.0 * whole / mean_rate
    return np.minimum(chance, 70.0), np.where(chance > 70.0, whole / 0.7, mean_rate)


def year_percent(month_percent: ArrayLike) -> Array:
    """Mean of the months, by their days."""
    return np.asarray(np.sum(np.asarray(month_percent, dtype=float) * MONTH_DAY, axis=-1) / MONTH_DAY.sum())


def month_percent(exceeded_percent: ArrayLike, rain_mm: ArrayLike, temperature_k: ArrayLike) -> Array:
    """How a fade exceeded for a percentage of the year is spread over the months (..., 12).

    The rain rate exceeded for that percentage of the year is exceeded for other percentages in each month; the mean
    over the year is kept. Beyond the yearly chance of rain the spread is that of rainy time itself.

    Source
    ------
    Recommendation ITU-R P.837-7, 2017, annex 1 (rain by month), put to use for fades on the assumption that a fade of
    given depth goes with a rain rate.
    """
    percent, rain_mm, temperature = np.asarray(exceeded_percent, float), np.asarray(rain_mm, float), temperature_k
    low, high = np.full(percent.shape, -12.0), np.full(percent.shape, 7.0)  # logarithm of the rate
    for _ in range(SEARCH_ROUNDS):
        middle = 0.5 * (low + high)
        too_often = year_percent(rain_exceeded_percent(np.exp(middle), rain_mm, temperature)) > percent
        low, high = np.where(too_often, middle, low), np.where(too_often, high, middle)
    months = rain_exceeded_percent(np.exp(0.5 * (low + high)), rain_mm, temperature)
    whole = year_percent(months)[..., None]
    with np.errstate(invalid="ignore", divide="ignore"):
        scaled = np.where(whole > 0, months * percent[..., None] / whole, percent[..., None])
    return np.minimum(scaled, 100.0)


def passing_attenuation_db(
    frequency_ghz: float, elevation_rad: Array, share: Array, exceeded_percent: ArrayLike, climate: Climate, *,
    antenna_m: float, efficiency: float = 0.65,
) -> Array:  # fmt: skip
    """Attenuation exceeded for a percentage of the time in which a satellite on a low orbit is in view.

    Each elevation counts by its `share` of that time (shares add up to one). Percentages beyond 0.001 to 5 % at an
    elevation are held at those ends.

    Source
    ------
    Recommendation ITU-R P.618-14, 2023, sec. 8 (links to satellites not on the geostationary orbit).
    """
    percent = np.geomspace(0.001, 5.0, 40)
    fade = attenuation_db(
        frequency_ghz, np.asarray(elevation_rad, dtype=float)[:, None], percent, climate, antenna_m=antenna_m,
        efficiency=efficiency,
    )  # fmt: skip
    level = np.geomspace(max(float(fade.min()), 1e-3), float(fade.max()) * 1.001, 400)
    exceeded = np.stack([np.exp(np.interp(-level, -row, np.log(percent))) for row in fade])
    exceeded = np.where(level[None, :] > fade[:, :1], 0.0, exceeded)
    total = np.asarray(share, dtype=float) @ exceeded
    wanted = np.atleast_1d(np.asarray(exceeded_percent, dtype=float))
    found = np.interp(-np.log(wanted), -np.log(np.maximum(total, 1e-9)), level)
    return np.asarray(found.reshape(np.shape(exceeded_percent)))
