"""Where do people live?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spacefaring import catalog
from spacefaring.tables import Array, Table, TextArray, column


class CityTable(Table):
    """Cities and towns of the countries of the study, the largest of each country first."""

    name: TextArray = column("Name of the place.", source="GeoNames")
    country: TextArray = column("Country (ISO 3166 alpha-3).")
    lat_deg: Array = column("Latitude of the place.", source="GeoNames")
    lon_deg: Array = column("Longitude of the place, positive east.", source="GeoNames")
    population_count: Array = column(
        "People living there.",
        source="GeoNames",
        limits="no common year; small places are sampled unevenly between countries; 0 means not stated",
    )


def of(countries: Sequence[str]) -> CityTable:
    """The shipped cities of the countries, in the order the countries are given."""
    table = catalog.read("cities")
    rows = np.concatenate([np.flatnonzero(table["country"] == code) for code in countries] or [np.zeros(0, dtype=int)])
    return CityTable(**{name: table[name][rows] for name in CityTable.names()})


def main_city(country: str) -> tuple[str, float, float] | None:
    """Name, latitude and longitude of the capital, or of the largest city, or None where nobody lives."""
    cities = of([country])
    if not len(cities):
        return None
    capital = catalog.read("countries").row(country)["capital"]
    at = int(np.argmax(cities.name == capital)) if capital in cities.name else 0
    return str(cities.name[at]), float(cities.lat_deg[at]), float(cities.lon_deg[at])


def population_count(country: str) -> float:
    """People of a country as GeoNames states them; nan for a code of no country."""
    table = catalog.read("countries")
    return float(table.row(country)["population_count"]) if country in table.keys else float("nan")
