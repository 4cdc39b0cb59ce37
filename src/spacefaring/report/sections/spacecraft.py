"""§6 Does it close?"""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.figures import craft as figures
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

LINE = Column("line", mark("Line"), "word:budget")
MASS = (
    LINE,
    Column("basic_kg", mark("Basic")),
    Column("margin_frac", mark("Margin")),
    Column("margin_kg", mark("Margin")),
    Column("total_kg", mark("Total")),
)
DELTA_V = (
    LINE,
    Column("basic_m_per_s", mark("Basic")),
    Column("margin_frac", mark("Margin")),
    Column("total_m_per_s", mark("Total")),
)
POWER = (
    Column("mode", mark("Mode"), "word:mode"),
    Column("basic_w", mark("Basic")),
    Column("margin_w", mark("Margin")),
    Column("load_w", mark("Load")),
    Column("duration_min_per_day", mark("Duration")),
    Column("energy_wh", mark("Energy")),
)
LINK = (Column("line", mark("Line"), "word:link"), Column("value", mark("Value")), Column("unit", mark("Unit"), "unit"))
NEIGHBOURS = (
    Column("name", mark("Mission"), "text"),
    Column("nation", mark("Country"), "text"),
    Column("launch_year", mark("Launched")),
    Column("launch_mass_kg", mark("Launch mass")),
    Column("gsd_m", mark("Sample distance")),
    Column("power_w", mark("Power")),
)


def write(f: Reader) -> Section | None:
    blocks: list[Block] = []
    for m in f.missions():
        mission = m["id"]
        if m.get("failure"):
            blocks += [
                *mission_heading(f, mission),
                conclusion(failure(f, mission)),
                told(
                    f.say(
                        mark(
                            "The sections above show what was solved before this point; nothing after it could be. "
                            "Change in the study what the "
                            "sentence names, and solve it again."
                        )
                    )
                ),
            ]
        elif isinstance(m.get("spacecraft"), dict):
            blocks += [
                *mission_heading(f, mission),
                conclusion(opening(f, mission)),
                *_binding(f, mission),
                *_budgets(f, mission),
            ]
    if mission_ids(f, "spacecraft"):
        blocks.append(
            method(
                f,
                mark(
                    "Power, data, link, attitude, propulsion, structure and thermal control are sized in a loop "
                    "until the mass settles; if it does not, what binds is named."
                ),
                mark("Each line carries the margin of its maturity; a system margin covers what is not yet known."),
                mark("The spread of the dry mass is that of the equations against flown spacecraft."),
                mark(
                    "Link, memory and imaging time are limited together: the smallest of the three decides what is "
                    "delivered."
                ),
            )
        )
    return section(f, "spacecraft", mark("Spacecraft"), mark("Does it close?"), blocks)


def failure(f: Reader, mission: str) -> Spans:
    """What binds when no design answers the question."""
    return f.say(
        mark("No design answers the mission “{mission}”: {reason}"),
        mission=mission,
        reason=f.said(f"missions.{mission}.failure"),
    )


def opening(f: Reader, mission: str) -> Spans:
    def k(name: str) -> str:
        return key_of(mission, "spacecraft", name)

    if f.value(k("closed")) is False:
        return f.say(mark("The design does not close. {binding}"), binding=f.said(k("binding")))
    if not f.has(k("dry_mass_p10_kg"), k("dry_mass_p90_kg")):
        return f.say(mark("The design closes at {wet}."), wet=f.n(k("wet_mass_kg")))
    return f.say(
        mark(
            "The design closes at {wet} per satellite; the dry mass lies between {low} and {high} in four cases out "
            "of five."
        ),
        wet=f.n(k("wet_mass_kg")),
        low=f.bare(k("dry_mass_p10_kg")),
        high=f.n(k("dry_mass_p90_kg")),
    )


def _binding(f: Reader, mission: str) -> list[Block]:
    key = key_of(mission, "spacecraft", "binding")
    said = f.said(key)
    if f.value(key_of(mission, "spacecraft", "closed")) is False or not said:
        return []
    return [told(f.say(mark("What limits the design: {binding}"), binding=said))]


def _budgets(f: Reader, mission: str) -> list[Block]:
    stem = f"{mission}_spacecraft"
    return kept(
        [
            figures.mass(f, mission),
            f.show(f"{stem}_mass", mark("Mass budget"), MASS, strong=_totals(f, f"{stem}_mass")),
            figures.power(f, mission),
            f.show(f"{stem}_power", mark("Power budget"), POWER),
            f.show(f"{stem}_delta_v", mark("Delta-v budget"), DELTA_V, strong=_totals(f, f"{stem}_delta_v")),
            f.show(f"{stem}_link", mark("Link budget of the payload data"), LINK),
            f.show(f"{stem}_neighbours", mark("Nearest flown missions"), NEIGHBOURS),
        ]
    )


def _totals(f: Reader, stem: str) -> list[int]:
    table = f.table(stem, "line")
    return [i for i, line in enumerate(table["line"]) if figures._is_total(str(line))] if table else []
