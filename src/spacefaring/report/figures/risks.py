"""Which risks weigh most? Frequency against gravity, each risk by its number in the register."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spacefaring.messages import mark
from spacefaring.report.figures import canvas
from spacefaring.report.page import Figure
from spacefaring.report.reader import Reader


def matrix(f: Reader, places: Sequence[tuple[int, int]], often: Sequence[str], grave: Sequence[str]) -> Figure | None:
    """`places` holds, for each risk in the order of the register, its frequency class and its gravity class."""
    if not places:
        return None
    with canvas.drawing(58, width_mm=120) as figure:
        axes = figure.add_axes((0.2, 0.2, 0.78, 0.78))
        weight = np.add.outer(np.arange(len(often)), np.arange(len(grave)))
        axes.imshow(weight, origin="lower", cmap="Greys", vmin=-0.5, vmax=9, aspect="auto")
        for row in range(len(often)):
            for column in range(len(grave)):
                here = [str(i) for i, place in enumerate(places, start=1) if place == (row, column)]
                axes.text(column, row, ", ".join(here), ha="center", va="center", fontsize=10, fontweight="bold")
        axes.set_xticks(range(len(grave)), labels=[f.t(g) for g in grave])
        axes.set_yticks(range(len(often)), labels=[f.t(o) for o in often])
        axes.set_xlabel(f.t(mark("How grave")))
        axes.set_ylabel(f.t(mark("How often")))
        axes.grid(visible=False)
        caption = f.say(mark("Each number is a risk of the register; the darkest corner holds those to settle first."))
        alt = f.t(mark("Grid of risks by frequency and gravity, with their numbers."))
        return canvas.finished(figure, "risk-matrix", caption=caption, alt=alt, width=0.7)
