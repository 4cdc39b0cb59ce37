"""How sure is the cost, who pays, and does the cash come back?"""

from __future__ import annotations

from typing import Any

import numpy as np

from spacefaring.messages import mark
from spacefaring.report.figures import canvas
from spacefaring.report.page import Figure
from spacefaring.report.reader import Reader

TORNADO_ROWS = 12


def s_curve(f: Reader, name: str = "cost-curve", *, small: bool = False) -> Figure | None:
    """Chance of staying below each cost, with the median and the prudent budget marked."""
    table = f.table("cost_curve", "probability_frac", "total_musd")
    if table is None:
        return None
    size = (40.0, 78.0) if small else (70.0, 140.0)
    with canvas.drawing(size[0], width_mm=size[1]) as figure:
        axes = figure.add_axes((0.2, 0.28, 0.76, 0.66) if small else (0.12, 0.16, 0.85, 0.79))
        axes.plot(table["total_musd"], table["probability_frac"])
        for key, level, text in (("total_p50_musd", 0.5, mark("P50")), ("total_p80_musd", 0.8, mark("P80"))):
            value = f.value(f"cost.{key}")
            if value is not None:
                axes.plot([value, value, 0], [0, level, level], color=canvas.VERMILION, linestyle="--", linewidth=0.9)
                axes.annotate(
                    f"{f.t(text)} : {f.words.number(value)}"
                    if f.language == "fr"
                    else f"{text}: {f.words.number(value)}",
                    (value, level),
                    xytext=(5, -3),
                    textcoords="offset points",
                    fontsize=7.5,
                )
        low, high = np.nanmin(table["total_musd"]), np.nanquantile(table["total_musd"], 0.99)
        axes.set_xlim(max(0, low - 0.1 * (high - low)), high)
        axes.set_ylim(0, 1)
        axes.set_xlabel(canvas.label(f.words, mark("Total cost"), "total_musd"))
        axes.set_ylabel(f.t(mark("Chance of not exceeding")) if not small else "")
        canvas.percent_axis(axes.yaxis, f.words)
        canvas.localise(axes.xaxis, f.words)
        caption = f.say(
            mark("Chance that the total cost stays below each amount; four chances in five lie left of P80.")
        )
        alt = f.t(mark("Rising curve of probability against total cost, P50 and P80 marked."))
        return canvas.finished(figure, name, caption=caption, alt=alt, width=0.48 if small else 0.85)


def tornado(f: Reader) -> Figure | None:
    """Which inputs move the total most."""
    table = f.table("cost_tornado", "driver", "low_musd", "high_musd")
    centre = f.value("cost.total_p50_musd")
    if table is None or centre is None:
        return None
    swing = np.abs(table["high_musd"] - table["low_musd"])
    order = np.argsort(-np.nan_to_num(swing), kind="stable")[:TORNADO_ROWS]
    height = 25 + 5.5 * len(order)
    with canvas.drawing(height) as figure:
        axes = figure.add_axes((0.42, 11 / height, 0.55, 1 - 20 / height))
        where = np.arange(len(order))
        for column, colour, hatch, text in (
            ("low_musd", canvas.SKY, "", mark("input low")),
            ("high_musd", canvas.VERMILION, "////", mark("input high")),
        ):
            axes.barh(
                where,
                table[column][order] - centre,
                left=centre,
                color=colour,
                hatch=hatch,
                edgecolor="white",
                height=0.62,
                label=f.t(text),
            )
        axes.axvline(centre, color=canvas.INK, linewidth=0.9)
        axes.set_yticks(where, labels=[f.word(d) for d in table["driver"][order]])
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(canvas.label(f.words, mark("Median total cost"), "total_musd"))
        canvas.localise(axes.xaxis, f.words)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2)
        caption = f.say(
            mark("How far each input alone moves the median cost; the longest bars are worth refining first.")
        )
        alt = f.t(mark("Horizontal bars on both sides of the median cost, one pair for each input."))
        return canvas.finished(figure, "cost-tornado", caption=caption, alt=alt)


