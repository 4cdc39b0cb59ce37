"""§0 What is asked, and should we? One page for a minister: no acronym, no equation, three figures at most."""

from __future__ import annotations

from typing import Any

import numpy as np

from spacefaring.messages import mark
from spacefaring.report.figures import maps, money
from spacefaring.report.page import Block, Facts, Figure, Number, Section, Span, Spans
from spacefaring.report.reader import Column, Reader
from spacefaring.report.sections.common import conclusion, key_of, listed, mission_ids
from spacefaring.report.sections.currency import in_local, in_one
from spacefaring.report.sections.evidence import counts
from spacefaring.report.sections.risks import register
from spacefaring.report.sections.service import limited_by

SHOWN_RISKS = 3
SMALL_MM = 85.0  # half the width of the page, so that letters keep their size
HECTARE_PER_KM2 = 100.0


def write(f: Reader) -> Section:
    blocks: list[Block] = [conclusion(opening(f)), Facts(tuple(_rows(f)))]
    blocks += [b for b in (_map(f), money.sources_uses(f, "summary-sources", width_mm=SMALL_MM)) if b]
    return Section(
        "summary", f.t(mark("Summary for decision")), f.t(mark("What is asked, and should we?")), tuple(blocks)
    )


def opening(f: Reader) -> Spans:
    failed = [m for m in f.missions() if m.get("failure")]
    open_ones = [m["id"] for m in f.missions() if f.value(key_of(m["id"], "spacecraft", "closed")) is False]
    if failed:
        return f.say(
            mark("No design answers this study as it stands. What binds: {reason}"),
            reason=f.said(f"missions.{failed[0]['id']}.failure"),
        )
    if open_ones:
        return f.say(
            mark("The design does not close as it stands. What binds: {reason}"),
            reason=f.said(key_of(open_ones[0], "spacecraft", "binding")),
        )
    if not f.has("cost.total_p50_musd", "service.met_count"):
        return f.say(mark("Needs met: {met}."), met=f.bare("service.met_count"))
    p50, p80 = in_local(f, "cost.total_p50_musd"), in_one(f, "cost.total_p80_musd")
    limit = _main_limit(f)
    if f.value("service.met_count") == 0:
        none = f.say(
            mark(
                "For {p50} (four chances in five of staying below {p80}), the programme fully meets none of the needs."
            ),
            p50=p50,
            p80=p80,
        )
        return (*none, " ", *f.say(mark("What limits it: {limit}."), limit=limit)) if limit else none
    sentence = f.say(
        mark("For {p50} (four chances in five of staying below {p80}), the programme meets {met}."),
        p50=p50,
        p80=p80,
        met=_met(f),
    )
    return (*sentence, " ", *f.say(mark("What limits the others: {limit}."), limit=limit)) if limit else sentence


def _met(f: Reader) -> Spans:
    if f.value("need.need_count") == 1:
        return f.say(mark("the only need stated"))
    return f.say(
        mark("{met} of the {total} needs stated"), met=f.bare("service.met_count"), total=f.bare("need.need_count")
    )


def _main_limit(f: Reader) -> Spans:
    limits = [limited_by(f, n) for n in f.value("service.needs") or [] if n.get("verdict") != "met"]
    distinct = [s for s in dict.fromkeys(limits) if s]
    return listed(f, distinct[:2]) if distinct else ()


def _rows(f: Reader) -> list[tuple[str, Spans]]:
    rows = (
        (mark("Decision asked"), _decision(f)),
        (mark("Need"), _need(f)),
        (mark("Answer"), _answer(f)),
        (mark("Cost"), _cost(f)),
        (mark("Who pays"), _payers(f)),
        (mark("What stays in the country"), _stays(f)),
        (mark("Needs"), _verdicts(f)),
        (mark("Sharing"), _sharing(f)),
        (mark("Three risks"), _risks(f)),
        (mark("How sure"), _sure(f)),
    )
    return [(f.t(label), spans) for label, spans in rows if spans]


