"""In which order is the study told?"""

from __future__ import annotations

from dataclasses import replace

from spacefaring.report.page import Section
from spacefaring.report.reader import Reader
from spacefaring.report.sections import (
    build,
    capital,
    cost,
    coverage,
    evidence,
    launch,
    logframe,
    need,
    operations,
    orbit,
    partners,
    payload,
    places,
    risks,
    service,
    spacecraft,
)

ORDER = (
    need,
    places,
    orbit,
    coverage,
    payload,
    spacecraft,
    build,
    launch,
    operations,
    service,
    cost,
    capital,
    partners,
    risks,
    logframe,
    evidence,
)


def write(f: Reader) -> tuple[Section, ...]:
    """The sections that have something to say, numbered in order, and the annex of assumptions."""
    said = [s for s in (module.write(f) for module in ORDER) if s is not None]
    numbered = [replace(s, number=str(i)) for i, s in enumerate(said, start=1)]
    annex = evidence.annex(f)
    return (*numbered, *([replace(annex, number="A")] if annex else []))
