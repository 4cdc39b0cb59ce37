"""How does a drawing become the same SVG every time, in one style, with its words as outlines?"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any

from spacefaring.report.page import Figure, Spans
from spacefaring.report.words import Words, plain_number

BLUE, VERMILION, GREEN, AMBER, SKY, PLUM, INK = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#E69F00",
    "#56B4E9",
    "#CC79A7",
    "#404040",
)
PALE = "#C9D6E3"
LAND = "#F2EFE6"
HATCHES = ("", "////", "\\\\\\\\", "xxxx", "----", "||||", "++++")
INCH_PER_MM = 1 / 25.4
WIDTH_MM = 165.0


@cache
def _style() -> Any:
    import matplotlib as mpl

    with resources.as_file(resources.files("spacefaring.report") / "style.mplstyle") as path:
        return dict(mpl.rc_params_from_file(str(path), use_default_template=False))


@contextmanager
def drawing(height_mm: float, *, width_mm: float = WIDTH_MM) -> Iterator[Any]:
    """An empty figure in the house style; sizes in millimetres because it is read on paper."""
    import matplotlib as mpl
    from matplotlib.figure import Figure as Drawing

    with mpl.rc_context(_style()):
        yield Drawing(figsize=(width_mm * INCH_PER_MM, height_mm * INCH_PER_MM))


def svg(figure: Any, name: str) -> str:
    """The drawing as an SVG element without date, its identifiers made its own so that many fit on one page."""
    import matplotlib as mpl

    out = io.StringIO()
    salt: Any = {"svg.hashsalt": name}
    with mpl.rc_context(salt):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->\s*", "", text, flags=re.S)
    text = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', text)
    text = re.sub(r'(xlink:href|href)="#([^"]+)"', rf'\1="#{name}-\2"', text)
    text = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", text)
    return re.sub(r"\n\s*", "\n", text)


def finished(figure: Any, name: str, *, caption: Spans, alt: str, width: float = 1.0) -> Figure:
    return Figure(name=name, svg=svg(figure, name), caption=caption, alt=alt, width=width)


def ticks(words: Words) -> Callable[[float, Any], str]:
    """Axis numbers with this language's signs."""

    def written(value: float, _: Any = None) -> str:
        return plain_number(round(value, 6), words.language, decimals=6)

    return written


def localise(axis: Any, words: Words) -> None:
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(FuncFormatter(ticks(words)))


def percent_axis(axis: Any, words: Words) -> None:
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(FuncFormatter(lambda v, _: words.percent(v)))


def label(words: Words, text: str, name: str) -> str:
    """An axis label: translated text and the unit that the column's name ends in."""
    unit = words.unit(name)
    return f"{words.say(text)} ({unit})" if unit else words.say(text)


def year_axis(axis: Any) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(integer=True))
    axis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:.0f}"))
