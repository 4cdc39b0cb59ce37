"""A store neither makes nor loses bits in silence, and hands them on in the order they came."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacefaring.kernels.stores import balance, delays_s

STEPS = st.lists(st.tuples(st.floats(0, 50), st.floats(0, 9), st.floats(0, 9)), min_size=1, max_size=30)


@settings(max_examples=100, deadline=None)
@given(STEPS, st.floats(0, 100))
def test_bits_are_conserved_and_the_stock_stays_in_bounds(steps, capacity):
    length, fill, drain = np.array(steps).T
    stood, sent, lost = balance(length, fill, drain, capacity)
    before = np.concatenate([[0.0], stood[:-1]])
    assert fill * length == pytest.approx(sent + lost + stood - before, abs=1e-9)
    assert ((stood >= 0) & (stood <= capacity)).all()
    assert (sent >= -1e-9).all()
    assert (sent <= drain * length + 1e-9).all()


def test_cutting_a_step_in_two_changes_nothing():
    length, fill, drain = np.array([10.0, 20, 5]), np.array([3.0, 0, 4]), np.array([0.0, 1, 2])
    whole = balance(length, fill, drain, 25.0)
    halves = balance(np.repeat(length / 2, 2), np.repeat(fill, 2), np.repeat(drain, 2), 25.0)
    assert halves[0][1::2] == pytest.approx(whole[0])
    assert halves[1].reshape(3, 2).sum(axis=1) == pytest.approx(whole[1])


def test_an_endless_drain_empties_the_store():
    stood, sent, lost = balance([1.0, 1.0, 0.0], [5.0, 0.0, 0.0], [0.0, np.inf, np.inf], 4.0)
    assert stood == pytest.approx([4, 0, 0])
    assert sent == pytest.approx([0, 4, 0])
    assert lost == pytest.approx([1, 0, 0])


def test_waits_of_a_picture_sent_later():
    """Taken evenly from 0 to 10 s, sent evenly from 100 to 120 s: the wait grows from 100 to 110 s."""
    edge, kept, sent = np.array([0.0, 10, 100, 120]), np.array([50.0, 0, 0]), np.array([0.0, 0, 50])
    wait = delays_s(edge, kept, sent, sample_count=1000)
    assert wait.mean() == pytest.approx(105.0)
    assert (wait.min(), wait.max()) == (pytest.approx(100.0, abs=0.02), pytest.approx(110.0, abs=0.02))


def test_nothing_sent_gives_no_waits():
    assert len(delays_s(np.array([0.0, 1.0]), np.array([5.0]), np.array([0.0]))) == 0
