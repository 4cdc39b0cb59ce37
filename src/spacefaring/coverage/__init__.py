"""Who is seen when, and how long are the gaps?"""

from spacefaring.coverage.earth_rotation import instant_utc
from spacefaring.coverage.satellites import Ephemeris, MeanOrbits
from spacefaring.coverage.stage import Coverage, Inputs, mean_orbits, solve
from spacefaring.coverage.windows import Passes, Revisit, passes, revisit

__all__ = [
    "Coverage",
    "Ephemeris",
    "Inputs",
    "MeanOrbits",
    "Passes",
    "Revisit",
    "instant_utc",
    "mean_orbits",
    "passes",
    "revisit",
    "solve",
]
