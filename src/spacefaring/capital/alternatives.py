# A Table turns lists into arrays itself.
# mypy: disable-error-code="arg-type"
"""Is there a cheaper way? Make, buy, share, free data, or nothing, for the same needs and the same years.

Everything is real, at the social rate, from signature. Bought images are priced by the ground distance they need;
bought capacity by the price path of the benefits catalogue. Free data are Sentinel-2 and Landsat: 10 m, every five
days. What free data already give is not counted again as a benefit of the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from spacefaring import catalog
from spacefaring.capital.solved import Solved, has_benefit
from spacefaring.capital.timeline import PERIODS_PER_YEAR
from spacefaring.kernels import cashflows
from spacefaring.messages import mark
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import MONTH_PER_YEAR, USD_PER_MUSD

FREE_GSD_M, FREE_REVISIT_DAY = 10.0, 5.0
FREE_SOURCE = "ESA, Sentinel-2 user handbook, 2015: 10 m, five days with two satellites"
ROUTES = (mark("make"), mark("buy"), mark("share"), mark("free data"), mark("without project"))


class Alternatives(Table):
    """Other ways to serve the same needs, present worth at the social rate, price-year money."""

    route: TextArray = column("Way.")
    present_cost_musd: Array = column("Present cost to society.")
    present_benefit_musd: Array = column(
        "Present benefit to society beyond what free data give; empty if none has a value."
    )
    npv_economic_musd: Array = column("Benefit less cost.")
    met_count: Array = column("Needs that it meets.")
    need_count: Array = column("Needs asked.")
    why: TextArray = column("What is assumed.")


@dataclass(frozen=True)
class Asked:
    """What a need asks for, nan where it does not."""

    need_id: str
    theme: str
    score_frac: float
    gsd_m: float
    revisit_day: float
    image_per_month: float
    downlink_mbit_per_s: float


def compare(s: Solved, *, service: Any, places: Any, capacity_mbit_per_s: float) -> Alternatives:
    """The five ways side by side."""
    needs = _asked(service)
    make, benefit = _present_cost(s), _present_benefit(s)
    buy = _bought(s, needs, places, capacity_mbit_per_s)
    made = int(np.sum(np.asarray(service.needs.verdict) == "met"))
    met = [made, len(needs), made, sum(map(_free, needs)), 0]
    full = benefit / max(float(np.mean([n.score_frac for n in needs])), 1e-9) if needs else benefit
    members = s.inputs.share_member_count
    cost = [make, buy, make * (1.0 + s.inputs.share_overhead_frac) / members, 0.0, 0.0]
    gain = [benefit, full, benefit, 0.0, 0.0]
    return Alternatives(
        route=list(ROUTES),
        present_cost_musd=cost,
        present_benefit_musd=gain if has_benefit(s.frame) else [np.nan] * 5,
        npv_economic_musd=[g - c if has_benefit(s.frame) else np.nan for g, c in zip(gain, cost, strict=True)],
        met_count=[float(m) for m in met],
        need_count=float(len(needs)),
        why=list(_WHY),
    )


_WHY = (
    mark("the programme of this study"),
    mark(
        "images and capacity bought for as long; every need is taken to be met; nothing is learnt and nothing is kept"
    ),
    mark("the same system shared among equal members, each paying its part and the cost of agreeing"),
    mark("Sentinel-2 and Landsat, where 10 m every five days is enough; no cost, no new benefit"),
    mark("today's practice goes on: no cost, no new benefit"),
)


def _asked(service: Any) -> list[Asked]:
    """The breakthrough level of each need's criteria."""
    table, needs = service.criteria, service.needs
    wanted = np.where(np.isfinite(table.breakthrough), table.breakthrough, table.threshold)
    level = {(str(i), str(c)): float(v) for i, c, v in zip(table.need_id, table.criterion, wanted, strict=True)}
    return [
        Asked(str(i), str(t), float(np.nan_to_num(score)), *(level.get((str(i), c), np.nan) for c in _CRITERIA))
        for i, t, score in zip(needs.id, needs.theme, needs.score_frac, strict=True)
    ]


_CRITERIA = ("gsd_m", "revisit_day", "usable_image_per_month", "downlink_mbit_per_s")


def _free(need: Asked) -> bool:
    sees = np.isfinite(need.gsd_m) and need.gsd_m >= FREE_GSD_M
    return bool(sees and not (np.isfinite(need.revisit_day) and need.revisit_day < FREE_REVISIT_DAY))


def _present_cost(s: Solved) -> float:
    social = np.concatenate([s.early_cost[0], s.running_cost[0]])
    return float(cashflows.npv(s.inputs.social_discount_frac, social, s.when.half_year_time))


def _present_benefit(s: Solved) -> float:
    return float(cashflows.npv(s.inputs.social_discount_frac, s.frame.benefit[1], _service_time(s)))


def _service_time(s: Solved) -> Array:
    return s.when.half_year_time[s.when.construction_period_count :]


def _bought(s: Solved, needs: list[Asked], places: Any, capacity_mbit_per_s: float) -> float:
    """Present cost of buying: images that free data do not give, priced by their ground distance; capacity."""
    served = np.arange(s.when.period_count) < s.when.service_period_count
    yearly = sum(_images_usd(s, n, places) for n in needs if np.isfinite(n.gsd_m) and not _free(n)) / USD_PER_MUSD
    flow = served * yearly / PERIODS_PER_YEAR + served * _capacity_musd(s, capacity_mbit_per_s) / PERIODS_PER_YEAR
    return float(cashflows.npv(s.inputs.social_discount_frac, flow, _service_time(s)))


def _images_usd(s: Solved, need: Asked, places: Any) -> float:
    """Images of a year: part of the land (or the cities) that is really wanted, as often as the need says."""
    inputs = s.inputs
    price = inputs.fine_image_usd_per_km2 if need.gsd_m < inputs.fine_image_below_m else inputs.image_usd_per_km2
    city = np.asarray(places.cities.population_count, dtype=float)
    urban = need.theme == "urban" and len(city)
    area = (
        float(np.nansum(city)) / inputs.city_person_per_km2_count
        if urban
        else float(places.area_km2) * inputs.bought_area_frac
    )
    often = need.image_per_month * MONTH_PER_YEAR if np.isfinite(need.image_per_month) else 1.0
    return price * area * often


def _capacity_musd(s: Solved, capacity_mbit_per_s: float) -> Array:
    """What the same capacity costs a year in each half-year, at the falling price of the benefits catalogue."""
    row = catalog.read("benefits").row("capacity")
    amount = capacity_mbit_per_s if np.isfinite(capacity_mbit_per_s) else 0.0
    since = s.when.period_year - row["from_year"]
    return np.asarray(row["high_usd"] * amount / USD_PER_MUSD * (1.0 + row["change_frac"]) ** since)
