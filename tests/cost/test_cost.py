"""The cost of whole programmes: sums, splits, calendar, families, candidates, refusals."""

import numpy as np
import pytest
from scipy import stats
from tests.cost.missions import LAUNCH_MUSD, mission

from spacefaring import cost
from spacefaring.cost import analogy, chances
from spacefaring.cost.solve import programme
from spacefaring.errors import StudyError

FAST = {"draw_count": 4000}


def solve(*missions, price_year=2026, seed=1, **keys):
    return cost.solve(
        cost.Inputs(**(FAST | keys)), places=None, missions=missions or [mission()], price_year=price_year, seed=seed
    )


def lines(kind="micro", **keys):
    return {(one.element, one.phase): one for one in programme(cost.Inputs(**keys), [mission(kind)], 2026, 1)}


@pytest.fixture(scope="module")
def pair():
    return solve(mission(satellites=2), mission("relay", mission_id="relay", year=2031, life_year=15))


def test_lines_phases_curve_and_profile_all_add_up_to_the_same_money(pair):
    p50, p80 = pair.total_p50_musd[0], pair.total_p80_musd[0]
    assert pair.wbs.mean_musd.sum() == pytest.approx(pair.total_mean_musd[0])
    assert pair.wbs.p50_musd.sum() == pytest.approx(p50)
    assert pair.wbs.p80_musd.sum() == pytest.approx(p80)
    assert pair.phases.p50_musd.sum() == pytest.approx(p50)
    assert pair.profile.capex_p50_musd.sum() == pytest.approx(pair.capex_p50_musd[0])
    assert pair.profile.capex_p80_musd.sum() == pytest.approx(pair.capex_p80_musd[0])
    service = pair.wbs.mean_musd[np.isin(pair.wbs.phase, ["operations", "end of life"])].sum()
    assert pair.profile.operations_musd.sum() == pytest.approx(service)
    assert np.interp(0.8, pair.curve.probability_frac, pair.curve.total_musd) == pytest.approx(p80)


def test_quantiles_are_in_order(pair):
    values = [pair.total_p10_musd, pair.total_p50_musd, pair.total_p80_musd, pair.total_p90_musd]
    assert np.all(np.diff(np.stack(values), axis=0) > 0)
    assert np.all(np.diff(pair.curve.total_musd) > 0)
    assert pair.total_mean_musd[0] > pair.total_p50_musd[0]  # skewed to the dear side


def test_calendar_runs_from_the_first_build_to_the_last_service(pair):
    assert pair.launch_year[0] == 2029
    assert pair.start_year[0] == 2026
    assert pair.end_year[0] == 2046
    assert pair.profile.year[0] == 2026
    assert pair.profile.year[-1] == 2046
    assert np.all(pair.profile.capex_p50_musd[pair.profile.year > 2031] == 0)


def test_same_seed_same_answer_and_another_seed_nearly():
    one, two, other = solve(seed=3), solve(seed=3), solve(seed=4)
    assert one.total_p80_musd[0] == two.total_p80_musd[0]
    assert one.wbs.p80_musd.tolist() == two.wbs.p80_musd.tolist()
    assert one.total_p80_musd[0] != other.total_p80_musd[0]
    assert other.total_p80_musd == pytest.approx(one.total_p80_musd, rel=0.05)


@pytest.mark.parametrize(
    ("kind", "family"), [("cubesat", "cubesat_"), ("micro", "sscm_"), ("large", "uscm_"), ("relay", "uscm_")]
)
def test_mass_and_orbit_choose_the_family(kind, family):
    assert lines(kind)["structure", "production"].basis.startswith(family)
    assert lines(kind, equations="sscm")["structure", "production"].basis == "sscm_structure"


def test_costs_of_each_class_are_of_the_order_of_flown_programmes():
    """Published prices with their scope, data/programmes.csv, brought to 2026: one CubeSat 0.5 to 2.5 M$, one small
    satellite 12 to 115, one of a tonne 230 to 1300, one geostationary 330 to 600. Factor of two allowed."""
    bands = {"cubesat": (0.5, 2.5), "micro": (12, 115), "large": (230, 1300), "relay": (330, 600)}
    for kind, (low, high) in bands.items():
        assert low / 2 < solve(mission(kind)).capex_p50_musd[0] < high * 2, kind


