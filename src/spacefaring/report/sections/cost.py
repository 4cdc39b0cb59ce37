"""§11 How much, and how sure?"""

from __future__ import annotations

from typing import Any

from spacefaring.messages import mark
from spacefaring.report.figures import money as figures
from spacefaring.report.page import Block, Section, Spans
from spacefaring.report.reader import Column, Reader
from spacefaring.report.sections.common import conclusion, kept, method, reasons, section, told
from spacefaring.report.sections.currency import in_local

WBS = (
    Column("mission", mark("Mission"), "text"),
    Column("element", mark("Element"), "word:element"),
    Column("phase", mark("Phase"), "word:phase"),
    Column("driver", mark("Driver"), "criterion"),
    Column("value", mark("Value")),
    Column("driver_value", mark("Value")),
    Column("driver_unit", mark("Unit"), "unit"),
    Column("p50_musd", mark("P50")),
    Column("p80_musd", mark("P80")),
    Column("within_range", mark("Within range"), "flag"),
)
ESTIMATES = (
    Column("method", mark("Method"), "word:estimate"),
    Column("low_musd", mark("Low")),
    Column("p50_musd", mark("P50")),
    Column("high_musd", mark("High")),
    Column("note", mark("Rests on"), "text"),
)
PROFILE = (
    Column("year", mark("Year")),
    Column("capex_p50_musd", mark("Investment, P50")),
    Column("capex_p80_musd", mark("Investment, P80")),
    Column("operations_musd", mark("Operations")),
)
PHASES = (
    ("phase", mark("Phase")),
    ("start_year", mark("From")),
    ("end_year", mark("To")),
    ("p50_musd", mark("P50")),
    ("p80_musd", mark("P80")),
)


def write(f: Reader) -> Section | None:
    if f.value("cost") is None:
        return None
    blocks: list[Block] = [
        conclusion(opening(f)),
        *_more(f),
        *kept(
            [
                figures.s_curve(f),
                f.show("cost_wbs", mark("Cost by element (median and prudent)"), WBS),
                f.show("cost_estimates", mark("Estimates side by side"), ESTIMATES),
                *reasons(f, "cost.estimate_reasons"),
                figures.tornado(f),
                figures.profile(f),
                f.show("cost_profile", mark("Spending by year"), PROFILE),
            ]
        ),
        method(
            f,
            mark(
                "Each element is priced by a published equation with its standard error, moved to the price year and "
                "to the currency."
            ),
            mark(
                "Totals come from random draws that keep elements of one spacecraft moving together; P80 is the "
                "budget that holds four times in five."
            ),
            mark("Medians do not add up to the median of the total: the table of elements is not a sum."),
        ),
    ]
    return section(f, "cost", mark("Cost"), mark("How much, how sure?"), blocks)


def opening(f: Reader) -> Spans:
    return f.say(
        mark("The programme costs {p50} at P50 and {p80} at P80, in prices of {year}."),
        p50=in_local(f, "cost.total_p50_musd"),
        p80=in_local(f, "cost.total_p80_musd"),
        year=f.bare("cost.price_year"),
    )


def _more(f: Reader) -> list[Block]:
    out: list[Block] = []
    if f.has("cost.capex_p50_musd", "cost.operations_musd_per_year"):
        out.append(
            told(
                f.say(
                    mark("Investment takes {capex} (P50), {prudent} (P80); running it costs {running}."),
                    capex=f.n("cost.capex_p50_musd"),
                    prudent=f.n("cost.capex_p80_musd"),
                    running=f.n("cost.operations_musd_per_year"),
                )
            )
        )
    outside = _outside(f)
    if outside:
        out.append(
            told(
                f.say(
                    mark(
                        "Some elements lie outside the range of their equation: {elements}; their price is an "
                        "extrapolation."
                    ),
                    elements=", ".join(outside),
                )
            )
        )
    return out


def _outside(f: Reader) -> list[str]:
    table: Any = f.table("cost_wbs", "element", "within_range")
    if table is None:
        return []
    return list(
        dict.fromkeys(
            f.word(e, "element") for e, ok in zip(table["element"], table["within_range"], strict=True) if not bool(ok)
        )
    )
