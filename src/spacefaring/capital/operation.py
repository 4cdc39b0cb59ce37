"""Where does each half-year's cash go once the service runs?

Revenue pays operations, then debt; what is missing comes from cash locked up before, then the reserve, then the state
budget, which stands behind everything. What is left tops up the reserve and is distributed, unless the cover is below
the lock-up. Money of the day throughout.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring.capital.timeline import MONTHS_PER_PERIOD
from spacefaring.tables import Array


@dataclass(frozen=True)
class Flows:
    """What a candidate earns and spends in operation, (n, period), in money of the day."""

    revenue: Array
    contracted: Array
    operating_cost: Array
    later_investment: Array
    working_capital_release: Array

    @property
    def cfads(self) -> Array:
        """Cash flow available for debt service: revenue less operations and later investment; no transfer, no loan."""
        return self.revenue - self.operating_cost - self.later_investment


@dataclass(frozen=True)
class Waterfall:
    """Each half-year's cash, (n, period)."""

    debt_service: Array
    from_locked: Array
    from_reserve: Array
    from_budget: Array
    to_reserve: Array
    released_reserve: Array
    to_locked: Array
    released_locked: Array
    distribution: Array
    reserve: Array
    locked: Array
    dscr: Array  # nan where no debt is served or the service is over


def cover(cfads: Array, debt_service: Array, service_period_count: int) -> Array:
    """Debt service cover by period: available cash, none when operations run at a loss, over what is due."""
    due = debt_service > 1e-12
    ratio = np.divide(np.maximum(cfads, 0.0), debt_service, out=np.full_like(cfads, np.nan), where=due)
    ratio[:, service_period_count:] = np.nan
    return ratio


def run(
    flows: Flows,
    debt_service: Array,
    market_service: Array,
    reserve: Array,
    reserve_part: Array,
    lock_up: float,
    served: int,
) -> Waterfall:
    """Run the cascade. `reserve_part` is what part of the next two periods' market debt service it holds."""
    dscr = cover(flows.cfads, debt_service, served)
    cash, due, market, ratio = (np.ascontiguousarray(a.T) for a in (flows.cfads, debt_service, market_service, dscr))
    given_back = np.ascontiguousarray(flows.working_capital_release.T)
    count = len(cash)
    rows = {name: np.zeros_like(cash) for name in _ROWS}  # (period, n), so that a period lies together in memory
    held, locked = reserve.copy(), np.zeros_like(reserve)
    for p in range(count):
        free = np.maximum(cash[p], 0.0)
        short = np.maximum(due[p] - free, 0.0)
        left = np.maximum(free - due[p], 0.0) + given_back[p]
        use_locked = np.minimum(short, locked)
        use_reserve = np.minimum(short - use_locked, held)
        budget = short - use_locked - use_reserve + np.maximum(-cash[p], 0.0)
        held, locked = held - use_reserve, locked - use_locked
        target = reserve_part @ market[p + 1 : p + 3] if p + 2 < count else _last_target(reserve_part, market, p, held)
        topped = np.minimum(np.maximum(target - held, 0.0), left)
        excess = np.maximum(held - target, 0.0)
        held, left = held + topped - excess, left - topped + excess
        below = (due[p] > 1e-12) & ~(ratio[p] >= lock_up) & (p + 1 < count)
        kept, freed = np.where(below, left, 0.0), np.where(below, 0.0, locked)
        locked = locked + kept - freed
        found = (use_locked, use_reserve, budget, topped, excess, kept, freed, left - kept + freed, held, locked)
        for name, values in zip(_ROWS, found, strict=True):
            rows[name][p] = values
    return Waterfall(debt_service=debt_service, dscr=dscr, **{name: values.T for name, values in rows.items()})


def reserve_parts(reserve_month: float) -> Array:
    """Parts of the next half-year's service, and of the one after, that a reserve of so many months holds."""
    held = reserve_month / MONTHS_PER_PERIOD
    return np.array([min(held, 1.0), max(held - 1.0, 0.0)])


def _last_target(reserve_part: Array, market: Array, p: int, held: Array) -> Array:
    """The reserve's target when less than two periods are left."""
    return np.asarray(reserve_part[0] * market[p + 1]) if p + 1 < len(market) else np.zeros_like(held)


_ROWS = ("from_locked", "from_reserve", "from_budget", "to_reserve", "released_reserve", "to_locked", "released_locked",
         "distribution", "reserve", "locked")  # fmt: skip
