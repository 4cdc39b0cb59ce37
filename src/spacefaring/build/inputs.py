"""What may a study say about how its spacecraft are made?"""

from __future__ import annotations

from typing import Literal

from spacefaring.stage import StageInputs, default


class Inputs(StageInputs):
    """The strategy and what it does to the schedule."""

    strategy: Literal["buy", "co_build", "build"] = default(
        "co_build",
        "Who makes the spacecraft: buy it, build it with a maker abroad, or build it at home.",
        source="guess: how NigeriaSat-X, Alsat-1B and ETRSS-1 were made",
    )
    heritage: Literal["auto", "recurring", "adapted", "new"] = default(
        "auto",
        "How far the design has flown; auto: recurring when bought, adapted when co-built, new when built at home.",
        source="guess: follows the strategy",
    )
    co_build_stretch_ratio: float = default(
        1.15,
        "Durations of a co-built spacecraft over those of a bought one.",
        ge=1.0,
        le=3.0,
        source="guess: engineers learn while they work; no pair of flown programmes isolates it",
    )
    build_stretch_ratio: float = default(
        1.5,
        "Durations of a first spacecraft built at home over those of a bought one.",
        ge=1.0,
        le=5.0,
        source="guess: means and suppliers are set up meanwhile",
    )
    phase_correlation_frac: float = default(
        0.5,
        "Correlation between the delays of the phases.",
        ge=0.0,
        le=1.0,
        source="guess: the same team, money and suppliers run through all phases",
    )
    build_people_ratio: float = default(
        2.0,
        "Engineers trained for a spacecraft built at home, over those of a co-built one.",
        ge=1.0,
        source="guess: two shifts of every trade instead of a delegation",
    )
    trained_people_count: float | None = default(
        None, "Engineers trained; left out, as in flown programmes of the same strategy.", ge=0.0, source="study file"
    )
