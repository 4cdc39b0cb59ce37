"""The examples end to end: what the results folder holds, and that its parts agree."""

import json
import math

import pytest

KEYS = {
    "places": "area_km2 point_count station_count",
    "orbit": "altitude_km inclination_deg period_min ltan_hour satellite_count plane_count eclipse_max_min",
    "coverage": "revisit_mean_hour revisit_p90_hour revisit_max_hour covered_frac contact_min_per_day",
    "payload": "kind aperture_m gsd_m swath_km snr mtf_frac data_rate_mbit_per_s mass_kg power_w",
    "spacecraft": "closed iteration_count dry_mass_kg dry_mass_p10_kg dry_mass_p90_kg wet_mass_kg wet_mass_p10_kg "
    "wet_mass_p90_kg power_eol_w delta_v_m_per_s link_margin_db binding",
    "build": "duration_p50_month duration_p80_month local_share_frac trained_people_count",
    "launch": "vehicle site price_musd lifetime_year disposal_25_year disposal_5_year",
    "operations": "image_area_km2_per_day delivered_gbit_per_day latency_p90_hour gap_frac",
    "service": "needs",
    "cost": "total_p50_musd total_p80_musd price_year phases",
    "capital": "npv_financial_musd npv_economic_musd irr_financial_frac dscr_min llcr grant_element_frac "
    "grant_element_discount_frac verdict reasons",
    "partners": "shares stable",
}
PROGRAMME = ("places", "service", "cost", "capital", "partners")
FILES = (
    "study.yaml resolved.yaml results.json assumptions.csv manifest.json grids/coverage.nc dossier.fr.html "
    "dossier.en.html dossier.fr.pdf dossier.en.pdf finance.xlsx exports/coverage.geojson exports/contacts.ics "
    "exports/activity.iati.xml"
).split()


def test_an_example_is_solved_without_a_traceback(any_example):
    assert any_example.exit_code in (0, 1), any_example.errors
    assert "Traceback" not in any_example.errors
    assert 5 < len(any_example.screen.splitlines()) <= 45


def test_the_results_have_the_keys_of_the_contract(any_example):
    found = any_example.stored.results
    for stage in PROGRAMME:
        assert not set(KEYS[stage].split()) - set(found[stage]), stage
    for mission in found["missions"]:
        for stage in set(KEYS) - set(PROGRAMME):
            assert not set(KEYS[stage].split()) - set(mission[stage]), (mission["id"], stage)


def test_the_folder_holds_the_files_of_the_contract(any_example):
    for name in FILES:
        file = any_example.folder / name
        assert file.is_file(), name
        assert file.stat().st_size > 100, name
    assert list((any_example.folder / "figures").glob("*.svg"))
    assert list((any_example.folder / "exports").glob("*.oem"))
    assert list((any_example.folder / "exports").glob("*.czml"))


def test_no_number_is_nan_or_infinite(any_example):
    def walk(node):
        if isinstance(node, dict):
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)
        elif isinstance(node, float):
            assert math.isfinite(node)

    text = (any_example.folder / "results.json").read_text("utf-8")
    walk(json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} in results.json")))


def test_bands_are_ordered_and_shares_are_whole(any_example):
    found = any_example.stored.results
    for mission in found["missions"]:
        craft = mission["spacecraft"]
        assert craft["dry_mass_p10_kg"] < craft["dry_mass_kg"] < craft["dry_mass_p90_kg"]
        assert craft["dry_mass_kg"] <= craft["wet_mass_kg"]
        seen = mission["coverage"]
        assert seen["revisit_mean_hour"] <= seen["revisit_p90_hour"] * 1.5 <= seen["revisit_max_hour"] * 1.5
    assert found["cost"]["total_p50_musd"] < found["cost"]["total_p80_musd"]
    assert sum(s["share_frac"] for s in found["partners"]["shares"]) == pytest.approx(1)


def test_every_need_has_a_verdict(any_example):
    found = any_example.stored.results
    assert {n["id"] for n in found["service"]["needs"]} == {n["id"] for n in found["need"]["needs"]}
    assert all(n["verdict"] in ("met", "partly", "missed") for n in found["service"]["needs"])
    all_met = all(n["verdict"] == "met" for n in found["service"]["needs"])
    closed = all(m["spacecraft"]["closed"] for m in found["missions"])
    assert any_example.exit_code == (0 if all_met and closed else 1)


def test_the_screen_says_what_the_results_say(any_example):
    found = any_example.stored.results
    for need in found["service"]["needs"]:
        assert need["id"] in any_example.screen
    for mission in found["missions"]:
        assert mission["launch"]["vehicle"] in any_example.screen


def test_assumptions_say_what_is_a_guess(any_example):
    rows = any_example.stored.assumptions
    assert len(rows) > 50
    assert all(r["source"] for r in rows)
    assert {"guess", "sourced", "study"} == {r["kind"] for r in rows}


def test_two_studies_are_compared_in_words(example):
    import subprocess
    import sys

    folders = [str(example(name).folder) for name in ("burkina-faso", "university-cubesat")]
    for language, says in (("en", "What was changed in the study"), ("fr", "Ce qui a")):
        command = [sys.executable, "-m", "spacefaring.cli", "diff", *folders, "--lang", language]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert says in done.stdout
    same = subprocess.run(
        [*command[:4], folders[0], folders[0], "--lang", "en"], capture_output=True, text=True, check=False
    )
    assert "Nothing changed" in same.stdout
