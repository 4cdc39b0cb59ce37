"""How is a number or a sentence written for a reader of French or English?

Nothing is computed here: a value is rounded and dressed. French takes the decimal comma, groups of three digits parted
by a narrow no-break space, a no-break space before the percent sign and two-part punctuation, and guillemets
(Imprimerie nationale, Lexique des règles typographiques). Both languages take a true minus sign.
"""

from __future__ import annotations

import datetime
import math
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel.dates import format_date
from babel.numbers import parse_pattern

from spacefaring.messages import translator
from spacefaring.units import unit_of

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

CALENDAR_YEARS = frozenset({"price_year", "launch_year", "start_year", "end_year", "year", "repaid within service"})
PEOPLE = ("people", "staff", "engineer")  # half a person is not printed
CLOCK_HOURS = frozenset({"ltan_hour", "ltdn_hour"})
SMALLEST = frozenset({"dscr_min"})  # a minimum, not minutes
NOTHING = 1e-9  # what is left of a sum after rounding, not a figure of the study
NO_SPACE_BEFORE = frozenset({"°", "′", "″"})


def significant_decimals(value: float, digits: int) -> int:
    """How many decimals show `digits` significant figures; none from a thousand up."""
    if value == 0 or not math.isfinite(value):
        return 0
    return max(0, digits - 1 - math.floor(math.log10(abs(value)) + 1e-12))


def rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def percent_decimals(percent: float) -> int:
    """Decimals that keep two figures of what matters: the part, or what is missing to the whole."""
    size = abs(percent)
    if 0.0 < size < 0.005:  # a risk of one in a hundred thousand is not none
        return min(7, significant_decimals(size, 2))
    small = min(size, abs(100 - size)) if size <= 100 else size
    if small < 0.005:
        return 0
    return min(3, significant_decimals(small, 2)) if small < 10 else 0


@cache
def _pattern(decimals: int, fixed: bool, grouped: bool) -> Any:
    return parse_pattern(("#,##0" if grouped else "0") + ("." + ("0" if fixed else "#") * decimals if decimals else ""))


def plain_number(value: float, language: str, *, decimals: int, fixed: bool = False, grouped: bool = True) -> str:
    text = str(_pattern(decimals, fixed, grouped).apply(float(value), language))
    return text.replace("-", MINUS) if text.strip("-0.,") else text.lstrip("-")


def french_spacing(text: str) -> str:
    """No-break spaces where French typography wants them; says nothing new to a text that has them already."""
    text = re.sub(r"«[ \u00a0\u202f]*", f"«{NO_BREAK_SPACE}", text)
    text = re.sub(r"[ \u00a0\u202f]*»", f"{NO_BREAK_SPACE}»", text)
    text = re.sub(r"[ \u00a0\u202f]+([;!?])", NARROW_SPACE + r"\1", text)
    text = re.sub(r"[ \u00a0\u202f]+([:%])", NO_BREAK_SPACE + r"\1", text)
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


@dataclass(frozen=True)
class Words:
    """One language of the dossier: translation, numbers, units, dates."""

    language: str

    def say(self, text: str) -> str:
        """A text in this language: as the report says it, else as its own stage does."""
        ours = translator(self.language, "report")(text)
        return self.dressed(ours if ours != text else translator(self.language)(text))

    def dressed(self, text: str) -> str:
        return french_spacing(text) if self.language == "fr" else text

    def number(self, value: float, digits: int = 3) -> str:
        """Three significant figures, four from a thousand up, so that no false precision is printed."""
        if abs(value) < NOTHING:
            return "0"
        kept = rounded(float(value), digits if abs(value) < 1000 else max(digits, 4))
        return plain_number(kept, self.language, decimals=significant_decimals(kept, digits))

    def integer(self, value: float) -> str:
        return plain_number(round(value), self.language, decimals=0)

    def percent(self, fraction: float) -> str:
        percent = 100.0 * float(fraction)
        text = plain_number(percent, self.language, decimals=percent_decimals(percent))
        return f"{text}{NO_BREAK_SPACE}%" if self.language == "fr" else f"{text}%"

    def clock(self, hour: float) -> str:
        """A local solar time as people say it: 10:30, or 10 h 30 in French."""
        minutes = round(hour * 60)
        h, m = divmod(minutes, 60)
        return f"{h}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{m:02d}" if self.language == "fr" else f"{h:02d}:{m:02d}"

    def unit(self, name: str) -> str:
        """The written unit of a name; empty for counts, fractions and words."""
        unit = None if name in SMALLEST else unit_of(name)
        written = unit.written(self.language) if unit else ""
        return "" if written in ("–", "UTC") else written

    def bare(self, value: Any, name: str, digits: int = 3) -> str:
        """The value alone, as a table cell under a heading that carries the unit."""
        last = name.rsplit(".", 1)[-1].split("[")[0]
        unit = unit_of(last)
        if last in CALENDAR_YEARS:
            return plain_number(value, self.language, decimals=0, grouped=False)
        if last in CLOCK_HOURS:
            return self.clock(value)
        if unit and unit.ending == "frac":
            return self.percent(value)
        people = unit and unit.ending == "count" and any(w in last for w in PEOPLE)
        if people or (unit and unit.ending in ("count", "index") and float(value).is_integer()):
            return self.integer(value)
        return self.number(value, digits)

    def quantity(self, value: Any, name: str, digits: int = 3) -> str:
        """The value with its unit, kept on one line."""
        last = name.rsplit(".", 1)[-1].split("[")[0]
        text = self.bare(value, last, digits)
        unit = "" if last in CALENDAR_YEARS or last in CLOCK_HOURS else self.unit(last)
        if not unit:
            return text
        if unit in NO_SPACE_BEFORE or unit.startswith(("°/", "/")):
            return text + unit
        if self.language == "en" and unit in ("years", "months") and text == "1":
            unit = unit[:-1]
        if self.language == "fr" and unit == "ans" and abs(float(value)) < 2:
            unit = "an"
        return f"{text}{NO_BREAK_SPACE}{unit}"

    def day(self, iso: str) -> str:
        """A date in text: 1 January 2029, 1er janvier 2029."""
        date = datetime.date.fromisoformat(iso[:10])
        if self.language == "fr":
            text = format_date(date, "d MMMM y", locale="fr")
            return "1er" + text[1:] if date.day == 1 else text
        return format_date(date, "d MMMM y", locale="en")

    def said(self, template: str, values: Mapping[str, Any]) -> str:
        """A stage's message in this language, its numbers with this language's signs, its words translated."""
        return self.dressed(_Localised(self).vformat(translator(self.language)(template), (), dict(values)))


class _Localised(string.Formatter):
    """`str.format` whose numbers follow the language: the format in the template says only how many decimals."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str):
            return format(self.words.say(value), format_spec)
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            return self.words.say("not applicable")
        if isinstance(value, bool) or not isinstance(value, int | float):
            return format(value, format_spec)
        return self._signs(format(value, format_spec or (",.4g" if isinstance(value, float) else "d")))

    def _signs(self, text: str) -> str:
        if re.fullmatch(r"-?[\d,]*\.?\d+e[+-]?\d+", text):
            text = format(float(text.replace(",", "")), ",f").rstrip("0").rstrip(".")
        if self.words.language == "fr":
            text = text.replace(",", NARROW_SPACE).replace(".", ",")
            text = text.replace("%", f"{NO_BREAK_SPACE}%")
        return text.replace("-", MINUS)
