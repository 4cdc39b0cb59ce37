"""What stands around the plan: draws, public debt, other ways, readiness, warnings."""

import time

import capital_stand_ins as stand_ins
import numpy as np
import pytest

from spacefaring import capital
from spacefaring.capital import readiness

BANK = {"kind": "commercial", "interest_frac": 0.08, "maturity_year": 9, "grace_year": 4.5}
ANCHOR = {"kind": "anchor_tenant", "amount_musd_per_year": 12, "contracted": True, "currency": "XOF"}
QUIET = {"launch_loss_frac": 0, "service_loss_frac_per_year": 0, "delay_max_month": 0, "devaluation_frac_per_year": 0,
         "revenue_low_ratio": 1, "revenue_high_ratio": 1}  # fmt: skip


def solved(keys, **stages):
    seed = stages.pop("seed", 1)
    given = {"places": stand_ins.places(), "cost": stand_ins.cost(), "service": stand_ins.service()} | stages
    return capital.solve(capital.Inputs.model_validate({"draw_count": 0} | keys), price_year=2026, seed=seed, **given)


def row(table, key):
    names = table.columns()[table.names()[0]].tolist()
    return {n: v[names.index(key)].item() for n, v in table.columns().items()}


def certain(scales=(1.0,)):
    sure = stand_ins.cost(p80=1.0, scales=scales)
    sure.sigma_ln = np.zeros(len(scales))
    return sure


def test_without_causes_every_draw_is_the_plan():
    plan = {"tranches": [BANK | {"share_frac": 0.5}, {"kind": "budget", "share_frac": 0.5}], "revenues": [ANCHOR]}
    found = solved(plan | QUIET | {"draw_count": 50}, cost=certain())
    for measure in ("financial net present value", "least debt service cover", "loan life cover"):
        drawn = row(found.risk, measure)
        assert drawn["p10"] == drawn["p90"] == drawn["base"], measure
    assert (found.chances.probability_frac[[0, 2, 5]] == 0).all()


def test_same_seed_same_draws_and_another_seed_others():
    one, again, other = (solved({"draw_count": 500}, seed=s) for s in (4, 4, 5))
    assert one.risk.mean.tolist() == again.risk.mean.tolist()
    assert one.risk.mean.tolist() != other.risk.mean.tolist()


def test_draws_follow_the_scatter_of_the_cost():
    """Uses are lognormal about the median: P90 over P50 is exp(1.2816 sigma)."""
    found = solved(
        QUIET | {"draw_count": 20_000, "working_capital_month": 0, "tranches": [{"kind": "budget", "share_frac": 1}]}
    )
    uses = row(found.risk, "uses in money of the day")
    assert float(uses["p90"]) / float(uses["p50"]) == pytest.approx(np.exp(1.2816 * 0.28), rel=0.02)
    assert float(uses["p50"]) == pytest.approx(found.uses_total_nominal_musd[0] / 1.3, rel=0.02)
    assert row(found.influence, "investment")["rank_correlation_ratio"] < -0.7


def test_chance_of_loss_is_that_of_its_causes():
    """Launch 10 %, then 5 % a year over five years: 1 - 0.9 x 0.95^5."""
    keys = QUIET | {"launch_loss_frac": 0.1, "service_loss_frac_per_year": 0.05, "draw_count": 40_000}
    chance = row(solved(keys).chances, "the satellite is lost before its planned end")["probability_frac"]
    assert chance == pytest.approx(1 - 0.9 * 0.95**5, abs=0.01)


def test_ten_thousand_draws_over_forty_years_and_eight_tranches_take_under_two_seconds():
    loan = BANK | {"share_frac": 0.1, "maturity_year": 40, "grace_year": 6}
    keys = {"tranches": [loan] * 7 + [{"kind": "budget", "share_frac": 0.3}],
            "revenues": [{"kind": "image_sales", "amount_musd_per_year": 9, "currency": "XOF"}]}  # fmt: skip
    long = stand_ins.cost(life=36)
    solved(keys | {"draw_count": 10}, cost=long)
    start = time.process_time()  # of this process: the machine may be shared
    solved(keys | {"draw_count": 10_000}, cost=long)
    assert time.process_time() - start < 2.0


def test_no_draws_when_none_are_asked():
    found = solved({"draw_count": 0})
    assert len(found.risk) == len(found.chances) == 0


def test_public_debt_knows_the_class_of_burkina_faso_and_not_its_debt():
    found = solved({}).public_debt
    assert set(found.debt_class) == {"medium"}
    assert found.threshold_frac[0] == 0.40
    assert (found.programme_frac > 0).all()
    assert np.isnan(found.without_frac).all()
    assert set(found.status) == {"unknown"}


