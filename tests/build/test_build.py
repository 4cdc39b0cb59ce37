"""The build stage: schedule, models, shares, people."""

from types import SimpleNamespace

import numpy as np
import pytest

from spacefaring import catalog
from spacefaring.build import Inputs, plan, solve
from spacefaring.kernels.schedule import NORMAL_AT_P80, sum_of_lognormals

PARTS = [str(name) for name in catalog.read("product_tree")["mass_field"] if name]


def build(inputs=None, *, wet_mass_kg=100.0, kind="imager", satellite_count=1, **parts):
    wet = np.atleast_1d(wet_mass_kg)
    masses = {name: np.full(wet.size, 5.0) for name in PARTS} | parts
    craft = SimpleNamespace(wet_mass_kg=wet, satellite_count=satellite_count, **masses)
    return solve(Inputs(**(inputs or {})), payload=SimpleNamespace(kind=kind), spacecraft=craft)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 1.0])
def test_sum_of_phases_agrees_with_draws(correlation):
    medians, ratio = np.array([4.0, 10.0, 14.0, 3.0]), 1.3
    generator = np.random.default_rng(7)
    own, common = generator.standard_normal((200_000, 4)), generator.standard_normal((200_000, 1))
    normal = np.sqrt(1 - correlation) * own + np.sqrt(correlation) * common
    total = np.sum(medians * np.exp(np.log(ratio) / NORMAL_AT_P80 * normal), axis=1)
    middle, spread = sum_of_lognormals(medians, ratio, correlation)
    assert middle == pytest.approx(np.median(total), rel=0.01)
    assert middle * np.exp(NORMAL_AT_P80 * spread) == pytest.approx(np.quantile(total, 0.8), rel=0.01)


@pytest.mark.parametrize(
    ("wet_mass_kg", "kind", "name"),
    [(3.0, "imager", "nano"), (25.0, "imager", "nano"), (103.0, "imager", "micro"), (300.0, "imager", "mini"),
     (830.0, "imager", "medium"), (5_000.0, "imager", "large"), (3_000.0, "transponder", "geostationary")],
)  # fmt: skip
def test_class_follows_mass(wet_mass_kg, kind, name):
    assert build(wet_mass_kg=wet_mass_kg, kind=kind).spacecraft_class == name


def test_flown_programmes_fall_inside_the_stated_band():
    """KazEOSat-1 and NigeriaSat-2 (contract to launch, wait for the launcher included) within the 2 % to 98 % band."""
    cases = plan.people()
    for name, mass, strategy, flown in zip(
        cases.case, cases.launch_mass_kg, cases.strategy, cases.duration_month, strict=True
    ):
        if not np.isfinite(flown) or "NigeriaSat-X" in name:
            continue
        found = build({"strategy": strategy}, wet_mass_kg=mass, satellite_count=2 if "and" in name else 1)
        sigma = np.log(found.duration_p80_month / found.duration_p50_month) / NORMAL_AT_P80
        assert abs(np.log(flown / found.duration_p50_month)) < 2.05 * sigma, name


@pytest.mark.parametrize(
    ("case", "strategy", "mass", "low", "high"),
    [("NigeriaSat-X 26, Alsat-1B 18, ETRSS-1 20-21", "co_build", 100.0, 18, 26), ("VNREDSat 15", "buy", 115.0, 14, 17),
     ("KazEOSat 40-50", "buy", 830.0, 40, 50)],
)  # fmt: skip
def test_people_trained_are_those_of_flown_programmes(case, strategy, mass, low, high):
    found = build({"strategy": strategy}, wet_mass_kg=mass)
    assert low <= found.trained_people_count[0] <= high, case
    assert found.trained_people_known[0]


def test_strategies_are_ordered_in_time_share_and_models():
    buy, together, home = (build({"strategy": s}) for s in ("buy", "co_build", "build"))
    assert buy.duration_p50_month < together.duration_p50_month < home.duration_p50_month
    assert 0.0 <= buy.local_share_frac < together.local_share_frac < home.local_share_frac <= 1.0
    assert (buy.model_philosophy, together.model_philosophy) == ("PFM", "EFM + PFM")
    assert home.model_philosophy == "STM + EFM + PFM"
    assert not home.trained_people_known[0]


def test_local_share_is_the_weighted_sum_of_the_product_tree():
    found = build({"strategy": "build"}, propulsion_mass_kg=np.zeros(1))
    tree = found.product_tree
    assert "Propulsion" not in tree.item
    assert tree.value_weight_frac.sum() == pytest.approx(1.0)
    assert found.local_share_frac[0] == pytest.approx(np.sum(tree.value_weight_frac * tree.local_share_frac))


def test_further_satellites_take_longer_and_are_flight_models():
    one, three = build(), build(satellite_count=3)
    assert three.duration_p50_month > one.duration_p50_month
    assert three.model_philosophy.endswith("+ 2 FM")
    assert "acceptance" in three.tests.level
    assert "acceptance" not in one.tests.level


def test_phases_follow_each_other_and_the_contract_is_month_zero():
    phases = build().phases
    assert phases.start_month[1] == 0.0
    assert np.allclose(phases.start_month[1:], phases.start_month[:-1] + phases.duration_p50_month[:-1])
    assert np.all(phases.duration_p80_month > phases.duration_p50_month)


def test_every_test_has_a_place_or_says_none():
    heavy = build({"strategy": "build"}, wet_mass_kg=9_000.0)
    assert set(heavy.tests.places) == {"Test centre, Noordwijk"}
    assert "University" in " ".join(build(wet_mass_kg=3.0).tests.places)


def test_candidates_agree_with_single_studies():
    masses = np.array([8.0, 90.0, 700.0])
    together = build(wet_mass_kg=masses)
    for i, mass in enumerate(masses):
        alone = build(wet_mass_kg=mass)
        for name in ("duration_p50_month", "duration_p80_month", "local_share_frac", "trained_people_count"):
            assert getattr(together, name)[i] == pytest.approx(getattr(alone, name)[0])


def test_a_candidate_that_does_not_close_has_no_schedule():
    found = build(wet_mass_kg=np.array([np.nan, 100.0]))
    assert np.isnan(found.duration_p50_month[0])
    assert np.isnan(found.trained_people_count[0])
    assert found.duration_p50_month[1] == build(wet_mass_kg=100.0).duration_p50_month[0]
