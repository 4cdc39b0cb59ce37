"""When is it ready, how long does it stay up, and what is lost between orbit and user?"""

from __future__ import annotations

from typing import Any

import numpy as np

from spacefaring.messages import mark
from spacefaring.report.figures import canvas
from spacefaring.report.page import Figure, Spans
from spacefaring.report.reader import Column, Reader
from spacefaring.report.words import NO_BREAK_SPACE

DWARFED_FRAC = 0.05
RULES_YEAR = (5.0, 25.0)  # the two disposal rules that the launch stage judges
STYLES = {"low": ("-", "o"), "mean": ("--", "s"), "high": (":", "^")}


def schedule(f: Reader, mission: str) -> Figure | None:
    """Phases with their median and prudent durations."""
    table = f.table(f"{mission}_build_phases", "phase", "start_month", "duration_p50_month", "duration_p80_month")
    if table is None:
        return None
    count = len(table["phase"])
    height = 24 + 6.5 * count
    with canvas.drawing(height) as figure:
        axes = figure.add_axes((0.2, 12 / height, 0.76, 1 - 16 / height))
        where, start = np.arange(count), table["start_month"]
        p50, p80 = table["duration_p50_month"], table["duration_p80_month"]
        axes.barh(where, p50, left=start, color=canvas.BLUE, height=0.6, label=f.t(mark("median (P50)")))
        axes.barh(
            where,
            p80 - p50,
            left=start + p50,
            color=canvas.PALE,
            edgecolor=canvas.BLUE,
            hatch="////",
            height=0.6,
            label=f.t(mark("prudence (P80)")),
        )
        axes.set_yticks(where, labels=_phase_names(f, table))
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.set_xlim(left=0)
        axes.set_xlabel(canvas.label(f.words, mark("Time since the start"), "start_month"))
        canvas.localise(axes.xaxis, f.words)
        axes.legend(loc="upper right")
        caption = f.say(
            mark("Schedule from start to launch: plain bars are the median duration, hatched ones the prudent reserve.")
        )
        alt = f.t(mark("Bars of the phases of the project against time."))
        return canvas.finished(figure, f"{mission}-build-schedule", caption=caption, alt=alt)


def _phase_names(f: Reader, table: Any) -> list[str]:
    """Phases with the short name of the review that closes them; the full names stand in the table."""
    phases = [f.word(p, "phase") for p in table["phase"]]
    if "review" not in table:
        return phases
    reviews = [f.word(r, "review").partition(f"{NO_BREAK_SPACE}:")[0].partition(":")[0] for r in table["review"]]
    return [f"{p} ({r})" if r and r != "nan" else p for p, r in zip(phases, reviews, strict=True)]