def profile(f: Reader) -> Figure | None:
    """Spending year by year."""
    table = f.table("cost_profile", "year", "capex_p50_musd", "operations_musd")
    if table is None:
        return None
    with canvas.drawing(62, width_mm=140) as figure:
        axes = figure.add_axes((0.1, 0.15, 0.87, 0.8))
        year, capex, running = table["year"], table["capex_p50_musd"], table["operations_musd"]
        axes.bar(year, capex, color=canvas.BLUE, width=0.7, label=f.t(mark("investment (P50)")))
        if "capex_p80_musd" in table:
            axes.bar(
                year,
                table["capex_p80_musd"] - capex,
                bottom=capex,
                color=canvas.PALE,
                edgecolor=canvas.BLUE,
                hatch="////",
                width=0.7,
                label=f.t(mark("reserve to P80")),
            )
            capex = table["capex_p80_musd"]
        axes.bar(
            year,
            running,
            bottom=capex,
            color=canvas.AMBER,
            hatch="xxxx",
            edgecolor="white",
            width=0.7,
            label=f.t(mark("operations")),
        )
        axes.grid(axis="x", visible=False)
        axes.set_ylabel(canvas.label(f.words, mark("Spending"), "capex_p50_musd"))
        canvas.year_axis(axes.xaxis)
        canvas.localise(axes.yaxis, f.words)
        axes.legend(loc="upper right")
        caption = f.say(
            mark(
                "Spending by year in constant prices: investment first, then running costs that the budget must carry."
            )
        )
        alt = f.t(mark("Stacked bars of yearly investment, reserve and operations."))
        return canvas.finished(figure, "cost-profile", caption=caption, alt=alt, width=0.85)


def sources_uses(f: Reader, name: str = "capital-sources", *, width_mm: float = canvas.WIDTH_MM) -> Figure | None:
    """Who pays and for what, as two bars of the same length."""
    bars = [_parts(f, "capital_sources"), _parts(f, "capital_uses")]
    if not bars[0]:
        return None
    titles = [f.t(mark("Sources")), f.t(mark("Uses"))]
    shown = [(t, b) for t, b in zip(titles, bars, strict=True) if b]
    with canvas.drawing(24 + 16 * len(shown), width_mm=width_mm) as figure:
        edge = 19.0 / width_mm
        axes = figure.add_axes((edge, 0.24, 0.97 - edge, 0.72))
        for row, (_, parts) in enumerate(shown):
            _bar(f, axes, row, parts, smallest_frac=6.0 / width_mm)
        axes.set_yticks(range(len(shown)), labels=[t for t, _ in shown])
        axes.set_ylim(len(shown) - 0.25, -0.4)
        axes.set_xlim(0, 1.04 * max(sum(v for _, v in parts) for _, parts in shown))
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(canvas.label(f.words, mark("Amount"), "amount_musd"))
        canvas.localise(axes.xaxis, f.words)
        caption = f.say(mark("Who pays (above) and for what (below): both bars have the same length."))
        alt = f.t(mark("Two stacked bars: sources and uses of funds."))
        return canvas.finished(figure, name, caption=caption, alt=alt, width=width_mm / canvas.WIDTH_MM)


def _parts(f: Reader, stem: str) -> list[tuple[str, float]]:
    table = f.table(stem)
    if table is None:
        return []
    amount = next((c for c in table if c.endswith("_musd")), None)
    label = next((c for c in table if table[c].dtype.kind == "U"), None)
    if amount is None or label is None:
        return []
    return [(f.word(n), float(v)) for n, v in zip(table[label], table[amount], strict=True) if np.isfinite(v) and v > 0]


def _bar(f: Reader, axes: Any, row: int, parts: list[tuple[str, float]], smallest_frac: float) -> None:
    """One bar of parts; a part too small for its name is left unnamed and stands in the table."""
    colours = (canvas.BLUE, canvas.AMBER, canvas.SKY, canvas.GREEN, canvas.PLUM, canvas.VERMILION, "#B0B0B0")
    whole, left = sum(v for _, v in parts), 0.0
    for i, (text, value) in enumerate(parts):
        axes.barh(
            row, value, left=left, height=0.5, color=colours[i % 7], hatch=canvas.HATCHES[i % 7], edgecolor="white"
        )
        if value > smallest_frac * whole:
            axes.annotate(
                f"{text}\n{f.words.number(value)}", (left + value / 2, row + 0.27), ha="center", va="top", fontsize=6.5
            )
        left += value


