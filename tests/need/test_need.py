"""Cards, levels, and what a study may state of a need."""

import numpy as np
import pytest
from pydantic import ValidationError

from spacefaring import need
from spacefaring.errors import StudyError
from spacefaring.messages import Message
from spacefaring.need import cards
from spacefaring.units import unit_of

THEMES = ["agriculture", "climate_change", "communication", "digital_economy", "education"]
THEMES += ["environment", "health", "sustainable_development", "urban"]
SEEING = {"agriculture", "climate_change", "environment", "sustainable_development", "urban"}


def one(**keys):
    return need.solve([need.Inputs(**({"id": "it"} | keys))])


def levels(found, criterion):
    table = found.requirements
    row = int(np.flatnonzero(table.criterion == criterion)[0])
    return [float(getattr(table, name)[row]) for name in ("threshold", "breakthrough", "goal")]


def test_every_theme_of_the_issue_has_a_card():
    assert sorted(need.themes()) == THEMES
    for theme, card in need.themes().items():
        assert cards.cards()[card].theme == theme
        assert (cards.cards()[card].payload_kind == "imager") == (theme in SEEING)


def test_every_card_is_whole():
    for card in cards.cards().values():
        assert card.theme in THEMES
        assert all(found.ordered for found in card.levels.values()), card.key
        assert all(unit_of(name) is not None for name in card.levels)
        assert all(found.better == need.BETTER[name] for name, found in card.levels.items())
        wanted = {"gsd_m", "swath_km", "field_of_regard_deg", "revisit_day", "latency_hour", "usable_image_per_month"}
        if card.payload_kind == "transponder":
            wanted = {"downlink_mbit_per_s", "availability_frac", "contention_ratio"}
        assert set(card.levels) == wanted, card.key
        assert set(card.words) == ({"bands"} if card.payload_kind == "imager" else {"sites"})


def test_what_is_from_memory_is_never_shown_as_a_standard():
    for card in cards.cards().values():
        for found in card.levels.values():
            assert found.confidence in "RCMG"
            assert found.source.startswith("guess") == (found.confidence in "MG"), (card.key, found.source)


def test_published_figures_stand_on_their_cards():
    """GeoVAR: 1:10,000 at 2.5 m; GOFC-GOLD: land cover at 10 to 30 m; agvariables.org: water daily to 10 days."""
    assert levels(one(theme="urban"), "gsd_m") == [5.0, 2.5, 1.0]
    assert levels(one(theme="environment"), "gsd_m")[::2] == [30.0, 10.0]
    assert levels(one(theme="agriculture", card="pasture_water"), "revisit_day")[::2] == [10.0, 1.0]


def test_a_number_moves_the_three_levels_in_the_card_s_proportion():
    found = one(theme="urban", gsd_m=5.0)
    assert levels(found, "gsd_m") == [10.0, 5.0, 2.0]
    assert found.needs.gsd_m[0] == 5.0
    assert levels(one(theme="health", availability_frac=0.99), "availability_frac") == pytest.approx(
        [0.98, 0.99, 0.998]
    )


def test_three_levels_replace_the_card_s():
    found = one(theme="urban", revisit_day={"threshold": 60, "breakthrough": 30, "goal": 7})
    assert levels(found, "revisit_day") == [60.0, 30.0, 7.0]
    row = found.requirements.where(found.requirements.criterion == "revisit_day")
    assert (row.confidence[0], row.source[0]) == ("S", "study file")


def test_what_does_not_apply_is_nan():
    found = one(theme="health").needs
    assert np.isnan(found.gsd_m[0])
    assert np.isnan(found.site_count[0])
    assert found.bands[0] == ""
    assert found.sites[0] == "district_hospitals"
    assert found.people_per_site_count[0] == 250_000
    assert one(theme="health", sites="clinics", site_count=70).needs.site_count[0] == 70


def test_serving_keeps_the_needs_named():
    found = need.solve([need.Inputs(id=name, theme=theme) for name, theme in (("a", "urban"), ("b", "health"))])
    kept = found.serving(["b"])
    assert kept.needs.id.tolist() == ["b"]
    assert set(kept.requirements.need_id) == {"b"}
    assert kept.need_count == 1
    assert found.serving([]).need_count == 0


def test_sourced_needs_are_counted():
    assert one(theme="agriculture").sourced_count == 0
    assert one(theme="urban").sourced_count == 1
    assert one(theme="agriculture", gsd_m=5).sourced_count == 1


def test_every_figure_of_a_card_is_an_assumption_with_its_source():
    found = need.solve([need.Inputs(id="city", theme="urban", gsd_m=2.5)])
    keys = {used.key for used in found.used}
    assert "need.city.gsd_m" not in keys
    assert {"need.city.revisit_day", "need.city.bands"} <= keys
    assert all(used.source for used in found.used)


@pytest.mark.parametrize("word", ["urban_management", "climate", "Digital", "schools"])
def test_other_words_for_a_theme_are_taken(word):
    assert need.Inputs(id="it", theme=word).theme in THEMES


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"theme": "agricultur"}, "did you mean agriculture?"),
        ({"theme": "urban", "card": "citi_plan"}, "did you mean city_plan?"),
        ({"theme": "urban", "card": "crop_type"}, "belongs to the theme agriculture"),
        ({"theme": "urban", "gsd_m": "2.5 m"}, "neither a number nor"),
        ({"theme": "urban", "gsd_m": -1}, "allowed: above 0"),
        ({"theme": "urban", "gsd_m": True}, "neither a number nor"),
        ({"theme": "urban", "gsd_m": float("nan")}, "neither a number nor"),
        ({"theme": "urban", "gsd_m": {"threshold": 1, "breakthrough": 2, "goal": 3}}, "towards lower values"),
        ({"theme": "urban", "gsd_m": {"threshold": 1}}, "exactly the keys"),
        ({"theme": "urban", "gsd_m": {"threshold": 1, "breakthrough": "x", "goal": 3}}, "breakthrough is not a number"),
        ({"theme": "urban", "downlink_mbit_per_s": 10}, "does not belong to the card city_plan"),
        ({"theme": "urban", "sites": "schools"}, "does not belong to the card city_plan"),
        ({"theme": "health", "bands": ["red"]}, "does not belong to the card hospital_links"),
        ({"theme": "health", "availability_frac": 99.5}, "up to 1"),
        ({"theme": "health", "sites": "hospitals"}, "did you mean district_hospitals?"),
        ({"theme": "urban", "gsd": 3}, "Extra inputs"),
        ({"theme": "urban", "id": "a b"}, "pattern"),
    ],
)
def test_a_mistake_is_one_sentence(keys, says):
    with pytest.raises(ValidationError, match=says) as raised:
        need.Inputs(**({"id": "it"} | keys))
    assert len(raised.value.errors()) == 1


def test_two_needs_of_one_name_are_refused():
    with pytest.raises(StudyError, match="two needs are called a"):
        need.solve([need.Inputs(id="a", theme="urban"), need.Inputs(id="a", theme="health")])


def test_mistakes_can_be_said_in_french():
    with pytest.raises(ValidationError) as raised:
        need.Inputs(id="it", theme="santee")
    said = raised.value.errors()[0]["ctx"]["error"].args[0]
    assert isinstance(said, Message)
    assert "n’est pas un thème connu" in said.said("fr")
