"""§3 Which orbit suits?"""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.figures import orbit as figures
from spacefaring.report.page import Block, Section, Spans, Table
from spacefaring.report.reader import Reader
from spacefaring.report.sections.common import (
    conclusion,
    kept,
    key_of,
    method,
    mission_heading,
    mission_ids,
    reasons,
    section,
)

ELEMENTS = (
    ("satellite_count", mark("Satellites")),
    ("plane_count", mark("Orbit planes")),
    ("altitude_km", mark("Altitude")),
    ("inclination_deg", mark("Inclination")),
    ("eccentricity", mark("Eccentricity")),
    ("longitude_deg", mark("Longitude")),
    ("ltan_hour", mark("Local time at the ascending node")),
    ("period_min", mark("Period")),
    ("orbits_per_day_count", mark("Revolutions a day")),
    ("velocity_m_per_s", mark("Speed")),
    ("raan_rate_deg_per_day", mark("Drift of the node")),
    ("repeat_day", mark("Track repeats after")),
    ("eclipse_max_min", mark("Longest eclipse")),
    ("eclipse_mean_min", mark("Mean eclipse")),
    ("beta_max_deg", mark("Largest beta angle")),
)


def write(f: Reader) -> Section | None:
    blocks: list[Block] = []
    for mission in mission_ids(f, "orbit"):
        blocks += [
            *mission_heading(f, mission),
            conclusion(opening(f, mission)),
            *reasons(f, key_of(mission, "orbit", "reasons")),
            *kept([_elements(f, mission), figures.trade(f, mission), figures.eclipse(f, mission)]),
        ]
    if blocks:
        blocks.append(
            method(
                f,
                mark(
                    "Mean elements move under the oblateness of the Earth (J2); a sun-synchronous inclination is the "
                    "one whose node follows the mean Sun."
                ),
                mark(
                    "The eclipse is that of a cylindrical or conical shadow, taken day by day through the launch year."
                ),
                mark(
                    "Satellites of a constellation share altitude and inclination; their planes and phases follow "
                    "the pattern stated in the study."
                ),
            )
        )
    return section(f, "orbit", mark("Orbit"), mark("Which orbit suits?"), blocks)


def opening(f: Reader, mission: str) -> Spans:
    def k(name: str) -> str:
        return key_of(mission, "orbit", name)

    if f.value(k("kind")) == "geostationary":
        return f.say(
            mark(
                "At {altitude} the satellite stays above the equator at longitude {longitude}, always in view of the "
                "territory; the longest eclipse lasts {eclipse}."
            ),
            altitude=f.n(k("altitude_km"), 5),
            longitude=f.n(k("longitude_deg")),
            eclipse=f.n(k("eclipse_max_min")),
        )
    if f.has(k("ltan_hour")):
        return f.say(
            mark(
                "At {altitude} the satellite crosses the equator northwards at {ltan} local solar time; a revolution "
                "lasts {period}, of which up to {eclipse} in the shadow of the Earth."
            ),
            altitude=f.n(k("altitude_km")),
            ltan=f.n(k("ltan_hour")),
            period=f.n(k("period_min")),
            eclipse=f.n(k("eclipse_max_min")),
        )
    return f.say(
        mark(
            "At {altitude} and {inclination} of inclination a revolution lasts {period}, of which up to {eclipse} in "
            "the shadow of the Earth."
        ),
        altitude=f.n(k("altitude_km")),
        inclination=f.n(k("inclination_deg")),
        period=f.n(k("period_min")),
        eclipse=f.n(k("eclipse_max_min")),
    )


def _elements(f: Reader, mission: str) -> Table | None:
    rows = tuple(
        ((f.t(text),), (f.n(key_of(mission, "orbit", name), 5),))
        for name, text in ELEMENTS
        if f.has(key_of(mission, "orbit", name))
    )
    if not rows:
        return None
    return Table(
        f"{mission}_orbit_elements", f.t(mark("Orbit")), (f.t(mark("Quantity")), f.t(mark("Value"))), rows, "lr"
    )
