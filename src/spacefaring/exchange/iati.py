"""IATI activity: the programme as aid agencies publish and read it (IATI Standard 2.03).

The identifiers are placeholders (`XX-SPACEFARING-…`): the publishing organisation must put its own registered reference
before the file goes to the registry. Sector codes are the purpose codes of the OECD-DAC creditor reporting system.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as Xml

import numpy as np

from spacefaring import catalog
from spacefaring.messages import LANGUAGES, mark, translator
from spacefaring.results import Stored
from spacefaring.units import USD_PER_MUSD

ORGANISATION = "XX-SPACEFARING"
GOVERNMENT, FUNDING, IMPLEMENTING, IDENTIFICATION = "10", "1", "4", "1"
SECTORS = {
    "agriculture": "31110", "communication": "22010", "climate_change": "41010", "digital_economy": "22040",
    "education": "11110", "environment": "41010", "health": "12110", "sustainable_development": "43010",
    "urban": "43030", "urban_management": "43030",
}  # fmt: skip  # OECD-DAC CRS purpose codes, list of 2024
PREPARED = {
    True: mark("Satellite programme under study"),
    False: mark("Satellite programme under study: not feasible as stated"),
}


def text(stored: Stored) -> str:
    """The file, or nothing when the study has no cost."""
    if not stored.results.get("cost"):
        return ""
    root = Xml.Element("iati-activities", {"version": "2.03"})
    root.append(_activity(stored))
    Xml.indent(root, space=" ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _activity(stored: Stored) -> Xml.Element:
    cost, study = stored.results["cost"], stored.results.get("study") or {}
    language = str(study.get("language") or "fr")
    activity = Xml.Element("iati-activity", {"default-currency": "USD", "humanitarian": "0", "xml:lang": language})
    digest = str(stored.manifest.get("study_sha256", ""))[:12]
    Xml.SubElement(activity, "iati-identifier").text = f"{ORGANISATION}-{digest}"
    reporting = {"ref": ORGANISATION, "type": GOVERNMENT, "secondary-reporter": "1"}
    _narrative(Xml.SubElement(activity, "reporting-org", reporting), "Spacefaring")
    _narrative(Xml.SubElement(activity, "title"), str(study.get("title") or "Spacefaring"))
    description = Xml.SubElement(activity, "description", {"type": "1"})
    for tongue in LANGUAGES:
        _narrative(description, translator(tongue)(PREPARED[_feasible(stored)]), tongue)
    for name, role in _organisations(stored):
        _narrative(Xml.SubElement(activity, "participating-org", {"type": GOVERNMENT, "role": role}), name)
    Xml.SubElement(activity, "activity-status", {"code": IDENTIFICATION})
    for kind, year, end in (("1", cost.get("start_year"), "01-01"), ("3", cost.get("end_year"), "12-31")):
        if year:
            Xml.SubElement(activity, "activity-date", {"type": kind, "iso-date": f"{int(year)}-{end}"})
    activity.extend(_countries(stored))
    activity.extend(_sectors(stored))
    activity.extend(_budgets(stored))
    return activity


def _narrative(parent: Xml.Element, said: str, language: str = "") -> None:
    Xml.SubElement(parent, "narrative", {"xml:lang": language} if language else {}).text = said


def _feasible(stored: Stored) -> bool:
    missions = stored.results.get("missions") or []
    return all("failure" not in m and (m.get("spacecraft") or {}).get("closed", True) for m in missions)


def _members(stored: Stored) -> list[str]:
    shares = (stored.results.get("partners") or {}).get("shares") or []
    return [str(s["member"]) for s in shares]


def _organisations(stored: Stored) -> Iterator[tuple[str, str]]:
    countries = catalog.read("countries")
    for member in _members(stored):
        name = countries.row(member)["name"]
        yield f"Government of {name}", FUNDING
        yield f"Government of {name}", IMPLEMENTING


def _countries(stored: Stored) -> Iterator[Xml.Element]:
    countries = catalog.read("countries")
    members = _members(stored)
    for member, share in zip(members, percentages(len(members)), strict=True):
        yield Xml.Element("recipient-country", {"code": str(countries.row(member)["alpha_2"]), "percentage": share})


def _sectors(stored: Stored) -> Iterator[Xml.Element]:
    themes = [str(n.get("theme", "")) for n in (stored.results.get("need") or {}).get("needs") or []]
    codes = list(dict.fromkeys(SECTORS[t] for t in themes if t in SECTORS)) or ["43010"]
    for code, share in zip(codes, percentages(len(codes)), strict=True):
        yield Xml.Element("sector", {"vocabulary": "1", "code": code, "percentage": share})


def percentages(count: int) -> list[str]:
    """Equal shares with two decimals that add up to 100 exactly, as the standard asks."""
    each = 10_000 // count if count else 0
    cents = [each] * count
    for i in range(10_000 - each * count if count else 0):
        cents[i] += 1
    return [f"{c / 100:.2f}" for c in cents]


def _budgets(stored: Stored) -> Iterator[Xml.Element]:
    table: Any = stored.tables.get("cost_profile") or {}
    if "year" not in table:
        return
    columns = [table[c] for c in ("capex_p50_musd", "operations_musd") if c in table]
    for year, millions in zip(table["year"], np.sum(columns, axis=0), strict=True):
        if np.isfinite(millions) and millions > 0:
            yield _budget(int(year), float(millions), int(stored.results["cost"]["price_year"]))


def _budget(year: int, millions: float, price_year: int) -> Xml.Element:
    budget = Xml.Element("budget", {"type": "1", "status": "1"})
    Xml.SubElement(budget, "period-start", {"iso-date": f"{year}-01-01"})
    Xml.SubElement(budget, "period-end", {"iso-date": f"{year}-12-31"})
    value = Xml.SubElement(budget, "value", {"currency": "USD", "value-date": f"{price_year}-01-01"})
    value.text = f"{millions * USD_PER_MUSD:.2f}"
    return budget
