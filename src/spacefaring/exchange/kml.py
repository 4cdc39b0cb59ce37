"""KML: stations, cities and the ground track of one revolution, for Google Earth and most maps.

OGC 12-007r2 (KML 2.3). Longitude, latitude, height; heights of the track are those of the sphere of the mean radius.
"""

from __future__ import annotations

from xml.etree import ElementTree as Xml

import numpy as np

from spacefaring.exchange.czml import position_ecef_km
from spacefaring.exchange.flights import Flight, flights
from spacefaring.results import Stored

NAMESPACE = "http://www.opengis.net/kml/2.2"


def text(stored: Stored) -> str:
    """The document, or nothing when there is neither a station nor a satellite."""
    marks = [_place(stored, "places_stations", "station"), _place(stored, "places_cities", "city")]
    tracks = [_track(flight) for flight in flights(stored)]
    if not tracks and not any(len(m) for m in marks):
        return ""
    root = Xml.Element("kml", {"xmlns": NAMESPACE})
    document = Xml.SubElement(root, "Document")
    Xml.SubElement(document, "name").text = str((stored.results.get("study") or {}).get("title") or "Spacefaring")
    for place in marks:
        document.extend(place)
    document.extend(tracks)
    Xml.indent(root, space=" ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _place(stored: Stored, stem: str, kind: str) -> list[Xml.Element]:
    table = stored.tables.get(stem) or {}
    if any(c not in table for c in ("name", "lat_deg", "lon_deg")):
        return []
    found = []
    for name, lat, lon in zip(table["name"], table["lat_deg"], table["lon_deg"], strict=True):
        place = Xml.Element("Placemark")
        Xml.SubElement(place, "name").text = str(name)
        Xml.SubElement(place, "description").text = kind
        point = Xml.SubElement(place, "Point")
        Xml.SubElement(point, "coordinates").text = f"{float(lon):.6f},{float(lat):.6f},0"
        found.append(place)
    return found


def _track(flight: Flight) -> Xml.Element:
    """The ground track of the first revolution, cut where it crosses the antimeridian."""
    place = Xml.Element("Placemark")
    Xml.SubElement(place, "name").text = flight.name
    lines = Xml.SubElement(place, "MultiGeometry")
    for piece in _pieces(*below(flight)):
        line = Xml.SubElement(lines, "LineString")
        Xml.SubElement(line, "tessellate").text = "1"
        Xml.SubElement(line, "coordinates").text = " ".join(f"{lon:.5f},{lat:.5f},0" for lon, lat in piece)
    return place


def below(flight: Flight) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and geocentric latitude below the satellite over its first revolution, degrees."""
    r = position_ecef_km(flight)
    speed = np.linalg.norm(flight.velocity_teme_km_per_s[0])
    period_s = 2 * np.pi * np.linalg.norm(flight.position_teme_km[0]) / speed
    r = r[flight.time_s <= flight.time_s[0] + period_s]
    return np.degrees(np.arctan2(r[:, 1], r[:, 0])), np.degrees(np.arcsin(r[:, 2] / np.linalg.norm(r, axis=1)))


def _pieces(lon_deg: np.ndarray, lat_deg: np.ndarray) -> list[np.ndarray]:
    both = np.column_stack([lon_deg, lat_deg])
    return np.split(both, np.flatnonzero(np.abs(np.diff(lon_deg)) > 180.0) + 1)
