"""How sure is all that? The joint model drawn thousands of times, every draw a plan of its own.

Investment, operations, losses, delay, uncontracted revenue, devaluation and benefits are drawn together; the plan is
solved again for each draw with the same tranches, so that an overrun is financed in the same shares. A sculpted loan
keeps the service that the lender agreed on the base case.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spacefaring.capital import measures, model
from spacefaring.capital.inputs import Inputs
from spacefaring.capital.model import Base
from spacefaring.capital.solved import Frame, Solved, by_year, has_benefit
from spacefaring.capital.timeline import MONTHS_PER_PERIOD, Timeline
from spacefaring.messages import mark
from spacefaring.tables import Array, BoolArray, IntArray

PERCENTILES = (10, 50, 80, 90)
_BLOCK = 5_000


@dataclass(frozen=True)
class Draws:
    """What is drawn, (n) each: factors of 1 at the base case, half-years, and yes or no."""

    investment_ratio: Array
    operations_ratio: Array
    revenue_ratio: Array
    benefit_quantile: Array  # 0 low, 0.5 middle, 1 high
    delay_period: IntArray
    lost_period: IntArray  # half-year of service in which the satellite is lost; beyond the end if never
    devalued_period: IntArray

    def part(self, chosen: slice) -> Draws:
        return Draws(**{name: values[chosen] for name, values in vars(self).items()})


DRIVERS = {
    "investment_ratio": mark("investment"), "operations_ratio": mark("operating cost"),
    "revenue_ratio": mark("revenue without contract"), "benefit_quantile": mark("benefits"),
    "delay_period": mark("delay"), "lost_period": mark("time of loss"), "devalued_period": mark("time of devaluation"),
}  # fmt: skip
MEASURES = {
    "npv_financial_musd": mark("financial net present value"), "npv_economic_musd": mark("economic net present value"),
    "uses_total_nominal_musd": mark("uses in money of the day"), "dscr_min": mark("least debt service cover"),
    "llcr": mark("loan life cover"), "budget_musd": mark("state budget over the life of the loans"),
    "budget_worst_musd_per_year": mark("state budget in the worst year"),
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What the draws gave: each measure over all draws, chances, and what moves the worth."""

    measures: dict[str, Array]
    chances: dict[str, float]
    influence: dict[str, float]


def draw(inputs: Inputs, sigma_ln: float, correlation_frac: float, when: Timeline, rng: np.random.Generator) -> Draws:
    """Draw the causes. Cost is lognormal about its median; loss and devaluation come at random times."""
    n = inputs.draw_count
    common, other = rng.standard_normal((2, n))
    second = correlation_frac * common + np.sqrt(1.0 - correlation_frac**2) * other
    served = when.service_period_count
    assert inputs.launch_loss_frac is not None  # filled from the launch record by `solve`
    at_launch = rng.random(n) < inputs.launch_loss_frac
    in_service = _waiting(rng, inputs.service_loss_frac_per_year, n)
    lost = np.where(at_launch, 0, np.minimum(in_service, served + 1))
    delay = _triangular(rng.random(n), 0.0, 0.0, inputs.delay_max_month) / MONTHS_PER_PERIOD
    return Draws(
        investment_ratio=np.exp(sigma_ln * common),
        operations_ratio=np.exp(sigma_ln * second),
        revenue_ratio=_triangular(rng.random(n), inputs.revenue_low_ratio, 1.0, inputs.revenue_high_ratio),
        benefit_quantile=rng.random(n),
        delay_period=np.floor(delay + rng.random(n)).astype(np.int64),
        lost_period=lost.astype(np.int64),
        devalued_period=_waiting(rng, inputs.devaluation_frac_per_year, n),
    )


def _triangular(chance: Array, low: float, mode: float, high: float) -> Array:
    """Triangular values at given chances; the mode itself when the triangle is a point."""
    if high <= low:
        return np.full(len(chance), mode)
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(chance * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - chance) * (high - low) * (high - mode))
    return np.asarray(np.where(chance < turn, rising, falling))


def _waiting(rng: np.random.Generator, yearly: float, count: int) -> IntArray:
    """Half-years until an event that comes with the same chance every year; far away when it never comes."""
    far = 10_000
    chance = rng.random(count)
    if yearly <= 0.0:
        return np.full(count, far, dtype=np.int64)
    half = -np.expm1(0.5 * np.log1p(-yearly))
    return np.asarray(np.minimum(np.floor(np.log1p(-chance) / np.log1p(-half)), far), dtype=np.int64)


def run(s: Solved, sigma_ln: float, correlation_frac: float, seed: int) -> Outcome:
    """Draw, solve and measure, block by block."""
    drawn = draw(s.inputs, sigma_ln, correlation_frac, s.when, np.random.default_rng(seed))
    starts = range(0, s.inputs.draw_count, _BLOCK)
    blocks = [_block(s, drawn.part(slice(a, a + _BLOCK))) for a in starts]
    found = {key: np.concatenate([b[key] for b in blocks]) for key in blocks[0]}
    return Outcome(found, _chances(s, found, drawn), _influence(found, drawn, has_benefit(s.frame)))


