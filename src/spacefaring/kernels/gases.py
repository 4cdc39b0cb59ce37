"""How much do oxygen and water vapour take from a radio wave, line by line and along a slant path?

Written from Recommendation ITU-R P.676-13 (2022). Frequencies in GHz, pressures in hPa, vapour in g/m³ and lengths in
km, as the Recommendation has them. `pressure_hpa` is that of dry air; the vapour's own comes on top.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.kernels.gas_lines import OXYGEN, OXYGEN_HEIGHT, VAPOUR_HEIGHT, WATER_VAPOUR
from spacefaring.tables import Array

VERSION = "ITU-R P.676-13"
EARTH_RADIUS_KM = 6_371.0  # annex 1, sec. 2.2: the mean radius that the Recommendation uses
MINIMUM_ELEVATION_RAD = np.radians(5.0)


def vapour_pressure_hpa(vapour_g_per_m3: ArrayLike, temperature_k: ArrayLike) -> Array:
    """Pressure of water vapour of a density (eq. 4)."""
    return np.asarray(np.asarray(vapour_g_per_m3, dtype=float) * np.asarray(temperature_k, dtype=float) / 216.7)


def oxygen_db_per_km(
    frequency_ghz: ArrayLike, pressure_hpa: ArrayLike, vapour_g_per_m3: ArrayLike, temperature_k: ArrayLike
) -> Array:
    """Specific attenuation of dry air, 1 to 1,000 GHz: 44 lines and the dry continuum. Arguments broadcast.

    Source
    ------
    Recommendation ITU-R P.676-13, 2022, annex 1, eq. 1 to 9, table 1.

    Examples
    --------
    >>> print(f"{oxygen_db_per_km(60.0, 1013.25, 7.5, 288.15):.3f} dB/km")  # ITU validation examples, P.676-13 SpAtt
    14.623 dB/km
    """
    f, p, e, theta = _parts(frequency_ghz, pressure_hpa, vapour_g_per_m3, temperature_k)
    line, a1, a2, a3, a4, a5, a6 = OXYGEN.T
    strength = a1 * 1e-7 * p * theta**3 * np.exp(a2 * (1.0 - theta))
    width = np.sqrt((a3 * 1e-4 * (p * theta ** (0.8 - a4) + 1.1 * e * theta)) ** 2 + 2.25e-6)
    shift = (a5 + a6 * theta) * 1e-4 * (p + e) * theta**0.8
    lines = np.sum(strength * _shape(f, line, width, shift), axis=-1)
    f, p, e, theta = f[..., 0], p[..., 0], e[..., 0], theta[..., 0]
    debye = 5.6e-4 * (p + e) * theta**0.8
    continuum = 6.14e-5 / (debye * (1.0 + (f / debye) ** 2)) + 1.4e-12 * p * theta**1.5 / (1.0 + 1.9e-5 * f**1.5)
    return np.asarray(0.1820 * f * (lines + f * p * theta**2 * continuum))


def vapour_db_per_km(
    frequency_ghz: ArrayLike, pressure_hpa: ArrayLike, vapour_g_per_m3: ArrayLike, temperature_k: ArrayLike
) -> Array:
    """Specific attenuation of water vapour, 1 to 1,000 GHz: 35 lines, the last one a stand-in for the continuum.

    Source
    ------
    Recommendation ITU-R P.676-13, 2022, annex 1, eq. 1 to 7, table 2.
    """
    f, p, e, theta = _parts(frequency_ghz, pressure_hpa, vapour_g_per_m3, temperature_k)
    line, b1, b2, b3, b4, b5, b6 = WATER_VAPOUR.T
    strength = b1 * 1e-1 * e * theta**3.5 * np.exp(b2 * (1.0 - theta))
    pressure = b3 * 1e-4 * (p * theta**b4 + b5 * e * theta**b6)
    width = 0.535 * pressure + np.sqrt(0.217 * pressure**2 + 2.1316e-12 * line**2 / theta)
    return np.asarray(0.1820 * f[..., 0] * np.sum(strength * _shape(f, line, width, np.zeros(1)), axis=-1))


def _parts(
    frequency_ghz: ArrayLike, pressure_hpa: ArrayLike, vapour_g_per_m3: ArrayLike, temperature_k: ArrayLike
) -> tuple[Array, Array, Array, Array]:
    """Frequency, dry pressure, vapour pressure and 300/T, with a last axis for the lines."""
    f, p, vapour, temperature = np.broadcast_arrays(
        *(np.asarray(v, dtype=float) for v in (frequency_ghz, pressure_hpa, vapour_g_per_m3, temperature_k))
    )
    e = vapour_pressure_hpa(vapour, temperature)
    return f[..., None], p[..., None], e[..., None], (300.0 / temperature)[..., None]


def _shape(f: Array, line: Array, width: Array, shift: Array) -> Array:
    """Van Vleck and Weisskopf's line with interference (eq. 5)."""
    below = (width - shift * (line - f)) / ((line - f) ** 2 + width**2)
    above = (width - shift * (line + f)) / ((line + f) ** 2 + width**2)
    return np.asarray(f / line * (below + above))


