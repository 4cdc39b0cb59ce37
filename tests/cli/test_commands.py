"""Each command as a user types it."""

import json
import subprocess
import sys


def run(*words, cwd=None, env=None):
    command = [sys.executable, "-m", "spacefaring.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=env)


def test_help_is_said_in_french_where_the_system_speaks_french():
    import os

    done = run("--help", env=os.environ | {"LANG": "fr_FR.UTF-8", "LC_ALL": "fr_FR.UTF-8"})
    assert "Résout une étude" in done.stdout


def test_help_imports_nothing_heavy():
    code = "import sys; sys.argv = ['spacefaring', '--help']\nfrom spacefaring import cli\n"
    code += "try:\n cli.main()\nexcept SystemExit: pass\n"
    code += "print([m for m in ('numpy', 'scipy', 'numba', 'pydantic', 'matplotlib', 'shapely') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip().splitlines()[-1] == "[]", done.stdout + done.stderr


def test_new_writes_a_study_that_checks(tmp_path):
    for words in (["mine"], ["ours", "--from", "burkina-faso"], ["notre", "--lang", "fr"]):
        assert run("new", *words, cwd=tmp_path).returncode == 0
        done = run("check", f"{words[0]}.yaml", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert run("new", "mine", cwd=tmp_path).returncode == 2
    assert "did you mean burkina-faso?" in run("new", "x", "--from", "burkina", "--lang", "en", cwd=tmp_path).stderr


def test_explain_gives_formula_and_source():
    done = run("explain", "orbit.inclination_deg", "--lang", "en")
    assert done.returncode == 0
    assert "source:" in done.stdout
    rows = json.loads(run("explain", "altitude_km", "--json").stdout)
    assert {r["stage"] for r in rows} >= {"orbit"}
    assert run("explain", "altitude_kn", "--lang", "en").returncode == 2


def test_catalog_lists_tables_rows_and_cells():
    listed = json.loads(run("catalog", "--json").stdout)
    assert all(t["source"] and t["date"] for t in listed)
    assert "Falcon 9" in run("catalog", "vehicles").stdout
    assert "price_musd" in run("catalog", "vehicles", "Falcon 9").stdout


def test_passes_of_a_station_from_a_study(tmp_path):
    run("new", "mine", "--from", "university-cubesat", cwd=tmp_path)
    rows = json.loads(
        run("passes", "mine.yaml", "--station", "koudougou", "--days", "3", "--json", cwd=tmp_path).stdout
    )
    assert {r["kind"] for r in rows} == {"contact", "imaging"}
    assert rows == sorted(rows, key=lambda r: (r["start_utc"], r["kind"]))
    unknown = run("passes", "mine.yaml", "--station", "koudoug", "--lang", "en", cwd=tmp_path)
    assert unknown.returncode == 2
    assert "did you mean koudougou?" in unknown.stderr


def test_passes_of_two_line_elements(tmp_path):
    lines = [
        "KAZEOSAT 1",
        "1 39731U 14024A   26104.50000000  .00000200  00000+0  50000-4 0  9995",
        "2 39731  98.5300 170.0000 0001500  90.0000 270.0000 14.41500000  1009",
    ]
    lines = [line if i == 0 else _with_checksum(line) for i, line in enumerate(lines)]
    (tmp_path / "one.tle").write_text("\n".join(lines) + "\n")
    rows = json.loads(run("passes", "one.tle", "--station", "koudougou", "--days", "2", "--json", cwd=tmp_path).stdout)
    assert 4 <= len(rows) <= 16
    assert all(r["maximum_elevation_deg"] >= 5 for r in rows)


def _with_checksum(line):
    total = sum(int(c) if c.isdigit() else c == "-" for c in line[:68])
    return f"{line[:68]}{total % 10}"
