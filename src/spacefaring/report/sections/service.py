"""§10 What does each theme receive?"""

from __future__ import annotations

from typing import Any

import numpy as np

from spacefaring.messages import mark
from spacefaring.report.figures import programme as figures
from spacefaring.report.page import Block, Number, Section, Spans, Table
from spacefaring.report.reader import Column, Reader
from spacefaring.report.sections.common import conclusion, kept, method, section, told

CRITERIA = (
    Column("need_id", mark("Need"), "text"),
    Column("mission", mark("Mission"), "text"),
    Column("criterion", mark("Criterion"), "criterion"),
    Column("threshold", mark("Threshold"), named_by="criterion"),
    Column("breakthrough", mark("Breakthrough"), named_by="criterion"),
    Column("goal", mark("Goal"), named_by="criterion"),
    Column("obtained", mark("Obtained"), named_by="criterion"),
    Column("score_frac", mark("Score")),
    Column("verdict", mark("Verdict"), "verdict"),
)
SITES = (
    Column("need_id", mark("Need"), "text"),
    Column("mission", mark("Mission"), "text"),
    Column("country", mark("Country"), "text"),
    Column("town", mark("Town"), "text"),
    Column("site_count", mark("Sites")),
    Column("elevation_deg", mark("Satellite above horizon")),
    Column("seen", mark("In view"), "flag"),
    Column("rate_mbit_per_s", mark("Rate per site")),
    Column("committed_mbit_per_s", mark("Rate guaranteed")),
)

SHOWN_SITES = 15


def write(f: Reader) -> Section | None:
    needs = f.value("service.needs")
    if not needs:
        return None
    blocks: list[Block] = [conclusion(opening(f)), *_missed(f, needs), verdicts(f, needs), *kept([figures.scores(f)])]
    for mission, need in _monthly_pairs(f):
        blocks += kept([figures.monthly(f, mission, need)])
    blocks += kept(
        [f.show("service_criteria", mark("Requirement and result, criterion by criterion"), CRITERIA), _sites(f)]
    )
    blocks.append(
        method(
            f,
            mark("Usable images are passes in daylight under a clear sky that the downlink can bring home."),
            mark(
                "A score compares what is delivered with the three levels of each criterion; the weakest criterion "
                "decides."
            ),
            mark("Several missions that serve a need add up."),
        )
    )
    return section(
        f,
        "service",
        mark("Service"),
        mark("What does each theme receive?"),
        blocks,
        more_limits=[
            mark("An image delivered is not yet a decision improved: skills and services on the ground must follow.")
        ],
    )


def opening(f: Reader) -> Spans:
    if f.value("service.met_count") is None:
        return f.say(mark("The verdict of each need stands in the table."))
    return f.say(
        mark("Of the needs stated, {met} are met, {partly} partly met and {missed} not met."),
        met=f.bare("service.met_count"),
        partly=f.bare("service.partly_count"),
        missed=f.bare("service.missed_count"),
    )


def limited_by(f: Reader, need: dict[str, Any]) -> Spans:
    """What limits a need: a message, a criterion or nothing."""
    key = f"service.needs.{need['id']}.binding"
    if need.get("binding_message"):
        return f.said(key)
    return (f.word(need["binding"]),) if need.get("binding") else ()


def _missed(f: Reader, needs: list[dict[str, Any]]) -> list[Block]:
    out: list[Block] = []
    for need in needs:
        limit = limited_by(f, need)
        if need.get("verdict") == "met" or not limit:
            continue
        out.append(
            told(
                f.say(
                    mark("“{name}” ({theme}) is {verdict}: {score} of the requirement; limited by: {binding}."),
                    name=need["id"],
                    theme=f.word(need.get("theme", "")),
                    verdict=f.word(need["verdict"]),
                    score=_score(f, need),
                    binding=limit,
                )
            )
        )
    return out


def _score(f: Reader, need: dict[str, Any]) -> Number:
    return f.n(f"service.needs.{need['id']}.score_frac")


def verdicts(f: Reader, needs: list[dict[str, Any]]) -> Table:
    """The verdict table: every need, its score, what limits it and who serves it."""
    rows = tuple(
        (
            (str(n["id"]),),
            (f.word(n.get("theme", "")),),
            (f.badge(n.get("verdict"), f"service.needs.{n['id']}.verdict"),),
            (_score(f, n),),
            limited_by(f, n) or ("–",),
            (str(n.get("missions") or "–").replace(",", ", ").replace("  ", " "),),
        )
        for n in needs
    )
    headings = tuple(
        f.t(h)
        for h in (mark("Need"), mark("Theme"), mark("Verdict"), mark("Score"), mark("Limited by"), mark("Served by"))
    )
    return Table("service_needs", f.t(mark("Verdict of each need")), headings, rows, "lllrll")


def _sites(f: Reader) -> Table | None:
    """The largest towns with sites to connect; all stand in the CSV."""
    table = f.table("service_sites", "site_count")
    if table is None:
        return None
    order = np.argsort(-np.nan_to_num(table["site_count"]), kind="stable")[:SHOWN_SITES]
    return f.show(
        "service_sites", mark("Sites under the satellite (largest first)"), SITES, rows=[int(i) for i in order]
    )


def _monthly_pairs(f: Reader) -> list[tuple[str, str]]:
    """For each mission the need it serves worst: the others have the same clouds and stand in the CSV."""
    table = f.table("service_monthly", "mission", "need_id")
    if table is None:
        return []
    score = {n["id"]: n.get("score_frac") or 0.0 for n in f.value("service.needs")}
    pairs = dict.fromkeys(zip(table["mission"].tolist(), table["need_id"].tolist(), strict=True))
    worst: dict[str, str] = {}
    for mission, need in pairs:
        if mission not in worst or score.get(need, 0.0) < score.get(worst[mission], 0.0):
            worst[mission] = need
    return list(worst.items())
