"""How long do uncertain phases take one after the other?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.tables import Array

NORMAL_AT_P80 = 0.841_621_233_572_914_3


def sum_of_lognormals(median: ArrayLike, p80_ratio: ArrayLike, correlation: float) -> tuple[Array, Array]:
    """Median and spread (standard deviation of the logarithm) of a sum of lognormal durations along the last axis.

    Every pair of terms has the same `correlation`. The sum is taken as lognormal with the right mean and variance,
    within 2 % of draws for up to ten phases and ratios up to 1.5; not for heavier tails.

    Source
    ------
    L. F. Fenton, The sum of log-normal probability distributions in scatter transmission systems, IRE Transactions on
    Communications Systems 8(1), 1960 (moments of the sum).

    Examples
    --------
    >>> middle, spread = sum_of_lognormals([10.0, 10.0], 1.3, 1.0)
    >>> print(f"{middle:.1f} {np.exp(NORMAL_AT_P80 * spread):.2f}")
    20.0 1.30
    """
    middle = np.asarray(median, dtype=float)
    sigma = np.broadcast_to(np.log(np.asarray(p80_ratio, dtype=float)) / NORMAL_AT_P80, middle.shape)
    mean = middle * np.exp(0.5 * sigma**2)
    deviation = mean * np.sqrt(np.expm1(sigma**2))
    variance = (1.0 - correlation) * np.sum(deviation**2, axis=-1) + correlation * np.sum(deviation, axis=-1) ** 2
    total = np.sum(mean, axis=-1)
    spread_squared = np.log1p(variance / total**2)
    return np.asarray(total * np.exp(-0.5 * spread_squared)), np.asarray(np.sqrt(spread_squared))
