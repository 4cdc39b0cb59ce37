"""What is known of a programme's money once its plan is solved, and what is it worth?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring.capital import measures
from spacefaring.capital.benefits import Value
from spacefaring.capital.debt import Service
from spacefaring.capital.flows import Line, Profile
from spacefaring.capital.grant_elements import Elements
from spacefaring.capital.inputs import Inputs
from spacefaring.capital.model import Base, Plan
from spacefaring.capital.scenarios import Stress
from spacefaring.capital.terms import Terms
from spacefaring.capital.timeline import Timeline
from spacefaring.tables import Array


@dataclass(frozen=True)
class Solved:
    """Everything the tables are written from."""

    inputs: Inputs
    terms: Terms
    when: Timeline
    unit: Service
    size: Profile
    base: Base
    declared: tuple[Line, ...]
    plan: Plan
    values: list[Value]
    benefit: Array  # (case, period), real
    early_cost: Array  # (n, construction half-year), real
    running_cost: Array  # (n, period), real
    elements: list[Elements]
    stresses: list[Stress]
    own_plan: bool
    countries: tuple[str, ...]


@dataclass(frozen=True)
class Worth:
    """What the plan is worth, (n) each."""

    project: Array  # (n, half-year)
    npv_financial: Array
    irr: Array
    npv_economic: Array  # (case, n)


def worth(s: Solved) -> Worth:
    """Both cases: cash for whoever receives it, and society."""
    spent = s.plan.construction.investment.copy()
    spent[:, 0] += s.plan.construction.down_payment
    project = measures.project_flows(spent, s.plan.construction.working_capital, s.plan.flows, s.when)
    social = np.concatenate([s.early_cost, s.running_cost], axis=-1)
    gained = np.concatenate([np.zeros((3, s.when.construction_period_count)), s.benefit], axis=-1)
    counted = any(np.isfinite(v.yearly_musd[1]) for v in s.values)
    economic = [measures.economic_npv(social, g, s.inputs.social_discount_frac, s.when) for g in gained]
    return Worth(
        project,
        measures.financial_npv(project, s.inputs.discount_nominal_frac, s.when),
        measures.yearly_irr(project),
        np.array(economic) if counted else np.full((3, len(project)), np.nan),
    )
