"""Failure is a result: a study that cannot close exits 1 with a dossier that says what binds."""

from .conftest import solve

CANNOT_CLOSE = """
need:
  - {id: crops, theme: agriculture}
places: {countries: [BFA], stations: [koudougou]}
missions:
  - id: eye
    orbit: {kind: sun_synchronous, altitude_km: 550, ltan_hour: 10.5}
    payload: {kind: imager, gsd_m: 0.3, swath_km: 200, bands: [pan, red, nir]}
    spacecraft: {life_year: 5}
    launch: {mode: rideshare, year: 2029}
"""


def test_a_study_that_cannot_close_says_what_binds(tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text(CANNOT_CLOSE, "utf-8")
    solved = solve(study, tmp_path / "out", "--lang", "en")
    assert solved.exit_code == 1, solved.errors + solved.screen
    mission = solved.stored.results["missions"][0]
    binding = mission.get("failure") or mission["spacecraft"]["binding"]
    assert binding
    assert binding[:30] in solved.screen
    for language in ("fr", "en"):
        assert (tmp_path / "out" / f"dossier.{language}.html").stat().st_size > 5_000
