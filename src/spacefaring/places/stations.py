"""Which ground stations could hear us?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator, Discriminator, Tag

from spacefaring import catalog
from spacefaring.errors import did_you_mean
from spacefaring.messages import mark, message
from spacefaring.stage import StageInputs, default, required
from spacefaring.tables import Array, Table, TextArray, column


class Station(StageInputs):
    """A ground station of the study's own."""

    name: str = required("Name of the ground station.", min_length=1, max_length=80)
    latitude_deg: float = required("Geodetic latitude of the station.", ge=-90, le=90)
    longitude_deg: float = required("Longitude of the station, positive east.", ge=-180, le=180)
    elevation_deg: float | None = default(
        None,
        "Lowest elevation at which this station works; by default that of all.",
        source="places.elevation_deg",
        ge=0,
        lt=90,
    )
    country: str = default("", "Country of the station (ISO 3166 alpha-3).", source="study file")


def _shape(value: Any) -> str:
    return "name" if isinstance(value, str) else "station"


class StationTable(Table):
    """The ground stations of the study."""

    station: TextArray = column("Key of the station in the shipped catalogue, or its name.")
    name: TextArray = column("Name of the station.")
    provider: TextArray = column("Who runs the station.")
    country: TextArray = column("Country the station stands in (ISO 3166 alpha-3).")
    lat_deg: Array = column("Geodetic latitude of the station.")
    lon_deg: Array = column("Longitude of the station, positive east.")
    elevation_deg: Array = column("Lowest elevation above the horizon at which the station works.")


def read(value: Any) -> Any:
    """A shipped station's key for a word; sections pass on to be checked as stations of the study's own."""
    if isinstance(value, str):
        return known_station(value)
    if isinstance(value, Station | Mapping):
        return value
    text = mark("{value} is neither the name of a station nor a section {keys}")
    raise ValueError(message(text, value=repr(value)[:40], keys="{name, latitude_deg, longitude_deg}"))


def known_station(word: str) -> str:
    """The key of a shipped station, given by key or by a name that only one has; otherwise `ValueError`."""
    table = catalog.read("stations")
    matches = [word.lower()] if word.lower() in table.keys else _named(word)
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise ValueError(
            message(
                "{word} is the name of several stations; say which: {matches}",
                word=repr(word),
                matches=", ".join(matches),
            )
        )
    hint = did_you_mean(word, [*table.keys, *(str(n).lower() for n in table["name"])], list_up_to=4)
    raise ValueError(message("no shipped station is called {word}; {hint}", word=repr(word), hint=hint))


def _named(word: str) -> list[str]:
    """Keys of the stations whose plain name, or key without the network, is this word."""
    table = catalog.read("stations")
    wanted = word.lower()
    return [
        key
        for key, name in zip(table.keys, table["name"], strict=True)
        if wanted in (str(name).lower(), key.partition("_")[2])
    ]


# One entry of `places.stations`: checked before the two shapes part, so that a mistake is said once.
Reference = Annotated[
    Annotated[str, Tag("name")] | Annotated[Station, Tag("station")], Discriminator(_shape), BeforeValidator(read)
]


def resolve(asked: Sequence[str | Station], elevation_deg: float) -> StationTable:
    """The table of the stations a study names, each with its mask."""
    rows = [_row(one, elevation_deg) for one in asked]
    return StationTable(**{name: np.array([row[name] for row in rows]) for name in StationTable.names()})


def _row(one: str | Station, elevation_deg: float) -> dict[str, Any]:
    if isinstance(one, Station):
        mask_deg = elevation_deg if one.elevation_deg is None else one.elevation_deg
        row = {"station": one.name, "name": one.name, "provider": mark("study file"), "country": one.country}
        return row | {"lat_deg": one.latitude_deg, "lon_deg": one.longitude_deg, "elevation_deg": mask_deg}
    row = catalog.read("stations").row(one)
    return {name: row[name] for name in StationTable.names() if name in row} | {"elevation_deg": elevation_deg}


def national(country: str) -> str | None:
    """A shipped national station of a country, when there is one."""
    table = catalog.read("stations")
    kept = (table["country"] == country) & (table["provider"] == "national")
    return next((key for key, keep in zip(table.keys, kept, strict=True) if keep), None)
