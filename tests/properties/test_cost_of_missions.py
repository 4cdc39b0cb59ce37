"""Facts that hold for every mission that can be costed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cost.missions import mission

from spacefaring import cost
from spacefaring.cost.lines import total_musd
from spacefaring.cost.solve import programme

KINDS = st.sampled_from(["cubesat", "micro", "large", "relay"])
FAST = cost.Inputs(draw_count=1_000)


def mean_musd(*missions, inputs=FAST, year=2026, count=1):
    return total_musd(programme(inputs, missions, year, count))


@given(KINDS, st.floats(0.3, 3.0), st.integers(1, 12), st.floats(0.5, 15.0))
@settings(deadline=None, max_examples=40)
def test_everything_is_finite_positive_and_ordered(kind, scale, satellites, life_year):
    found = cost.solve(
        FAST,
        places=None,
        missions=[mission(kind, scale=scale, satellites=satellites, life_year=life_year)],
        price_year=2026,
        seed=1,
    )
    values = [found.total_p10_musd, found.total_p50_musd, found.total_p80_musd, found.total_p90_musd]
    assert np.all(np.diff(np.stack(values), axis=0) > 0)
    assert found.wbs.mean_musd.sum() == pytest.approx(found.total_mean_musd[0])
    assert np.all(found.wbs.mean_musd >= 0)
    assert found.capex_p50_musd[0] < found.total_p50_musd[0]


@given(KINDS, st.floats(0.5, 1.5))
@settings(deadline=None, max_examples=40)
def test_heavier_never_costs_less_within_a_family(kind, scale):
    family = {"micro": "sscm", "cubesat": "cubesat"}.get(kind, "uscm")
    inputs = cost.Inputs(draw_count=1_000, equations=family)
    light, heavy = mean_musd(mission(kind, scale=np.array([scale, 1.02 * scale])), inputs=inputs, count=2)
    assert heavy > light


@given(KINDS, st.integers(1, 10))
@settings(deadline=None, max_examples=30)
def test_one_more_satellite_costs_more_but_less_than_the_first(kind, satellites):
    costs = [mean_musd(mission(kind, satellites=n))[0] for n in (satellites, satellites + 1)]
    alone = mean_musd(mission(kind, satellites=1))[0]
    assert 0 < costs[1] - costs[0] < alone


@given(KINDS, KINDS)
@settings(deadline=None, max_examples=20)
def test_missions_add_up(one, other):
    first, second = mission(one, mission_id="a"), mission(other, mission_id="b")
    assert mean_musd(first, second) == pytest.approx(mean_musd(first) + mean_musd(second))


@given(KINDS, st.integers(2001, 2049))
@settings(deadline=None, max_examples=20)
def test_another_price_year_only_changes_the_unit(kind, year):
    """Bar what the study gives in its own prices: the owner's team."""
    inputs = cost.Inputs(draw_count=1_000, owner_team_count=0, owner_team_cubesat_count=0)
    from spacefaring.cost.prices import escalation

    here, there = (mean_musd(mission(kind), inputs=inputs, year=y) for y in (2026, year))
    assert there == pytest.approx(here * escalation(2026, year))


@given(st.lists(st.floats(0.05, 8.0), min_size=2, max_size=8))
@settings(deadline=None, max_examples=25)
def test_candidates_do_not_see_each_other(scales):
    """Across all three families, in any order."""
    together = mean_musd(mission("micro", scale=np.array(scales)), count=len(scales))
    alone = [mean_musd(mission("micro", scale=s))[0] for s in scales]
    assert together == pytest.approx(alone)
