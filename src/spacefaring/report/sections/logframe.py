"""§16 What changes, and who checks it? The logical framework, from activity to impact (OECD-DAC terms)."""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.page import Block, Section, Spans, Table
from spacefaring.report.reader import Reader
from spacefaring.report.sections.common import conclusion, key_of, method, mission_ids
from spacefaring.report.sections.currency import in_dollars

OUTCOMES = {
    "agriculture": mark("Crop areas and their condition are known during the season"),
    "climate_change": mark("Floods and droughts are mapped while they happen"),
    "communication": mark("Villages without a line exchange messages and calls"),
    "digital_economy": mark("Public services and firms work on line beyond the fibre"),
    "education": mark("Schools reach courses on line"),
    "environment": mark("Land cover and its losses are known every year"),
    "health": mark("Health centres consult hospitals at a distance"),
    "sustainable_development": mark("Land, water and settlements are counted every year"),
    "urban": mark("City plans follow the growth of the city"),
}
Row = tuple[Spans, ...]


def write(f: Reader) -> Section | None:
    rows = [*_impact(f), *_outcomes(f), *_outputs(f), *_activities(f), *_inputs(f)]
    if not f.has("cost.launch_year") or not _outcomes(f):
        return None
    headings = (mark("Level"), mark("What"), mark("Indicator"), mark("Today"), mark("Target"), mark("Read in"))
    table = Table("logframe", f.t(mark("Logical framework")), tuple(f.t(h) for h in headings), tuple(rows), "llllll")
    blocks: list[Block] = [
        conclusion(
            f.say(
                mark(
                    "From {year}, what the programme delivers can be read against {count} indicators; the baselines "
                    "must be measured before launch."
                ),
                year=f.bare("cost.launch_year"),
                count=f.words.integer(len(rows)),
            )
        ),
        table,
        method(
            f,
            mark(
                "Activities make outputs, users turn outputs into outcomes, and outcomes add to an impact that "
                "others serve too."
            ),
            mark(
                "Targets are the results of this study; “to be measured” is written where no baseline is known, "
                "rather than a figure."
            ),
            mark("Assumes that services have the staff and the budget to use what they receive."),
        ),
    ]
    return Section("logframe", f.t(mark("Logical framework")), f.t(mark("What changes, who checks?")), tuple(blocks))


def _row(f: Reader, level: str, what: Spans, indicator: str, today: Spans, target: Spans, source: str) -> Row:
    return ((f.t(level),), what, (f.t(indicator),), today, target, (f.t(source),))


def _unmeasured(f: Reader) -> Spans:
    return (f.t(mark("to be measured")),)


def _impact(f: Reader) -> list[Row]:
    if not f.has("cost.end_year"):
        return []
    target = f.say(mark("all services named in the needs, by {year}"), year=f.bare("cost.end_year"))
    return [
        _row(
            f,
            mark("Impact"),
            (f.t(mark("Public decisions rest on timely knowledge of the territory")),),
            mark("services that use it in their yearly plan"),
            _unmeasured(f),
            target,
            mark("yearly reports of the services"),
        )
    ]


def _outcomes(f: Reader) -> list[Row]:
    rows = []
    for need in f.value("service.needs") or []:
        what = OUTCOMES.get(str(need.get("theme")))
        score = f"service.needs.{need['id']}.score_frac"
        if what and f.has(score, "cost.launch_year"):
            target = f.say(mark("{score} from {year}"), score=f.n(score), year=f.bare("cost.launch_year"))
            rows.append(
                _row(
                    f,
                    mark("Outcome"),
                    (f.t(what), f" ({need['id']})"),
                    mark("share of the requirement delivered"),
                    _unmeasured(f),
                    target,
                    mark("log of deliveries, survey of users"),
                )
            )
    return rows


def _outputs(f: Reader) -> list[Row]:
    rows = []
    for m in mission_ids(f, "operations"):
        area, data, count = (
            key_of(m, "operations", "image_area_km2_per_day"),
            key_of(m, "operations", "delivered_gbit_per_day"),
            key_of(m, "orbit", "satellite_count"),
        )
        rows.append(
            _row(
                f,
                mark("Output"),
                (f.t(mark("Satellites in service")), f" ({m})"),
                mark("satellites accepted in orbit"),
                ("0",),
                (f.bare(count),),
                mark("acceptance report"),
            )
        )
        delivered = area if f.has(area) else data
        if f.has(delivered):
            rows.append(
                _row(
                    f,
                    mark("Output"),
                    (f.t(mark("Data delivered")), f" ({m})"),
                    mark("delivered each day"),
                    ("0",),
                    (f.n(delivered),),
                    mark("log of the station"),
                )
            )
        people = key_of(m, "build", "trained_people_count")
        if f.value(people):
            rows.append(
                _row(
                    f,
                    mark("Output"),
                    (f.t(mark("People trained")), f" ({m})"),
                    mark("people with a post and a certificate"),
                    _unmeasured(f),
                    (f.bare(people),),
                    mark("personnel register"),
                )
            )
    return rows


def _activities(f: Reader) -> list[Row]:
    rows = []
    for m in mission_ids(f, "build"):
        p50, p80 = key_of(m, "build", "duration_p50_month"), key_of(m, "build", "duration_p80_month")
        if f.has(p50, p80):
            target = f.say(mark("{p50}; {p80} with prudence"), p50=f.n(p50), p80=f.n(p80))
            rows.append(
                _row(
                    f,
                    mark("Activity"),
                    (f.t(mark("Design, build, test and launch")), f" ({m})"),
                    mark("time from start to launch"),
                    ("–",),
                    target,
                    mark("review reports"),
                )
            )
    return rows


def _inputs(f: Reader) -> list[Row]:
    if not f.has("cost.total_p50_musd", "cost.total_p80_musd"):
        return []
    target = f.say(
        mark("{p50}; {p80} with prudence"),
        p50=in_dollars(f, "cost.total_p50_musd"),
        p80=in_dollars(f, "cost.total_p80_musd"),
    )
    return [
        _row(
            f,
            mark("Input"),
            (f.t(mark("Money over the life of the programme")),),
            mark("spent to date"),
            ("0",),
            target,
            mark("accounts of the project"),
        )
    ]
