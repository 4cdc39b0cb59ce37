"""Which source of uncertainty makes the cost uncertain, and how much of it alone? Sobol indices, in closed form."""

from __future__ import annotations

import numpy as np

from spacefaring.cost.chances import loadings, means, spreads
from spacefaring.cost.inputs import Inputs
from spacefaring.cost.lines import Line
from spacefaring.cost.tornado import MODEL_ERROR, UNSETTLED_MASS
from spacefaring.messages import mark
from spacefaring.tables import Array, Table, TextArray, column

COMMON = mark("part of the errors that all lines share")
SOURCE = "I. M. Sobol, Sensitivity estimates for nonlinear mathematical models, Math. Modelling Comput. Exp. 1, 1993"


class Sobol(Table):
    """How the variance of the whole cost comes about; sources are independent of each other."""

    driver: TextArray = column("Source of uncertainty: what all lines share, or the own error of an element.")
    first_order_frac: Array = column(
        "Part of the variance that would vanish if this alone were known.",
        formula="Var E[T | x] / Var T",
        source=SOURCE,
    )
    total_frac: Array = column(
        "Part of the variance that would remain if all but this were known.",
        formula="1 − Var E[T | all but x] / Var T",
        source=SOURCE,
    )


def sobol(lines: list[Line], inputs: Inputs) -> Sobol:
    """First-order and total indices of a sum of lognormal lines.

    The logarithm of a line is a sum of independent normal parts: one shared by all lines (their correlation), one
    shared by all equations (the error of the model), one for the mass that is not yet settled, and its own. For such a
    sum every conditional variance is a double sum over lines, so that the indices are exact, without sampling.
    """
    mean, cv = means(lines)[:, 0], spreads(lines, inputs)[:, 0]
    model, mass = loadings(lines)[:, :, 0]
    sigma = np.sqrt(np.log1p(cv**2))
    shared = inputs.correlation_frac * np.outer(sigma, sigma)
    own = np.diag((1.0 - inputs.correlation_frac) * sigma**2)
    parts = {COMMON: shared, MODEL_ERROR: np.outer(model, model), UNSETTLED_MASS: np.outer(mass, mass)}
    for element in dict.fromkeys(one.element for one in lines):
        kept = np.array([one.element == element for one in lines])
        parts[element] = own * kept
    whole = np.sum(list(parts.values()), axis=0)
    variance = _variance(mean, whole)
    first = np.array([_variance(mean, part) for part in parts.values()]) / variance
    total = 1.0 - np.array([_variance(mean, whole - part) for part in parts.values()]) / variance
    order = np.argsort(-total, kind="stable")
    return Sobol(driver=np.array(list(parts))[order], first_order_frac=first[order], total_frac=total[order])


def _variance(mean: Array, log_covariance: Array) -> float:
    """Variance of a sum of lognormal amounts whose logarithms have a covariance matrix."""
    return float(mean @ np.expm1(log_covariance) @ mean)
