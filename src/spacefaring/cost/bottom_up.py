"""What do the pieces and the people cost, counted one by one?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from spacefaring.cost.estimates import BOTTOM_UP, HIGH, Estimate
from spacefaring.cost.inputs import Inputs
from spacefaring.cost.lines import DISPOSAL, OPERATIONS, SPACECRAFT_ELEMENTS, Line
from spacefaring.cost.programme_lines import build_year
from spacefaring.cost.spacecraft_lines import drivers
from spacefaring.kernels.lognormal import standard_normal_quantile
from spacefaring.messages import mark
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import KUSD_PER_MUSD

EQUIPMENT, INSTRUMENT, TEAM, OTHER = (
    mark("equipment of the platform, all sets"),
    mark("instruments, all sets"),
    mark("team of the maker"),
    mark("other lines of the table of elements"),
)
KILOGRAM, PERSON_YEAR = mark("kg"), mark("person-year")


class Counted(Table):
    """The bottom-up estimate: quantities and unit prices."""

    mission: TextArray = column("Mission.")
    item: TextArray = column("What is counted.")
    value: Array = column("How much of it.")
    unit: TextArray = column("In which unit.")
    unit_price_kusd: Array = column("Price of one.")
    cost_musd: Array = column("Quantity times price.")


@dataclass(frozen=True)
class Item:
    """One counted thing of a mission."""

    mission: str
    name: str
    quantity: float
    unit: str
    unit_price_kusd: float

    @property
    def cost_musd(self) -> float:
        return self.quantity * self.unit_price_kusd / KUSD_PER_MUSD


def bottom_up(missions: Sequence[Any], lines: list[Line], inputs: Inputs) -> tuple[Estimate, Counted]:
    """Equipment by the kilogram and people by the month for the spacecraft; all other lines as they stand.

    It sees no failure, no rework and no idle team: expect it low. The band is a guess of 30 % on what it counts.
    """
    items = [item for mission in missions for item in _items(mission, inputs)]
    counted = sum(item.cost_musd for item in items)
    items += [Item(str(m.id), OTHER, 1.0, "", _others_musd(m, lines) * KUSD_PER_MUSD) for m in missions]
    middle = sum(item.cost_musd for item in items)
    half = inputs.bottom_up_cv_frac * float(standard_normal_quantile(HIGH)) * counted
    note = mark("Equipment by the kilogram, people by the month, other lines as they stand.")
    return Estimate(BOTTOM_UP, middle, middle - half, middle + half, note), _table(items)


def _items(mission: Any, inputs: Inputs) -> list[Item]:
    """Equipment for every satellite and a bench model of a small one, and the team for the whole build.

    A CubeSat is made by a university at local salaries; a larger satellite by a maker, but for the local share.
    """
    known = {name: float(value[0]) for name, value in drivers(mission, inputs, 1).items()}
    dry, carried = known["dry_mass_kg"], known["payload_mass_kg"]
    large, university = dry > inputs.large_above_kg, dry < inputs.cubesat_below_kg
    per_kg = inputs.equipment_large_kusd_per_kg if large else inputs.equipment_kusd_per_kg
    bench = 0.0 if large else inputs.engineering_model_count
    sets = known["satellite_count"] + inputs.spare_satellite_count + bench
    local = 1.0 if university else float(np.atleast_1d(mission.build.local_share_frac)[0])
    salary = local * inputs.local_salary_kusd_per_year + (1.0 - local) * inputs.foreign_salary_kusd_per_year
    team_year = inputs.team_at_one_kg_count * np.sqrt(dry) * float(build_year(mission, 1)[0])
    name = str(mission.id)
    return [
        Item(name, EQUIPMENT, sets * (dry - carried), KILOGRAM, per_kg),
        Item(name, INSTRUMENT, sets * carried, KILOGRAM, inputs.payload_kusd_per_kg),
        Item(name, TEAM, team_year, PERSON_YEAR, salary),
    ]


def _others_musd(mission: Any, lines: list[Line]) -> float:
    """Everything before service that is not the spacecraft, as the table of elements has it."""
    own = [one for one in lines if one.mission == str(mission.id) and one.phase not in (OPERATIONS, DISPOSAL)]
    return sum(float(one.mean_musd[0]) for one in own if one.element not in SPACECRAFT_ELEMENTS)


def _table(items: list[Item]) -> Counted:
    return Counted(
        mission=np.array([item.mission for item in items]),
        item=np.array([item.name for item in items]),
        value=np.array([item.quantity for item in items]),
        unit=np.array([item.unit for item in items]),
        unit_price_kusd=np.array([item.unit_price_kusd for item in items]),
        cost_musd=np.array([item.cost_musd for item in items]),
    )
