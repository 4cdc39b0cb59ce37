"""A small territory for tests of orbits, made by the places stage itself."""

from functools import cache

from spacefaring import places


@cache
def band(country: str = "BFA") -> places.Places:
    return places.solve(places.Inputs(countries=(country,), grid_km=100))
