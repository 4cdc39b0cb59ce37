"""The dossier of every kind of study in both languages: whole sentences, no leftovers, the same numbers everywhere."""

from __future__ import annotations

import ast
import io
import random
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.report import sample

from spacefaring import report, results
from spacefaring.messages import LANGUAGES, translations
from spacefaring.report import dossier, html, memorandum, pdf
from spacefaring.report.figures import canvas, maps, money, programme
from spacefaring.report.page import Dossier, Figure, Number, Sentence, numbers, plain_text
from spacefaring.report.reader import Reader
from spacefaring.report.words import Words

ROOMS = ("report", "exchange")
PACKAGE = Path(report.__file__).parent


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[results.Stored, Dossier]]:
    """Each kind of study in each language; only `pair`, which has every figure, is truly drawn, to save time."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        for kind in sorted(sample.KINDS, key=lambda k: k != "pair"):
            if kind != "pair":
                patch.setattr(canvas, "svg", lambda figure, name: f'<svg id="{name}"></svg>')
            stored = results.read(sample.write(tmp_path_factory.mktemp(kind), kind))
            for language in LANGUAGES:
                made[kind, language] = (stored, dossier.compose(stored, language))
    return made


ALL = [(kind, language) for kind in sample.KINDS for language in LANGUAGES]


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_no_leftover_in_the_text(told: dict, kind: str, language: str) -> None:
    text = visible(html.render(told[kind, language][1]))
    assert not re.findall(r"\b(?:None|nan|NaN|null|True|False|inf)\b", text)
    assert not re.findall(r"[{}]|\[\d", text)
    keys = set(re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", text))
    assert not keys - {"payload.gsd_m", "gsd_m"}, keys  # the study key in the failure message of the sample itself


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_each_section_opens_with_its_conclusion(told: dict, kind: str, language: str) -> None:
    said = told[kind, language][1]
    assert said.sections
    for section in (said.summary, *said.sections):
        first = next(b for b in section.blocks if not hasattr(b, "text"))
        assert isinstance(first, Sentence), section.id
        assert first.role == "conclusion", section.id
        assert len(plain_text(first.spans)) > 20
        assert len(section.blocks) > 1


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_each_number_is_that_of_the_results(told: dict, kind: str, language: str) -> None:
    stored, said = told[kind, language]
    found = numbers(said)
    assert len(found) > 10
    for number in found:
        assert digits(number, stored, language), number


def digits(number: Number, stored: results.Stored, language: str) -> bool:
    """Whether the printed figure is the stored one, rounded, for one of the units it may be printed in."""
    value = stored_value(number.key, stored)
    if value is None:
        return number.text in ("not applicable", "sans objet")
    shown = number.text.replace("\u202f", "").replace("\u2212", "-")
    clock = re.match(r"(\d+)(?:\u00a0h\u00a0|:)(\d\d)", shown)
    if clock:
        return int(clock.group(1)) + int(clock.group(2)) / 60 == pytest.approx(float(value), abs=0.01)
    figure = re.match(r"-?[\d.,]+", shown)
    assert figure, number
    read = float(figure.group().replace(",", "." if language == "fr" else ""))
    scales = (1.0, 100.0, 1e-6, 1e-4, 1e-3 * 587.1438, 587.1438)  # as it is, percent, millions, million hectares, FCFA
    decimals = len(re.split(r"[.,]", figure.group())[-1]) if re.search(r"\d[.,]\d", figure.group()) else 0
    last = 0.5 * 10.0**-decimals if language == "fr" or "." in figure.group() else 0.5
    return any(
        read == pytest.approx(float(value) * s, rel=5.1e-4 if abs(read) >= 1000 else 0, abs=1.01 * last) for s in scales
    )


def stored_value(key: str, stored: results.Stored) -> object:
    cell = re.fullmatch(r"(\w+)\.(\w+)\[(\d+)\]", key)
    if cell:
        return float(stored.tables[cell.group(1)][cell.group(2)][int(cell.group(3))])
    return Reader(stored, Words("en")).value(key)


@pytest.mark.parametrize("kind", sample.KINDS)
def test_both_languages_carry_the_same_numbers(told: dict, kind: str) -> None:
    keys = [[n.key for n in numbers(told[kind, language][1])] for language in LANGUAGES]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_the_page_asks_nothing_of_any_host_and_its_links_lead_somewhere(told: dict, kind: str, language: str) -> None:
    page = html.render(told[kind, language][1])
    fetched = re.findall(
        r"""(?:src|href|url)\s*[=(]\s*["']?(?!#|data:)([^"')\s>]+)""", re.sub(r'xmlns(:\w+)?="[^"]+"', "", page)
    )
    assert not fetched
    anchors = set(re.findall(r'\bid="([^"]+)"', page))
    assert not set(re.findall(r'href="#([^"]+)"', page)) - anchors
    assert len(re.findall(r'\bid="([^"]+)"', page)) == len(anchors)


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_each_figure_speaks(told: dict, kind: str, language: str) -> None:
    for figure in told[kind, language][1].figures():
        assert isinstance(figure, Figure)
        assert len(figure.alt) > 15
        assert len(plain_text(figure.caption)) > 30
        assert "<text" not in figure.svg  # words are outlines: the same look everywhere


