"""How does the report read a results folder? By address, in one language, and without computing.

An address is a path in `results.json` (`cost.total_p50_musd`, `missions.eye.orbit.altitude_km`) or a cell of a table
(`cost_wbs.p50_musd[3]`). What is missing or null is said to be missing; the caller leaves the sentence out or says why.
"""

from __future__ import annotations

import itertools
import math
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from spacefaring.messages import mark
from spacefaring.report import sources
from spacefaring.report.lexicon import WORDS
from spacefaring.report.page import Badge, Code, Number, Span, Spans, Table
from spacefaring.report.words import CALENDAR_YEARS, Words
from spacefaring.units import UNITS, without_unit

Columns = dict[str, NDArray[Any]]


class Stored(Protocol):
    """What the report needs of a results folder (`spacefaring.results.Stored` is one)."""

    @property
    def results(self) -> dict[str, Any]: ...
    @property
    def tables(self) -> dict[str, Columns]: ...
    @property
    def assumptions(self) -> list[dict[str, str]]: ...
    @property
    def manifest(self) -> dict[str, Any]: ...
    @property
    def study(self) -> dict[str, Any]: ...
    @property
    def borders(self) -> dict[str, Any] | None: ...


@dataclass(frozen=True)
class Column:
    """How one column is shown.

    `kind` is number, unit, word or word:where (translated), text, source, name, criterion, flag, date,
    instant or verdict; `named_by` is the column that holds the name (and so the unit) of each row's value."""

    name: str
    heading: str
    kind: str = "number"
    digits: int = 3
    unit: bool = True
    named_by: str = ""


