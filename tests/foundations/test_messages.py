from spacefaring.errors import StudyError, did_you_mean
from spacefaring.messages import LANGUAGES, Message, message, restored, translator


def test_a_message_survives_storage_and_nests():
    inner = did_you_mean("altitud_km", ["altitude_km", "ltan_hour"])
    said = message("{value} is not known; {hint}", value="altitud_km", hint=inner)
    again = restored(said.parts())
    for language in LANGUAGES:
        assert again.said(language) == said.said(language)
    assert "did you mean altitude_km?" in str(said)


def test_french_is_said_and_differs_from_english():
    refusal = StudyError(message("the file is empty"))
    assert refusal.said("fr") == "le fichier est vide"
    assert str(refusal) == "the file is empty"


def test_an_unknown_text_stays_as_it_is():
    assert translator("fr")("a text that nobody wrote") == "a text that nobody wrote"
    assert Message("{x:.1f}", {"x": 2.25}).said("fr") == "2.2"
