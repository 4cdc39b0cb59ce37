"""When is the money spent? Phases between the first day and the end of life, and the profile by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from spacefaring.cost.lines import DEVELOPMENT, DISPOSAL, GROUND, LAUNCH, OPERATIONS, PHASES, PRODUCTION, Line
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import MONTH_PER_YEAR

RAYLEIGH_SHAPE = 3.5
RAYLEIGH_SOURCE = "recalled: Rayleigh profile 1 − exp(−3.5 τ²), P. V. Norden 1970, in use at NASA and the US DoD"
MID_YEAR = 0.5
LAUNCH_PAYMENT_YEAR = 2.0
DISPOSAL_YEAR = 0.5


class Phases(Table):
    """Cost by phase."""

    phase: TextArray = column("Phase of the programme.")
    start_year: Array = column("Year in which the phase begins.")
    end_year: Array = column("Year in which it ends.")
    p50_musd: Array = column("Cost of the phase when the whole stands at its median.")
    p80_musd: Array = column("Cost of the phase when the whole stands at its P80.")


class Profile(Table):
    """What is spent in each calendar year, in prices of the price year."""

    year: Array = column("Calendar year.")
    capex_p50_musd: Array = column("Capital expenditure at its median; the years add up to it.", source=RAYLEIGH_SOURCE)
    capex_p80_musd: Array = column("Capital expenditure at its P80; the years add up to it.")
    operations_musd: Array = column("Operations and end of life, at their mean.")


@dataclass(frozen=True)
class Span:
    """A phase of a mission in years of the calendar."""

    start: float
    end: float


def spans(mission: Any) -> dict[str, Span]:
    """When each phase of a mission runs; the launch is in the middle of its year.

    Development fills the build; production its second half, ground and skills likewise; the launch is paid over the
    last two years; operations run for the life and end-of-life work for half a year.
    """
    launch = float(np.atleast_1d(mission.launch.year)[0]) + MID_YEAR
    build = float(np.atleast_1d(mission.build.duration_p50_month)[0]) / MONTH_PER_YEAR
    life = float(np.atleast_1d(mission.spacecraft.life_year)[0])
    return {
        DEVELOPMENT: Span(launch - build, launch),
        PRODUCTION: Span(launch - build / 2.0, launch),
        GROUND: Span(launch - build / 2.0, launch),
        LAUNCH: Span(launch - min(LAUNCH_PAYMENT_YEAR, build), launch),
        OPERATIONS: Span(launch, launch + life),
        DISPOSAL: Span(launch + life, launch + life + DISPOSAL_YEAR),
    }


def spent_frac(elapsed: Array) -> Array:
    """Part of a phase's money spent when a part of its time has elapsed: slow, fast, slow.

    Examples
    --------
    >>> print(np.round(spent_frac(np.array([0.0, 0.5, 1.0])), 3))
    [0.    0.601 1.   ]
    """
    tau = np.clip(elapsed, 0.0, 1.0)
    return np.asarray((1.0 - np.exp(-RAYLEIGH_SHAPE * tau**2)) / (1.0 - np.exp(-RAYLEIGH_SHAPE)))


def yearly(span: Span, years: Array, steady: bool) -> Array:
    """Part of a phase's money that falls in each calendar year."""
    length = max(span.end - span.start, 1e-9)
    edges = (np.append(years, years[-1] + 1.0) - span.start) / length
    done = np.clip(edges, 0.0, 1.0) if steady else spent_frac(edges)
    return np.asarray(np.diff(done))


def profile(missions: Sequence[Any], lines: list[Line], at_p50: Array, at_p80: Array) -> Profile:
    """The money of every line laid on the calendar of its mission, from the amounts that `chances.planned` gives."""
    by_mission = {str(m.id): spans(m) for m in missions}
    every = [span for phases in by_mission.values() for span in phases.values()]
    first, last = min(s.start for s in every), max(s.end for s in every)
    years = np.arange(np.floor(first), np.floor(last - 1e-9) + 1.0)
    capex_p50, capex_p80, running = np.zeros(len(years)), np.zeros(len(years)), np.zeros(len(years))
    for one, median, high in zip(lines, at_p50, at_p80, strict=True):
        service = one.phase in (OPERATIONS, DISPOSAL)
        part = yearly(by_mission[one.mission][one.phase], years, service)
        if service:
            running += median * part
        else:
            capex_p50 += median * part
            capex_p80 += high * part
    return Profile(year=years, capex_p50_musd=capex_p50, capex_p80_musd=capex_p80, operations_musd=running)


def phases(missions: Sequence[Any], lines: list[Line], at_p50: Array, at_p80: Array) -> Phases:
    """Cost and years of each phase that has any line."""
    of = np.array([one.phase for one in lines])
    held = [phase for phase in PHASES if (of == phase).any()]
    times = [[spans(m)[phase] for m in missions] for phase in held]
    return Phases(
        phase=np.array(held),
        start_year=np.array([np.floor(min(s.start for s in row)) for row in times]),
        end_year=np.array([np.floor(max(s.end for s in row) - 1e-9) for row in times]),
        p50_musd=np.array([at_p50[of == phase].sum() for phase in held]),
        p80_musd=np.array([at_p80[of == phase].sum() for phase in held]),
    )