def decay(f: Reader, mission: str) -> Figure | None:
    """Altitude after the end of operations under three solar activities."""
    table = f.table(f"{mission}_launch_decay", "solar_activity", "time_year", "altitude_km")
    if table is None:
        return None
    with canvas.drawing(68, width_mm=140) as figure:
        axes = figure.add_axes((0.11, 0.16, 0.86, 0.78))
        for scenario in dict.fromkeys(table["solar_activity"].tolist()):
            rows = table["solar_activity"] == scenario
            style, marker = STYLES.get(scenario, ("-", "."))
            t = table["time_year"][rows]
            axes.plot(
                t,
                table["altitude_km"][rows],
                linestyle=style,
                marker=marker,
                markevery=max(1, len(t) // 8),
                label=_activity(f, scenario),
            )
        for rule in RULES_YEAR:
            if rule <= 1.3 * float(np.nanmax(table["time_year"])):
                axes.axvline(rule, color=canvas.INK, linewidth=0.9, linestyle=(0, (1, 1)))
                axes.annotate(
                    f.words.quantity(rule, "rule_year"),
                    (rule, 1.0),
                    xycoords=("data", "axes fraction"),
                    xytext=(2, 1),
                    textcoords="offset points",
                    fontsize=7.5,
                )
        axes.set_xlim(left=0)
        axes.set_ylim(bottom=0)
        axes.set_xlabel(canvas.label(f.words, mark("Time"), "time_year"))
        axes.set_ylabel(canvas.label(f.words, mark("Altitude"), "altitude_km"))
        canvas.localise(axes.xaxis, f.words)
        canvas.localise(axes.yaxis, f.words)
        axes.legend(loc="lower left")
        caption = f.say(
            mark(
                "Descent without manoeuvre: a quiet Sun leaves the satellite in orbit longest. Vertical lines are "
                "the disposal rules."
            )
        )
        alt = f.t(mark("Altitude against time for low, mean and high solar activity."))
        return canvas.finished(figure, f"{mission}-launch-decay", caption=caption, alt=alt, width=0.85)


def _activity(f: Reader, scenario: str) -> str:
    return "".join(str(s) for s in f.say(mark("{level} solar activity"), level=f.word(scenario)))


def waterfall(f: Reader, mission: str) -> Figure | None:
    """From what the satellites fly over to what reaches users, step by step."""
    table = f.table(f"{mission}_operations_waterfall", "step", "area_km2_per_day")
    if table is None or not np.isfinite(table["area_km2_per_day"]).any():
        return None
    whole = np.asarray(table["area_km2_per_day"], float)
    first = _first_shown(whole)
    kept = whole[first:]
    lost = np.maximum(0.0, np.concatenate([[0.0], kept[:-1] - kept[1:]]))
    where = np.arange(len(kept))
    with canvas.drawing(72) as figure:
        axes = figure.add_axes((0.12, 0.14, 0.86, 0.8))
        axes.bar(where, kept, color=canvas.BLUE, width=0.62, label=f.t(mark("what remains")))
        axes.bar(
            where,
            lost,
            bottom=kept,
            color="white",
            edgecolor="#808080",
            hatch="////",
            width=0.62,
            label=f.t(mark("lost at this step")),
        )
        for x, value in zip(where, kept, strict=True):
            axes.annotate(
                f.words.number(value),
                (x, value),
                xytext=(0, 2),
                textcoords="offset points",
                ha="center",
                fontsize=7,
                bbox={"boxstyle": "round,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.85},
            )
        axes.set_xticks(where, labels=[f.word(s, "step") for s in table["step"][first:]])
        axes.grid(axis="x", visible=False)
        axes.set_ylim(0, 1.08 * float(np.nanmax(kept)))
        axes.set_ylabel(canvas.label(f.words, mark("Area"), "area_km2_per_day"))
        canvas.localise(axes.yaxis, f.words)
        axes.legend(loc="upper right")
        caption = f.say(
            mark(
                "From what is in view to what is delivered: each hatched part is what one limit takes away; the "
                "tallest is the one to fight."
            )
        )
        caption += _flown_over(f, table, f"{mission}_operations_waterfall", first)
        alt = f.t(mark("Falling bars of area per day after each limit: view, Sun, cloud, energy, memory, downlink."))
        return canvas.finished(figure, f"{mission}-operations-waterfall", caption=caption, alt=alt)


def _first_shown(area: Any) -> int:
    """The first bar that does not dwarf the next ones: most of an orbit lies over other countries and seas."""
    first = 0
    while first < len(area) - 2 and area[first + 1] < DWARFED_FRAC * area[first]:
        first += 1
    return first


def _flown_over(f: Reader, table: Any, stem: str, first: int) -> Spans:
    if first == 0:
        return ()
    over = f.cell(stem, 0, Column("area_km2_per_day", "", digits=4), table)
    inside = f.cell(stem, first, Column("area_km2_per_day", "", digits=4), table)
    said = mark("Not drawn: of {over} km² flown over each day, {inside} lie in the territory and within reach.")
    return (" ", *f.say(said, over=over, inside=inside))


def scores(f: Reader) -> Figure | None:
    """How far each need is satisfied, with the verdict written beside the bar."""
    needs = f.value("service.needs") or []
    if not needs:
        return None
    height = 18 + 6 * len(needs)
    with canvas.drawing(height, width_mm=140) as figure:
        axes = figure.add_axes((0.4, 11 / height, 0.58, 1 - 13 / height))
        where = np.arange(len(needs))
        score = np.array([float(n.get("score_frac") or 0.0) for n in needs])
        looks = {"met": (canvas.GREEN, ""), "partly": (canvas.AMBER, "////"), "missed": (canvas.VERMILION, "xxxx")}
        for x, value, need in zip(where, score, needs, strict=True):
            colour, hatch = looks.get(str(need.get("verdict")), (canvas.INK, ""))
            axes.barh(x, value, color=colour, hatch=hatch, edgecolor="white", height=0.62)
            axes.annotate(
                f.word(need.get("verdict")),
                (value, x),
                xytext=(3, 0),
                textcoords="offset points",
                va="center",
                fontsize=7.5,
            )
        axes.set_yticks(where, labels=[f"{n['id']} · {f.word(n.get('theme', ''))}" for n in needs])
        axes.invert_yaxis()
        axes.set_xlim(0, 1.25)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1.0])
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(f.t(mark("Score against the requirement")))
        canvas.percent_axis(axes.xaxis, f.words)
        caption = f.say(mark("Share of each requirement that the programme delivers, and the verdict."))
        alt = f.t(mark("Bars of the satisfaction score of each need with its verdict."))
        return canvas.finished(figure, "service-scores", caption=caption, alt=alt, width=0.85)


