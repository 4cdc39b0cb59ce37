"""How dense is the upper atmosphere, at a point and on the average over an orbit?

NRLMSIS 2.1 through pymsis, with F10.7 and Ap always passed in: pymsis fetches them over the network otherwise.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spacefaring.constants import EARTH_J2, EARTH_RADIUS_M
from spacefaring.kernels.earth import POLAR_RADIUS_M, TURN_RAD
from spacefaring.tables import Array
from spacefaring.units import M_PER_KM

MODEL_VERSION = 2.1
# What `calculated_table` gives, kept: `python -m spacefaring.kernels.atmosphere` writes it anew after a change here.
TABLE_FILE = Path(__file__).with_name("mean_density.npz")
LOWEST_M, HIGHEST_M = 100e3, 2_000e3
# Nodes of the table of mean densities. Between them ln(density) is linear, which errs by less than 3 % (tests).
ALTITUDE_NODES_M = M_PER_KM * np.concatenate([
    [100.0, 105.0, 110.0, 115.0, 120.0, 130.0, 140.0, 150.0, 165.0, 180.0], np.arange(190.0, 290.0, 12.5),
    np.arange(290.0, 500.0, 25.0),
    np.arange(500.0, 1_000.0, 50.0), [1_000.0, 1_100.0, 1_200.0, 1_350.0, 1_500.0, 1_750.0, 2_000.0],
])  # fmt: skip
F107_NODES_SFU = np.array([60.0, 70.0, 82.0, 97.0, 115.0, 135.0, 155.0, 180.0, 205.0, 230.0, 260.0, 320.0])
AP_NODES = np.array([0.0, 4.0, 8.0, 16.0, 32.0, 64.0])
INCLINATION_NODES_RAD = np.radians([0.0, 15.0, 30.0, 45.0, 60.0, 75.0, 90.0])
MONTH_COUNT = 12
_REFERENCE_AP_ROW = 2
_LATITUDE_NODES_DEG = np.linspace(-90.0, 90.0, 13)
_LOCAL_TIME_COUNT = 6
_ARGUMENT_COUNT = 24


def density_kg_per_m3(
    date_utc: ArrayLike,
    latitude_rad: ArrayLike,
    longitude_rad: ArrayLike,
    altitude_m: ArrayLike,
    *,
    f107_sfu: ArrayLike,
    f107a_sfu: ArrayLike,
    ap_index: ArrayLike,
    version: float = MODEL_VERSION,
) -> Array:
    """Total mass density at points above the ellipsoid; all arguments broadcast.

    `f107_sfu` is the flux of the day before, `f107a_sfu` its mean over 81 days, `ap_index` the daily planetary index;
    `version` 0 is NRLMSISE-00, for comparisons with programs that hold it.
    Single values err by 15 to 30 %, more in geomagnetic storms; `nan` below 0 and above 2,000 km.

    Source
    ------
    J. Emmert et al., NRLMSIS 2.0, Earth and Space Science 8, 2021, e2020EA001321, and NRLMSIS 2.1, J. Geophys. Res.
    Space Physics 127, 2022, e2022JA030896; code: pymsis.
    """
    import pymsis

    values = [
        np.asarray(v, dtype=float) for v in (latitude_rad, longitude_rad, altitude_m, f107_sfu, f107a_sfu, ap_index)
    ]
    dates = np.asarray(date_utc, dtype="datetime64[ms]")
    dates, latitude, longitude, altitude, f107, f107a, ap = np.broadcast_arrays(
        dates, *(np.asarray(value, dtype=float) for value in values)
    )
    inside = (altitude >= 0.0) & (altitude <= HIGHEST_M)
    found = pymsis.calculate(
        dates.ravel(), np.degrees(longitude).ravel(), np.degrees(latitude).ravel(),
        (np.where(inside, altitude, HIGHEST_M) / M_PER_KM).ravel(), f107.ravel(), f107a.ravel(),
        np.repeat(ap.reshape(-1, 1), 7, axis=1), version=version,
    )  # fmt: skip
    density = np.asarray(found[..., pymsis.Variable.MASS_DENSITY], dtype=float).reshape(altitude.shape)
    return np.where(inside, density, np.nan)


class MeanDensity(NamedTuple):
    """ln(density in kg/m³) averaged over an orbit; axes inclination, month, Ap, F10.7, altitude (the nodes above)."""

    log_density: NDArray[np.float64]

    def of_year(self) -> NDArray[np.float64]:
        """ln of the density averaged over the twelve months as well; axes inclination, Ap, F10.7, altitude."""
        return np.asarray(np.log(np.exp(self.log_density).mean(axis=1)))


def orbit_mean_density_kg_per_m3(
    altitude_m: ArrayLike, inclination_rad: ArrayLike, *, f107_sfu: ArrayLike, ap_index: ArrayLike
) -> Array:
    """Density averaged over a circular orbit, over local times and over the year; all arguments broadcast.

    `altitude_m` is the mean semi-major axis less the Earth's equatorial radius; the flattening of the Earth is in the
    average (it changes the height by up to 21 km along the orbit). `f107_sfu` and `ap_index` are means over a month or
    more; they are held at the ends of the table (60 to 320 sfu, 0 to 64). An orbit that stays at one local time sees
    up to 20 % more (afternoon) or less (dawn). `nan` outside 100 to 2,000 km.

    Source
    ------
    NRLMSIS 2.1 (see `density_kg_per_m3`).

    Examples
    --------
    >>> quiet = orbit_mean_density_kg_per_m3(500e3, np.radians(97.4), f107_sfu=70.0, ap_index=4.0)
    >>> active = orbit_mean_density_kg_per_m3(500e3, np.radians(97.4), f107_sfu=230.0, ap_index=15.0)
    >>> print(f"{quiet:.0e} to {active:.0e}")
    6e-14 to 2e-12
    """
    from scipy.interpolate import RegularGridInterpolator

    axes = (INCLINATION_NODES_RAD, AP_NODES, F107_NODES_SFU, ALTITUDE_NODES_M)
    folded = np.arcsin(np.abs(np.sin(np.asarray(inclination_rad, dtype=float))))
    wanted = np.broadcast_arrays(
        folded, np.clip(ap_index, AP_NODES[0], AP_NODES[-1]),
        np.clip(f107_sfu, F107_NODES_SFU[0], F107_NODES_SFU[-1]), np.asarray(altitude_m, dtype=float),
    )  # fmt: skip
    found = RegularGridInterpolator(axes, _year_table(), bounds_error=False)(np.stack(wanted, axis=-1))
    return np.asarray(np.exp(found)).reshape(wanted[0].shape)


@cache
def _year_table() -> NDArray[np.float64]:
    return mean_density_table().of_year()


@cache
def mean_density_table() -> MeanDensity:
    """The table of orbit-mean densities, as shipped: the same bits on every machine."""
    with np.load(TABLE_FILE) as file:
        return MeanDensity(np.asarray(file["log_density"], dtype=float))


def calculated_table() -> MeanDensity:
    """The table of orbit-mean densities, computed from the model in about two seconds.

    The effect of Ap is taken from March and June alone; everything else from the middle of each month.
    """
    months = np.arange(MONTH_COUNT)
    reference = _zonal_density(months, AP_NODES[[_REFERENCE_AP_ROW]])
    two = _zonal_density(np.array([2, 5]), AP_NODES)
    effect = np.mean(two / two[:, [_REFERENCE_AP_ROW]], axis=0)
    return MeanDensity(np.log(_average_over_orbits(reference * effect[None])))


def _zonal_density(months: NDArray[np.int64], ap: Array) -> Array:
    """Density averaged over local time; axes month, Ap, F10.7, latitude, altitude above the ellipsoid."""
    latitudes, heights = np.radians(_LATITUDE_NODES_DEG), ALTITUDE_NODES_M
    shape = (months.size, ap.size, F107_NODES_SFU.size, latitudes.size, heights.size)
    total = np.zeros(shape)
    start = np.datetime64("2001-01-15T00:00", "m")
    for turn in range(_LOCAL_TIME_COUNT):
        minutes = 1_440 // _LOCAL_TIME_COUNT * turn + 43_830 * months
        dates = np.asarray(start + minutes.astype("timedelta64[m]"))
        total += density_kg_per_m3(
            dates[:, None, None, None, None], latitudes[None, None, None, :, None], 0.0, heights,
            f107_sfu=F107_NODES_SFU[None, None, :, None, None], f107a_sfu=F107_NODES_SFU[None, None, :, None, None],
            ap_index=ap[None, :, None, None, None],
        )  # fmt: skip
    return total / _LOCAL_TIME_COUNT


def _average_over_orbits(zonal: Array) -> Array:
    """From densities on (…, latitude, altitude) to means over circular orbits on (inclination, …, altitude)."""
    log_zonal = np.log(zonal)
    arguments = TURN_RAD * (np.arange(_ARGUMENT_COUNT) + 0.5) / _ARGUMENT_COUNT
    means = []
    for inclination in INCLINATION_NODES_RAD:
        total = np.zeros((*zonal.shape[:-2], ALTITUDE_NODES_M.size))
        for argument in arguments:
            latitude, height = height_along_orbit_m(ALTITUDE_NODES_M, inclination, argument)
            total += np.exp(_at_latitude_and_heights(log_zonal, latitude, height))
        means.append(total / arguments.size)
    return np.stack(means)


def height_along_orbit_m(altitude_m: Array, inclination_rad: float, argument_rad: float) -> tuple[float, Array]:
    """Latitude, and height above the ellipsoid, of a satellite at an argument of latitude of a near-circular orbit.

    `altitude_m` is the mean semi-major axis less the equatorial radius. The periodic part of J2 to first order is in
    the radius: a sun-synchronous satellite flies some 5 km higher than its mean semi-major axis says.

    Source
    ------
    F. Hoots and R. Roehrich, Spacetrack Report No. 3, 1980, sec. 6 (short-period terms of the radius, e = 0).
    """
    axis = altitude_m + EARTH_RADIUS_M
    sine, cosine_squared = np.sin(inclination_rad) * np.sin(argument_rad), np.cos(inclination_rad) ** 2
    strength = 0.5 * EARTH_J2 * EARTH_RADIUS_M**2 / axis
    steady = -1.5 * (3.0 * cosine_squared - 1.0)
    radius = axis + strength * (steady + 0.5 * (1.0 - cosine_squared) * np.cos(2.0 * argument_rad))
    squashed = 1.0 / np.sqrt((1.0 - sine**2) / EARTH_RADIUS_M**2 + sine**2 / POLAR_RADIUS_M**2)
    return float(np.arcsin(sine)), np.asarray(radius - squashed)


def _at_latitude_and_heights(log_zonal: Array, latitude_rad: float, heights_m: Array) -> Array:
    """ln(density) at one latitude and as many heights as there are nodes; heights beyond the table go on linearly."""
    at = (np.degrees(latitude_rad) - _LATITUDE_NODES_DEG[0]) / (_LATITUDE_NODES_DEG[1] - _LATITUDE_NODES_DEG[0])
    south = min(int(at), _LATITUDE_NODES_DEG.size - 2)
    here = log_zonal[..., south, :] * (1.0 - (at - south)) + log_zonal[..., south + 1, :] * (at - south)
    low = np.clip(np.searchsorted(ALTITUDE_NODES_M, heights_m, side="right") - 1, 0, ALTITUDE_NODES_M.size - 2)
    share = (heights_m - ALTITUDE_NODES_M[low]) / (ALTITUDE_NODES_M[low + 1] - ALTITUDE_NODES_M[low])
    return np.asarray(here[..., low] * (1.0 - share) + here[..., low + 1] * share)


if __name__ == "__main__":
    np.savez_compressed(TABLE_FILE, log_density=calculated_table().log_density.astype(np.float32))
