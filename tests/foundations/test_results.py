import json

import numpy as np
import pytest

from spacefaring import results
from spacefaring.errors import StudyError
from spacefaring.stage import Assumption, StageResult
from spacefaring.tables import Array, Table, column


class Rows(Table):
    cost_musd: Array = column("Cost.")
    met: Array = column("Met.")


class Answer(StageResult):
    total_musd: Array = column("Total.")
    rows: Rows = column("Rows.")


def lay_down(folder):
    folder.mkdir()
    answer = Answer(total_musd=np.array([1 / 3]), rows=Rows(cost_musd=[0.1, np.nan], met=[True, False]))
    results.write(
        folder,
        study_text="need: []\n",
        resolved={"need": []},
        document={"cost": answer.values(), "undefined": np.inf},
        sections=[results.Section(("cost",), answer)],
        assumptions=[Assumption(key="cost.x", value=1.5, source="guess: a test")],
        borders=None,
        seed=1,
    )
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_the_same_answer_gives_the_same_bytes_and_reads_back(tmp_path):
    assert lay_down(tmp_path / "a") == lay_down(tmp_path / "b")
    stored = results.read(tmp_path / "a")
    assert stored.results["cost"]["total_musd"] == 0.3333333333
    assert stored.results["undefined"] is None
    np.testing.assert_array_equal(stored.tables["cost_rows"]["cost_musd"], [0.1, np.nan])
    assert stored.tables["cost_rows"]["met"].tolist() == [True, False]
    assert stored.assumptions == [{"key": "cost.x", "value": "1.5", "kind": "guess", "source": "guess: a test"}]


def test_the_manifest_ties_files_to_their_content(tmp_path):
    files = lay_down(tmp_path / "a")
    manifest = json.loads(files["manifest.json"])
    assert manifest["files_sha256"]["results.json"] == results._digest(files["results.json"])
    assert manifest["seed"] == 1


def test_a_folder_without_results_gets_a_sentence(tmp_path):
    with pytest.raises(StudyError, match=r"no results\.json"):
        results.read(tmp_path)
