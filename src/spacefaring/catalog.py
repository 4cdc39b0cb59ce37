"""What data ship with the package, how old are they, and who says so?

`data/NAME.csv` (the first column is the key) or `data/NAME.geojson` stands beside `data/NAME.md`, whose first lines
are `source: …`, `date: …`, `licence: …`. Columns that end in a unit are numbers; an empty cell is unknown (nan or "").
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spacefaring.errors import CatalogGap, did_you_mean
from spacefaring.messages import message
from spacefaring.units import unit_of


@dataclass(frozen=True)
class Origin:
    """Where a data file comes from."""

    source: str
    date: str
    licence: str
    notes: str


@dataclass(frozen=True)
class Catalog:
    """A shipped table, column by column."""

    name: str
    origin: Origin
    columns: dict[str, NDArray[Any]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __getitem__(self, column: str) -> NDArray[Any]:
        return self.columns[column]

    @property
    def keys(self) -> list[str]:
        return [str(k) for k in next(iter(self.columns.values()))]

    def row(self, key: str) -> dict[str, Any]:
        """The row of a key, case ignored; an unknown key raises `CatalogGap` that names the nearest ones."""
        lowered = [k.lower() for k in self.keys]
        if key.lower() not in lowered:
            hint = did_you_mean(key, self.keys)
            raise CatalogGap(message("{name} has no row {key}; {hint}", name=self.name, key=repr(key), hint=hint))
        index = lowered.index(key.lower())
        return {name: values[index].item() for name, values in self.columns.items()}


def _folder() -> Traversable:
    return resources.files("spacefaring") / "data"


def names() -> list[str]:
    """The shipped data files by name."""
    return sorted(f.name.removesuffix(".md") for f in _folder().iterdir() if f.name.endswith(".md"))


@cache
def origin(name: str) -> Origin:
    """Source, date and licence of a shipped file, from the sheet beside it."""
    head, notes = {}, []
    for line in (_folder() / f"{name}.md").read_text("utf-8").splitlines():
        word, _, rest = line.partition(":")
        if word in ("source", "date", "licence") and word not in head:
            head[word] = rest.strip()
        else:
            notes.append(line)
    missing = {"source", "date", "licence"} - head.keys()
    if missing:
        raise CatalogGap(f"data/{name}.md does not say its {', '.join(sorted(missing))}")
    return Origin(**head, notes="\n".join(notes).strip())


@cache
def read(name: str) -> Catalog:
    """A shipped CSV table. Numbers are recognised by the unit that a column's name ends in."""
    file = _folder() / f"{name}.csv"
    if not file.is_file():
        raise CatalogGap(message("no shipped table {name}; {hint}", name=repr(name), hint=did_you_mean(name, names())))
    head, *body = csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))
    columns = {title: _typed(title, [row[i] for row in body]) for i, title in enumerate(head)}
    return Catalog(name, origin(name), columns)


def keys(name: str) -> list[str]:
    """The rows of a shipped table by key, or the names of the features of a shipped map."""
    if (_folder() / f"{name}.csv").is_file():
        return read(name).keys
    if (_folder() / f"{name}.geojson").is_file():
        return [str(f.get("properties", {})) for f in json.loads(text(f"{name}.geojson"))["features"]]
    raise CatalogGap(message("no shipped table {name}; {hint}", name=repr(name), hint=did_you_mean(name, names())))


def text(file_name: str) -> str:
    """A shipped file that is not a table, such as a GeoJSON, as text."""
    return (_folder() / file_name).read_text("utf-8")


def _typed(title: str, cells: list[str]) -> NDArray[Any]:
    if unit_of(title) is None or title.endswith("_utc"):
        return np.array(cells, dtype=str)
    return np.array([float(c) if c.strip() else np.nan for c in cells])
