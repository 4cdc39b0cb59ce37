"""Which missions do the needs ask for, when the study names none?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from spacefaring.constants import EARTH_RADIUS_M, S_PER_DAY
from spacefaring.kernels.bands import access_frac, reach_rad
from spacefaring.kernels.geostationary import elevation_rad
from spacefaring.kernels.orbits import mean_motion_rad_per_s
from spacefaring.messages import Message, message
from spacefaring.need import Needs
from spacefaring.orbit import Inputs as OrbitInputs
from spacefaring.orbit import kinds
from spacefaring.orbit.track import look_gap_day
from spacefaring.places import Places
from spacefaring.tables import Array
from spacefaring.units import M_PER_KM

# A line of the detector: needs that would ask for a longer one are given cameras of their own.
MOST_PIXEL_COUNT = 16_000.0
# A low inclination is proposed to territories within these latitudes when it saves this many times the satellites.
MOST_BAND_LATITUDE_DEG, LEAST_SAVING_RATIO = 25.0, 3.0
MOST_SATELLITE_COUNT = 24
# Heights that allow five years of life without propulsion and a return within 25 years (kernels/decay, 0.022 m2/kg).
# The air of a low inclination is denser: it stays over the equator's bulge, by day as by night.
TRIED_ALTITUDE_KM = {
    "sun_synchronous": (500.0, 510.0, 520.0, 530.0, 540.0, 560.0, 570.0, 580.0, 590.0),
    "equatorial_band": (520.0, 530.0, 540.0, 550.0, 560.0, 570.0, 580.0, 590.0),
}
SHORTEST_WAIT_DAY = 0.1  # about one revolution and a half: shorter waits are not told apart
ANY_EPOCH_JD = 2_451_545.0  # gaps do not depend on it
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
    sun = _fewest(OrbitInputs(), revisit_day, off_nadir_deg, places)
    if np.abs(places.points.lat_deg).max() <= MOST_BAND_LATITUDE_DEG and sun.satellite_count > 1:
        low = OrbitInputs(kind="equatorial_band", off_nadir_deg=off_nadir_deg)
        band = _fewest(low, revisit_day, off_nadir_deg, places)
        if sun.satellite_count >= LEAST_SAVING_RATIO * band.satellite_count:
            return band.orbit | {"inclination_deg": band.inclination_deg}, _why_band(band, sun.satellite_count)
    return sun.orbit | {"ltan_hour": OrbitInputs().ltan_hour}, _why_sun(sun, revisit_day)


class Choice(NamedTuple):
    """The fewest satellites found for a kind of orbit, the height, and the longest wait they leave."""

    orbit: dict[str, Any]
    satellite_count: int
    altitude_km: float
    inclination_deg: float
    gap_day: float


def _fewest(usual: OrbitInputs, revisit_day: float, off_nadir_deg: float, places: Places) -> Choice:
    """Fewest satellites of one plane whose longest wait keeps the revisit, beginning with what the mean asks for.

    Of the heights that keep it the one nearest to the usual; where none does, the one with the shortest wait.
    """
    inclination = float(kinds.elements(usual, ANY_EPOCH_JD, places).elements[0, 2])
    looks = looks_per_day(places.points.lat_deg, inclination, usual.altitude_km, off_nadir_deg)
    wanted_day = max(revisit_day, SHORTEST_WAIT_DAY)
    for count in range(satellites_for(revisit_day, looks), MOST_SATELLITE_COUNT + 1):
        found = _choices(usual, count, off_nadir_deg, places)
        kept = [choice for choice in found if choice.gap_day <= wanted_day]
        if kept:
            return min(kept, key=lambda choice: abs(choice.altitude_km - usual.altitude_km))
    return min(found, key=lambda choice: (np.isnan(choice.gap_day), choice.gap_day))


def _choices(usual: OrbitInputs, count: int, off_nadir_deg: float, places: Places) -> list[Choice]:
    """The same satellites at each height tried, with the longest wait they leave."""
    choices = []
    for altitude_km in TRIED_ALTITUDE_KM[usual.kind]:
        asked = usual.model_copy(update={"altitude_km": altitude_km, "satellite_count": count})
        elements = kinds.elements(asked, ANY_EPOCH_JD, places).elements
        gap_day = round(look_gap_day(asked, elements, places, off_nadir_deg), 1)
        orbit = {"kind": usual.kind, "altitude_km": altitude_km, "satellite_count": count}
        choices.append(Choice(orbit, count, altitude_km, round(float(np.degrees(elements[0, 2])), 2), gap_day))
    return choices


def looks_per_day(latitude_deg: Array, inclination_rad: float, altitude_km: float, off_nadir_deg: float) -> float:
    """Daylight looks a day of one satellite at the least seen latitude of a territory, in the mean.

    Time within reach over the time of the mean pass, which crosses π/4 of the width within reach; half of the passes
    are taken as by day. A first estimate to propose a number of satellites: coverage then finds the true gaps.
    """
    reach = float(reach_rad(altitude_km * M_PER_KM, np.radians(off_nadir_deg)))
    latitude = np.radians(np.linspace(latitude_deg.min(), latitude_deg.max(), LATITUDE_COUNT))
    share = float(access_frac(latitude, inclination_rad, reach).min())
    pass_s = 0.5 * np.pi * reach / float(mean_motion_rad_per_s(EARTH_RADIUS_M + altitude_km * M_PER_KM))
    return 0.5 * share * S_PER_DAY / pass_s


def satellites_for(revisit_day: float, looks: float) -> int:
    """Satellites that give one look in each revisit time in the mean; one where a satellite never looks."""
    wanted = 1.0 / (revisit_day * looks) if looks > 0.0 else 1.0
    return int(np.clip(np.ceil(wanted - 1e-9), 1, MOST_SATELLITE_COUNT))


def _why_sun(found: Choice, revisit_day: float) -> Message:
    if found.gap_day > max(revisit_day, SHORTEST_WAIT_DAY):
        return message(
            "Even {count} sun-synchronous satellites, the most proposed, leave {gap_day:g} days without a look.",
            count=found.satellite_count,
            gap_day=found.gap_day,
        )
    return message(
        "{count} sun-synchronous satellite(s) at {altitude_km:g} km look by day every {gap_day:g} days at worst.",
        count=found.satellite_count,
        altitude_km=found.altitude_km,
        gap_day=found.gap_day,
    )


def _why_band(found: Choice, sun_count: int) -> Message:
    return message(
        "Near the equator {count} satellite(s) inclined at {inclination_deg:g} deg do the work of {sun_count} "
        "sun-synchronous ones, at changing local times.",
        count=found.satellite_count,
        inclination_deg=found.inclination_deg,
        sun_count=sun_count,
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
