"""Collisions, the way the satellite flies, and by what the rules are kept."""

import socket

import numpy as np
import pytest
from hand_made import orbit, spacecraft
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from spacefaring.launch import Inputs, solve
from spacefaring.messages import translator


def launch(inputs=None, path=None, craft=None, count=1):
    return solve(Inputs(**(inputs or {})), orbit=orbit(**(path or {})), spacecraft=spacecraft(count, **(craft or {})))


def test_collision_grows_with_size_and_is_worst_where_the_fragments_are():
    sizes = [launch(craft={"side_m": s, "array_area_m2": 4.0 * s**2}).collision_frac[0] for s in (0.3, 0.6, 1.2)]
    assert sizes == sorted(sizes)
    heights = {h: launch(path={"altitude_km": h, "inclination_deg": 98.5}).collision_frac[0] for h in (500.0, 850.0)}
    assert heights[850.0] > 5.0 * heights[500.0]


def test_a_large_satellite_left_at_850_km_breaks_the_rule_and_a_small_low_one_keeps_it():
    assert not launch(path={"altitude_km": 850.0, "inclination_deg": 98.8}, craft={"side_m": 2.0}).collision_met[0]
    assert launch(craft={"side_m": 0.5}).collision_met[0]
    assert not launch({"collision_limit_frac": 1e-6}, craft={"side_m": 0.5}).collision_met[0]


def test_parts_of_the_life_add_up_and_kinds_too():
    table = launch(craft={"side_m": 0.8}).collision
    kinds = np.stack([table.active_frac, table.derelict_frac, table.stage_frac, table.fragment_frac])
    assert 1.0 - np.prod(1.0 - kinds, axis=0) == pytest.approx(table.collision_frac)
    assert (1 - table.collision_frac[0]) * (1 - table.collision_frac[1]) == pytest.approx(1 - table.collision_frac[2])
    assert table.duration_year[:2].sum() == pytest.approx(table.duration_year[2])


def test_a_constant_orbit_is_exposed_as_the_closed_form_says():
    """1,100 km for the whole horizon: density × speed × circle × time, by hand from the rows of the table."""
    found = launch(
        {"untracked_ratio": 1.0, "horizon_year": 30},
        {"altitude_km": 1_075.0, "inclination_deg": 99.7}, {"side_m": 1.0, "life_year": 5.0},
    )  # fmt: skip
    radius = 6_378.137 + np.array([1_050.0, 1_100.0])
    volume_km3 = 4.0 / 3.0 * np.pi * (radius[1] ** 3 - radius[0] ** 3)
    own = np.sqrt(1.5 / np.pi)
    expected = 51 / volume_km3 * 10.0 * np.pi * (own + 1.5) ** 2 * 1e-6 * 30.0 * 365.25 * 86_400.0
    assert found.collision.derelict_frac[2] == pytest.approx(1.0 - np.exp(-expected), rel=0.02)


def test_disposal_lowers_the_chance_of_a_collision():
    high = {"altitude_km": 800.0, "inclination_deg": 98.6}
    left, braked = (launch(path=high, craft={"delta_v_disposal_m_per_s": dv}).collision_frac[0] for dv in (0.0, 200.0))
    assert braked < 0.3 * left


def test_no_collision_figure_on_the_ring():
    ring = {"kind": "geostationary", "altitude_km": 35_786.0, "inclination_deg": 0.0, "satellite_count": 1}
    found = launch(path=ring, craft={"wet_mass_kg": 3_000.0})
    assert np.isnan(found.collision_frac[0])
    assert len(found.collision) == len(found.attitudes) == 0


def test_collision_of_candidates_agrees_with_single_studies():
    sides = np.array([0.4, 0.8, 1.1])
    together = launch(craft={"side_m": sides, "wet_mass_kg": 100.0}, count=3).collision_frac
    alone = [launch(craft={"side_m": s, "wet_mass_kg": 100.0}).collision_frac[0] for s in sides]
    assert together == pytest.approx(alone)


def test_lifetime_goes_as_one_over_the_area_under_a_steady_sun_and_follows_the_attitude():
    table = launch(craft={"side_m": 0.6, "array_area_m2": 1.0}).attitudes
    by = dict(zip(table.attitude, zip(table.area_m2, table.lifetime_year, strict=True), strict=True))
    assert by["tumbling"][0] == pytest.approx(1.5 * 0.36 + 0.5 * 1.0)
    assert by["wings edge-on"][1] > by["tumbling"][1] > by["wings across the motion"][1]


@settings(max_examples=30, deadline=None, phases=(Phase.generate,))
@given(height=st.floats(350, 900), aboard=st.sampled_from([0.0, 20.0, 60.0, 150.0]), held=st.booleans())
def test_verdict_says_by_what_it_is_kept(height, aboard, held):
    found = launch(
        path={"altitude_km": height, "inclination_deg": 97.9},
        craft={"delta_v_disposal_m_per_s": aboard, "delta_v_drag_m_per_s": 10.0 * held},
    )
    for years, kept, by in ((25.0, found.disposal_25_year[0], found.disposal_25_year_by),
                            (5.0, found.disposal_5_year[0], found.disposal_5_year_by)):  # fmt: skip
        alone = found.free_after_operation_year[0] <= years
        assert by == (
            "drag alone" if kept and alone else "the disposal manoeuvre aboard" if kept else "nothing: it is broken"
        )
        assert kept or not alone, "a manoeuvre never makes it worse"
    said = str(found.binding)
    assert ("by that manoeuvre only" in said) == (
        found.disposal_5_year_by == "the disposal manoeuvre aboard" and bool(found.disposal_5_year[0])
    )
    assert "{" not in found.binding.said("fr")
    assert found.binding.said("fr") != said


def test_every_word_of_a_verdict_has_its_french():
    say = translator("fr")
    found = launch(craft={"side_m": 0.6, "delta_v_disposal_m_per_s": 60.0})
    for text in (found.disposal_5_year_by, found.fairing_fit, *found.collision.part, *found.attitudes.attitude,
                 *found.ways.way, *found.ways.reason, *found.ways.goes_to):  # fmt: skip
        assert say(str(text)) != str(text), text


def test_the_climb_of_a_satellite_with_thrusters_is_flown():
    craft = spacecraft()
    craft.propulsion_kind = "hydrazine"
    quick = solve(Inputs(), orbit=orbit(), spacecraft=craft).climb
    assert quick.way[0] == "two short burns"
    assert quick.is_flown[0]
    craft.propulsion_kind = "cold_gas"
    slow = solve(Inputs(), orbit=orbit(), spacecraft=craft).climb
    assert slow.way[0] == "steady thrust along the motion"
    assert slow.duration_hour[0] > quick.duration_hour[0]
    assert slow.delta_v_m_per_s[0] == pytest.approx(quick.delta_v_m_per_s[0], rel=0.1)
    assert slow.eclipse_count[0] >= quick.eclipse_count[0]
    assert len(launch().climb) == 0


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert launch({"seed": 7}).lifetime_year[0] > 0.0
