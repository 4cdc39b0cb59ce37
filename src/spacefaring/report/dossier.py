"""The dossier of a study in one language, as sections of sentences, tables and figures; no format yet."""

from __future__ import annotations

from dataclasses import replace

from spacefaring.messages import mark
from spacefaring.report import documents, sections
from spacefaring.report.page import Dossier
from spacefaring.report.reader import Reader, Stored
from spacefaring.report.sections import summary
from spacefaring.report.words import Words


def compose(stored: Stored, language: str) -> Dossier:
    f = Reader(stored, Words(language))
    told = Dossier(
        language=language,
        title=f.words.dressed(str(f.value("study.title") or "")) or f.t(mark("Space programme study")),
        subtitle=f.t(mark("Feasibility dossier")),
        labels=_labels(f),
        summary=summary.write(f),
        sections=sections.write(f),
    )
    return replace(told, index=documents.index(f, told))


def _labels(f: Reader) -> dict[str, str]:
    made = f.stored.manifest
    return {
        "contents": f.t(mark("Contents")),
        "index": f.t(mark("Index of figures")),
        "index_text": f.t(
            mark(
                "Each figure of this document leads here: its address in the results, what it means, how it is found "
                "and where that comes from."
            )
        ),
        "key": f.t(mark("Address")),
        "meaning": f.t(mark("Meaning")),
        "formula": f.t(mark("Formula")),
        "source": f.t(mark("Source")),
        "limits": f.t(mark("Limits")),
        "colon": "\u00a0: " if f.language == "fr" else ": ",
        "page": f.t(mark("Page")),
        "value": f.t(mark("Value")),
        "pages": f.t(mark("Pages")),
        "figure": f.t(mark("Figure")),
        "table": f.t(mark("Table")),
        "continued": f.t(mark("continued")),
        "footer": f.t(
            mark(
                "Made by Spacefaring {version} from the study alone; seed {seed}. This document is a study, not an "
                "offer."
            )
        ).format(version=made.get("spacefaring", ""), seed=made.get("seed", "")),
    }
