"""What does a theme need to see or say, before anybody states a figure of their own?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from spacefaring import catalog
from spacefaring.errors import did_you_mean
from spacefaring.messages import message
from spacefaring.units import unit_of

LOWER, HIGHER = "lower", "higher"


@dataclass(frozen=True)
class Levels:
    """A requirement: useless beyond the threshold, best value at the breakthrough, nothing gained beyond the goal."""

    threshold: float
    breakthrough: float
    goal: float
    better: str
    source: str
    confidence: str

    @property
    def ordered(self) -> bool:
        if self.better == HIGHER:
            return self.threshold <= self.breakthrough <= self.goal
        return self.threshold >= self.breakthrough >= self.goal


@dataclass(frozen=True)
class Card:
    """The usual requirements of one theme; `words` holds what is no number (bands, kind of sites) and its source."""

    key: str
    theme: str
    title: str
    payload_kind: str
    levels: Mapping[str, Levels]
    words: Mapping[str, tuple[str, str]]


@cache
def cards() -> Mapping[str, Card]:
    """All shipped cards by name."""
    table = catalog.read("need_cards")
    rows: dict[str, list[dict[str, str]]] = {}
    for key in table.keys:
        row = table.row(key)
        rows.setdefault(row["card"], []).append(row)
    return {key: _card(key, found) for key, found in rows.items()}


def _card(key: str, rows: Iterable[Mapping[str, str]]) -> Card:
    about: Mapping[str, str] = {}
    levels, words = {}, {}
    for row in rows:
        about = row
        if unit_of(row["criterion"]) is None:
            words[row["criterion"]] = (row["breakthrough"], row["source"])
        else:
            threshold, breakthrough, goal = (float(row[name]) for name in ("threshold", "breakthrough", "goal"))
            levels[row["criterion"]] = Levels(
                threshold, breakthrough, goal, row["better"], row["source"], row["confidence"]
            )
    return Card(key, about["theme"], about["title"], about["payload_kind"], levels, words)


@cache
def themes() -> Mapping[str, str]:
    """The themes that a need may name, with the card that serves each when none is named."""
    table = catalog.read("themes")
    return dict(zip(table.keys, (str(card) for card in table["card"]), strict=True))


def known_theme(word: str) -> str:
    """The theme of a word, or of another word for it; `ValueError` names the allowed ones."""
    table = catalog.read("themes")
    for theme, also in zip(table.keys, table["also"], strict=True):
        if word.lower() in (theme, *str(also).split()):
            return theme
    hint = did_you_mean(word, table.keys)
    raise ValueError(message("{word} is no theme that is known; {hint}", word=repr(word), hint=hint))


def known_card(word: str) -> str:
    """The name of a shipped card; `ValueError` names the allowed ones."""
    if word.lower() in cards():
        return word.lower()
    hint = did_you_mean(word, cards(), list_up_to=40)
    raise ValueError(message("{word} is no card that is known; {hint}", word=repr(word), hint=hint))


def known_sites(word: str) -> str:
    """The name of a shipped kind of sites; `ValueError` names the allowed ones."""
    kinds = catalog.read("site_kinds").keys
    if word.lower() in kinds:
        return word.lower()
    hint = did_you_mean(word, kinds)
    raise ValueError(message("{word} is no kind of site that is known; {hint}", word=repr(word), hint=hint))
