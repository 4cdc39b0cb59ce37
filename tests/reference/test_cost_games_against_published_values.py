"""Cost games whose answers are printed in the literature, and random ones against the package coopgt."""

import coopgt.core
import coopgt.shapley_value
import numpy as np
import pytest

from spacefaring.kernels import games


def game(players, rule):
    return np.array(
        [0.0] + [rule([i for i in range(players) if mask >> i & 1]) for mask in range(1, 2**players)], dtype=float
    )


def test_tennessee_valley_authority():
    """Three purposes of the TVA dams, thousand 1936 dollars.

    J. S. Ransmeier, The Tennessee Valley Authority, 1942; values as in P. D. Straffin and J. P. Heaney, Game theory
    and the Tennessee Valley Authority, Int. J. Game Theory 10, 1981.
    """
    cost = np.array([0, 163_520, 140_826, 301_607, 250_096, 378_821, 367_370, 412_584], dtype=float)
    assert games.shapley(cost) == pytest.approx([117_829, 100_756.5, 193_998.5])
    assert games.nucleolus(cost) == pytest.approx([116_234, 93_540, 202_810])


def test_airport_runway():
    """Costs 8, 11, 13, 18: Shapley by Littlechild and Owen 1973, nucleolus by Littlechild 1974 (closed forms)."""
    cost = game(4, lambda group: [8, 11, 13, 18][max(group)])
    assert games.shapley(cost) == pytest.approx([2, 3, 4, 9])
    assert games.nucleolus(cost) == pytest.approx([3.25, 3.25, 3.25, 8.25])


def test_birmingham_airport_shapley_closed_form():
    """S. C. Littlechild and G. Owen, A simple expression for the Shapley value in a special case, 1973: each step of
    the runway is split between those who need it."""
    steps = np.array([3.0, 5.0, 9.0, 14.0, 20.0, 21.0])
    expected = np.cumsum(np.diff(steps, prepend=0.0) / np.arange(6, 0, -1))
    assert games.shapley(game(6, lambda group: steps[max(group)])) == pytest.approx(expected)


def test_gloves():
    """Two left gloves, one right (L. S. Shapley and M. Shubik, On market games, 1969): value 1/6, 1/6, 2/3; the
    nucleolus is the only point of the core and gives all to the scarce glove. Worth is a negative cost here."""
    cost = -game(3, lambda group: float(2 in group and len(group) >= 2))
    assert -games.shapley(cost) == pytest.approx([1 / 6, 1 / 6, 2 / 3])
    assert -games.nucleolus(cost) == pytest.approx([0, 0, 1], abs=1e-9)


def test_majority_of_three_has_an_empty_core():
    """Any two of three win 1 (J. von Neumann and O. Morgenstern 1944): nucleolus 1/3 each, least core excess −1/3."""
    cost = -game(3, lambda group: float(len(group) >= 2))
    assert -games.nucleolus(cost) == pytest.approx([1 / 3] * 3)
    assert games.least_core_excess(cost) == pytest.approx(-1 / 3)


def test_talmud_bankruptcy():
    """Claims 100, 200, 300 on estates 100, 200, 300: the Talmud's 33⅓ each, then 50, 75, 75, then 50, 100, 150 are
    the nucleolus (R. J. Aumann and M. Maschler, J. Econ. Theory 36, 1985)."""
    claims = np.array([100.0, 200.0, 300.0])
    for estate, expected in [(100, [100 / 3] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])]:
        worth = game(3, lambda group, estate=estate: max(0.0, estate - np.delete(claims, group).sum()))
        assert -games.nucleolus(-worth) == pytest.approx(expected)


@pytest.mark.parametrize("players", [2, 3, 4, 5])
def test_random_games_against_coopgt(players):
    rng = np.random.default_rng(players)
    for _ in range(12):
        cost = np.concatenate([[0.0], rng.integers(1, 60, 2**players - 1)])
        worth = {
            tuple(i + 1 for i in range(players) if mask >> i & 1): -float(cost[mask]) for mask in range(2**players)
        }
        assert -games.shapley(cost) == pytest.approx(coopgt.shapley_value.calculate(worth))
        exists = coopgt.core.find_core_point(worth) is not None
        assert (games.least_core_excess(cost) > -1e-7) == exists
        assert games.in_core(cost, games.nucleolus(cost), 1e-7) == exists
