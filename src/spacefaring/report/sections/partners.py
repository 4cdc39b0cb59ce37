"""§13 Is the sharing fair and stable?"""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.figures import money as figures
from spacefaring.report.page import Block, Section, Spans
from spacefaring.report.reader import Column, Reader
from spacefaring.report.sections.common import conclusion, kept, listed, method, section, told

SHARES = (
    Column("member", mark("Member"), "text"),
    Column("share_frac", mark("Share")),
    Column("cost_musd", mark("Pays")),
    Column("alone_musd", mark("Alone")),
    Column("saving_musd", mark("Saves")),
    Column("shapley_musd", mark("Shapley")),
    Column("nucleolus_musd", mark("Nucleolus")),
    Column("in_kind_musd", mark("In kind")),
)
CORE = (
    Column("coalition", mark("Group"), "text"),
    Column("own_musd", mark("On its own")),
    Column("paid_musd", mark("Together")),
    Column("saving_musd", mark("Saves")),
    Column("stays", mark("Stays"), "flag"),
)
PROJECTS = (
    Column("sector", mark("Sector"), "word"),
    Column("project", mark("Project"), "text"),
    Column("member", mark("Host"), "text"),
    Column("lead", mark("Led by"), "text"),
    Column("duration_month", mark("Duration")),
    Column("cost_low_musd", mark("Low")),
    Column("cost_high_musd", mark("High")),
)


def write(f: Reader) -> Section | None:
    shares = f.value("partners.shares") or []
    several = len(shares) > 1
    projects = f.show("partners_projects", mark("Cooperation by sector that can accompany the satellite"), PROJECTS)
    if not several and projects is None:
        return None
    blocks: list[Block] = []
    if several:
        blocks += [
            conclusion(opening(f, shares)),
            *kept(
                [
                    figures.shares(f),
                    f.show("partners_shares", mark("What each member pays and saves"), SHARES),
                    f.show("partners_core", mark("Would any group do better alone?"), CORE),
                ]
            ),
        ]
    else:
        blocks.append(
            conclusion(f.say(mark("One country carries the programme alone; cooperation projects can accompany it.")))
        )
    if projects:
        blocks += [
            told(
                f.say(
                    mark(
                        "Beyond the satellite, the members can build these projects together; none is counted in the "
                        "cost."
                    )
                )
            ),
            projects,
        ]
    if several:
        blocks.append(
            method(
                f,
                mark(
                    "Each group of members is priced on its own territory; the sharing rule divides the cost of the "
                    "whole."
                ),
                mark("The sharing is stable when no group pays more than it would on its own (core of a cost game)."),
                mark(
                    "Shapley's value pays each member for what it adds; the nucleolus pleases the least satisfied "
                    "group most."
                ),
            )
        )
    return section(f, "partners", mark("Partners"), mark("Fair and stable?"), blocks)


def opening(f: Reader, shares: list[dict[str, object]]) -> Spans:
    saved = listed(
        f,
        [
            (str(s["member"]), " ", f.n(f"partners.shares.{s['member']}.saving_musd"))
            for s in shares
            if s.get("saving_musd") is not None
        ],
    )
    verdict = f.said("partners.verdict")
    if verdict:
        return f.say(mark("Together the members save: {savings}. {verdict}"), savings=saved, verdict=verdict)
    if f.value("partners.stable"):
        return f.say(
            mark("Together the members save: {savings}. The sharing is stable: no group would do better alone."),
            savings=saved,
        )
    groups = f.value("partners.unstable_coalitions") or []
    return f.say(
        mark("Together the members save: {savings}. The sharing is unstable: {groups} would do better alone."),
        savings=saved,
        groups=", ".join(g if isinstance(g, str) else "+".join(g) for g in groups),
    )
