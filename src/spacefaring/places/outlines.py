"""Where are the borders? Shipped outlines of every ISO 3166 country, and shapes on the sphere's seam."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import shapely
from pyproj import Geod
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon, mapping, shape

from spacefaring import catalog
from spacefaring.errors import did_you_mean
from spacefaring.messages import message
from spacefaring.units import M2_PER_KM2

WGS84 = Geod(ellps="WGS84")
# Longest side that is measured as one geodesic: sides are straight in longitude and latitude (RFC 7946, sec. 3.1.1),
# and along the 49th parallel a geodesic of 27 degrees would bulge by 150 km.
SIDE_DEG = 0.25


@dataclass(frozen=True)
class Region:
    """A piece of the territory that results are told apart by: a province, or a country without any."""

    country: str
    name: str
    outline: MultiPolygon


def known_country(code: str) -> str:
    """The code in capitals; `ValueError` names the code that is meant when a name or alpha-2 code was given."""
    if code.upper() in catalog.read("countries").keys:
        return code.upper()
    if meant := _by_other_name(code):
        raise ValueError(
            message("{code} is not an ISO 3166 alpha-3 code; did you mean {meant}?", code=repr(code), meant=meant)
        )
    hint = did_you_mean(code.upper(), catalog.read("countries").keys, list_up_to=4)
    raise ValueError(message("{code} is not an ISO 3166 alpha-3 country code; {hint}", code=repr(code), hint=hint))


def _by_other_name(word: str) -> str | None:
    """The alpha-3 code of a country named by its alpha-2 code or, nearly enough, in English or French."""
    table = catalog.read("countries")
    codes = {
        str(w).lower(): k
        for column in ("name_fr", "name", "alpha_2")
        for w, k in zip(table[column], table.keys, strict=True)
    }
    if len(word) <= 3:
        return codes.get(word.lower())
    return next((codes[near] for near in difflib.get_close_matches(word.lower(), codes, n=1, cutoff=0.7)), None)


@cache
def _lines() -> dict[str, str]:
    """One GeoJSON feature per line of the shipped file, by country code, still as text: only those asked are read."""
    rows = (r.rstrip().rstrip(",") for r in catalog.text("countries.geojson").splitlines())
    return {row[24:27]: row for row in rows if row.startswith('{"type":"Feature","id":"')}


@cache
def country(code: str) -> MultiPolygon:
    """The outline of a country, cut at the antimeridian as it is stored."""
    return as_multipolygon(shape(json.loads(_lines()[code])["geometry"]))


@cache
def provinces(code: str) -> tuple[tuple[str, MultiPolygon], ...]:
    """The shipped provinces of a country and their outlines; empty for most countries."""
    features = json.loads(catalog.text("provinces.geojson"))["features"]
    found = ((f["properties"]["name"], shape(f["geometry"])) for f in features if f["properties"]["country"] == code)
    return tuple(sorted(((name, as_multipolygon(s)) for name, s in found), key=lambda f: f[0]))


def country_at(lon_deg: float, lat_deg: float) -> str | None:
    """The country on whose outline a point lies, or None at sea."""
    here = shapely.Point(lon_deg, lat_deg)
    return next((code for code in _lines() if country(code).covers(here)), None)


def as_multipolygon(geometry: Any) -> MultiPolygon:
    """The polygons of any geometry, whatever else it holds."""
    parts = [g for g in getattr(geometry, "geoms", [geometry]) if g.geom_type == "Polygon" and not g.is_empty]
    return MultiPolygon(parts)


def area_km2(outline: MultiPolygon) -> float:
    """Area on the WGS 84 ellipsoid, sides taken straight in longitude and latitude.

    Source
    ------
    C. F. F. Karney, Algorithms for geodesics, Journal of Geodesy 87, 2013, sec. 6 (by way of pyproj).
    """
    areas_m2 = (abs(WGS84.geometry_area_perimeter(part.segmentize(SIDE_DEG))[0]) for part in outline.geoms)
    return float(sum(areas_m2) / M2_PER_KM2)


def centre_deg(outlines: Iterable[MultiPolygon]) -> tuple[float, float]:
    """Longitude and latitude of the middle of the land: the mean direction of its parts, by area.

    Right across the antimeridian; without meaning for land spread evenly around the Earth.
    """
    total = np.zeros(3)
    for part in parts(outlines):
        lon, lat = np.radians(part.centroid.coords[0])
        weight = part.area * np.cos(lat)
        total += weight * np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    return float(np.degrees(np.arctan2(total[1], total[0]))), float(
        np.degrees(np.arctan2(total[2], np.hypot(*total[:2])))
    )


def parts(outlines: Iterable[MultiPolygon]) -> Iterator[Polygon]:
    """The single polygons of several outlines."""
    for outline in outlines:
        yield from outline.geoms


def around(outline: MultiPolygon, centre_lon_deg: float) -> MultiPolygon:
    """The same outline with longitudes within half a turn of a meridian, seams at the antimeridian closed."""
    moved = []
    for part in outline.geoms:
        turns = np.round((part.centroid.x - centre_lon_deg) / 360.0)
        moved.append(translate(part, -360.0 * turns) if turns else part)
    if not any(a is not b for a, b in zip(moved, outline.geoms, strict=True)):
        return outline
    return as_multipolygon(shapely.union_all(moved))


def feature(kind: str, country_code: str, name: str, outline: MultiPolygon) -> dict[str, Any]:
    """A GeoJSON feature of a border, for maps."""
    about = {"kind": kind, "country": country_code, "name": name}
    return {"type": "Feature", "properties": about, "geometry": mapping(outline)}
