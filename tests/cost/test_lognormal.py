"""Sums of correlated lognormal amounts: moments against theory and against draws of our own."""

import numpy as np
import pytest

from spacefaring.kernels import lognormal

MEAN = np.array([[10.0], [5.0], [3.0], [8.0], [2.0]])
CV = np.array([[0.4], [0.9], [0.3], [0.5], [1.0]])
SHARED = np.array([[0.3, 0.3, 0.3, 0.0, 0.6], [0.2, 0.2, 0.2, 0.0, 0.0]])  # two factors by five lines
LOADINGS = SHARED[:, :, None]


def test_parameters_give_back_mean_and_spread():
    mu, sigma = lognormal.log_parameters(MEAN, CV)
    assert np.exp(mu + sigma**2 / 2) == pytest.approx(MEAN)
    assert np.sqrt(np.expm1(sigma**2)) == pytest.approx(CV)


def test_independent_sum_has_the_sum_of_variances():
    mu, sigma = lognormal.sum_as_lognormal(MEAN, CV, 0.0, np.zeros((2, 5, 1)))
    assert np.exp(mu + sigma**2 / 2) == pytest.approx(28.0)
    assert np.expm1(sigma**2) * 28.0**2 == pytest.approx(((MEAN * CV) ** 2).sum(axis=0))


def test_one_amount_is_itself():
    mu, sigma = lognormal.sum_as_lognormal(MEAN[:1], CV[:1], 0.7, np.zeros((2, 1, 1)))
    assert (mu[0], sigma[0]) == pytest.approx(tuple(float(v[0, 0]) for v in lognormal.log_parameters(MEAN, CV)))


def test_moments_of_the_sum_are_exact():
    """Covariance of lognormals: m_i m_j (exp(cov of logarithms) − 1); Aitchison and Brown 1957, sec. 2.4."""
    rho, sigma = 0.25, np.sqrt(np.log1p(CV[:, 0] ** 2))
    logs = rho * np.outer(sigma, sigma) + SHARED.T @ SHARED
    np.fill_diagonal(logs, sigma**2 + (SHARED**2).sum(axis=0))
    variance = (np.outer(MEAN[:, 0], MEAN[:, 0]) * np.expm1(logs)).sum()
    mu, spread = lognormal.sum_as_lognormal(MEAN, CV, rho, LOADINGS)
    assert np.expm1(spread[0] ** 2) * 28.0**2 == pytest.approx(variance, rel=1e-6)
    assert np.exp(mu[0] + spread[0] ** 2 / 2) == pytest.approx(28.0)


def test_quantiles_of_the_sum_are_near_those_of_draws():
    rng = np.random.default_rng(1)
    mu, sigma = lognormal.log_parameters(MEAN[:, 0], CV[:, 0])
    z = lognormal.correlated_normals(rng, 200_000, 5, 0.25)
    common = rng.standard_normal((200_000, 2))
    total = np.exp(mu + sigma * z + common @ SHARED - (SHARED**2).sum(axis=0) / 2).sum(axis=1)
    log_mean, log_spread = lognormal.sum_as_lognormal(MEAN, CV, 0.25, LOADINGS)
    for probability in (0.1, 0.5, 0.8, 0.9):
        near = lognormal.quantile(log_mean, log_spread, probability)[0]
        assert near == pytest.approx(np.quantile(total, probability), rel=0.04)


def test_draws_have_the_asked_correlation():
    z = lognormal.correlated_normals(np.random.default_rng(2), 100_000, 3, 0.4)
    assert np.corrcoef(z.T)[np.triu_indices(3, 1)] == pytest.approx(0.4, abs=0.01)
    assert z.std(axis=0) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("correlation", [0.0, 0.3, 1.0])
def test_joint_spread_lies_between_root_sum_square_and_sum(correlation):
    spread = np.array([1.0, 2.0, 2.0])
    found = lognormal.joint_spread(spread, correlation)
    assert 3.0 <= found <= 5.0
    assert found == pytest.approx(np.sqrt(spread @ (correlation + (1 - correlation) * np.eye(3)) @ spread))