def test_the_failed_study_says_what_binds_on_the_first_page(told: dict) -> None:
    for language, word in (("en", "aperture"), ("fr", "aperture")):
        first = told["failed", language][1].summary.blocks[0]
        assert word in plain_text(first.spans)
        assert "1" in plain_text(first.spans)


def test_the_open_design_says_what_binds_and_asks_for_no_money(told: dict) -> None:
    said = visible(html.render(told["open", "en"][1]))
    assert "The design does not close as it stands. What binds: Power binds: 1312.4 W needed" in said
    assert "Not to commit funds yet" in said
    assert "Commit up to" not in said


def test_a_shared_programme_says_who_pays(told: dict) -> None:
    said = visible(html.render(told["pair", "fr"][1]))
    assert "Mission « eye »".replace(" ", "\u00a0").replace("Mission\u00a0", "Mission ") in said
    assert "aucun groupe ne ferait mieux seul" in said


def test_same_results_give_the_same_bytes(told: dict) -> None:
    stored, _ = told["failed", "fr"]
    first, again = (dossier.compose(stored, "fr") for _ in range(2))
    assert html.render(first) == html.render(again)
    assert pdf.render(first) == pdf.render(again)


def test_a_drawing_is_the_same_every_time(told: dict) -> None:
    stored, said = told["pair", "en"]
    drawn = {f.name: f.svg for f in said.figures()}
    f = Reader(stored, Words("en"))
    for again in (money.cash(f), programme.decay(f, "eye"), maps.territory(f)):
        assert again is not None
        assert drawn[again.name] == again.svg


def test_files_of_a_folder_and_a_paper_tagged_for_screen_readers(tmp_path: Path) -> None:
    made = {p.name: p for p in report.write(sample.write(tmp_path, "failed"))}
    assert {"dossier.fr.html", "dossier.en.html", "dossier.fr.pdf", "dossier.en.pdf", "orbit.oem"} <= set(made)
    paper = made["dossier.fr.pdf"].read_bytes()
    assert b"/Marked true" in paper
    assert b"/Lang(fr" in paper.replace(b" ", b"")


@pytest.mark.parametrize("language", LANGUAGES)
def test_thirty_numbers_of_the_paper_are_those_of_the_results(told: dict, language: str) -> None:
    pypdf = pytest.importorskip("pypdf")
    stored, said = told["pair", language]
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(said)))
    paper = re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))
    drawn = random.Random(20261124).sample(numbers(said), 30)
    for number in drawn:
        assert re.sub(r"\s+", "", number.text) in paper, number
        assert digits(number, stored, language), number
    addressed = [n.key for n in drawn if "[" not in n.key]
    assert addressed
    for key in addressed:
        assert key in paper, key  # the index at the end of the paper


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_memorandum_says_what_the_dossier_says(told: dict, language: str) -> None:
    stored, said = told["pair", language]
    lender = memorandum.compose(stored, said)
    assert lender is not None
    assert len(lender.sections) >= 8
    for number in numbers(lender):
        assert digits(number, stored, language), number
    text = visible(html.render(lender))
    assert not re.findall(r"\b(?:None|nan|NaN|null)\b|[{}]", text)
    names = [b.name for s in lender.sections for b in s.blocks if hasattr(b, "name")]
    assert {"capital_tranches", "capital-cash", "risks"} <= set(names)


def test_no_memorandum_where_nothing_is_financed(told: dict) -> None:
    assert memorandum.compose(*told["failed", "fr"]) is None


def test_every_marked_text_has_its_french() -> None:
    french = {room: translations("fr", room) for room in ROOMS}
    for room in ROOMS:
        for text in marked(PACKAGE.parent / room):
            assert french[room]._catalog.get(text), f"{room}: {text}"  # type: ignore[attr-defined]


def test_the_french_keeps_the_fields_of_the_english() -> None:
    for room in ROOMS:
        for english, said in translations("fr", room)._catalog.items():  # type: ignore[attr-defined]
            if english:
                assert sorted(re.findall(r"{\w*}", english)) == sorted(re.findall(r"{\w*}", said)), english
                assert not re.search(r" [:;!?%»]|« ", said), said


def marked(folder: Path) -> set[str]:
    texts = set()
    for file in folder.glob("**/*.py"):
        if "workbook" in file.parts or file.name in ("workbook.py", "screen.py"):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("mark", "message"):
                texts |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
    return texts


class _Visible(HTMLParser):
    """The words a reader sees; code, drawings and style left out."""

    HIDDEN = ("style", "svg", "code", "title")

    def __init__(self) -> None:
        super().__init__()
        self.depth, self.parts = 0, [""]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.depth += tag in self.HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in self.HIDDEN
        if tag in ("p", "li", "td", "th", "dd", "dt", "figcaption", "h2", "h3", "caption"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.parts.append(data)


def visible(page: str) -> str:
    parser = _Visible()
    parser.feed(page)
    return "".join(parser.parts)
