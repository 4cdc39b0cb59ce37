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
WAYS = (
    Column("way", mark("Way of riding"), "word"),
    Column("goes_to", mark("Goes to"), "text"),
    Column("reason", mark("Open"), "text"),
    Column("price_musd", mark("Price")),
    Column("price_year", mark("Year")),
)
WINDOW = (
    Column("site", mark("Launch site"), "text"),
    Column("direction", mark("Heading"), "word"),
    Column("azimuth_deg", mark("Azimuth")),
    Column("lift_off_utc", mark("Lift-off (UTC)"), "instant"),
    Column("local_time_hour", mark("Local time of the node")),
)
ACQUISITION = (
    Column("probability_frac", mark("Injections in which it is enough")),
    Column("perigee_error_km", mark("Height to correct")),
    Column("inclination_error_deg", mark("Inclination to correct")),
    Column("delta_v_m_per_s", mark("Delta-v")),
    Column("aboard_m_per_s", mark("Aboard for it")),
)
CLIMB = (
    Column("way", mark("Climb"), "word"),
    Column("start_altitude_km", mark("From")),
    Column("end_altitude_km", mark("To")),
    Column("duration_hour", mark("Duration")),
    Column("delta_v_m_per_s", mark("Delta-v")),
    Column("eclipse_count", mark("Eclipses")),
)
PHASING = (
    Column("way", mark("Spread"), "word"),
    Column("angle_deg", mark("Angle")),
    Column("height_offset_km", mark("Difference of height")),
    Column("duration_day", mark("Duration")),
    Column("delta_v_m_per_s", mark("Delta-v")),
)
CONTACTS = (
    Column("station", mark("Station"), "name"),
    Column("start_utc", mark("Rise (UTC)"), "instant"),
    Column("after_separation_hour", mark("After separation")),
    Column("duration_min", mark("Duration")),
    Column("maximum_elevation_deg", mark("Highest elevation")),
)
STEPS = (
    Column("step", mark("Step"), "text"),
    Column("start_day", mark("From")),
    Column("end_day", mark("To")),
)
COLLISION = (
    Column("part", mark("Part of the life"), "word"),
    Column("duration_year", mark("Duration")),
    Column("active_frac", mark("Satellites in service")),
    Column("derelict_frac", mark("Dead satellites")),
    Column("stage_frac", mark("Rocket stages")),
    Column("fragment_frac", mark("Fragments")),
    Column("collision_frac", mark("All together")),
)
LADDER = (
    Column("service", mark("Offer"), "text"),
    Column("price_year", mark("Year")),
    Column("price_musd", mark("Price")),
    Column("source", mark("Source"), "text"),
)

SHOWN_VEHICLES = 15
SHOWN_CONTACTS = 12


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
                    f.show(f"{mission}_launch_ways", mark("Ways of riding to this orbit"), WAYS),
                    _vehicles(f, f"{mission}_launch_vehicles"),
                    figures.decay(f, mission),
                    f.show(
                        f"{mission}_launch_lifetime",
                        mark("Time in orbit from launch, without manoeuvre"),
                        LIFETIME,
                    ),
                    f.show(f"{mission}_launch_disposal", mark("Rules of disposal, one by one"), DISPOSAL),
                    f.show(
                        f"{mission}_launch_collision",
                        mark("Probability of meeting an object of 10 cm or more"),
                        COLLISION,
                    ),
                    _ladder(f, f"{mission}_launch_ladder"),
                    *_first_days(f, mission),
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
                mark("Collisions: objects tracked in each shell of 50 km, met like the molecules of a gas at 10 km/s."),
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


def _first_days(f: Reader, mission: str) -> list[Table | None]:
    """From lift-off to service: when it leaves, what the injection costs, who hears it first, what is done."""
    stem = f"{mission}_launch"
    return [
        _window(f, f"{stem}_window"),
        f.show(
            f"{stem}_acquisition", mark("Reaching the operational orbit, by how unlucky the injection is"), ACQUISITION
        ),
        f.show(f"{stem}_climb", mark("The climb after an unlucky injection, flown step by step"), CLIMB),
        f.show(f"{stem}_phasing", mark("Spreading satellites dropped together"), PHASING),
        _contacts(f, f"{stem}_contacts"),
        f.show(f"{stem}_steps", mark("From separation to service"), STEPS),
    ]


def _window(f: Reader, stem: str) -> Table | None:
    """One row where the time of day is the same all year, as for sun-synchronous orbits; else every month."""
    table = f.table(stem, "lift_off_utc", "direction")
    if table is None:
        return None
    clock = {
        (str(way), str(instant)[11:16]) for way, instant in zip(table["direction"], table["lift_off_utc"], strict=True)
    }
    steady = len(clock) == len({way for way, _ in clock})
    rows = [int(i) for i in np.unique(table["direction"], return_index=True)[1]] if steady else None
    note = f.say(mark("The same time of day all year.")) if steady else ()
    return f.show(stem, mark("Launch window into the plane of the first satellite"), WINDOW, rows=rows, note=note)


def _contacts(f: Reader, stem: str) -> Table | None:
    table = f.table(stem, "start_utc")
    if table is None:
        return None
    count = len(table["start_utc"])
    note = f.say(
        mark("First days in all: {count} contacts, in the file and in a calendar."), count=f.words.integer(count)
    )
    rows = list(range(min(count, SHOWN_CONTACTS)))
    return f.show(stem, mark("First contacts after separation"), CONTACTS, rows=rows, note=note)


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
    if f.has(k("lifetime_year"), k("lifetime_p10_year"), k("lifetime_p90_year")):
        out.append(
            told(
                f.say(
                    mark(
                        "Left alone from launch under mean solar activity it re-enters within {years}; eight "
                        "satellites in ten within {low} to {high}."
                    ),
                    years=f.n(k("lifetime_year")),
                    low=f.n(k("lifetime_p10_year")),
                    high=f.n(k("lifetime_p90_year")),
                )
            )
        )
    if f.has(k("disposal_25_year"), k("disposal_5_year")):
        out.append(
            told(
                f.say(
                    mark("The 25-year rule is {old}, the 5-year rule is {new}."),
                    old=_rule(f, k("disposal_25_year")),
                    new=_rule(f, k("disposal_5_year")),
                )
            )
        )
    if f.has(k("collision_frac"), k("collision_met"), k("casualty_count"), k("casualty_met")):
        out.append(
            told(
                f.say(
                    mark(
                        "Until it has left orbit it meets an object of 10 cm or more with a probability of "
                        "{collision}: the limit is {met}. Its re-entry hurts {casualty} people on the average: the "
                        "limit is {harmless}."
                    ),
                    collision=f.n(k("collision_frac"), 2),
                    met=_limit(f, k("collision_met")),
                    casualty=f.bare(k("casualty_count"), 2),
                    harmless=_limit(f, k("casualty_met")),
                )
            )
        )
    return out


def _rule(f: Reader, key: str) -> str:
    """Kept or not, and by what."""
    value = f.value(key)
    if value is None:
        return f.t(mark("not applicable"))
    if not value:
        return f.t(mark("not kept"))
    means = f.value(f"{key}_by")
    return f.t(mark("kept by {means}")).format(means=f.t(means)) if means else f.t(mark("kept"))


def _limit(f: Reader, key: str) -> str:
    return f.t(mark("respected") if f.value(key) else mark("not respected"))
