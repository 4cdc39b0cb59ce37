"""What did flown programmes of the same kind cost, and what does that say of this one?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import stdtrit

from spacefaring import catalog
from spacefaring.cost.estimates import ANALOGY, HIGH, Estimate
from spacefaring.cost.inputs import Inputs
from spacefaring.cost.prices import escalation
from spacefaring.cost.spacecraft_lines import drivers, families
from spacefaring.messages import mark
from spacefaring.tables import Array, Table, TextArray, column

ROWS_FOR_A_SLOPE = 6


class Analogues(Table):
    """The flown programmes that the estimate by analogy rests on, with what their price covers."""

    kind: TextArray = column("Kind of programme: observation, communication or cubesat.")
    programme: TextArray = column("Programme.")
    nation: TextArray = column("Country, by code.")
    satellite_count: Array = column("Satellites in the price.")
    mass_total_kg: Array = column("Launch mass of all these satellites.")
    contract_year: Array = column("Year of the contract.")
    contract_musd: Array = column("Published price, in dollars of that year.")
    today_musd: Array = column("The same in dollars of the price year.")
    launch: TextArray = column("Whether the launch is in the price.")
    ground: TextArray = column("Whether the ground segment is in the price.")
    training: TextArray = column("Whether training is in the price.")
    insurance: TextArray = column("Whether insurance is in the price.")
    source: TextArray = column("Who published the price.")


def analogy(missions: Sequence[Any], inputs: Inputs, price_year: int) -> Estimate:
    """Flown national programmes with a published price: a line through mass and price, both in logarithms.

    The band is that of a new programme (Student's t with the residual scatter). Bands of several missions are added
    end to end, as if their errors were one. Do not trust it far from the masses of the rows, which the table lists.
    """
    parts = [_one(m, inputs, price_year) for m in missions]
    middle, low, high = (float(sum(part[i] for part in parts)) for i in range(3))
    note = mark("Flown national programmes with a published price, by mass of all their satellites.")
    return Estimate(ANALOGY, middle, low, high, note)


def analogues(missions: Sequence[Any], inputs: Inputs, price_year: int) -> Analogues:
    """The rows of the catalogue behind `analogy`, for every kind of mission of the study."""
    kinds = dict.fromkeys(_kind(m, inputs) for m in missions)
    tables = [flown(kind) | {"today_musd": _today_musd(flown(kind), inputs, price_year)} for kind in kinds]
    whole = {name: np.concatenate([t[name] for t in tables]) for name in tables[0]}
    names = {"programme": "name", "contract_year": "price_year", "contract_musd": "price_musd"}
    return Analogues(**{name: whole[names.get(name, name)] for name in Analogues.names()})


def flown(kind: str) -> dict[str, Array]:
    """The flown programmes of a kind whose price has a known scope with the launch in it."""
    shipped = catalog.read("programmes")
    keep = (shipped["kind"] == kind) & (shipped["fit"] == "yes") & (shipped["launch"] == "yes")
    return {name: values[keep] for name, values in shipped.columns.items()}


def predicted(mass_kg: Array, price_musd: Array, asked_kg: float) -> tuple[float, float, float]:
    """Median and 80 % band of a new programme of some mass, by least squares in logarithms.

    With fewer than six programmes, or all of one mass, the mass is left aside: their spread alone gives the band.
    """
    x, y = np.log(mass_kg) - np.log(mass_kg).mean(), np.log(price_musd)
    spread = float((x**2).sum())
    sloped = len(x) >= ROWS_FOR_A_SLOPE and spread > 0
    slope = float((x * y).sum()) / spread if sloped else 0.0
    distance = np.log(asked_kg) - np.log(mass_kg).mean() if sloped else 0.0
    freedom = len(x) - 1 - int(sloped)
    residual = float(np.sqrt(((y - y.mean() - slope * x) ** 2).sum() / freedom))
    leverage = distance**2 / spread if sloped else 0.0
    half = residual * float(np.sqrt(1.0 + 1.0 / len(x) + leverage)) * float(stdtrit(freedom, HIGH))
    centre = float(y.mean() + slope * distance)
    return float(np.exp(centre)), float(np.exp(centre - half)), float(np.exp(centre + half))


def _kind(mission: Any, inputs: Inputs) -> str:
    """Which flown programmes a mission is compared with."""
    if str(np.atleast_1d(mission.orbit.kind)[0]) == "geostationary":
        return "communication"
    family = families(mission, inputs, drivers(mission, inputs, 1)["dry_mass_kg"])
    return "cubesat" if family[0] == "cubesat" else "observation"


def _today_musd(rows: dict[str, Array], inputs: Inputs, price_year: int) -> Array:
    factors = [escalation(int(year), price_year, inputs.price_index) for year in rows["price_year"]]
    return np.asarray(rows["price_musd"] * np.array(factors))


def _one(mission: Any, inputs: Inputs, price_year: int) -> tuple[float, float, float]:
    known, rows = drivers(mission, inputs, 1), flown(_kind(mission, inputs))
    built = known["satellite_count"][0] + inputs.spare_satellite_count
    asked = float(known["wet_mass_kg"][0] * built)
    return predicted(rows["mass_total_kg"], _today_musd(rows, inputs, price_year), asked)
