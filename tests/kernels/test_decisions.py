"""Cost-loss model: laws printed with it, and brute force over every act."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacefaring.kernels import decisions

part = st.floats(0.01, 0.99)


@given(part, part, part)
def test_greatest_relative_value_is_the_peirce_skill_score_where_cost_over_loss_is_the_frequency(often, hits, alarms):
    """Richardson 2000, sec. 3: V is greatest at C/L = frequency, and is there H - F."""
    assert decisions.relative_value(often, often, hits, alarms) == pytest.approx(hits - alarms, abs=1e-9)
    other = np.linspace(0.02, 0.98, 97)
    assert (decisions.relative_value(often, other, hits, alarms) <= max(hits - alarms, 0) + 1e-9).all() or hits < alarms


@given(part, part)
def test_perfect_warning_has_value_one_and_chance_none(often, ratio):
    assert decisions.relative_value(often, ratio, 1.0, 0.0) == pytest.approx(1.0)
    assert decisions.value_of_warning(often, ratio, 1.0, 0.4, 0.4) == pytest.approx(0.0, abs=1e-12)


@given(part, part, part, part)
def test_value_is_what_the_best_act_for_each_signal_saves_when_following_is_best(often, ratio, hits, alarms):
    """E[max over acts given the signal] - max over acts of E, by listing the four joint outcomes."""
    joint = {(True, True): often * hits, (True, False): often * (1 - hits),
             (False, True): (1 - often) * alarms, (False, False): (1 - often) * (1 - alarms)}  # fmt: skip

    def best(signal):
        protect = ratio * sum(p for (_, s), p in joint.items() if s == signal)
        return min(protect, joint[True, signal])

    brute = min(ratio, often) - best(True) - best(False)
    value = decisions.value_of_warning(often, ratio, 1.0, hits, alarms)
    assert value <= brute + 1e-12
    follows = joint[True, True] >= ratio * (joint[True, True] + joint[False, True])
    ignores = joint[True, False] <= ratio * (joint[True, False] + joint[False, False])
    if follows and ignores:
        assert value == pytest.approx(brute, abs=1e-12)
