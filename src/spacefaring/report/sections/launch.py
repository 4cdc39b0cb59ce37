"""§8 How does it go up, and how does it come down?"""

from __future__ import annotations

import numpy as np

from spacefaring.messages import mark
from spacefaring.report.figures import programme as figures
from spacefaring.report.page import Block, Section, Spans, Table
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

VEHICLES = (
    Column("vehicle", mark("Launcher"), "text"),
    Column("state", mark("State"), "text"),
    Column("status", mark("Status"), "word:status"),
    Column("capacity_kg", mark("Capacity")),
    Column("price_musd", mark("Price")),
    Column("success_frac", mark("Success")),
    Column("success_p05_frac", mark("At least")),
)
LIFETIME = (
    Column("solar_activity", mark("Solar activity"), "word"),
    Column("f107_sfu", mark("Radio flux F10.7")),
    Column("lifetime_year", mark("Time in orbit")),
    Column("is_lower_bound", mark("At least"), "flag"),
)
DISPOSAL = (
    Column("rule", mark("Rule"), "word:rule"),
    Column("solar_activity", mark("Solar activity"), "word"),
    Column("course", mark("Course"), "word:course"),
    Column("delta_v_m_per_s", mark("Delta-v")),
    Column("after_operation_year", mark("In orbit after operations")),
    Column("allowed_year", mark("Allowed")),
    Column("met", mark("Met"), "flag"),
)
LADDER = (
    Column("service", mark("Offer"), "text"),
    Column("price_year", mark("Year")),
    Column("price_musd", mark("Price")),
    Column("source", mark("Source"), "text"),
)

SHOWN_VEHICLES = 15


def write(f: Reader) -> Section | None:
    blocks: list[Block] = []
    for mission in mission_ids(f, "launch"):
        blocks += [
            *mission_heading(f, mission),
            conclusion(_opening(f, mission)),
            *_descent(f, mission),
            *[told(s) for s in [f.said(key_of(mission, "launch", "binding"))] if s],
            *kept(
                [
                    _vehicles(f, f"{mission}_launch_vehicles"),
                    figures.decay(f, mission),
                    f.show(
                        f"{mission}_launch_lifetime",
                        mark("Time in orbit after operations, without manoeuvre"),
                        LIFETIME,
                    ),
                    f.show(f"{mission}_launch_disposal", mark("Rules of disposal, one by one"), DISPOSAL),
                    _ladder(f, f"{mission}_launch_ladder"),
                ]
            ),
        ]
    if blocks:
        blocks.append(
            method(
                f,
                mark(
                    "The launcher is the cheapest that reaches the orbit with the mass, flies in the year asked, and "
                    "is open to the country."
                ),
                mark("Success is estimated from the flights to date, with the interval that so many flights allow."),
                mark("The descent follows the drag of the NRLMSIS atmosphere under low, mean and high solar activity."),
            )
        )
    return section(f, "launch", mark("Launch and end of life"), mark("How up, how down?"), blocks)


def _vehicles(f: Reader, stem: str) -> Table | None:
    """The launchers that could carry it; those refused, with the reason, are in the CSV."""
    table = f.table(stem, "accepted")
    if table is None:
        return None
    rows = [int(i) for i in np.flatnonzero(table["accepted"])][:SHOWN_VEHICLES]
    refused = int((~table["accepted"].astype(bool)).sum())
    note = f.say(mark("Refused, with the reason of each in the file: {count}."), count=f.words.integer(refused))
    return (
        f.show(stem, mark("Launchers that could carry it, the cheapest first"), VEHICLES, rows=rows, note=note)
        if rows
        else None
    )


def _ladder(f: Reader, stem: str) -> Table | None:
    """The offers whose price is published."""
    table = f.table(stem, "price_musd")
    if table is None:
        return None
    rows = [int(i) for i in np.flatnonzero(np.isfinite(table["price_musd"]))]
    return f.show(stem, mark("Published prices of shared launches"), LADDER, rows=rows) if rows else None


def _opening(f: Reader, mission: str) -> Spans:
    def k(name: str) -> str:
        return key_of(mission, "launch", name)

    if not f.has(k("vehicle")):
        return f.say(mark("No launcher of the catalogue carries this mission."))
    site = f.value(k("site"))
    if not site:
        return f.say(
            mark("Launched by {vehicle} for {price}."), vehicle=str(f.value(k("vehicle"))), price=f.n(k("price_musd"))
        )
    return f.say(
        mark("Launched by {vehicle} from {site} for {price}."),
        vehicle=str(f.value(k("vehicle"))),
        site=f.word(site),
        price=f.n(k("price_musd")),
    )


def _descent(f: Reader, mission: str) -> list[Block]:
    def k(name: str) -> str:
        return key_of(mission, "launch", name)

    out: list[Block] = []
    if f.has(k("success_frac"), k("success_p05_frac"), k("success_p95_frac")):
        out.append(
            told(
                f.say(
                    mark(
                        "The launcher succeeds {success} of the time; with the flights to date that rate lies "
                        "between {low} and {high} nine times out of ten."
                    ),
                    success=f.n(k("success_frac")),
                    low=f.n(k("success_p05_frac")),
                    high=f.n(k("success_p95_frac")),
                )
            )
        )
    if f.has(k("lifetime_year")):
        out.append(
            told(
                f.say(
                    mark(
                        "Left alone under mean solar activity it re-enters within {years}: the 25-year rule is "
                        "{old}, the 5-year rule is {new}."
                    ),
                    years=f.n(k("lifetime_year")),
                    old=_rule(f, k("disposal_25_year")),
                    new=_rule(f, k("disposal_5_year")),
                )
            )
        )
    return out


def _rule(f: Reader, key: str) -> str:
    value = f.value(key)
    return f.t(mark("not applicable")) if value is None else f.t(mark("kept") if value else mark("not kept"))
