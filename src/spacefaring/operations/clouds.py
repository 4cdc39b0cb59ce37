"""How often is the sky clear, month by month, and how long does it stay so?

A day is clear or not; the next one remembers it. Five Sahel stations give the share of clear days and the memory
from one day to the next; between 9.5 and 17 degrees north they are interpolated by latitude. Elsewhere nothing is
shipped: a stated fallback is used and the row says `within_range = false`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from spacefaring import catalog
from spacefaring.errors import StudyError
from spacefaring.messages import mark, message
from spacefaring.tables import Array, BoolArray, IntArray, Table, TextArray, column

MONTH_COUNT = 12
# Where the stations speak: their own latitudes, and the belt of the same monsoon from the Senegal to Lake Chad.
BELT_LATITUDE_DEG = (9.4, 17.1)
BELT_LONGITUDE_DEG = (-12.5, 16.0)
BELT_SOURCE = "guess: latitudes of the stations (9.5 to 17 N); the West African monsoon belt in longitude"
# Beyond the belt but near it the nearest station is held; further away the mean over all land.
NEAR_LATITUDE_DEG = (4.0, 25.0)
LAND_CLEAR_FRAC = 0.45
LAND_SOURCE = mark(
    "fallback: clear part of the land seen by MODIS, all months alike (King et al. 2013, IEEE TGRS 51(7), 3826: "
    "cloud cover about 0.55 over land); memory from day to day: mean of the Sahel stations"
)
NEAR_SOURCE = mark("fallback: nearest Sahel station in latitude, held beyond its range")
BELT_TEXT = mark("Sahel sunshine statistics 1940-1980, interpolated by latitude (data/clear_sky.csv)")
STUDY_SOURCE = mark("study file (operations.clear_sky)")


class ClearSky(Table):
    """Chance of a clear sky for each province and month, and the memory of the sky from one day to the next."""

    country: TextArray = column("Country of the province.")
    province: TextArray = column("Province or, where none are shipped, the whole country.")
    month_index: Array = column("Month, 1 for January.")
    clear_frac: Array = column(
        "Share of days whose sky is clear.",
        formula="sunshine of at least 0.8 of the possible, interpolated by latitude",
        source="daily sunshine of five Sahel stations, 1940-1980 (data/clear_sky.csv)",
        limits="whole-day sunshine, not cloud at the hour of the pass; dust counts as no sun, thin cirrus as sun",
    )
    persistence_frac: Array = column(
        "Correlation of the sky with that of the day before: 0 forgets, 1 never changes.",
        formula="P(clear | clear) − P(clear | not clear)",
        source="daily sunshine of five Sahel stations, 1940-1980 (data/clear_sky.csv)",
    )
    clear_given_clear_frac: Array = column(
        "Chance that a day is clear after a clear day.", formula="clear_frac + persistence_frac (1 − clear_frac)"
    )
    within_range: BoolArray = column("Whether the climatology covers the place; false marks a fallback.")
    source: TextArray = column("Where this row comes from.")


def clear_sky(
    *, lat_deg: Array, lon_deg: Array, area_km2: Array, country: TextArray, province: TextArray, given: object
) -> ClearSky:
    """The sky over each province, from its ground points weighted by area, or as the study gives it.

    `given` is None, twelve shares of clear days, or the path of a CSV with `month_index, clear_frac` and, if wanted,
    `province` and `persistence_frac`.
    """
    clear, memory, source = at_points(lat_deg, lon_deg)
    names, group = provinces_of(country, province)
    weight = area_km2 / np.bincount(group, area_km2)[group]
    clear = _by_group(clear, group, weight, len(names))
    memory = _by_group(memory, group, weight, len(names))
    share = np.stack([np.bincount(group, weight * (source == k), len(names)) for k in range(3)])
    inside, text = share[0] > 0.99, np.array([BELT_TEXT, NEAR_SOURCE, LAND_SOURCE])[np.argmax(share, axis=0)]
    if given is not None:
        clear, memory, told = _as_told(given, [n[1] for n in names], clear, memory)
        inside, text = inside | told, np.where(told, STUDY_SOURCE, text)
    return _table(names, clear, memory, inside, text)


def at_points(lat_deg: Array, lon_deg: Array) -> tuple[Array, Array, Array]:
    """Clear share and day-to-day memory, each (points, 12), and which source speaks: 0 belt, 1 near, 2 far."""
    node_deg, clear, memory = _stations()
    in_belt = _between(lat_deg, BELT_LATITUDE_DEG) & _between(lon_deg, BELT_LONGITUDE_DEG)
    near = _between(lat_deg, NEAR_LATITUDE_DEG) & _between(lon_deg, BELT_LONGITUDE_DEG)
    source = np.where(in_belt, 0, np.where(near, 1, 2))
    far = (source == 2)[:, None]
    at_clear = np.stack([np.interp(lat_deg, node_deg, month) for month in clear], axis=-1)
    at_memory = np.stack([np.interp(lat_deg, node_deg, month) for month in memory], axis=-1)
    return np.where(far, LAND_CLEAR_FRAC, at_clear), np.where(far, memory.mean(), at_memory), source


def provinces_of(country: TextArray, province: TextArray) -> tuple[list[tuple[str, str]], IntArray]:
    """The distinct (country, province) pairs in order of first appearance, and each point's place in that list."""
    places: dict[tuple[str, str], int] = {}
    group = [places.setdefault(pair, len(places)) for pair in zip(country.tolist(), province.tolist(), strict=True)]
    return list(places), np.array(group, dtype=np.int64)


