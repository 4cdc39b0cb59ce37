"""How likely is it that cost and date are both kept?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from spacefaring.cost.inputs import Inputs
from spacefaring.kernels.lognormal import standard_normal_quantile
from spacefaring.tables import Array, Table, column

P80_SCORE = 0.8416212335729143  # standard normal value not exceeded in four cases of five
PROBABILITIES = np.array([0.5, 0.6, 0.7, 0.8, 0.9, 0.95])
JOINT_TARGET_FRAC = 0.7


class Joint(Table):
    """Budget and delay that are each kept with a probability, and how often both are kept together."""

    probability_frac: Array = column("Probability that the budget is kept, and that the delay is kept, each by itself.")
    capex_musd: Array = column("Capital expenditure with that probability.")
    delay_month: Array = column("Delay of the last launch after the plan with that probability.")
    joint_frac: Array = column(
        "Probability that both are kept.",
        source="NASA Cost Estimating Handbook v4, App. J: joint cost and schedule confidence level",
    )


@dataclass(frozen=True)
class Confidence:
    """The table, and the budget and delay that are kept together with 70 %."""

    joint: Joint
    capex_musd: float
    delay_month: float


def delays_month(missions: Sequence[Any], capex_draws: Array, inputs: Inputs, seed: int) -> Array:
    """Draws of the delay of the last mission after its median duration, in months; early is negative.

    Each duration is lognormal through the P50 and P80 of the build stage, and its score follows that of the cost with
    the correlation of the study.
    """
    rng = np.random.default_rng([seed, len(missions)])
    rank = np.argsort(np.argsort(capex_draws, kind="stable"), kind="stable")
    scores = standard_normal_quantile((rank + 0.5) / len(capex_draws))
    rho = inputs.cost_schedule_correlation_frac
    delays = []
    for mission in missions:
        middle, late = (float(np.atleast_1d(getattr(mission.build, f"duration_{p}_month"))[0]) for p in ("p50", "p80"))
        sigma = max(float(np.log(late / middle)), 0.0) / P80_SCORE if middle > 0 else 0.0
        score = rho * scores + np.sqrt(1.0 - rho**2) * rng.standard_normal(len(scores))
        delays.append(middle * np.expm1(sigma * score))
    return np.asarray(np.max(delays, axis=0))


def confidence(missions: Sequence[Any], capex_draws: Array, inputs: Inputs, seed: int) -> Confidence:
    """Joint confidence of cost and schedule.

    The equations rest on final costs, delays included, so that a delay is not charged a second time: cost and duration
    are only drawn together.
    """
    delay = delays_month(missions, capex_draws, inputs, seed)
    tried = np.linspace(0.5, 0.995, 100)
    budgets, dates = np.quantile(capex_draws, tried), np.quantile(delay, tried)
    both = np.array([np.mean((capex_draws <= b) & (delay <= d)) for b, d in zip(budgets, dates, strict=True)])
    shown = [int(np.argmin(np.abs(tried - p))) for p in PROBABILITIES]
    table = Joint(
        probability_frac=PROBABILITIES,
        capex_musd=np.quantile(capex_draws, PROBABILITIES),
        delay_month=np.quantile(delay, PROBABILITIES),
        joint_frac=both[shown],
    )
    needed = float(np.interp(JOINT_TARGET_FRAC, both, tried))
    return Confidence(table, float(np.quantile(capex_draws, needed)), float(np.quantile(delay, needed)))
