"""What do all sections share? The conclusion first, the method in few lines, the limits, the guesses last."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from spacefaring.messages import mark
from spacefaring.report import documents, sources
from spacefaring.report.lexicon import WORDS
from spacefaring.report.page import Block, Code, Heading, Notes, Section, Sentence, Span, Spans
from spacefaring.report.reader import Reader, coded
from spacefaring.units import UNITS

SHOWN_GUESSES = 6
SHOWN_LIMITS = 6


def mission_ids(f: Reader, stage: str) -> list[str]:
    """The missions that have results of a stage."""
    return [m["id"] for m in f.missions() if isinstance(m.get(stage), dict)]


def key_of(mission: str, stage: str, name: str = "") -> str:
    return f"missions.{mission}.{stage}" + (f".{name}" if name else "")


def conclusion(spans: Spans) -> Sentence:
    return Sentence(spans, "conclusion")


def told(spans: Spans) -> Sentence:
    return Sentence(spans)


def mission_heading(f: Reader, mission: str) -> list[Block]:
    """The mission's name as a title, when the programme has several."""
    if len(f.missions()) < 2:
        return []
    kind = f.value(key_of(mission, "payload", "kind"))
    named = f.t(mark("Mission “{name}”")).format(name=mission)
    return [Heading(f"{named} – {f.word(kind)}" if kind else named)]


def method(f: Reader, *lines: str) -> Notes:
    return Notes("method", f.t(mark("Method")), tuple((f.t(line),) for line in lines))


def limits(f: Reader, stage: str, *more: str) -> list[Block]:
    """When not to believe the section: what the results declare of themselves, then what is said here."""
    declared = {documents.limits(stage, name): name for name in reversed(_result_names(f, stage))}
    told_of = [
        f"{documents.plain(f, documents.result_meaning(stage, name)).rstrip('.')}{_colon(f)}{documents.plain(f, text)}"
        for text, name in reversed(declared.items())
        if text and f.knows(text)
    ]
    items = tuple(coded(_sentence(t)) for t in [*told_of[:SHOWN_LIMITS], *(f.t(m) for m in more)])
    return [Notes("limits", f.t(mark("Limits")), items)] if items else []


def _result_names(f: Reader, stage: str) -> list[str]:
    holders = [m.get(stage) for m in f.missions()] if stage in documents.MISSION_STAGES else [f.value(stage)]
    return list(dict.fromkeys(name for h in holders if isinstance(h, dict) for name in h))


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def guesses(f: Reader, stage: str) -> list[Block]:
    """The inputs of a stage that rest on no source."""
    rows = [a for a in f.stored.assumptions if a.get("kind") == "guess" and stage in a["key"].split(".")[:-1]]
    if not rows:
        return []
    said = list(dict.fromkeys(guess(f, a) for a in rows))  # missions share most of their guesses
    items = said[:SHOWN_GUESSES]
    more = len(said) - len(items)
    if more > 0:
        items.append(f.say(mark("Others are listed in the annex: {count}."), count=f.words.integer(more)))
    return [Notes("guesses", f.t(mark("Guesses")), tuple(items))]


def guess(f: Reader, row: dict[str, str]) -> Spans:
    head = (*label(f, row["key"]), _colon(f), *written(f, row))
    return (*head, " (", *coded(sources.said(f.words, row["source"])), ").")


def label(f: Reader, key: str) -> Spans:
    """What an input means, in words; a coefficient of a catalogue, which has no sentence of its own, by its name."""
    meaning = documents.meaning(key)
    return coded(f.t(meaning).rstrip(".")) if meaning else (Code(documents.last_name(key)),)


def _colon(f: Reader) -> str:
    return "\u00a0: " if f.language == "fr" else ": "


def written(f: Reader, row: dict[str, str]) -> Spans:
    """An input's value as a reader expects it, with its unit."""
    name, value = documents.last_name(row["key"]), _parsed(row.get("value", ""))
    if value in ("", None, [], {}):
        return (f.t(mark("left open")),)
    if isinstance(value, bool):
        return (f.flag(value),)
    if isinstance(value, int | float):
        return (f.words.quantity(value, name) if documents.meaning(row["key"]) else f.words.number(value),)
    if isinstance(value, list) and all(isinstance(v, str | int | float) for v in value):
        return coded(", ".join(_plainly(f, v, name) for v in value))
    if isinstance(value, dict):
        return coded(", ".join(f"{f.word(k)} {_plainly(f, v, name)}" for k, v in value.items() if v is not None))
    return coded(str(value) if name == "id" else _worded(f, str(value)))


FIGURES = re.compile(r"[\d.]+(?: (?:to|/) [\d.]+)*(?: (?P<unit>MUSD))?")


def _worded(f: Reader, text: str) -> str:
    """A word or a list of words of the study; figures kept as text (`0.3 to 1.5`, `3.5 MUSD`) in this language."""
    parts = text.split()
    if len(parts) > 1 and all(p in WORDS for p in parts):
        return ", ".join(f.word(p) for p in parts)
    shape = FIGURES.fullmatch(text)
    if not shape or len(parts) == 1:
        return f.word(text)
    said = re.sub(r"[\d.]+", lambda found: f.words.number(float(found.group())), text.removesuffix(" MUSD"))
    unit = f"\u00a0{UNITS['musd'].written(f.language)}" if shape["unit"] else ""
    return said.replace(" to ", f.t(mark(" to "))) + unit


def _plainly(f: Reader, value: Any, name: str) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return f.words.bare(value, name) if number else f.word(value)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def reasons(f: Reader, key: str) -> list[Block]:
    """A stage's own reasons, one below the other; nothing when it gave none."""
    said = f.all_said(key)
    return [Notes("reasons", f.t(mark("Why")), tuple(said))] if said else []


def kept(blocks: Iterable[Block | None]) -> list[Block]:
    return [b for b in blocks if b is not None]


def section(
    f: Reader, stage: str, title: str, question: str, blocks: Sequence[Block], *, more_limits: Sequence[str] = ()
) -> Section | None:
    """A section with its limits and guesses at the end; None when it has nothing to say."""
    if not blocks:
        return None
    ending = [*limits(f, stage, *more_limits), *guesses(f, stage)]
    return Section(stage, f.t(title), f.t(question), (*blocks, *ending))


def listed(f: Reader, words: Sequence[Span | Spans]) -> Spans:
    """a, b and c."""
    out: list[Span] = []
    for i, word in enumerate(words):
        if i:
            out.append(f.t(mark(" and ")) if i == len(words) - 1 else ", ")
        out += list(word) if isinstance(word, tuple) else [word]
    return tuple(out)
