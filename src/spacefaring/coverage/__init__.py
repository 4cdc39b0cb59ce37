"""Who is seen when, and how long are the gaps?"""

from typing import TYPE_CHECKING, Any

from spacefaring.coverage.earth_rotation import instant_utc
from spacefaring.coverage.satellites import Ephemeris, MeanOrbits
from spacefaring.coverage.windows import Passes, Revisit, passes, revisit

if TYPE_CHECKING:
    from spacefaring.coverage.stage import Coverage, Inputs, mean_orbits, solve

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


def __getattr__(name: str) -> Any:
    """The stage's own names, fetched when first asked for: a script that only wants passes need not load pydantic."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from spacefaring.coverage import stage

    return getattr(stage, name)
