"""How much array and battery does a load need, and how do they age?

Powers in watts, energies in joules, times in seconds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import SUN_IRRADIANCE_W_PER_M2
from spacefaring.tables import Array


def array_power_w(
    *, load_eclipse_w: ArrayLike, load_sunlight_w: ArrayLike, eclipse_s: ArrayLike, sunlight_s: ArrayLike,
    path_eclipse: ArrayLike, path_sunlight: ArrayLike,
) -> Array:  # fmt: skip
    """Power that an array must give in sunlight to carry both halves of an orbit and refill the battery.

    `path_eclipse` is the efficiency from array through battery to load (0.60 with a peak-power tracker, 0.65 with
    direct transfer), `path_sunlight` from array straight to load (0.80 and 0.85).

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999,
    sec. 11.4, eq. 11-5.

    Examples
    --------
    >>> need_w = array_power_w(
    ...     load_eclipse_w=110,
    ...     load_sunlight_w=110,
    ...     eclipse_s=2118,
    ...     sunlight_s=3810,
    ...     path_eclipse=0.60,
    ...     path_sunlight=0.80,
    ... )
    >>> print(f"{need_w:.1f} W")  # FireSat, same section, step 1
    239.4 W
    """
    dark_j = np.asarray(load_eclipse_w, dtype=float) * np.asarray(eclipse_s, dtype=float) / np.asarray(path_eclipse)
    light_j = np.asarray(load_sunlight_w, dtype=float) * np.asarray(sunlight_s, dtype=float) / np.asarray(path_sunlight)
    return np.asarray((dark_j + light_j) / np.asarray(sunlight_s, dtype=float))


def array_yield_w_per_m2(
    efficiency: ArrayLike, *, packing: ArrayLike, incidence_rad: ArrayLike, temperature_k: ArrayLike,
    temperature_slope_per_k: ArrayLike, distance_au: ArrayLike = 1.0, reference_k: float = 301.15,
) -> Array:  # fmt: skip
    """What a new array gives per area: sunlight × cell efficiency × packing × cosine × temperature factor.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999,
    sec. 11.4, steps 3 and 4
    (efficiencies are quoted at 28 °C).
    """
    warm = 1.0 + np.asarray(temperature_slope_per_k) * (np.asarray(temperature_k, dtype=float) - reference_k)
    sunlight = SUN_IRRADIANCE_W_PER_M2 / np.asarray(distance_au, dtype=float) ** 2
    return np.asarray(sunlight * np.asarray(efficiency) * np.asarray(packing) * np.cos(incidence_rad) * warm)


def kept_after_years(loss_per_year: ArrayLike, life_year: ArrayLike) -> Array:
    """Share of an array's power left after years of a steady yearly loss: (1 − d)^life.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999,
    sec. 11.4, eq. 11-7.
    """
    return np.asarray((1.0 - np.asarray(loss_per_year, dtype=float)) ** np.asarray(life_year, dtype=float))


def cycle_depth(cycle_count: ArrayLike, *, shallow_depth: ArrayLike, shallow_cycles: ArrayLike, slope: ArrayLike,
                deepest: ArrayLike) -> Array:  # fmt: skip
    """Depth of discharge that a cell stands for a number of cycles: a straight line in the logarithm of cycles.

    Anchored at (`shallow_cycles`, `shallow_depth`), falling by `slope` per decade of cycles, never above `deepest`.
    The line describes lithium-ion between 1,000 and 60,000 cycles; outside it is held to its ends.
    """
    count = np.clip(np.asarray(cycle_count, dtype=float), 1_000.0, 60_000.0)
    depth = np.asarray(shallow_depth) - np.asarray(slope) * np.log10(count / np.asarray(shallow_cycles, dtype=float))
    return np.asarray(np.clip(depth, 0.05, deepest))


def battery_j(
    *, load_eclipse_w: ArrayLike, eclipse_s: ArrayLike, depth: ArrayLike, efficiency: ArrayLike, kept: ArrayLike,
    string_count: ArrayLike,
) -> Array:  # fmt: skip
    """Nameplate energy of a battery that carries the eclipse at its end of life with one string lost.

    `kept` is the share of the nameplate left by then; with a single string none can be lost.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999,
    sec. 11.4, eq. 11-8.
    """
    strings = np.asarray(string_count, dtype=float)
    spare = np.where(strings > 1.0, (strings - 1.0) / np.maximum(strings, 1.0), 1.0)
    energy = np.asarray(load_eclipse_w, dtype=float) * np.asarray(eclipse_s, dtype=float)
    return np.asarray(energy / (np.asarray(depth) * np.asarray(efficiency) * np.asarray(kept) * spare))
