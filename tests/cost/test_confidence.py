"""Joint confidence of cost and schedule, the outside view, and where the uncertainty comes from."""

import numpy as np
import pytest
from scipy import stats
from tests.cost.missions import mission

from spacefaring import cost
from spacefaring.cost import chances, outside, schedule, sobol
from spacefaring.cost.solve import programme

COST = np.random.default_rng(5).lognormal(3.0, 0.4, 40_000)


def inputs(**keys):
    return cost.Inputs(**({"draw_count": 20_000} | keys))


def both(rho, probability=0.8):
    found = schedule.confidence([mission()], COST, inputs(cost_schedule_correlation_frac=rho), 1)
    row = found.joint.probability_frac.tolist().index(probability)
    return found.joint.joint_frac[row]


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.9])
def test_joint_probability_is_that_of_two_correlated_normals(rho):
    """Bivariate normal probability, scipy.stats.multivariate_normal."""
    z = stats.norm.ppf(0.8)
    expected = stats.multivariate_normal([0, 0], [[1, rho], [rho, 1]]).cdf([z, z])
    assert both(rho) == pytest.approx(expected, abs=0.01)


def test_delay_passes_through_the_durations_of_the_build():
    delay = schedule.delays_month([mission(p50_month=36, p80_month=44)], COST, inputs(), 1)
    assert np.median(delay) == pytest.approx(0, abs=0.3)
    assert np.quantile(delay, 0.8) == pytest.approx(8, abs=0.4)


def test_several_missions_are_later_than_one():
    one = schedule.delays_month([mission()], COST, inputs(), 1)
    two = schedule.delays_month([mission(), mission(mission_id="b")], COST, inputs(), 1)
    assert np.mean(two) > np.mean(one) + 1


def test_seventy_percent_needs_more_than_seventy_of_each():
    found = schedule.confidence([mission()], COST, inputs(), 1)
    delay = schedule.delays_month([mission()], COST, inputs(), 1)
    kept = (found.capex_musd >= COST) & (delay <= found.delay_month)
    assert kept.mean() == pytest.approx(0.7, abs=0.01)
    assert found.capex_musd > np.quantile(COST, 0.7)


def test_certain_duration_gives_no_delay():
    found = schedule.delays_month([mission(p50_month=30, p80_month=30)], COST, inputs(), 1)
    assert np.all(found == 0)


def test_outside_view_grows_the_first_estimate():
    table = outside.outside(100.0)
    assert table.p50_musd[0] == pytest.approx(177)
    assert table.low_musd[0] < 100 < table.high_musd[0]
    assert np.isnan(table.low_musd[1])


def test_growth_spread_reproduces_the_published_ends():
    """GAO 1992: −44 % to +426 % among 29, median +77 %. Mean extremes of 29 normal draws, by scipy order statistics."""
    rng = np.random.default_rng(0)
    extreme = rng.standard_normal((20_000, 29)).max(axis=1).mean()
    table = outside.outside(1.0)
    sigma = np.log(table.high_musd[0] / table.p50_musd[0]) / stats.norm.ppf(0.9)
    assert table.p50_musd[0] * np.exp(extreme * sigma) == pytest.approx(5.26, rel=0.08)
    assert table.p50_musd[0] * np.exp(-extreme * sigma) == pytest.approx(0.56, rel=0.08)


def test_sobol_indices_against_scipy():
    """The closed form against the estimator of scipy.stats.sobol_indices on the same model."""
    settings = inputs()
    lines = sorted(programme(settings, [mission()], 2026, 1), key=lambda one: -one.mean_musd[0])[:4]
    exact = sobol.sobol(lines, settings)
    mean, cv = chances.means(lines)[:, 0], chances.spreads(lines, settings)[:, 0]
    sigma, model = np.sqrt(np.log1p(cv**2)), chances.model_sigma(lines)[:, 0]
    rho = settings.correlation_frac

    def total(x):
        logs = np.sqrt(rho) * sigma[:, None] * x[0] + model[:, None] * x[1]
        logs = logs + np.sqrt(1 - rho) * sigma[:, None] * x[2:] - 0.5 * (sigma**2 + model**2)[:, None]
        return (mean[:, None] * np.exp(logs)).sum(axis=0)

    drawn = stats.sobol_indices(func=total, n=2**14, dists=[stats.norm()] * 6, rng=1)
    names = [sobol.COMMON, sobol.MODEL_ERROR]
    where = [exact.driver.tolist().index(name) for name in names]
    assert exact.first_order_frac[where] == pytest.approx(drawn.first_order[:2], abs=0.02)
    assert exact.total_frac[where] == pytest.approx(drawn.total_order[:2], abs=0.02)
    elements = {one.element for one in lines}
    for element in elements:
        rows = [2 + i for i, one in enumerate(lines) if one.element == element]
        found = exact.first_order_frac[exact.driver.tolist().index(element)]
        assert found == pytest.approx(sum(drawn.first_order[r] for r in rows), abs=0.02)


def test_sobol_indices_are_ordered_and_bounded():
    found = cost.solve(inputs(draw_count=2000), places=None, missions=[mission()], price_year=2026, seed=1).sobol
    assert np.all(found.first_order_frac >= 0)
    assert np.all(found.total_frac >= found.first_order_frac - 1e-12)
    assert found.first_order_frac.sum() < 1 < found.total_frac.sum()
    assert np.all(np.diff(found.total_frac) <= 0)
