"""§7 Who makes it, and who learns?"""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.figures import programme as figures
from spacefaring.report.page import Block, Section, Spans
from spacefaring.report.reader import Column, Reader
from spacefaring.report.sections.common import conclusion, kept, key_of, method, mission_heading, mission_ids, section

PHASES = (
    Column("phase", mark("Phase"), "word:phase"),
    Column("review", mark("Closing review"), "word:review"),
    Column("start_month", mark("Start")),
    Column("duration_p50_month", mark("Duration, P50")),
    Column("duration_p80_month", mark("Duration, P80")),
)
TREE = (
    Column("item", mark("Item"), "word:item"),
    Column("mass_kg", mark("Mass")),
    Column("made", mark("How made"), "word:made"),
    Column("local_share_frac", mark("Local share")),
)

MODELS = (
    Column("model", mark("Model"), "word:model"),
    Column("made_count", mark("Number")),
    Column("purpose", mark("Purpose"), "word:purpose"),
)
TESTS = (
    Column("test", mark("Test"), "word:test"),
    Column("model", mark("Model"), "word:model"),
    Column("level", mark("Level"), "word:level"),
    Column("facility", mark("Facility"), "word:facility"),
)
PEOPLE = (
    Column("case", mark("Programme"), "text"),
    Column("strategy", mark("How made"), "word:made"),
    Column("launch_mass_kg", mark("Launch mass")),
    Column("engineer_count", mark("People")),
    Column("duration_month", mark("Duration")),
    Column("source", mark("Source"), "text"),
)


def write(f: Reader) -> Section | None:
    blocks: list[Block] = []
    for mission in mission_ids(f, "build"):
        blocks += [
            *mission_heading(f, mission),
            conclusion(_opening(f, mission)),
            *_tables(f, mission, first=mission == mission_ids(f, "build")[0]),
        ]
    if blocks:
        blocks.append(
            method(
                f,
                mark(
                    "Phase durations are those of programmes of the same class; the prudent ones come from their "
                    "spread."
                ),
                mark("The model philosophy says which models are built and tested before the one that flies."),
                mark("The local share counts the value made in the country, item by item of the product tree."),
            )
        )
    return section(f, "build", mark("Build"), mark("Who makes it, and who learns?"), blocks)


def _opening(f: Reader, mission: str) -> Spans:
    def k(name: str) -> str:
        return key_of(mission, "build", name)

    return f.say(
        mark(
            "It takes {p50}, {p80} with prudence; {share} of the value is made at home and {people} people are trained."
        ),
        p50=f.n(k("duration_p50_month")),
        p80=f.n(k("duration_p80_month")),
        share=f.n(k("local_share_frac")),
        people=f.bare(k("trained_people_count")),
    )


def _tables(f: Reader, mission: str, *, first: bool) -> list[Block]:
    return kept(
        [
            figures.schedule(f, mission),
            f.show(f"{mission}_build_phases", mark("Phases and reviews"), PHASES),
            f.show(f"{mission}_build_product_tree", mark("Product tree and local share"), TREE),
            f.show(f"{mission}_build_models", mark("Models built"), MODELS),
            f.show(f"{mission}_build_tests", mark("Tests before launch"), TESTS),
            f.show(f"{mission}_build_people", mark("People trained by comparable programmes"), PEOPLE)
            if first
            else None,
        ]
    )
