"""How heavy and hungry is an imaging instrument? A scaling law fitted to flown ones, with its spread."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from scipy import stats

from spacefaring import catalog
from spacefaring.tables import Array

TENTH = 0.1  # p10 and p90 bound four designs in five


class Law(NamedTuple):
    """ln y = x·β with the covariance of β, the residual spread, and the degrees of freedom."""

    coefficients: Array
    inverse: Array
    spread: float
    freedom: int
    low: Array
    high: Array

    def middle(self, *logs: Array) -> Array:
        """Median of y at regressors given as logarithms."""
        return np.asarray(
            np.exp(self.coefficients[0] + sum(c * x for c, x in zip(self.coefficients[1:], logs, strict=True)))
        )

    def factor(self, *logs: Array) -> Array:
        """What the median is divided and multiplied by for p10 and p90: Student's t with the leverage of the point."""
        row = np.stack(np.broadcast_arrays(np.ones_like(np.asarray(logs[0])), *logs), axis=-1)
        leverage = np.einsum("...i,ij,...j->...", row, self.inverse, row)
        quantile = float(stats.t.ppf(1.0 - TENTH, self.freedom))
        return np.asarray(np.exp(quantile * self.spread * np.sqrt(1.0 + leverage)))

    def inside(self, *logs: Array) -> Array:
        """Whether a point lies within the range of every regressor, one e-fold of grace included in none."""
        return np.asarray(
            np.all([(x >= lo) & (x <= hi) for x, lo, hi in zip(logs, self.low, self.high, strict=True)], axis=0)
        )


def fit(values: Array, *logs: Array) -> Law:
    """Ordinary least squares of ln(values) on regressors given as logarithms.

    Source
    ------
    N. Draper and H. Smith, Applied Regression Analysis, 3rd ed., Wiley, 1998, ch. 5 (prediction interval).
    """
    design = np.stack([np.ones_like(values), *logs], axis=1)
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ np.log(values)
    freedom = len(values) - design.shape[1]
    spread = float(np.sqrt(np.sum((np.log(values) - design @ coefficients) ** 2) / freedom))
    return Law(
        coefficients, inverse, spread, freedom, np.array([np.min(x) for x in logs]), np.array([np.max(x) for x in logs])
    )


@cache
def mass_law() -> Law:
    """Mass of push-broom imagers against aperture and field of view (regressors: ln metres, ln radians)."""
    data = catalog.read("instruments")
    use = (data["architecture"] == "push-broom") & np.isfinite(data["mass_kg"]) & np.isfinite(data["aperture_m"])
    field = np.radians(data["field_deg"][use])
    return fit(data["mass_kg"][use], np.log(data["aperture_m"][use]), np.log(field))


@cache
def power_law() -> Law:
    """Power of push-broom imagers against their mass (regressor: ln kilograms)."""
    data = catalog.read("instruments")
    use = (data["architecture"] == "push-broom") & np.isfinite(data["mass_kg"]) & np.isfinite(data["power_w"])
    return fit(data["power_w"][use], np.log(data["mass_kg"][use]))
