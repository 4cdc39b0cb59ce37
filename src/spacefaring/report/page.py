"""What is a dossier made of? Sections of sentences, tables, figures and notes, the same for every renderer.

A renderer (HTML, PDF) decides how a block looks and never what it says: a number is dressed once, here it is only
carried, with the address of the result it came from.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A figure as the reader sees it and the address of the result behind it (`missions.eye.orbit.altitude_km`)."""

    text: str
    key: str


@dataclass(frozen=True)
class Badge:
    """A verdict as a word with a mark: `kind` is met, partly or missed, and never the only sign."""

    text: str
    kind: str
    key: str


@dataclass(frozen=True)
class Code:
    """A name that a computer reads: a file, a column, a key of the study."""

    text: str


Span = str | Number | Badge | Code
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A smaller title inside a section, such as a mission's name."""

    text: str


@dataclass(frozen=True)
class Sentence:
    """Running text. `role` is `conclusion` for the sentence that opens a section, else `text`."""

    spans: Spans
    role: str = "text"


@dataclass(frozen=True)
class Table:
    """Rows under headings. `align` holds `l` or `r` for each column; rows in `strong` are totals;
    `file` is where a spreadsheet finds the same rows."""

    name: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]
    align: str
    strong: frozenset[int] = frozenset()
    note: Spans = ()
    file: str = ""


@dataclass(frozen=True)
class Figure:
    """A drawing with a caption that says what to see and a text for who cannot see it."""

    name: str
    svg: str
    caption: Spans
    alt: str
    width: float = 1.0


@dataclass(frozen=True)
class Notes:
    """A short titled list: `kind` is method, limits or guesses."""

    kind: str
    title: str
    items: tuple[Spans, ...]


@dataclass(frozen=True)
class Facts:
    """Label and value pairs, for the first page and for short statements."""

    rows: tuple[tuple[str, Spans], ...]


Block = Heading | Sentence | Table | Figure | Notes | Facts


@dataclass(frozen=True)
class Section:
    """One question and its answer. `place` is the stage whose guesses the section ends with."""

    id: str
    title: str
    question: str
    blocks: tuple[Block, ...]
    number: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of the index of numbers."""

    key: str
    meaning: str
    formula: str = ""
    source: str = ""
    limits: str = ""
    value: str = ""


@dataclass(frozen=True)
class Dossier:
    """Everything a renderer needs, in one language."""

    language: str
    title: str
    subtitle: str
    labels: dict[str, str]
    summary: Section
    sections: tuple[Section, ...]
    index: tuple[Entry, ...] = ()

    def figures(self) -> list[Figure]:
        return [b for s in (self.summary, *self.sections) for b in s.blocks if isinstance(b, Figure)]


def plain_text(spans: Spans) -> str:
    """The words of a sentence without marks, for an `alt` text or a search."""
    return "".join(s if isinstance(s, str) else s.text for s in spans)


def numbers(dossier: Dossier) -> list[Number]:
    """Every addressed figure of the dossier, in reading order."""
    found: list[Number] = []
    for section in (dossier.summary, *dossier.sections):
        for block in section.blocks:
            for spans in _spans_of(block):
                found += [s for s in spans if isinstance(s, Number)]
    return found


def _spans_of(block: Block) -> list[Spans]:
    match block:
        case Sentence():
            return [block.spans]
        case Table():
            return [cell for row in block.rows for cell in row] + [block.note]
        case Figure():
            return [block.caption]
        case Notes():
            return list(block.items)
        case Facts():
            return [spans for _, spans in block.rows]
        case _:
            return []
