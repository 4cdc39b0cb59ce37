"""When does the ground track come back, and how long does a place wait for a look?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from spacefaring.constants import EARTH_RADIUS_M, S_PER_DAY
from spacefaring.kernels.orbits import sun_synchronous_inclination_rad
from spacefaring.kernels.repeat import longest_gap_s, repeat_miss_m, semi_major_axis_for_repeat_m
from spacefaring.orbit.inputs import Inputs
from spacefaring.places import Places
from spacefaring.tables import Array
from spacefaring.units import M_PER_KM

SYNCHRONOUS_ROUNDS = 4
LOOK_DEG, LOOK_SPAN_DAY, MOST_LOOKING_COUNT = 30.0, 30.0, 24


class Repeat(NamedTuple):
    """A cycle after which the ground track comes back."""

    day: Array
    orbit_count: Array
    miss_km: Array
    altitude_km: Array


def repeat(inputs: Inputs, axis_m: Array, inclination: Array) -> Repeat:
    """The shortest cycle that comes back within the tolerance, or the one that comes back closest."""
    if inputs.kind == "geostationary":
        return Repeat(np.ones(1), np.ones(1), np.zeros(1), (axis_m - EARTH_RADIUS_M) / M_PER_KM)
    at, orbits, miss_m = cycle(inputs, axis_m, inclination)
    exact_m = _exact_repeat_m(inputs, at + 1, orbits, inclination)
    return Repeat(np.array([at + 1.0]), orbits, miss_m / M_PER_KM, (exact_m - EARTH_RADIUS_M) / M_PER_KM)


def cycle(inputs: Inputs, axis_m: Array, inclination: Array) -> tuple[int, Array, Array]:
    """Days of the cycle less one, its revolutions and how far it misses."""
    orbits, miss_m = repeat_miss_m(axis_m, inclination, inputs.repeat_most_day)
    near = miss_m[0] <= inputs.repeat_tolerance_km * M_PER_KM
    at = int(np.argmax(near)) if near.any() else int(np.argmin(miss_m[0]))
    return at, orbits[:, at], miss_m[:, at]


def _exact_repeat_m(inputs: Inputs, days: int, orbits: Array, inclination: Array) -> Array:
    """The semi-major axis at which the cycle closes; a sun-synchronous orbit keeps its node on the Sun meanwhile."""
    for _ in range(SYNCHRONOUS_ROUNDS):
        exact_m = semi_major_axis_for_repeat_m(days, orbits, inclination)
        if inputs.kind == "sun_synchronous":
            inclination = sun_synchronous_inclination_rad(exact_m)
    return exact_m


def look_gap_day(inputs: Inputs, elements: Array, places: Places, off_nadir_deg: float = LOOK_DEG) -> float:
    """Longest wait for a look, at the southernmost, middle and northernmost latitudes of the territory that are seen.

    By day for a sun-synchronous orbit, whose passes on one side are all lit; by day and night for the others.
    """
    if inputs.kind == "geostationary" or len(elements) > MOST_LOOKING_COUNT:
        return float("nan")
    low_deg, high_deg = float(places.points.lat_deg.min()), float(places.points.lat_deg.max())
    side = "both"
    if inputs.kind == "sun_synchronous":
        side = "ascending" if 6.0 <= inputs.ltan_hour < 18.0 else "descending"
    gaps_s = [
        longest_gap_s(elements, np.radians(latitude), np.radians(off_nadir_deg), LOOK_SPAN_DAY * S_PER_DAY, side=side)
        for latitude in (low_deg, 0.5 * (low_deg + high_deg), high_deg)
    ]
    return max((gap for gap in gaps_s if not np.isnan(gap)), default=float("nan")) / S_PER_DAY
