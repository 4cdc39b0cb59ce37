"""How is money said in the study's own currency beside dollars? One multiplication, by the rate the study used."""

from __future__ import annotations

import math
from typing import Any

from spacefaring import catalog
from spacefaring.messages import mark
from spacefaring.report.page import Number, Spans
from spacefaring.report.reader import Reader
from spacefaring.report.words import rounded

MILLION_PER_BILLION = 1_000.0


def rate(f: Reader) -> float | None:
    """Units of the study's currency for one dollar, from the capital tables, else from the shipped rates."""
    code = currency(f)
    if code in ("", "USD"):
        return None
    table: Any = f.table("capital_currencies", "currency", "per_usd_ratio")
    if table is not None:
        for name, value in zip(table["currency"], table["per_usd_ratio"], strict=True):
            if str(name) == code and math.isfinite(value):
                return float(value)
    return _shipped(code)


def _shipped(code: str) -> float | None:
    """The rate of the shipped table, whose source and date stand with the data in the section on evidence."""
    if code not in catalog.keys("currencies"):
        return None
    return float(catalog.read("currencies").row(code)["per_usd_ratio"])


def currency(f: Reader) -> str:
    return str(f.value("study.currency") or f.study("study", "currency") or "")


def in_local(f: Reader, key: str, digits: int = 3) -> Spans:
    """An amount in the study's currency first, then in dollars; in dollars alone when there is no rate."""
    per_usd, value = rate(f), f.value(key)
    dollars = in_dollars(f, key, digits)
    if per_usd is None or value is None:
        return dollars
    local = rounded(float(value) * per_usd, digits)
    return (*_local(f, local, key, digits), " (", *dollars, ")")


def in_one(f: Reader, key: str, digits: int = 3) -> Spans:
    """An amount in the study's currency alone, or in dollars when there is no rate: for a second mention."""
    per_usd, value = rate(f), f.value(key)
    if per_usd is None or value is None:
        return in_dollars(f, key, digits)
    return _local(f, rounded(float(value) * per_usd, digits), key, digits)


def in_dollars(f: Reader, key: str, digits: int = 3) -> Spans:
    return f.say(mark("{amount} million dollars"), amount=f.bare(key, digits))


def _local(f: Reader, millions: float, key: str, digits: int) -> Spans:
    code = currency(f)
    named = {"XOF": mark("CFA francs"), "XAF": mark("CFA francs"), "EUR": mark("euros")}.get(code, code)
    if abs(millions) >= MILLION_PER_BILLION:
        amount = Number(f.words.number(millions / MILLION_PER_BILLION, digits), key)
        return f.say(mark("{amount} billion {currency}"), amount=amount, currency=f.t(named))
    return f.say(
        mark("{amount} million {currency}"), amount=Number(f.words.number(millions, digits), key), currency=f.t(named)
    )
