"""How sure is the cost? Draws of every line with correlated errors, and what they say of the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spacefaring.cost.inputs import Inputs
from spacefaring.cost.lines import DISPOSAL, OPERATIONS, Line
from spacefaring.kernels import lognormal
from spacefaring.tables import Array, BoolArray, Table, column

DRAWN_CANDIDATES = 64
WINDOW_FRAC = 0.02
CURVE_PROBABILITIES = np.concatenate([[0.01], np.arange(0.05, 1.0, 0.05), [0.99]])


@dataclass(frozen=True)
class Draws:
    """Draws of one candidate: the cost of each line, shape (draws, lines), in millions of dollars."""

    lines_musd: Array

    @property
    def total_musd(self) -> Array:
        return np.asarray(self.lines_musd.sum(axis=1))


@dataclass(frozen=True)
class Normals:
    """Standard normal draws shared by all candidates, so that differences between them are not noise."""

    lines: Array
    factors: Array


class Curve(Table):
    """The S-curve: the cost that is not exceeded with each probability."""

    probability_frac: Array = column("Probability that the cost is not exceeded.")
    total_musd: Array = column("Whole cost over the life.")
    capex_musd: Array = column("Cost to the end of the launch.")


class Correlation(Table):
    """What the assumed correlation between lines does to the answer."""

    correlation_frac: Array = column("Correlation between the errors of any two lines.")
    p50_musd: Array = column("Median of the whole cost.")
    p80_musd: Array = column("Cost that is not exceeded in four cases of five.")
    spread_frac: Array = column("Standard deviation over the mean.")


def spreads(lines: list[Line], inputs: Inputs) -> Array:
    """Relative spread of each line and candidate, widened where a driver is out of range; shape (lines, candidates)."""
    own = np.stack([one.cv_frac for one in lines])
    outside = ~np.stack([one.within_range for one in lines])
    return np.asarray(np.sqrt(own**2 + np.where(outside, inputs.out_of_range_cv_frac, 0.0) ** 2))


def means(lines: list[Line]) -> Array:
    """Mean of each line and candidate, shape (lines, candidates)."""
    return np.stack([one.mean_musd for one in lines])


def model_sigma(lines: list[Line]) -> Array:
    """Spread of the logarithm of the error that the equations share; 0 for lines that are prices.

    Shape (lines, candidates): a candidate of another class of mass has another error.
    """
    return np.asarray(np.sqrt(np.log1p(np.stack([one.model_error_cv_frac for one in lines]) ** 2)))


def loadings(lines: list[Line]) -> Array:
    """How the logarithm of each line follows the two factors that lines share, shape (2, lines, candidates).

    The error of the model, and the mass that the design will have in the end.
    """
    return np.stack([model_sigma(lines), np.stack([one.mass_spread_ratio for one in lines])])


def before_service(lines: list[Line]) -> BoolArray:
    """Which lines are capital expenditure: all but operations and end of life."""
    return np.array([one.phase not in (OPERATIONS, DISPOSAL) for one in lines])


def normals(lines: list[Line], inputs: Inputs, seed: int, correlation: float | None = None) -> Normals:
    """The normal draws of a study: one generator, seeded by the study."""
    rng = np.random.default_rng(seed)
    rho = inputs.correlation_frac if correlation is None else correlation
    factors = rng.standard_normal((inputs.draw_count, 2))
    return Normals(lognormal.correlated_normals(rng, inputs.draw_count, len(lines), rho), factors)


def draw(lines: list[Line], inputs: Inputs, drawn: Normals, candidate: int = 0) -> Draws:
    """Cost of every line of a candidate in every draw; a line of mean zero stays zero."""
    mean, cv = means(lines)[:, candidate], spreads(lines, inputs)[:, candidate]
    mu, sigma = lognormal.log_parameters(mean, cv)
    loads = loadings(lines)[:, :, candidate]
    shared = drawn.factors @ loads - 0.5 * (loads**2).sum(axis=0)
    return Draws(np.exp(mu + sigma * drawn.lines + shared))


@dataclass(frozen=True)
class Percentiles:
    """Quantiles of a sum for every candidate."""

    p10: Array
    p50: Array
    p80: Array
    p90: Array
    sigma_ln: Array


def percentiles(lines: list[Line], inputs: Inputs, seed: int, keeps: Sequence[BoolArray]) -> list[Percentiles]:
    """Quantiles of the sums of kept lines: by draws for up to 64 candidates, by matched moments for more."""
    count = means(lines).shape[1]
    if count > DRAWN_CANDIDATES:
        return [_by_moments(lines, inputs, keep) for keep in keeps]
    drawn = normals(lines, inputs, seed)
    every = [draw(lines, inputs, drawn, i).lines_musd for i in range(count)]
    return [_by_draws([costs[:, keep].sum(axis=1) for costs in every]) for keep in keeps]


def _by_draws(totals: list[Array]) -> Percentiles:
    found = np.quantile(np.stack(totals, axis=1), [0.1, 0.5, 0.8, 0.9], axis=0)
    with np.errstate(divide="ignore"):
        spread = np.array([np.std(np.log(total)) for total in totals])
    return Percentiles(found[0], found[1], found[2], found[3], spread)


def _by_moments(lines: list[Line], inputs: Inputs, keep: BoolArray) -> Percentiles:
    mu, sigma = lognormal.sum_as_lognormal(
        means(lines)[keep], spreads(lines, inputs)[keep], inputs.correlation_frac, loadings(lines)[:, keep]
    )
    p10, p50, p80, p90 = (lognormal.quantile(mu, sigma, p) for p in (0.1, 0.5, 0.8, 0.9))
    return Percentiles(p10, p50, p80, p90, sigma)


def allocated(draws: Draws, probability: float) -> Array:
    """What each line costs when the whole stands at a given quantile, so that the lines add up to the whole.

    The mean of each line over the draws whose total lies within two percent of probability of the quantile, scaled to
    add up. It is not the line's own quantile: own quantiles never add up.

    Source
    ------
    D. Tasche, Risk contributions and performance measurement, TU München, 1999 (conditional expectation of a part
    given the sum).
    """
    total = draws.total_musd
    if not np.isfinite(total).all():  # a design without an answer has no cost
        return np.full(draws.lines_musd.shape[1], np.nan)
    low, at, high = np.quantile(total, [probability - WINDOW_FRAC, probability, probability + WINDOW_FRAC])
    near = draws.lines_musd[(total >= low) & (total <= high)].mean(axis=0)
    return np.asarray(near * at / near.sum())


def planned(draws: Draws, lines: list[Line], probability: float) -> Array:
    """What to lay on the calendar: capital lines as they stand at a quantile of their own sum, service at its mean."""
    capital = before_service(lines)
    amounts = means(lines)[:, 0].copy()
    amounts[capital] = allocated(Draws(draws.lines_musd[:, capital]), probability)
    return amounts


def curve(draws: Draws, capital: BoolArray) -> Curve:
    return Curve(
        probability_frac=CURVE_PROBABILITIES,
        total_musd=np.quantile(draws.total_musd, CURVE_PROBABILITIES),
        capex_musd=np.quantile(draws.lines_musd[:, capital].sum(axis=1), CURVE_PROBABILITIES),
    )


def correlation_table(lines: list[Line], inputs: Inputs, seed: int) -> Correlation:
    """The answer again under other correlations, with the same draws."""
    tried = np.array([0.0, 0.1, 0.2, 0.3, 0.5, 1.0])
    totals = [draw(lines, inputs, normals(lines, inputs, seed, rho)).total_musd for rho in tried]
    return Correlation(
        correlation_frac=tried,
        p50_musd=np.array([np.quantile(t, 0.5) for t in totals]),
        p80_musd=np.array([np.quantile(t, 0.8) for t in totals]),
        spread_frac=np.array([t.std() / t.mean() for t in totals]),
    )
