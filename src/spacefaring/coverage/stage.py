"""Who is seen when from the orbit chosen, by points, provinces and stations?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from spacefaring import catalog
from spacefaring.coverage.earth_rotation import instant_utc
from spacefaring.coverage.satellites import MeanOrbits
from spacefaring.coverage.windows import Passes, Revisit, passes, revisit
from spacefaring.stage import Assumption, StageInputs, StageResult, default
from spacefaring.tables import Array, BoolArray, IntArray, Table, TextArray, column
from spacefaring.units import HOUR_PER_DAY, M_PER_KM, MIN_PER_HOUR, S_PER_HOUR, S_PER_MIN

if TYPE_CHECKING:
    from spacefaring.orbit import Orbit
    from spacefaring.places import Places

WHOLE_SPAN_SLACK_S = 1.0


class Inputs(StageInputs):
    """For how long we look, and what counts as seen."""

    duration_day: float = default(
        30.0,
        "Length of the span that passes are counted over.",
        source="guess: longer than the repeat of most ground tracks, and a month of lighting",
        ge=1.0,
        le=366.0,
    )
    nadir: Literal["geodetic", "geocentric"] = default(
        "geodetic",
        "Axis of the field of regard: the ellipsoid's vertical, or the line to the Earth's centre.",
        source="guess: imaging satellites hold the vertical; the two differ by 0.19 degrees at most",
    )
    elevation_deg: float = default(
        10.0,
        "Lowest elevation at which a terminal on the ground is served, where no field of regard is given.",
        source="guess: open terrain; no survey yet",
        ge=0.0,
        lt=90.0,
    )
    sun_elevation_deg: float = default(
        15.0,
        "Lowest elevation of the Sun over a point for an image to count.",
        source="guess: below it shadows and haze spoil most uses of optical images",
        ge=-18.0,
        lt=90.0,
    )
    minimum_contact_s: float = default(
        0.0,
        "Shortest contact that counts.",
        source="guess: none refused; acquisition is an affair of operations",
        ge=0.0,
    )


class PointCoverage(Table):
    """How each ground point is served by all satellites together."""

    lat_deg: Array = column("Geodetic latitude of the point.")
    lon_deg: Array = column("Longitude of the point, positive east.")
    country: TextArray = column("Country (ISO 3166 alpha-3).")
    province: TextArray = column("Province; the country's name where no provinces are shipped.")
    area_km2: Array = column("Ground area the point stands for.")
    window_count: IntArray = column("Merged windows in the span.")
    gap_mean_hour: Array = column("Mean gap between windows; nan with fewer than two.")
    gap_p90_hour: Array = column("Gap that nine in ten gaps do not exceed.")
    gap_max_hour: Array = column(
        "Longest gap between windows.", limits="none before the first nor after the last window"
    )
    access_hour: Array = column("Time served in all.")


class ProvinceCoverage(Table):
    """Area-weighted means of the points of each province."""

    country: TextArray = column("Country (ISO 3166 alpha-3).")
    province: TextArray = column("Province; the country's name where no provinces are shipped.")
    area_km2: Array = column("Ground area of the points.")
    revisit_mean_hour: Array = column("Mean gap, area-weighted over points that are served.")
    revisit_p90_hour: Array = column("Gap not exceeded nine times in ten, area-weighted over points that are served.")
    revisit_max_hour: Array = column("Longest gap of any point that is served.")
    covered_frac: Array = column("Share of the area that is served at all.")
    access_per_day_count: Array = column("Merged windows per day, area-weighted.")


class StationCoverage(Table):
    """How each ground station hears the satellites."""

    station: TextArray = column("Key of the station.")
    pass_count: IntArray = column("Passes of all satellites in the span.")
    contact_min_per_day: Array = column("Time per day with at least one satellite in view.")
    gap_max_hour: Array = column(
        "Longest time with no satellite in view.", limits="between contacts; the ends do not count"
    )


class Contacts(Table):
    """Every pass over every station."""

    station: TextArray = column("Key of the station.")
    satellite_index: IntArray = column("Which satellite of the mission.")
    start_utc: TextArray = column("Rise above the station's mask.")
    end_utc: TextArray = column("Set below the station's mask.")
    start_s: Array = column("Rise, after the start of the span.")
    end_s: Array = column("Set, after the start of the span.")
    maximum_elevation_deg: Array = column("Highest elevation.", limits="no refraction")
    minimum_range_km: Array = column("Smallest distance.")
    cut: BoolArray = column("Whether an end of the span cuts the pass.")


class Coverage(StageResult):
    """Gaps over the territory and contacts with the stations."""

    revisit_mean_hour: float = column(
        "Mean gap between chances to serve a point, area-weighted over points that are served.",
        formula="Σ area · gap / Σ area; gap 0 where served without a break, the span where served once",
    )
    revisit_p90_hour: float = column("Gap not exceeded nine times in ten, area-weighted over points that are served.")
    revisit_max_hour: float = column("Longest gap of any point that is served.")
    covered_frac: float = column("Share of the area that is served at least once in the span.")
    access_per_day_count: float = column("Chances per day to serve a point, area-weighted, satellites merged.")
    contact_min_per_day: float = column(
        "Minutes per day that one satellite sees at least one station, mean over the satellites.",
        limits="two satellites over one antenna at once both count",
    )
    contact_per_day_count: float = column(
        "Contacts per day of one satellite with any station, mean over the satellites."
    )
    contact_gap_max_hour: float = column("Longest time that a satellite is out of sight of all stations.")
    pass_mean_min: float = column("Mean length of a contact.")
    duration_day: float = column("Length of the span that passes are counted over.")
    start_utc: str = column("Start of the span.")
    half_angle_deg: float = column("Half angle of the field of regard; nan where an elevation mask counts instead.")
    sunlit: bool = column("Whether only windows with the Sun high enough over the point count.")
    ut1_known: bool = column(
        "Whether the shipped table of UT1 covers the span; otherwise UT1 = UTC, up to 0.9 s and 400 m amiss."
    )
    points: PointCoverage = column("Ground points with their gaps.")
    provinces: ProvinceCoverage = column("Provinces with their gaps.")
    stations: StationCoverage = column("Stations with their contact times.")
    contacts: Contacts = column("Every contact in the span.")


def solve(inputs: Inputs, *, orbit: Orbit, places: Places, half_angle_deg: float | None, sunlit: bool) -> Coverage:
    """Windows of every ground point and every station; without a half angle the elevation mask of terminals counts."""
    start, satellites, table = instant_utc(orbit.epoch_utc), mean_orbits(orbit), places.points
    gaps = revisit(
        satellites,
        table.lat_deg,
        table.lon_deg,
        start,
        inputs.duration_day,
        half_angle_deg=half_angle_deg,
        elevation_deg=inputs.elevation_deg if half_angle_deg is None else None,
        sunlit=True if sunlit else None,
        sun_elevation_deg=inputs.sun_elevation_deg,
        nadir=inputs.nadir,
    )
    gap = _settled(gaps, inputs.duration_day)
    everywhere = np.ones(len(table), dtype=bool)
    found, contacts = _contacts(inputs, satellites, places, start)
    return Coverage(
        **_means(everywhere, table.area_km2, gaps, gap, inputs.duration_day),
        **_contact_figures(contacts, len(satellites.elements), inputs.duration_day),
        duration_day=inputs.duration_day,
        start_utc=start.isoformat(),
        half_angle_deg=np.nan if half_angle_deg is None else half_angle_deg,
        sunlit=sunlit,
        ut1_known=bool(gaps.ut1_known.all()),
        points=_points(places, gaps, gap),
        provinces=_provinces(places, gaps, gap, inputs.duration_day),
        stations=found,
        contacts=contacts,
        used=(_earth_orientation(),),
    )


def mean_orbits(orbit: Orbit) -> MeanOrbits:
    """The satellites of the orbit stage as mean elements in SI units and radians."""
    table = orbit.satellites
    angles = (table.inclination_deg, table.raan_deg, table.argument_of_perigee_deg, table.mean_anomaly_deg)
    columns = [table.semi_major_axis_km * M_PER_KM, table.eccentricity, *(np.radians(a) for a in angles)]
    return MeanOrbits(np.stack(columns, axis=1).astype(float), instant_utc(orbit.epoch_utc))


def _earth_orientation() -> Assumption:
    origin = catalog.origin("earth_orientation")
    return Assumption(key="coverage.ut1_minus_utc_s", value=f"table of {origin.date}", source=origin.source)


def _settled(gaps: Revisit, duration_day: float) -> dict[str, Array]:
    """Gaps with an answer for every served point: 0 when served throughout, the whole span when served once."""
    throughout = gaps.access_hour * S_PER_HOUR >= duration_day * HOUR_PER_DAY * S_PER_HOUR - WHOLE_SPAN_SLACK_S
    once = (gaps.window_count == 1) & ~throughout
    settled = {}
    for name in ("gap_mean_hour", "gap_p90_hour", "gap_max_hour"):
        gap = np.where(throughout, 0.0, getattr(gaps, name))
        settled[name] = np.where(once, duration_day * HOUR_PER_DAY, gap)
    return settled


def _means(
    among: BoolArray, area_km2: Array, gaps: Revisit, gap: dict[str, Array], duration_day: float
) -> dict[str, float]:
    """What some of the points add up to; nan where none of them is served."""
    served = among & (gaps.window_count > 0)
    weight = area_km2[served] / area_km2[served].sum() if served.any() else np.full(1, np.nan)
    return {
        "revisit_mean_hour": float(np.sum(weight * gap["gap_mean_hour"][served])) if served.any() else np.nan,
        "revisit_p90_hour": float(np.sum(weight * gap["gap_p90_hour"][served])) if served.any() else np.nan,
        "revisit_max_hour": float(gap["gap_max_hour"][served].max()) if served.any() else np.nan,
        "covered_frac": float(area_km2[served].sum() / area_km2[among].sum()),
        "access_per_day_count": float(
            np.sum(area_km2[among] * gaps.window_count[among]) / area_km2[among].sum() / duration_day
        ),
    }


def _points(places: Places, gaps: Revisit, gap: dict[str, Array]) -> PointCoverage:
    table = places.points
    return PointCoverage(
        lat_deg=table.lat_deg,
        lon_deg=table.lon_deg,
        country=table.country,
        province=table.province,
        area_km2=table.area_km2,
        window_count=gaps.window_count,
        access_hour=gaps.access_hour,
        **gap,
    )


def _provinces(places: Places, gaps: Revisit, gap: dict[str, Array], duration_day: float) -> ProvinceCoverage:
    table = places.points
    names, member = np.unique(np.stack([table.country, table.province]), axis=1, return_inverse=True)
    rows = [_means(member == k, table.area_km2, gaps, gap, duration_day) for k in range(names.shape[1])]
    area_km2 = np.bincount(member, weights=table.area_km2).astype(float)
    figures = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    return ProvinceCoverage(country=names[0], province=names[1], area_km2=area_km2, **figures)


def _contacts(
    inputs: Inputs, satellites: MeanOrbits, places: Places, start: datetime
) -> tuple[StationCoverage, Contacts]:
    """Passes over every station, and what they add up to."""
    table = places.stations
    if len(table) == 0:
        return _no_stations()
    where = satellites, table.lat_deg, table.lon_deg, start, inputs.duration_day
    mask_deg, shortest_s = table.elevation_deg, inputs.minimum_contact_s
    seen = passes(*where, elevation_deg=mask_deg, minimum_duration_s=shortest_s)
    gaps = revisit(*where, elevation_deg=mask_deg, minimum_duration_s=shortest_s)
    gap = _settled(gaps, inputs.duration_day)["gap_max_hour"]
    stations = StationCoverage(
        station=table.station,
        pass_count=np.bincount(seen.point_index, minlength=len(table)),
        contact_min_per_day=gaps.access_hour * MIN_PER_HOUR / inputs.duration_day,
        gap_max_hour=np.where(gaps.window_count > 0, gap, inputs.duration_day * HOUR_PER_DAY),
    )
    return stations, _contact_table(seen, table.station, start)


def _contact_table(seen: Passes, station: TextArray, start: datetime) -> Contacts:
    return Contacts(
        station=station[seen.point_index],
        satellite_index=seen.satellite_index,
        start_utc=_instants(start, seen.start_s),
        end_utc=_instants(start, seen.end_s),
        start_s=seen.start_s,
        end_s=seen.end_s,
        maximum_elevation_deg=seen.maximum_elevation_deg,
        minimum_range_km=seen.minimum_range_km,
        cut=seen.start_cut | seen.end_cut,
    )


def _no_stations() -> tuple[StationCoverage, Contacts]:
    empty: dict[str, Any] = dict.fromkeys((*StationCoverage.names(), *Contacts.names()), np.empty(0))
    return (
        StationCoverage(**{name: empty[name] for name in StationCoverage.names()}),
        Contacts(**{name: empty[name] for name in Contacts.names()}),
    )


def _instants(start: datetime, time_s: Array) -> TextArray:
    return np.array([(start + timedelta(seconds=round(float(t), 3))).isoformat() for t in time_s], dtype=str)


def _contact_figures(contacts: Contacts, satellite_count: int, duration_day: float) -> dict[str, float]:
    """Means over the satellites of the time each sees any station."""
    minutes, merged_count, longest_s = np.zeros(satellite_count), np.zeros(satellite_count), duration_day * 0.0
    for satellite in range(satellite_count):
        mine = contacts.satellite_index == satellite
        start_s, end_s = _merged(contacts.start_s[mine], contacts.end_s[mine])
        minutes[satellite] = (end_s - start_s).sum() / S_PER_MIN
        merged_count[satellite] = len(start_s)
        longest_s = max(longest_s, _longest_gap_s(start_s, end_s, duration_day))
    length_min = (contacts.end_s - contacts.start_s) / S_PER_MIN
    return {
        "contact_min_per_day": float(minutes.mean() / duration_day),
        "contact_per_day_count": float(merged_count.mean() / duration_day),
        "contact_gap_max_hour": longest_s / S_PER_HOUR,
        "pass_mean_min": float(length_min.mean()) if len(contacts) else np.nan,
    }


def _merged(start_s: Array, end_s: Array) -> tuple[Array, Array]:
    """Union of windows, by time."""
    order = np.argsort(start_s, kind="stable")
    start_s, end_s = start_s[order], np.maximum.accumulate(end_s[order]) if len(end_s) else end_s
    first = np.ones(len(start_s), dtype=bool)
    first[1:] = start_s[1:] > end_s[:-1]
    last = np.append(first[1:], True)[: len(first)]
    return start_s[first], end_s[last]


def _longest_gap_s(start_s: Array, end_s: Array, duration_day: float) -> float:
    span_s = duration_day * HOUR_PER_DAY * S_PER_HOUR
    if len(start_s) == 0:
        return span_s
    if len(start_s) == 1:
        return 0.0 if end_s[0] - start_s[0] >= span_s - WHOLE_SPAN_SLACK_S else span_s
    return float((start_s[1:] - end_s[:-1]).max())
