"""ALOHA against its known maxima, and the roads of a message."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacefaring.kernels.messages import (
    arrival_s,
    largest_fresh,
    latency_distribution,
    load_with_retries,
    success_frac,
    weighted_quantile,
)


@pytest.mark.parametrize(("access", "most"), [("pure", 1 / (2 * np.e)), ("slotted", 1 / np.e)])
def test_the_channel_carries_what_abramson_says(access, most):
    load = np.linspace(0.0, 3.0, 30001)
    assert np.max(load * success_frac(load, access)) == pytest.approx(most, rel=1e-6)


@given(st.floats(0.0, 0.18))
def test_retries_balance(fresh):
    load = load_with_retries(fresh)
    assert load * success_frac(load) == pytest.approx(fresh, abs=1e-9)
    assert load >= fresh


def test_a_choked_channel_has_no_balance():
    assert np.isnan(load_with_retries(0.2))
    assert largest_fresh(0.9) == pytest.approx(-np.log(0.9) / 2 * 0.9)


def test_messages_wait_for_the_next_contact_of_their_satellite():
    heard, who = np.array([10.0, 10.0, 95.0, 300.0]), np.array([0, 1, 0, 0])
    arrived = arrival_s(heard, who, np.array([90.0, 200.0]), np.array([100.0, 210.0]), np.array([0, 1]))
    assert arrived.tolist() == [90.0, 200.0, 95.0, np.inf]


def test_a_clock_of_passes_gives_the_mean_wait_of_half_a_gap():
    """One pass an hour, heard and landed at once: latency uniform from 0 to 1 h; with chance ½, plus one hour more."""
    end = np.arange(1, 25) * 3600.0
    sure, weight = latency_distribution(end, end, end, 1.0, 86400.0)
    assert np.average(sure, weights=weight) == pytest.approx(1800.0, rel=1e-3)
    assert weighted_quantile(sure, weight, 0.9) == pytest.approx(3240.0, rel=0.01)
    half, weight = latency_distribution(end, end, end, 0.5, 86400.0)
    assert np.average(half, weights=weight) == pytest.approx(1800.0 + 3600.0, rel=1e-3)


def test_without_a_pass_there_is_no_latency():
    assert len(latency_distribution(np.zeros(0), np.zeros(0), np.zeros(0), 0.9, 86400.0)[0]) == 0
