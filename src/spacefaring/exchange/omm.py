"""Orbit Mean-elements Message of every satellite: the elements that the study planned, as a catalogue would hold them.

CCSDS 502.0-B-2, sec. 4, KVN. The mean elements are ours, under J2: fed to SGP4 they give the same plane,
period and phase, and differs by short-period terms of a few kilometres. BSTAR is nil: nothing is tracked yet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from spacefaring.constants import EARTH_MU_M3_PER_S2, S_PER_DAY
from spacefaring.exchange.flights import instant_utc
from spacefaring.results import Stored
from spacefaring.units import M_PER_KM


def texts(stored: Stored) -> Iterator[tuple[str, str]]:
    """File names and messages; `orbit.omm` is the first satellite, as for the ephemeris."""
    found = list(_messages(stored))
    for place, (name, text) in enumerate(found):
        if place == 0:
            yield "orbit.omm", text
        if len(found) > 1:
            yield f"orbit-{name}.omm", text


def _messages(stored: Stored) -> Iterator[tuple[str, str]]:
    for mission in stored.results.get("missions") or []:
        table = stored.tables.get(f"{mission['id']}_orbit_satellites") or {}
        epoch = (mission.get("orbit") or {}).get("epoch_utc")
        for i in range(len(table.get("raan_deg", ())) if epoch else 0):
            name = f"{mission['id']}-{i + 1}"
            yield name, message(name, str(epoch), i + 1, {k: float(v[i]) for k, v in table.items()})


def message(name: str, epoch_utc: str, number: int, elements: dict[str, float]) -> str:
    """One message. The catalogue number is the satellite's place in the study."""
    instant = instant_utc(epoch_utc).isoformat(timespec="milliseconds")
    turns = turns_per_day(elements["semi_major_axis_km"])
    lines = [
        "CCSDS_OMM_VERS = 2.0",
        "COMMENT Planned orbit from a mission study, not a tracked object.",
        f"CREATION_DATE = {instant}",
        "ORIGINATOR = SPACEFARING",
        f"OBJECT_NAME = {name.upper()}",
        "OBJECT_ID = UNKNOWN",
        "CENTER_NAME = EARTH",
        "REF_FRAME = TEME",
        "TIME_SYSTEM = UTC",
        "MEAN_ELEMENT_THEORY = SGP4",
        f"EPOCH = {instant}",
        f"MEAN_MOTION = {turns:.8f}",
        f"ECCENTRICITY = {elements['eccentricity']:.7f}",
        f"INCLINATION = {elements['inclination_deg']:.4f}",
        f"RA_OF_ASC_NODE = {elements['raan_deg'] % 360:.4f}",
        f"ARG_OF_PERICENTER = {elements['argument_of_perigee_deg'] % 360:.4f}",
        f"MEAN_ANOMALY = {elements['mean_anomaly_deg'] % 360:.4f}",
        "EPHEMERIS_TYPE = 0",
        "CLASSIFICATION_TYPE = U",
        f"NORAD_CAT_ID = {number}",
        "ELEMENT_SET_NO = 1",
        "REV_AT_EPOCH = 0",
        "BSTAR = 0",
        "MEAN_MOTION_DOT = 0",
        "MEAN_MOTION_DDOT = 0",
    ]
    return "\n".join(lines) + "\n"


def turns_per_day(semi_major_axis_km: float) -> float:
    """Kepler's mean motion in revolutions a day."""
    rate = math.sqrt(EARTH_MU_M3_PER_S2 / (semi_major_axis_km * M_PER_KM) ** 3)
    return rate * S_PER_DAY / (2 * math.pi)