@dataclass(frozen=True)
class Reader:
    """A results folder and the language it is told in."""

    stored: Stored
    words: Words

    @property
    def language(self) -> str:
        return self.words.language

    # values ---------------------------------------------------------------------------------------------------------

    def value(self, key: str) -> Any:
        """What stands at an address of results.json; None when there is nothing."""
        found: Any = self.stored.results
        for step in key.split("."):
            if isinstance(found, list):
                found = next((m for m in found if isinstance(m, dict) and step in (m.get("id"), m.get("member"))), None)
            else:
                found = found.get(step) if isinstance(found, Mapping) else None
            if found is None:
                return None
        return None if isinstance(found, float) and not math.isfinite(found) else found

    def has(self, *keys: str) -> bool:
        return all(self.value(k) is not None for k in keys)

    def table(self, stem: str, *needed: str) -> Columns | None:
        """A table with at least one row and the columns needed, else None."""
        columns = self.stored.tables.get(stem)
        if not columns or any(n not in columns for n in needed):
            return None
        return columns if len(next(iter(columns.values()))) else None

    def missions(self) -> list[dict[str, Any]]:
        return list(self.stored.results.get("missions") or [])

    def study(self, *path: str) -> Any:
        found: Any = self.stored.study
        for step in path:
            found = found.get(step) if isinstance(found, Mapping) else None
        return found

    # words ----------------------------------------------------------------------------------------------------------

    def t(self, text: str) -> str:
        return self.words.say(text)

    def knows(self, text: str) -> bool:
        """Whether a text can be said in this language."""
        return self.language == "en" or self.words.say(text) != self.words.dressed(text)

    def word(self, value: Any, where: str = "") -> str:
        """An identifier of the results as a reader's word; `where` parts words of several meanings."""
        text = str(value)
        known = WORDS.get(f"{where}:{text}", WORDS.get(text))
        if known:
            return self.words.say(known)
        if text.endswith(")") and not self.knows(text):  # bits per symbol in rain (8PSK 2/3)
            head, _, inside = text.rpartition(" (")
            return f"{self.words.say(head)} ({inside}" if head else self.words.dressed(text)
        theirs = self.words.say(text)
        return theirs if theirs != self.words.dressed(text) else self.words.say(text.replace("_", " "))

    def say(self, template: str, **values: Span | Spans) -> Spans:
        """A translated sentence with figures in it; each `{name}` takes a span or several."""
        spans: list[Span] = []
        for text, name, _, _ in string.Formatter().parse(self.words.say(template)):
            if text:
                spans.append(text)
            if name is not None:
                value = values[name]
                spans += value if isinstance(value, tuple) else [value]
        return tuple(_singular(spans) if self.language == "fr" else spans)

    def n(self, key: str, digits: int = 3) -> Number:
        """A result with its unit; the honest phrase when it does not apply."""
        value = self.value(key)
        if value is None:
            return Number(self.t(mark("not applicable")), key)
        return Number(self.words.quantity(value, key, digits), key)

    def bare(self, key: str, digits: int = 3) -> Number:
        """A result without its unit, for a sentence that says the unit in words."""
        value = self.value(key)
        if value is None:
            return Number(self.t(mark("not applicable")), key)
        return Number(self.words.bare(value, key, digits), key)

    def said(self, key: str) -> Spans:
        """A stage's message in the reader's language; empty when there is none."""
        parts = self.value(f"{key}_message")
        if isinstance(parts, Mapping):
            return (self._message(parts),)
        plain = self.value(key)
        return (self.t(plain),) if isinstance(plain, str) and plain else ()

    def all_said(self, key: str) -> list[Spans]:
        """A list of messages, such as the reasons of a verdict."""
        parts = self.value(f"{key}_message")
        if isinstance(parts, list) and parts:
            return [(self._message(p),) for p in parts]
        plain = self.value(key)
        return [(self.t(p),) for p in plain if p] if isinstance(plain, list) else []

    def _message(self, parts: Mapping[str, Any]) -> str:
        values = {k: self._value(v) for k, v in parts.get("values", {}).items()}
        return self.words.said(str(parts.get("template", "")), values)

    def _value(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return self._message(value)
        return WORDS.get(value, value) if isinstance(value, str) else value

    def badge(self, verdict: Any, key: str) -> Badge:
        return Badge(self.word(verdict), str(verdict), key)

    def flag(self, value: Any, yes: str = "yes", no: str = "no") -> str:
        return self.word(yes if value else no)

    # tables ---------------------------------------------------------------------------------------------------------

    def cell(self, stem: str, row: int, column: Column, columns: Columns) -> Spans:
        value = columns[column.name][row]
        key = f"{stem}.{column.name}[{row}]"
        if column.kind == "verdict":
            return (self.badge(value, key),)
        if column.kind == "flag" or isinstance(value, bool | np.bool_):
            return (self.flag(bool(value)),)
        name = str(columns[column.named_by][row]) if column.named_by else column.name
        if isinstance(value, str):
            number = _number(value) if column.kind == "number" else None
            if number is None:
                return coded(self._written(value, column.kind))
            value = number
        if not math.isfinite(value):
            return (self.t(mark("n/a")),)
        return (Number(self.words.bare(float(value), name, column.digits), key),)

    def _written(self, value: str, kind: str) -> str:
        if not value or value == "nan":
            return self.t(mark("n/a"))
        if kind == "number":
            return ", ".join(self.word(part) for part in value.split())
        if kind.startswith("word"):
            return self.word(value, kind.partition(":")[2])
        if kind == "source":
            return sources.said(self.words, value)
        if kind == "unit":
            return UNITS[value.lower()].written(self.language) if value.lower() in UNITS else value
        if kind == "criterion":
            return self.criterion(value)
        if kind == "name":
            return value.replace("_", " ").capitalize() if value.islower() else value
        if kind in ("date", "instant"):
            return value[:10] if kind == "date" else value[:16].replace("T", " ")
        return self.words.dressed(self.t(value))

    def criterion(self, name: str) -> str:
        """A quantity in words with its unit, since each row of its table has its own; `snr_pan` names a band too."""
        bare = without_unit(name).replace(" ", "_")
        known = next((k for k in WORDS if bare.startswith(f"{k}_") and bare.removeprefix(f"{k}_") in WORDS), None)
        if known and name not in WORDS:
            return f"{self.word(known)}, {self.word(bare.removeprefix(f'{known}_'))}"
        unit = self.words.unit(name)
        said = self.word(name if name in WORDS else without_unit(name))
        return f"{said} ({unit})" if unit else said

    def heading(self, column: Column) -> str:
        shown = column.unit and column.kind == "number" and column.name not in CALENDAR_YEARS
        unit = self.words.unit(column.name) if shown else ""
        text = self.t(column.heading)
        return f"{text} ({unit})" if unit else text

    def show(
        self,
        stem: str,
        caption: str,
        wanted: Sequence[Column],
        *,
        rows: Sequence[int] | None = None,
        strong: Sequence[int] = (),
        note: Spans = (),
        name: str = "",
    ) -> Table | None:
        """A stored table as a table of the dossier: the columns that exist, in the order wanted."""
        columns = self.table(stem)
        if columns is None:
            return None
        shown = [c for c in wanted if c.name in columns and not _empty(columns[c.name])]
        if not shown:
            return None
        picked = list(range(len(columns[shown[0].name]))) if rows is None else list(rows)
        return Table(
            name=name or stem,
            caption=self.t(caption),
            headings=tuple(self.heading(c) for c in shown),
            rows=tuple(tuple(self.cell(stem, i, c, columns) for c in shown) for i in picked),
            align="".join("r" if c.kind == "number" else "l" for c in shown),
            strong=frozenset(picked.index(i) for i in strong if i in picked),
            note=note,
            file=f"tables/{stem}.csv",
        )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _empty(values: NDArray[Any]) -> bool:
    if values.dtype.kind == "f":
        return not np.isfinite(values).any()
    return values.dtype.kind == "U" and set(values.tolist()) <= {"", "nan"}


def _singular(spans: list[Span]) -> list[Span]:
    """French counts in the plural from two only: 1,9 million, 2 millions."""
    out = list(spans)
    for i, (number, text) in enumerate(itertools.pairwise(spans)):
        if isinstance(number, Number) and isinstance(text, str) and text.startswith((" millions", " milliards")):
            digits = number.text.replace("\u202f", "").replace("\u2212", "").replace(",", ".")
            if (size := _number(digits)) is not None and size < 2:
                word = text.split(" ")[1]
                out[i + 1] = text.replace(word, word[:-1], 1)
    return out


NAMES = re.compile(r"{[^}]*}|(?<![\w{])[\w./]*[A-Za-z0-9]_[\w./*]*\w")


def coded(text: str) -> Spans:
    """A text with the names that computers read set apart: files, columns, keys."""
    spans: list[Span] = []
    end = 0
    for name in NAMES.finditer(text):
        spans += [text[end : name.start()], Code(name.group())]
        end = name.end()
    return tuple(s for s in (*spans, text[end:]) if s != "")


def joined(items: Sequence[Spans], separator: str = ", ") -> Spans:
    """Several spans in a row with a separator between them."""
    out: list[Span] = []
    for i, spans in enumerate(items):
        out += ([separator] if i else []) + list(spans)
    return tuple(out)