def monthly(f: Reader, mission: str, need_id: str) -> Figure | None:
    """Usable images by province and month for one need."""
    from spacefaring.report.figures.orbit import month_names

    table = f.table("service_monthly", "mission", "need_id", "province", "month_index", "usable_image_count")
    if table is None:
        return None
    rows = (table["mission"] == mission) & (table["need_id"] == need_id) & np.isfinite(table["usable_image_count"])
    names = list(dict.fromkeys(_places(table, rows)))
    if not rows.any() or not names or len(names) > 80:
        return None
    grid = np.full((len(names), 12), np.nan)
    for place, month, value in zip(
        _places(table, rows), table["month_index"][rows], table["usable_image_count"][rows], strict=True
    ):
        grid[names.index(place), int(month) - 1] = value
    height = 22 + (2.7 if len(names) > 15 else 5.5) * len(names)
    with canvas.drawing(height) as figure:
        axes = figure.add_axes((0.22, 10 / height, 0.64, 1 - 13 / height))
        image = axes.imshow(grid, aspect="auto", cmap="cividis", interpolation="none", vmin=0)
        axes.set_xticks(range(12), labels=month_names(f), fontsize=7)
        axes.set_yticks(range(len(names)), labels=names, fontsize=5.5 if len(names) > 15 else 7.5)
        axes.grid(visible=False)
        if len(names) <= 15:
            _written(f, axes, grid)
        bar = figure.colorbar(image, cax=figure.add_axes((0.89, 10 / height, 0.02, 1 - 13 / height)))
        bar.set_label(f.t(mark("Usable images")))
        canvas.localise(bar.ax.yaxis, f.words)
        caption = f.say(mark("Usable images by place and month for “{need}”: the darker, the fewer."), need=need_id)
        alt = f.t(mark("Grid of usable images for each province and month."))
        return canvas.finished(figure, f"{mission}-service-{need_id}", caption=caption, alt=alt)


def _places(table: Any, rows: Any) -> list[str]:
    several = len(set(table["country"][rows].tolist())) > 1 if "country" in table else False
    pairs = (
        zip(table["country"][rows], table["province"][rows], strict=True)
        if several
        else ((("", p)) for p in table["province"][rows])
    )
    return [f"{p} ({c})" if c and c != p else str(p) for c, p in pairs]


def _written(f: Reader, axes: Any, grid: Any) -> None:
    top = np.nanmax(grid)
    for (row, month), value in np.ndenumerate(grid):
        if np.isfinite(value):
            colour = "black" if value > 0.6 * top else "white"
            axes.text(month, row, f.words.number(value, 2), ha="center", va="center", fontsize=6.5, color=colour)
