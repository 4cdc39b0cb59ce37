"""How does the dossier become one HTML file that asks nothing of any host?"""

from __future__ import annotations

import re
from importlib import resources

from spacefaring.report.page import Dossier
from spacefaring.report.reader import coded


def render(dossier: Dossier) -> str:
    """The dossier as a self-contained page: style, figures and index inside."""
    from jinja2 import Environment

    templates = resources.files("spacefaring.report") / "templates"
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((templates / "dossier.html.j2").read_text("utf-8"))
    css = (templates / "dossier.css").read_text("utf-8")
    return template.render(d=dossier, css=css, anchor=anchor, coded=coded) + "\n"


def anchor(key: str) -> str:
    """Where a figure's line stands in the index: the cell's column for a table, the key itself otherwise."""
    return "k-" + re.sub(r"[^A-Za-z0-9_.-]", "-", re.sub(r"\[\d+\]$", "", key))
