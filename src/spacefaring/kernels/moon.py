"""Where is the Moon?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.kernels.earth import DAY_PER_JULIAN_CENTURY, JULIAN_DAY_J2000
from spacefaring.tables import Array
from spacefaring.units import M_PER_KM

ARCSEC_RAD = np.pi / 648_000.0
# Arguments: multiples of the Moon's anomaly, the Sun's anomaly, the distance from the node, the elongation.
_LONGITUDE_ARCSEC = np.array([
    (22640, 1, 0, 0, 0), (769, 2, 0, 0, 0), (-4586, 1, 0, 0, -2), (2370, 0, 0, 0, 2), (-668, 0, 1, 0, 0),
    (-412, 0, 0, 2, 0), (-212, 2, 0, 0, -2), (-206, 1, 1, 0, -2), (192, 1, 0, 0, 2), (-165, 0, 1, 0, -2),
    (148, 1, -1, 0, 0), (-125, 0, 0, 0, 1), (-110, 1, 1, 0, 0), (-55, 0, 0, 2, -2),
])  # fmt: skip
_LATITUDE_ARCSEC = np.array([
    (-526, 0, 0, 1, -2), (44, 1, 0, 1, -2), (-31, -1, 0, 1, -2), (-25, -2, 0, 1, 0), (-23, 0, 1, 1, -2),
    (21, -1, 0, 1, 0), (11, 0, -1, 1, -2),
])  # fmt: skip
_DISTANCE_KM = np.array([
    (-20905, 1, 0, 0, 0), (-3699, -1, 0, 0, 2), (-2956, 0, 0, 0, 2), (-570, 2, 0, 0, 0), (246, 2, 0, 0, -2),
    (-205, 0, 1, 0, -2), (-171, 1, 0, 0, 2), (-152, 1, 1, 0, -2),
])  # fmt: skip


def moon_position_eci_m(julian_day: ArrayLike) -> Array:
    """Position of the Moon from the Earth's centre, shape (..., 3), mean equator and equinox of date.

    Within 0.1 degree and 1,000 km between 1950 and 2050: enough for its pull on a satellite.

    Source
    ------
    O. Montenbruck and E. Gill, Satellite Orbits, Springer, 2000, sec. 3.3.2, eq. 3.47 to 3.50.
    """
    century = (np.asarray(julian_day, dtype=float) - JULIAN_DAY_J2000) / DAY_PER_JULIAN_CENTURY
    mean = np.radians(218.31617 + 481_267.88088 * century)
    moon = np.radians(134.96292 + 477_198.86753 * century)
    sun = np.radians(357.52543 + 35_999.04944 * century)
    node = np.radians(93.27283 + 483_202.01873 * century)
    elongation = np.radians(297.85027 + 445_267.11135 * century)
    angles = np.stack([moon, sun, node, elongation], axis=-1)
    excess = _series(np.sin, _LONGITUDE_ARCSEC, angles) * ARCSEC_RAD
    argument = node + excess + ARCSEC_RAD * (412.0 * np.sin(2.0 * node) + 541.0 * np.sin(sun))
    latitude = ARCSEC_RAD * (18_520.0 * np.sin(argument) + _series(np.sin, _LATITUDE_ARCSEC, angles))
    distance = M_PER_KM * (385_000.0 + _series(np.cos, _DISTANCE_KM, angles))
    longitude, tilt = mean + excess, np.radians(23.439291 - 0.0130042 * century)
    x, y, z = np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)
    turned = (x, np.cos(tilt) * y - np.sin(tilt) * z, np.sin(tilt) * y + np.cos(tilt) * z)
    return np.asarray(distance[..., None] * np.stack(turned, axis=-1))


def _series(wave: np.ufunc, terms: Array, angles: Array) -> Array:
    return np.asarray(wave(angles @ terms[:, 1:].T) @ terms[:, 0])
