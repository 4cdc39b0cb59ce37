"""How is a row of live formulas written? One row, one formula; every figure it uses stands in a cell of its own.

A template names rows and cells instead of addresses: `[cfads]` is the row `cfads` in the same column, `[cfads<]` the
column before, `[cfads>]` and `[cfads>>]` the next two, `[cfads:]` the whole row, `{rate:2}` a single cell and `{rate}`
a column of cells. Only 0 and 1 may stand in a formula as figures.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

LABEL, UNIT, TOTAL, FIRST = 0, 1, 2, 4  # columns: label, unit, single value or total, first month or half-year
_A3 = 8  # paper number of the file format
CREATED = datetime.datetime(2026, 1, 1)  # fixed, so that the same results give the same bytes
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bottom": 1},
    "text": {},
    "wrap": {"text_wrap": True, "valign": "top"},
    "input": {"font_color": "#0000FF", "bg_color": "#FFF9E5", "num_format": "#,##0.0000"},
    "rate": {"font_color": "#0000FF", "bg_color": "#FFF9E5", "num_format": "0.00%"},
    "whole": {"font_color": "#0000FF", "bg_color": "#FFF9E5", "num_format": "0"},
    "entry": {"font_color": "#0000FF", "bg_color": "#FFF9E5"},
    "money": {"num_format": "#,##0.0000;-#,##0.0000;-"},
    "ratio": {"num_format": "0.0000"},
    "percent": {"num_format": "0.00%"},
    "index": {"num_format": "0"},
    "date": {"num_format": "yyyy-mm-dd"},
    "check": {"num_format": "0.00000000;-0.00000000;0"},
}


@dataclass(frozen=True)
class Axis:
    """A run of columns: months, half-years of service, or half-years from signature."""

    name: str
    count: int

    @property
    def last(self) -> int:
        return FIRST + self.count - 1


@dataclass
class Book:
    """The workbook being written: its sheets, formats, and where every named row and cell stands."""

    file: Path
    say: Callable[[str], str]
    rows: dict[str, tuple[str, int, Axis]] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.workbook = xlsxwriter.Workbook(str(self.file))
        self.workbook.set_properties({"title": "Spacefaring", "created": CREATED})
        self.formats = {name: self.workbook.add_format(style) for name, style in _STYLES.items()}

    def sheet(self, title: str, note: str = "") -> Sheet:
        made = Sheet(self, self.workbook.add_worksheet(self.say(title)), self.say(title))
        self.sheets.append(made)
        made.title(title, note)
        return made

    def close(self) -> None:
        self.workbook.close()


@dataclass
class Sheet:
    """One sheet, written from top to bottom; `at` is the next free row."""

    book: Book
    page: Any
    name: str
    at: int = 0

    def __post_init__(self) -> None:
        self.page.set_column(LABEL, LABEL, 46)
        self.page.set_column(UNIT, UNIT, 12)
        self.page.set_column(TOTAL, FIRST + 200, 13)
        self.page.hide_gridlines(2)
        self.page.set_landscape()
        self.page.set_paper(_A3)
        self.page.fit_to_pages(1, 0)

    def title(self, text: str, note: str) -> None:
        self.page.write(self.at, LABEL, self.book.say(text), self.book.formats["title"])
        self.at += 1
        if note:
            self.page.write(self.at, LABEL, self.book.say(note))
            self.at += 1
        self.at += 1

    def head(self, text: str) -> None:
        self.at += 1
        self.page.write(self.at, LABEL, self.book.say(text), self.book.formats["head"])
        self.at += 1

    def freeze(self) -> None:
        """A sheet along time: labels stay in sight, and on paper it is one page high, labels repeated."""
        self.page.freeze_panes(0, FIRST)
        self.page.fit_to_pages(0, 1)
        self.page.repeat_columns(LABEL, TOTAL)

    def cell(
        self, name: str, label: str, unit: str, value: Any, style: str = "money", *, said: str = "", cached: Any = None
    ) -> str:
        """A single value, typed (an input) or a formula of others, under a name of its own."""
        self.page.write(self.at, LABEL, label)
        self.page.write(self.at, UNIT, unit)
        where = self.put(self.at, TOTAL, value, style, cached)
        if said:
            self.page.write(self.at, FIRST, said)
        self.book.cells[name] = where
        self.at += 1
        return where

    def put(self, row: int, column: int, value: Any, style: str, cached: Any = None) -> str:
        """Write one cell; a text that starts with = is a template. Returns its full address."""
        form = self.book.formats[style]
        if isinstance(value, str) and value.startswith("="):
            self.page.write_formula(row, column, self.resolve(value, column), form, _cached(cached))
        elif isinstance(value, str):
            self.page.write_string(row, column, value, form)
        elif value is None or (isinstance(value, float) and not np.isfinite(value)):
            self.page.write_blank(row, column, None, form)
        else:
            self.page.write_number(row, column, float(value), form)
        return f"'{self.name}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def column(self, name: str, row: int, column: int, values: Sequence[Any], style: str) -> None:
        """A column of typed values: `{name}` is the whole, `{name:0}` its first cell."""
        addresses = [self.put(row + i, column, v, style) for i, v in enumerate(values)]
        for i, address in enumerate(addresses):
            self.book.cells[f"{name}:{i}"] = address
        self.range(name, row, column, len(values))

    def range(self, name: str, row: int, column: int, count: int) -> None:
        letter = xl_col_to_name(column, col_abs=True)
        self.book.cells[name] = f"'{self.name}'!{letter}${row + 1}:{letter}${row + count}"

    def row(
        self, name: str, label: str, unit: str, axis: Axis, formula: str, style: str = "money", *,
        first: str | None = None, last: str | None = None, total: bool = False, cached: Sequence[float] | None = None,
    ) -> None:  # fmt: skip
        """A row over an axis: one formula throughout; `first` and `last` may differ at the ends of time."""
        self.book.rows[name] = (self.name, self.at, axis)
        self.page.write(self.at, LABEL, label)
        self.page.write(self.at, UNIT, unit)
        for i in range(axis.count):
            text = (
                first if first is not None and i == 0 else last if last is not None and i == axis.count - 1 else formula
            )
            self.put(self.at, FIRST + i, text, style, cached[i] if cached is not None and i < len(cached) else None)
        if total:
            summed = "" if cached is None else float(np.nansum(cached))
            self.page.write_formula(
                self.at, TOTAL, self.resolve(f"=SUM([{name}:])", FIRST), self.book.formats[style], summed
            )
            self.book.cells[f"{name}.total"] = f"'{self.name}'!{xl_rowcol_to_cell(self.at, TOTAL, True, True)}"
        self.at += 1

    def resolve(self, template: str, column: int) -> str:
        """The template with addresses in place of names."""
        text = re.sub(
            r"\[([\w@.]+(?::\d+)?)(>>|[<>:]?)\]", lambda m: self._row(m.group(1), m.group(2), column), template
        )
        return re.sub(r"\{([^{}]+)\}", lambda m: self._local(self.book.cells[m.group(1)]), text)

    def _row(self, name: str, side: str, column: int) -> str:
        sheet, row, axis = self.book.rows[name]
        if side == ":":
            first, last = xl_col_to_name(FIRST, col_abs=True), xl_col_to_name(axis.last, col_abs=True)
            return self._local(f"'{sheet}'!{first}${row + 1}:{last}${row + 1}")
        letter = xl_col_to_name(column + {"": 0, "<": -1, ">": 1, ">>": 2}[side])
        return self._local(f"'{sheet}'!{letter}{row + 1}")

    def _local(self, address: str) -> str:
        return address.removeprefix(f"'{self.name}'!")


def _cached(value: Any) -> Any:
    """What a viewer that does not calculate shows; empty makes a spreadsheet program calculate on opening."""
    if isinstance(value, str):
        return value
    return "" if value is None or not np.isfinite(value) else float(value)
