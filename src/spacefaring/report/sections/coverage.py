"""§4 How long are the gaps?"""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.figures import coverage as figures
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

PROVINCES = (
    Column("country", mark("Country"), "text"),
    Column("province", mark("Province"), "text"),
    Column("area_km2", mark("Area"), digits=4),
    Column("covered_frac", mark("Covered")),
    Column("revisit_mean_hour", mark("Mean gap")),
    Column("revisit_p90_hour", mark("Nine gaps in ten below")),
    Column("revisit_max_hour", mark("Longest gap")),
    Column("access_per_day_count", mark("Chances a day")),
)
STATIONS = (
    Column("station", mark("Station"), "name"),
    Column("pass_count", mark("Passes")),
    Column("contact_min_per_day", mark("Contact")),
    Column("gap_max_hour", mark("Longest silence")),
)


def write(f: Reader) -> Section | None:
    blocks: list[Block] = []
    for mission in mission_ids(f, "coverage"):
        blocks += [
            *mission_heading(f, mission),
            conclusion(opening(f, mission)),
            *_contact(f, mission),
            *kept(
                [
                    figures.revisit_map(f, mission),
                    figures.gaps(f, mission),
                    f.show(f"{mission}_coverage_provinces", mark("Gaps by province"), PROVINCES)
                    if _varies(f, mission)
                    else None,
                    figures.contact(f, mission),
                    f.show(
                        f"{mission}_coverage_stations", mark("Contacts by station over the days simulated"), STATIONS
                    ),
                ]
            ),
        ]
    if blocks:
        blocks.append(
            method(
                f,
                mark(
                    "Each satellite is followed on its mean orbit over a turning ellipsoidal Earth; every entry into "
                    "and exit from view is found to a tenth of a second."
                ),
                mark(
                    "A point counts as seen when it lies within the field of regard and, for an optical instrument, "
                    "in daylight."
                ),
                mark("Gaps are the times between two such chances; means are weighted by area."),
            )
        )
    return section(
        f,
        "coverage",
        mark("Coverage"),
        mark("How long are the gaps?"),
        blocks,
        more_limits=[
            mark(
                "Being seen is not being imaged: clouds, energy, memory and downlink come in the sections on "
                "operations and service."
            )
        ],
    )


def _varies(f: Reader, mission: str) -> bool:
    return bool(f.value(key_of(mission, "coverage", "revisit_max_hour")))


def opening(f: Reader, mission: str) -> Spans:
    def k(name: str) -> str:
        return key_of(mission, "coverage", name)

    if f.value(k("revisit_max_hour")) == 0:
        return f.say(
            mark("The whole territory is in view at all times; {contact} of contact with the stations."),
            contact=f.n(k("contact_min_per_day"), 4),
        )
    if f.value(k("revisit_mean_hour")) is None:
        return f.say(
            mark("No point of the territory is seen by this orbit and this instrument over the days simulated.")
        )
    return f.say(
        mark(
            "A place is seen every {mean} on average; nine gaps in ten stay below {p90}, and the longest reaches "
            "{longest}."
        ),
        mean=f.n(k("revisit_mean_hour")),
        p90=f.n(k("revisit_p90_hour")),
        longest=f.n(k("revisit_max_hour")),
    )


def _contact(f: Reader, mission: str) -> list[Block]:
    def k(name: str) -> str:
        return key_of(mission, "coverage", name)

    if f.value(k("revisit_max_hour")) == 0 or not f.has(k("contact_min_per_day"), k("covered_frac")):
        return []
    return [
        told(
            f.say(
                mark(
                    "{covered} of the territory is seen at least once over {days}. The stations hear the satellites "
                    "{contact}; the longest silence lasts {silence}."
                ),
                covered=f.n(k("covered_frac")),
                days=f.n(k("duration_day")),
                contact=f.n(k("contact_min_per_day")),
                silence=f.n(k("contact_gap_max_hour")),
            )
        )
    ]
