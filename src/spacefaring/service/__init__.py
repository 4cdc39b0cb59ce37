"""What does each theme receive: usable images, links per site, in which month, and is it enough?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from spacefaring.messages import Message
from spacefaring.service import images as sky
from spacefaring.service import links, relays, scores
from spacefaring.service.market import MarketTable
from spacefaring.service.regulation import RegulationTable
from spacefaring.service.scores import Requirement, Scored
from spacefaring.service.spots import BeamTable
from spacefaring.stage import Assumption, FileName, StageInputs, StageResult, default
from spacefaring.tables import Array, BoolArray, Table, TextArray, column

if TYPE_CHECKING:
    from spacefaring.mission import Mission
    from spacefaring.need import Needs
    from spacefaring.places import Places


# A column of figures, each in the unit that the name of its row's criterion ends in.
LevelArray = Array
VARIED = ("revisit_day", "usable_image_per_month")
# Angles that a need tolerates are what coverage was computed with; they are no result to be scored.
TOLERATED = ("field_of_regard_deg", "bands")


class Inputs(StageInputs):
    """How service is counted and judged."""

    knee_frac: float = default(
        0.7,
        "Score of a result at the breakthrough level; also the least score that counts as met.",
        source="guess: WMO calls the breakthrough the optimum of cost and benefit, without a number",
        gt=0,
        lt=1,
    )
    chance_frac: float = default(
        0.8, "Chance with which a monthly number of usable images must be reached.",
        source="guess: four months in five, as P80 for cost", gt=0, lt=1,
    )  # fmt: skip
    urban_area_frac: float = default(
        0.01, "Part of the territory that urban management asks for.",
        source="guess: built-up land of a Sahel country, some 100 towns of 20 to 30 km²", gt=0, le=1,
    )  # fmt: skip
    elevation_deg: float = default(
        10.0, "Lowest elevation at which a site can use a geostationary satellite.",
        source="guess: trees, walls and rain; ITU Radio Regulations No. 21.14 forbids transmitting below 3°",
        ge=3, le=60,
    )  # fmt: skip

    terminal_antenna_m: float = default(
        1.2, "Diameter of the dish at a site.", source="facts of the worked case: 1.2 m dish", ge=0.3, le=5,
    )  # fmt: skip
    uplink_margin_db: float = default(
        15.0, "Fade of the gateway's uplink that power control and adaptive coding hold.",
        source="guess: 10 dB of power control and 5 dB of coding", ge=0, le=30,
    )  # fmt: skip
    sites: FileName | None = default(
        None,
        "CSV file of sites with `need_id, name, lat_deg, lon_deg`; needs without a line there get generated sites.",
        source="generated from towns",
    )  # fmt: skip

    message_byte: float = default(
        100.0, "Content of a short message.", source="guess: a gauge's readings of a day; Iridium allows 340, Argos 31",
        ge=1, le=10_000,
    )  # fmt: skip
    message_per_day_count: float = default(
        4.0, "Messages that each site sends each day.", source="guess: facts of the themes: 1 to 24 a day",
        gt=0, le=1000,
    )  # fmt: skip
    least_heard_frac: float = default(
        0.8, "Least chance of being heard at which a channel is called full.",
        source="guess: one try in five lost to collisions", ge=0.4, le=0.99,
    )  # fmt: skip


class NeedTable(Table):
    """Verdict for each need, the best of the missions that serve it."""

    id: TextArray = column("Need.")
    theme: TextArray = column("Theme of the need.")
    score_frac: Array = column(
        "Score of the weakest criterion: 0 below the threshold, the knee at the breakthrough, 1 from the goal on.",
        formula="lowest over criteria of the mean over area and months",
        source="levels: WMO OSCAR/Requirements; height of the knee: service.knee_frac",
    )
    verdict: TextArray = column(
        "met: every criterion scores at least the knee; partly: each reaches its threshold somewhere; "
        "missed: one does not."
    )
    binding: TextArray = column("What limits the score, a word of a closed list.")
    missions: TextArray = column("Missions that serve the need.")
    criterion_count: Array = column("Criteria that could be assessed.")


class CriterionTable(Table):
    """Each requirement with what the best mission obtains."""

    need_id: TextArray = column("Need.")
    mission: TextArray = column("Mission that obtains it.")
    criterion: TextArray = column("Criterion; its name says the unit.")
    better: TextArray = column("Whether lower or higher is better.")
    threshold: LevelArray = column("Level below which a result is of no use.")
    breakthrough: LevelArray = column("Level of the best balance of cost and benefit.")
    goal: LevelArray = column("Level beyond which nothing is gained.")
    obtained: LevelArray = column("What is obtained, mean over area and months where it varies; gaps by their rate.")
    score_frac: Array = column("Score of the criterion, mean over area and months.")
    verdict: TextArray = column("met, partly or missed; empty where it could not be assessed.")


class MonthlyTable(Table):
    """Usable images of each province and month, for each need that an imager serves."""

    mission: TextArray = column("Mission.")
    need_id: TextArray = column("Need.")
    country: TextArray = column("Country.")
    province: TextArray = column("Province.")
    month_index: Array = column("Month, 1 for January.")
    clear_frac: Array = column("Share of clear days.")
    passes_count: Array = column("Daylight passes over a place in the month.")
    usable_image_count: Array = column(
        "Usable images of a place in the month, expected.", formula="passes × clear share × part of the passes taken"
    )
    required_image_count: Array = column("Usable images that the need asks for in the month.")
    usable_image_probability_frac: Array = column(
        "Chance of at least the required number.",
        formula="two-state Markov chain of the sky, counted exactly",
        source="Gabriel and Neumann 1962, QJRMS 88 (375), for the chain",
        limits="sky of whole days; passes evenly spaced; within_range tells where the climatology is a fallback",
    )
    within_range: BoolArray = column("Whether the climatology and the light are known for this row.")


class Service(StageResult):
    """What the programme gives to each need."""

    needs: NeedTable = column("Verdict for each need.", inline=True)
    met_count: int = column("Needs that are met.")
    partly_count: int = column("Needs that are met in part.")
    missed_count: int = column("Needs that are missed.")
    worst_usable_image_per_month: float = column(
        "Usable images of a place in the worst province and month, expected; nan without an imager."
    )
    monthly: MonthlyTable = column("Usable images by province and month.")
    criteria: CriterionTable = column("Each requirement with what is obtained.")
    sites: links.SiteTable = column("Sites that a transponder serves, by town.")
    outages: links.OutageTable = column("Hours without a link by province and month.")
    messages: relays.MessageTable = column("Short messages of the sites by way of low satellites.")
    beams: BeamTable = column("Spot beams for the same sites, as a comparison.")
    market: MarketTable = column("The same links bought on the market.")
    regulation: RegulationTable = column("Checklist of the radio regulations.")
    notes: tuple[Message, ...] = column("Offers that cannot be kept, with the reason.")


@dataclass
class Found:
    """What one mission gives to one need."""

    mission: str
    lines: list[Scored]
    word: str = ""  # what binds before any criterion is looked at
    monthly: dict[str, Any] = field(default_factory=dict)
    linked: links.Linked | None = None
    messages: dict[str, Any] = field(default_factory=dict)
    told: tuple[Assumption, ...] = ()

    @property
    def used(self) -> tuple[Assumption, ...]:
        return self.linked.used if self.linked else self.told

    @property
    def weakest(self) -> Scored | None:
        return scores.weakest(self.lines)

    @property
    def rank(self) -> tuple[int, float]:
        weak = self.weakest
        return (-1, 0.0) if self.word or weak is None else (scores.VERDICTS.index(weak.verdict), weak.score)


def solve(inputs: Inputs, *, needs: Needs, places: Places, missions: Sequence[Mission]) -> Service:
    """Assess every need with every mission that serves it and keep the best; no mission, no service."""
    rows = list(needs.needs.rows())
    found: dict[str, list[Found]] = {row["id"]: [] for row in rows}
    seen: dict[tuple[str, float], sky.Images] = {}
    shares = {m.id: links.demands(rows, m, places) if m.payload.kind == "transponder" else {} for m in missions}
    for mission in missions:
        for row in rows:
            if row["id"] in mission.serves:
                part = shares[mission.id].get(row["id"], 1.0)
                found[row["id"]].append(
                    _assess(inputs, row, _requirements(needs, row["id"]), mission, places, seen, part)
                )
    best = {need: max(answers, key=lambda f: f.rank, default=None) for need, answers in found.items()}
    return _as_service(rows, found, best)


def _requirements(needs: Needs, need_id: str) -> list[Requirement]:
    table = needs.requirements.where(needs.requirements.need_id == need_id)
    return [
        Requirement(r["criterion"], r["better"] == "lower", r["threshold"], r["breakthrough"], r["goal"])
        for r in table.rows()
    ]


def _assess(
    inputs: Inputs, row: Mapping[str, Any], required: list[Requirement], mission: Mission, places: Places,
    seen: dict[tuple[str, float], sky.Images], share_frac: float,
) -> Found:  # fmt: skip
    if not bool(np.all(np.atleast_1d(mission.spacecraft.closed)[:1])):
        return Found(mission.id, [], word=scores.NOT_CLOSED)
    if mission.payload.kind == "relay":
        return _relayed(inputs, row, required, mission, places)
    if mission.payload.kind == "transponder":
        return _linked(inputs, row, required, mission, places, share_frac)
    part = inputs.urban_area_frac if row["theme"].startswith("urban") else 1.0
    if (mission.id, part) not in seen:
        seen[mission.id, part] = sky.images(mission, part)
    return _imaged(inputs, row, required, mission, seen[mission.id, part])


def _first(value: Any) -> float:
    return float(np.atleast_1d(np.asarray(value, dtype=float))[0])


def _imaged(
    inputs: Inputs, row: Mapping[str, Any], required: list[Requirement], mission: Mission, pictures: sky.Images
) -> Found:
    """An imager: fixed qualities once, usable images in every province and month."""
    fixed = {name: _first(getattr(mission.payload, name)) for name in ("gsd_m", "swath_km", "snr", "mtf_frac")}
    fixed["latency_hour"] = _first(mission.operations.latency_p90_hour)
    lines = [
        scores.judge(_varied(r, pictures, inputs.chance_frac), r, inputs.knee_frac, pictures.weight)
        if r.criterion in VARIED
        else scores.judge(fixed.get(r.criterion, np.nan), r, inputs.knee_frac)
        for r in required
        if r.criterion not in TOLERATED
    ]
    lines += _bands(row, mission, inputs.knee_frac)
    return Found(mission.id, lines, monthly=_monthly(row, required, mission, pictures))


def _varied(need: Requirement, pictures: sky.Images, chance_frac: float) -> Array:
    """What each province obtains in each month; a need rarer than monthly is held against the whole year."""
    level = scores.filled(need.threshold, need.breakthrough, need.goal)[1]
    yearly = pictures.usable_count.sum(axis=1, keepdims=True) * np.ones(12) / 12.0
    if need.criterion == "revisit_day":
        count = pictures.usable_count if level <= sky.MONTH_DAY.max() else yearly
        return np.asarray(sky.MONTH_DAY / np.maximum(count, 1e-9))
    return pictures.count_with(chance_frac) if level >= 1.0 else np.asarray(yearly)


def _bands(row: Mapping[str, Any], mission: Mission, knee_frac: float) -> list[Scored]:
    """Every band that the need names must be on board; the score is the share that is."""
    wanted = str(row.get("bands") or "").split()
    if not wanted:
        return []
    held = set(mission.payload.bands.band.tolist())
    count = float(sum(band in held for band in wanted))
    need = Requirement("bands", False, 1.0, float(len(wanted)), float(len(wanted)))
    verdict = "met" if count == len(wanted) else "partly" if count else "missed"
    return [Scored(need, count, count / len(wanted) if verdict == "met" else knee_frac * count / len(wanted), verdict)]


def _monthly(
    row: Mapping[str, Any], required: list[Requirement], mission: Mission, pictures: sky.Images
) -> dict[str, Any]:
    wanted = _images_wanted(required)
    rows, months = pictures.pass_count.shape
    return {
        "mission": np.full(rows * months, mission.id), "need_id": np.full(rows * months, row["id"]),
        "country": np.repeat(pictures.country, months), "province": np.repeat(pictures.province, months),
        "month_index": np.tile(np.arange(1.0, months + 1.0), rows), "clear_frac": pictures.clear_frac.ravel(),
        "passes_count": pictures.pass_count.ravel(), "usable_image_count": pictures.usable_count.ravel(),
        "required_image_count": np.full(rows * months, float(wanted)),
        "usable_image_probability_frac": pictures.chance_of(wanted).ravel(),
        "within_range": np.broadcast_to(pictures.within_range, (rows, months)).ravel(),
    }  # fmt: skip


def _images_wanted(required: list[Requirement]) -> int:
    """The breakthrough of usable images per month, or what the revisit asks for, at least one."""
    levels = {r.criterion: scores.filled(r.threshold, r.breakthrough, r.goal)[1] for r in required}
    count = levels.get("usable_image_per_month", math.nan)
    if not math.isfinite(count) and levels.get("revisit_day", math.nan) > 0:
        count = sky.MONTH_DAY.mean() / levels["revisit_day"]
    return max(1, round(count)) if math.isfinite(count) else 1


def _linked(
    inputs: Inputs, row: Mapping[str, Any], required: list[Requirement], mission: Mission, places: Places,
    share_frac: float,
) -> Found:  # fmt: skip
    """A transponder: rate and number of sites against the capacity, and whether the sites see the satellite."""
    service = links.assess(inputs, row, mission, places, share_frac)
    lines = links.elevation_line(service, inputs.elevation_deg)
    lines += [scores.judge(service.obtained.get(r.criterion, np.nan), r, inputs.knee_frac) for r in required]
    return Found(mission.id, lines, word=scores.TOO_WIDE if service.too_wide else "", linked=service)


def _relayed(
    inputs: Inputs, row: Mapping[str, Any], required: list[Requirement], mission: Mission, places: Places
) -> Found:
    """A store-and-forward receiver: latency and messages of the sites, over real passes."""
    towns, told = links.towns_of(inputs, row, places)
    rows, obtained = relays.relay(inputs, row, mission, towns)
    lines = [scores.judge(obtained.get(r.criterion, np.nan), r, inputs.knee_frac) for r in required]
    return Found(mission.id, lines, messages=rows, told=(told,))


def _as_service(
    rows: list[dict[str, Any]], found: Mapping[str, list[Found]], best: Mapping[str, Found | None]
) -> Service:
    verdicts = [_verdict(best[row["id"]]) for row in rows]
    words = [v[0] for v in verdicts]
    monthly = _stacked(MonthlyTable, [f.monthly for answers in found.values() for f in answers])
    usable = monthly.usable_image_count
    linked = [f.linked for answers in found.values() for f in answers if f.linked is not None]
    return Service(
        needs=NeedTable(
            id=np.array([r["id"] for r in rows], dtype=str), theme=np.array([r["theme"] for r in rows], dtype=str),
            verdict=np.array(words, dtype=str), score_frac=np.array([v[1] for v in verdicts], dtype=float),
            binding=np.array([v[2] for v in verdicts], dtype=str),
            criterion_count=np.array([v[3] for v in verdicts], dtype=float),
            missions=np.array([" ".join(f.mission for f in found[r["id"]]) for r in rows], dtype=str),
        ),
        met_count=words.count("met"), partly_count=words.count("partly"), missed_count=words.count("missed"),
        worst_usable_image_per_month=float(usable.min()) if len(usable) else math.nan,
        monthly=monthly, criteria=_criteria(best),
        sites=_stacked(links.SiteTable, [f.rows for f in linked]),
        outages=_stacked(links.OutageTable, [f.outages for f in linked]),
        messages=_stacked(relays.MessageTable, [f.messages for answers in found.values() for f in answers]),
        beams=_stacked(BeamTable, [f.beams for f in linked]),
        market=_stacked(MarketTable, [f.market for f in linked]),
        regulation=_stacked(RegulationTable, _one_each([f.regulation for f in linked])),
        notes=tuple({str(note): note for f in linked for note in f.notes}.values()),
        used=tuple({a.key: a for answers in found.values() for f in answers for a in f.used}.values()),
    )  # fmt: skip


def _one_each(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One checklist for each mission, however many needs it serves."""
    return list({part["mission"][0]: part for part in parts if part}.values())