def test_public_debt_crosses_the_threshold_when_told_enough():
    keys = {"gdp_musd": 100.0, "pv_external_debt_to_gdp_frac": 0.35}
    found = row(solved(keys).public_debt, "present value of external debt over GDP")
    assert found["with_frac"] == pytest.approx(0.35 + found["programme_frac"])
    assert found["status"] == "above the threshold"
    calm = row(solved(keys | {"gdp_musd": 1e6}).public_debt, "present value of external debt over GDP")
    assert calm["status"] == "below the threshold"


def test_local_bond_is_not_external_debt():
    bond = {"kind": "bond", "lender": "umoa_burkina_7_year", "share_frac": 1.0}
    assert solved({"tranches": [bond]}).public_debt.programme_frac == pytest.approx(0.0)


def test_country_without_facts_is_unknown_in_every_indicator():
    found = solved({}, places=stand_ins.places(countries=("FRA",))).public_debt
    assert np.isnan(found.programme_frac).all()
    assert set(found.debt_class) == {"unknown"}


def test_other_ways_stand_beside_the_programme():
    found = solved({})
    make, share, nothing = (row(found.alternatives, r) for r in ("make", "share", "without project"))
    assert make["npv_economic_musd"] == pytest.approx(found.npv_economic_musd[0])
    assert share["present_cost_musd"] == pytest.approx(make["present_cost_musd"] * 1.1 / 3)
    assert nothing["present_cost_musd"] == 0
    assert row(found.alternatives, "free data")["met_count"] == 0  # 5 m is asked
    coarse = stand_ins.service()
    coarse.criteria.breakthrough = np.tile([10.0, 10.0, 2.0], 2)
    assert row(solved({}, service=coarse).alternatives, "free data")["met_count"] == 2


def test_buying_costs_what_its_price_says():
    keys = {"image_usd_per_km2": 3.0, "bought_area_frac": 0.2, "social_discount_frac": 0.0}
    found = row(solved(keys, service=stand_ins.service(("agriculture",), (1.0,))).alternatives, "buy")
    assert found["present_cost_musd"] == pytest.approx(3.0 * 274_200 * 0.2 * 24 * 5 / 1e6)


def test_readiness_has_sixteen_questions_and_unknown_is_not_zero():
    card = readiness.card(("BFA", "KAZ"))
    assert len(card) == 32
    unknown = card.evidence == "unknown"
    assert unknown.any()
    assert np.isnan(card.maturity_index[unknown]).all()
    assert np.isfinite(card.maturity_index[~unknown]).all()
    assert np.nanmin(card.maturity_index) >= 0
    assert np.nanmax(card.maturity_index) <= 4


def test_gaps_block_the_instruments_that_they_gate():
    burkina, nowhere = readiness.routes(readiness.card(("BFA",))), readiness.routes(readiness.card(("FRA",)))
    assert row(burkina, "ppp")["status"] == "blocked"
    assert "pipeline" in row(burkina, "ppp")["gaps"]
    assert row(burkina, "grant")["status"] == "open"
    assert row(nowhere, "commercial")["status"] == "unknown"


def test_better_warning_is_worth_what_its_users_save():
    """Perfect warning of one year in five, protection at a tenth of the loss: saves cost x (1 - frequency) a year."""
    case = {"theme": "agriculture", "event_frac_per_year": 0.2, "protection_cost_musd": 1.0, "loss_musd": 10.0,
            "hit_rate_frac": 1.0, "false_alarm_frac": 0.0, "source": "ministry"}  # fmt: skip
    found = solved({"warnings": [case]})
    assert row(found.benefits, "value of a better warning")["mid_musd_per_year"] == pytest.approx(0.8)
    assert "farm_advice" not in found.benefits.benefit.tolist()
    poor = solved({"warnings": [case | {"hit_rate_without_frac": 1.0}]})
    assert row(poor.benefits, "value of a better warning")["mid_musd_per_year"] == pytest.approx(0.0)


@pytest.mark.slow
def test_a_hundred_thousand_candidates_are_financed_in_seconds():
    many = stand_ins.cost(scales=np.random.default_rng(1).uniform(0.5, 3.0, 100_000))
    solved({"draw_count": 0})
    start = time.process_time()
    found = solved({"draw_count": 0}, cost=many)
    assert time.process_time() - start < 10.0
    assert found.npv_financial_musd.shape == (100_000,)
