"""Who needs to see or say what, how finely, how often, how soon?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import numpy as np
from pydantic import AfterValidator, model_validator

from spacefaring import catalog
from spacefaring.errors import StudyError
from spacefaring.messages import message
from spacefaring.need import cards, levels
from spacefaring.need.cards import Card, Levels, themes
from spacefaring.need.levels import BETTER, Stated, Triple
from spacefaring.stage import Assumption, StageInputs, StageResult, default, required
from spacefaring.tables import Array, Table, TextArray, column

__all__ = ["Inputs", "Needs", "Triple", "solve", "themes"]

Theme = Annotated[str, AfterValidator(cards.known_theme)]
CardName = Annotated[str, AfterValidator(cards.known_card)]
SiteKind = Annotated[str, AfterValidator(cards.known_sites)]
# A column of figures, each in the unit that the name of its row's criterion ends in.
LevelArray = Array
OF_CARD = "card of the theme"


class Inputs(StageInputs):
    """One need: a theme, or a card of it, and the figures that the study states itself.

    A figure is a number (the breakthrough) or its three levels `{threshold, breakthrough, goal}`.
    """

    id: str = required("Short name of the need.", pattern=r"^[a-zA-Z][a-zA-Z0-9_-]{0,31}$")
    theme: Theme = required("Theme of the need.")
    card: CardName | None = default(
        None, "Card of usual requirements.", source="guess: the card of the theme that most users mean"
    )
    gsd_m: Stated | None = default(None, "Ground sample distance at the nadir.", source=OF_CARD)
    swath_km: Stated | None = default(None, "Width imaged in one pass.", source=OF_CARD)
    field_of_regard_deg: Stated | None = default(
        None, "Largest angle from the nadir at which an image still serves.", source=OF_CARD
    )
    revisit_day: Stated | None = default(None, "Time between two looks at the same place.", source=OF_CARD)
    latency_hour: Stated | None = default(None, "Time from the image to the user.", source=OF_CARD)
    usable_image_per_month: Stated | None = default(
        None, "Images free of cloud that each place needs a month.", source=OF_CARD
    )
    bands: tuple[str, ...] | None = default(None, "Spectral bands needed.", source=OF_CARD, max_length=20)
    downlink_mbit_per_s: Stated | None = default(None, "Rate to each site while it is in use.", source=OF_CARD)
    availability_frac: Stated | None = default(None, "Share of the year in which the link must hold.", source=OF_CARD)
    contention_ratio: Stated | None = default(None, "Sites that may share one committed rate.", source=OF_CARD)
    sites: SiteKind | None = default(None, "Kind of the sites to link.", source=OF_CARD)
    site_count: int | None = default(
        None,
        "Number of sites, when a register tells it.",
        source="guess: population over people per site",
        ge=1,
        le=10_000_000,
    )

    @model_validator(mode="after")
    def _card_fits(self) -> Inputs:
        card = self.card_used
        if card.theme != self.theme:
            raise ValueError(message("the card {card} belongs to the theme {theme}", card=card.key, theme=card.theme))
        for criterion in BETTER:
            levels.check(criterion, getattr(self, criterion), card)
        for key, word in (("bands", "bands"), ("sites", "sites"), ("site_count", "sites")):
            if getattr(self, key) is not None and word not in card.words:
                levels.refuse_other(key, card, tuple(card.levels))
        return self

    @property
    def card_used(self) -> Card:
        """The card named, or that of the theme."""
        return cards.cards()[self.card or themes()[self.theme]]

    def asked(self) -> Mapping[str, Levels]:
        """The three levels of each criterion, the study's where it states them."""
        usual = self.card_used.levels
        return {name: levels.asked(name, getattr(self, name), found) for name, found in usual.items()}

    def word(self, name: str) -> str:
        """What the study or the card says where no number can (bands, kind of sites); empty where neither does."""
        stated = getattr(self, name)
        if isinstance(stated, tuple):
            return " ".join(stated)
        return stated or self.card_used.words.get(name, ("", ""))[0]


class NeedTable(Table):
    """One row a need: what it asks for at the breakthrough level; nan where a criterion does not apply."""

    id: TextArray = column("Short name of the need.")
    theme: TextArray = column("Theme of the need.")
    card: TextArray = column("Card of usual requirements.")
    title: TextArray = column("What the need is about.")
    payload_kind: TextArray = column("Payload that can serve the need: imager or transponder.")
    gsd_m: Array = column("Ground sample distance at the nadir.")
    swath_km: Array = column("Width imaged in one pass.")
    bands: TextArray = column("Spectral bands needed, separated by spaces.")
    field_of_regard_deg: Array = column("Largest angle from the nadir at which an image still serves.")
    revisit_day: Array = column("Time between two looks at the same place.")
    latency_hour: Array = column("Time from the image to the user.")
    usable_image_per_month: Array = column("Images free of cloud that each place needs a month.")
    downlink_mbit_per_s: Array = column("Rate to each site while it is in use.")
    availability_frac: Array = column("Share of the year in which the link must hold.")
    contention_ratio: Array = column("Sites that may share one committed rate.")
    sites: TextArray = column("Kind of the sites to link; empty for an imager.")
    site_count: Array = column("Number of sites, when the study states it.")
    people_per_site_count: Array = column(
        "People for whom there is one site.", limits="a rounded guess; a register of sites is better"
    )


