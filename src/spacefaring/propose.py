"""Which missions do the needs ask for, when the study names none?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from spacefaring.constants import EARTH_RADIUS_M, S_PER_DAY
from spacefaring.kernels.bands import access_frac, reach_rad
from spacefaring.kernels.geostationary import elevation_rad
from spacefaring.kernels.orbits import mean_motion_rad_per_s, sun_synchronous_inclination_rad
from spacefaring.messages import Message, message
from spacefaring.need import Needs
from spacefaring.orbit import Inputs as OrbitInputs
from spacefaring.orbit import kinds
from spacefaring.places import Places
from spacefaring.tables import Array
from spacefaring.units import M_PER_KM

# A line of the detector: needs that would ask for a longer one are given cameras of their own.
MOST_PIXEL_COUNT = 16_000.0
# A low inclination is proposed to territories within these latitudes when it saves this many times the satellites.
MOST_BAND_LATITUDE_DEG, LEAST_SAVING_RATIO = 25.0, 3.0
MOST_SATELLITE_COUNT = 24
LATITUDE_COUNT = 15
# Elevation below which a satellite is of no use, and below which a better place over the equator is looked for.
LEAST_ELEVATION_DEG, WANTED_ELEVATION_DEG = 5.0, 10.0
TRIED_EAST_DEG = np.arange(-90.0, 91.0)
STATIONARY_RADIUS_M = 42_164_172.0  # one turn in a sidereal day, by Kepler
GEOSTATIONARY_LIFE_YEAR = 15


@dataclass(frozen=True)
class Proposal:
    """One mission as a section of the study file, and why it looks like this."""

    inputs: dict[str, Any]
    reason: Message


def missions(needs: Needs, places: Places) -> tuple[Proposal, ...]:
    """One mission for each family of payload that the needs ask for, for any country."""
    found = list(_imagers(needs, places))
    relay = needs.needs.payload_kind == "transponder"
    if np.any(relay):
        found.append(_relay(needs.needs.id[relay].tolist(), places))
    return tuple(found)


def _imagers(needs: Needs, places: Places) -> Iterator[Proposal]:
    groups = _camera_groups(needs)
    for number, rows in enumerate(groups):
        name = f"eye_{number + 1}" if len(groups) > 1 else "eye"
        yield _imager(name, needs, rows, places)


def _camera_groups(needs: Needs) -> list[list[int]]:
    """Rows of the needs that one camera can serve: from the finest on, while its line of pixels is not too long."""
    table = needs.needs
    rows = [int(row) for row in np.argsort(table.gsd_m, kind="stable") if table.payload_kind[row] == "imager"]
    groups: list[list[int]] = []
    for row in rows:
        fits = [g for g in groups if _pixel_count(needs, [*g, row]) <= MOST_PIXEL_COUNT]
        if fits:
            fits[0].append(row)
        else:
            groups.append([row])
    return groups


def _pixel_count(needs: Needs, rows: Sequence[int]) -> float:
    return float(needs.needs.swath_km[rows].max() * M_PER_KM / needs.needs.gsd_m[rows].min())


def _imager(name: str, needs: Needs, rows: Sequence[int], places: Places) -> Proposal:
    table = needs.needs
    serves = table.id[sorted(rows)].tolist()
    shortest = rows[int(np.argmin(table.revisit_day[rows]))]
    revisit_day = float(table.revisit_day[shortest])
    orbit, why = _seeing_orbit(revisit_day, float(table.field_of_regard_deg[rows].min()), places)
    payload = {"kind": "imager", "swath_km": float(table.swath_km[rows].max())}
    reason = message(
        "{mission}: a camera for {needs}; {need} asks for the shortest revisit, {revisit_day:g} days. {why}",
        mission=name,
        needs=", ".join(serves),
        need=str(table.id[shortest]),
        revisit_day=revisit_day,
        why=why,
    )
    return Proposal({"id": name, "serves": serves, "orbit": orbit, "payload": payload}, reason)


def _seeing_orbit(revisit_day: float, off_nadir_deg: float, places: Places) -> tuple[dict[str, Any], Message]:
    """Sun-synchronous, unless a low inclination serves a territory near the equator with far fewer satellites."""
    usual, latitude_deg = OrbitInputs(), places.points.lat_deg
    axis_m = EARTH_RADIUS_M + usual.altitude_km * M_PER_KM
    reach = float(reach_rad(usual.altitude_km * M_PER_KM, np.radians(off_nadir_deg)))
    sun_looks = looks_per_day(latitude_deg, float(sun_synchronous_inclination_rad(axis_m)), axis_m, reach)
    count = satellites_for(revisit_day, sun_looks)
    orbit: dict[str, Any] = {"kind": "sun_synchronous", "altitude_km": usual.altitude_km}
    if np.abs(latitude_deg).max() <= MOST_BAND_LATITUDE_DEG:
        low_deg, high_deg = float(latitude_deg.min()), float(latitude_deg.max())
        band_deg = kinds.best_inclination_deg(low_deg, high_deg, usual.altitude_km, off_nadir_deg)
        band_looks = looks_per_day(latitude_deg, float(np.radians(band_deg)), axis_m, reach)
        fewer = satellites_for(revisit_day, band_looks)
        if count >= LEAST_SAVING_RATIO * fewer:
            orbit |= {"kind": "equatorial_band", "inclination_deg": band_deg, "satellite_count": fewer}
            return orbit, _why_band(fewer, count, band_deg)
    return orbit | {"ltan_hour": usual.ltan_hour, "satellite_count": count}, _why_sun(count, sun_looks, revisit_day)


def looks_per_day(latitude_deg: Array, inclination_rad: float, axis_m: float, reach: float) -> float:
    """Daylight looks a day of one satellite at the least seen latitude of a territory.

    Time within reach over the time of the mean pass, which crosses π/4 of the width within reach; half of the passes
    are taken as by day. A first estimate to propose a number of satellites: coverage then finds the true gaps.
    """
    latitude = np.radians(np.linspace(latitude_deg.min(), latitude_deg.max(), LATITUDE_COUNT))
    share = float(access_frac(latitude, inclination_rad, reach).min())
    pass_s = 0.5 * np.pi * reach / float(mean_motion_rad_per_s(axis_m))
    return 0.5 * share * S_PER_DAY / pass_s


def satellites_for(revisit_day: float, looks: float) -> int:
    """Satellites that give one look in each revisit time in the mean; one where a satellite never looks."""
    wanted = 1.0 / (revisit_day * looks) if looks > 0.0 else 1.0
    return int(np.clip(np.ceil(wanted - 1e-9), 1, MOST_SATELLITE_COUNT))


def _why_sun(count: int, looks: float, revisit_day: float) -> Message:
    if looks <= 0.0:
        beyond = message(
            "Part of the territory lies beyond reach of a sun-synchronous orbit; one satellite is proposed."
        )
        return beyond
    if 1.0 / (revisit_day * looks) > MOST_SATELLITE_COUNT:
        return message("Even {count} sun-synchronous satellites, the most proposed, leave longer gaps.", count=count)
    return message(
        "One sun-synchronous satellite looks every {gap_day:.1f} days in the mean: {count} proposed.",
        gap_day=1.0 / looks,
        count=count,
    )


def _why_band(fewer: int, count: int, inclination_deg: float) -> Message:
    return message(
        "Near the equator {fewer} satellite(s) inclined at {inclination_deg:g} deg do the work of {count} "
        "sun-synchronous ones, at changing local times.",
        fewer=fewer,
        inclination_deg=inclination_deg,
        count=count,
    )


def _relay(serves: list[str], places: Places) -> Proposal:
    longitude_deg, lowest_deg = best_longitude_deg(places)
    inputs = {
        "id": "relay",
        "serves": serves,
        "orbit": {"kind": "geostationary", "longitude_deg": longitude_deg},
        "payload": {"kind": "transponder"},
        "spacecraft": {"life_year": GEOSTATIONARY_LIFE_YEAR},
    }
    reason = message(
        "{mission}: a geostationary relay for {needs}. {why}",
        mission=inputs["id"],
        needs=", ".join(serves),
        why=_why_place(longitude_deg, lowest_deg),
    )
    return Proposal(inputs, reason)


def _why_place(longitude_deg: float, lowest_deg: float) -> Message:
    if lowest_deg >= LEAST_ELEVATION_DEG:
        return message(
            "From {longitude_deg:g} deg east it stands at least {lowest_deg:.0f} deg above every horizon.",
            longitude_deg=longitude_deg,
            lowest_deg=lowest_deg,
        )
    return message(
        "Wherever it stands, part of the territory sees it below {least_deg:g} deg: no single geostationary satellite "
        "serves it all; narrow the territory, use several, or rent from a constellation in low orbit.",
        least_deg=LEAST_ELEVATION_DEG,
    )


def best_longitude_deg(places: Places) -> tuple[float, float]:
    """The middle longitude of the territory and the lowest elevation there, both in degrees.

    Where a place would see the satellite too low from there, the longitude that lifts the lowest elevation instead.
    """
    middle_deg = kinds.middle_longitude_deg(places)
    from_middle_deg = _lowest_elevation_deg(places, np.array([middle_deg]))[0]
    if from_middle_deg >= WANTED_ELEVATION_DEG:
        return middle_deg, float(from_middle_deg)
    tried_deg = middle_deg + TRIED_EAST_DEG
    lowest_deg = _lowest_elevation_deg(places, tried_deg)
    best = int(np.argmax(lowest_deg))
    return float(np.mod(tried_deg[best] + 180.0, 360.0) - 180.0), float(lowest_deg[best])


def _lowest_elevation_deg(places: Places, longitude_deg: Array) -> Array:
    """Of all ground points, for each longitude of the satellite."""
    east = np.radians(places.points.lon_deg[None, :] - longitude_deg[:, None])
    latitude = np.radians(places.points.lat_deg)[None, :]
    return np.asarray(np.degrees(elevation_rad(latitude, east, STATIONARY_RADIUS_M)).min(axis=1))
