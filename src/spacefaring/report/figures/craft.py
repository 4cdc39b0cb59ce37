"""What does the payload deliver band by band, and where do mass, power and speed go?"""

from __future__ import annotations

from typing import Any

import numpy as np

from spacefaring.messages import mark
from spacefaring.report.figures import canvas
from spacefaring.report.page import Figure
from spacefaring.report.reader import Reader

TOTAL_LINES = ("dry", "wet", "total", "dry_mass", "wet_mass", "system_margin")


def bands(f: Reader, mission: str) -> Figure | None:
    """SNR and MTF of each spectral band."""
    table = f.table(f"{mission}_payload_bands", "band", "snr", "mtf_frac")
    if table is None:
        return None
    names = [f.word(b) for b in table["band"]]
    where = np.arange(len(names))
    with canvas.drawing(24 + 6 * len(names)) as figure:
        bottom = 11 / (24 + 6 * len(names))
        panels = (
            ("snr", mark("Signal-to-noise ratio"), canvas.BLUE, ""),
            ("mtf_frac", mark("MTF at Nyquist"), canvas.AMBER, "////"),
        )
        for i, (column, text, colour, hatch) in enumerate(panels):
            axes = figure.add_axes((0.2 + 0.4 * i, bottom, 0.36, 1 - bottom - 0.03))
            axes.barh(where, table[column], color=colour, hatch=hatch, edgecolor="white", height=0.62)
            axes.set_yticks(where, labels=names if i == 0 else [])
            axes.invert_yaxis()
            axes.grid(axis="y", visible=False)
            axes.set_xlabel(f.t(text))
            canvas.localise(axes.xaxis, f.words)
        caption = f.say(
            mark("What each band delivers: signal against noise (left) and contrast kept at the finest detail (right).")
        )
        alt = f.t(mark("Bars of signal-to-noise ratio and MTF for each spectral band."))
        return canvas.finished(figure, f"{mission}-payload-bands", caption=caption, alt=alt)


def mass(f: Reader, mission: str) -> Figure | None:
    """Basic mass and margin of each subsystem."""
    table = f.table(f"{mission}_spacecraft_mass", "line", "basic_kg", "margin_kg")
    if table is None:
        return None
    return _stacked(
        f,
        table,
        "basic_kg",
        "margin_kg",
        f"{mission}-spacecraft-mass",
        mark("Mass"),
        caption=f.say(
            mark("Mass of each subsystem: what is known today (plain) and what is held in reserve (hatched).")
        ),
        alt=f.t(mark("Stacked bars of basic mass and margin for each subsystem.")),
    )


def _stacked(
    f: Reader, table: Any, base: str, margin: str, name: str, text: str, *, caption: Any, alt: str
) -> Figure | None:
    keep = [i for i, line in enumerate(table["line"]) if not _is_total(str(line)) and np.isfinite(table[base][i])]
    if not keep:
        return None
    where = np.arange(len(keep))
    height = 26 + 5.5 * len(keep)
    with canvas.drawing(height, width_mm=140) as figure:
        axes = figure.add_axes((0.26, 11 / height, 0.7, 1 - 19 / height))
        basic, extra = table[base][keep], np.nan_to_num(table[margin][keep])
        axes.barh(where, basic, color=canvas.BLUE, height=0.62, label=f.t(mark("basic")))
        axes.barh(
            where,
            extra,
            left=basic,
            color=canvas.PALE,
            edgecolor=canvas.BLUE,
            hatch="////",
            height=0.62,
            label=f.t(mark("margin")),
        )
        axes.set_yticks(where, labels=[f.word(table["line"][i], "budget") for i in keep])
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(canvas.label(f.words, text, base))
        canvas.localise(axes.xaxis, f.words)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2)
        return canvas.finished(figure, name, caption=caption, alt=alt, width=0.85)


def _is_total(line: str) -> bool:
    return line.lower().replace(" ", "_") in TOTAL_LINES or line.lower().startswith(("dry mass", "wet mass", "total"))


def power(f: Reader, mission: str) -> Figure | None:
    """Load of each mode beside what the arrays give at the end of life."""
    table = f.table(f"{mission}_spacecraft_power", "mode", "load_w")
    if table is None or not np.isfinite(table["load_w"]).any():
        return None
    supply = f.value(f"missions.{mission}.spacecraft.power_eol_w")
    height = 22 + 6 * len(table["mode"])
    with canvas.drawing(height, width_mm=140) as figure:
        axes = figure.add_axes((0.26, 12 / height, 0.7, 1 - 18 / height))
        where = np.arange(len(table["mode"]))
        axes.barh(where, table["load_w"], color=canvas.AMBER, edgecolor=canvas.INK, height=0.6)
        if supply is not None:
            axes.axvline(supply, color=canvas.VERMILION, linestyle="--")
            axes.annotate(
                f.t(mark("arrays, end of life")),
                (supply, 1.02),
                xycoords=("data", "axes fraction"),
                fontsize=7.5,
                ha="center",
                color=canvas.VERMILION,
            )
            axes.set_xlim(0, 1.12 * max(supply, np.nanmax(table["load_w"])))
        axes.set_yticks(where, labels=[f.word(m, "mode") for m in table["mode"]])
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(canvas.label(f.words, mark("Load"), "load_w"))
        canvas.localise(axes.xaxis, f.words)
        caption = f.say(mark("Load of each mode; modes beyond the dashed line live on the battery for a while."))
        alt = f.t(mark("Bars of electrical load by mode and the power of the arrays at end of life."))
        return canvas.finished(figure, f"{mission}-spacecraft-power", caption=caption, alt=alt, width=0.85)
