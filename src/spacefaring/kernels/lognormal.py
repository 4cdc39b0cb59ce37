"""How sure is a sum of uncertain positive amounts? Correlated lognormal amounts, by draws and by their moments.

Amounts are lognormal with a given mean and a coefficient of variation `cv` (spread over mean). Their logarithms share
one correlation; a further factor, common to all of a group, stands for an error of the model as a whole.
"""

from __future__ import annotations

from math import factorial

import numpy as np
from scipy.special import ndtri

from spacefaring.tables import Array

SERIES_TERMS = 9


def log_parameters(mean: Array, cv: Array) -> tuple[Array, Array]:
    """Mean and standard deviation of the logarithm of a lognormal amount with a given mean and spread.

    Source
    ------
    J. Aitchison and J. A. C. Brown, The Lognormal Distribution, Cambridge, 1957, sec. 2.3.

    Examples
    --------
    >>> mu, sigma = log_parameters(np.array([100.0]), np.array([0.5]))
    >>> print(f"{np.exp(mu[0]):.2f} {sigma[0]:.4f}")
    89.44 0.4724
    """
    variance = np.log1p(np.asarray(cv, dtype=float) ** 2)
    with np.errstate(divide="ignore"):
        return np.log(np.asarray(mean, dtype=float)) - 0.5 * variance, np.sqrt(variance)


def correlated_normals(rng: np.random.Generator, draws: int, count: int, correlation: float) -> Array:
    """Standard normal draws, shape (draws, count), every pair with the same correlation from 0 to 1."""
    common = rng.standard_normal((draws, 1))
    own = rng.standard_normal((draws, count))
    return np.asarray(np.sqrt(correlation) * common + np.sqrt(1.0 - correlation) * own)


def joint_spread(spread: Array, correlation: float) -> float:
    """Standard deviation of a sum of amounts with given standard deviations and one correlation.

    Root-sum-square at correlation 0, plain sum at 1; holds whatever the distributions are.

    Examples
    --------
    >>> print(round(joint_spread(np.array([3.0, 4.0]), 0.0), 3), round(joint_spread(np.array([3.0, 4.0]), 1.0), 3))
    5.0 7.0
    """
    spreads = np.asarray(spread, dtype=float)
    return float(np.sqrt(correlation * spreads.sum() ** 2 + (1.0 - correlation) * (spreads**2).sum()))


def sum_as_lognormal(mean: Array, cv: Array, correlation: float, loadings: Array) -> tuple[Array, Array]:
    """Log mean and log spread of the lognormal with the mean and variance of a correlated sum over the first axis.

    `mean` and `cv` have shape (lines, candidates); `loadings`, shape (factors, lines, candidates), is how strongly a
    line follows each common factor: it is multiplied by exp(loading × G), scaled to mean one, with one independent
    normal G a factor. The two first moments are exact (pairs are summed by the series of the exponential, to 1e-6 for
    spreads below 0.9); that the sum is lognormal is an approximation, good to one to four percent from P10 to P90.

    Source
    ------
    L. F. Fenton, The sum of log-normal probability distributions in scatter transmission systems, IRE Trans. Commun.
    Syst. 8, 1960.
    """
    sigma_squared = np.log1p(cv**2)
    groups = _alike(loadings)
    sums = [_power_sums(mean[rows], sigma_squared[rows]) for rows in groups]
    loads = [loadings[:, rows[0], :] for rows in groups]
    weight = np.array([correlation**term / factorial(term) for term in range(SERIES_TERMS)])
    square = np.zeros(mean.shape[1])
    for one, first in zip(loads, sums, strict=True):
        for two, second in zip(loads, sums, strict=True):
            together = np.exp((one * two).sum(axis=0))
            square = square + together * np.einsum("t,tn,tn->n", weight, first, second)
    own = mean**2 * np.exp((loadings**2).sum(axis=0)) * (1.0 + cv**2 - np.exp(correlation * sigma_squared))
    total = mean.sum(axis=0)
    variance = np.log((square + own.sum(axis=0)) / total**2)
    return np.log(total) - 0.5 * variance, np.sqrt(variance)


def _alike(loadings: Array) -> list[list[int]]:
    """Row numbers of the lines that follow the common factors alike for every candidate, group by group."""
    groups: dict[bytes, list[int]] = {}
    for row in range(loadings.shape[1]):
        groups.setdefault(loadings[:, row, :].tobytes(), []).append(row)
    return list(groups.values())


def _power_sums(mean: Array, sigma_squared: Array) -> Array:
    """Sum over lines of mean × sigma^k for each term k of the series of exp(correlation × sigma_i sigma_j)."""
    sigma, power = np.sqrt(sigma_squared), mean
    sums = np.empty((SERIES_TERMS, mean.shape[1]))
    for term in range(SERIES_TERMS):
        sums[term] = power.sum(axis=0)
        power = power * sigma
    return sums


def quantile(log_mean: Array, log_spread: Array, probability: float) -> Array:
    """The value that a lognormal amount stays below with a given probability."""
    return np.asarray(np.exp(log_mean + log_spread * ndtri(probability)))


def standard_normal_quantile(probability: Array | float) -> Array:
    """The standard normal value that is not exceeded with a given probability."""
    return np.asarray(ndtri(probability))
