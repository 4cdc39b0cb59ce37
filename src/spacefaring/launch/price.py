"""What does the ride cost, in dollars of which year, and who published that?"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from spacefaring import catalog
from spacefaring.errors import CatalogGap
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import USD_PER_MUSD

# Heaviest satellite per standard CubeSat size, CubeSat Design Specification rev. 14.1, Cal Poly, 2022, table 1.
CUBESAT_UNIT_COUNTS = np.array([1.0, 1.5, 2.0, 3.0, 6.0, 12.0])
CUBESAT_MASSES_KG = np.array([2.0, 3.0, 4.0, 6.0, 12.0, 24.0])
CUBESAT_UNIT_M3 = 1.15e-3
CUBESAT_MASS_MAX_KG = float(CUBESAT_MASSES_KG[-1])
DEPLOYER_OFFER = "iss_deployment"


class Ladder(Table):
    """What each published offer asks for one satellite of this mass."""

    offer: TextArray = column("Offer of the catalogue.")
    service: TextArray = column("Who sells it.")
    price_year: Array = column("Year of the dollars.")
    price_musd: Array = column(
        "Price for one satellite; empty where no price is published.",
        formula="list price + extra mass × price per kilogram",
    )
    source: TextArray = column("Who published the price.")


class PriceFit(NamedTuple):
    """ln(price) over ln(capacity) of the vehicles that publish both."""

    slope: float
    intercept: float
    spread_ln: float
    vehicle_count: int


def latest_rideshare_offer() -> str:
    """The newest published shared ride to a sun-synchronous orbit."""
    offers = catalog.read("rideshare")
    usable = (offers["orbit"] == "SSO") & np.isfinite(offers["price_musd"]) & np.isfinite(offers["extra_usd_per_kg"])
    if not usable.any():
        raise CatalogGap("rideshare holds no priced offer to a sun-synchronous orbit; add a row with price_musd")
    years = np.where(usable, offers["price_year"], -np.inf)
    return offers.keys[int(np.argmax(years))]


def rideshare_musd(mass_kg: ArrayLike, offer: str) -> Array:
    """Price of one satellite on a published price list; mass includes what the seller charges for.

    Source
    ------
    The list itself, see the row of `rideshare.csv`.
    """
    row = catalog.read("rideshare").row(offer)
    beyond_kg = np.maximum(np.asarray(mass_kg, dtype=float) - row["included_mass_kg"], 0.0)
    return np.asarray(row["price_musd"] + beyond_kg * row["extra_usd_per_kg"] / USD_PER_MUSD)


def cubesat_unit_count(mass_kg: ArrayLike, side_m: ArrayLike = np.nan) -> Array:
    """Smallest standard CubeSat size that may weigh this much and holds the volume of a cube; `nan` above 12U.

    A side that is not known does not count. A unit holds 1.15 litres: 3U is 0.1 × 0.1 × 0.3405 m (same source).
    """
    mass, side = np.broadcast_arrays(np.asarray(mass_kg, dtype=float), np.asarray(side_m, dtype=float))
    by_mass = np.searchsorted(CUBESAT_MASSES_KG, mass, side="left")
    by_volume = np.searchsorted(CUBESAT_UNIT_COUNTS * CUBESAT_UNIT_M3, np.nan_to_num(side) ** 3, side="left")
    sizes = np.append(CUBESAT_UNIT_COUNTS, np.nan)
    size = np.minimum(np.maximum(by_mass, by_volume), sizes.size - 1)
    return np.where(np.isnan(mass), np.nan, sizes[size])


def deployer_musd(mass_kg: ArrayLike, side_m: ArrayLike = np.nan) -> Array:
    """Price of one CubeSat in a deployer, by size; the only public price per unit is that of the space station."""
    row = catalog.read("rideshare").row(DEPLOYER_OFFER)
    return np.asarray(cubesat_unit_count(mass_kg, side_m) * row["price_musd"])


def ladder(mass_kg: float, side_m: float) -> Ladder:
    """Every offer of the catalogue for one satellite, with what is not published left empty."""
    offers = catalog.read("rideshare")
    per_unit = offers["orbit"] != "SSO"
    included = np.where(np.isfinite(offers["included_mass_kg"]), offers["included_mass_kg"], np.inf)
    extra = np.maximum(mass_kg - included, 0.0) * np.nan_to_num(offers["extra_usd_per_kg"]) / USD_PER_MUSD
    units = cubesat_unit_count(mass_kg, side_m)
    price = np.where(per_unit, offers["price_musd"] * units, offers["price_musd"] + extra)
    return Ladder(
        offer=offers["offer"], service=offers["service"], price_year=offers["price_year"], price_musd=price,
        source=offers["source"],
    )  # fmt: skip


@cache
def fit() -> PriceFit:
    """How the price of a whole vehicle grows with what it lifts to low orbit, over the priced rows of the catalogue."""
    vehicles = catalog.read("vehicles")
    known = np.isfinite(vehicles["price_musd"]) & np.isfinite(vehicles["capacity_leo_kg"])
    mass, price = np.log(vehicles["capacity_leo_kg"][known]), np.log(vehicles["price_musd"][known])
    slope, intercept = np.polyfit(mass, price, 1)
    spread = np.std(price - slope * mass - intercept, ddof=2)
    return PriceFit(float(slope), float(intercept), float(spread), int(known.sum()))


def vehicle_prices() -> tuple[Array, Array, list[str]]:
    """Price, its year and its source for every vehicle; estimated from the capacity where none is published."""
    vehicles, trend = catalog.read("vehicles"), fit()
    lift = np.fmax(vehicles["capacity_leo_kg"], vehicles["capacity_sso_kg"])  # a cell below the other is doubtful
    estimate = np.exp(trend.intercept + trend.slope * np.log(lift))
    published = np.isfinite(vehicles["price_musd"])
    years = np.where(published, vehicles["price_year"], np.nanmedian(vehicles["price_year"]))
    sources = [
        str(source)
        if known
        else f"guess: no public price; trend over {trend.vehicle_count} priced vehicles, "
        f"one sigma a factor {np.exp(trend.spread_ln):.1f}"
        for known, source in zip(published, vehicles["price_source"], strict=True)
    ]
    return np.where(published, vehicles["price_musd"], estimate), years, sources


def brought_to_one_year_musd(price_musd: Array, years: Array) -> Array:
    """Prices brought to the newest of their years by the shipped space price index: to compare, not to pay."""
    index = catalog.read("price_index")
    known = dict(zip(index.keys, index["space_index"], strict=True))
    level = np.array([known.get(str(int(year)), np.nan) if np.isfinite(year) else np.nan for year in years])
    return np.asarray(price_musd * np.nanmax(level) / level)
