"""How long are the gaps, and where?"""

from __future__ import annotations

import numpy as np

from spacefaring.messages import mark
from spacefaring.report.figures import canvas, maps
from spacefaring.report.page import Figure
from spacefaring.report.reader import Reader


def revisit_map(f: Reader, mission: str) -> Figure | None:
    """Mean gap between two chances, by ground point."""
    return maps.by_point(
        f,
        f"{mission}_coverage_points",
        "gap_mean_hour",
        f"{mission}-coverage-map",
        title=mark("Mean gap"),
        caption=f.say(
            mark("Mean time between two chances to see each place; classes hold equal areas, darker waits longer.")
        ),
        alt=f.t(mark("Map of the mean revisit time over the territory.")),
    )


def gaps(f: Reader, mission: str) -> Figure | None:
    """Share of the territory whose mean, ninth-decile and longest gaps stay below a duration."""
    table = f.table(f"{mission}_coverage_points", "gap_mean_hour", "gap_p90_hour", "gap_max_hour")
    if table is None or not np.isfinite(table["gap_max_hour"]).any() or np.nanmax(table["gap_max_hour"]) == 0:
        return None
    with canvas.drawing(66, width_mm=130) as figure:
        axes = figure.add_axes((0.12, 0.17, 0.85, 0.72))
        lines = (
            ("gap_mean_hour", mark("mean gap"), "-"),
            ("gap_p90_hour", mark("nine gaps in ten"), "--"),
            ("gap_max_hour", mark("longest gap"), ":"),
        )
        weight = np.asarray(table.get("area_km2", np.ones(len(table["gap_mean_hour"]))), float)
        for column, text, style in lines:
            value = np.asarray(table[column], float)
            keep = np.isfinite(value)
            order = np.argsort(value[keep], kind="stable")
            share = np.cumsum(weight[keep][order]) / weight.sum()
            axes.step(value[keep][order], share, linestyle=style, where="post", label=f.t(text))
        axes.set_xlim(left=0)
        axes.set_ylim(0, 1.02)
        axes.set_xlabel(canvas.label(f.words, mark("Time without a chance to see"), "gap_hour"))
        axes.set_ylabel(f.t(mark("Share of the territory")))
        canvas.localise(axes.xaxis, f.words)
        canvas.percent_axis(axes.yaxis, f.words)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3)
        caption = f.say(
            mark("Share of the territory whose gaps stay below a duration: the mean hides the longest waits.")
        )
        alt = f.t(mark("Three rising curves: share of the territory against mean, ninth-decile and longest gap."))
        return canvas.finished(figure, f"{mission}-coverage-gaps", caption=caption, alt=alt, width=0.8)


def contact(f: Reader, mission: str) -> Figure | None:
    """Minutes of contact a day at each station."""
    table = f.table(f"{mission}_coverage_stations", "station", "contact_min_per_day")
    if table is None or len(table["station"]) < 2:
        return None
    names = [str(s).replace("_", " ").capitalize() for s in table["station"]]
    with canvas.drawing(18 + 6 * len(names), width_mm=130) as figure:
        axes = figure.add_axes((0.24, 0.9 * 12 / (18 + 6 * len(names)), 0.7, 1 - 14 / (18 + 6 * len(names))))
        where = np.arange(len(names))
        axes.barh(where, table["contact_min_per_day"], color=canvas.BLUE, height=0.6)
        axes.set_yticks(where, labels=names)
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(canvas.label(f.words, mark("Contact"), "contact_min_per_day"))
        canvas.localise(axes.xaxis, f.words)
        caption = f.say(mark("Minutes a day during which each station can hear the satellites."))
        alt = f.t(mark("Bars of daily contact time by station."))
        return canvas.finished(figure, f"{mission}-coverage-contact", caption=caption, alt=alt, width=0.8)
