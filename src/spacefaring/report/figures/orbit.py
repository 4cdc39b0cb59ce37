"""What do the orbit choices cost in period and shadow, and when in the year is the shadow longest?"""

from __future__ import annotations

import numpy as np

from spacefaring.messages import mark
from spacefaring.report.figures import canvas
from spacefaring.report.page import Figure
from spacefaring.report.reader import Reader


def trade(f: Reader, mission: str) -> Figure | None:
    """Longest eclipse and revolutions a day against altitude, with the chosen altitude marked."""
    table = f.table(f"{mission}_orbit_trade", "altitude_km", "eclipse_max_min", "orbits_per_day_count")
    if table is None or len(table["altitude_km"]) < 3:
        return None
    chosen = f.value(f"missions.{mission}.orbit.altitude_km")
    with canvas.drawing(62) as figure:
        panels = ((mark("Longest eclipse"), "eclipse_max_min"), (mark("Revolutions a day"), "orbits_per_day_count"))
        for i, (text, column) in enumerate(panels):
            axes = figure.add_axes((0.09 + 0.5 * i, 0.18, 0.4, 0.74))
            axes.plot(table["altitude_km"], table[column], marker="o", markersize=3)
            if chosen is not None and table["altitude_km"].min() <= chosen <= table["altitude_km"].max():
                axes.axvline(chosen, color=canvas.VERMILION, linestyle="--", linewidth=1.2)
                axes.annotate(
                    f.t(mark("chosen")),
                    (chosen, 1.0),
                    xycoords=("data", "axes fraction"),
                    xytext=(3, -8),
                    textcoords="offset points",
                    fontsize=7.5,
                    color=canvas.VERMILION,
                )
            axes.set_xlabel(canvas.label(f.words, mark("Altitude"), "altitude_km"))
            axes.set_ylabel(canvas.label(f.words, text, column))
            canvas.localise(axes.xaxis, f.words)
            canvas.localise(axes.yaxis, f.words)
        caption = f.say(
            mark("Higher orbits spend less time in shadow and turn fewer times a day; the dashed line is the choice.")
        )
        alt = f.t(mark("Two curves against altitude: longest eclipse and revolutions a day."))
        return canvas.finished(figure, f"{mission}-orbit-trade", caption=caption, alt=alt)


def eclipse(f: Reader, mission: str) -> Figure | None:
    """Eclipse duration and Sun angle through the launch year."""
    table = f.table(f"{mission}_orbit_beta", "day_of_year_index", "beta_deg", "eclipse_min")
    if table is None or len(table["beta_deg"]) < 12:
        return None
    day = np.asarray(table["day_of_year_index"], float)
    with canvas.drawing(70) as figure:
        upper = figure.add_axes((0.09, 0.55, 0.89, 0.4))
        lower = figure.add_axes((0.09, 0.12, 0.89, 0.36))
        upper.plot(day, table["eclipse_min"], color=canvas.INK)
        upper.fill_between(day, 0, table["eclipse_min"], color=canvas.PALE)
        upper.set_ylim(bottom=0)
        upper.set_ylabel(canvas.label(f.words, mark("Eclipse"), "eclipse_min"))
        lower.plot(day, table["beta_deg"], color=canvas.AMBER, linestyle="-.")
        lower.set_ylabel(canvas.label(f.words, mark("Beta angle"), "beta_deg"))
        for axes in (upper, lower):
            axes.set_xlim(day.min(), day.max())
            month_axis(f, axes)
            canvas.localise(axes.yaxis, f.words)
        upper.set_xticklabels([])
        caption = f.say(
            mark("Time in shadow in each revolution through the year (above) and the Sun angle that drives it (below).")
        )
        alt = f.t(mark("Eclipse duration and beta angle day by day through one year."))
        return canvas.finished(figure, f"{mission}-orbit-eclipse", caption=caption, alt=alt)


def month_axis(f: Reader, axes: object) -> None:
    """The first day of each month, named in the reader's language."""
    starts = np.cumsum([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30]) + 1
    axes.set_xticks(starts, labels=month_names(f))  # type: ignore[attr-defined]


def month_names(f: Reader) -> list[str]:
    from babel.dates import get_month_names

    names = get_month_names("abbreviated", context="stand-alone", locale=f.language)
    return [names[m] for m in range(1, 13)]
