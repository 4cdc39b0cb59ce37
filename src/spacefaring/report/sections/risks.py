"""§15 What could go wrong, and who carries it? Each risk is read off a result; none is invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from spacefaring.messages import mark
from spacefaring.report.figures import risks as figures
from spacefaring.report.page import Block, Section, Spans, Table
from spacefaring.report.reader import Column, Reader
from spacefaring.report.sections.common import conclusion, key_of, method, mission_ids
from spacefaring.report.sections.currency import currency, in_dollars

FREQUENT, POSSIBLE, RARE = mark("frequent"), mark("possible"), mark("rare")
GRAVE, SERIOUS, MODERATE = mark("grave"), mark("serious"), mark("moderate")
LEVELS = (RARE, POSSIBLE, FREQUENT)
EFFECTS = (MODERATE, SERIOUS, GRAVE)


@dataclass(frozen=True)
class Risk:
    """A cause with its figure, how often and how grave, who carries it, and what lowers it."""

    cause: str
    figure: Spans
    likelihood: str
    effect: str
    owner: str
    mitigation: str


def register(f: Reader) -> list[Risk]:
    """The risks that the results show, the heaviest first."""
    found = [r for find in FINDERS for r in find(f)]
    weight = {r: LEVELS.index(r.likelihood) + EFFECTS.index(r.effect) for r in found}
    return sorted(found, key=lambda r: -weight[r])


def write(f: Reader) -> Section | None:
    risks = register(f)
    if not risks:
        return None
    first = risks[0]
    places = [(LEVELS.index(r.likelihood), EFFECTS.index(r.effect)) for r in risks]
    drawn = figures.matrix(f, places, LEVELS, EFFECTS)
    blocks: list[Block] = [
        conclusion(
            f.say(
                mark("The heaviest risk is: {cause} ({figure}); {owner} carries it."),
                cause=f.t(first.cause),
                figure=first.figure,
                owner=f.t(first.owner),
            )
        ),
        *([drawn] if drawn else []),
        _table(f, risks),
        method(
            f,
            mark("Each risk is read off a figure of this study; its place in the order adds how often and how grave."),
            mark("Frequent: one chance in five or more; possible: between one in fifty and one in five; rare: below."),
            mark(
                "The one who carries a risk is a role; the name and the contract must be written in before signature."
            ),
        ),
    ]
    return Section("risks", f.t(mark("Risks")), f.t(mark("What could go wrong?")), tuple(blocks))


def _table(f: Reader, risks: list[Risk]) -> Table:
    headings = (
        mark("No."),
        mark("Risk"),
        mark("What the study says"),
        mark("How often"),
        mark("How grave"),
        mark("Carried by"),
        mark("What lowers it"),
    )
    rows = tuple(
        (
            (str(i),),
            (f.t(r.cause),),
            r.figure,
            (f.t(r.likelihood),),
            (f.t(r.effect),),
            (f.t(r.owner),),
            (f.t(r.mitigation),),
        )
        for i, r in enumerate(risks, start=1)
    )
    return Table("risks", f.t(mark("Risk register")), tuple(f.t(h) for h in headings), rows, "rllllll")


def _cost(f: Reader) -> Iterator[Risk]:
    if f.has("cost.total_p80_musd"):
        yield Risk(
            mark("The cost exceeds the prudent budget"),
            f.say(mark("one chance in five above {p80}"), p80=in_dollars(f, "cost.total_p80_musd")),
            FREQUENT,
            SERIOUS,
            mark("the ministry of finance"),
            mark("Sign at a fixed price with milestones; hold the reserve between P50 and P80 outside the project"),
        )


def _delay(f: Reader) -> Iterator[Risk]:
    for m in mission_ids(f, "build"):
        p50, p80 = (key_of(m, "build", f"duration_{p}_month") for p in ("p50", "p80"))
        if f.has(p50, p80):
            yield Risk(
                mark("The satellite is late"),
                f.say(mark("{p80} instead of {p50}, one chance in five of more"), p80=f.n(p80), p50=f.n(p50)),
                FREQUENT,
                MODERATE,
                mark("the prime contractor"),
                mark("Penalties by milestone; order long-lead parts at the start"),
            )
            return


def _launch_failure(f: Reader) -> Iterator[Risk]:
    for m in mission_ids(f, "launch"):
        key = key_of(m, "launch", "success_frac")
        low = f.value(key_of(m, "launch", "success_p05_frac")) or f.value(key)
        if f.has(key):
            yield Risk(
                mark("The launch fails"),
                f.say(mark("{success} of launches succeed"), success=f.n(key)),
                RARE if low is not None and low > 0.98 else POSSIBLE,
                GRAVE,
                mark("the launch insurer"),
                mark("Insure launch and first year; agree a replacement clause and its date"),
            )
            return


def _closure(f: Reader) -> Iterator[Risk]:
    for m in mission_ids(f, "spacecraft"):
        if f.value(key_of(m, "spacecraft", "closed")) is False:
            yield Risk(
                mark("The design does not close"),
                f.said(key_of(m, "spacecraft", "binding")),
                FREQUENT,
                GRAVE,
                mark("the space agency"),
                mark("Change the requirement that binds before any contract"),
            )


def _debt(f: Reader) -> Iterator[Risk]:
    low = f.value("capital.dscr_min")
    if low is not None and low < 1:
        yield Risk(
            mark("Revenue does not serve the debt"),
            f.say(mark("cover of {dscr} in the worst period"), dscr=f.bare("capital.dscr_min")),
            FREQUENT,
            SERIOUS,
            mark("the ministry of finance"),
            mark("Budget the debt service from the start, or take grants and concessional loans only"),
        )


def _exchange(f: Reader) -> Iterator[Risk]:
    code = currency(f)
    if code and code != "USD" and f.value("capital.debt_musd"):
        yield Risk(
            mark("The national currency loses value while the debt is in foreign currency"),
            f.say(mark("debt of {debt}"), debt=in_dollars(f, "capital.debt_musd")),
            POSSIBLE,
            SERIOUS,
            mark("the ministry of finance"),
            mark("Match the currency of debt and revenue; test a devaluation before signing"),
        )


def _station(f: Reader) -> Iterator[Risk]:
    if f.value("places.station_count") == 1 and any(
        f.value(key_of(m, "coverage", "revisit_max_hour")) for m in mission_ids(f, "coverage")
    ):
        m = next(m for m in mission_ids(f, "coverage") if f.value(key_of(m, "coverage", "revisit_max_hour")))
        yield Risk(
            mark("The only ground station breaks down"),
            f.say(
                mark("already silent up to {gap} in normal times"),
                gap=f.n(key_of(m, "coverage", "contact_gap_max_hour")),
            ),
            POSSIBLE,
            SERIOUS,
            mark("the operator"),
            mark("Rent a second station; keep spare parts and an emergency link"),
        )


def _clouds(f: Reader) -> Iterator[Risk]:
    table: Any = f.table("service_monthly", "usable_image_probability_frac", "month_index")
    if table is None or not np.isfinite(table["usable_image_probability_frac"]).any():
        return
    row = int(np.nanargmin(table["usable_image_probability_frac"]))
    if table["usable_image_probability_frac"][row] < 0.8:
        cell = f.cell("service_monthly", row, _PROBABILITY, table)
        yield Risk(
            mark("Clouds hide the ground when images matter most"),
            f.say(mark("chance of a usable image down to {chance} in the worst month"), chance=cell),
            FREQUENT,
            MODERATE,
            mark("the users"),
            mark("Add free radar images in the rainy season"),
        )


def _disposal(f: Reader) -> Iterator[Risk]:
    for m in mission_ids(f, "launch"):
        if f.value(key_of(m, "launch", "disposal_5_year")) is False:
            yield Risk(
                mark("Licence or launch refused for lack of an end-of-life plan"),
                f.say(mark("{years} in orbit, above five"), years=f.n(key_of(m, "launch", "lifetime_year"))),
                POSSIBLE,
                SERIOUS,
                mark("the space agency"),
                mark("Keep propellant for the descent, or fly lower"),
            )


def _partners(f: Reader) -> Iterator[Risk]:
    if f.value("partners.stable") is False:
        yield Risk(
            mark("A partner leaves"),
            f.say(mark("the sharing is unstable")),
            POSSIBLE,
            GRAVE,
            mark("the members"),
            mark("Change the sharing rule or add projects until no group gains by leaving"),
        )


def _people(f: Reader) -> Iterator[Risk]:
    for m in mission_ids(f, "build"):
        key = key_of(m, "build", "trained_people_count")
        if f.value(key):
            yield Risk(
                mark("Trained people leave"),
                f.say(mark("{people} people trained"), people=f.bare(key)),
                POSSIBLE,
                MODERATE,
                mark("the space agency"),
                mark("Posts, careers and a second mission in sight before the first flies"),
            )
            return


_PROBABILITY = Column("usable_image_probability_frac", "")
FINDERS: tuple[Callable[[Reader], Iterator[Risk]], ...] = (
    _closure,
    _launch_failure,
    _debt,
    _cost,
    _exchange,
    _delay,
    _station,
    _clouds,
    _disposal,
    _partners,
    _people,
)
