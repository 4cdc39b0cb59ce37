"""What would the same links cost on the market, year by year?

Leased capacity is paid by the Mbit/s and gets cheaper each year; a commercial low-orbit terminal is paid by the site.
The price of our own capacity is not here: service stands before cost.
"""

from __future__ import annotations

import numpy as np

from spacefaring import catalog
from spacefaring.stage import Assumption
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import MONTH_PER_YEAR, USD_PER_MUSD

AMORTISED_YEAR = 4.0  # life of a terminal on a roof in the Sahel
AMORTISED_SOURCE = "guess: heat, dust and lightning; makers state 5 to 10 years in mild climates"


class MarketTable(Table):
    """The same service bought elsewhere, in dollars of the base year of each price, without inflation."""

    mission: TextArray = column("Mission whose service is compared.")
    need_id: TextArray = column("Need.")
    alternative: TextArray = column("What would be bought instead.")
    year: Array = column("Year.")
    price_usd_per_mbit_per_s_per_month: Array = column(
        "Price of committed capacity in the year; nan where a terminal has a fee of its own.",
        formula="base price × (1 − decline)^(year − base year)",
        source="data/capacity_prices.csv",
        limits="list prices; a large buyer pays less",
    )
    total_musd_per_year: Array = column(
        "Cost of the same committed capacity for all sites, terminals included.",
        formula="12 × (capacity × price + sites × fee) + sites × terminal / 4 years",
    )


def price_in(year: Array | float, base_year: float, base_usd: float, decline_frac: float) -> Array:
    """A price that falls by a constant part each year. Before the base year it is higher by the same rule."""
    return np.asarray(base_usd * (1.0 - decline_frac) ** (np.asarray(year, dtype=float) - base_year))


def compare(
    mission: str, need_id: str, *, site_count: float, committed_mbit_per_s: float, first_year: int, year_count: int
) -> dict[str, Array]:
    """Columns of the market table for one need: each alternative in each year of the mission's life."""
    years = first_year + np.arange(float(year_count))
    rows = [catalog.read("capacity_prices").row(key) for key in catalog.read("capacity_prices").keys]
    price = np.concatenate([_price(row, years) for row in rows])
    total = np.concatenate([_total(row, years, site_count, committed_mbit_per_s) for row in rows])
    count = len(price)
    return {
        "mission": np.full(count, mission), "need_id": np.full(count, need_id),
        "alternative": np.repeat([row["title"] for row in rows], len(years)), "year": np.tile(years, len(rows)),
        "price_usd_per_mbit_per_s_per_month": price, "total_musd_per_year": total / USD_PER_MUSD,
    }  # fmt: skip


def _price(row: dict[str, float], years: Array) -> Array:
    price = price_in(years, row["base_year"], row["base_usd_per_mbit_per_s_per_month"], row["decline_per_year_frac"])
    return np.where(price > 0, price, np.nan)


def _total(row: dict[str, float], years: Array, site_count: float, committed_mbit_per_s: float) -> Array:
    monthly = np.nan_to_num(_price(row, years)) * committed_mbit_per_s + row["terminal_usd_per_month"] * site_count
    return np.asarray(MONTH_PER_YEAR * monthly + row["terminal_usd"] / AMORTISED_YEAR * site_count)


def used() -> tuple[Assumption, ...]:
    table = catalog.read("capacity_prices")
    prices = [
        Assumption(
            key=f"service.capacity_prices.{key}", value=table.row(key)["base_usd_per_mbit_per_s_per_month"],
            source=table.row(key)["source"],
        )
        for key in table.keys
    ]  # fmt: skip
    return (*prices, Assumption(key="service.terminal_life_year", value=AMORTISED_YEAR, source=AMORTISED_SOURCE))
