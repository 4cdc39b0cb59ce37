"""How often does a satellite meet an object of a size in low orbit? Objects fly like molecules of a gas.

Every shell holds its objects evenly, whatever the latitude; they cross the satellite's way at one mean speed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import EARTH_RADIUS_M
from spacefaring.tables import Array

_POINTS_OF_ORBIT = 8


def shell_density_per_m3(count: ArrayLike, edges_m: ArrayLike) -> Array:
    """Objects per cubic metre in each shell between rising heights above the equatorial radius.

    Averaged over latitude: sun-synchronous orbits cross the crowded rings near the poles and meet up to twice as many.

    Source
    ------
    D. Kessler and B. Cour-Palais, Collision frequency of artificial satellites: the creation of a debris belt, Journal
    of Geophysical Research 83(A6), 1978 (spatial density).

    Examples
    --------
    >>> print(f"{shell_density_per_m3([800.0], [950e3, 1000e3])[0] * 1e9:.1e} per km³")
    2.4e-08 per km³
    """
    radius = EARTH_RADIUS_M + np.asarray(edges_m, dtype=float)
    return np.asarray(np.asarray(count, dtype=float) / (4.0 / 3.0 * np.pi * np.diff(radius**3)))


def met_per_s(density_per_m3: Array, radius_m: ArrayLike, area_m2: ArrayLike, speed_m_per_s: float) -> Array:
    """Objects met a second: density × relative speed × the circle in which two outlines touch.

    `area_m2` is the satellite's mean outline, taken as a circle; both sizes add up before they are squared.

    Source
    ------
    Kessler and Cour-Palais 1978, eq. 1 and 2.
    """
    touching = np.pi * (np.sqrt(np.asarray(area_m2) / np.pi) + np.asarray(radius_m)) ** 2
    return np.asarray(density_per_m3 * speed_m_per_s * touching)


def mean_over_orbit(values: Array, edges_m: Array, perigee_m: Array, apogee_m: Array) -> Array:
    """Mean over time along orbits of what stands in shells of height; zero outside the shells, `nan` for no orbit.

    `values` has the shells on its first axis; the others go on after the shape of the orbits. Eight points of equal
    eccentric anomaly with their weights in time.
    """
    low, high = np.asarray(perigee_m, dtype=float), np.asarray(apogee_m, dtype=float)
    axis = EARTH_RADIUS_M + 0.5 * (low + high)
    eccentricity = 0.5 * (high - low) / axis
    padded = np.concatenate([np.zeros_like(values[:1]), values, np.zeros_like(values[:1])])
    total = np.zeros((*axis.shape, *values.shape[1:]))
    for cosine in np.cos(np.pi * (np.arange(_POINTS_OF_ORBIT) + 0.5) / _POINTS_OF_ORBIT):
        slowness = 1.0 - eccentricity * cosine
        shell = np.searchsorted(edges_m, axis * slowness - EARTH_RADIUS_M, side="right")
        total += padded[shell] * slowness.reshape(*slowness.shape, *([1] * (values.ndim - 1)))
    return np.asarray(total / _POINTS_OF_ORBIT)


def probability(expected_count: ArrayLike) -> Array:
    """Chance of at least one meeting when so many are expected (Poisson)."""
    return np.asarray(-np.expm1(-np.asarray(expected_count, dtype=float)))
