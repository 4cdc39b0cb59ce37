"""How long does a dead satellite stay up, and what does it cost to bring it down in time?"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from spacefaring.constants import EARTH_RADIUS_M, JULIAN_YEAR_DAY
from spacefaring.kernels.decay import decay
from spacefaring.kernels.propulsion import lower_perigee_m_per_s
from spacefaring.tables import Array

# Lifetimes scale as one over the ballistic coefficient Cd·A/m under a steady Sun, so that one table serves all.
REFERENCE_M2_PER_KG = 0.1
MONTHS = 240
HEIGHTS_M = np.concatenate([np.arange(250e3, 600e3, 50e3), np.arange(600e3, 1_201e3, 100e3)])
PERIGEE_SHARES = np.linspace(0.0, 1.0, 14)  # of the way from the lowest perigee up to the circular orbit
LOWEST_PERIGEE_M = 150e3
TARGETS = np.geomspace(1e-3, 30.0, 40)  # lifetime × ballistic coefficient, year·m²/kg
MONTH_DAY = JULIAN_YEAR_DAY / 12.0


@cache
def lifetimes(inclination_deg: float, f107_sfu: float, ap_index: float) -> NDArray[np.float64]:
    """ln(lifetime × Cd·A/m), in year·m²/kg, on (height, perigee share); held at the longest that the table reaches."""
    apogee, share = np.meshgrid(HEIGHTS_M, PERIGEE_SHARES, indexing="ij")
    perigee = LOWEST_PERIGEE_M + share * (apogee - LOWEST_PERIGEE_M)
    found = np.full(apogee.shape, np.inf)
    for ballistic in (REFERENCE_M2_PER_KG, REFERENCE_M2_PER_KG * 30.0):
        missing = ~np.isfinite(found)
        if np.any(missing):
            days = _lifetime_day(perigee[missing], apogee[missing], ballistic, inclination_deg, f107_sfu, ap_index)
            found[missing] = days / JULIAN_YEAR_DAY * ballistic
    highest = MONTHS / 12.0 * REFERENCE_M2_PER_KG * 30.0
    return np.log(np.where(np.isfinite(found), found, highest))


def _lifetime_day(
    perigee: Array, apogee: Array, ballistic: float, inclination_deg: float, f107: float, ap: float
) -> NDArray[np.float64]:
    one = np.ones(MONTHS)
    return decay(
        perigee, apogee, np.full(perigee.shape, np.radians(inclination_deg)), ballistic, start_day=0.0,
        month_start_day=np.arange(MONTHS + 1, dtype=np.float64) * MONTH_DAY, month_of_year=np.arange(MONTHS) % 12,
        f107_sfu=f107 * one, ap_index=ap * one,
    ).lifetime_day  # fmt: skip


def natural_lifetime_year(altitude_m: Array, ballistic_m2_per_kg: Array, table: NDArray[np.float64]) -> Array:
    """Lifetime from a circular orbit without any manoeuvre, under a steady mean Sun.

    Above the table's end (1,200 km, some centuries) it is a lower bound.
    """
    log = np.interp(altitude_m, HEIGHTS_M, table[:, -1])
    return np.asarray(np.exp(log) / np.maximum(ballistic_m2_per_kg, 1e-9))


def disposal_rows_m_per_s(altitude_m: Array, table: NDArray[np.float64]) -> Array:
    """Velocity change (n, targets) that lowers the perigee until the orbit decays within each target of the table."""
    low = np.clip(np.searchsorted(HEIGHTS_M, altitude_m, side="right") - 1, 0, HEIGHTS_M.size - 2)
    share = np.clip((altitude_m - HEIGHTS_M[low]) / (HEIGHTS_M[low + 1] - HEIGHTS_M[low]), 0.0, 1.0)
    heights = _heights_by_target(table)
    part = heights[low] * (1.0 - share)[:, None] + heights[low + 1] * share[:, None]
    top = np.maximum(altitude_m, LOWEST_PERIGEE_M)[:, None]
    perigee = LOWEST_PERIGEE_M + part * (top - LOWEST_PERIGEE_M)
    return np.asarray(lower_perigee_m_per_s(EARTH_RADIUS_M + top, EARTH_RADIUS_M + perigee))


def _heights_by_target(table: NDArray[np.float64]) -> Array:
    """Largest perigee share (height, target) that still meets each target."""
    wanted = np.log(TARGETS)
    rising = np.maximum.accumulate(table, axis=1) + 1e-12 * np.arange(table.shape[1])
    return np.array([np.interp(wanted, row, PERIGEE_SHARES) for row in rising])


def disposal_m_per_s(rows: Array, ballistic_m2_per_kg: Array, within_year: Array) -> Array:
    """The velocity change at a ballistic coefficient: 0 where the orbit decays in time by itself."""
    target = np.log(np.clip(within_year * ballistic_m2_per_kg, TARGETS[0], TARGETS[-1]))
    place = (target - np.log(TARGETS[0])) / (np.log(TARGETS[-1]) - np.log(TARGETS[0])) * (TARGETS.size - 1)
    low = np.clip(place.astype(np.int64), 0, TARGETS.size - 2)
    share = place - low
    line = np.arange(rows.shape[0])
    return np.asarray(rows[line, low] * (1.0 - share) + rows[line, low + 1] * share)
