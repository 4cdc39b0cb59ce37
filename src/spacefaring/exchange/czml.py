"""CZML: the satellites and stations on a turning globe in CesiumJS.

Positions are given in the Earth-fixed frame, so that the ground track does not depend on the viewer's precession model.
UT1 is taken as UTC (an error below 0.9 s, 400 m on the ground); polar motion is left out.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from spacefaring.constants import S_PER_DAY
from spacefaring.exchange.flights import Flight, flights
from spacefaring.kernels.earth import gmst_rad, turn_to_ecef
from spacefaring.kernels.time import JULIAN_DAY_MJD_ZERO, mjd_utc_from_datetime
from spacefaring.results import Stored
from spacefaring.units import M_PER_KM

COLOURS = ((0, 114, 178, 255), (213, 94, 0, 255), (0, 158, 115, 255), (230, 159, 0, 255), (86, 180, 233, 255))
CLOCK_MULTIPLIER = 60


def text(stored: Stored) -> str:
    """The document, or nothing when no satellite has an ephemeris."""
    found = list(flights(stored))
    if not found:
        return ""
    span = _span(found)
    packets: list[dict[str, Any]] = [
        {
            "id": "document",
            "version": "1.0",
            "name": str((stored.results.get("study") or {}).get("title") or "Spacefaring"),
            "clock": {"interval": span, "currentTime": span.split("/")[0], "multiplier": CLOCK_MULTIPLIER},
        },
        *_stations(stored),
        *[_satellite(flight, COLOURS[i % len(COLOURS)], span) for i, flight in enumerate(found)],
    ]
    return json.dumps(packets, ensure_ascii=False, indent=1) + "\n"


def _span(found: list[Flight]) -> str:
    start = min(f.instant(f.time_s[0]) for f in found)
    end = max(f.instant(f.time_s[-1]) for f in found)
    return f"{start}Z/{end}Z"


def _satellite(flight: Flight, colour: tuple[int, ...], span: str) -> dict[str, Any]:
    position_m = position_ecef_km(flight) * M_PER_KM
    samples = [round(float(x), 2) for t, r in zip(flight.time_s, position_m, strict=True) for x in (t, *r)]
    period_s = _revolution_s(flight)
    return {
        "id": flight.name,
        "name": flight.name,
        "availability": span,
        "position": {
            "epoch": f"{flight.instant(0)}Z",
            "referenceFrame": "FIXED",
            "interpolationAlgorithm": "LAGRANGE",
            "interpolationDegree": 5,
            "cartesian": samples,
        },
        "point": {"pixelSize": 8, "color": {"rgba": list(colour)}},
        "path": {
            "leadTime": period_s,
            "trailTime": period_s,
            "width": 1.5,
            "material": {"solidColor": {"color": {"rgba": list(colour)}}},
        },
        "label": {"text": flight.name, "font": "11pt sans-serif", "pixelOffset": {"cartesian2": [12, 0]}},
    }


def position_ecef_km(flight: Flight) -> Any:
    """Positions in the frame that turns with the Earth."""
    day = mjd_utc_from_datetime(flight.epoch) + JULIAN_DAY_MJD_ZERO
    return turn_to_ecef(flight.position_teme_km, gmst_rad(day, flight.time_s / S_PER_DAY))


def _revolution_s(flight: Flight) -> float:
    """About one revolution: how much of the track is drawn before and after the satellite."""
    radius = np.linalg.norm(flight.position_teme_km[0])
    speed = np.linalg.norm(flight.velocity_teme_km_per_s[0])
    return round(float(2 * np.pi * radius / speed), 0)


def _stations(stored: Stored) -> list[dict[str, Any]]:
    table = stored.tables.get("places_stations") or {}
    if not table:
        return []
    rows = zip(table["name"], table["lon_deg"], table["lat_deg"], strict=True)
    return [
        {
            "id": f"station-{name}",
            "name": str(name),
            "position": {"cartographicDegrees": [float(lon), float(lat), 0.0]},
            "point": {"pixelSize": 9, "color": {"rgba": [204, 121, 167, 255]}},
            "label": {"text": str(name), "font": "11pt sans-serif", "pixelOffset": {"cartesian2": [12, 0]}},
        }
        for name, lon, lat in rows
    ]
