"""Sources that a stage put together from parts are said in French part by part."""

import pytest

from spacefaring.report import sources
from spacefaring.report.words import Words


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("study file", "fichier d’étude"),
        ("guess: usual", "usuel"),
        ("fit over 29 priced vehicles, spread 0.53", "ajustement sur 29 lanceurs à prix connu, dispersion 0,53"),
        ("guess: list of Falcon 9 taken, Electron publishes none (recalled)",
         "tarif de Falcon 9 retenu, Electron n’en publie pas (de mémoire)"),
        ("recalled (new booster; 49 flown)",
         "de mémoire (premier étage neuf\u202f; 49 M$ pour un étage réemployé)"),
        ("table of 2026-11-02", "table du 2026-11-02"),
        ("A. Author, A Title, 2001", "A. Author, A Title, 2001"),
    ],
)  # fmt: skip
def test_a_source_is_said_in_french(english, french):
    assert sources.said(Words("fr"), english) == french


def test_english_keeps_the_reason_of_a_guess():
    assert sources.said(Words("en"), "guess: no price found") == "no price found"
