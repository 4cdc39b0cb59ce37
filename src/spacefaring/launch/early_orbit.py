"""Which station hears the satellite first, and what happens in the days after separation?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from spacefaring import catalog
from spacefaring.constants import EARTH_RADIUS_M, S_PER_DAY
from spacefaring.coverage import MeanOrbits, passes
from spacefaring.kernels.earth import JULIAN_DAY_J2000
from spacefaring.kernels.orbits import mean_motion_rad_per_s
from spacefaring.kernels.sun import mean_sun_right_ascension_rad
from spacefaring.kernels.windows import NORTH
from spacefaring.launch.acquisition import Drop
from spacefaring.launch.inputs import Inputs
from spacefaring.launch.ride import Target
from spacefaring.launch.window import HEADINGS, J2000_UTC, Windows
from spacefaring.tables import Array, IntArray, Table, TextArray, column
from spacefaring.units import HOUR_PER_DAY, S_PER_HOUR, S_PER_MIN

if TYPE_CHECKING:
    from spacefaring.places import Places


class FirstContacts(Table):
    """Contacts of the first days after separation, for the first lift-off of the launch window."""

    station: TextArray = column("Ground station.")
    satellite_index: IntArray = column("Number of the satellite; all are still close together.")
    start_utc: TextArray = column(
        "Rise above the station's mask.", limits="The orbit of the ride, without its dispersion."
    )
    end_utc: TextArray = column("Set below it.")
    after_separation_hour: Array = column("Time from separation to the rise.")
    duration_min: Array = column("Length of the contact.")
    maximum_elevation_deg: Array = column("Highest elevation.")
    minimum_range_km: Array = column("Smallest distance.")


class Steps(Table):
    """From separation to service."""

    step: TextArray = column("What is done.")
    start_day: Array = column("Begins, days after separation.")
    end_day: Array = column("Ends, days after separation.")
    source: TextArray = column("Who says so.")


def first_contacts(
    inputs: Inputs, target: Target, where: Drop, window: Windows, places: Places | None
) -> FirstContacts:
    """Passes of the first satellite over the study's stations; no row without a window or without stations."""
    if places is None or len(places.stations) == 0 or len(window) == 0:
        return none()
    lift_off = datetime.fromisoformat(str(window.lift_off_utc[0]).replace("Z", "+00:00"))
    separation = lift_off + timedelta(minutes=inputs.separation_min)
    elements = _elements(inputs, target, where, window, separation)
    table = places.stations
    seen = passes(
        MeanOrbits(elements, separation), table.lat_deg, table.lon_deg, separation, inputs.early_day,
        elevation_deg=table.elevation_deg,
    )  # fmt: skip
    order = np.argsort(seen.start_s, kind="stable")
    starts, ends = seen.start_s[order], seen.end_s[order]
    return FirstContacts(
        station=table.station[seen.point_index[order]], satellite_index=seen.satellite_index[order],
        start_utc=_instants(separation, starts), end_utc=_instants(separation, ends),
        after_separation_hour=starts / S_PER_HOUR, duration_min=(ends - starts) / S_PER_MIN,
        maximum_elevation_deg=seen.maximum_elevation_deg[order], minimum_range_km=seen.minimum_range_km[order],
    )  # fmt: skip


def _elements(inputs: Inputs, target: Target, where: Drop, window: Windows, separation: datetime) -> Array:
    """Mean elements at separation: in the plane of the window, as far along as the time since lift-off takes it."""
    site = catalog.read("launch_sites").row(str(window.site[0]))
    latitude = np.radians(site["latitude_deg"])
    heading = dict(HEADINGS)[str(window.direction[0])]
    days = (separation - J2000_UTC).total_seconds() / S_PER_DAY
    sun = float(mean_sun_right_ascension_rad(JULIAN_DAY_J2000 + days))
    raan = sun + (float(window.local_time_hour[0]) - 12.0) * 2.0 * np.pi / HOUR_PER_DAY
    past_node = np.arcsin(np.clip(np.sin(latitude) / np.sin(where.inclination_rad), -1.0, 1.0))
    argument = past_node if heading == NORTH else np.pi - past_node
    axis = EARTH_RADIUS_M + where.altitude_m
    flown_s = (inputs.separation_min - inputs.ascent_lead_min) * S_PER_MIN
    argument += float(mean_motion_rad_per_s(axis)) * flown_s
    return np.array([[axis, 0.0, where.inclination_rad, raan, 0.0, argument]])


def _instants(start: datetime, seconds: Array) -> TextArray:
    return np.array(
        [(start + timedelta(seconds=round(float(s)))).astimezone(UTC).isoformat() for s in seconds], dtype=str
    )


def none() -> FirstContacts:
    words, numbers = np.array([], dtype=str), np.array([])
    return FirstContacts(
        station=words, satellite_index=numbers.astype(np.int64), start_utc=words, end_utc=words,
        after_separation_hour=numbers, duration_min=numbers, maximum_elevation_deg=numbers, minimum_range_km=numbers,
    )  # fmt: skip


def steps(geostationary: bool) -> Steps:
    """The usual order of work after separation, by kind of orbit."""
    known = catalog.read("commissioning")
    kept = known["orbit"] == ("geostationary" if geostationary else "low")
    return Steps(
        step=known["step"][kept], start_day=known["start_day"][kept], end_day=known["end_day"][kept],
        source=known["source"][kept],
    )  # fmt: skip
