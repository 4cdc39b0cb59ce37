"""Bad input: one clear line with file, line, column, allowed values and a suggestion; exit 2; no traceback."""

import re
import subprocess
import sys

import pytest

GOOD = """\
need:
  - {id: crops, theme: agriculture}
places:
  countries: [BFA]
  grid_km: 20
missions:
  - id: eye
    orbit: {kind: sun_synchronous, altitude_km: 550}
    payload: {kind: imager, gsd_m: 2.5}
"""


def check(tmp_path, text, *options):
    study = tmp_path / "study.yaml"
    study.write_bytes(text if isinstance(text, bytes) else text.encode())
    command = [sys.executable, "-m", "spacefaring.cli", "check", str(study), "--lang", "en", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_good_study_is_fine(tmp_path):
    done = check(tmp_path, GOOD)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 need(s), 1 mission(s)" in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("grid_km: 20", "grid_kms: 20", "5:3", "did you mean grid_km?"),
        ("altitude_km: 550", "altitude_m: 550000", "8:36", "write altitude_km"),
        ("altitude_km: 550", "altitude_km: 550 km", "8:49", "write the number alone"),
        ("altitude_km: 550", "altitude_km: -550", "8:49", "outside the limits"),
        ("sun_synchronous", "sunsynchronous", "8:19", "did you mean sun_synchronous?"),
        ("theme: agriculture", "theme: agricultur", "2:24", "did you mean agriculture?"),
        ("[BFA]", "[BFX]", "4:15", "did you mean BFA?"),
        ("kind: imager", "kind: imagre", "9:14", "did you mean imager?"),
        ("grid_km: 20", "stations: [{name: here, latitude_deg: 95, longitude_deg: 0}]", "5:41", "outside the limits"),
        ("id: crops, ", "", "2:5", "id: is missing"),
        ("grid_km: 20", "grid_km: .nan", "5:12", "finite"),
    ],
)
def test_a_mistake_is_pointed_at(tmp_path, old, new, place, says):
    assert old in GOOD
    done = check(tmp_path, GOOD.replace(old, new))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert re.search(rf"study\.yaml:{place}\b", done.stderr), done.stderr
    assert says in done.stderr


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"\xff\xfe", b"a: " + b"{b: " * 5_000, b"a: &x 1\nb: *x\n"])
def test_a_file_that_is_no_study_is_refused(tmp_path, content):
    done = check(tmp_path, content)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_mistakes_are_said_in_french_too(tmp_path):
    done = check(tmp_path, GOOD.replace("grid_km", "grid_kms"), "--lang", "fr")
    assert done.returncode == 2
    assert "clé inconnue" in done.stderr
    assert "vouliez-vous dire grid_km" in done.stderr


def test_an_unknown_language_is_refused(tmp_path):
    done = check(tmp_path, GOOD, "--lang", "de")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
