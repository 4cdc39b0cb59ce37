"""Over which latitudes does an orbit come down, and how many people does falling debris meet?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import EARTH_AUTHALIC_RADIUS_M
from spacefaring.tables import Array


def dwell_frac(edges_rad: ArrayLike, inclination_rad: float) -> Array:
    """Share of the time that a circular orbit spends over each band of latitude between rising edges.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, sec. 5.3
    (latitude from the argument of latitude, which grows evenly).

    Examples
    --------
    >>> print(np.round(dwell_frac([-np.pi / 2, -np.pi / 6, np.pi / 6, np.pi / 2], np.pi / 2), 3))
    [0.333 0.333 0.333]
    """
    top = np.sin(np.arcsin(np.abs(np.sin(inclination_rad))))
    ratio = np.clip(np.sin(np.asarray(edges_rad, dtype=float)) / max(top, 1e-12), -1.0, 1.0)
    return np.asarray(np.diff(np.arcsin(ratio)) / np.pi)


def people_met_per_m2(edges_rad: ArrayLike, people_count: ArrayLike, inclination_rad: float) -> Array:
    """Expected people per square metre under a re-entry at a random moment, from the people in each band of latitude.

    Uncontrolled re-entry, nobody warned or sheltered, debris falling straight down. Times a casualty area it is the
    expected number of casualties.

    Source
    ------
    NASA-STD-8719.14C, Process for Limiting Orbital Debris, 2021, sec. 4.7 (risk = casualty area × mean density).
    """
    edges = np.asarray(edges_rad, dtype=float)
    area = 2.0 * np.pi * EARTH_AUTHALIC_RADIUS_M**2 * np.diff(np.sin(edges))
    return np.asarray(np.sum(dwell_frac(edges, inclination_rad) * np.asarray(people_count) / area))
