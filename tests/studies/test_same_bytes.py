"""The same study gives the same bytes, whatever the process."""

from .conftest import ROOT, solve


def contents(folder):
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_two_runs_give_identical_folders(example, tmp_path):
    again = solve(ROOT / "examples" / "university-cubesat.yaml", tmp_path / "again")
    first, second = contents(example("university-cubesat").folder), contents(again.folder)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