class RequirementTable(Table):
    """One row a requirement: its three levels in the unit of the criterion's name."""

    need_id: TextArray = column("Need that asks for it.")
    criterion: TextArray = column("What is asked for; its unit stands last.")
    better: TextArray = column("Which way it gets better: lower or higher.")
    threshold: LevelArray = column("Level beyond which the service is of no use.", source="WMO OSCAR/Requirements")
    breakthrough: LevelArray = column("Level of the best value for its cost.", source="WMO OSCAR/Requirements")
    goal: LevelArray = column("Level beyond which nothing is gained.", source="WMO OSCAR/Requirements")
    source: TextArray = column("Who says so.")
    confidence: TextArray = column(
        "How far to trust it: S study, R read in the source, C computed, M from memory, G guess.",
        limits="rows of M and G are not a standard",
    )


class Needs(StageResult):
    """What is asked of the programme."""

    need_count: int = column("Number of needs.")
    sourced_count: int = column(
        "Number of needs with at least one figure stated by the study or by a source that was read."
    )
    requirement_count: int = column("Number of requirements.")
    sourced_requirement_count: int = column("Number of requirements stated by the study or by a source that was read.")
    needs: NeedTable = column("Needs, at the breakthrough level.", inline=True)
    requirements: RequirementTable = column("Requirements with their three levels.", inline=True)

    def serving(self, ids: Sequence[str]) -> Needs:
        """Only the needs of these ids, in their order here."""
        kept = list(ids)
        return _counted(
            self.needs.where(np.isin(self.needs.id, kept)),
            self.requirements.where(np.isin(self.requirements.need_id, kept)),
            self.used,
        )


def solve(inputs: Sequence[Inputs]) -> Needs:
    """The requirements of a study, from the cards of its themes and its own figures."""
    ids = [need.id for need in inputs]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise StudyError(message("need: two needs are called {name}; give each its own id", name=twice[0]))
    rows = [_row(need) for need in inputs]
    needs = NeedTable(**{name: np.array([row[name] for row in rows]) for name in NeedTable.names()})
    return _counted(needs, _requirements(inputs), tuple(a for need in inputs for a in _used(need)))


def _row(need: Inputs) -> dict[str, Any]:
    card, asked, sites = need.card_used, need.asked(), need.word("sites")
    numbers = {name: asked[name].breakthrough if name in asked else np.nan for name in BETTER}
    return numbers | {
        "id": need.id,
        "theme": need.theme,
        "card": card.key,
        "title": card.title,
        "payload_kind": card.payload_kind,
        "bands": need.word("bands"),
        "sites": sites,
        "site_count": float(need.site_count or np.nan),
        "people_per_site_count": _people_per_site(sites) if sites else np.nan,
    }


def _people_per_site(sites: str) -> float:
    return float(catalog.read("site_kinds").row(sites)["people_per_site_count"])


def _requirements(inputs: Sequence[Inputs]) -> RequirementTable:
    rows = [(need.id, criterion, found) for need in inputs for criterion, found in need.asked().items()]
    stated = ("better", "threshold", "breakthrough", "goal", "source", "confidence")
    return RequirementTable(
        need_id=np.array([need for need, _, _ in rows]),
        criterion=np.array([criterion for _, criterion, _ in rows]),
        **{name: np.array([getattr(found, name) for _, _, found in rows]) for name in stated},
    )


def _counted(needs: NeedTable, requirements: RequirementTable, used: tuple[Assumption, ...]) -> Needs:
    firm = np.isin(requirements.confidence, ["S", "R", "C"])
    sourced = [bool(np.any(firm[requirements.need_id == need])) for need in needs.id]
    return Needs(
        need_count=len(needs),
        sourced_count=sum(sourced),
        requirement_count=len(requirements),
        sourced_requirement_count=int(firm.sum()),
        needs=needs,
        requirements=requirements,
        used=used,
    )


def _used(need: Inputs) -> list[Assumption]:
    """The figures that came from the card and not from the study."""
    card, sites, head = need.card_used, need.word("sites"), f"need.{need.id}"
    found = [
        Assumption(key=f"{head}.{name}", value=f"{x.threshold:g} / {x.breakthrough:g} / {x.goal:g}", source=x.source)
        for name, x in card.levels.items()
        if getattr(need, name) is None
    ]
    found += [
        Assumption(key=f"{head}.{name}", value=word, source=source)
        for name, (word, source) in card.words.items()
        if getattr(need, name) is None
    ]
    if sites and need.site_count is None:
        kind = catalog.read("site_kinds").row(sites)
        people = Assumption(key=f"{head}.people_per_site_count", value=_people_per_site(sites), source=kind["source"])
        found.append(people)
    return found