def test_out_of_range_is_flagged_in_the_table_and_summed():
    inside = solve(mission(scale=1.2))
    outside = solve(mission(scale=0.25))
    assert outside.out_of_range_frac[0] > inside.out_of_range_frac[0]
    assert not outside.wbs.within_range.all()
    flagged = outside.wbs.mean_musd[~outside.wbs.within_range].sum() / outside.wbs.mean_musd.sum()
    assert outside.out_of_range_frac[0] == pytest.approx(flagged)


def test_out_of_range_lines_are_less_sure():
    calm = solve(mission(scale=0.25), out_of_range_cv_frac=0.0)
    assert solve(mission(scale=0.25)).sigma_ln[0] > calm.sigma_ln[0]


def test_second_satellite_costs_less_than_the_first_and_development_only_once():
    one, two = (programme(cost.Inputs(), [mission(satellites=n)], 2026, 1) for n in (1, 2))
    by_phase = [
        {
            p: sum(o.mean_musd[0] for o in group if o.phase == p and o.basis.startswith("sscm"))
            for p in ("design and development", "production")
        }
        for group in (one, two)
    ]
    assert by_phase[1]["design and development"] == pytest.approx(by_phase[0]["design and development"])
    assert by_phase[1]["production"] == pytest.approx(1.9 * by_phase[0]["production"])


def test_strategy_changes_only_visible_lines():
    elements = {s: {k[0] for k in _lines_of(strategy=s)} for s in ("buy", "co_build", "build")}
    assert elements["co_build"] - elements["buy"] == {"local assembly facility"}
    build, co_build = _lines_of(strategy="build"), _lines_of(strategy="co_build")
    changed = {k for k in build if build[k].mean_musd[0] != co_build[k].mean_musd[0]}
    assert changed == {("local assembly facility", "ground and skills")}


def _lines_of(**changes):
    return {(o.element, o.phase): o for o in programme(cost.Inputs(), [mission(**changes)], 2026, 1)}


def test_training_follows_the_people_trained():
    key = ("training and knowledge transfer", "ground and skills")
    assert _lines_of(trained=20)[key].mean_musd[0] == pytest.approx(2 * _lines_of(trained=10)[key].mean_musd[0])


def test_insurance_covers_satellite_and_launch_and_follows_the_record():
    key = ("launch and first-year insurance", "launch")
    found = lines()
    made = [o for o in found.values() if o.phase == "production" and o.basis.startswith("sscm")]
    hardware = sum(o.mean_musd[0] for o in made)
    assert found[key].mean_musd[0] == pytest.approx(1.5 * (0.03 + 0.02) * (hardware + 1.4))
    assert key not in lines("cubesat")
    assert key in lines("cubesat", insured="yes")
    assert key not in lines(insured="no")


def test_launch_price_is_brought_from_its_own_year():
    early = mission()
    early.launch.price_year = np.array([2019.0])
    found = {(o.element, o.phase): o for o in programme(cost.Inputs(), [early], 2026, 1)}
    assert found["launch", "launch"].mean_musd[0] == pytest.approx(1.4 * 1.8344 / 1.4602, rel=1e-4)


def test_duties_stand_as_a_line_only_when_there_are_any():
    assert ("duties and taxes", "production") not in lines()
    assert lines(duty_frac=0.18)["duties and taxes", "production"].mean_musd[0] > 1


def test_orbital_slot_is_a_line_of_geostationary_missions_that_pay_one():
    key = ("orbital slot", "design and development")
    assert lines("relay", orbital_slot_musd=28.0)[key].mean_musd[0] == pytest.approx(28.0)
    assert key not in lines("relay")
    assert key not in lines("micro", orbital_slot_musd=28.0)


def test_ground_segment_of_the_study_replaces_the_line():
    found = lines(ground_segment_musd=7.5)["ground station and control", "ground and skills"]
    assert found.mean_musd[0] == pytest.approx(7.5)
    assert found.source == "study file"


