"""What does the mission do each day: what is imaged, what comes down, how late, and what is lost on the way?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from pydantic import Field

from spacefaring.constants import LIGHT_SPEED_M_PER_S, S_PER_DAY
from spacefaring.errors import StudyError
from spacefaring.kernels import messages
from spacefaring.kernels.earth import geodetic_to_ecef_m, gmst_rad, turn_to_ecef
from spacefaring.kernels.orbits import mean_elements_to_state
from spacefaring.messages import message
from spacefaring.operations import plan, store, tracks
from spacefaring.operations.clouds import BELT_SOURCE, MONTH_COUNT, ClearSky, clear_sky, provinces_of
from spacefaring.operations.plan import BIT_PER_GBIT, DayPlan, Scene, Waterfall
from spacefaring.stage import Assumption, FileName, StageInputs, StageResult, default
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import BIT_PER_MBIT, HOUR_PER_DAY, M2_PER_KM2, M_PER_KM, S_PER_HOUR, S_PER_MIN

if TYPE_CHECKING:
    from spacefaring.coverage import Coverage
    from spacefaring.orbit import Orbit
    from spacefaring.payload import Payload
    from spacefaring.places import Places
    from spacefaring.spacecraft import Spacecraft

DAY_PER_YEAR = 365.25
RELAY_ELEVATION_RAD = float(np.radians(10.0))  # guess: open terrain, as coverage takes for terminals
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Inputs(StageInputs):
    """How the mission is run."""

    clear_sky: tuple[Share, ...] | FileName | None = default(
        None,
        "Share of clear days for January to December, or a CSV file with `month_index, clear_frac` (and, if wanted, "
        "`province`, `persistence_frac`); the shipped Sahel climatology when empty.",
        source="shipped climatology (data/clear_sky.csv)",
        min_length=1,
    )
    duration_day: float = default(
        30.0,
        "Days of passes that are followed, at most those that coverage holds.",
        source="guess: some 15 orbits a day, enough for a stable mean",
        ge=2,
        le=366,
    )
    sun_elevation_deg: float = default(
        15.0,
        "Lowest Sun over the ground at which an image is taken.",
        source="guess: as in coverage; below it shadows are four times longer than what casts them",
        ge=0,
        le=60,
    )
    acquisition_s: float = default(
        30.0,
        "Time lost at the start of each contact until data flow.",
        source="guess: antenna on the track and receiver locked; small missions state 20 to 60 s",
        ge=0,
        le=300,
    )
    antenna_count: int = default(
        1, "Antennas at each station, each for one satellite at a time.", source="guess: one", ge=1, le=20
    )
    downlink_while_imaging: bool = default(
        False,
        "Whether data flow to the ground while the camera works.",
        source="guess: small satellites turn the body for either",
    )
    processing_hour: float = default(
        1.0,
        "Time from the last bit received to the product handed over.",
        source="guess: automatic processing to top-of-atmosphere reflectance",
        ge=0,
        le=240,
    )
    post_count: int = default(
        3,
        "Posts staffed at the same time: flight control, station, mission planning.",
        source="guess: small control centre",
        ge=0,
        le=100,
    )
    staffed_hour_per_day: float = default(
        12.0, "Hours a day that the posts are staffed.", source="guess: two shifts around day passes", ge=0, le=24
    )
    working_hour_per_year: float = default(
        1650.0,
        "Hours that one person works in a year, leave and training taken off.",
        source="guess: 40 h a week for 41 weeks",
        gt=0,
        le=3000,
    )


class ProvinceTable(Table):
    """What each province receives."""

    country: TextArray = column("Country of the province.")
    province: TextArray = column("Province or, where none are shipped, the whole country.")
    area_km2: Array = column("Area of the province.")
    access_per_day_count: Array = column("Daylight passes from which a place of the province can be imaged.")
    area_imaged_km2_per_day: Array = column(
        "Ground imaged and brought down, before cloud.",
        formula="total shared out in proportion to area × daylight passes",
        limits="assumes that the planner favours no province",
    )
    image_per_point_per_day_count: Array = column(
        "Images a place receives each day, before cloud.", formula="area imaged / area of the province"
    )


class DaylightTable(Table):
    """How the hour of the passes and the season share the light."""

    country: TextArray = column("Country of the province.")
    province: TextArray = column("Province or, where none are shipped, the whole country.")
    month_index: Array = column("Month, 1 for January.")
    daylight_ratio: Array = column(
        "Daylight passes of the month over those of the month that was simulated.",
        limits="nan where the simulated month has no daylight pass",
    )
    crossing_per_day_count: Array = column(
        "Crossings of the territory by day, all satellites.", limits="of the whole territory, not of a place"
    )


class LossTable(Table):
    """Conservation of data over the simulated span: imaged = delivered + lost + still on board."""

    satellite_index: Array = column("Satellite, counted from 0.")
    imaged_gbit: Array = column("Taken by the camera.")
    delivered_gbit: Array = column("Brought down within the span.")
    lost_gbit: Array = column("Found no room in the memory; a planner would not have taken it.")
    backlog_gbit: Array = column("Still on board at the end of the span.")


class Operations(StageResult):
    """A plain plan: image whenever it is day and energy is left, send down at every contact, oldest first."""

    image_area_km2_per_day: Array = column(
        "Ground of the territory imaged and brought down each day, before cloud; nan for a transponder.",
        formula="swath × ground speed × imaging time × delivered part",
        limits="overlap between strips counts twice; the ground within one crossing counts at most once",
    )
    usable_area_km2_per_day: Array = column(
        "The same under a clear sky.", formula="image_area × mean clear share of year and territory"
    )
    delivered_gbit_per_day: Array = column(
        "Data that reach the ground each day; for a transponder, its capacity through the day at its availability.",
        formula="exact balance of each memory over the real contacts",
    )
    generated_gbit_per_day: Array = column("Data that the payload produces each day.")
    imaging_min_per_day: Array = column("Imaging time of one satellite each day, mean of the year.")
    latency_mean_hour: Array = column(
        "Mean time from image to product; for a geostationary transponder, the way up and down at the speed of light.",
        formula="wait in the memory (first in, first out) + processing",
        limits="data still on board at the end of the span are not counted: flatters when the backlog grows",
    )
    latency_p90_hour: Array = column("Time from image to product that nine images in ten do not exceed.")
    backlog_gbit: Array = column("Data still on board at the end of the span, all satellites.")
    gap_frac: float | None = column("Distance to the best possible plan; null for the plain plan.")
    station_staff_count: int = column(
        "People who run the satellites and the station.", formula="posts × hours a year / hours of one person"
    )
    simulated_day: float = column("Days of passes that were followed.")
    clear_frac: float = column("Clear share, mean of the year and of the territory; nan for a transponder.")
    climatology_within_range: bool = column("Whether the shipped or given sky statistics cover the whole territory.")
    waterfall: Waterfall = column("What each step leaves, from orbit time to usable ground.", inline=True)
    day: DayPlan = column("The first day's activities.")
    province: ProvinceTable = column("What each province receives.")
    clear_sky: ClearSky = column("The sky over each province and month.")
    daylight: DaylightTable = column("The light over each province and month.")
    losses: LossTable = column("Conservation of data, satellite by satellite.")


def solve(
    inputs: Inputs, *, places: Places, orbit: Orbit, coverage: Coverage, payload: Payload, spacecraft: Spacecraft
) -> Operations:
    """Plan an imager on its real passes; say what a transponder carries."""
    sky = clear_sky(
        lat_deg=places.points.lat_deg, lon_deg=places.points.lon_deg, area_km2=places.points.area_km2,
        country=places.points.country, province=places.points.province, given=_monthly(inputs.clear_sky),
    )  # fmt: skip
    common: dict[str, Any] = {
        "gap_frac": None,
        "station_staff_count": _staff_count(inputs),
        "clear_sky": sky,
        "climatology_within_range": bool(np.all(sky.within_range)),
        "used": (Assumption(key="operations.clear_sky.belt", value="9.4–17.1 N, 12.5 W–16 E", source=BELT_SOURCE),),
    }
    if payload.kind == "imager":
        return _imager(inputs, places, orbit, coverage, payload, spacecraft, common)
    return _transponder(places, orbit, coverage, payload, common)


def _monthly(given: tuple[float, ...] | str | None) -> tuple[float, ...] | str | None:
    if isinstance(given, tuple) and len(given) != MONTH_COUNT:
        raise StudyError(
            message(
                "operations.clear_sky has {given_count} values; give twelve, January to December, or a CSV file",
                given_count=len(given),
            )
        )
    return given


def _staff_count(inputs: Inputs) -> int:
    return math.ceil(inputs.post_count * inputs.staffed_hour_per_day * DAY_PER_YEAR / inputs.working_hour_per_year)


def _imager(
    inputs: Inputs,
    places: Places,
    orbit: Orbit,
    coverage: Coverage,
    payload: Payload,
    craft: Spacecraft,
    common: dict[str, Any],
) -> Operations:
    days = min(inputs.duration_day, float(coverage.duration_day))
    sun_rad = float(np.radians(inputs.sun_elevation_deg))
    able = _craft(payload, craft, float(coverage.half_angle_deg))
    at = plan.scene(
        places, orbit, coverage.contacts, able, duration_day=days, sun_elevation_rad=sun_rad,
        acquisition_s=inputs.acquisition_s, antenna_count=inputs.antenna_count,
        while_imaging=inputs.downlink_while_imaging,
    )  # fmt: skip
    return _as_result(inputs, at, able, places, orbit, coverage, sun_rad, common)


def _craft(payload: Payload, craft: Spacecraft, half_angle_deg: float) -> plan.Craft:
    """What a satellite can do, in SI units and one length for all candidates; unknown figures count as zero.

    It looks aside no further than it can turn and than the needs accept (the half angle of coverage).
    """
    raw = (
        np.asarray(payload.swath_km) * M_PER_KM,
        np.asarray(craft.imaging_min_per_day),
        np.asarray(payload.data_rate_mbit_per_s) * BIT_PER_MBIT,
        np.asarray(craft.downlink_mbit_per_s) * BIT_PER_MBIT,
        np.asarray(craft.storage_gbit) * BIT_PER_GBIT,
    )
    arrays = np.broadcast_arrays(*(np.nan_to_num(np.atleast_1d(np.asarray(v, dtype=float))) for v in raw))
    turn_deg = float(np.nan_to_num(np.atleast_1d(payload.field_of_regard_deg)[0]))
    return plan.Craft(float(np.fmin(turn_deg, half_angle_deg)), *arrays)


def _as_result(
    inputs: Inputs,
    at: Scene,
    able: plan.Craft,
    places: Places,
    orbit: Orbit,
    coverage: Coverage,
    sun_rad: float,
    common: dict[str, Any],
) -> Operations:
    found, first, sky = plan.figures(at, able), plan.follow(at, able.part(slice(0, 1))), common["clear_sky"]
    clear, area = _territory_clear_frac(sky, places), found.area_m2_per_day / M2_PER_KM2
    return Operations(
        image_area_km2_per_day=area,
        usable_area_km2_per_day=area * clear,
        delivered_gbit_per_day=found.delivered_bit_per_day / BIT_PER_GBIT,
        generated_gbit_per_day=found.generated_bit_per_day / BIT_PER_GBIT,
        imaging_min_per_day=found.imaging_s_per_day / S_PER_MIN,
        latency_mean_hour=found.wait_s / S_PER_HOUR + inputs.processing_hour,
        latency_p90_hour=found.late_s / S_PER_HOUR + inputs.processing_hour,
        backlog_gbit=found.backlog_bit / BIT_PER_GBIT,
        simulated_day=at.duration_day,
        clear_frac=clear,
        waterfall=plan.waterfall(first, able, orbit, clear),
        day=plan.first_day(first, orbit.epoch_utc),
        province=_provinces(places, coverage, float(area[0])),
        daylight=_daylight(sky, *plan.daylight(at, places, orbit.epoch_utc, sun_rad)),
        losses=_losses(first.balance),
        **common,
    )


def _territory_clear_frac(sky: ClearSky, places: Places) -> float:
    _, group = provinces_of(places.points.country, places.points.province)
    weight = np.bincount(group, weights=places.points.area_km2)
    return float(np.average(sky.clear_frac.reshape(-1, MONTH_COUNT).mean(axis=1), weights=weight))


def _provinces(places: Places, coverage: Coverage, imaged_km2_per_day: float) -> ProvinceTable:
    names, group = provinces_of(places.points.country, places.points.province)
    area = np.asarray(np.bincount(group, weights=places.points.area_km2), dtype=float)
    seen = dict(zip(_pairs(coverage.provinces), coverage.provinces.access_per_day_count.tolist(), strict=True))
    access = np.nan_to_num(np.array([seen.get(name, np.nan) for name in names]))
    weight = area * access
    share = weight / weight.sum() if weight.sum() > 0 else area / area.sum()
    imaged = share * imaged_km2_per_day
    return ProvinceTable(
        country=np.array([n[0] for n in names]),
        province=np.array([n[1] for n in names]),
        area_km2=area,
        access_per_day_count=access,
        area_imaged_km2_per_day=imaged,
        image_per_point_per_day_count=imaged / area,
    )


def _pairs(table: Any) -> list[tuple[str, str]]:
    return list(zip(table.country.tolist(), table.province.tolist(), strict=True))


def _daylight(sky: ClearSky, ratio: Array, crossing_per_day: Array | float) -> DaylightTable:
    return DaylightTable(
        country=sky.country, province=sky.province, month_index=sky.month_index, daylight_ratio=ratio.ravel(),
        crossing_per_day_count=np.ravel(crossing_per_day),
    )  # fmt: skip


def _losses(balance: store.Balance) -> LossTable:
    columns = (balance.filled_bit, balance.delivered_bit, balance.lost_bit, balance.backlog_bit)
    imaged, delivered, lost, backlog = (c[0] / BIT_PER_GBIT for c in columns)
    return LossTable(
        satellite_index=np.arange(len(imaged), dtype=float),
        imaged_gbit=imaged, delivered_gbit=delivered, lost_gbit=lost, backlog_gbit=backlog,
    )  # fmt: skip


def _transponder(
    places: Places, orbit: Orbit, coverage: Coverage, payload: Payload, common: dict[str, Any]
) -> Operations:
    """What a transponder carries through the day, and how late: light alone from a fixed satellite.

    A relay in low orbit keeps what it hears: the wait is that for a pass over the territory and then for a station.
    """
    capacity, available = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(v, dtype=float)) for v in (payload.capacity_mbit_per_s, payload.availability_frac))
    )
    bits_per_s = capacity * BIT_PER_MBIT * np.nan_to_num(available, nan=1.0) * _in_view_frac(coverage, places)
    carried = bits_per_s * S_PER_DAY / BIT_PER_GBIT
    hop_hour = _hop_s(places, orbit) / S_PER_HOUR
    wait_hour = late_hour = hop_hour
    if str(orbit.kind) != "geostationary":
        wait_hour, late_hour = (hop_hour + wait_s / S_PER_HOUR for wait_s in _relay_waits_s(places, orbit, coverage))
    sky, nothing = common["clear_sky"], np.full_like(carried, np.nan)
    return Operations(
        image_area_km2_per_day=nothing, usable_area_km2_per_day=nothing, imaging_min_per_day=nothing,
        delivered_gbit_per_day=carried, generated_gbit_per_day=carried, backlog_gbit=np.zeros_like(carried),
        latency_mean_hour=np.full_like(carried, wait_hour), latency_p90_hour=np.full_like(carried, late_hour),
        simulated_day=float(coverage.duration_day), clear_frac=math.nan, waterfall=_empty(Waterfall),
        day=_empty(DayPlan), province=_empty(ProvinceTable), daylight=_daylight(sky, np.ones(len(sky)), 0.0),
        losses=_empty(LossTable), **common,
    )  # fmt: skip


def _relay_waits_s(places: Places, orbit: Orbit, coverage: Coverage) -> tuple[float, float]:
    """Mean and 90th percentile of the time from a message to the ground, every try heard; inf without a contact."""
    _, area_index = provinces_of(places.points.country, places.points.province)
    ground, span_s = tracks.ground_of(places, area_index), float(coverage.duration_day) * S_PER_DAY
    altitude_m = float(np.atleast_1d(orbit.altitude_km)[0]) * M_PER_KM
    reach_m = tracks.reach_at_elevation_m(altitude_m, RELAY_ELEVATION_RAD)
    heard = tracks.crossings(orbit, ground, reach_m=reach_m, duration_s=span_s)
    times = coverage.contacts
    again = [np.concatenate([t, t + span_s]) for t in (times.start_s, times.end_s)]
    whose = np.tile(np.asarray(times.satellite_index, dtype=np.int64), 2)
    middle = 0.5 * (heard.start_s + heard.end_s)
    landed = messages.arrival_s(middle, heard.satellite, again[0], again[1], whose)
    late, weight = messages.latency_distribution(heard.start_s, heard.end_s, landed, 1.0, span_s)
    if not len(late):
        return math.inf, math.inf
    return float(np.average(late, weights=weight)), messages.weighted_quantile(late, weight, 0.9)


def _empty(kind: type[Any]) -> Any:
    """A table without rows: the mission has nothing of the kind."""
    return kind(**{name: np.zeros(0) for name in kind.names()})


def _in_view_frac(coverage: Coverage, places: Places) -> float:
    """Part of the day in which a place sees a satellite, mean over the territory."""
    hours = np.nan_to_num(coverage.points.access_hour) / (float(coverage.duration_day) * HOUR_PER_DAY)
    return float(np.clip(np.average(hours, weights=coverage.points.area_km2), 0.0, 1.0))


def _hop_s(places: Places, orbit: Orbit) -> float:
    """Time of light up to the satellite and down again; from a low orbit, straight up and down."""
    if str(orbit.kind) != "geostationary":
        return 2.0 * float(np.atleast_1d(orbit.altitude_km)[0]) * M_PER_KM / LIGHT_SPEED_M_PER_S
    position, _ = mean_elements_to_state(tracks.elements_of(orbit)[:1], 0.0)
    satellite = turn_to_ecef(position[0, 0], gmst_rad(tracks.julian_day(orbit.epoch_utc)))
    points = geodetic_to_ecef_m(np.radians(places.points.lat_deg), np.radians(places.points.lon_deg))
    range_m = np.linalg.norm(satellite - points, axis=-1)
    return float(2.0 * np.average(range_m, weights=places.points.area_km2) / LIGHT_SPEED_M_PER_S)
