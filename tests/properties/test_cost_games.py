"""Facts that hold for every game: the axioms of the values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacefaring.kernels import games


def permuted(cost, order):
    players = games.player_count(cost)
    moved = [sum(1 << order[i] for i in range(players) if mask >> i & 1) for mask in range(len(cost))]
    return cost[moved]


@st.composite
def cost_games(draw, low=1, high=5):
    players = draw(st.integers(low, high))
    seed = draw(st.integers(0, 2**32 - 1))
    return np.concatenate([[0.0], np.random.default_rng(seed).uniform(1, 100, 2**players - 1)])


@st.composite
def shared_infrastructure(draw):
    """A fixed cost by the largest member plus a concave part: always has a core."""
    players = draw(st.integers(2, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    fixed, own = rng.uniform(5, 50, players), rng.uniform(0, 20, players)
    belongs = games.membership(players)
    largest = np.where(belongs, fixed, 0.0).max(axis=1)
    return largest + belongs @ own


@given(cost_games())
@settings(deadline=None, max_examples=40)
def test_everything_is_paid_exactly_once(cost):
    for share in (games.shapley(cost), games.nucleolus(cost)):
        assert share.sum() == pytest.approx(cost[-1])


@given(cost_games(2, 5), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_names_do_not_matter(cost, random):
    order = list(range(games.player_count(cost)))
    random.shuffle(order)
    shuffled = permuted(cost, order)
    assert games.shapley(shuffled) == pytest.approx(games.shapley(cost)[order])
    assert games.nucleolus(shuffled) == pytest.approx(games.nucleolus(cost)[order], abs=1e-6)


@given(cost_games(1, 4), st.floats(1, 50))
@settings(deadline=None, max_examples=30)
def test_a_dummy_pays_its_own_cost_by_shapley(cost, own):
    with_dummy = np.concatenate([cost, cost + own])
    assert games.shapley(with_dummy)[-1] == pytest.approx(own)
    assert games.shapley(with_dummy)[:-1] == pytest.approx(games.shapley(cost))


@given(cost_games(2, 5), st.floats(0.01, 1e6), st.floats(0, 10))
@settings(deadline=None, max_examples=30)
def test_unit_of_money_and_own_costs_only_shift(cost, factor, own):
    players = games.player_count(cost)
    moved = factor * cost + own * factor * games.membership(players).sum(axis=1)
    scale = factor * float(np.abs(cost).max())
    expected = factor * (games.nucleolus(cost) + own)
    assert games.nucleolus(moved) == pytest.approx(expected, abs=1e-6 * scale + 1e-9 * own * factor)


@given(shared_infrastructure())
@settings(deadline=None, max_examples=30)
def test_concave_costs_have_a_core_that_holds_both_values(cost):
    assert games.is_concave(cost, 1e-7)
    assert games.in_core(cost, games.nucleolus(cost), 1e-7)
    assert games.in_core(cost, games.shapley(cost), 1e-7)


@given(cost_games(2, 5), st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=30)
def test_no_other_split_makes_the_worst_off_better(cost, seed):
    """First step of the definition: the least saving of proper coalitions is as large as it can be (prenucleolus
    or, when shares are capped by the cost alone, no better split exists under these caps)."""
    share = games.nucleolus(cost)
    players = games.player_count(cost)
    alone = cost[[1 << i for i in range(players)]]
    moves = np.random.default_rng(seed).normal(0, 0.1 * cost[-1], (200, players))
    others = share + moves - moves.mean(axis=1, keepdims=True)
    if alone.sum() >= cost[-1]:
        others = others[(others <= alone).all(axis=1)]
    best = games.coalition_excess(cost, share)[1:-1].min()
    assert np.all(games.coalition_excess(cost, others)[:, 1:-1].min(axis=1, initial=np.inf) <= best + 1e-6)


def test_eight_players_are_quick_and_exact():
    rng = np.random.default_rng(8)
    belongs = games.membership(8)
    cost = np.sqrt(belongs @ rng.uniform(1, 9, 8)) * 10
    share = games.nucleolus(cost)
    assert share.sum() == pytest.approx(cost[-1])
    assert games.in_core(cost, share, 1e-7)
