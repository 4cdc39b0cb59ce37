"""When does a ground track come back onto itself, and which orbit makes it?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import EARTH_RADIUS_M
from spacefaring.kernels.earth import TURN_RAD
from spacefaring.kernels.orbits import ground_track_shift_rad
from spacefaring.tables import Array

SECANT_ROUNDS = 12


def repeat_miss_m(semi_major_axis_m: ArrayLike, inclination_rad: ArrayLike, most_days: int) -> tuple[Array, Array]:
    """Revolutions nearest to 1, 2, … `most_days` turns of the Earth under a circular orbit, and how far they miss.

    The miss is the distance along the equator between the first track and the one nearest to it after that many
    days; both results are (..., days). Drag and the orbit's own control are not here.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 11.4.2.

    Examples
    --------
    >>> orbits, miss = repeat_miss_m(7077.7e3, np.radians(98.2), 16)
    >>> print(int(orbits[15]), f"{miss[15] / 1e3:.0f} km")  # Landsat 8 returns after 233 orbits in 16 days
    233 6 km
    """
    shift = np.asarray(ground_track_shift_rad(semi_major_axis_m, 0.0, inclination_rad))[..., None]
    turns = np.arange(1, most_days + 1) * TURN_RAD
    orbits = np.round(turns / shift)
    return orbits, np.abs(orbits * shift - turns) * EARTH_RADIUS_M


def semi_major_axis_for_repeat_m(day_count: ArrayLike, orbit_count: ArrayLike, inclination_rad: ArrayLike) -> Array:
    """The circular orbit of an inclination whose track closes after so many revolutions in so many nodal days.

    `nan` where the secant does not settle, which happens only for orbits inside the Earth.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 11.4.2, algorithm 71.
    """
    wanted = np.asarray(day_count, dtype=float) / np.asarray(orbit_count, dtype=float) * TURN_RAD
    axis, step = np.full(np.broadcast(wanted, inclination_rad).shape, 7.0e6), 1.0e3
    for _ in range(SECANT_ROUNDS):
        miss = ground_track_shift_rad(axis, 0.0, inclination_rad) - wanted
        slope = (ground_track_shift_rad(axis + step, 0.0, inclination_rad) - wanted - miss) / step
        axis = axis - np.clip(miss / slope, -5.0e5, 5.0e5)
    settled = np.abs(ground_track_shift_rad(axis, 0.0, inclination_rad) - wanted) < 1e-9
    return np.where(settled, axis, np.nan)
