"""The rules of the house, kept by the machine: units in names, sources on figures, French for every text, docs."""

import gettext
import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from spacefaring import catalog, explain
from spacefaring.stage import StageResult
from spacefaring.tables import Table, documentation
from spacefaring.units import unit_of

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "spacefaring"
LOCALE = PACKAGE / "locale" / "fr" / "LC_MESSAGES"
# Which argument of which function is a text for a reader.
KEYWORDS = {"column": (1,), "default": (2,), "required": (1,), "message": (1,), "mark": (1,)}
# Numbers without dimension that are known by their own name.
KNOWN_NUMBERS = set("snr eccentricity llcr plcr seed year value required obtained drag_coefficient sigma_ln".split())
# Formulas that say nothing in words.
NO_WORDS = {
    "P/π · acos(cos ρ / cos β), sin ρ = R/a",
    "Spearman",
    "Var E[T | x] / Var T",
    "v/4a · (|Δr_p| + |Δr_a|) + 2 v sin(|Δi|/2)",
}
KNOWN_ENDINGS = ("dscr", "dscr_min", "dscr_mean", "llcr")


@cache
def entries():
    return explain.entries()


def test_every_number_says_its_unit():
    wrong = [
        f"{e.stage}.{e.where}.{e.name}"
        for e in entries()
        if _is_number(e) and unit_of(e.name) is None and not _is_known(e.name)
    ]
    assert not wrong, f"these names do not end in a unit of units.py: {wrong}"


def test_every_default_says_its_source():
    wrong = [f"{e.stage}.{e.name}" for e in entries() if e.kind == "key of the study" and not e.source]
    assert not wrong, f"these defaults have no source: {wrong}"


@pytest.mark.parametrize("base", [StageResult, Table])
def test_every_result_and_column_is_documented(base):
    entries()
    for model in explain._descendants(base):
        undocumented = set(model.__dataclass_fields__) - set(documentation(model)) - {"used"}
        assert not undocumented, f"{model.__module__}.{model.__name__}: {undocumented} say nothing"
        for name, about in documentation(model).items():
            assert about["meaning"].strip().endswith((".", "?")), f"{model.__name__}.{name}: not a sentence"


def test_every_stage_has_its_page_and_every_command_its_paragraph():
    from typer.main import get_command

    from spacefaring.cli import app

    missing = [s for s in explain.STAGES if not (ROOT / "docs" / f"{s}.md").is_file()]
    assert not missing, f"no page in docs/ for {missing}"
    commands = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for name, command in get_command(app).commands.items():
        assert f"## `spacefaring {name}" in commands, f"docs/commands.md does not speak of {name}"
        for parameter in command.params:
            for option in (o for o in parameter.opts if o.startswith("--")):
                assert f"`{option}" in commands, f"{name} {option} is not in docs/commands.md"


def texts():
    """Every text in the code that a reader may see, with the file it stands in."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for line, text, _, _ in extract_from_file("python", file, keywords=KEYWORDS):
            if isinstance(text, str) and text.strip():
                yield text, f"{file.relative_to(ROOT)}:{line}"


@cache
def french():
    found = {}
    for file in sorted(LOCALE.glob("*.po")):
        for entry in read_po(io.BytesIO(file.read_bytes()), locale="fr"):
            if entry.id and isinstance(entry.id, str) and entry.string:
                found.setdefault(entry.id, []).append((entry.string, file.name))
    return found


def test_every_text_has_its_french():
    missing = sorted({f"{place}: {text}" for text, place in texts() if text not in french()})
    assert not missing, f"{len(missing)} texts have no French:\n" + "\n".join(missing)


def test_every_limit_formula_and_guessed_default_has_its_french():
    limits = {e.limits for e in entries() if e.limits and e.kind != "key of the study"}
    formulas = {e.formula for e in entries() if re.search(r"[A-Za-z]{3}", e.formula)} - NO_WORDS
    missing = sorted(text for text in limits | formulas | _guesses(e.source for e in entries()) if text not in french())
    assert not missing, f"{len(missing)} have no French:\n" + "\n".join(missing)


def test_every_guess_of_a_catalogue_has_its_french():
    missing = []
    for file in sorted((PACKAGE / "data").glob("*.csv")):
        columns = catalog.read(file.stem).columns
        for column in (c for c in columns if c.endswith("source")):
            missing += [f"{file.stem}: {text}" for text in _guesses(columns[column]) if text not in french()]
    assert not missing, f"{len(missing)} have no French:\n" + "\n".join(missing)


def test_every_guess_written_in_the_code_has_its_french():
    """Guesses that a stage states of its own, beside its inputs and the catalogues."""
    missing = []
    for file in PACKAGE.rglob("*.py"):
        stated = re.findall(r'(?<!f)"(guess: [^"{]+)"\s*(?:[,)]|\n(?!\s*f?"))', file.read_text("utf-8"))
        missing += [f"{file.name}: {text}" for text in _guesses(stated) if text not in french()]
    assert not missing, f"{len(missing)} have no French:\n" + "\n".join(missing)


def test_one_text_has_one_french():
    wrong = {text: said for text, said in french().items() if len({s for s, _ in said}) > 1}
    assert not wrong, f"said differently in two rooms: {wrong}"


def test_french_keeps_every_field_of_its_template():
    for text, said in french().items():
        for string, room in said:
            assert _fields(string) == _fields(text), f"{room}: fields differ in {text!r}"


def test_french_spacing():
    for said in french().values():
        for string, room in said:
            bare = re.search(r"[^\s\u00a0\u202f:0-9/{}h][;!?»](\s|$)|«[^\u00a0\u202f]", string)
            assert not bare, f"{room}: a no-break space is missing in {string!r}"


def test_catalogues_compile():
    for file in LOCALE.glob("*.po"):
        out = io.BytesIO()
        write_mo(out, read_po(io.BytesIO(file.read_bytes()), locale="fr"))
        out.seek(0)
        gettext.GNUTranslations(out)


def test_no_stub_is_left():
    for file in PACKAGE.rglob("*.py"):
        found = re.search(r"NotImplementedError|TODO|FIXME|XXX", file.read_text("utf-8"))
        assert not found, f"{file}: {found and found.group()}"


def _guesses(sources):
    """The reason of each guess; a source that is a guess in part stands whole."""
    texts = {str(source) for source in sources if "guess" in str(source)}
    return {t.removeprefix("guess:").strip() for t in texts} - {""}


def _fields(template):
    return sorted(re.findall(r"{(\w+)", template))


def _is_known(name):
    return name in KNOWN_NUMBERS or name.endswith(KNOWN_ENDINGS)


def _is_number(entry):
    model = next(
        m
        for base in (StageResult, Table, explain.StageInputs)
        for m in explain._descendants(base)
        if m.__name__ == entry.where and m.__module__.split(".")[1] == entry.stage
    )
    annotation = str(model.__annotations__.get(entry.name, ""))
    return bool(re.search(r"\b(float|int|Array|IntArray)\b", annotation)) and "Text" not in annotation
