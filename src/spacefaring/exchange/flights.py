"""Which satellites fly, from when, and where are they each minute? The ephemerides of a results folder, one by one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spacefaring.results import Stored
from spacefaring.tables import Array

POSITION = ("position_x_km", "position_y_km", "position_z_km")
VELOCITY = ("velocity_x_km_per_s", "velocity_y_km_per_s", "velocity_z_km_per_s")


@dataclass(frozen=True)
class Flight:
    """One satellite: positions and velocities in the true-equator, mean-equinox frame of date (TEME)."""

    mission: str
    satellite: int
    epoch: datetime.datetime
    time_s: Array
    position_teme_km: Array
    velocity_teme_km_per_s: Array

    @property
    def name(self) -> str:
        return f"{self.mission}-{self.satellite}"

    def instant(self, seconds: float) -> str:
        return (self.epoch + datetime.timedelta(seconds=float(seconds))).isoformat(timespec="milliseconds")


def flights(stored: Stored) -> Iterator[Flight]:
    """The satellites of every mission whose orbit has an ephemeris, in story order; numbered from 1."""
    for mission in stored.results.get("missions") or []:
        table = stored.tables.get(f"{mission['id']}_orbit_ephemeris")
        orbit = mission.get("orbit") or {}
        if not table or not orbit.get("epoch_utc") or any(c not in table for c in (*POSITION, *VELOCITY)):
            continue
        epoch = instant_utc(str(orbit["epoch_utc"]))
        for number, index in enumerate(np.unique(table["satellite_index"]), start=1):
            rows = table["satellite_index"] == index
            yield Flight(
                mission=str(mission["id"]),
                satellite=number,
                epoch=epoch,
                time_s=np.asarray(table["time_s"][rows], float),
                position_teme_km=np.column_stack([table[c][rows] for c in POSITION]),
                velocity_teme_km_per_s=np.column_stack([table[c][rows] for c in VELOCITY]),
            )


def instant_utc(text: str) -> datetime.datetime:
    """An instant of the results, which are in UTC, without a zone attached."""
    return datetime.datetime.fromisoformat(text.replace("Z", "")).replace(tzinfo=None)
