# A Table turns lists into arrays itself.
# mypy: disable-error-code="arg-type"
"""Which numbers went into the plan, and do its sums hold?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from spacefaring.capital import tables
from spacefaring.capital.scenarios import (
    CAPACITY_PRICE_CHANGE_FRAC,
    CAPACITY_PRICE_SOURCE,
    DELAY_SOURCE,
    DELAY_YEAR,
)
from spacefaring.capital.solved import Solved
from spacefaring.capital.timeline import PERIODS_PER_YEAR
from spacefaring.messages import mark
from spacefaring.tables import Array

CENT_MUSD = 1e-8
LoanRows = Callable[[Solved, int], tuple[Array, Array, Array, Array]]
_MODEL_KEYS = (
    "inflation_frac", "discount_nominal_frac", "social_discount_frac", "grant_discount_frac", "concessional_frac",
    "required_dscr", "required_llcr", "required_contract_frac", "lock_up_dscr", "reserve_month",
    "working_capital_month", "contract_frac", "insured_frac", "devaluation_frac", "uptake_year",
)  # fmt: skip


def parameters(s: Solved) -> tables.Parameters:
    fields = type(s.inputs).model_fields
    when = s.when
    calendar = {
        "start_year": when.start_year, "launch_year": when.launch_year, "end_year": when.end_year,
        "price_year": when.price_year, "month_count": when.month_count, "period_count": when.period_count,
        "service_period_count": when.service_period_count, "delay_period_count": DELAY_YEAR * PERIODS_PER_YEAR,
        "price_decline_frac": CAPACITY_PRICE_CHANGE_FRAC,
    }  # fmt: skip
    keys = [*calendar, *_MODEL_KEYS]
    values = [repr(v) for v in (*calendar.values(), *(getattr(s.inputs, k) for k in _MODEL_KEYS))]
    stress = {"delay_period_count": DELAY_SOURCE, "price_decline_frac": CAPACITY_PRICE_SOURCE}
    sources = [stress.get(k, "cost and launch") for k in calendar] + [_source(s, k, fields) for k in _MODEL_KEYS]
    return tables.Parameters(parameter=keys, value=values, source=sources)


def _source(s: Solved, key: str, fields: Any) -> str:
    return "study file" if key in s.inputs.model_fields_set else str(fields[key].json_schema_extra["source"])


def checks(s: Solved, drawn: Array, uses: Array, loan_rows: LoanRows) -> tables.Checks:
    """The sums of every model: largest difference over time, candidate 0."""
    plan, fall, built = s.plan, s.plan.waterfall, s.plan.construction
    f = plan.flows
    came = (
        f.revenue
        + fall.from_budget
        + fall.from_reserve
        + fall.released_reserve
        + fall.from_locked
        + fall.released_locked
    )
    went = (
        f.operating_cost + f.later_investment + plan.debt_service + fall.to_reserve + fall.to_locked + fall.distribution
    )
    last = np.maximum(s.frame.unit.last, 1) - 1
    ends = [abs(float(loan_rows(s, int(i))[3][last[i]])) for i in np.flatnonzero(s.terms.is_debt)]
    found = {
        mark("sources equal uses every month"): float(np.max(np.abs(uses - drawn[0].sum(axis=0)))),
        mark("commitments equal uses"): float(abs(built.commitment[0].sum() - built.total[0])),
        mark("every loan ends at zero"): max(ends, default=0.0),
        mark("the cascade keeps all cash"): float(np.max(np.abs(came[0] + f.working_capital_release[0] - went[0]))),
        mark("the reserve is never negative"): float(max(-fall.reserve[0].min(), 0.0)),
        mark("the reserve and the locked cash end empty"): float(fall.reserve[0, -1] + fall.locked[0, -1]),
    }
    return tables.Checks(
        check=list(found), difference_musd=list(found.values()), held=[v < CENT_MUSD for v in found.values()]
    )
