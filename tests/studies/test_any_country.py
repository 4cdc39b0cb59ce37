"""Three lines solve for countries that nobody tuned for: large, tiny, high, island, across the antimeridian, many."""

import pytest

from .conftest import solve


@pytest.mark.parametrize(
    ("countries", "theme"),
    [
        ("BRA", "environment"),
        ("SGP", "urban"),
        ("NOR", "climate_change"),
        ("FJI", "communication"),
        ("KAZ", "agriculture"),
        ("GRL", "communication"),
        ("TCD, CMR", "health"),
    ],
)
def test_a_three_line_study_solves(tmp_path, countries, theme):
    study = tmp_path / "study.yaml"
    study.write_text(f"need:\n  - {{id: first, theme: {theme}}}\nplaces: {{countries: [{countries}]}}\n", "utf-8")
    solved = solve(study, tmp_path / "out")
    assert solved.exit_code in (0, 1), solved.errors
    assert "Traceback" not in solved.errors
    found = solved.stored.results
    assert found["missions"]
    assert all(m["proposed"] for m in found["missions"])
    assert found["proposals"]
    assert (tmp_path / "out" / "dossier.fr.html").is_file()
