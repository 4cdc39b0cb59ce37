"""What is a result worth against threshold, breakthrough and goal, and which word names what limits it?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring.messages import mark
from spacefaring.tables import Array

VERDICTS = ("missed", "partly", "met")
# The closed list of words that can name what limits a need: by criterion, and two that stand for no result at all.
BINDINGS = {
    "gsd_m": mark("ground sample distance"),
    "swath_km": mark("swath"),
    "bands": mark("spectral bands"),
    "snr": mark("signal-to-noise ratio"),
    "mtf_frac": mark("image sharpness"),
    "revisit_day": mark("revisit under cloud"),
    "usable_image_per_month": mark("usable images per month"),
    "latency_hour": mark("latency"),
    "downlink_mbit_per_s": mark("rate per site"),
    "contention_ratio": mark("capacity for all sites"),
    "availability_frac": mark("availability"),
    "elevation": mark("elevation of the satellite"),
}
NO_MISSION = mark("no mission")
NOT_CLOSED = mark("spacecraft does not close")
TOO_WIDE = mark("width of the licensed band")
NOT_ASSESSED = mark("nothing assessed")


@dataclass(frozen=True)
class Requirement:
    """One line of the need: what is enough, what is good, what is all that one could wish."""

    criterion: str
    lower_is_better: bool
    threshold: float
    breakthrough: float
    goal: float


@dataclass(frozen=True)
class Scored:
    """A requirement with what was obtained. `obtained` is the weighted mean of the places and months."""

    requirement: Requirement
    obtained: float
    score: float
    verdict: str

    @property
    def word(self) -> str:
        return BINDINGS.get(self.requirement.criterion, self.requirement.criterion)


def filled(threshold: float, breakthrough: float, goal: float) -> tuple[float, float, float]:
    """The three levels, each unknown one taken from its nearest known neighbour."""
    known = [value for value in (threshold, breakthrough, goal) if np.isfinite(value)]
    if not known:
        return np.nan, np.nan, np.nan
    first = threshold if np.isfinite(threshold) else known[0]
    last = goal if np.isfinite(goal) else known[-1]
    middle = breakthrough if np.isfinite(breakthrough) else first
    return first, middle, last


def score(obtained: Array | float, need: Requirement, knee_frac: float) -> Array:
    """0 below the threshold, `knee_frac` at the breakthrough, 1 from the goal on, straight lines in the logarithm.

    The logarithm makes a step from 10 to 5 m worth as much as one from 5 to 2.5 m. Where a level is zero or negative
    the lines are straight in the value itself. Equal levels make a step. Unknown results stay unknown.

    Source
    ------
    Threshold, breakthrough and goal: WMO, Rolling Review of Requirements, OSCAR/Requirements. The height of the knee is
    an input of the study.
    """
    sign = -1.0 if need.lower_is_better else 1.0
    levels = np.array(filled(need.threshold, need.breakthrough, need.goal))
    value = np.asarray(obtained, dtype=float)
    if (levels > 0).all():
        with np.errstate(divide="ignore"):
            levels, value = np.log(levels), np.log(np.maximum(value, 0.0))
    first, middle, last = sign * levels
    value = sign * value
    low = knee_frac * _ramp(value, first, middle)
    high = (1.0 - knee_frac) * _ramp(value, middle, last)
    reached = np.where(value >= first - _slack(first), low + high, 0.0)
    return np.asarray(np.where(np.isnan(value) | ~np.isfinite(levels).all(), np.nan, reached))


def _slack(level: float) -> float:
    return 1e-9 * max(1.0, abs(level))


def _ramp(value: Array, start: float, end: float) -> Array:
    """0 up to the start, 1 from the end on; a step where they are equal."""
    if end - start <= _slack(start):
        return np.where(value >= start - _slack(start), 1.0, 0.0)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.clip((value - start) / (end - start), 0.0, 1.0))


def judge(obtained: Array | float, need: Requirement, knee_frac: float, weight: Array | float = 1.0) -> Scored:
    """Score each place and month, then take the weighted mean.

    met: the mean score reaches the knee; partly: some place and month reaches the threshold; missed: none does.
    """
    values, weights = np.broadcast_arrays(np.atleast_1d(np.asarray(obtained, dtype=float)), np.asarray(weight, float))
    worth = score(values, need, knee_frac)
    known = np.isfinite(worth) & (weights > 0)
    if not known.any():
        return Scored(need, float("nan"), float("nan"), "")
    mean = float(np.average(worth[known], weights=weights[known]))
    reached = _reaches(values[known], need)
    verdict = "met" if mean >= knee_frac - 1e-9 else "partly" if reached.any() else "missed"
    return Scored(need, _mean(values[known], weights[known], need), mean, verdict)


def _reaches(values: Array, need: Requirement) -> Array:
    threshold = filled(need.threshold, need.breakthrough, need.goal)[0]
    over = values - threshold if not need.lower_is_better else threshold - values
    return np.asarray(over >= -_slack(threshold))


def _mean(values: Array, weights: Array, need: Requirement) -> float:
    """Of gaps the mean that counts events (so that one endless gap does not hide the rest), of others the plain one."""
    if need.criterion == "revisit_day":
        rate = float(np.average(1.0 / np.maximum(values, 1e-9), weights=weights))
        return 1.0 / rate if rate > 0 else float("inf")
    return float(np.average(values, weights=weights))


def weakest(lines: list[Scored]) -> Scored | None:
    """The line that limits: worst verdict first, then lowest score; None when nothing could be assessed."""
    known = [line for line in lines if line.verdict]
    return min(known, key=lambda line: (VERDICTS.index(line.verdict), line.score), default=None)
