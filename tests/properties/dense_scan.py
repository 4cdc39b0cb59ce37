"""The truth that windows are held against: geometry evaluated at every step of a dense scan, nothing cleverer.

Written apart from the engine: angles from dot products, the Sun from its own formula through public kernels, positions
straight from SGP4 or from Kepler's equation.
"""

import numpy as np

from spacefaring.kernels.earth import ecef_to_geodetic, geodetic_to_ecef_m, geodetic_up, gmst_rad, turn_to_ecef
from spacefaring.kernels.orbits import mean_elements_to_state
from spacefaring.kernels.sun import sun_direction_eci


def positions_of_record(record, start_jd, time_s):
    """Positions (t, 3) in metres, mean equinox of date, from SGP4."""
    error, position_km, _ = record.sgp4_array(np.full(len(time_s), start_jd), time_s / 86400.0)
    assert not error.any()
    return position_km * 1e3


def positions_of_elements(elements, time_s):
    return mean_elements_to_state(elements, time_s)[0][0]


def scene(position_eci_m, start_jd, time_s, ut1_minus_utc_s=0.0):
    """Positions in the turning frame."""
    return turn_to_ecef(position_eci_m, gmst_rad(start_jd, (time_s + ut1_minus_utc_s) / 86400.0))


def upward(position_ecef_m, nadir="geodetic"):
    """Unit vectors away from the stated nadir."""
    if nadir == "geodetic":
        below_latitude, below_longitude, _ = ecef_to_geodetic(position_ecef_m)
        return geodetic_up(below_latitude, below_longitude)
    return position_ecef_m / np.linalg.norm(position_ecef_m, axis=-1, keepdims=True)


def clearance(position_ecef_m, up, latitude_deg, longitude_deg, *, half_angle_deg=None, elevation_deg=None):
    """How far inside the field of regard, in radians, at every step; negative outside. `up` comes from `upward`."""
    latitude, longitude = np.radians(latitude_deg), np.radians(longitude_deg)
    to_satellite = position_ecef_m - geodetic_to_ecef_m(latitude, longitude)
    to_satellite /= np.linalg.norm(to_satellite, axis=-1, keepdims=True)
    elevation = np.arcsin(to_satellite @ geodetic_up(latitude, longitude))
    inside = elevation - np.radians(0.0 if elevation_deg is None else elevation_deg)
    if half_angle_deg is None:
        return inside
    across = np.linalg.norm(np.cross(up, to_satellite), axis=-1)
    off_nadir = np.arctan2(across, np.sum(up * to_satellite, axis=-1))
    return np.minimum(inside, np.radians(half_angle_deg) - off_nadir)


def sun_elevation_rad(latitude_deg, longitude_deg, start_jd, time_s, ut1_minus_utc_s=0.0):
    sun = scene(sun_direction_eci(start_jd + time_s / 86400.0), start_jd, time_s, ut1_minus_utc_s)
    return np.arcsin(sun @ geodetic_up(np.radians(latitude_deg), np.radians(longitude_deg)))


def satellite_is_lit(position_eci_m, start_jd, time_s, radius_m=6_378_137.0):
    sun = sun_direction_eci(start_jd + time_s / 86400.0)
    along = np.sum(position_eci_m * sun, axis=-1)
    across = np.linalg.norm(position_eci_m - along[:, None] * sun, axis=-1)
    return (along >= 0) | (across >= radius_m)


def inside_windows(start_s, end_s, time_s):
    """Whether each step falls in any of the windows."""
    inside = np.zeros(len(time_s), dtype=bool)
    for start, end in zip(start_s, end_s, strict=True):
        inside |= (time_s >= start) & (time_s <= end)
    return inside


def assert_same(found_start_s, found_end_s, truth, time_s, tolerance=2e-8):
    """Windows and scan agree at every step; a step within `tolerance` (radians) of the edge may fall either way."""
    found = inside_windows(found_start_s, found_end_s, time_s)
    wrong = (found != (truth >= 0)) & (np.abs(truth) > tolerance)
    assert not wrong.any(), (time_s[wrong][:5], truth[wrong][:5], wrong.sum())
