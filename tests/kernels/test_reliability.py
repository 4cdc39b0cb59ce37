"""The posterior of a success probability, against its closed forms."""

import numpy as np
import pytest
from scipy.integrate import quad

from spacefaring.kernels.reliability import launch_success


@pytest.mark.parametrize("flights", [0, 1, 5, 50])
def test_without_failure_the_bounds_are_powers(flights):
    """With a uniform prior and no failure in n flights the distribution of p is p^(n+1)."""
    found = launch_success(flights, 0)
    assert found.mean_frac == pytest.approx((flights + 1) / (flights + 2))
    assert found.p05_frac == pytest.approx(0.05 ** (1 / (flights + 1)))
    assert found.p95_frac == pytest.approx(0.95 ** (1 / (flights + 1)))


@pytest.mark.parametrize(("good", "bad", "launches"), [(9, 1, 1), (27, 3, 2), (4.5, 2.5, 3)])
def test_mean_is_the_integral_over_the_posterior(good, bad, launches):
    weight = quad(lambda p: p**good * (1 - p) ** bad, 0, 1)[0]
    mean = quad(lambda p: p ** (good + launches) * (1 - p) ** bad, 0, 1)[0] / weight
    assert launch_success(good, bad, launches).mean_frac == pytest.approx(mean, rel=1e-8)


def test_more_flights_narrow_the_interval():
    widths = [np.subtract(*launch_success(0.9 * n, 0.1 * n)[:0:-1]) for n in (10, 100, 1000)]
    assert widths[0] > widths[1] > widths[2] > 0.0
