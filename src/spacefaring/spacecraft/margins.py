"""Which margin goes on what, by the phase of the project?"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from spacefaring import catalog
from spacefaring.stage import Assumption


@dataclass(frozen=True)
class Policy:
    """The margins of one phase, as fractions; the link's in decibels.

    Maturity margins go on each item, the system margin on the dry mass after them, and never on propellant: the
    velocity change carries its own.
    """

    phase: str
    equipment_existing: float
    equipment_modified: float
    equipment_new: float
    system_mass: float
    system_power: float
    delta_v_deterministic: float
    delta_v_maintenance: float
    propellant_residual: float
    data: float
    link_db: float


@cache
def policy(phase: str) -> Policy:
    """The policy of a phase: concept, preliminary or detailed."""
    table = catalog.read("margins")
    rows = zip(table["phase"], table["item"], table["margin_frac"], strict=True)
    found = {str(item): float(value) for name, item, value in rows if name == phase}
    return Policy(phase=phase, **{f.name: found[f.name] for f in fields(Policy) if f.name != "phase"})


def used(phase: str) -> tuple[Assumption, ...]:
    """The rows of the policy with their sources."""
    table = catalog.read("margins")
    rows = zip(table["phase"], table["item"], table["margin_frac"], table["source"], strict=True)
    return tuple(
        Assumption(key=f"spacecraft.margins.{item}", value=float(value), source=str(source))
        for name, item, value, source in rows
        if name == phase
    )