def _stations() -> tuple[Array, Array, Array]:
    """Latitudes of the stations, and clear share and memory as (12, stations); stations on one parallel are merged."""
    rows = catalog.read("clear_sky")
    node_deg = np.unique(rows["latitude_deg"])
    place = np.searchsorted(node_deg, rows["latitude_deg"])
    cell = (rows["month_index"].astype(int) - 1) * len(node_deg) + place
    days = np.bincount(cell, rows["day_count"])

    def mean(values: Array) -> Array:
        return (np.bincount(cell, values * rows["day_count"]) / days).reshape(MONTH_COUNT, -1)

    memory = rows["clear_given_clear_frac"] - rows["clear_given_not_clear_frac"]
    return node_deg, mean(rows["clear_frac"]), np.clip(mean(memory), 0.0, 1.0)


def _between(values: Array, bounds: tuple[float, float]) -> BoolArray:
    return np.asarray((values >= bounds[0]) & (values <= bounds[1]))


def _by_group(values: Array, group: IntArray, weight: Array, count: int) -> Array:
    return np.stack([np.bincount(group, weight * month, count) for month in values.T], axis=-1)


def _as_told(given: object, provinces: Sequence[str], clear: Array, memory: Array) -> tuple[Array, Array, BoolArray]:
    """What the study says of the sky, laid over the climatology; the mask tells which provinces it speaks of."""
    if not isinstance(given, str | Path):
        return np.tile(np.asarray(given, dtype=float), (len(provinces), 1)), memory, np.full(len(provinces), True)
    clear, memory, told = clear.copy(), memory.copy(), np.full(len(provinces), False)
    for row in _rows(Path(given)):
        here = np.array([not row["province"] or name == row["province"] for name in provinces])
        clear[here, int(row["month_index"]) - 1] = float(row["clear_frac"])
        if row.get("persistence_frac"):
            memory[here, int(row["month_index"]) - 1] = float(row["persistence_frac"])
        told |= here
    return clear, memory, told


def _rows(path: Path) -> list[Mapping[str, str]]:
    if not path.is_file():
        raise StudyError(
            message("operations.clear_sky names {path}, which is not a file; give the path of a CSV", path=str(path))
        )
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for number, row in enumerate(rows, start=2):
        _check(row, f"{path.name}, line {number}")
    return [{"province": "", **row} for row in rows]


def _check(row: Mapping[str, str], where: str) -> None:
    try:
        month, clear = float(row["month_index"]), float(row["clear_frac"])
        memory = float(row.get("persistence_frac") or 0.0)
    except (KeyError, ValueError, TypeError):
        raise StudyError(
            message(
                "operations.clear_sky, {where}: month_index and clear_frac are needed, as numbers; "
                "the first line must name the columns",
                where=where,
            )
        ) from None
    if month not in range(1, MONTH_COUNT + 1) or not 0 <= clear <= 1 or not 0 <= memory < 1:
        raise StudyError(
            message(
                "operations.clear_sky, {where}: month_index {month:g}, clear_frac {clear:g}, persistence_frac "
                "{memory:g}; allowed are months 1 to 12 and fractions from 0 to 1; was a percentage given?",
                where=where, month=month, clear=clear, memory=memory,
            )
        )  # fmt: skip


def _table(names: list[tuple[str, str]], clear: Array, memory: Array, inside: BoolArray, text: Array) -> ClearSky:
    return ClearSky(
        country=np.repeat([n[0] for n in names], MONTH_COUNT),
        province=np.repeat([n[1] for n in names], MONTH_COUNT),
        month_index=np.tile(np.arange(1, MONTH_COUNT + 1), len(names)),
        clear_frac=clear.ravel(),
        persistence_frac=memory.ravel(),
        clear_given_clear_frac=(clear + memory * (1.0 - clear)).ravel(),
        within_range=np.repeat(inside, MONTH_COUNT),
        source=np.repeat(text, MONTH_COUNT),
    )