def cash(f: Reader) -> Figure | None:
    """Cash available against debt service, period by period."""
    table = f.table("capital_periods", "period_end_utc", "cfads_musd", "debt_service_musd")
    if table is None:
        return None
    year = _years(table)
    with canvas.drawing(70, width_mm=150) as figure:
        axes = figure.add_axes((0.1, 0.12, 0.79, 0.68))
        width = 0.42
        axes.bar(
            year,
            table["cfads_musd"],
            width=width,
            color=canvas.GREEN,
            label=f.t(mark("cash available for debt service")),
        )
        axes.bar(
            year,
            -table["debt_service_musd"],
            width=width,
            color=canvas.VERMILION,
            hatch="////",
            edgecolor="white",
            label=f.t(mark("debt service")),
        )
        if "balance_musd" in table:
            second = axes.twinx()
            second.plot(
                year,
                table["balance_musd"],
                color=canvas.INK,
                linestyle="--",
                label=f.t(mark("debt outstanding (right scale)")),
            )
            second.set_ylim(bottom=0)
            second.set_ylabel(canvas.label(f.words, mark("Debt outstanding"), "balance_musd"))
            second.spines["right"].set_visible(True)
            second.grid(visible=False)
            canvas.localise(second.yaxis, f.words)
        axes.axhline(0, color=canvas.INK, linewidth=0.8)
        axes.set_ylabel(canvas.label(f.words, mark("Cash per half-year"), "cfads_musd"))
        canvas.year_axis(axes.xaxis)
        canvas.localise(axes.yaxis, f.words)
        handles = [h for a in figure.axes for h in a.get_legend_handles_labels()[0]]
        axes.legend(
            handles, [h.get_label() for h in handles], loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, fontsize=7
        )
        caption = f.say(
            mark(
                "Cash that the programme earns after running costs (up) and what lenders are owed (down) in each "
                "half-year."
            )
        )
        alt = f.t(mark("Bars of cash available and of debt service by half-year, with the debt outstanding."))
        return canvas.finished(figure, "capital-cash", caption=caption, alt=alt, width=0.9)


def cover(f: Reader) -> Figure | None:
    """Debt service cover by period."""
    table = f.table("capital_periods", "period_end_utc", "dscr")
    if table is None or not np.isfinite(table["dscr"]).any():
        return None
    with canvas.drawing(58, width_mm=150) as figure:
        axes = figure.add_axes((0.1, 0.16, 0.87, 0.78))
        axes.plot(_years(table), table["dscr"], marker="o", markersize=3, drawstyle="default")
        axes.axhline(1.0, color=canvas.VERMILION, linestyle="--")
        axes.annotate(
            f.t(mark("cash equals debt service")),
            (0.99, 1.0),
            xycoords=("axes fraction", "data"),
            xytext=(0, 3),
            textcoords="offset points",
            ha="right",
            fontsize=7.5,
            color=canvas.VERMILION,
        )
        axes.set_ylim(bottom=min(0.0, float(np.nanmin(table["dscr"]))))
        axes.set_ylabel(f.t(mark("DSCR")))
        canvas.year_axis(axes.xaxis)
        canvas.localise(axes.yaxis, f.words)
        caption = f.say(mark("Cover ratio in each half-year: below the dashed line somebody else must pay."))
        alt = f.t(mark("Debt service cover ratio against time with the line of one."))
        return canvas.finished(figure, "capital-cover", caption=caption, alt=alt, width=0.9)


def _years(table: Any) -> Any:
    return np.array([int(str(d)[:4]) + (int(str(d)[5:7]) - 0.5) / 12 for d in table["period_end_utc"]])


def shares(f: Reader) -> Figure | None:
    """What each partner pays together and would pay alone."""
    rows = [r for r in (f.value("partners.shares") or []) if r.get("cost_musd") is not None]
    if len(rows) < 2:
        return None
    where = np.arange(len(rows))
    height = 28 + 10 * len(rows)
    with canvas.drawing(height, width_mm=140) as figure:
        axes = figure.add_axes((0.14, 12 / height, 0.82, 1 - 20 / height))
        alone = [r.get("alone_musd") if r.get("alone_musd") is not None else np.nan for r in rows]
        axes.barh(
            where - 0.2,
            alone,
            height=0.36,
            color=canvas.PALE,
            edgecolor=canvas.BLUE,
            hatch="////",
            label=f.t(mark("alone")),
        )
        axes.barh(
            where + 0.2, [r["cost_musd"] for r in rows], height=0.36, color=canvas.BLUE, label=f.t(mark("together"))
        )
        axes.set_yticks(where, labels=[str(r["member"]) for r in rows])
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(canvas.label(f.words, mark("Cost"), "cost_musd"))
        canvas.localise(axes.xaxis, f.words)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2)
        caption = f.say(mark("What each member pays together, and what the same service would cost it alone."))
        alt = f.t(mark("Pairs of bars for each member: cost alone and cost together."))
        return canvas.finished(figure, "partners-shares", caption=caption, alt=alt, width=0.85)
