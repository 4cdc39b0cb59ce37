"""What do three ways of estimating say of the same scope, and why do they differ?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtrit

from spacefaring import catalog
from spacefaring.cost.inputs import Inputs
from spacefaring.cost.lines import Line
from spacefaring.cost.prices import escalation
from spacefaring.cost.programme_lines import build_year
from spacefaring.cost.spacecraft_lines import drivers, families
from spacefaring.kernels.lognormal import standard_normal_quantile
from spacefaring.messages import Message, mark, message
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import KUSD_PER_MUSD

SCOPE = mark("Satellites, launch, insurance, ground segment and training; without operations, taxes and financing.")
PARAMETRIC, ANALOGY, BOTTOM_UP = mark("parametric"), mark("analogy"), mark("bottom-up")
LOW, HIGH = 0.1, 0.9
ROWS_FOR_A_SLOPE = 6


class Estimates(Table):
    """The same scope estimated in several ways, never averaged."""

    method: TextArray = column("Way of estimating: parametric, analogy or bottom-up.")
    p50_musd: Array = column("Median of the estimate.")
    low_musd: Array = column("P10 of the estimate.")
    high_musd: Array = column("P90 of the estimate.")
    scope: TextArray = column("What the figure covers, the same for all.")
    note: TextArray = column("What the estimate rests on.")


@dataclass(frozen=True)
class Estimate:
    """One estimate: its median and the ends of its 80 % band."""

    method: str
    p50_musd: float
    low_musd: float
    high_musd: float
    note: str


def table(found: Sequence[Estimate]) -> Estimates:
    return Estimates(
        method=np.array([one.method for one in found]),
        p50_musd=np.array([one.p50_musd for one in found]),
        low_musd=np.array([one.low_musd for one in found]),
        high_musd=np.array([one.high_musd for one in found]),
        scope=np.array([SCOPE] * len(found)),
        note=np.array([one.note for one in found]),
    )


def parametric(capex_draws: Array) -> Estimate:
    low, middle, high = np.quantile(capex_draws, [LOW, 0.5, HIGH])
    note = mark("Equations fitted to past spacecraft, with prices for launch and ground.")
    return Estimate(PARAMETRIC, float(middle), float(low), float(high), note)


def analogy(missions: Sequence[Any], inputs: Inputs, price_year: int) -> Estimate:
    """Flown national programmes with a published price: a line through mass and price, both in logarithms.

    The band is that of a new programme (Student's t with the residual scatter). Bands of several missions are added
    end to end, as if their errors were one. Do not trust it far from the masses of the rows, which the docs list.
    """
    parts = [_one_analogy(m, inputs, price_year) for m in missions]
    middle, low, high = (float(sum(part[i] for part in parts)) for i in range(3))
    note = mark("Flown national programmes with a published price, by mass of all their satellites.")
    return Estimate(ANALOGY, middle, low, high, note)


def flown(kind: str) -> dict[str, Array]:
    """The flown programmes of a kind that the analogy rests on: mass of all satellites and price with its year."""
    shipped = catalog.read("programmes")
    keep = (shipped["kind"] == kind) & (shipped["fit"] == "yes") & (shipped["launch"] == "yes")
    names = ("key", "mass_total_kg", "price_year", "price_musd")
    return {name: shipped[name][keep] for name in names}


def kind_of(mission: Any, family: str) -> str:
    """Which flown programmes a mission is compared with."""
    if str(np.atleast_1d(mission.orbit.kind)[0]) == "geostationary":
        return "communication"
    return "cubesat" if family == "cubesat" else "observation"


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


def _one_analogy(mission: Any, inputs: Inputs, price_year: int) -> tuple[float, float, float]:
    known = drivers(mission, inputs, 1)
    family = str(families(mission, inputs, known["dry_mass_kg"])[0])
    rows = flown(kind_of(mission, family))
    prices = rows["price_musd"] * np.array(
        [escalation(int(year), price_year, inputs.price_index) for year in rows["price_year"]]
    )
    built = known["satellite_count"][0] + inputs.spare_satellite_count
    return predicted(rows["mass_total_kg"], prices, float(known["wet_mass_kg"][0] * built))


def bottom_up(missions: Sequence[Any], lines: list[Line], inputs: Inputs) -> Estimate:
    """Equipment by the kilogram and people by the month for the spacecraft; all other lines as they stand.

    It sees no failure, no rework and no idle team: expect it low. The band is a guess of ±30 % on what it counts.
    """
    priced = sum(float(one.mean_musd[0]) for one in lines if not one.modelled and one.phase != "development")
    counted = sum(_counted_musd(m, inputs) for m in missions)
    half = inputs.bottom_up_cv_frac * float(standard_normal_quantile(HIGH))
    middle = counted + priced
    note = mark("Equipment by the kilogram, people by the month, other lines as they stand.")
    return Estimate(BOTTOM_UP, middle, middle - half * counted, middle + half * counted, note)


def _counted_musd(mission: Any, inputs: Inputs) -> float:
    """Equipment for every satellite and one engineering model, and the team for the whole build.

    A CubeSat is made by a university at local salaries; a larger satellite by a maker, but for the local share.
    """
    known = {name: float(value[0]) for name, value in drivers(mission, inputs, 1).items()}
    dry, carried = known["dry_mass_kg"], known["payload_mass_kg"]
    large, university = dry > inputs.large_above_kg, dry < inputs.cubesat_below_kg
    per_kg = inputs.equipment_large_kusd_per_kg if large else inputs.equipment_kusd_per_kg
    sets = known["satellite_count"] + inputs.spare_satellite_count + inputs.engineering_model_count
    equipment = sets * ((dry - carried) * per_kg + carried * inputs.payload_kusd_per_kg)
    local = 1.0 if university else float(np.atleast_1d(mission.build.local_share_frac)[0])
    salary = local * inputs.local_salary_kusd_per_year + (1.0 - local) * inputs.foreign_salary_kusd_per_year
    team = inputs.team_at_one_kg_count * np.sqrt(dry)
    return float(equipment + team * salary * build_year(mission, 1)[0]) / KUSD_PER_MUSD


def reasons(found: Sequence[Estimate]) -> tuple[Message, ...]:
    """Why the estimates differ, in sentences; the parametric one is the reference."""
    base = found[0].p50_musd
    if not np.isfinite([one.p50_musd for one in found]).all():
        return (message("The design does not close: there is no cost to compare."),)
    return tuple(_reason(one, one.p50_musd / base - 1.0) for one in found[1:])


def _reason(one: Estimate, difference_frac: float) -> Message:
    above, below = WHY[one.method]
    return message(
        above if difference_frac >= 0 else below, percent=100.0 * abs(difference_frac), estimate_musd=one.p50_musd
    )


WHY = {
    ANALOGY: (
        mark(
            "By analogy {estimate_musd:.0f} million dollars, {percent:.0f} % above the equations: published national "
            "prices hold maker's margin, ground segment and training, which the equations of American missions omit."
        ),
        mark(
            "By analogy {estimate_musd:.0f} million dollars, {percent:.0f} % below the equations: makers of the flown "
            "satellites sold platforms already developed, which the equations pay for anew."
        ),
    ),
    BOTTOM_UP: (
        mark(
            "Bottom-up {estimate_musd:.0f} million dollars, {percent:.0f} % above the equations: people and equipment "
            "are counted at today's rates, which have risen faster than the price index."
        ),
        mark(
            "Bottom-up {estimate_musd:.0f} million dollars, {percent:.0f} % below the equations: it counts equipment "
            "and people only, without failure, rework or waiting."
        ),
    ),
}
