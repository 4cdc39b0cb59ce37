"""How much do rain, gas, cloud and turbulence take from an Earth-space link?

Written from the Recommendations: ITU-R P.838-3 (specific attenuation of rain), P.618-14 section 2.2.1.1 (rain on a
slant path), 2.4.1 (scintillation) and 2.5 (all together), P.839 (height of rain), P.840-9 (clouds); gases are in
`kernels.gases`. Frequencies in GHz and rain rates in mm/h, as the Recommendations have them. Climate numbers (rain
rate, temperature) are the caller's, with their source.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.kernels import gases
from spacefaring.tables import Array

# ITU-R P.838-3 (2005), tables 1 to 4: rows of a, b, c; then the line (m, c).
_K_HORIZONTAL = (
    (-5.33980, -0.10008, 1.13098), (-0.35351, 1.26970, 0.45400), (-0.23789, 0.86036, 0.15354),
    (-0.94158, 0.64552, 0.16817),
    (-0.18961, 0.71147),
)  # fmt: skip
_K_VERTICAL = (
    (-3.80595, 0.56934, 0.81061), (-3.44965, -0.22911, 0.51059), (-0.39902, 0.73042, 0.11899),
    (0.50167, 1.07319, 0.27195),
    (-0.16398, 0.63297),
)  # fmt: skip
_ALPHA_HORIZONTAL = (
    (-0.14318, 1.82442, -0.55187), (0.29591, 0.77564, 0.19822), (0.32177, 0.63773, 0.13164),
    (-5.37610, -0.96230, 1.47828), (16.1721, -3.29980, 3.43990), (0.67849, -1.95537),
)  # fmt: skip
_ALPHA_VERTICAL = (
    (-0.07771, 2.33840, -0.76284), (0.56727, 0.95545, 0.54039), (-0.20238, 1.14520, 0.26809),
    (-48.2991, 0.791669, 0.116226), (48.5833, 0.791459, 0.116479), (-0.053739, 0.83433),
)  # fmt: skip
EFFECTIVE_EARTH_RADIUS_KM = 8_500.0  # ITU-R P.618-14 sec. 2.2.1.1, step 2
MINIMUM_ELEVATION_RAD = np.radians(5.0)  # below it the scintillation formula of P.618 does not hold


def _curve(frequency_ghz: Array, table: tuple[tuple[float, ...], ...]) -> Array:
    """Sum of Gaussians in the logarithm of frequency plus a line: the form of P.838-3 equations 2 and 3."""
    x = np.log10(frequency_ghz)
    *bells, (slope, start) = table
    return np.asarray(sum(a * np.exp(-(((x - b) / c) ** 2)) for a, b, c in bells) + slope * x + start)


def rain_coefficients(
    frequency_ghz: ArrayLike, elevation_rad: ArrayLike, tilt_rad: ArrayLike = np.pi / 4.0
) -> tuple[Array, Array]:
    """The k and α of γ = k·Rᵅ in dB/km, from 1 to 1000 GHz; a tilt of 45° stands for circular polarisation.

    Source
    ------
    Recommendation ITU-R P.838-3, 2005, eq. 2 to 5.
    """
    frequency = np.asarray(frequency_ghz, dtype=float)
    k_h, k_v = 10.0 ** _curve(frequency, _K_HORIZONTAL), 10.0 ** _curve(frequency, _K_VERTICAL)
    a_h, a_v = _curve(frequency, _ALPHA_HORIZONTAL), _curve(frequency, _ALPHA_VERTICAL)
    mix = np.cos(np.asarray(elevation_rad, dtype=float)) ** 2 * np.cos(2.0 * np.asarray(tilt_rad, dtype=float))
    k = (k_h + k_v + (k_h - k_v) * mix) / 2.0
    alpha = (k_h * a_h + k_v * a_v + (k_h * a_h - k_v * a_v) * mix) / (2.0 * k)
    return np.asarray(k), np.asarray(alpha)


def rain_height_km(latitude_rad: ArrayLike) -> Array:
    """Mean height of rain above the sea where no map is at hand, by latitude only.

    Piecewise from the earlier form of the Recommendation (5 km in the tropics, falling poleward); the map of P.839-4
    differs by up to 0.7 km. Prefer a local value.

    Source
    ------
    Recommendation ITU-R P.839-2, 1999, eq. 1, northern and southern branches.
    """
    latitude = np.degrees(np.asarray(latitude_rad, dtype=float))
    north = np.where(latitude > 23.0, 5.0 - 0.075 * (latitude - 23.0), 5.0)
    south = np.where(latitude < -21.0, 5.0 + 0.1 * (latitude + 21.0), 5.0)
    return np.asarray(np.maximum(np.where(latitude >= 0.0, north, south), 0.0))


def rain_attenuation_db(
    frequency_ghz: ArrayLike, elevation_rad: ArrayLike, exceeded_percent: ArrayLike, *, rate_mm_per_hour: ArrayLike,
    rain_height_km: ArrayLike, station_height_km: ArrayLike, latitude_rad: ArrayLike, tilt_rad: ArrayLike = np.pi / 4.0,
) -> Array:  # fmt: skip
    """Rain attenuation exceeded for a percentage of an average year, 0.001 to 5 %, up to 55 GHz.

    `rate_mm_per_hour` is the one-minute rate exceeded 0.01 % of the year. Not for the worst month (P.841), and for
    elevations below 5° only as an indication.

    Source
    ------
    Recommendation ITU-R P.618-14, 2023, sec. 2.2.1.1, steps 1 to 10.
    """
    elevation = np.asarray(elevation_rad, dtype=float)
    depth_km = np.maximum(np.asarray(rain_height_km, dtype=float) - np.asarray(station_height_km, dtype=float), 0.0)
    slant_km = _slant_km(depth_km, elevation)
    k, alpha = rain_coefficients(frequency_ghz, elevation, tilt_rad)
    specific = k * np.asarray(rate_mm_per_hour, dtype=float) ** alpha
    effective_km = _effective_km(frequency_ghz, elevation, slant_km, depth_km, specific, latitude_rad)
    reference = specific * effective_km
    return _at_percentage(reference, exceeded_percent, elevation, latitude_rad)


def _slant_km(depth_km: Array, elevation: Array) -> Array:
    """Length of the path below the rain height: flat above 5°, over the curved Earth below (eq. 1 and 2)."""
    sine = np.sin(elevation)
    curved = 2.0 * depth_km / (np.sqrt(sine**2 + 2.0 * depth_km / EFFECTIVE_EARTH_RADIUS_KM) + sine)
    return np.where(elevation >= MINIMUM_ELEVATION_RAD, depth_km / np.maximum(sine, 1e-9), curved)


def _effective_km(
    frequency_ghz: ArrayLike, elevation: Array, slant_km: Array, depth_km: Array, specific: Array,
    latitude_rad: ArrayLike,
) -> Array:  # fmt: skip
    """Effective path through rain that is not uniform: horizontal reduction and vertical adjustment (steps 6 to 9)."""
    frequency, latitude = (
        np.asarray(frequency_ghz, dtype=float),
        np.degrees(np.abs(np.asarray(latitude_rad, dtype=float))),
    )
    ground_km = slant_km * np.cos(elevation)
    reduction = 1.0 / (1.0 + 0.78 * np.sqrt(ground_km * specific / frequency) - 0.38 * (1.0 - np.exp(-2.0 * ground_km)))
    above = np.arctan2(depth_km, ground_km * reduction) > elevation
    within_km = np.where(
        above, ground_km * reduction / np.cos(elevation), depth_km / np.maximum(np.sin(elevation), 1e-9)
    )
    chi = np.maximum(36.0 - latitude, 0.0)
    angle_deg = np.degrees(elevation)
    steady = 31.0 * (1.0 - np.exp(-angle_deg / (1.0 + chi))) * np.sqrt(within_km * specific) / frequency**2 - 0.45
    return np.asarray(within_km / (1.0 + np.sqrt(np.sin(elevation)) * steady))


def _at_percentage(
    reference_db: Array, exceeded_percent: ArrayLike, elevation: Array, latitude_rad: ArrayLike
) -> Array:
    """From 0.01 % of the year to another percentage (step 10)."""
    percent = np.clip(np.asarray(exceeded_percent, dtype=float), 0.001, 5.0)
    latitude = np.degrees(np.abs(np.asarray(latitude_rad, dtype=float)))
    low = -0.005 * (latitude - 36.0)
    slope = np.where(
        (percent >= 1.0) | (latitude >= 36.0), 0.0,
        np.where(elevation >= np.radians(25.0), low, low + 1.8 - 4.25 * np.sin(elevation)),
    )  # fmt: skip
    safe = np.maximum(reference_db, 1e-12)
    power = 0.655 + 0.033 * np.log(percent) - 0.045 * np.log(safe) - slope * (1.0 - percent) * np.sin(elevation)
    return np.where(reference_db > 0.0, safe * (percent / 0.01) ** -power, 0.0)


def scintillation_db(
    frequency_ghz: ArrayLike, elevation_rad: ArrayLike, exceeded_percent: ArrayLike, *, antenna_m: ArrayLike,
    efficiency: ArrayLike, wet_refractivity: ArrayLike,
) -> Array:  # fmt: skip
    """Fades by turbulence exceeded for a percentage of time, 0.01 to 50 %, 4 to 55 GHz, above 5° of elevation.

    `wet_refractivity` is the median wet term of the surface refractivity in N-units (ITU-R P.453).

    Source
    ------
    Recommendation ITU-R P.618-14, 2023, sec. 2.4.1.
    """
    frequency, elevation = np.asarray(frequency_ghz, dtype=float), np.maximum(elevation_rad, MINIMUM_ELEVATION_RAD)
    sine, percent = np.sin(elevation), np.log10(np.clip(np.asarray(exceeded_percent, dtype=float), 0.01, 50.0))
    reference = 3.6e-3 + 1e-4 * np.asarray(wet_refractivity, dtype=float)
    length_m = 2.0 * 1_000.0 / (np.sqrt(sine**2 + 2.35e-4) + sine)
    aperture_m = np.sqrt(np.asarray(efficiency, dtype=float)) * np.asarray(antenna_m, dtype=float)
    x = 1.22 * aperture_m**2 * frequency / length_m
    averaging = np.sqrt(np.maximum(3.86 * (x**2 + 1.0) ** (11.0 / 12.0) * np.sin(11.0 / 6.0 * np.arctan2(1.0, x))
                                   - 7.08 * x ** (5.0 / 6.0), 0.0))  # fmt: skip
    spread = reference * frequency ** (7.0 / 12.0) * averaging / sine**1.2
    factor = -0.061 * percent**3 + 0.072 * percent**2 - 1.71 * percent + 3.0
    return np.asarray(factor * spread)


def gas_attenuation_db(
    frequency_ghz: ArrayLike, elevation_rad: ArrayLike, *, vapour_g_per_m3: ArrayLike, temperature_k: ArrayLike,
    pressure_hpa: ArrayLike = 1013.25,
) -> Array:  # fmt: skip
    """Oxygen and water vapour on a slant path, 1 to 50 GHz, above 5° of elevation.

    Source
    ------
    Recommendation ITU-R P.676-13, 2022, annex 2 (see `kernels.gases`).
    """
    return gases.slant_attenuation_db(
        frequency_ghz, elevation_rad, pressure_hpa=pressure_hpa, vapour_g_per_m3=vapour_g_per_m3,
        temperature_k=temperature_k,
    )  # fmt: skip


def cloud_attenuation_db(frequency_ghz: ArrayLike, elevation_rad: ArrayLike, liquid_kg_per_m2: ArrayLike) -> Array:
    """Attenuation by cloud water of a given reduced column, 1 to 200 GHz, above 5° of elevation.

    Source
    ------
    Recommendation ITU-R P.840-9, 2023, annex 1: mass absorption coefficient at 273.75 K with the double-Debye water and
    the correction of its frequency dependence.

    Examples
    --------
    >>> loss = cloud_attenuation_db(15.0, np.radians(45.0), 0.221336837464663)
    >>> print(f"{loss:.4f} dB")  # ITU validation examples, P.840-9 A_clouds: 0.0595 dB
    0.0595 dB
    """
    f = np.asarray(frequency_ghz, dtype=float)
    bells = 0.1522 * np.exp(-((f + 23.9589) ** 2) / 3.2991e3) + 11.51 * np.exp(-((f - 219.2096) ** 2) / 2.7595e6)
    coefficient = _water_db_per_kg(f, 300.0 / 273.75) * (bells - 10.4912)
    path = np.sin(np.maximum(elevation_rad, MINIMUM_ELEVATION_RAD))
    return np.asarray(coefficient * np.asarray(liquid_kg_per_m2, dtype=float) / path)


def _water_db_per_kg(f: Array, warm: float) -> Array:
    """Rayleigh absorption of small drops, dB/km per g/m³ (P.840-9, eq. 2 to 11); `warm` is 300 over the temperature."""
    static, high = 77.66 + 103.3 * (warm - 1.0), 3.52
    middle = 0.0671 * static
    first = 20.20 - 146.0 * (warm - 1.0) + 316.0 * (warm - 1.0) ** 2
    one, two = 1.0 + (f / first) ** 2, 1.0 + (f / (39.8 * first)) ** 2
    loss = f * (static - middle) / (first * one) + f * (middle - high) / (39.8 * first * two)
    stored = (static - middle) / one + (middle - high) / two + high
    return np.asarray(0.819 * f / (loss * (1.0 + ((2.0 + stored) / loss) ** 2)))


def total_attenuation_db(
    rain_db: ArrayLike, cloud_db: ArrayLike, scintillation_db: ArrayLike, gas_db: ArrayLike
) -> Array:
    """All of them at one percentage: gas plus the root sum of (rain + cloud)² and scintillation².

    Gas and cloud are to be taken at 5 % where the wanted percentage is below it (1 % in the edition before).

    Source
    ------
    Recommendation ITU-R P.618-14, 2023, sec. 2.5, eq. 65.
    """
    wet = np.asarray(rain_db, dtype=float) + np.asarray(cloud_db, dtype=float)
    return np.asarray(np.asarray(gas_db, dtype=float) + np.hypot(wet, np.asarray(scintillation_db, dtype=float)))
