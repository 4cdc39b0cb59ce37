"""Which coefficients does the sizing loop stand on?"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np

from spacefaring import catalog
from spacefaring.stage import Assumption
from spacefaring.tables import Array


@cache
def sizing() -> SimpleNamespace:
    """Values of data/sizing.csv by name."""
    table = catalog.read("sizing")
    return SimpleNamespace(**{str(k): float(v) for k, v in zip(table["coefficient"], table["value"], strict=True)})


def by_mass(column: str, dry_mass_kg: Array) -> Array:
    """A column of data/mass_fractions.csv at a dry mass: straight in the logarithm of the mass, held at both ends."""
    table = catalog.read("mass_fractions")
    return np.asarray(np.interp(np.log(dry_mass_kg), np.log(table["dry_mass_kg"]), table[column]))


def used() -> tuple[Assumption, ...]:
    """Every coefficient with its source."""
    table = catalog.read("sizing")
    rows = zip(table["coefficient"], table["value"], table["source"], strict=True)
    return tuple(Assumption(key=f"spacecraft.sizing.{k}", value=float(v), source=str(s)) for k, v, s in rows)