def _decision(f: Reader) -> Spans:
    failed = any(m.get("failure") or f.value(key_of(m["id"], "spacecraft", "closed")) is False for m in f.missions())
    if failed:
        return f.say(mark("Not to commit funds yet: change the requirement that binds and run the study again."))
    if not f.has("cost.total_p80_musd", "cost.start_year", "cost.launch_year"):
        return ()
    if f.value("capital.verdict") == "not_financeable":
        return f.say(
            mark(
                "Not to borrow on these terms: seek softer money or a cheaper programme first. As it stands it would "
                "take up to "
                "{p80} from {start} for a launch in {launch}."
            ),
            p80=in_local(f, "cost.total_p80_musd"),
            start=f.bare("cost.start_year"),
            launch=f.bare("cost.launch_year"),
        )
    return f.say(
        mark("Commit up to {p80} from {start} for a launch in {launch}."),
        p80=in_local(f, "cost.total_p80_musd"),
        start=f.bare("cost.start_year"),
        launch=f.bare("cost.launch_year"),
    )


def _need(f: Reader) -> Spans:
    themes = [f.word(t) for t in dict.fromkeys(n.get("theme", "") for n in f.value("need.needs") or [])]
    area = f.value("places.area_km2")
    hectares = Number(f.words.number(area * HECTARE_PER_KM2 / 1e6), "places.area_km2") if area else ""
    people = _people(f)
    if not themes or not area:
        return ()
    if people:
        return f.say(
            mark("{themes}, for {people} and {hectares} million hectares."),
            themes=_capital(listed(f, list(themes))),
            people=people,
            hectares=hectares,
        )
    return f.say(
        mark("{themes}, over {hectares} million hectares."), themes=_capital(listed(f, list(themes))), hectares=hectares
    )


def _capital(spans: Spans) -> Spans:
    first = spans[0]
    return (first[:1].upper() + first[1:], *spans[1:]) if isinstance(first, str) and first else spans


def _people(f: Reader) -> Spans:
    areas = f.table("places_areas", "name", "population_count")
    if areas is None or not np.isfinite(areas["population_count"]).all() or not areas["population_count"].sum():
        return ()
    parts: list[Span | Spans] = []
    for i, people in enumerate(areas["population_count"]):
        million = Number(f.words.number(float(people) / 1e6), f"places_areas.population_count[{i}]")
        text = f.say(mark("{million} million people"), million=million)
        parts.append((*text, f" ({areas['name'][i]})") if len(areas["name"]) > 1 else text)
    return listed(f, parts)


def _answer(f: Reader) -> Spans:
    parts: list[Span | Spans] = []
    for mission in mission_ids(f, "payload"):
        orbit, payload = key_of(mission, "orbit"), key_of(mission, "payload")
        one = f.value(f"{orbit}.satellite_count") == 1
        count, altitude = f.bare(f"{orbit}.satellite_count"), f.n(f"{orbit}.altitude_km")
        if f.value(f"{payload}.kind") == "transponder":
            said = (
                mark("one communication satellite at {altitude}")
                if one
                else mark("{count} communication satellites at {altitude}")
            )
            parts.append(f.say(said, count=count, altitude=altitude))
            continue
        revisit = f.n(key_of(mission, "coverage", "revisit_mean_hour"))
        said = (
            mark(
                "one imaging satellite at {altitude}, seeing details of {gsd} and returning every {revisit} on average"
            )
            if one
            else mark(
                "{count} imaging satellites at {altitude}, seeing details of {gsd} and returning every {revisit} on "
                "average"
            )
        )
        parts.append(f.say(said, count=count, altitude=altitude, gsd=f.n(f"{payload}.gsd_m"), revisit=revisit))
    if not parts:
        return ()
    answer = (*_capital(listed(f, parts)), ".")
    if not any(m.get("proposed") for m in f.missions()):
        return answer
    return (*answer, " ", *f.say(mark("The study names no mission: this one was proposed from the needs.")))