def _block(s: Solved, drawn: Draws) -> dict[str, Array]:
    frame, when = s.frame, s.when
    alive = _alive(drawn, when)
    base = _base(s, drawn, alive)
    shown = np.broadcast_to(s.plan.flows.cfads, base.revenue.shape)
    plan = model.run(base, frame.terms, when, frame.unit, frame.inputs, planned_cfads=shown)
    built = plan.construction
    spent = built.investment.copy()
    spent[:, 0] += built.down_payment
    project = measures.project_flows(spent, built.working_capital, plan.flows, when)
    early = when.half_years(base.investment / when.month_price)
    cost = np.concatenate([early, (base.operating_cost + base.later_investment) / when.period_price], axis=-1)
    gained = np.concatenate([np.zeros_like(early), _benefit(frame, drawn, alive)], axis=-1)
    budget = plan.waterfall.from_budget / when.period_price
    social = measures.economic_npv(cost, gained, frame.inputs.social_discount_frac, when)
    return {
        "npv_financial_musd": measures.financial_npv(project, frame.inputs.discount_nominal_frac, when),
        "npv_economic_musd": social if has_benefit(frame) else np.full_like(social, np.nan),
        "uses_total_nominal_musd": built.total,
        "dscr_min": measures.smallest(plan.waterfall.dscr),
        "llcr": plan.cover.llcr_start,
        "budget_musd": budget.sum(axis=-1),
        "budget_worst_musd_per_year": by_year(budget).max(axis=-1),
    }


def _alive(drawn: Draws, when: Timeline) -> BoolArray:
    """Half-years in which the satellite works: after the delay, before the loss, within the planned service."""
    period = np.arange(when.period_count)
    started = period >= drawn.delay_period[:, None]
    works = period < (drawn.delay_period + drawn.lost_period)[:, None]
    return np.asarray(started & works & (period < when.service_period_count))


def _base(s: Solved, drawn: Draws, alive: BoolArray) -> Base:
    """The flows of each draw; the team is paid until half a year after a loss."""
    when, base = s.when, s.base
    period = np.arange(when.period_count)
    staffed = period <= (drawn.delay_period + drawn.lost_period)[:, None]
    weak = np.where(period >= drawn.devalued_period[:, None], 1.0 - s.inputs.devaluation_frac, 1.0)
    revenue, contracted = np.zeros(alive.shape), np.zeros(alive.shape)
    for line in s.frame.declared:
        flow = line.real_musd * when.period_price * alive
        flow = flow * weak if line.given.currency.upper() in s.frame.local_currencies else flow
        flow = flow if line.given.contracted else flow * drawn.revenue_ratio[:, None]
        revenue += flow
        contracted += flow * line.given.contracted
    median = _median(s)
    operations = drawn.operations_ratio[:, None]
    return Base(
        investment=base.investment * (median * drawn.investment_ratio)[:, None],
        revenue=revenue,
        contracted=contracted,
        operating_cost=base.operating_cost * operations * staffed,
        later_investment=base.later_investment * (median * drawn.investment_ratio)[:, None] * staffed,
    )


def _median(s: Solved) -> float:
    """Investment at P50 over the investment that the plan covers: draws scatter about the median, not about P80."""
    planned = float(s.size.planned_musd.sum())
    return float(s.size.p50_musd.sum()) / planned if planned > 0 else 1.0


def _benefit(frame: Frame, drawn: Draws, alive: BoolArray) -> Array:
    """Benefits of each draw between the low, middle and high cases, taken up later when service starts later."""
    q = drawn.benefit_quantile[:, None]
    low, mid, high = frame.benefit
    index = np.arange(len(mid)) - drawn.delay_period[:, None]
    place = np.clip(index, 0, len(mid) - 1)
    below = low[place] + (mid - low)[place] * np.minimum(2.0 * q, 1.0)
    return np.asarray((below + (high - mid)[place] * np.maximum(2.0 * q - 1.0, 0.0)) * alive)


def _chances(s: Solved, found: dict[str, Array], drawn: Draws) -> dict[str, float]:
    """Chances that a reader asks for, as parts of the draws."""
    served = s.when.service_period_count
    cover = found["dscr_min"]
    counted = np.isfinite(cover).any()
    return {
        mark("the satellite is lost before its planned end"): float(
            np.mean(drawn.lost_period + drawn.delay_period < served)
        ),
        mark("cash does not cover debt service in some half-year"): float(np.mean(cover < 1.0))
        if counted
        else float("nan"),
        mark("cover is below what the lender asks"): float(np.mean(cover < s.inputs.required_dscr))
        if counted
        else float("nan"),
        mark("the programme is worth less than nothing in cash"): float(np.mean(found["npv_financial_musd"] < 0.0)),
        mark("the programme is worth less than nothing to society"): _part_below(found["npv_economic_musd"]),
        mark("uses exceed the plan"): float(np.mean(found["uses_total_nominal_musd"] > s.plan.construction.total[0])),
    }


def _part_below(worth: Array) -> float:
    return float(np.mean(worth < 0.0)) if np.isfinite(worth).all() else float("nan")


def _influence(found: dict[str, Array], drawn: Draws, social: bool) -> dict[str, float]:
    """Rank correlation of each cause with the worth (economic if it is counted, else financial)."""
    worth = _ranks(found["npv_economic_musd" if social else "npv_financial_musd"])
    return {name: _correlation(_ranks(getattr(drawn, name).astype(float)), worth) for name in DRIVERS}


def _ranks(values: Array) -> Array:
    """Ranks with ties at their mean, so that yes-or-no causes count fairly."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last: NDArray[np.int64] = np.cumsum(count)
    return np.asarray((last - 0.5 * (count - 1))[place], dtype=float)


def _correlation(a: Array, b: Array) -> float:
    if np.ptp(a) == 0.0 or np.ptp(b) == 0.0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])
