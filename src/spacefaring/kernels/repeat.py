"""When does a ground track come back onto itself, and which orbit makes it?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spacefaring.constants import EARTH_RADIUS_M
from spacefaring.kernels.bands import reach_rad
from spacefaring.kernels.earth import TURN_RAD
from spacefaring.kernels.orbits import ground_track_shift_rad, nodal_period_s
from spacefaring.tables import Array

SECANT_ROUNDS = 12
# Places around a parallel, and steps along half a revolution. Each half is named by the middle of it, counted from the
# ascending node.
PLACE_COUNT, ALONG_COUNT = 360, 720
SIDES = {"both": (0.0, np.pi), "ascending": (0.0,), "descending": (np.pi,)}


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


def longest_gap_s(
    elements: ArrayLike, latitude_rad: float, off_nadir_rad: float, span_s: float, *, side: str = "both"
) -> float:
    """Longest time that any place of a latitude waits between revolutions that come within an angle of its nadir.

    `elements` (n, 6) are mean elements of circular orbits of one height and inclination; `side` keeps only the
    "ascending" or "descending" half of each revolution, such as the one by day. The wait before the first look and
    after the last of the span counts too, so that a place never seen waits for the whole span; `nan` where no place
    of the latitude is ever seen. Looks are timed to the node, so not for gaps below a revolution. Tracks that repeat
    after a day or so leave the longest gaps: near 560 km, for instance.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 11.4.2 (spacing of
    tracks); the test holds it to the windows that the coverage stage finds.
    """
    elements = np.atleast_2d(np.asarray(elements, dtype=float))
    time, longitude = _crossings(elements, span_s)
    ends = np.tile(np.arange(PLACE_COUNT), 2)
    places, times = [ends], [np.repeat([0.0, span_s], PLACE_COUNT)]
    for half in SIDES[side]:
        first, width = _seen_strip(elements[0], latitude_rad, off_nadir_rad, half)
        which, place = _places_between(longitude + first, width)
        places.append(place)
        times.append(time[which])
    if sum(map(len, places)) == len(ends):
        return float("nan")
    place, when = np.concatenate(places), np.concatenate(times)
    order = np.lexsort((when, place))
    return float(np.max(np.diff(when[order])[np.diff(place[order]) == 0]))


def _places_between(west_rad: Array, width_rad: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For strips of one width: the number of the strip and of the place, for every place around the parallel in it."""
    step = TURN_RAD / PLACE_COUNT
    start = np.ceil(west_rad / step).astype(np.int64)
    count = np.clip(np.floor((west_rad + width_rad) / step).astype(np.int64) - start + 1, 0, PLACE_COUNT)
    which = np.repeat(np.arange(len(start)), count)
    within = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    return which, np.mod(start[which] + within, PLACE_COUNT)


def _seen_strip(element: Array, latitude_rad: float, off_nadir_rad: float, half: float) -> tuple[float, float]:
    """Where the strip of a parallel that one half of a revolution sees begins, east of its node, and how wide it is."""
    axis, inclination = element[0], element[2]
    along = half + (np.arange(ALONG_COUNT) + 0.5) / ALONG_COUNT * np.pi - np.pi / 2.0
    below = np.arcsin(np.sin(inclination) * np.sin(along))
    turned = float(ground_track_shift_rad(axis, 0.0, inclination)) / TURN_RAD * along
    east = np.unwrap(np.arctan2(np.cos(inclination) * np.sin(along), np.cos(along))) - turned
    cosine = np.cos(reach_rad(axis - EARTH_RADIUS_M, off_nadir_rad)) - np.sin(latitude_rad) * np.sin(below)
    wide = np.arccos(np.clip(cosine / np.maximum(np.cos(latitude_rad) * np.cos(below), 1e-12), -1.0, 1.0))
    inside = wide > 0.0
    if not inside.any():
        return 0.0, -1.0
    first = float(np.min((east - wide)[inside]))
    return first, float(np.max((east + wide)[inside])) - first


def _crossings(elements: Array, span_s: float) -> tuple[Array, Array]:
    """Times and longitudes, in order of time, at which each orbit crosses its ascending node."""
    axis, inclination = elements[0, 0], elements[0, 2]
    period = float(nodal_period_s(axis, 0.0, inclination))
    turn_rate = float(ground_track_shift_rad(axis, 0.0, inclination)) / period
    count = int(np.ceil(span_s / period))
    ahead = np.mod(elements[:, 4] + elements[:, 5], TURN_RAD) / TURN_RAD
    time = (np.arange(1, count + 1)[None, :] - ahead[:, None]) * period
    longitude = elements[:, 3][:, None] - turn_rate * time
    order = np.argsort(time, axis=None, kind="stable")
    kept = order[time.ravel()[order] <= span_s]
    return time.ravel()[kept], longitude.ravel()[kept]
