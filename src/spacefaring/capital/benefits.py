"""What is the service worth to society, by theme, apart from any cash?

A study may give its own values, or a warning valued by what its users save. Otherwise
value = unit value × what it is counted on × uptake × attribution × how far the needs of the theme are served, rising
evenly over the years that users take to adopt it. Only themes with a need in the study and a published unit value are
counted; the others are listed as unknown. Nothing here is revenue.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spacefaring import catalog
from spacefaring.capital.inputs import Inputs, WarningCase
from spacefaring.capital.timeline import PERIODS_PER_YEAR, Timeline
from spacefaring.kernels import decisions
from spacefaring.messages import mark
from spacefaring.stage import Assumption
from spacefaring.tables import Array
from spacefaring.units import USD_PER_MUSD

CASES = ("low", "mid", "high")
UNKNOWN = mark("no published unit value was found; not counted, not zero")
NO_DRIVER = mark("what it is counted on is unknown for this territory; not counted, not zero")
COUNTED = mark("counted")
OWN = mark("the study's own value")
WARNING = mark("value of a better warning")
DRIVERS = (mark("farm_household"), mark("km2"), mark("person"), mark("city_km2"), mark("mbit_per_s"), mark("study"))
NAMES = (
    mark("farm_advice"),
    mark("gold_and_land_control"),
    mark("early_warning"),
    mark("urban_imagery"),
    mark("capacity"),
)


@dataclass(frozen=True)
class Value:
    """One benefit: its yearly value in the first year of full uptake, three cases, and how it was counted."""

    benefit: str
    theme: str
    driver: str
    quantity: float
    score_frac: float
    change_frac: float
    from_year: float
    yearly_musd: tuple[float, ...]  # low, mid, high, in the year of the source
    status: str
    source: str
    attribution_source: str


def values(
    inputs: Inputs, *, needs: Any, places: Any, capacity_mbit_per_s: float
) -> tuple[list[Value], list[Assumption]]:
    """Every benefit of the themes that the study asks for."""
    themes = np.asarray(needs.theme).astype(str)
    scores = np.nan_to_num(np.asarray(needs.score_frac, dtype=float))
    own: dict[str, Any] = {b.theme: b for b in inputs.benefits}
    found, used = [], []
    for b in inputs.benefits:
        score = _score(themes, scores, {b.theme})
        yearly = tuple(score * v for v in (b.low_musd_per_year, b.mid_musd_per_year, b.high_musd_per_year))
        found.append(Value(b.theme, b.theme, "study", 1.0, score, 0.0, math.nan, yearly, OWN, b.source, b.source))
    for case in inputs.warnings:
        score = _score(themes, scores, {case.theme})
        saved = score * _warning_musd(case)
        own.setdefault(case.theme, None)
        found.append(
            Value(WARNING, case.theme, "study", 1.0, score, 0.0, math.nan, (saved,) * 3, OWN, case.source, case.source)
        )
    quantity = _quantities(inputs, places, capacity_mbit_per_s)
    covered = set(own)
    table = catalog.read("benefits")
    for key in table.keys:
        row = table.row(key)
        serves = set(row["serves"].split()) - set(own)
        if not serves & set(themes.tolist()):
            continue
        covered |= serves
        found.append(_value(row, quantity[row["driver"]], _score(themes, scores, serves)))
        used.append(Assumption(key=f"benefits.{key}", value=row["mid_usd"], source=row["source"]))
        used.append(
            Assumption(
                key=f"benefits.{key}.attribution_frac",
                value=row["attribution_mid_frac"],
                source=row["attribution_source"],
            )
        )
    for theme in sorted(set(themes.tolist()) - covered):
        nothing = (math.nan, math.nan, math.nan)
        found.append(
            Value(theme, theme, "", math.nan, _score(themes, scores, {theme}), 0.0, math.nan, nothing, UNKNOWN, "", "")
        )
    return found, used


def _warning_musd(case: WarningCase) -> float:
    """What the better warning saves its users in a mean year, over what today's warning saves."""
    event = (case.event_frac_per_year, case.protection_cost_musd, case.loss_musd)
    better = decisions.value_of_warning(*event, case.hit_rate_frac, case.false_alarm_frac)
    today = decisions.value_of_warning(*event, case.hit_rate_without_frac, case.false_alarm_without_frac)
    return float(better - today)


def _score(themes: NDArray[np.str_], scores: Array, wanted: set[str]) -> float:
    """Mean score of the needs of these themes; a missed need earns nothing."""
    chosen = np.isin(themes, sorted(wanted))
    return float(scores[chosen].mean()) if chosen.any() else 0.0


def _value(row: dict[str, Any], quantity: float, score: float) -> Value:
    yearly = tuple(
        row[f"{case}_usd"]
        * quantity
        * row[f"uptake_{case}_frac"]
        * row[f"attribution_{case}_frac"]
        * score
        / USD_PER_MUSD
        for case in CASES
    )
    status = COUNTED if math.isfinite(quantity) else NO_DRIVER
    return Value(row["benefit"], row["theme"], row["driver"], quantity, score, row["change_frac"], row["from_year"],
                 yearly, status, row["source"], row["attribution_source"])  # fmt: skip


def _quantities(inputs: Inputs, places: Any, capacity_mbit_per_s: float) -> dict[str, float]:
    """What benefits are counted on, for the territory of the study."""
    people = _population(places)
    city = np.asarray(places.cities.population_count, dtype=float)
    given = inputs.capacity_mbit_per_s
    return {
        "person": people,
        "farm_household": people * inputs.farm_household_per_person_ratio,
        "km2": float(np.ravel(places.area_km2)[0]),
        "city_km2": float(np.nansum(city)) / inputs.city_person_per_km2_count if len(city) else math.nan,
        "mbit_per_s": capacity_mbit_per_s if given is None else given,
    }


def _population(places: Any) -> float:
    """Inhabitants of the areas of the study; nan when one is unknown."""
    return float(np.sum(np.asarray(places.areas.population_count, dtype=float)))


def yearly(value: Value, case: int, timeline: Timeline, uptake_year: float) -> Array:
    """Value of each half-year of service, real, in price-year money; unknown values count for nothing."""
    amount = value.yearly_musd[case]
    flow = np.zeros(timeline.period_count)
    if not math.isfinite(amount):
        return flow
    served = timeline.service_period_count
    age = (np.arange(served) + 0.5) / PERIODS_PER_YEAR
    ramp = np.clip(age / uptake_year, 0.0, 1.0) if uptake_year > 0 else np.ones(served)
    since = timeline.period_year[:served] - value.from_year if math.isfinite(value.from_year) else np.zeros(served)
    flow[:served] = amount / PERIODS_PER_YEAR * ramp * (1.0 + value.change_frac) ** since
    return flow