def test_correlation_widens_the_band_and_leaves_the_mean():
    table = solve(draw_count=20_000).correlation
    assert np.all(np.diff(table.spread_frac) > 0)
    narrow, wide = solve(correlation_frac=0.0), solve(correlation_frac=1.0)
    assert narrow.total_mean_musd[0] == pytest.approx(wide.total_mean_musd[0])
    assert narrow.total_p80_musd[0] < wide.total_p80_musd[0]


def test_unsettled_mass_widens_the_cost_by_its_elasticity():
    """Spread of the spacecraft = elasticity × spread of the mass; the elasticity from two designs a tenth apart."""
    sure, unsure = solve(mission()), solve(mission(mass_ratio=1.6))
    assert unsure.total_mean_musd[0] == pytest.approx(sure.total_mean_musd[0])
    assert unsure.sigma_ln[0] > sure.sigma_ln[0] + 0.02
    held = [programme(cost.Inputs(), [mission(scale=s, mass_ratio=1.6)], 2026, 1) for s in (1.0, 1.1)]
    made = [sum(o.mean_musd[0] for o in group if o.basis.startswith("sscm")) for group in held]
    elasticity = np.log(made[1] / made[0]) / np.log(1.1)
    structure = next(o for o in held[0] if o.element == "structure")
    assert structure.mass_spread_ratio[0] == pytest.approx(elasticity * np.log(1.6) / stats.norm.ppf(0.9), rel=1e-6)
    assert solve(mission(mass_ratio=1.6), mass_spread="no").sigma_ln[0] == pytest.approx(sure.sigma_ln[0])


def test_moments_for_many_candidates_agree_with_draws_for_few():
    scale = np.linspace(0.3, 3.5, 65)
    many = solve(mission(scale=scale, mass_ratio=1.5), draw_count=20_000)
    few = solve(mission(scale=scale[::16], mass_ratio=1.5), draw_count=20_000)
    for name, allowed in (("total_p10_musd", 0.05), ("total_p50_musd", 0.03), ("total_p80_musd", 0.03),
                          ("capex_p50_musd", 0.03)):  # fmt: skip
        assert getattr(many, name)[::16] == pytest.approx(getattr(few, name), rel=allowed), name
    assert many.total_mean_musd[::16] == pytest.approx(few.total_mean_musd)


def test_candidates_of_several_families_equal_those_solved_alone():
    scale = np.array([0.1, 1.0, 6.0])
    together = solve(mission(scale=scale))
    alone = [solve(mission(scale=s)) for s in scale]
    assert together.total_mean_musd == pytest.approx([a.total_mean_musd[0] for a in alone])
    assert together.capex_p50_musd == pytest.approx([a.capex_p50_musd[0] for a in alone], rel=0.05)


def test_a_candidate_that_does_not_close_is_nan_and_spoils_no_other():
    scale = np.array([1.0, np.nan, 1.5])
    found = solve(mission(scale=scale))
    assert np.isnan(found.total_p50_musd[1])
    assert np.isfinite(found.total_p50_musd[[0, 2]]).all()


@pytest.mark.parametrize("nothing", [np.nan, np.inf])
@pytest.mark.parametrize("kind", ["cubesat", "micro", "large", "relay"])
def test_a_design_without_an_answer_has_no_cost_and_raises_nothing(kind, nothing):
    with np.errstate(invalid="ignore"):  # making up an endless mission
        endless = mission(kind, scale=nothing)
    found = solve(endless)
    assert np.isnan(found.total_p50_musd[0])
    assert "does not close" in str(found.estimate_reasons[0])


def test_estimates_share_one_scope_and_are_explained(pair):
    assert list(pair.estimates.method) == ["parametric", "analogy", "bottom-up"]
    assert len(set(pair.estimates.scope)) == 1
    assert np.all(pair.estimates.low_musd < pair.estimates.p50_musd)
    assert np.all(pair.estimates.p50_musd < pair.estimates.high_musd)
    assert pair.estimates.p50_musd[0] == pytest.approx(pair.capex_p50_musd[0])
    assert [str(r)[:9] for r in pair.estimate_reasons] == ["By analog", "Bottom-up"]


