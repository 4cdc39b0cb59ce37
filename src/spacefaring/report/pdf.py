"""How does the dossier become a tagged PDF? The same blocks as the page, set by typst; no date, no outside font."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import resources
from typing import Any

from spacefaring.report.page import Badge, Block, Code, Dossier, Number, Section, Span, Spans, Table, plain_text

STANDARD: Any = "ua-1"
PAGE_CHARACTERS = 115  # about what a line of a table holds
SENTENCE_CHARACTERS = 46  # beyond this a cell is broken into lines rather than given more room


def render(dossier: Dossier) -> bytes:
    """The dossier as PDF/UA-1 bytes."""
    return compiled(document(dossier))


def compiled(text: str) -> bytes:
    """A laid-out paper from what `document` says. Typst keeps threads: do not fork a process that must do it too."""
    import typst

    template = (resources.files("spacefaring.report") / "templates" / "dossier.typ").read_bytes()
    made = typst.compile(template, sys_inputs={"document": text}, pdf_standards=[STANDARD], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def document(dossier: Dossier) -> str:
    """The blocks of a dossier as the template reads them."""
    return json.dumps(_document(dossier), ensure_ascii=False)


def _document(dossier: Dossier) -> dict[str, Any]:
    whole = {
        "language": dossier.language,
        "title": dossier.title,
        "subtitle": dossier.subtitle,
        "labels": dossier.labels,
    }
    return whole | {
        "summary": _section(dossier.summary),
        "sections": [_section(s) for s in dossier.sections],
        "index": [asdict(e) for e in dossier.index],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "question": section.question,
        "blocks": [_block(b) for b in section.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    plain = {name: getattr(block, name) for name in block.__dataclass_fields__}
    for name in ("spans", "caption", "note"):
        if isinstance(plain.get(name), tuple):
            plain[name] = _spans(plain[name])
    if "items" in plain:
        plain["items"] = [_spans(i) for i in plain["items"]]
    if isinstance(block, Table):
        plain |= {
            "rows": [[_spans(c) for c in r] for r in block.rows],
            "widths": widths(block),
            "strong": sorted(block.strong),
        }
    elif "rows" in plain:
        plain["rows"] = [[label, _spans(value)] for label, value in plain["rows"]]
    return plain | {"type": type(block).__name__}


def _spans(spans: Spans) -> list[Any]:
    return [_span(s) for s in spans]


def _span(span: Span) -> Any:
    match span:
        case Number():
            return {"text": span.text, "key": span.key, "mark": "[" not in span.key}
        case Code():
            return {"text": span.text, "code": True}
        case Badge():
            return {"text": span.text, "key": span.key, "kind": span.kind}
        case _:
            return span


def widths(table: Table) -> list[float]:
    """0 for columns as wide as their content when all fit on the page; else each one's share of the page.

    A share follows the longest cell, up to a sentence, and never falls below the longest word of the heading.
    """
    cells = [[len(plain_text(r[i])) for r in table.rows] for i in range(len(table.headings))]
    longest = [max([len(h), *c]) for h, c in zip(table.headings, cells, strict=True)]
    if sum(longest) <= PAGE_CHARACTERS:
        return [0.0] * len(longest)
    words = [max(len(w) for w in h.split()) if h else 1 for h in table.headings]
    return [float(max(w, min(max(c, default=1), SENTENCE_CHARACTERS)) + 3) for w, c in zip(words, cells, strict=True)]
