"""What does the re-entry risk on the ground, and what has to be made safe before?"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from spacefaring import catalog
from spacefaring.kernels.reentry import people_met_per_m2
from spacefaring.launch.inputs import Inputs
from spacefaring.tables import Array, Table, TextArray, column

if TYPE_CHECKING:
    from spacefaring.spacecraft import Spacecraft

BAND_DEG = 5.0
# NASA Safety Standard 1740.14, 1995, guideline 7-1: 8 m² of casualty area were then a risk of one in ten thousand.
USUAL_AREA_M2 = 8.0


class Passivation(Table):
    """What is emptied or switched off at the end of operations."""

    item: TextArray = column("Store of energy or emitter.")
    action: TextArray = column("What is done with it.")
    source: TextArray = column("Who asks for it.")


@cache
def people_by_latitude() -> tuple[Array, Array]:
    """Edges of bands of latitude in radians, and people in each: every country's people where its towns are."""
    countries, cities = catalog.read("countries"), catalog.read("cities")
    total = dict(zip(countries.keys, np.nan_to_num(countries["population_count"]), strict=True))
    in_towns = np.nan_to_num(cities["population_count"])
    code, row = np.unique(cities["country"], return_inverse=True)
    urban = np.bincount(row, in_towns)
    scale = np.array([total.get(str(c), 0.0) for c in code]) / np.maximum(urban, 1.0)
    edges = np.arange(-90.0, 90.0 + BAND_DEG, BAND_DEG)
    people, _ = np.histogram(cities["lat_deg"], bins=edges, weights=in_towns * scale[row])
    return np.radians(edges), np.asarray(people, dtype=float)


def casualty_count(inputs: Inputs, inclination_rad: float, dry_mass_kg: Array) -> Array:
    """Expected casualties of an uncontrolled re-entry for each candidate."""
    edges, people = people_by_latitude()
    density = people_met_per_m2(edges, people * inputs.population_growth_ratio, inclination_rad)
    area_m2 = USUAL_AREA_M2 * dry_mass_kg / inputs.casualty_reference_mass_kg
    if inputs.casualty_area_m2 is not None:
        area_m2 = np.full(dry_mass_kg.shape, inputs.casualty_area_m2)
    return np.asarray(density * area_m2)


def passivation(spacecraft: Spacecraft) -> Passivation:
    """The list for this spacecraft; a satellite without propulsion has no propellant to empty."""
    listed = catalog.read("passivation")
    propelled = str(getattr(spacecraft, "propulsion_kind", "none")) != "none"
    kept = (listed["when"] == "always") | propelled
    return Passivation(item=listed["item"][kept], action=listed["action"][kept], source=listed["source"][kept])
