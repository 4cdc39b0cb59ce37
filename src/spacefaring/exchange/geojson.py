"""GeoJSON of the coverage: each ground point with its gaps, and the stations, for any geographic programme.

RFC 7946: longitude before latitude, WGS 84, no other reference system.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from spacefaring.results import Stored

PLACE = ("lat_deg", "lon_deg")


def text(stored: Stored) -> str:
    """The collection, or nothing when no mission has coverage by point."""
    features = [*_points(stored), *_stations(stored)]
    if not any(f["properties"]["kind"] == "ground_point" for f in features):
        return ""
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, allow_nan=False) + "\n"


def _points(stored: Stored) -> Iterator[dict[str, Any]]:
    for mission in stored.results.get("missions") or []:
        table = stored.tables.get(f"{mission['id']}_coverage_points") or {}
        yield from _features(table, {"kind": "ground_point", "mission": mission["id"]})


def _stations(stored: Stored) -> Iterator[dict[str, Any]]:
    yield from _features(stored.tables.get("places_stations") or {}, {"kind": "station"})


def _features(table: dict[str, Any], head: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if any(c not in table for c in PLACE):
        return
    names = [n for n in table if n not in PLACE]
    for i in range(len(table["lat_deg"])):
        where = [round(float(table["lon_deg"][i]), 6), round(float(table["lat_deg"][i]), 6)]
        about = head | {n: _plain(table[n][i]) for n in names}
        yield {"type": "Feature", "geometry": {"type": "Point", "coordinates": where}, "properties": about}


def _plain(value: Any) -> Any:
    plain = value.item() if hasattr(value, "item") else value
    return None if isinstance(plain, float) and not math.isfinite(plain) else plain
