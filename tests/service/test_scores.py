"""The curve from threshold to goal, and the verdict it leads to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacefaring.service.scores import Requirement, judge, score, weakest

GSD = Requirement("gsd_m", True, 10.0, 5.0, 2.5)
IMAGES = Requirement("usable_image_per_month", False, 1.0, 2.0, 4.0)
LEVELS = st.lists(st.floats(0.01, 1e4), min_size=3, max_size=3, unique=True).map(sorted)


def test_the_curve_passes_through_its_three_levels():
    assert score(np.array([20.0, 10.0, 5.0, 2.5, 1.0]), GSD, 0.7) == pytest.approx([0, 0, 0.7, 1, 1])
    assert score(np.array([0.0, 1.0, 2.0, 4.0, 9.0]), IMAGES, 0.7) == pytest.approx([0, 0, 0.7, 1, 1])


def test_halving_is_worth_the_same_everywhere():
    assert score(np.sqrt(50.0), GSD, 0.7) == pytest.approx(0.35)


@given(LEVELS, st.floats(0.01, 1e4), st.floats(0.01, 1e4), st.booleans())
def test_better_never_scores_less(levels, one, two, lower):
    need = Requirement("x", lower, *(levels[::-1] if lower else levels))
    better, worse = (min(one, two), max(one, two)) if lower else (max(one, two), min(one, two))
    assert score(better, need, 0.7) >= score(worse, need, 0.7) - 1e-12
    assert 0 <= score(better, need, 0.7) <= 1


def test_equal_levels_make_a_step():
    need = Requirement("gsd_m", True, 2.5, 2.5, 2.5)
    assert score(np.array([2.5, 2.5001, 2.0]), need, 0.7) == pytest.approx([1, 0, 1])


def test_missing_levels_come_from_their_neighbours():
    only = Requirement("sites", False, np.nan, 100.0, np.nan)
    assert score(np.array([99.0, 100.0]), only, 0.7) == pytest.approx([0, 1])
    assert judge(5.0, Requirement("x", False, np.nan, np.nan, np.nan), 0.7).verdict == ""


def test_verdicts():
    assert [judge(v, GSD, 0.7).verdict for v in (4.0, 5.0, 9.0, 10.0, 10.1)] == [
        "met",
        "met",
        "partly",
        "partly",
        "missed",
    ]
    assert judge(np.nan, GSD, 0.7).verdict == ""


def test_a_national_mean_does_not_hide_a_province():
    half = judge(np.array([8.0, 0.0]), IMAGES, 0.7, np.array([1.0, 1.0]))
    assert half.obtained == 4.0  # the goal, on average
    assert half.score == pytest.approx(0.5)
    assert half.verdict == "partly"


def test_a_mean_gap_counts_events():
    need = Requirement("revisit_day", True, 30.0, 10.0, 5.0)
    assert judge(np.array([10.0, np.inf]), need, 0.7).obtained == pytest.approx(20.0)


def test_the_weakest_line_binds():
    lines = [judge(4.0, GSD, 0.7), judge(1.5, IMAGES, 0.7), judge(np.nan, GSD, 0.7)]
    assert weakest(lines).word == "usable images per month"
    assert weakest([judge(np.nan, GSD, 0.7)]) is None
