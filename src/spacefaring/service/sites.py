"""Where are the clinics, schools and offices that ask for a link?

One site for so many inhabitants, by theme; all inhabitants of the country are counted, and the sites are shared among
its towns in proportion to their size, so that the countryside is heard through the towns near it.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from spacefaring.errors import StudyError
from spacefaring.kernels.earth import geodetic_to_ecef_m, geodetic_up, gmst_rad, turn_to_ecef
from spacefaring.kernels.orbits import mean_elements_to_state
from spacefaring.messages import message
from spacefaring.operations.tracks import elements_of, julian_day
from spacefaring.tables import Array, IntArray, Table, TextArray, column

if TYPE_CHECKING:
    from spacefaring.orbit import Orbit
    from spacefaring.places import Places


class Towns(Table):
    """Sites by town."""

    name: TextArray = column("Town.")
    country: TextArray = column("Country.")
    province: TextArray = column("Province of the nearest ground point.")
    lat_deg: Array = column("Latitude.")
    lon_deg: Array = column("Longitude, positive east.")
    site_count: Array = column("Sites heard through this town.")


def towns(places: Places, site_count: int) -> Towns:
    """Share out sites among the towns in proportion to their people, largest remainders first."""
    cities = places.cities
    people = np.maximum(np.nan_to_num(cities.population_count), 0.0)
    if len(cities) == 0 or people.sum() == 0:
        return _middle(places, site_count)
    share = _whole(people, site_count)
    kept = np.flatnonzero(share > 0)
    return Towns(
        name=cities.name[kept], country=cities.country[kept], site_count=share[kept],
        province=province_of(places, cities.lat_deg[kept], cities.lon_deg[kept]),
        lat_deg=cities.lat_deg[kept], lon_deg=cities.lon_deg[kept],
    )  # fmt: skip


def _middle(places: Places, site_count: int) -> Towns:
    """Where no town is known: all sites at the middle of the ground points."""
    points = places.points
    heart = int(np.argmin(np.abs(points.lat_deg - np.median(points.lat_deg))))
    return Towns(
        name=np.array([""]), country=points.country[[heart]], province=points.province[[heart]],
        lat_deg=points.lat_deg[[heart]], lon_deg=points.lon_deg[[heart]], site_count=np.array([float(site_count)]),
    )  # fmt: skip


def _whole(weight: Array, total: int) -> Array:
    exact = weight / weight.sum() * total
    whole = np.floor(exact)
    first = np.argsort(whole - exact, kind="stable")[: int(total - whole.sum())]
    whole[first] += 1
    return np.asarray(whole)


def read(path: str, need_id: str, places: Places) -> Towns | None:
    """Sites of a need from a CSV with `need_id, name, lat_deg, lon_deg`, one site a line; None where it has none."""
    file = Path(path)
    if not file.is_file():
        raise StudyError(message("service.sites names {path}, which is not a file; give the path of a CSV", path=path))
    with file.open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row.get("need_id") == need_id]
    if not rows:
        return None
    latitude, longitude = _numbers(rows, "lat_deg", 90.0), _numbers(rows, "lon_deg", 180.0)
    return Towns(
        name=np.array([row.get("name") or "" for row in rows]), country=_country_of(places, latitude, longitude),
        province=province_of(places, latitude, longitude), lat_deg=latitude, lon_deg=longitude,
        site_count=np.ones(len(rows)),
    )  # fmt: skip


def _numbers(rows: list[dict[str, str]], name: str, most: float) -> Array:
    found = []
    for line, row in enumerate(rows, start=1):
        try:
            value = float(row[name])
        except (KeyError, TypeError, ValueError):
            value = float("nan")
        if not abs(value) <= most:
            raise StudyError(
                message(
                    "service.sites, site {line} of the need {need}: {name} is {value}; a number from −{most:g} to "
                    "{most:g} is needed",
                    line=line, need=row.get("need_id"), name=name, value=repr(row.get(name)), most=most,
                )
            )  # fmt: skip
        found.append(value)
    return np.array(found)


def _country_of(places: Places, lat_deg: Array, lon_deg: Array) -> TextArray:
    return np.asarray(places.points.country[_nearest(places, lat_deg, lon_deg)])


def province_of(places: Places, lat_deg: Array, lon_deg: Array) -> TextArray:
    """Province of the ground point nearest to each position."""
    return np.asarray(places.points.province[_nearest(places, lat_deg, lon_deg)])


def _nearest(places: Places, lat_deg: Array, lon_deg: Array) -> IntArray:
    points = places.points
    tree = cKDTree(geodetic_up(np.radians(points.lat_deg), np.radians(points.lon_deg)))
    return np.asarray(tree.query(geodetic_up(np.radians(lat_deg), np.radians(lon_deg)))[1])


def elevation_deg(orbit: Orbit, lat_deg: Array, lon_deg: Array) -> Array:
    """Height of a geostationary satellite above the horizon of each position; without refraction."""
    position, _ = mean_elements_to_state(elements_of(orbit)[:1], 0.0)
    satellite = turn_to_ecef(position[0, 0], gmst_rad(julian_day(orbit.epoch_utc)))
    latitude, longitude = np.radians(lat_deg), np.radians(lon_deg)
    line = satellite - geodetic_to_ecef_m(latitude, longitude)
    rise = np.sum(line * geodetic_up(latitude, longitude), axis=-1) / np.linalg.norm(line, axis=-1)
    return np.asarray(np.degrees(np.arcsin(rise)))
