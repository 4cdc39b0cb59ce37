"""Small needs, orbits and places for the tests of the payload."""

from types import SimpleNamespace

import numpy as np

from spacefaring import need, orbit, places


def needs(*inputs):
    return need.solve([need.Inputs(**i) for i in inputs])


def burkina(**inputs):
    return places.solve(places.Inputs(countries=("BFA",), grid_km=60, **inputs))


def low_orbit(altitude_km=550.0, **inputs):
    kind = orbit.Inputs(kind="sun_synchronous", altitude_km=altitude_km, ltan_hour=10.5, **inputs)
    return orbit.solve(kind, launch_year=2029, places=burkina())


def many_orbits(altitude_km):
    """The one field of the orbit that a camera reads, for many candidates."""
    return SimpleNamespace(altitude_km=np.asarray(altitude_km, dtype=float))


def ring(longitude_deg=10.0):
    return orbit.solve(
        orbit.Inputs(kind="geostationary", longitude_deg=longitude_deg), launch_year=2030, places=burkina()
    )
