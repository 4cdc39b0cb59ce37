"""What does each vehicle of the catalogue carry to this orbit, and how sure is that?

Where a manual prints the figure for the orbit, nothing is derived. Otherwise the published capacity is carried over
with the extra speed the orbit asks for: payload falls exponentially with it, at a rate fitted to the vehicles that
publish both a low and a sun-synchronous capacity; the scatter about that fit is the stated spread.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spacefaring import catalog
from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M, EARTH_ROTATION_RAD_PER_S
from spacefaring.kernels.orbits import sun_synchronous_inclination_rad
from spacefaring.messages import mark
from spacefaring.tables import Array
from spacefaring.units import M_PER_KM

PARKING_ALTITUDE_M = 185e3  # low parking orbit that published capacities are usually given to
USUAL_SSO_ALTITUDE_KM = 500.0  # where a published sun-synchronous capacity names no altitude


class Fit(NamedTuple):
    """How payload falls with speed, and how well the vehicles follow it."""

    exhaust_m_per_s: float
    spread_ln: float
    vehicle_count: int


class Capacity(NamedTuple):
    """Expected capacity, the tenth percentile of it, and where it comes from; one entry per vehicle."""

    mass_kg: Array
    low_mass_kg: Array
    basis: list[str]


def launch_speed_m_per_s(altitude_m: ArrayLike, inclination_rad: ArrayLike, latitude_rad: ArrayLike) -> Array:
    """Speed to give from a turning Earth for a circular orbit: perigee burn, circularisation, plane change if needed.

    Losses to gravity and drag are left out: they are about the same for all orbits of one vehicle, and only differences
    of this speed are used. The inclination below the site's latitude is paid as a plane change in the final orbit.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, sec. 6.3 and 18.3.
    """
    low, high = EARTH_RADIUS_M + PARKING_ALTITUDE_M, EARTH_RADIUS_M + np.maximum(altitude_m, PARKING_ALTITUDE_M)
    transfer = 0.5 * (low + high)
    perigee = np.sqrt(EARTH_MU_M3_PER_S2 * (2.0 / low - 1.0 / transfer))
    circular = np.sqrt(EARTH_MU_M3_PER_S2 / high)
    raising = circular - np.sqrt(EARTH_MU_M3_PER_S2 * (2.0 / high - 1.0 / transfer))
    reachable = np.maximum(np.arcsin(np.abs(np.sin(inclination_rad))), np.abs(latitude_rad))
    missing = reachable - np.arcsin(np.abs(np.sin(inclination_rad)))
    flown = np.where(np.cos(inclination_rad) < 0.0, np.pi - reachable, reachable)
    ground = EARTH_ROTATION_RAD_PER_S * EARTH_RADIUS_M
    given = np.sqrt(perigee**2 + (ground * np.cos(latitude_rad)) ** 2 - 2.0 * perigee * ground * np.cos(flown))
    return np.asarray(given + raising + 2.0 * circular * np.sin(0.5 * missing))


@cache
def fit() -> Fit:
    """The fall of payload with speed over the vehicles that publish both capacities; the median resists bad cells."""
    vehicles = catalog.read("vehicles")
    low, high = vehicles["capacity_leo_kg"], vehicles["capacity_sso_kg"]
    known = np.flatnonzero((high < low) & np.isfinite(high))
    speed = _sso_speed(vehicles, known) - _leo_speed(vehicles, known)
    loss = -np.log(high[known] / low[known])
    exhaust = float(np.median(speed) / np.median(loss))
    return Fit(exhaust, float(np.std(loss - speed / exhaust, ddof=1)), int(known.size))


@cache
def site_latitude_rad(sites: str) -> float:
    """Latitude of the first listed site that the catalogue knows; 28.5 degrees when it knows none."""
    known = catalog.read("launch_sites")
    for site in sites.split(";"):
        for name, latitude in zip(known.keys, known["latitude_deg"], strict=True):
            if name.startswith(site.strip()) and site.strip():
                return float(np.radians(latitude))
    return float(np.radians(28.5))


def _latitudes(vehicles: catalog.Catalog, rows: NDArray[np.intp]) -> Array:
    return np.array([site_latitude_rad(str(vehicles["sites"][row])) for row in rows])


def _leo_speed(vehicles: catalog.Catalog, rows: NDArray[np.intp]) -> Array:
    latitudes = _latitudes(vehicles, rows)
    return launch_speed_m_per_s(PARKING_ALTITUDE_M, np.abs(latitudes), latitudes)


def _sso_speed(vehicles: catalog.Catalog, rows: NDArray[np.intp]) -> Array:
    stated = vehicles["capacity_sso_altitude_km"][rows]
    altitude_m = np.where(np.isfinite(stated), stated, USUAL_SSO_ALTITUDE_KM) * M_PER_KM
    inclination = sun_synchronous_inclination_rad(EARTH_RADIUS_M + altitude_m)
    return launch_speed_m_per_s(altitude_m, inclination, _latitudes(vehicles, rows))


def capacities(altitude_m: float, inclination_rad: float, *, geostationary: bool) -> Capacity:
    """Capacity of every vehicle of the catalogue to one orbit; `nan` where nothing published leads to it.

    A geostationary satellite is dropped on the transfer orbit and raises itself: the published GTO capacity is taken
    as it is. Elsewhere the published capacity of the nearest kind of orbit is carried over by the difference in speed.
    """
    vehicles = catalog.read("vehicles")
    every = np.arange(len(vehicles))
    if geostationary:
        gto = vehicles["capacity_gto_kg"]
        return Capacity(gto, gto, [mark("published, GTO") if np.isfinite(mass) else "" for mass in gto])
    wanted = launch_speed_m_per_s(altitude_m, inclination_rad, _latitudes(vehicles, every))
    from_sso = vehicles["capacity_sso_kg"] * np.exp((_sso_speed(vehicles, every) - wanted) / fit().exhaust_m_per_s)
    from_leo = vehicles["capacity_leo_kg"] * np.exp((_leo_speed(vehicles, every) - wanted) / fit().exhaust_m_per_s)
    polar = np.abs(np.cos(inclination_rad)) < np.cos(np.radians(80.0))
    first, second = (from_sso, from_leo) if polar else (from_leo, from_sso)
    names = (mark("from the published SSO capacity"), mark("from the published LEO capacity"))
    first_name, second_name = names if polar else names[::-1]
    direct = np.isfinite(first)
    mass = np.where(direct, first, second)
    basis = [first_name if d else second_name if np.isfinite(m) else "" for d, m in zip(direct, mass, strict=True)]
    spread = np.where(direct & polar, 0.0, fit().spread_ln)
    return Capacity(mass, mass * np.exp(-1.2816 * spread), basis)
