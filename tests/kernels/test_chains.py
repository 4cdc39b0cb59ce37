"""Counting clear passes: against coins, against draws, and at the edges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from spacefaring.kernels.chains import count_distribution

FRACTION = st.floats(0.0, 1.0)


def test_without_memory_it_is_a_binomial():
    assert count_distribution(17.0, 0.4, 0.0, 0.7, count_max=17) == pytest.approx(binom.pmf(range(18), 17, 0.28))


def test_with_full_memory_it_is_all_or_nothing():
    chance = count_distribution(9.0, 0.3, 1.0, 1.0, count_max=9)
    assert chance[[0, 9]] == pytest.approx([0.7, 0.3])
    assert chance[1:9] == pytest.approx(0.0)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.0, 40.0), FRACTION, FRACTION, FRACTION)
def test_it_is_a_distribution_with_the_expected_mean(tries, good, memory, taken):
    chance = count_distribution(tries, good, memory, taken, count_max=45)
    assert (chance >= -1e-12).all()
    assert chance.sum() == pytest.approx(1.0)
    assert chance @ np.arange(46) == pytest.approx(tries * good * taken, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.floats(1.0, 30.0), FRACTION, FRACTION)
def test_memory_widens_the_spread(tries, good, taken):
    def spread(memory):
        chance = count_distribution(np.floor(tries), good, memory, taken, count_max=31)
        return chance @ np.arange(32) ** 2

    assert spread(0.6) >= spread(0.2) - 1e-9


def test_against_a_million_simulated_months():
    """Monte Carlo: 200,000 months for each of five skies; four standard errors."""
    rng = np.random.default_rng(7)
    months = 200_000
    skies = [(8, 0.3, 0.2, 1.0), (31, 0.12, 0.15, 0.4), (5, 0.8, 0.7, 0.9), (12, 0.5, 0.0, 0.5), (20, 0.35, 0.5, 0.2)]
    for tries, good, memory, taken in skies:
        clear = rng.random(months) < good
        count = np.zeros(months, dtype=int)
        for _ in range(tries):
            count += clear & (rng.random(months) < taken)
            clear = rng.random(months) < np.where(clear, good + memory * (1 - good), good * (1 - memory))
        drawn = np.bincount(count, minlength=tries + 1) / months
        exact = count_distribution(float(tries), good, memory, taken, count_max=tries)
        error = np.sqrt(exact * (1 - exact) / months) + 1e-5
        assert (np.abs(drawn - exact) < 4 * error).all()


def test_a_fractional_number_of_tries_mixes_the_two_whole_ones():
    one, mixed, two = (count_distribution(n, 0.4, 0.3, 1.0, count_max=3) for n in (2.0, 2.25, 3.0))
    assert mixed == pytest.approx(0.75 * one + 0.25 * two)


def test_arguments_broadcast_and_unknown_stays_unknown():
    tries = np.array([[3.0], [np.nan]])
    chance = count_distribution(tries, np.array([0.2, 0.8]), 0.3, 1.0, count_max=4)
    assert chance.shape == (2, 2, 5)
    assert np.isnan(chance[1]).all()
    assert chance[0, 1] == pytest.approx(count_distribution(3.0, 0.8, 0.3, 1.0, count_max=4))


def test_many_tries_are_bundled_with_the_right_mean():
    chance = count_distribution(3000.0, 0.4, 0.0, 0.01, count_max=60)
    assert chance @ np.arange(61) == pytest.approx(12.0)
