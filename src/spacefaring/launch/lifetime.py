"""How long does each satellite stay up, and does it leave orbit as the rules ask?

Three courses are followed for each candidate and each solar scenario: falling freely from the day of launch; falling
freely from the end of operations (the orbit being held until then where the spacecraft carries delta-v for it); and
from the end of operations with the perigee lowered by the disposal delta-v aboard.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spacefaring import space_weather
from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M, JULIAN_YEAR_DAY
from spacefaring.kernels.decay import Decay, decay
from spacefaring.messages import mark
from spacefaring.tables import Array, BoolArray, Table, TextArray, column
from spacefaring.units import M_PER_KM, MONTH_PER_YEAR

# Years allowed after operations: IADC Space Debris Mitigation Guidelines rev. 3, 2021, sec. 5.3.2 (25 years);
# FCC 22-74, Second Report and Order, 2022, and ESA ESSB-ST-U-007, 2023 (5 years).
RULES_YEAR = {mark("within 25 years"): 25.0, mark("within 5 years"): 5.0}
FREE = mark("free fall from the end of operations")
LOWERED = mark("perigee lowered with the disposal delta-v aboard")
ACTIVITY_SOURCE = mark("measured to 2026-08, NASA forecast to 2041-10, then its last cycle repeated")
LOWEST_PERIGEE_M = 120e3
CYCLE_YEAR, FIRST_YEAR, LAST_MEASURED_YEAR = 11, 1958, 2026
GRAVEYARD = mark("graveyard orbit")
RAISED = mark("raised above the geostationary ring")
GEO_RADIUS_M = 42_164_172.0
IADC_RAISE_KM = 235.0  # IADC guidelines rev. 3, sec. 5.3.1: 235 km + 1000 x Cr x A/m above the ring
IADC_RAISE_PER_AREA_KM_KG_M2 = 1_000.0


class Body(NamedTuple):
    """What the lifetime depends on, one entry per candidate."""

    altitude_m: Array
    inclination_rad: Array
    ballistic_m2_per_kg: Array
    operation_year: Array
    held: BoolArray
    disposal_m_per_s: Array


class Path(NamedTuple):
    """Heights above the equatorial radius at the start of each month, one row per candidate; `nan` once it is down."""

    perigee_m: Array
    apogee_m: Array


class Course(NamedTuple):
    """Years in orbit for one solar scenario, infinite beyond the horizon, one entry per candidate.

    `altitude_m` is the free fall month by month, `end_altitude_m` where operations end (0 when it has come down),
    `path` what is flown: operations, then the way down with the disposal delta-v aboard.
    """

    from_launch_year: Array
    free_after_year: Array
    lowered_after_year: Array
    altitude_m: Array
    flux_sfu: Array
    end_altitude_m: Array
    path: Path


class Lifetimes(Table):
    """Time in orbit of the first candidate under each solar scenario."""

    solar_activity: TextArray = column("Scenario of solar activity: low, mean or high.")
    lifetime_year: Array = column(
        "Time from launch to re-entry if nobody manoeuvres.",
        source="King-Hele 1987, ch. 4, with NRLMSIS 2.1",
        limits="15 % from the density, usually more from the area; see docs/launch.md for flown satellites.",
    )
    is_lower_bound: BoolArray = column("The satellite is still up at the horizon: read the time as at least that.")
    f107_sfu: Array = column("Solar flux averaged over that time.")
    solar_activity_source: TextArray = column("Where the activity comes from.")


class DecayHistory(Table):
    """Mean altitude of the first candidate in free fall from launch."""

    solar_activity: TextArray = column("Scenario of solar activity: low, mean or high.")
    time_year: Array = column("Time since the start of the launch year.")
    altitude_km: Array = column("Mean semi-major axis less the Earth's equatorial radius.")


class Disposal(Table):
    """Each rule on leaving orbit, under each scenario, with and without the disposal delta-v aboard."""

    rule: TextArray = column("Rule: years allowed in orbit after the end of operations, or the graveyard orbit.")
    solar_activity: TextArray = column("Scenario of solar activity: low, mean or high.")
    course: TextArray = column("How the satellite leaves.")
    delta_v_m_per_s: Array = column("Disposal delta-v used.")
    after_operation_year: Array = column("Time in orbit after operations; capped at the horizon.")
    allowed_year: Array = column("Time that the rule allows.")
    met: BoolArray = column("Whether the rule is met.")


class Cycles(Table):
    """What the same satellite would have met in measured solar cycles."""

    start_year: Array = column("Year of the supposed launch.")
    lifetime_year: Array = column("Time from launch to re-entry if nobody manoeuvres; capped at the horizon.")


@cache
def months(scenario: str, start_year: int, year_count: int) -> tuple[space_weather.Activity, Array, NDArray[np.int64]]:
    """Activity, day numbers of the month boundaries, and months of the year from 0, from January of a year on."""
    table = space_weather.activity(scenario, f"{start_year:04d}-01", int(MONTH_PER_YEAR) * year_count)
    first = np.datetime64(f"{start_year:04d}-01", "M")
    edges = (first + np.arange(int(MONTH_PER_YEAR) * year_count + 1)).astype("datetime64[D]").astype(np.int64)
    days = edges.astype(float) + date(1970, 1, 1).toordinal()
    return table, days, np.arange(int(MONTH_PER_YEAR) * year_count, dtype=np.int64) % 12


def lowered_perigee_m(altitude_m: Array, delta_v_m_per_s: Array) -> Array:
    """Perigee altitude after one braking burn on a circular orbit.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 6.3 (vis-viva).
    """
    radius = EARTH_RADIUS_M + altitude_m
    speed = np.sqrt(EARTH_MU_M3_PER_S2 / radius) - delta_v_m_per_s
    axis = 1.0 / (2.0 / radius - speed**2 / EARTH_MU_M3_PER_S2)
    return np.asarray(2.0 * axis - radius - EARTH_RADIUS_M)


def course(body: Body, *, launch_year: int, scenario: str, horizon_year: int) -> Course:
    """The three courses of every candidate under one scenario; loops nowhere over candidates."""
    latest = int(np.ceil(np.max(body.operation_year))) + int(max(RULES_YEAR.values())) + 1
    table, days, of_year = months(scenario, launch_year, max(horizon_year, latest))

    def fall(perigee_m: Array, apogee_m: Array, start_day: Array) -> Decay:
        return decay(
            perigee_m, apogee_m, body.inclination_rad, body.ballistic_m2_per_kg, start_day=start_day,
            month_start_day=days, month_of_year=of_year, f107_sfu=table.f107_sfu, ap_index=table.ap_index,
        )  # fmt: skip

    launch = np.full(body.altitude_m.size, days[0])
    free = fall(body.altitude_m, body.altitude_m, launch)
    month = np.clip(np.round(body.operation_year * MONTH_PER_YEAR).astype(int), 0, of_year.size)
    last = np.arange(body.altitude_m.size), month
    low = np.where(body.held, body.altitude_m, free.perigee_m[last])
    high = np.where(body.held, body.altitude_m, free.apogee_m[last])
    unknown = np.isnan(free.lifetime_day)
    gone = np.isnan(low) & ~unknown
    low, high = np.nan_to_num(low), np.nan_to_num(high)
    natural = fall(low, high, days[month]) if np.any(body.held) else free
    after = np.where(body.held, natural.lifetime_day, free.lifetime_day - (days[month] - days[0]))
    perigee = np.minimum(lowered_perigee_m(0.5 * (low + high), body.disposal_m_per_s), low)
    braked = fall(perigee, high, days[month]) if np.any(body.disposal_m_per_s > 0.0) else natural
    lowered = braked.lifetime_day if np.any(body.disposal_m_per_s > 0.0) else after
    operating = np.arange(days.size) < month[:, None]
    held = body.held[:, None]
    flown = np.clip(np.where(np.isinf(free.lifetime_day), days[-1] - days[0], free.lifetime_day), 1.0, None)
    count = np.maximum(np.searchsorted(days, days[0] + flown), 1)
    return Course(
        free.lifetime_day / JULIAN_YEAR_DAY,
        np.where(unknown, np.nan, np.where(gone, 0.0, np.maximum(after, 0.0))) / JULIAN_YEAR_DAY,
        np.where(unknown, np.nan, np.where(gone, 0.0, np.maximum(lowered, 0.0))) / JULIAN_YEAR_DAY,
        0.5 * (free.perigee_m + free.apogee_m),
        np.cumsum(table.f107_sfu)[np.minimum(count, of_year.size) - 1] / np.minimum(count, of_year.size),
        0.5 * (low + high),
        Path(
            np.where(operating, np.where(held, body.altitude_m[:, None], free.perigee_m), braked.perigee_m),
            np.where(operating, np.where(held, body.altitude_m[:, None], free.apogee_m), braked.apogee_m),
        ),
    )


def history(courses: dict[str, Course], step_month: int = 3) -> DecayHistory:
    """The fall of the first candidate, every few months until it ends."""
    parts = []
    for scenario, found in courses.items():
        altitude = found.altitude_m[0][::step_month]
        kept = np.isfinite(altitude)
        years = np.arange(altitude.size) * step_month / MONTH_PER_YEAR
        parts.append((np.full(int(kept.sum()), scenario), years[kept], altitude[kept] / M_PER_KM))
    names, years, altitudes = (np.concatenate(column) for column in zip(*parts, strict=True))
    return DecayHistory(solar_activity=names, time_year=years, altitude_km=altitudes)


def lifetimes(courses: dict[str, Course], horizon_year: int) -> Lifetimes:
    """One row per scenario for the first candidate."""
    times = np.array([found.from_launch_year[0] for found in courses.values()])
    return Lifetimes(
        solar_activity=np.array(list(courses)), lifetime_year=np.minimum(times, horizon_year),
        is_lower_bound=np.isinf(times),
        f107_sfu=np.array([found.flux_sfu[0] for found in courses.values()]),
        solar_activity_source=np.array([ACTIVITY_SOURCE]),
    )  # fmt: skip


def disposal(courses: dict[str, Course], body: Body, horizon_year: int) -> Disposal:
    """Each rule under each scenario for the first candidate."""
    rows = []
    for rule, allowed in RULES_YEAR.items():
        for scenario, found in courses.items():
            rows.append((rule, scenario, FREE, 0.0, found.free_after_year[0], allowed))
            if body.disposal_m_per_s[0] > 0.0:
                rows.append((rule, scenario, LOWERED, body.disposal_m_per_s[0], found.lowered_after_year[0], allowed))
    rules, scenarios, ways, delta_v, years, allowances = (np.array(part) for part in zip(*rows, strict=True))
    return Disposal(
        rule=rules, solar_activity=scenarios, course=ways, delta_v_m_per_s=delta_v,
        after_operation_year=np.minimum(years, horizon_year), allowed_year=allowances, met=years <= allowances,
    )  # fmt: skip


def graveyard_raise_m(area_to_mass_m2_per_kg: Array, reflectivity: float) -> Array:
    """Height above the geostationary ring at which a retired satellite stays clear of it.

    Source
    ------
    IADC-02-01, Space Debris Mitigation Guidelines, rev. 3, 2021, sec. 5.3.1: 235 km + 1000 · Cr · A/m.
    """
    return np.asarray(M_PER_KM * (IADC_RAISE_KM + IADC_RAISE_PER_AREA_KM_KG_M2 * reflectivity * area_to_mass_m2_per_kg))


def graveyard_delta_v_m_per_s(raise_m: Array) -> Array:
    """Two burns that lift a geostationary satellite on a circular orbit by so much.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 6.3.1, algorithm 36.
    """
    high, transfer = GEO_RADIUS_M + raise_m, GEO_RADIUS_M + 0.5 * raise_m
    first = np.sqrt(EARTH_MU_M3_PER_S2 * (2.0 / GEO_RADIUS_M - 1.0 / transfer)) - np.sqrt(
        EARTH_MU_M3_PER_S2 / GEO_RADIUS_M
    )
    second = np.sqrt(EARTH_MU_M3_PER_S2 / high) - np.sqrt(EARTH_MU_M3_PER_S2 * (2.0 / high - 1.0 / transfer))
    return np.asarray(first + second)


def graveyard(delta_v_m_per_s: Array, needed_m_per_s: Array) -> Disposal:
    """The one rule of the geostationary ring for the first candidate."""
    return Disposal(
        rule=np.array([GRAVEYARD]), solar_activity=np.array([""]), course=np.array([RAISED]),
        delta_v_m_per_s=delta_v_m_per_s[:1], after_operation_year=np.array([np.nan]), allowed_year=np.array([np.nan]),
        met=delta_v_m_per_s[:1] >= needed_m_per_s[:1],
    )  # fmt: skip


def disposal_delta_v_m_per_s(
    body: Body, end_altitude_m: float, allowed_year: float, *, launch_year: int, scenario: str = "mean"
) -> float:
    """Least braking of the first candidate, where operations end, that brings it down within the years allowed.

    0 where it falls in time by itself; looked for in steps of 5 km of perigee.
    """
    altitude = end_altitude_m
    if altitude <= LOWEST_PERIGEE_M:
        return 0.0
    perigee = np.append(np.arange(LOWEST_PERIGEE_M, altitude, 5e3), altitude)
    steps = perigee.size
    start_year = launch_year + int(body.operation_year[0])
    table, days, of_year = months(scenario, start_year, int(allowed_year) + 1)
    found = decay(
        perigee, np.full(steps, altitude), np.full(steps, body.inclination_rad[0]),
        np.full(steps, body.ballistic_m2_per_kg[0]), start_day=days[0], month_start_day=days, month_of_year=of_year,
        f107_sfu=table.f107_sfu, ap_index=table.ap_index,
    )  # fmt: skip
    fits = found.lifetime_day <= allowed_year * JULIAN_YEAR_DAY
    highest = perigee[fits].max() if fits.any() else perigee[0]
    if highest == altitude:
        return 0.0
    radius, axis = EARTH_RADIUS_M + altitude, EARTH_RADIUS_M + 0.5 * (altitude + highest)
    circular = np.sqrt(EARTH_MU_M3_PER_S2 / radius)
    return float(circular - np.sqrt(EARTH_MU_M3_PER_S2 * (2.0 / radius - 1.0 / axis)))


def no_lifetimes() -> Lifetimes:
    """No row: the question does not arise on the geostationary ring."""
    none = np.array([])
    return Lifetimes(
        solar_activity=none.astype(str), lifetime_year=none, is_lower_bound=none.astype(bool), f107_sfu=none,
        solar_activity_source=none.astype(str),
    )  # fmt: skip


def no_history() -> DecayHistory:
    """No row, for the same reason."""
    none = np.array([])
    return DecayHistory(solar_activity=none.astype(str), time_year=none, altitude_km=none)


def cycles(body: Body, launch_year: int, horizon_year: int, geostationary: bool) -> Cycles:
    """Lifetime of the first candidate from the same phase of earlier solar cycles, as far back as measurements go.

    Cycles last 11.0 years on the average, single ones 9 to 14: the phase is met within two years or so.
    """
    starts = np.arange(launch_year - CYCLE_YEAR, FIRST_YEAR, -CYCLE_YEAR)
    starts = starts[starts < LAST_MEASURED_YEAR]
    if geostationary or starts.size == 0:
        return Cycles(**dict.fromkeys(Cycles.names(), np.array([])))
    times = []
    for year in starts:
        table, days, of_year = months("mean", int(year), horizon_year)
        first = body.altitude_m, body.altitude_m, body.inclination_rad, body.ballistic_m2_per_kg
        found = decay(
            *(values[:1] for values in first), start_day=days[0], month_start_day=days, month_of_year=of_year,
            f107_sfu=table.f107_sfu, ap_index=table.ap_index,
        )  # fmt: skip
        times.append(found.lifetime_day[0] / JULIAN_YEAR_DAY)
    return Cycles(start_year=starts.astype(float), lifetime_year=np.minimum(times, horizon_year))