def test_bottom_up_is_its_pieces_and_analogy_its_rows(pair):
    assert pair.counted.cost_musd.sum() == pytest.approx(pair.estimates.p50_musd[2])
    assert set(pair.counted.mission) == {"eye", "relay"}
    assert set(pair.analogues.kind) == {"observation", "communication"}
    assert set(pair.analogues.launch) == {"yes"}
    assert np.all(pair.analogues.today_musd > pair.analogues.contract_musd)


def test_bottom_up_takes_ground_people_and_launch_as_they_stand():
    plain, dearer = solve(mission()), solve(mission(), ground_segment_musd=50.0)
    station = plain.wbs.mean_musd[plain.wbs.element == "ground station and control"][0]
    assert dearer.estimates.p50_musd[2] - plain.estimates.p50_musd[2] == pytest.approx(50.0 - station)


def test_analogy_line_against_scipy():
    """Least squares and its prediction band: scipy.stats.linregress and the textbook formula."""
    rows = analogy.flown("observation")
    x, y = np.log(rows["mass_total_kg"]), np.log(rows["price_musd"])
    line = stats.linregress(x, y)
    middle, low, high = analogy.predicted(rows["mass_total_kg"], rows["price_musd"], 200.0)
    assert np.log(middle) == pytest.approx(line.intercept + line.slope * np.log(200.0))
    residual = np.sqrt(((y - line.intercept - line.slope * x) ** 2).sum() / (len(x) - 2))
    wide = residual * np.sqrt(1 + 1 / len(x) + (np.log(200) - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum())
    assert np.log(high / middle) == pytest.approx(wide * stats.t.ppf(0.9, len(x) - 2))
    assert middle / low == pytest.approx(high / middle)


def test_tornado_is_ranked_and_holds_lines_and_assumptions(pair):
    swing = pair.tornado.swing_musd
    assert np.all(np.diff(swing) <= 0)
    assert {"payload", "error common to all equations"} <= set(pair.tornado.driver)
    assert np.all(pair.tornado.low_musd <= pair.tornado.high_musd)


def test_price_year_scales_the_whole():
    """All lines but the priced ones follow the index; launch prices are brought from their own year, so all do."""
    old, new = solve(price_year=2020), solve(price_year=2026)
    ratio = new.total_mean_musd[0] / old.total_mean_musd[0]
    assert ratio == pytest.approx(1.8344 / 1.4798, rel=0.02)


def test_every_basis_is_in_the_list_of_assumptions(pair):
    keys = {a.key for a in pair.used}
    assert {f"cost.{b}" for b in pair.wbs.basis} == keys - {"cost.price_index.space.2000_to_2026"}
    assert all(a.source for a in pair.used)


def test_no_mission_is_refused():
    with pytest.raises(StudyError, match="no mission"):
        cost.solve(cost.Inputs(), places=None, missions=[], price_year=2026, seed=1)


@pytest.mark.parametrize(
    "keys",
    [{"correlation_frac": 1.2}, {"correlation_frac": -0.1}, {"learning_slope_frac": 0.3}, {"draw_count": 3},
     {"duty_frac": -1}, {"spare_satellite_count": -1}, {"price_index": "gold"}],
)  # fmt: skip
def test_nonsense_inputs_are_refused(keys):
    with pytest.raises(ValueError, match=next(iter(keys))):
        cost.Inputs(**keys)


def test_allocation_follows_the_draws():
    draws = chances.Draws(np.random.default_rng(1).lognormal(0, [0.2, 0.8], (20_000, 2)))
    at_p80 = chances.allocated(draws, 0.8)
    assert at_p80.sum() == pytest.approx(np.quantile(draws.total_musd, 0.8))
    assert at_p80[1] > at_p80[0]  # the wilder line carries more of the bad cases


def test_three_estimates_of_every_class_agree_to_a_factor():
    """They rest on different data: equations, published prices, unit prices. Within a factor of 2.5."""
    for kind in ("micro", "large", "relay"):
        values = solve(mission(kind, launch_musd=LAUNCH_MUSD[kind])).estimates.p50_musd
        assert values.max() / values.min() < 2.5, kind
