"""§1 Who needs to see or say what?"""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.page import Block, Section
from spacefaring.report.reader import Column, Reader
from spacefaring.report.sections.common import conclusion, kept, method, reasons, section, told

NEEDS = (
    Column("id", mark("Need"), "text"),
    Column("theme", mark("Theme"), "word"),
    Column("title", mark("What for"), "text"),
    Column("gsd_m", mark("Ground sample distance")),
    Column("swath_km", mark("Swath")),
    Column("revisit_day", mark("Revisit")),
    Column("latency_hour", mark("Delivery")),
    Column("downlink_mbit_per_s", mark("Rate per site")),
    Column("availability_frac", mark("Availability")),
)
REQUIREMENTS = (
    Column("need_id", mark("Need"), "text"),
    Column("criterion", mark("Criterion"), "criterion"),
    Column("better", mark("Better"), "word"),
    Column("threshold", mark("Threshold"), named_by="criterion"),
    Column("breakthrough", mark("Breakthrough"), named_by="criterion"),
    Column("goal", mark("Goal"), named_by="criterion"),
    Column("confidence", mark("Confidence"), "word:confidence"),
    Column("source", mark("Source"), "source"),
)


def write(f: Reader) -> Section | None:
    if f.value("need") is None:
        return None
    blocks: list[Block] = [
        conclusion(
            f.say(
                mark(
                    "Needs stated: {count}; with at least one figure of the study or of a source that was read: "
                    "{sourced}. The other figures are reasoned guesses, marked as such."
                ),
                count=f.bare("need.need_count"),
                sourced=f.bare("need.sourced_count"),
            )
        ),
        told(
            f.say(
                mark(
                    "Each requirement has three levels: below the threshold it is of no use, at the breakthrough it "
                    "changes the work, at the goal more brings nothing."
                )
            )
        ),
        *kept(
            [
                f.show("need_needs", mark("Needs at the level that changes the work (breakthrough)"), NEEDS),
                f.show(
                    "need_requirements",
                    mark("Requirements with their three levels and where they come from"),
                    REQUIREMENTS,
                ),
            ]
        ),
        *reasons(f, "proposals"),
        method(
            f,
            mark("A need starts from the card of its theme; any figure may be replaced in the study."),
            mark("Threshold, breakthrough and goal follow the practice of the World Meteorological Organization."),
            mark("A score runs from the threshold to the goal; the verdicts are in the section on service."),
        ),
    ]
    return section(
        f,
        "need",
        mark("Need"),
        mark("Who needs to see or say what?"),
        blocks,
        more_limits=[
            mark(
                "Users were not interviewed for this study: each figure should be confirmed with the service that "
                "will use the images or the link."
            )
        ],
    )
