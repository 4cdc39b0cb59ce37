"""Does a radio link carry its bits? Free space, antennas, noise, codes.

Frequencies in hertz, lengths in metres, temperatures in kelvin; powers and gains in decibels where the name says so.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import BOLTZMANN_J_PER_K, EARTH_RADIUS_M, LIGHT_SPEED_M_PER_S
from spacefaring.tables import Array

BOLTZMANN_DBW_PER_K_HZ = 10.0 * np.log10(BOLTZMANN_J_PER_K)  # −228.6
REFERENCE_TEMPERATURE_K = 290.0  # IEEE standard noise temperature, IEEE Std 161; ITU-R P.372 sec. 2


def decibel(ratio: ArrayLike) -> Array:
    """A power ratio in decibels; −inf at zero."""
    with np.errstate(divide="ignore"):
        return np.asarray(10.0 * np.log10(np.asarray(ratio, dtype=float)))


def ratio(value_db: ArrayLike) -> Array:
    """Decibels as a power ratio."""
    return np.asarray(10.0 ** (np.asarray(value_db, dtype=float) / 10.0))


def free_space_loss_db(range_m: ArrayLike, frequency_hz: ArrayLike) -> Array:
    """Spreading loss between isotropic antennas.

    Source
    ------
    Recommendation ITU-R P.525-4, Calculation of free-space attenuation, 2019, eq. 3.

    Examples
    --------
    >>> print(f"{free_space_loss_db(1000e3, 8e9):.2f} dB")
    170.51 dB
    """
    wavelength_m = LIGHT_SPEED_M_PER_S / np.asarray(frequency_hz, dtype=float)
    return 2.0 * decibel(4.0 * np.pi * np.asarray(range_m, dtype=float) / wavelength_m)


def dish_gain_dbi(diameter_m: ArrayLike, frequency_hz: ArrayLike, efficiency: ArrayLike) -> Array:
    """Gain on the axis of a round aperture.

    Examples
    --------
    >>> print(f"{dish_gain_dbi(1.2, 12e9, 0.65):.1f} dBi")
    41.7 dBi
    """
    circumference = np.pi * np.asarray(diameter_m, dtype=float) * np.asarray(frequency_hz, dtype=float)
    return decibel(np.asarray(efficiency, dtype=float) * (circumference / LIGHT_SPEED_M_PER_S) ** 2)


def dish_diameter_m(gain_dbi: ArrayLike, frequency_hz: ArrayLike, efficiency: ArrayLike) -> Array:
    """Diameter of a round aperture that has a gain on its axis; the inverse of `dish_gain_dbi`."""
    wavelength_m = LIGHT_SPEED_M_PER_S / np.asarray(frequency_hz, dtype=float)
    return np.asarray(wavelength_m / np.pi * np.sqrt(ratio(gain_dbi) / np.asarray(efficiency, dtype=float)))


def half_power_width_rad(diameter_m: ArrayLike, frequency_hz: ArrayLike) -> Array:
    """Full width of a round aperture's main lobe at half power: about 70 λ/D degrees for a tapered illumination.

    Source
    ------
    G. Maral and M. Bousquet, Satellite Communications Systems, 5th ed., Wiley, 2009, sec. 5.2.2, eq. 5.4b.
    """
    wavelength_m = LIGHT_SPEED_M_PER_S / np.asarray(frequency_hz, dtype=float)
    return np.asarray(np.radians(70.0) * wavelength_m / np.asarray(diameter_m, dtype=float))


def pointing_loss_db(offset_rad: ArrayLike, half_power_rad: ArrayLike) -> Array:
    """Gain lost by looking off the axis: 12 (θ/θ₃dB)². Trust it inside the main lobe only (below about 10 dB).

    Source
    ------
    G. Maral and M. Bousquet, Satellite Communications Systems, 5th ed., Wiley, 2009, sec. 5.2.2, eq. 5.5.
    """
    return np.asarray(12.0 * (np.asarray(offset_rad, dtype=float) / np.asarray(half_power_rad, dtype=float)) ** 2)


def slant_range_m(altitude_m: ArrayLike, elevation_rad: ArrayLike) -> Array:
    """Distance from a ground station to a satellite seen at an elevation, over a spherical Earth.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, sec. 5.2.

    Examples
    --------
    >>> print(f"{slant_range_m(550e3, np.radians(10)) / 1e3:.0f} km")
    1816 km
    """
    radius = EARTH_RADIUS_M + np.asarray(altitude_m, dtype=float)
    rise = EARTH_RADIUS_M * np.sin(np.asarray(elevation_rad, dtype=float))
    return np.asarray(np.sqrt(rise**2 + radius**2 - EARTH_RADIUS_M**2) - rise)


def system_temperature_k(
    *, antenna_k: ArrayLike, attenuation_db: ArrayLike, feeder_loss_db: ArrayLike, receiver_k: ArrayLike,
    medium_k: ArrayLike = 275.0,
) -> Array:  # fmt: skip
    """Noise temperature at the receiver's input when the path attenuates: rain warms the sky that the antenna sees.

    `antenna_k` is the clear-sky figure at the feed, `medium_k` the mean radiating temperature of the rain.

    Source
    ------
    G. Maral and M. Bousquet, Satellite Communications Systems, 5th ed., Wiley, 2009, sec. 5.5.3 and 5.5.4;
    Recommendation ITU-R P.618-14, 2023, sec. 3 (275 K where no better value is known).
    """
    passed, feeder = 1.0 / ratio(attenuation_db), ratio(feeder_loss_db)
    sky_k = np.asarray(antenna_k, dtype=float) * passed + np.asarray(medium_k, dtype=float) * (1.0 - passed)
    return np.asarray(sky_k / feeder + REFERENCE_TEMPERATURE_K * (1.0 - 1.0 / feeder) + np.asarray(receiver_k))


def carrier_to_noise_dbhz(eirp_dbw: ArrayLike, loss_db: ArrayLike, g_over_t_db_per_k: ArrayLike) -> Array:
    """Carrier power over noise power density: EIRP less all losses plus G/T plus 228.6.

    Source
    ------
    G. Maral and M. Bousquet, Satellite Communications Systems, 5th ed., Wiley, 2009, sec. 5.6, eq. 5.35.
    """
    return np.asarray(
        np.asarray(eirp_dbw) - np.asarray(loss_db) + np.asarray(g_over_t_db_per_k) - BOLTZMANN_DBW_PER_K_HZ
    )


def in_series_db(*ratios_db: ArrayLike) -> Array:
    """One carrier-to-noise ratio for hops that add their noise (up, down, interference): inverses add."""
    return -decibel(sum(1.0 / ratio(value) for value in ratios_db))


def power_flux_dbw_per_m2(eirp_dbw: ArrayLike, range_m: ArrayLike) -> Array:
    """Power per area at a distance, in free space."""
    return np.asarray(np.asarray(eirp_dbw) - decibel(4.0 * np.pi * np.asarray(range_m, dtype=float) ** 2))
