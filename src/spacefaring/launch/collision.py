"""How likely is it that an object of ten centimetres or more strikes the satellite before it has left orbit?"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from spacefaring import catalog
from spacefaring.constants import JULIAN_YEAR_DAY, S_PER_DAY
from spacefaring.kernels.collision import mean_over_orbit, met_per_s, probability, shell_density_per_m3
from spacefaring.launch.inputs import Inputs
from spacefaring.launch.lifetime import Body, Path
from spacefaring.messages import mark
from spacefaring.tables import Array, BoolArray, Table, TextArray, column
from spacefaring.units import M_PER_KM, MONTH_PER_YEAR

TABLE_YEARS = (2025, 2045)  # of the two counts of fragments in debris_population
STEP_MONTH = 3
OPERATING, LEAVING, WHOLE = mark("in operation"), mark("after operations"), mark("until re-entry")
KINDS = ("active", "derelict", "stage", "fragment")


class Collision(Table):
    """Chance of a collision of the first candidate, by part of its time in orbit and by what it meets."""

    part: TextArray = column("Part of the time in orbit.")
    duration_year: Array = column("How long it lasts, as far as it is followed.")
    active_frac: Array = column("Chance of meeting a satellite in service that fails to dodge.")
    derelict_frac: Array = column("Chance of meeting a dead satellite.")
    stage_frac: Array = column("Chance of meeting a rocket stage.")
    fragment_frac: Array = column("Chance of meeting a fragment.")
    collision_frac: Array = column(
        "Chance of meeting any of them.",
        formula="1 − exp(−Σ density × speed × π(r + R)² × time)",
        source="Kessler and Cour-Palais 1978; debris_population",
        limits="Within a factor of two or three; higher near the poles. Own dodging is not counted.",
    )


class Risk(NamedTuple):
    """Chance for every candidate, and the table of the first."""

    collision_frac: Array
    met: BoolArray
    table: Collision


@cache
def _population() -> tuple[Array, Array]:
    """Edges of the shells in metres, and objects per cubic metre: the four kinds, then the fragments of 2045."""
    found = catalog.read("debris_population")
    middle = found["middle_altitude_km"]
    half = 0.5 * (middle[1] - middle[0])
    edges = M_PER_KM * np.append(middle - half, middle[-1] + half)
    names = [f"{kind}_count" for kind in KINDS] + ["fragment_2045_count"]
    return edges, np.stack([shell_density_per_m3(found[name], edges) for name in names], axis=-1)


def risk(inputs: Inputs, body: Body, path: Path, area_m2: Array) -> Risk:
    """Over the whole time in orbit under mean solar activity, the disposal manoeuvre included, up to the horizon."""
    edges, density = _population()
    low, high = path.perigee_m[:, ::STEP_MONTH], path.apogee_m[:, ::STEP_MONTH]
    there = mean_over_orbit(density, edges, np.nan_to_num(low), np.nan_to_num(high))
    years = inputs.year + np.arange(low.shape[1]) * STEP_MONTH / MONTH_PER_YEAR
    late = np.clip((years - TABLE_YEARS[0]) / (TABLE_YEARS[1] - TABLE_YEARS[0]), 0.0, 1.0)
    there[..., 3] = inputs.untracked_ratio * (there[..., 3] * (1.0 - late) + there[..., 4] * late)
    followed = np.isfinite(low) & (years[None, :] - inputs.year < inputs.horizon_year)
    lasts_s = followed * STEP_MONTH * S_PER_DAY * JULIAN_YEAR_DAY / MONTH_PER_YEAR
    operating = years[None, :] - inputs.year < body.operation_year[:, None]
    parts: list[Array] = [np.asarray(lasts_s * during, dtype=float) for during in (operating, ~operating, True)]
    expected = [_expected(inputs, there[..., :4], part, area_m2) for part in parts]
    unknown = np.isnan(path.perigee_m[:, 0])
    total = np.where(unknown, np.nan, probability(expected[2].sum(axis=1)))
    return Risk(total, np.isnan(total) | (total <= inputs.collision_limit_frac), _table(expected, parts))


def _expected(inputs: Inputs, there_per_m3: Array, lasts_s: Array, area_m2: Array) -> Array:
    """Meetings expected with each kind, one row per candidate."""
    kinds = catalog.read("debris_kinds")
    order = [kinds.keys.index(kind) for kind in KINDS]
    exposure = np.einsum("nmk,nm->nk", there_per_m3, lasts_s) * (1.0 - kinds["avoided_frac"][order])
    speed = inputs.encounter_speed_km_per_s * M_PER_KM
    return met_per_s(exposure, kinds["radius_m"][order][None, :], area_m2[:, None], speed)


def _table(expected: list[Array], parts: list[Array]) -> Collision:
    first = np.array([rows[0] for rows in expected])
    each = {f"{kind}_frac": probability(first[:, k]) for k, kind in enumerate(KINDS)}
    return Collision(
        part=np.array([OPERATING, LEAVING, WHOLE]),
        duration_year=np.array([part[0].sum() for part in parts]) / S_PER_DAY / JULIAN_YEAR_DAY,
        collision_frac=probability(first.sum(axis=1)), **each,
    )  # fmt: skip


def none(count: int) -> Risk:
    """No answer on the geostationary ring: the counts end at 2,000 km."""
    empty = np.array([])
    columns = {name: empty.astype(str) if name == "part" else empty for name in Collision.names()}
    return Risk(np.full(count, np.nan), np.ones(count, dtype=bool), Collision(**columns))
