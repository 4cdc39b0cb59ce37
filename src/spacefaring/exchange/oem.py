"""Orbit Ephemeris Message: where each satellite is, minute by minute, for another team's flight dynamics.

CCSDS 502.0-B-2, Orbit Data Messages, sec. 5 (KVN). One message describes one object, so each satellite has its own;
`orbit.oem` is the first satellite of the first mission. A satellite not yet launched has no international designator.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacefaring.exchange.flights import Flight, flights
from spacefaring.results import Stored


def texts(stored: Stored) -> Iterator[tuple[str, str]]:
    """File names and messages."""
    found = list(flights(stored))
    for place, flight in enumerate(found):
        text = message(flight)
        if place == 0:
            yield "orbit.oem", text
        if len(found) > 1:
            yield f"orbit-{flight.name}.oem", text


def message(flight: Flight) -> str:
    """One message. Its creation date is the epoch of the orbit: the same study gives the same bytes."""
    head = [
        "CCSDS_OEM_VERS = 2.0",
        "COMMENT Planned orbit from a mission study, not a tracked object. The creation date is the epoch.",
        f"CREATION_DATE = {flight.instant(0)}",
        "ORIGINATOR = SPACEFARING",
        "",
        "META_START",
        "COMMENT Mean elements under J2; frame of SGP4 (true equator, mean equinox of date).",
        f"OBJECT_NAME = {flight.name.upper()}",
        "OBJECT_ID = UNKNOWN",
        "CENTER_NAME = EARTH",
        "REF_FRAME = TEME",
        "TIME_SYSTEM = UTC",
        f"START_TIME = {flight.instant(flight.time_s[0])}",
        f"STOP_TIME = {flight.instant(flight.time_s[-1])}",
        "INTERPOLATION = HERMITE",
        "INTERPOLATION_DEGREE = 7",
        "META_STOP",
        "",
    ]
    return "\n".join([*head, *_lines(flight)]) + "\n"


def _lines(flight: Flight) -> Iterator[str]:
    for t, r, v in zip(flight.time_s, flight.position_teme_km, flight.velocity_teme_km_per_s, strict=True):
        numbers = [*(f"{x:.6f}" for x in r), *(f"{x:.9f}" for x in v)]
        yield " ".join([flight.instant(t), *numbers])
