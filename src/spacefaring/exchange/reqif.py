"""ReqIF: the requirements of the study, for the requirement tool of an engineering team.

OMG ReqIF 1.2 (formal/2016-07-01): one specification, one object type, one object for each need and criterion. The dates
that the format asks for are the first of January of the price year: the same study gives the same bytes.
"""

from __future__ import annotations

import hashlib
from typing import Any
from xml.etree import ElementTree as Xml

from spacefaring.results import Stored

NAMESPACE = "http://www.omg.org/spec/ReqIF/20110401/reqif.xsd"
ATTRIBUTES = (
    "need",
    "criterion",
    "better",
    "threshold",
    "breakthrough",
    "goal",
    "obtained",
    "verdict",
    "source",
    "confidence",
)


def text(stored: Stored) -> str:
    """The file, or nothing when the study states no requirement."""
    rows = _rows(stored)
    if not rows:
        return ""
    study = stored.results.get("study") or {}
    date = f"{study.get('price_year', 2026)}-01-01T00:00:00Z"
    root = Xml.Element("REQ-IF", {"xmlns": NAMESPACE})
    _header(Xml.SubElement(root, "THE-HEADER"), str(study.get("title") or "Spacefaring"), date)
    content = Xml.SubElement(Xml.SubElement(root, "CORE-CONTENT"), "REQ-IF-CONTENT")
    _datatypes(Xml.SubElement(content, "DATATYPES"), date)
    _types(Xml.SubElement(content, "SPEC-TYPES"), date)
    objects = Xml.SubElement(content, "SPEC-OBJECTS")
    for row in rows:
        _object(objects, row, date)
    _specification(Xml.SubElement(content, "SPECIFICATIONS"), rows, date)
    Xml.indent(root, space=" ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _rows(stored: Stored) -> list[dict[str, str]]:
    """The requirements with what the programme obtains, where a criterion was judged."""
    table: Any = stored.tables.get("need_requirements") or {}
    judged: Any = stored.tables.get("service_criteria") or {}
    results = {
        (str(judged["need_id"][i]), str(judged["criterion"][i])): (
            str(judged["obtained"][i]),
            str(judged["verdict"][i]),
        )
        for i in range(len(judged.get("need_id", ())))
        if "verdict" in judged
    }
    found = []
    for i in range(len(table.get("need_id", ()))):
        row = {a: str(table[a][i]) for a in ATTRIBUTES if a in table} | {"need": str(table["need_id"][i])}
        obtained, verdict = results.get((row["need"], row["criterion"]), ("", ""))
        found.append(row | {"obtained": obtained, "verdict": verdict})
    return found


def identifier(*parts: str) -> str:
    """A stable identifier: the same part of the same study keeps its own."""
    return "_" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]


def _of(row: dict[str, str]) -> str:
    return identifier("object", row["need"], row["criterion"])


def _header(parent: Xml.Element, title: str, date: str) -> None:
    header = Xml.SubElement(parent, "REQ-IF-HEADER", {"IDENTIFIER": identifier("header", title)})
    for tag, said in (
        ("CREATION-TIME", date),
        ("REQ-IF-TOOL-ID", "Spacefaring"),
        ("REQ-IF-VERSION", "1.0"),
        ("SOURCE-TOOL-ID", "Spacefaring"),
        ("TITLE", title),
    ):
        Xml.SubElement(header, tag).text = said


def _datatypes(parent: Xml.Element, date: str) -> None:
    about = {"IDENTIFIER": identifier("datatype"), "LAST-CHANGE": date, "LONG-NAME": "text", "MAX-LENGTH": "2000"}
    Xml.SubElement(parent, "DATATYPE-DEFINITION-STRING", about)


def _types(parent: Xml.Element, date: str) -> None:
    about = {"IDENTIFIER": identifier("type"), "LAST-CHANGE": date, "LONG-NAME": "requirement"}
    attributes = Xml.SubElement(Xml.SubElement(parent, "SPEC-OBJECT-TYPE", about), "SPEC-ATTRIBUTES")
    for name in ATTRIBUTES:
        each = {"IDENTIFIER": identifier("attribute", name), "LAST-CHANGE": date, "LONG-NAME": name}
        kind = Xml.SubElement(Xml.SubElement(attributes, "ATTRIBUTE-DEFINITION-STRING", each), "TYPE")
        Xml.SubElement(kind, "DATATYPE-DEFINITION-STRING-REF").text = identifier("datatype")
    whole = {"IDENTIFIER": identifier("specification-type"), "LAST-CHANGE": date, "LONG-NAME": "specification"}
    Xml.SubElement(parent, "SPECIFICATION-TYPE", whole)


def _object(parent: Xml.Element, row: dict[str, str], date: str) -> None:
    made = Xml.SubElement(
        parent,
        "SPEC-OBJECT",
        {"IDENTIFIER": _of(row), "LAST-CHANGE": date, "LONG-NAME": f"{row['need']}.{row['criterion']}"},
    )
    values = Xml.SubElement(made, "VALUES")
    for name in ATTRIBUTES:
        value = Xml.SubElement(values, "ATTRIBUTE-VALUE-STRING", {"THE-VALUE": row.get(name, "")})
        Xml.SubElement(Xml.SubElement(value, "DEFINITION"), "ATTRIBUTE-DEFINITION-STRING-REF").text = identifier(
            "attribute", name
        )
    Xml.SubElement(Xml.SubElement(made, "TYPE"), "SPEC-OBJECT-TYPE-REF").text = identifier("type")


def _specification(parent: Xml.Element, rows: list[dict[str, str]], date: str) -> None:
    about = {"IDENTIFIER": identifier("specification"), "LAST-CHANGE": date, "LONG-NAME": "needs"}
    made = Xml.SubElement(parent, "SPECIFICATION", about)
    Xml.SubElement(Xml.SubElement(made, "TYPE"), "SPECIFICATION-TYPE-REF").text = identifier("specification-type")
    children = Xml.SubElement(made, "CHILDREN")
    for row in rows:
        place = {"IDENTIFIER": identifier("place", row["need"], row["criterion"]), "LAST-CHANGE": date}
        Xml.SubElement(
            Xml.SubElement(Xml.SubElement(children, "SPEC-HIERARCHY", place), "OBJECT"), "SPEC-OBJECT-REF"
        ).text = _of(row)