def _cost(f: Reader) -> Spans:
    if not f.has("cost.total_p50_musd"):
        return ()
    spans: Spans = f.say(
        mark("{p50} at the median, {p80} with prudence, in prices of {year}."),
        p50=in_local(f, "cost.total_p50_musd"),
        p80=in_local(f, "cost.total_p80_musd"),
        year=f.bare("cost.price_year"),
    )
    worst = _worst_year(f)
    return (*spans, " ", *worst) if worst else spans


def _worst_year(f: Reader) -> Spans:
    table: Any = f.table("cost_profile", "year", "capex_p50_musd")
    if table is None:
        return ()
    row = int(np.nanargmax(table["capex_p50_musd"]))
    year = f.cell("cost_profile", row, Column("year", ""), table)
    amount = f.cell("cost_profile", row, Column("capex_p50_musd", ""), table)
    running = f.has("cost.operations_musd_per_year")
    text = f.say(
        mark("The heaviest year is {year}, with {amount} million dollars of investment"), year=year, amount=amount
    )
    if not running:
        return (*text, ".")
    return (
        *text,
        *f.say(
            mark("; running costs then take {running} million dollars a year."),
            running=f.bare("cost.operations_musd_per_year"),
        ),
    )


def _payers(f: Reader) -> Spans:
    if not f.has("capital.verdict"):
        return ()
    verdict = f.badge(f.value("capital.verdict"), "capital.verdict")
    if f.value("capital.debt_musd"):
        return f.say(
            mark("The programme is {verdict}; debt would be {debt}."),
            verdict=verdict,
            debt=in_local(f, "capital.debt_musd"),
        )
    return f.say(mark("The programme is {verdict}."), verdict=verdict)


def _stays(f: Reader) -> Spans:
    parts: list[Span | Spans] = []
    for mission in mission_ids(f, "build"):
        k = key_of(mission, "build")
        if f.has(f"{k}.local_share_frac", f"{k}.trained_people_count"):
            text = f.say(
                mark("{share} of the value made at home and {people} people trained"),
                share=f.n(f"{k}.local_share_frac"),
                people=f.bare(f"{k}.trained_people_count"),
            )
            parts.append((*text, f" ({mission})") if len(f.missions()) > 1 else text)
    return (*_capital(listed(f, parts)), ".") if parts else ()


def _verdicts(f: Reader) -> Spans:
    if not f.has("service.met_count", "service.partly_count", "service.missed_count"):
        return ()
    return f.say(
        mark("{met} met, {partly} partly met, {missed} not met."),
        met=f.bare("service.met_count"),
        partly=f.bare("service.partly_count"),
        missed=f.bare("service.missed_count"),
    )


def _sharing(f: Reader) -> Spans:
    shares = f.value("partners.shares") or []
    if len(shares) < 2:
        return f.say(
            mark(
                "Buying images or sharing a satellite with neighbours is not priced in this study; ask for both "
                "before deciding."
            )
        )
    pays = listed(f, [(str(s["member"]), " ", f.n(f"partners.shares.{s['member']}.cost_musd")) for s in shares])
    stable = f.t(
        mark("no group would do better alone") if f.value("partners.stable") else mark("some would do better alone")
    )
    return f.say(mark("Each pays: {pays}; {stable}."), pays=pays, stable=stable)


def _risks(f: Reader) -> Spans:
    parts: list[Span] = []
    for i, r in enumerate(register(f)[:SHOWN_RISKS]):
        parts += [" " if i else "", *f.say(mark("{cause} ({owner})."), cause=f.t(r.cause), owner=f.t(r.owner))]
    return tuple(parts)


def _sure(f: Reader) -> Spans:
    used, guessed = counts(f)
    return (
        f.say(
            mark("{guessed} of {used} inputs are guesses."),
            guessed=f.words.integer(guessed),
            used=f.words.integer(used),
        )
        if used
        else ()
    )


def _map(f: Reader) -> Figure | None:
    return maps.territory(f, "summary-map", width_mm=SMALL_MM)
