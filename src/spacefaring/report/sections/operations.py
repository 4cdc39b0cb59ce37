"""§9 What does a day look like?"""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.figures import programme as figures
from spacefaring.report.page import Block, Section, Spans
from spacefaring.report.reader import Column, Reader
from spacefaring.report.sections.common import (
    conclusion,
    kept,
    key_of,
    method,
    mission_heading,
    mission_ids,
    section,
    told,
)

WATERFALL = (
    Column("step", mark("What remains"), "word:step"),
    Column("area_km2_per_day", mark("Area"), digits=4),
    Column("kept_frac", mark("Kept")),
    Column("why", mark("What takes the rest away"), "text"),
)
DAY = (
    Column("start_utc", mark("Start (UTC)"), "instant"),
    Column("end_utc", mark("End (UTC)"), "instant"),
    Column("satellite_index", mark("Satellite")),
    Column("activity", mark("Activity"), "word:mode"),
    Column("place", mark("Place"), "name"),
    Column("data_gbit", mark("Data")),
)
PROVINCE = (
    Column("country", mark("Country"), "text"),
    Column("province", mark("Province"), "text"),
    Column("access_per_day_count", mark("Chances a day")),
    Column("area_imaged_km2_per_day", mark("Area imaged")),
)
DAY_ROWS = 24


def write(f: Reader) -> Section | None:
    blocks: list[Block] = []
    for mission in mission_ids(f, "operations"):
        day = f.table(f"{mission}_operations_day")
        rows = range(min(DAY_ROWS, len(next(iter(day.values()))))) if day else None
        blocks += [
            *mission_heading(f, mission),
            conclusion(_opening(f, mission)),
            *_staff(f, mission),
            *kept(
                [
                    figures.waterfall(f, mission),
                    f.show(f"{mission}_operations_waterfall", mark("From orbit time to delivered area"), WATERFALL),
                    f.show(f"{mission}_operations_day", mark("A day of work (first lines)"), DAY, rows=rows),
                ]
            ),
        ]
    if blocks:
        blocks.append(
            method(
                f,
                mark(
                    "Each step keeps what the one before it left: in view, in daylight, under a clear sky, within "
                    "energy, memory and downlink."
                ),
                mark("A cloudy day tends to follow a cloudy day: the sky is a two-state chain by province and month."),
                mark("Delivery time runs from the image to the end of the contact that brings it down."),
            )
        )
    return section(f, "operations", mark("Operations"), mark("What does a day look like?"), blocks)


def _opening(f: Reader, mission: str) -> Spans:
    def k(name: str) -> str:
        return key_of(mission, "operations", name)

    if f.has(k("image_area_km2_per_day"), k("usable_area_km2_per_day")):
        return f.say(
            mark(
                "{area} are imaged, of which {usable} under a clear sky, and {data} brought down; nine images in ten "
                "arrive within {latency}."
            ),
            area=f.n(k("image_area_km2_per_day")),
            usable=f.n(k("usable_area_km2_per_day")),
            data=f.n(k("delivered_gbit_per_day")),
            latency=f.n(k("latency_p90_hour")),
        )
    if f.has(k("image_area_km2_per_day")):
        return f.say(
            mark("{area} are imaged and {data} brought down; nine images in ten arrive within {latency}."),
            area=f.n(k("image_area_km2_per_day")),
            data=f.n(k("delivered_gbit_per_day")),
            latency=f.n(k("latency_p90_hour")),
        )
    if f.has(k("delivered_gbit_per_day")):
        return f.say(mark("The link carries up to {data}."), data=f.n(k("delivered_gbit_per_day"), 4))
    return f.say(mark("The service runs day and night; there is no imaging plan."))


def _staff(f: Reader, mission: str) -> list[Block]:
    staff = key_of(mission, "operations", "station_staff_count")
    gap = key_of(mission, "operations", "gap_frac")
    out: list[Block] = []
    if f.value(staff):
        out.append(
            told(f.say(mark("Running it takes {staff} people at the station and control centre."), staff=f.bare(staff)))
        )
    if f.has(gap):
        out.append(told(f.say(mark("The plan lies within {gap} of the best possible one."), gap=f.n(gap))))
    return out
