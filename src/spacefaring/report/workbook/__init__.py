"""Can a lender rebuild every figure? `finance.xlsx`: the capital stage again, in live formulas, from its stored inputs.

Sheets stand in the order lenders read them: cover, inputs, timing, construction, operation, debt, waterfall, ratios,
scenarios, checks; the circle of uses and loans has a sheet of its own at the end. Typed figures are blue on yellow and
stand once; everything else is a formula. Nothing is computed here: the spreadsheet does it.
"""

from __future__ import annotations

from pathlib import Path

from spacefaring import messages
from spacefaring.messages import mark
from spacefaring.report.words import Words
from spacefaring.report.workbook import building, circle, earning, given, judging, running
from spacefaring.report.workbook.grid import LABEL, Axis, Book
from spacefaring.report.workbook.source import Data, Stored


def write(stored: Stored, file: Path, language: str) -> bool:
    """Write the workbook of a results folder in one language; False when nothing was financed."""
    if not stored.results.get("capital"):
        return False
    data, book = Data(stored), Book(file, messages.translator(language))
    months = Axis("months", int(data.parameter("month_count")))
    delay = int(data.parameter("delay_period_count"))  # columns that only the delay uses
    periods = Axis("periods", int(data.parameter("period_count")) + delay)
    halves = Axis("halves", len(data.numbers("half_years", "time_year")) + delay)
    _cover(book, data, language)
    given.inputs(book, data)
    given.timing(book, data, months, periods)
    page = book.sheet(mark("Construction"), mark("Money of the day unless said real."))
    running.dates(page, months, "month_end")
    building.investment(page, data, months)
    earning.operation(book, data, periods)
    # Written in the order of what they read; `_order` puts them in the order of a reader.
    circle.circle(book, data, months, periods)
    building.construction(book, page, data, months)
    running.debt(book, data, periods)
    running.waterfall(book, data, periods)
    judging.scenarios(book, data)
    judging.ratios(book, data, periods, halves)
    judging.checks(book, data)
    _order(book)
    book.close()
    return True


def _cover(book: Book, data: Data, language: str) -> None:
    """What this is, the verdict and its reasons, and how to read the sheets."""
    page, say = book.sheet(mark("Cover")), book.say
    page.page.set_column(LABEL, LABEL, 160)
    head = data.stored.results.get("study") or {}
    lines = [
        str(head.get("title", "")),
        _said(data, "price_basis", language),
        Words(language).said(mark("Verdict: {verdict}"), {"verdict": str(data.result("verdict"))}),
        *(f"– {r}" for r in _all_said(data, "reasons", language)),
        "",
        say(mark("Blue on yellow: typed. Black: formula. Money in millions of US dollars.")),
        say(mark("Benefits to society are never revenue; real and nominal money are never added.")),
        say(mark("Recalculate on opening (F9) if figures look empty.")),
        f"Spacefaring {data.stored.manifest.get('spacefaring', '')}",
    ]
    for line in lines:
        page.page.write_string(page.at, LABEL, line, book.formats["wrap"])
        page.at += 1


def _said(data: Data, key: str, language: str) -> str:
    parts = data.result(f"{key}_message")
    return Words(language).said(parts["template"], parts["values"]) if parts else str(data.result(key) or "")


def _all_said(data: Data, key: str, language: str) -> list[str]:
    return [Words(language).said(p["template"], p["values"]) for p in data.result(f"{key}_message") or []]


ORDER = ("Cover", "Inputs", "Timing", "Construction", "Operation", "Debt", "Waterfall", "Ratios", "Scenarios", "Checks",
         "Circle")  # fmt: skip


def _order(book: Book) -> None:
    """Put the sheets in the order lenders read them."""
    pages = book.workbook.worksheets_objs
    place = {book.say(name): index for index, name in enumerate(ORDER)}
    pages.sort(key=lambda page: place[page.get_name()])
    for index, page in enumerate(pages):
        page.index = index
