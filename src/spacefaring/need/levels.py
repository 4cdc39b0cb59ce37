"""Which figures does a study set in place of the card's, and may it?"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from spacefaring.messages import mark, message
from spacefaring.need.cards import HIGHER, LOWER, Card, Levels
from spacefaring.stage import StageInputs, required

# A figure in the unit that the name of its criterion ends in.
Level = float

# Which way a criterion gets better; each is a key of `need.Inputs` and a column of the table of needs.
BETTER = {
    "gsd_m": LOWER,
    "swath_km": HIGHER,
    "field_of_regard_deg": HIGHER,
    "revisit_day": LOWER,
    "latency_hour": LOWER,
    "usable_image_per_month": HIGHER,
    "downlink_mbit_per_s": HIGHER,
    "availability_frac": HIGHER,
    "contention_ratio": LOWER,
}
MOST = {"availability_frac": 1.0, "field_of_regard_deg": 60.0}
MOST_OTHERWISE = 1e6
STUDY = "study file"


class Triple(StageInputs):
    """The three levels of a requirement."""

    threshold: Level = required("Level beyond which the service is of no use.")
    breakthrough: Level = required("Level of the best value for its cost.")
    goal: Level = required("Level beyond which nothing is gained.")


def _read(value: Any) -> Any:
    """A number, or the three levels; one sentence for anything else."""
    if isinstance(value, Triple) or _is_number(value):
        return value
    names = tuple(Triple.model_fields)
    if not isinstance(value, Mapping):
        text = mark("{value} is neither a number nor {names}; the unit stands in the key")
        raise ValueError(message(text, value=repr(value)[:40], names=f"{{{', '.join(names)}}}"))
    if set(value) != set(names):
        raise ValueError(message("needs exactly the keys {names}", names=", ".join(names)))
    if wrong := [name for name in names if not _is_number(value[name])]:
        raise ValueError(message("{name} is not a number; the unit stands in the key", name=wrong[0]))
    return Triple(**{name: float(value[name]) for name in names})


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


Stated = Annotated[float | Triple, BeforeValidator(_read)]


def check(criterion: str, stated: float | Triple | None, card: Card) -> None:
    """`ValueError` for a figure that is not positive, too large, of another card, or for levels out of order."""
    if stated is None:
        return
    refuse_other(criterion, card, tuple(card.levels))
    numbers = [stated.threshold, stated.breakthrough, stated.goal] if isinstance(stated, Triple) else [stated]
    most = MOST.get(criterion, MOST_OTHERWISE)
    if outside := [number for number in numbers if not 0.0 < number <= most]:
        text = message(
            "{criterion} is {number:g}; allowed: above 0, up to {most:g}", **_named(criterion, outside[0], most)
        )
        raise ValueError(text)
    if not asked(criterion, stated, card.levels[criterion]).ordered:
        text = message("{criterion} must go from threshold to goal towards {better} values", **_way(criterion))
        raise ValueError(text)


def _named(criterion: str, number: float, most: float) -> dict[str, object]:
    return {"criterion": criterion, "number": number, "most": most}


def _way(criterion: str) -> dict[str, object]:
    return {"criterion": criterion, "better": BETTER[criterion]}


def refuse_other(criterion: str, card: Card, allowed: tuple[str, ...]) -> None:
    """`ValueError` when a card knows nothing of a criterion that the study states."""
    if criterion not in allowed:
        raise ValueError(
            message(
                "{criterion} does not belong to the card {card}; allowed: {allowed}",
                criterion=criterion,
                card=card.key,
                allowed=", ".join(allowed),
            )
        )


def asked(criterion: str, stated: float | Triple | None, usual: Levels) -> Levels:
    """The levels of a criterion: the card's, the study's three, or the study's number as breakthrough.

    A number alone keeps the card's proportions: a need twice as fine has its threshold and goal twice as fine too.
    """
    if stated is None:
        return usual
    if isinstance(stated, Triple):
        return Levels(stated.threshold, stated.breakthrough, stated.goal, BETTER[criterion], STUDY, "S")
    threshold, goal = (_in_proportion(criterion, stated, usual, level) for level in (usual.threshold, usual.goal))
    return Levels(threshold, stated, goal, BETTER[criterion], f"{STUDY}; other levels in the card's proportion", "S")


def _in_proportion(criterion: str, stated: float, usual: Levels, level: float) -> float:
    """A level moved as the breakthrough was; of a fraction, what is missing to one is moved."""
    if criterion.endswith("_frac"):
        return 1.0 - min((1.0 - stated) * (1.0 - level) / (1.0 - usual.breakthrough), 1.0)
    return min(stated * level / usual.breakthrough, MOST.get(criterion, MOST_OTHERWISE))
