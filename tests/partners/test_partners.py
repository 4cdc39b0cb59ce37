"""The stage that shares the cost: what it hands back, and how it refuses."""

from types import SimpleNamespace

import numpy as np
import pytest

from spacefaring import partners
from spacefaring.errors import StudyError

THREE = ("BFA", "MLI", "NER")


def places(*countries):
    areas = SimpleNamespace(
        country=np.array(countries), population_count=np.array([23e6, 24e6, 27e6][: len(countries)]),
        area_km2=np.array([274e3, 1240e3, 1267e3][: len(countries)]),
    )  # fmt: skip
    return SimpleNamespace(areas=areas)


def costs(members, rule):
    return {group: rule(group) for group in partners.coalitions(members)}


def saving(group):
    """A fixed part of 30 and 10 for each: sharing pays."""
    return 30.0 + 10.0 * len(group)


def solve(members=THREE, rule=saving, **keys):
    inputs = partners.Inputs(members=members, **keys)
    return partners.solve(inputs, places=places(*THREE), coalition_cost_musd=costs(members, rule))


def test_alike_members_pay_alike_and_save_the_fixed_part_twice():
    found = solve()
    assert found.shares.cost_musd == pytest.approx([20, 20, 20])
    assert found.saving_musd == pytest.approx(60)
    assert found.stable
    assert not found.core_empty
    assert len(found.core) == 7


def test_one_member_bears_everything():
    found = solve(members=("BFA",))
    assert found.shares.cost_musd == pytest.approx([40])
    assert found.shares.share_frac == pytest.approx([1])
    assert found.stable
    assert "only member" in str(found.verdict)


def test_members_default_to_the_countries_of_the_study():
    found = partners.solve(
        partners.Inputs(), places=places("BFA", "MLI"), coalition_cost_musd=costs(("BFA", "MLI"), saving)
    )
    assert list(found.shares.member) == ["BFA", "MLI"]


def test_proportional_split_can_drive_a_group_out_and_says_which():
    """BFA is cheap alone, and pairs gain nothing: paying by population overcharges it."""
    own = {"BFA": 10.0, "MLI": 60.0, "NER": 60.0}
    found = solve(rule=lambda group: sum(own[m] for m in group) * 0.95, method="proportional",
                  proportional_to="population")  # fmt: skip
    assert not found.stable
    assert "BFA" in found.unstable_coalitions
    assert "does not hold" in str(found.verdict)
    assert found.core.saving_musd.min() < 0


def test_empty_core_is_said():
    """Any two members can do it for 10, all three pay 18: someone always wants out."""
    found = solve(rule=lambda group: {1: 10.0, 2: 10.0, 3: 18.0}[len(group)])
    assert found.core_empty
    assert not found.stable


@pytest.mark.parametrize("unknown", [np.nan, np.inf])
def test_a_group_that_no_design_serves_cannot_leave_but_rules_out_shapley(unknown):
    found = solve(rule=lambda group: unknown if group == {"BFA"} else saving(group), method="shapley")
    assert found.method == "nucleolus"
    assert np.isnan(found.shares.shapley_musd).all()
    assert found.shares.cost_musd.sum() == pytest.approx(60)
    assert found.stable


def test_no_joint_design_gives_no_shares():
    found = solve(rule=lambda group: np.nan if len(group) == 3 else saving(group))
    assert np.isnan(found.shares.cost_musd).all()
    assert not found.stable


def test_gifts_in_kind_lower_the_cash_of_the_giver_only():
    found = solve(in_kind_musd={"NER": 5.0})
    assert found.shares.cash_musd == pytest.approx([20, 20, 15])


def test_area_and_population_weights_follow_the_places():
    found = solve(method="proportional", proportional_to="area")
    assert found.shares.share_frac == pytest.approx(np.array([274, 1240, 1267]) / 2781)


def test_projects_cover_the_sectors_and_can_be_chosen():
    found = solve()
    assert {"health", "education", "digital_economy", "agriculture", "sustainable_development"} <= set(
        found.projects.sector
    )
    assert np.all(found.projects.cost_low_musd < found.projects.cost_high_musd)
    assert len(solve(projects=("crop_bulletin",)).projects) == 1
    assert len(solve(projects=()).projects) == 0


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"members": ()}, "at least one member"),
        ({"members": ("BFA", "BFA")}, "twice"),
        ({"members": tuple("ABCDEFGHI")}, "at most 8"),
        ({"in_kind_musd": {"BFB": 1.0}}, "did you mean BFA"),
        ({"in_kind_musd": {"BFA": -1.0}}, "zero or more"),
        ({"projects": ("crop_buletin",)}, "did you mean crop_bulletin"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(keys, said):
    with pytest.raises(StudyError, match=said):
        solve(**keys)


@pytest.mark.parametrize(("value", "said"), [(None, "is missing"), (-1.0, "zero or more")])
def test_bad_costs_are_refused(value, said):
    given = costs(THREE, saving)
    given[frozenset(("BFA", "NER"))] = value
    if value is None:
        del given[frozenset(("BFA", "NER"))]
    with pytest.raises(StudyError, match=said):
        partners.solve(partners.Inputs(members=THREE), places=places(*THREE), coalition_cost_musd=given)


def test_weights_that_the_places_do_not_give_are_refused():
    inputs = partners.Inputs(members=("BFA", "KAZ"), proportional_to="population")
    with pytest.raises(StudyError, match="KAZ"):
        partners.solve(inputs, places=places("BFA"), coalition_cost_musd=costs(("BFA", "KAZ"), saving))
