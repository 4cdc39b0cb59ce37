"""How often does an orbit pass over a latitude, and how far does its satellite reach?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import EARTH_RADIUS_M
from spacefaring.tables import Array

STEP_COUNT = 720


def reach_rad(altitude_m: ArrayLike, off_nadir_rad: ArrayLike) -> Array:
    """Angle at the Earth's centre between the point below a satellite and where it looks at an angle from the nadir.

    Spherical Earth of equatorial radius; beyond the limb the angle to the limb.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, sec. 5.2.

    Examples
    --------
    >>> print(f"{np.degrees(reach_rad(550e3, np.radians(30.0))):.2f} deg")
    2.90 deg
    """
    ratio = (EARTH_RADIUS_M + np.asarray(altitude_m, dtype=float)) / EARTH_RADIUS_M
    sine = ratio * np.sin(off_nadir_rad)
    inside = np.arcsin(np.minimum(sine, 1.0)) - np.asarray(off_nadir_rad, dtype=float)
    return np.where(sine < 1.0, inside, np.arccos(1.0 / ratio))


def access_frac(latitude_rad: ArrayLike, inclination_rad: ArrayLike, reach_rad: ArrayLike) -> Array:
    """Share of the time that one satellite has a place of a latitude within reach, in the mean over longitudes.

    The argument of latitude of a circular orbit grows evenly; at each of its values the place is within reach for the
    longitudes that the cap around the satellite covers on the place's parallel. Spherical Earth; the mean over weeks
    in which the track passes all longitudes alike, so not for orbits whose track repeats within a few days.

    Source
    ------
    Own derivation from the spherical law of cosines; the test holds it to the area of the cap.

    Examples
    --------
    >>> share = access_frac(np.radians(12.0), np.radians([16.0, 97.6]), np.radians(2.9))
    >>> print(f"{share[0] / share[1]:.1f} times as long in a low inclination")
    5.7 times as long in a low inclination
    """
    place, inclination, reach = (
        np.asarray(value, dtype=float)[..., None] for value in (latitude_rad, inclination_rad, reach_rad)
    )
    along = (np.arange(STEP_COUNT) + 0.5) / STEP_COUNT * np.pi - np.pi / 2.0
    below = np.arcsin(np.sin(inclination) * np.sin(along))
    cosine = (np.cos(reach) - np.sin(place) * np.sin(below)) / np.maximum(np.cos(place) * np.cos(below), 1e-12)
    return np.asarray(np.mean(np.arccos(np.clip(cosine, -1.0, 1.0)), axis=-1) / np.pi)
