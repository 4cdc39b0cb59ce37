"""How many usable images does a place receive each month, and with what chance are they enough?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from spacefaring.kernels.chains import count_distribution
from spacefaring.tables import Array, BoolArray

if TYPE_CHECKING:
    from spacefaring.mission import Mission

MONTH_DAY = np.array([31, 28.2425, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
COUNT_MAX = 40


@dataclass(frozen=True)
class Images:
    """Images of one mission for one use of its capacity, each array (provinces, 12)."""

    country: list[str]
    province: list[str]
    area_km2: Array  # (provinces,)
    pass_count: Array
    clear_frac: Array
    within_range: BoolArray
    usable_count: Array  # expected
    chance: Array  # (provinces, 12, COUNT_MAX + 1) of each number

    def chance_of(self, count: int) -> Array:
        """Chance of at least so many usable images in the month."""
        return np.asarray(np.clip(self.chance[..., min(count, COUNT_MAX) :].sum(axis=-1), 0.0, 1.0))

    def count_with(self, chance_frac: float) -> Array:
        """Largest number of usable images reached with a chance of at least `chance_frac`."""
        at_least = np.cumsum(self.chance[..., ::-1], axis=-1)[..., ::-1]
        return np.asarray(np.maximum((at_least >= chance_frac - 1e-12).sum(axis=-1) - 1.0, 0.0))

    @property
    def weight(self) -> Array:
        """Area times days of the month, for means over territory and year."""
        return np.asarray(self.area_km2[:, None] * MONTH_DAY)


def images(mission: Mission, target_frac: float) -> Images:
    """Images of each place of the part of the territory that a need asks for (`target_frac` of every province).

    Passes come evenly spaced, the first at a random moment; each is taken with the chance that the mission's capacity
    leaves it; the sky is a two-state chain. Passes of one day share most of their sky.
    """
    provinces, sky = mission.operations.province, mission.operations.clear_sky
    shape = (len(provinces), 12)
    clear, memory = sky.clear_frac.reshape(shape), sky.persistence_frac.reshape(shape)
    passes, certain = _pass_count(mission)
    taken = taken_frac(provinces, passes, target_frac)
    apart_day = MONTH_DAY / np.maximum(passes, 1e-9)
    chance = count_distribution(passes, clear, memory**apart_day, taken, count_max=COUNT_MAX)
    return Images(
        country=provinces.country.tolist(), province=provinces.province.tolist(), area_km2=provinces.area_km2,
        pass_count=passes, clear_frac=clear, within_range=sky.within_range.reshape(shape) & certain,
        usable_count=passes * clear * taken, chance=chance,
    )  # fmt: skip


def taken_frac(provinces: Any, passes: Array, target_frac: float) -> Array:
    """Part of the passes over a place that the mission can use, at most all of them (provinces, 1)."""
    per_year = passes.sum(axis=1) * target_frac
    capacity = provinces.image_per_point_per_day_count * MONTH_DAY.sum()
    return np.asarray(np.minimum(np.where(per_year > 0, capacity / np.maximum(per_year, 1e-9), 0.0), 1.0))[:, None]


def _pass_count(mission: Mission) -> tuple[Array, BoolArray]:
    """Daylight passes in each month, and whether they are known well.

    The simulated month scaled by the light of each month. Where the simulated month is dark (polar winter) the
    crossings of the whole territory by night and day are held against the light instead: too many for a large country.
    """
    access = mission.operations.province.access_per_day_count[:, None]
    ratio = mission.operations.daylight.daylight_ratio.reshape(-1, 12)
    known = np.isfinite(ratio)
    crossing = np.nan_to_num(mission.operations.daylight.crossing_per_day_count.reshape(-1, 12))
    per_day = np.where(known & (access > 0), access * np.where(known, ratio, 0.0), crossing * ~known)
    return np.asarray(per_day * MONTH_DAY), known
