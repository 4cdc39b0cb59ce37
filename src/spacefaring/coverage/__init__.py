"""Who is seen when, and how long are the gaps?"""

from spacefaring.coverage.satellites import Ephemeris, MeanOrbits
from spacefaring.coverage.windows import Passes, Revisit, passes, revisit

__all__ = ["Ephemeris", "MeanOrbits", "Passes", "Revisit", "passes", "revisit"]
