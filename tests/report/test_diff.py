"""Two studies compared: what was changed, what it means, what moved."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import pytest
from tests.report import sample

from spacefaring import results
from spacefaring.report import diff


@pytest.fixture
def two(tmp_path: Path) -> tuple[results.Stored, results.Stored]:
    first = sample.write(tmp_path / "first", "eye")
    second = sample.write(tmp_path / "second", "eye")
    found = json.loads((second / "results.json").read_text("utf-8"))
    found["cost"]["total_p50_musd"] = 30.0
    found["service"]["needs"][1]["verdict"] = "met"
    found["missions"][0]["orbit"]["altitude_km"] = 500.0
    (second / "results.json").write_text(json.dumps(found), "utf-8")
    rows = list(csv.reader((second / "assumptions.csv").open(encoding="utf-8")))
    rows[2][1] = "500.0"
    with (second / "assumptions.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)
    return results.read(first), results.read(second)


def test_the_cause_comes_first_then_the_verdict_then_the_figures(two: tuple[results.Stored, results.Stored]) -> None:
    said = diff.lines(*two, "en")
    assert said[0] == "What was changed in the study"
    assert "[missions.eye.orbit.altitude_km]: 550\u00a0km → 500\u00a0km" in said[1]
    assert "  Need “city”: partly met → met" in said
    assert "  Cost, P50: 41.3\u00a0MUSD → 30\u00a0MUSD" in said
    assert any(line.endswith("missions.eye.orbit.altitude_km: 550\u00a0km → 500\u00a0km (\u22129.1%)") for line in said)


def test_in_french(two: tuple[results.Stored, results.Stored]) -> None:
    said = diff.lines(*two, "fr")
    assert "  Besoin «\u00a0city\u00a0»\u00a0: partiellement tenu → tenu" in said
    assert "  Coût, P50\u00a0: 41,3\u00a0M$ → 30\u00a0M$" in said


def test_a_study_does_not_differ_from_itself(two: tuple[results.Stored, results.Stored]) -> None:
    assert diff.changes(two[0], two[0]) == []
    assert diff.lines(two[0], two[0], "en") == ["Nothing changed: both studies give the same results."]


def test_movement_is_the_same_both_ways() -> None:
    assert diff.movement_frac(2.0, 1.0) == diff.movement_frac(1.0, 2.0) == 0.5
    assert diff.movement_frac(None, 1.0) == math.inf
    assert diff.movement_frac(-1.0, 1.0) == 2.0