def _verdict(answer: Found | None) -> tuple[str, float, str, float]:
    if answer is None:
        return "missed", 0.0, scores.NO_MISSION, 0.0
    weak = answer.weakest
    if answer.word or weak is None:
        return "missed", 0.0, answer.word or scores.NOT_ASSESSED, 0.0
    return weak.verdict, weak.score, weak.word, float(sum(bool(line.verdict) for line in answer.lines))


def _stacked(kind: type[Any], parts: list[dict[str, Any]]) -> Any:
    full = [part for part in parts if part]
    if not full:
        return kind(**{name: np.zeros(0) for name in kind.names()})
    return kind(**{name: np.concatenate([np.atleast_1d(part[name]) for part in full]) for name in kind.names()})


def _criteria(best: Mapping[str, Found | None]) -> CriterionTable:
    lines = [(need, f.mission, line) for need, f in best.items() if f is not None for line in f.lines]

    def texts(values: list[str]) -> TextArray:
        return np.array(values, dtype=str)

    def numbers(values: list[float]) -> Array:
        return np.array(values, dtype=float)

    levels = [(x.requirement.threshold, x.requirement.breakthrough, x.requirement.goal) for _, _, x in lines]
    return CriterionTable(
        need_id=texts([need for need, _, _ in lines]), mission=texts([mission for _, mission, _ in lines]),
        criterion=texts([x.requirement.criterion for _, _, x in lines]),
        better=texts(["lower" if x.requirement.lower_is_better else "higher" for _, _, x in lines]),
        threshold=numbers([a for a, _, _ in levels]), breakthrough=numbers([b for _, b, _ in levels]),
        goal=numbers([c for _, _, c in levels]), obtained=numbers([x.obtained for _, _, x in lines]),
        score_frac=numbers([x.score for _, _, x in lines]), verdict=texts([x.verdict for _, _, x in lines]),
    )  # fmt: skip
