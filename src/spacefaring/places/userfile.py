"""What does a user's GeoJSON file hold, and may we use it?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, shape

from spacefaring import catalog
from spacefaring.errors import StudyError
from spacefaring.messages import Message, mark, message
from spacefaring.places.outlines import Region, area_km2, as_multipolygon, country, country_at

MAXIMUM_BYTE = 20_000_000
MAXIMUM_FEATURE_COUNT = 2_000
OVERLAP_FRAC = 0.01
NAME_KEYS = ("name", "NAME", "Name", "nom", "NOM", "province", "admin1Name", "NAME_1", "shapeName", "id")
COUNTRY_KEYS = ("country", "iso_a3", "ISO_A3", "GID_0", "shapeGroup")
NOWHERE = "ZZZ"  # ISO 3166 leaves ZZZ to its users: land outside every country


def existing(path: str) -> str:
    """The path of a file that is there; `ValueError` otherwise."""
    try:
        there, file = Path(path).exists(), Path(path).is_file()
    except (OSError, ValueError):
        there = file = False
    if file:
        return path
    if there:
        raise ValueError(message("{file} is not a file; give the path of a GeoJSON file", file=repr(path)))
    raise ValueError(message("there is no file {file}; give its path from where you work", file=repr(path)))


def regions(path: str, countries: tuple[str, ...]) -> list[Region]:
    """The features of the file as named regions; `StudyError` says in one sentence what cannot be used."""
    file = Path(path)
    features = _features(_parsed(file), file)
    if not 1 <= len(features) <= MAXIMUM_FEATURE_COUNT:
        many = message("holds {count} features; allowed: 1 to {most}", count=len(features), most=MAXIMUM_FEATURE_COUNT)
        raise _refused(file, many)
    found = [_region(number, f, file, countries) for number, f in enumerate(features, start=1)]
    _refuse_overlap(found, file)
    return _of_countries(found, countries, file)


def _of_countries(found: list[Region], countries: tuple[str, ...], file: Path) -> list[Region]:
    """The regions of the countries that the study names; all of them when it names none."""
    kept = [region for region in found if not countries or region.country in countries]
    if not kept:
        others = ", ".join(sorted({region.country for region in found}))
        text = mark("has no feature in {asked}; its features lie in {others}")
        raise _refused(file, message(text, asked=", ".join(countries), others=others))
    return kept


def _refused(file: Path, why: Message) -> StudyError:
    return StudyError(message("places.geojson: the file {file} {why}", file=file.name, why=why))


def _parsed(file: Path) -> Any:
    try:
        size_byte = file.stat().st_size
    except OSError:
        raise _refused(file, message("is no longer there")) from None
    if size_byte > MAXIMUM_BYTE:
        large = message("holds {size} bytes; allowed: up to {most}; simplify it", size=size_byte, most=MAXIMUM_BYTE)
        raise _refused(file, large)
    try:
        return json.loads(file.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _refused(file, message("is not text in UTF-8; save it as GeoJSON")) from None
    except json.JSONDecodeError as error:
        where = message(
            "is not JSON: line {line}, column {column} cannot be read", line=error.lineno, column=error.colno
        )
        raise _refused(file, where) from None
    except RecursionError:
        raise _refused(file, message("is nested too deeply to be GeoJSON")) from None


def _features(document: Any, file: Path) -> list[Any]:
    kind = document.get("type") if isinstance(document, dict) else None
    if isinstance(document, dict) and document.get("crs") is not None and not _is_wgs84(document["crs"]):
        own = message("states a coordinate system of its own; write it in WGS 84 longitude and latitude (EPSG:4326)")
        raise _refused(file, own)
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        return list(document["features"])
    if kind == "Feature":
        return [document]
    if kind in ("Polygon", "MultiPolygon"):
        return [{"type": "Feature", "properties": {}, "geometry": document}]
    allowed = "FeatureCollection, Feature, Polygon, MultiPolygon"
    raise _refused(file, message("is of type {kind}; allowed: {allowed}", kind=repr(kind), allowed=allowed))


def _is_wgs84(crs: Any) -> bool:
    return any(word in json.dumps(crs) for word in ("CRS84", "EPSG::4326", "EPSG:4326"))


def _region(number: int, feature: Any, file: Path, countries: tuple[str, ...]) -> Region:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        other = message(
            "has feature {number} of type {kind}; allowed: Polygon, MultiPolygon", number=number, kind=repr(kind)
        )
        raise _refused(file, other)
    outline = _outline(geometry, file, number)
    properties = feature["properties"] if isinstance(feature.get("properties"), dict) else {}
    name = next((str(properties[k]) for k in NAME_KEYS if properties.get(k)), f"zone {number}")
    return Region(_country(properties, outline, countries), name[:80], outline)


def _outline(geometry: dict[str, Any], file: Path, number: int) -> MultiPolygon:
    try:
        whole = shape(geometry)
        corners = shapely.get_coordinates(whole)
    except (ValueError, TypeError, LookupError, AttributeError, shapely.errors.ShapelyError, RecursionError):
        shapeless = message("has feature {number} whose coordinates are not pairs [longitude, latitude]", number=number)
        raise _refused(file, shapeless) from None
    _check_corners(corners, file, number)
    usable = as_multipolygon(whole if whole.is_valid else shapely.make_valid(whole))
    if usable.is_empty or area_km2(usable) <= 0.0:
        raise _refused(file, message("has feature {number} without any area", number=number))
    return usable


def _check_corners(corners: Any, file: Path, number: int) -> None:
    if len(corners) < 3 or not np.all(np.isfinite(corners)):
        raise _refused(file, message("has feature {number} without three corners of finite coordinates", number=number))
    longitude, latitude = (float(corners[np.argmax(np.abs(corners[:, axis])), axis]) for axis in (0, 1))
    if abs(latitude) > 90.0:
        why = mark("are these metres of a projection?") if abs(latitude) > 360.0 else mark("are the two exchanged?")
        text = mark("has feature {number} at a latitude of {latitude:g}, outside -90 to 90 deg; {why}")
        raise _refused(file, message(text, number=number, latitude=latitude, why=why))
    if abs(longitude) > 180.0:
        text = mark("has feature {number} at a longitude of {longitude:g}, outside -180 to 180 deg; cut it at 180 deg")
        raise _refused(file, message(text, number=number, longitude=longitude))


def _country(properties: dict[str, Any], outline: MultiPolygon, countries: tuple[str, ...]) -> str:
    """The country a feature states, or on which it lies; at sea the first that the study names."""
    stated = next((str(properties[k]).upper() for k in COUNTRY_KEYS if isinstance(properties.get(k), str)), "")
    if stated in catalog.read("countries").keys:
        return stated
    inside = outline.representative_point()
    named = next((code for code in countries if country(code).covers(inside)), None)
    return named or country_at(inside.x, inside.y) or (countries[0] if countries else NOWHERE)


def _refuse_overlap(found: list[Region], file: Path) -> None:
    total = sum(region.outline.area for region in found)
    together = shapely.union_all([region.outline for region in found]).area
    if total > together * (1.0 + OVERLAP_FRAC):
        share = total / together - 1.0
        raise _refused(
            file, message("has features that overlap by {share:.0%} of their area; dissolve them", share=share)
        )
