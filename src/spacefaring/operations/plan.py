"""How much is imaged and brought down each day, what takes away the rest, and what does the first day look like?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from spacefaring.constants import EARTH_AUTHALIC_RADIUS_M, S_PER_DAY
from spacefaring.kernels.earth import TURN_RAD
from spacefaring.messages import mark
from spacefaring.operations import store, tracks
from spacefaring.operations.clouds import MONTH_COUNT, provinces_of
from spacefaring.tables import Array, BoolArray, IntArray, Table, TextArray, column
from spacefaring.units import BIT_PER_MBIT, M2_PER_KM2, M_PER_KM, MBIT_PER_GBIT, S_PER_MIN

if TYPE_CHECKING:
    from spacefaring.orbit import Orbit
    from spacefaring.places import Places

BIT_PER_GBIT = BIT_PER_MBIT * MBIT_PER_GBIT
BLOCK_COUNT = 2_000_000  # array elements followed at once
DAY_NIGHT = (mark("imaging"), mark("downlink"))


class Waterfall(Table):
    """From the strip a camera would sweep if it never stopped to the ground it maps: what each step leaves."""

    step: TextArray = column("What limits from here on.")
    area_km2_per_day: Array = column("Area left after this step, for all satellites of the mission.")
    kept_frac: Array = column("Part of the step before that is left.")
    why: TextArray = column("What was counted.")


class DayPlan(Table):
    """The first simulated day: what each satellite images and sends down, on the real passes."""

    start_utc: TextArray = column("Begin of the activity.")
    end_utc: TextArray = column("End of the activity.")
    satellite_index: Array = column("Satellite, counted from 0.")
    activity: TextArray = column("Imaging or downlink.")
    place: TextArray = column("Province nearest to the track, or ground station.")
    data_gbit: Array = column("Data taken or sent down.")


@dataclass(frozen=True)
class Craft:
    """What one satellite can do. Arrays are over candidates."""

    half_angle_deg: float
    swath_m: Array
    allowed_min_per_day: Array
    fill_bit_per_s: Array
    drain_bit_per_s: Array
    capacity_bit: Array

    def part(self, rows: slice) -> Craft:
        """Some of the candidates."""
        arrays = (self.swath_m, self.allowed_min_per_day, self.fill_bit_per_s, self.drain_bit_per_s, self.capacity_bit)
        return Craft(self.half_angle_deg, *(values[rows] for values in arrays))


@dataclass(frozen=True)
class Scene:
    """What all candidates share: the crossings of the territory, their light, and the contacts."""

    crossings: tracks.Crossings
    links: store.Downlinks
    lit: BoolArray  # (crossings, 12): day there in each month
    provinces: list[tuple[str, str]]
    area_of_crossing: IntArray
    territory_m2: float
    satellite_count: int
    duration_day: float
    while_imaging: bool


@dataclass(frozen=True)
class Planned:
    """The simulated span of an imaging mission. Leading axis: candidates."""

    scene: Scene
    taken_frac: Array  # (c, crossings), the year's mean
    strip_m2: Array  # (c, crossings): area of the whole strip
    balance: store.Balance


@dataclass(frozen=True)
class Figures:
    """What a plan comes to, each an array over candidates."""

    area_m2_per_day: Array
    delivered_bit_per_day: Array
    generated_bit_per_day: Array
    imaging_s_per_day: Array
    wait_s: Array
    late_s: Array
    backlog_bit: Array


def reach_m(orbit_radius_m: float, half_angle_deg: float, swath_m: float) -> float:
    """How far from the track the middle of a strip may lie, plus half a strip; spherical Earth."""
    angle = np.radians(half_angle_deg)
    sine = min(orbit_radius_m / EARTH_AUTHALIC_RADIUS_M * np.sin(angle), 1.0)
    return float((np.arcsin(sine) - angle) * EARTH_AUTHALIC_RADIUS_M + 0.5 * swath_m) if angle > 0 else 0.5 * swath_m


def taken_of(crossings: tracks.Crossings, lit_frac: Array, allowed_min_per_day: Array) -> Array:
    """Part of each crossing that is imaged (c, crossings): in order of time until the day's energy is used up.

    `lit_frac` is the share of the year in which the Sun is up at that crossing; the energy is spent on that share.
    """
    wanted = crossings.length_s * lit_frac
    cell = crossings.satellite * 100_000 + (crossings.start_s // S_PER_DAY).astype(np.int64)
    order = np.lexsort((crossings.start_s, cell))
    running = np.cumsum(wanted[order])
    first = np.concatenate([[True], np.diff(cell[order]) != 0]) if len(order) else np.zeros(0, dtype=bool)
    base = np.maximum.accumulate(np.where(first, running - wanted[order], 0.0))
    before = np.empty_like(wanted)
    before[order] = running - wanted[order] - base
    left = np.clip(allowed_min_per_day[:, None] * S_PER_MIN - before, 0.0, wanted)
    return np.asarray(left / np.maximum(crossings.length_s, 1e-9))


def scene(
    places: Places,
    orbit: Orbit,
    contacts: Table,
    craft: Craft,
    *,
    duration_day: float,
    sun_elevation_rad: float,
    acquisition_s: float,
    antenna_count: int,
    while_imaging: bool,
) -> Scene:
    """Where the satellites cross the territory, by day or night, and when a station hears them."""
    provinces, area_index = provinces_of(places.points.country, places.points.province)
    ground, duration_s = tracks.ground_of(places, area_index), duration_day * S_PER_DAY
    swath_m = float(np.median(craft.swath_m))
    reach = reach_m(float(orbit.satellites.semi_major_axis_km[0]) * M_PER_KM, craft.half_angle_deg, swath_m)
    crossed = tracks.crossings(orbit, ground, reach_m=reach, duration_s=duration_s)
    links = store.downlinks(contacts, duration_s=duration_s, acquisition_s=acquisition_s, antenna_count=antenna_count)
    return Scene(
        crossings=crossed, links=links, lit=_lit(crossed, ground, orbit.epoch_utc, sun_elevation_rad),
        provinces=provinces, area_of_crossing=ground.area_index[crossed.point],
        territory_m2=float(places.points.area_km2.sum()) * M2_PER_KM2, satellite_count=len(orbit.satellites),
        duration_day=duration_day, while_imaging=while_imaging,
    )  # fmt: skip


def follow(at: Scene, craft: Craft) -> Planned:
    """Image while there is energy, keep what fits, send down what the contacts carry."""
    taken = taken_of(at.crossings, at.lit.mean(axis=1), craft.allowed_min_per_day)
    balance = store.follow(
        at.crossings, taken, at.links, satellite_count=at.satellite_count, duration_s=at.duration_day * S_PER_DAY,
        fill_bit_per_s=craft.fill_bit_per_s, drain_bit_per_s=craft.drain_bit_per_s, capacity_bit=craft.capacity_bit,
        while_imaging=at.while_imaging,
    )  # fmt: skip
    sweep = craft.swath_m[:, None] * at.crossings.speed_m_per_s * at.crossings.length_s
    return Planned(at, taken, np.minimum(sweep, at.territory_m2), balance)


def figures(at: Scene, craft: Craft) -> Figures:
    """The plan of every candidate, a block at a time so that memory stays small."""
    steps = 2 * (len(at.crossings.start_s) + len(at.links.start_s)) + 2
    block = max(1, BLOCK_COUNT // (steps * at.satellite_count))
    count = len(craft.swath_m)
    parts = [_figures(follow(at, craft.part(slice(k, k + block)))) for k in range(0, count, block)]
    return Figures(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _figures(planned: Planned) -> tuple[Array, ...]:
    balance, days = planned.balance, planned.scene.duration_day
    wait, late = store.latency_s(balance)
    imaged = (planned.strip_m2 * planned.taken_frac).sum(axis=-1) / days * delivered_frac(balance)
    imaging = (planned.scene.crossings.length_s * planned.taken_frac).sum(axis=-1) / days
    return (
        imaged, balance.delivered_bit.sum(axis=-1) / days, balance.filled_bit.sum(axis=-1) / days,
        imaging / planned.scene.satellite_count, wait, late, balance.backlog_bit.sum(axis=-1),
    )  # fmt: skip


def _lit(crossed: tracks.Crossings, ground: tracks.Ground, epoch_utc: str, sun_elevation_rad: float) -> BoolArray:
    up = ground.up[crossed.point]
    latitude, longitude = np.arcsin(np.clip(up[:, 2], -1.0, 1.0)), np.arctan2(up[:, 1], up[:, 0])
    middle = 0.5 * (crossed.start_s + crossed.end_s)
    return tracks.daylight(middle, epoch_utc, latitude, longitude, sun_elevation_rad)


def daylight(at: Scene, places: Places, epoch_utc: str, sun_elevation_rad: float) -> tuple[Array, Array]:
    """Daylight passes of each month over those of the simulated month, and crossings by day, each (provinces, 12).

    The hours of all crossings are held against the Sun over each province. nan where the simulated month has none.
    """
    _, group = provinces_of(places.points.country, places.points.province)
    up = [np.bincount(group, weights=w) for w in _vectors(places)]
    latitude, longitude = np.arctan2(up[2], np.hypot(up[0], up[1])), np.arctan2(up[1], up[0])
    middle = 0.5 * (at.crossings.start_s + at.crossings.end_s)
    lit = tracks.daylight(middle[None, :], epoch_utc, latitude[:, None], longitude[:, None], sun_elevation_rad)
    share = lit.mean(axis=1) if len(middle) else np.full((len(latitude), MONTH_COUNT), np.nan)
    now = share[:, month_of(epoch_utc)][:, None]
    ratio = np.where(now > 0.02, share / np.where(now > 0.02, now, 1.0), np.nan)
    return ratio, share * len(middle) / at.duration_day


def _vectors(places: Places) -> list[Array]:
    latitude, longitude = np.radians(places.points.lat_deg), np.radians(places.points.lon_deg)
    weight = places.points.area_km2 * np.cos(latitude)
    return [weight * np.cos(longitude), weight * np.sin(longitude), places.points.area_km2 * np.sin(latitude)]


def month_of(epoch_utc: str) -> int:
    return int(epoch_utc[5:7]) - 1


STEPS = (
    (mark("orbit"), mark("one strip, day and night, over land and sea")),
    (mark("visible"), mark("one strip at each crossing of the territory")),
    (mark("sunlit"), mark("crossings by day, mean of the twelve months")),
    (mark("clear"), mark("clear sky, mean of the year and of the territory")),
    (mark("energy"), mark("imaging time that the spacecraft allows in a day (energy, then its own contacts)")),
    (mark("memory"), mark("what the memory holds if each contact emptied it")),
    (mark("downlink"), mark("what the contacts carry")),
)


def waterfall(planned: Planned, craft: Craft, orbit: Orbit, clear_frac: float) -> Waterfall:
    """The steps for candidate 0. The sky is not known when an image is taken: cloud takes its part of every step."""
    at, first = planned.scene, craft.part(slice(0, 1))
    period_s = float(np.atleast_1d(orbit.period_min)[0]) * S_PER_MIN
    along_m = TURN_RAD * EARTH_AUTHALIC_RADIUS_M / period_s * S_PER_DAY * at.duration_day * at.satellite_count
    strip = planned.strip_m2[0]
    lit, taken = (strip * at.lit.mean(axis=1)).sum(), (strip * planned.taken_frac[0]).sum()
    endless = replace(first, drain_bit_per_s=np.where(first.drain_bit_per_s > 0, np.inf, 0.0))
    kept, sent = delivered_frac(follow(at, endless).balance)[0], delivered_frac(planned.balance)[0]
    clear = clear_frac * np.array([lit, taken, taken * kept, taken * sent])
    area = np.array([along_m * first.swath_m[0], strip.sum(), lit, *clear]) / M2_PER_KM2 / at.duration_day
    before = np.concatenate([area[:1], area[:-1]])
    kept_frac = np.where(before > 0, area / np.where(before > 0, before, 1.0), np.nan)
    return Waterfall(
        step=np.array([name for name, _ in STEPS]), area_km2_per_day=area, kept_frac=kept_frac,
        why=np.array([why for _, why in STEPS]),
    )  # fmt: skip


def delivered_frac(balance: store.Balance) -> Array:
    """Part of the imaged data that reaches the ground within the span, per candidate."""
    filled = balance.filled_bit.sum(axis=-1)
    return np.asarray(np.where(filled > 0, balance.delivered_bit.sum(axis=-1) / np.where(filled > 0, filled, 1.0), 0.0))


def first_day(planned: Planned, epoch_utc: str) -> DayPlan:
    """Imaging by day in the month of the epoch, and the downlinks, of candidate 0 on the first day with both."""
    at, balance = planned.scene, planned.balance
    links, crossed = at.links, at.crossings
    taken = planned.taken_frac[0] * at.lit[:, month_of(epoch_utc)]
    day = _day_to_show(crossed.start_s[taken > 0], links.start_s)
    rows: list[tuple[float, float, int, str, str, float]] = []
    for i in np.flatnonzero((taken > 0) & (crossed.start_s // S_PER_DAY == day)).tolist():
        end = crossed.start_s[i] + min(taken[i], 1.0) * crossed.length_s[i]
        name = at.provinces[at.area_of_crossing[i]][1]
        sat = int(crossed.satellite[i])
        moved = _between(balance.edge_s, balance.kept_bit[0, sat], crossed.start_s[i], crossed.end_s[i])
        rows.append((crossed.start_s[i], end, sat, DAY_NIGHT[0], name, moved))
    for i in np.flatnonzero(links.start_s // S_PER_DAY == day).tolist():
        sat = int(links.satellite[i])
        moved = _between(balance.edge_s, balance.sent_bit[0, sat], links.start_s[i], links.end_s[i])
        rows.append((links.start_s[i], links.end_s[i], sat, DAY_NIGHT[1], str(links.station[i]), moved))
    return _day_table(sorted(rows), epoch_utc)


def _day_to_show(image_s: Array, link_s: Array) -> int:
    both = np.intersect1d(image_s // S_PER_DAY, link_s // S_PER_DAY)
    return int(both[0]) if len(both) else 0


def _between(edge_s: Array, bits: Array, start_s: float, end_s: float) -> float:
    middle = 0.5 * (edge_s[1:] + edge_s[:-1])
    return float(bits[(middle > start_s) & (middle < end_s)].sum()) / BIT_PER_GBIT


def _day_table(rows: list[tuple[float, float, int, str, str, float]], epoch_utc: str) -> DayPlan:
    epoch = datetime.fromisoformat(epoch_utc.replace("Z", "+00:00")).replace(tzinfo=UTC)

    def written(second: float) -> str:
        return (epoch + timedelta(seconds=round(second))).strftime("%Y-%m-%dT%H:%M:%SZ")

    return DayPlan(
        start_utc=np.array([written(r[0]) for r in rows], dtype=str),
        end_utc=np.array([written(r[1]) for r in rows], dtype=str),
        satellite_index=np.array([r[2] for r in rows], dtype=float),
        activity=np.array([r[3] for r in rows], dtype=str),
        place=np.array([r[4] for r in rows], dtype=str),
        data_gbit=np.array([r[5] for r in rows], dtype=float),
    )
