"""At what time does the launch have to leave, through the year, to put the plane where the orbit wants it?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from spacefaring import catalog
from spacefaring.kernels.earth import JULIAN_DAY_J2000
from spacefaring.kernels.sun import local_time_hour
from spacefaring.kernels.windows import NORTH, SOUTH, launch_hour_for_local_time, launch_jd_for_node
from spacefaring.launch import sites
from spacefaring.launch.inputs import Inputs
from spacefaring.launch.ride import Target
from spacefaring.messages import mark
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import HOUR_PER_DAY, S_PER_MIN

if TYPE_CHECKING:
    from spacefaring.orbit import Orbit

HEADINGS = ((mark("northward"), NORTH), (mark("southward"), SOUTH))
J2000_UTC = datetime(2000, 1, 1, 12, tzinfo=UTC)


class Windows(Table):
    """Lift-off from the chosen site on the first of each month; a few minutes of window around it are usual."""

    site: TextArray = column("Launch site.")
    direction: TextArray = column("Whether the ascent leaves northward or southward.")
    azimuth_deg: Array = column("Heading from north at lift-off, before the turn of the Earth is allowed for.")
    lift_off_utc: TextArray = column(
        "First lift-off of that day into the plane of the first satellite.",
        source="Wertz and Larson 1999, sec. 6.4",
        limits="Within 15 minutes for four of six flown launches; doglegs and long coasts are not in it.",
    )
    local_time_hour: Array = column("Mean local solar time of the ascending node that results.")


def windows(inputs: Inputs, target: Target, orbit: Orbit, site: str) -> Windows:
    """Both headings, where the range allows them; no row for the geostationary ring or an unknown site."""
    if target.geostationary or not site:
        return _none()
    place = catalog.read("launch_sites").row(site)
    latitude, longitude = np.radians([place["latitude_deg"], place["longitude_deg"]])
    days = [datetime(inputs.year, month, 1, tzinfo=UTC) for month in range(1, 13)]
    midnights = np.array([_julian_day(day) for day in days])
    raan = _raan_rad(orbit, midnights - _julian_day(_epoch(orbit)))
    rows = []
    for name, heading in HEADINGS:
        azimuth = _azimuth_deg(target.inclination_rad, float(latitude), heading)
        if not _allowed(azimuth, place["azimuth_min_deg"], place["azimuth_max_deg"]):
            continue
        at = {"heading": heading, "lead_s": inputs.ascent_lead_min * S_PER_MIN}
        if target.sun_synchronous():
            hour = launch_hour_for_local_time(
                np.ravel(orbit.ltan_hour)[0], latitude, longitude, target.inclination_rad, **at
            )
            instants = midnights + hour / HOUR_PER_DAY
        else:
            instants = launch_jd_for_node(raan, latitude, longitude, target.inclination_rad, after_jd=midnights, **at)
        rows += [
            (site, name, azimuth, _text(jd), local_time_hour(jd, node)) for jd, node in zip(instants, raan, strict=True)
        ]
    if not rows:
        return _none()
    where, ways, azimuths, times, hours = (np.array(part) for part in zip(*rows, strict=True))
    return Windows(site=where, direction=ways, azimuth_deg=azimuths, lift_off_utc=times, local_time_hour=hours)


def _epoch(orbit: Orbit) -> datetime:
    """The instant of the orbit's elements."""
    return datetime.fromisoformat(str(orbit.epoch_utc).replace("Z", "+00:00")).astimezone(UTC)


def _raan_rad(orbit: Orbit, days: Array) -> Array:
    """Node of the first satellite so many days after the epoch of its elements."""
    first = float(np.ravel(orbit.satellites.raan_deg)[0])
    return np.asarray(np.radians(first + float(np.ravel(orbit.raan_rate_deg_per_day)[0]) * days))


def _azimuth_deg(inclination_rad: float, latitude_rad: float, heading: float) -> float:
    north = float(sites.azimuth_deg(inclination_rad, np.array([latitude_rad]))[0])
    return north if heading == NORTH else 180.0 - north


def _allowed(azimuth_deg: float, low_deg: float, high_deg: float) -> bool:
    if np.isnan(azimuth_deg):
        return False
    return bool(np.isnan(low_deg) or np.mod(azimuth_deg - low_deg, 360.0) <= high_deg - low_deg)


def _julian_day(instant: datetime) -> float:
    return JULIAN_DAY_J2000 + (instant - J2000_UTC).total_seconds() / timedelta(days=1).total_seconds()


def _text(julian_day: float) -> str:
    instant = J2000_UTC + timedelta(days=float(julian_day) - JULIAN_DAY_J2000)
    return instant.strftime("%Y-%m-%dT%H:%MZ")


def _none() -> Windows:
    words, numbers = np.array([], dtype=str), np.array([])
    return Windows(site=words, direction=words, azimuth_deg=numbers, lift_off_utc=words, local_time_hour=numbers)
