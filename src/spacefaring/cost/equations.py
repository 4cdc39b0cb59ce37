"""What does an equation of the registry say, in the money of the study, and does it hold here?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from spacefaring import catalog
from spacefaring.cost.prices import escalation
from spacefaring.errors import CatalogGap, did_you_mean
from spacefaring.tables import Array, BoolArray
from spacefaring.units import KUSD_PER_MUSD

Drivers = Mapping[str, Array]
MONEY = "_musd"


@dataclass(frozen=True)
class Driver:
    """A quantity that an equation depends on, and the range of it in the data of the fit."""

    name: str
    unit: str
    exponent: float
    low: float
    high: float


@dataclass(frozen=True)
class Equation:
    """One cost-estimating relationship: a row of `data/cost_relationships.csv`."""

    key: str
    part: str
    form: str
    money: str
    price_year: int
    constant: float
    coefficient: float
    drivers: tuple[Driver, ...]
    standard_error_kusd: float
    standard_error_frac: float
    development_share_frac: float
    source: str


@dataclass(frozen=True)
class Estimate:
    """What an equation gives for each candidate: mean cost, relative spread, and whether its drivers are in range."""

    equation: Equation
    mean_musd: Array
    cv_frac: Array
    within_range: BoolArray
    driver: Array


@cache
def registry() -> dict[str, Equation]:
    """All equations by key."""
    table = catalog.read("cost_relationships")
    return {key: _equation(table.row(key)) for key in table.keys}


def equation(key: str) -> Equation:
    """An equation by key; an unknown one raises `CatalogGap`."""
    found = registry().get(key)
    if found is None:
        raise CatalogGap(f"cost_relationships has no row {key}; {did_you_mean(key, registry())}")
    return found


def estimate(key: str, drivers: Drivers, *, price_year: int, index: str = "space") -> Estimate:
    """Evaluate an equation for arrays of drivers, in millions of dollars of `price_year`.

    Money among the drivers is in the study's prices and is brought to the year of the equation first. Below its range
    an equation is never let fall under the line through the origin and its lower limit, so that a power law with a
    negative constant cannot give a negative cost; `within_range` is False there all the same.
    """
    found = equation(key)
    own = [_own_money(found, d, np.asarray(drivers[d.name], dtype=float), price_year, index) for d in found.drivers]
    cost = _evaluate(found, own)
    to_musd = escalation(found.price_year, price_year, index) / (KUSD_PER_MUSD if found.money == "kusd" else 1.0)
    return Estimate(
        equation=found,
        mean_musd=cost * to_musd,
        cv_frac=_spread(found, cost),
        within_range=_within(found, own, cost),
        driver=np.asarray(drivers[found.drivers[0].name], dtype=float) if found.drivers else np.full(1, np.nan),
    )


def learning(unit_count: Array, slope_frac: float) -> Array:
    """Cost of building a number of alike units, over the cost of the first: N^(1 + ln(slope)/ln 2).

    At a slope of 0.95 each doubling of the number lowers the mean cost of a unit by 5 %. Do not trust it for units
    built years apart.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., 1999, sec. 20.4 (Wright 1936).

    Examples
    --------
    >>> print(f"{float(learning(np.array(2.0), 0.95)):.3f}")
    1.900
    """
    return np.asarray(np.asarray(unit_count, dtype=float) ** (1.0 + np.log(slope_frac) / np.log(2.0)))


def _own_money(found: Equation, driver: Driver, value: Array, price_year: int, index: str) -> Array:
    if not driver.name.endswith(MONEY):
        return value
    scale = KUSD_PER_MUSD if driver.unit == "kusd" else 1.0
    return np.asarray(value * scale / escalation(found.price_year, price_year, index))


def _evaluate(found: Equation, own: list[Array]) -> Array:
    form = FORMS[found.form]
    cost = form(found, own)
    if not own:
        return cost
    low = found.drivers[0].low
    if not np.isfinite(low) or found.form == "product":
        return cost
    first = own[0]
    return np.where(first < low, np.maximum(cost, form(found, [np.full(1, low)]) * first / low), cost)


def _constant(found: Equation, own: list[Array]) -> Array:
    return np.full(1, found.constant)


def _power(found: Equation, own: list[Array]) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(found.constant + found.coefficient * own[0] ** found.drivers[0].exponent)


def _x_log_x(found: Equation, own: list[Array]) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(found.constant + found.coefficient * own[0] * np.log(own[0]))


def _product(found: Equation, own: list[Array]) -> Array:
    powers = [value**driver.exponent for driver, value in zip(found.drivers, own, strict=True)]
    return np.asarray(found.constant + found.coefficient * np.prod(np.broadcast_arrays(*powers), axis=0))


FORMS: dict[str, Callable[[Equation, list[Array]], Array]] = {
    "constant": _constant,
    "power": _power,
    "x_log_x": _x_log_x,
    "product": _product,
}


def _spread(found: Equation, cost: Array) -> Array:
    """Relative spread: the absolute standard error over the cost, or the relative one as it stands."""
    if np.isfinite(found.standard_error_kusd):
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(cost > 0, found.standard_error_kusd / cost, 0.0)
    return np.full_like(cost, found.standard_error_frac)


def _within(found: Equation, own: list[Array], cost: Array) -> BoolArray:
    inside = np.isfinite(cost)
    for driver, value in zip(found.drivers, own, strict=True):
        above = True if np.isnan(driver.low) else value >= driver.low
        below = True if np.isnan(driver.high) else value <= driver.high
        inside = inside & above & below
    return np.asarray(inside)


def _equation(row: Mapping[str, str | float]) -> Equation:
    return Equation(
        key=str(row["key"]),
        part=str(row["part"]),
        form=str(row["form"]),
        money=str(row["money"]),
        price_year=int(row["price_year"]),
        constant=_number(row["constant"]),
        coefficient=_number(row["coefficient"]),
        drivers=tuple(_driver(row, rank) for rank in ("", "second_", "third_") if row[f"{rank}driver"]),
        standard_error_kusd=_number(row["standard_error_kusd"]),
        standard_error_frac=_number(row["standard_error_frac"]),
        development_share_frac=_number(row["development_share_frac"]),
        source=str(row["source"]),
    )


def _driver(row: Mapping[str, str | float], rank: str) -> Driver:
    return Driver(
        name=str(row[f"{rank}driver"]),
        unit=str(row[f"{rank}unit" if rank else "driver_unit"]),
        exponent=_number(row[f"{rank}exponent"]),
        low=_number(row.get(f"{rank}low", "")),
        high=_number(row.get(f"{rank}high", "")),
    )


def _number(cell: str | float) -> float:
    text = str(cell).strip()
    return float(text) if text else float("nan")
