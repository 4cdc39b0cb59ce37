"""At what time of day does a launch site pass under the plane of an orbit?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import S_PER_DAY
from spacefaring.kernels.earth import TURN_RAD, gmst_rad, sidereal_rate_rad_per_s
from spacefaring.tables import Array
from spacefaring.units import HOUR_PER_DAY, S_PER_HOUR

NORTH, SOUTH = 1.0, -1.0


def node_east_of_site_rad(latitude_rad: ArrayLike, inclination_rad: ArrayLike, heading: ArrayLike) -> Array:
    """How far east of the site the ascending node lies when the plane passes overhead; `nan` where it never does.

    `heading` is 1 when the vehicle leaves northward along the orbit, -1 southward. Geocentric latitude is meant; the
    geodetic one errs by 0.2 degrees of node at most for sun-synchronous orbits.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, sec. 6.4,
    eq. 6-43 to 6-46 (spherical triangle of site and node).
    """
    ratio = np.tan(latitude_rad) / np.tan(inclination_rad)
    past_node = np.arcsin(np.where(np.abs(ratio) <= 1.0, ratio, np.nan))
    return np.asarray(np.where(np.asarray(heading) > 0.0, -past_node, past_node - np.pi))


def launch_hour_for_local_time(
    local_time_hour: ArrayLike,
    latitude_rad: ArrayLike,
    longitude_rad: ArrayLike,
    inclination_rad: ArrayLike,
    *,
    heading: ArrayLike,
    lead_s: ArrayLike,
) -> Array:
    """Universal time of lift-off, in hours of the day, that puts the ascending node at a mean local solar time.

    The same every day of the year, because mean local time is. `lead_s` is how long before the site passes under the
    plane the vehicle leaves: it keeps part of the Earth's turn while it climbs.
    """
    east = node_east_of_site_rad(latitude_rad, inclination_rad, heading) + np.asarray(longitude_rad)
    hour = np.asarray(local_time_hour) - east * HOUR_PER_DAY / TURN_RAD - np.asarray(lead_s) / S_PER_HOUR
    return np.asarray(np.mod(hour, HOUR_PER_DAY))


def launch_jd_for_node(
    raan_rad: ArrayLike,
    latitude_rad: ArrayLike,
    longitude_rad: ArrayLike,
    inclination_rad: ArrayLike,
    *,
    heading: ArrayLike,
    lead_s: ArrayLike,
    after_jd: ArrayLike,
) -> Array:
    """First lift-off after an instant (Julian days, UT1) that puts the ascending node at a right ascension of date.

    The window moves four minutes earlier each day.
    """
    east = node_east_of_site_rad(latitude_rad, inclination_rad, heading) + np.asarray(longitude_rad)
    start = np.asarray(after_jd, dtype=float)
    rate = sidereal_rate_rad_per_s(start) * S_PER_DAY
    lead_day = np.asarray(lead_s) / S_PER_DAY
    wait = np.mod(np.asarray(raan_rad) - east - gmst_rad(start + lead_day), TURN_RAD)
    return np.asarray(start + wait / rate)
