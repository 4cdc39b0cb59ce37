"""§17 Why believe it? And annex A: every assumption, with its source or the word guess."""

from __future__ import annotations

import re

from spacefaring.messages import mark
from spacefaring.report import sources
from spacefaring.report.page import Block, Section, Spans, Table
from spacefaring.report.reader import Reader, coded
from spacefaring.report.sections.common import conclusion, label, method, told, written

KINDS = {"guess": mark("guess"), "study": mark("study"), "sourced": mark("source")}


def counts(f: Reader) -> tuple[int, int]:
    """Inputs used, and how many of them are guesses."""
    return len(f.stored.assumptions), sum(a.get("kind") == "guess" for a in f.stored.assumptions)


def write(f: Reader) -> Section | None:
    used, guessed = counts(f)
    blocks: list[Block] = [
        conclusion(
            f.say(
                mark(
                    "Of {used} inputs, {guessed} are guesses; all stand in the annex with their source or their reason."
                ),
                used=f.words.integer(used),
                guessed=f.words.integer(guessed),
            )
        ),
        told(
            f.say(
                mark(
                    "The same study, version and seed give the same results to the last digit; the file "
                    "manifest.json holds their fingerprints."
                )
            )
        ),
    ]
    blocks += [t for t in (_versions(f), _data(f)) if t]
    blocks.append(
        method(
            f,
            mark(
                "Every model is compared in the tests with a programme, a printed example or a law of conservation "
                "that is not ours; the pages of the documentation say which."
            ),
            mark("Where a model is used outside its range, the table itself says so."),
        )
    )
    return Section("evidence", f.t(mark("Evidence")), f.t(mark("Why believe it?")), tuple(blocks))


def _versions(f: Reader) -> Table | None:
    m = f.stored.manifest
    rows = [
        (f.t(mark("Version of Spacefaring")), str(m.get("spacefaring", ""))),
        (f.t(mark("Seed of the random draws")), str(m.get("seed", ""))),
        (f.t(mark("Fingerprint of the study file (SHA-256)")), str(m.get("study_sha256", ""))[:16] + "…"),
    ]
    shown = tuple(((a,), (b,)) for a, b in rows if b not in ("", "…"))
    return (
        Table("manifest", f.t(mark("What made this document")), (f.t(mark("Item")), f.t(mark("Value"))), shown, "ll")
        if shown
        else None
    )


def _data(f: Reader) -> Table | None:
    """Name and date of each shipped table; their sources are in manifest.json."""
    data = f.stored.manifest.get("data") or {}
    rows = tuple(
        ((f.t(name.replace("_", " ")),), (_dated(f, str(d.get("date", ""))),)) for name, d in sorted(data.items())
    )
    if not rows:
        return None
    headings = (f.t(mark("Data")), f.t(mark("Date")))
    return Table(
        "data", f.t(mark("Age of the data shipped with the programme")), headings, rows, "ll", file="manifest.json"
    )


def _dated(f: Reader, date: str) -> str:
    """A date as it is; a sentence about dates, which each row of the table has for itself, in two words."""
    return date if re.fullmatch(r"\d{4}(-\d\d){0,2}", date) else f.t(mark("row by row"))


def annex(f: Reader) -> Section | None:
    rows = f.stored.assumptions
    if not rows:
        return None
    used, guessed = counts(f)
    order = {"guess": 0, "study": 1, "sourced": 2}
    ordered = sorted(rows, key=lambda a: order.get(a.get("kind", ""), 3))
    table = Table(
        "assumptions",
        f.t(mark("Every input of this study")),
        tuple(f.t(h) for h in (mark("Input"), mark("Value"), mark("Kind"), mark("Source or reason"))),
        tuple(_row(f, a) for a in ordered),
        "lrll",
    )
    return Section(
        "assumptions",
        f.t(mark("Assumptions")),
        f.t(mark("On what does all this rest?")),
        (
            conclusion(
                f.say(
                    mark(
                        "{guessed} of {used} inputs are guesses, listed first: replacing them by measured values is "
                        "the cheapest way to a surer answer."
                    ),
                    guessed=f.words.integer(guessed),
                    used=f.words.integer(used),
                )
            ),
            table,
        ),
    )


def _row(f: Reader, a: dict[str, str]) -> tuple[Spans, ...]:
    kind = f.t(KINDS.get(a.get("kind", ""), mark("source")))
    return ((_scope(a["key"]), *label(f, a["key"])), written(f, a), (kind,), coded(sources.said(f.words, a["source"])))


def _scope(key: str) -> str:
    parts = key.split(".")
    return f"{parts[1]} – " if parts[0] in ("missions", "need") and len(parts) > 2 else ""