def slant_attenuation_db(
    frequency_ghz: ArrayLike, elevation_rad: ArrayLike, *, pressure_hpa: ArrayLike, vapour_g_per_m3: ArrayLike,
    temperature_k: ArrayLike,
) -> Array:  # fmt: skip
    """Oxygen and vapour from the ground to space, 1 to 50 GHz, above 5° of elevation, by equivalent heights.

    Surface values are those of the place. Above 50 GHz the last coefficients are held: do not use it there.

    Source
    ------
    Recommendation ITU-R P.676-13, 2022, annex 2, sec. 2.2, eq. 31 and 37, table 4 and part 1 of its data.
    """
    f, pressure, vapour, temperature = np.broadcast_arrays(
        *(np.asarray(v, dtype=float) for v in (frequency_ghz, pressure_hpa, vapour_g_per_m3, temperature_k))
    )
    oxygen = oxygen_db_per_km(f, pressure, vapour, temperature) * oxygen_height_km(f, pressure, vapour, temperature)
    water = vapour_db_per_km(f, pressure, vapour, temperature) * vapour_height_km(f)
    return np.asarray((oxygen + water) / np.sin(np.maximum(elevation_rad, MINIMUM_ELEVATION_RAD)))


def oxygen_height_km(f: Array, pressure_hpa: Array, vapour_g_per_m3: Array, temperature_k: Array) -> Array:
    """Height of a uniform layer of oxygen that takes as much (annex 2, eq. 31)."""
    a, b, c, d = (np.interp(f, OXYGEN_HEIGHT[:, 0], column) for column in OXYGEN_HEIGHT[:, 1:].T)
    total = pressure_hpa + vapour_pressure_hpa(vapour_g_per_m3, temperature_k)
    return np.asarray(a + b * temperature_k + c * total + d * vapour_g_per_m3)


def vapour_height_km(frequency_ghz: ArrayLike) -> Array:
    """Height of a uniform layer of water vapour that takes as much (annex 2, eq. 37 and table 4)."""
    f = np.asarray(frequency_ghz, dtype=float)
    lines = sum(a / ((f - centre) ** 2 + b) for centre, a, b in VAPOUR_HEIGHT)
    return np.asarray(5.6585e-5 * f + 1.8348 + lines)


def layered_attenuation_db(
    frequency_ghz: float, elevation_rad: float, *, height_km: Array, pressure_hpa: Array, vapour_g_per_m3: Array,
    temperature_k: Array, refractivity: Array,
) -> float:  # fmt: skip
    """Attenuation along a ray through layers, bent at each: the reference method, for profiles of any kind.

    `height_km` are the k + 1 borders of the k layers; the rest describes the layers.

    Source
    ------
    Recommendation ITU-R P.676-13, 2022, annex 1, sec. 2.2.1, eq. 13 to 19b.
    """
    radius = EARTH_RADIUS_KM + height_km[:-1]
    thick = np.diff(height_km)
    index = 1.0 + refractivity * 1e-6
    cosine = index[0] * radius[0] * np.cos(elevation_rad) / (index * radius)  # Snell's law in spherical layers
    sine = np.sqrt(1.0 - cosine**2)
    length = np.sqrt((radius * sine) ** 2 + 2.0 * radius * thick + thick**2) - radius * sine
    specific = oxygen_db_per_km(frequency_ghz, pressure_hpa, vapour_g_per_m3, temperature_k)
    specific = specific + vapour_db_per_km(frequency_ghz, pressure_hpa, vapour_g_per_m3, temperature_k)
    return float(np.sum(specific * length))
