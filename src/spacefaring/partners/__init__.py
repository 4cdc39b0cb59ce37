"""How is the programme shared between its members, and what else do they do together?"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any, Literal

import numpy as np

from spacefaring import catalog
from spacefaring.errors import StudyError, did_you_mean
from spacefaring.kernels import games
from spacefaring.messages import Message, mark, message
from spacefaring.stage import Assumption, StageInputs, StageResult, default
from spacefaring.tables import Array, BoolArray, Table, TextArray, column

Method = Literal["shapley", "nucleolus", "proportional"]
Weight = Literal["alone", "equal", "population", "area"]

SHAPLEY_SOURCE = "L. S. Shapley, A value for n-person games, Contributions to the Theory of Games II, 1953"
NUCLEOLUS_SOURCE = "D. Schmeidler, The nucleolus of a characteristic function game, SIAM J. Appl. Math. 17, 1969"
CORE_SOURCE = "D. B. Gillies, Solutions to general non-zero-sum games, Contributions to the Theory of Games IV, 1959"
SECTORS = (
    mark("health"),
    mark("education"),
    mark("digital_economy"),
    mark("agriculture"),
    mark("sustainable_development"),
    mark("urban"),
    mark("industry"),
)
RULES = (mark("shapley"), mark("nucleolus"), mark("proportional"))


class Inputs(StageInputs):
    """Who shares the programme, by which rule, and what they do together."""

    members: tuple[str, ...] | None = default(
        None,
        "Members that share the cost, by country code; none means the countries of the study.",
        source="study file",
    )
    method: Method = default(
        "nucleolus",
        "Rule that shares the cost: nucleolus, shapley or proportional.",
        source="D. Schmeidler 1969: the nucleolus lies in the core whenever the core is not empty",
    )
    proportional_to: Weight = default(
        "alone",
        "What the proportional rule follows: cost alone, equal parts, population or area.",
        source="guess: cost alone needs no data beyond this study",
    )
    in_kind_musd: dict[str, float] = default(
        {},
        "Value of what a member gives in kind (station site, staff, filing), credited against its share.",
        source="guess: none agreed yet",
    )
    projects: tuple[str, ...] | None = default(
        None,
        "Cooperation projects to propose, by key of the catalogue; none means all of them.",
        source="guess: members choose later",
    )


class Shares(Table):
    """What each member pays under the chosen rule, and under the others for comparison."""

    member: TextArray = column("Member, by country code.")
    share_frac: Array = column("Share of the joint cost under the chosen rule.", formula="cost / joint cost")
    cost_musd: Array = column("What the member pays under the chosen rule.")
    alone_musd: Array = column("Cost of the least programme that serves this member alone.")
    saving_musd: Array = column("What the member saves by joining.", formula="cost alone − cost paid")
    saving_frac: Array = column("Saving as a part of the cost alone.", formula="saving / cost alone")
    shapley_musd: Array = column(
        "Cost by the Shapley value: the mean extra cost of this member over all orders of joining.",
        formula="Σ |S|! (n−|S|−1)! / n! × (c(S ∪ i) − c(S))",
        source=SHAPLEY_SOURCE,
        limits="May lie outside the core, so that a group would be better off leaving.",
    )
    nucleolus_musd: Array = column(
        "Cost by the nucleolus: the least satisfied group is made as satisfied as possible.",
        source=NUCLEOLUS_SOURCE,
    )
    proportional_musd: Array = column(
        "Cost in proportion to the chosen key.",
        limits="Pays no attention to groups: a member may be worse off than alone.",
    )
    in_kind_musd: Array = column("Value credited for what the member gives in kind.")
    cash_musd: Array = column("What is left to pay in cash; negative: the member is owed money.")


class Core(Table):
    """For each group of members: what it would cost on its own and what it pays within the programme."""

    coalition: TextArray = column("Members of the group.")
    member_count: Array = column("How many members it has.")
    own_musd: Array = column("Cost of the least programme that serves this group on its own.")
    paid_musd: Array = column("What its members pay within the programme under the chosen rule.")
    saving_musd: Array = column("What the group saves by staying; negative: it would leave.", source=CORE_SOURCE)
    stays: BoolArray = column("Whether the group is at least as well off inside.")


class Projects(Table):
    """Cooperation projects by sector that the members can add to the satellite."""

    sector: TextArray = column("Sector of the project.")
    project: TextArray = column("What is done together.")
    member: TextArray = column("Member that would host the lead: taken in turn, to be agreed.")
    lead: TextArray = column("Kind of body that leads.")
    activities: TextArray = column("Main activities.")
    duration_month: Array = column("How long it takes.")
    cost_low_musd: Array = column("Low end of the cost.")
    cost_high_musd: Array = column("High end of the cost.")
    crs_code: TextArray = column("Purpose code of the OECD-DAC under which a donor records it.")
    source: TextArray = column("Where the figures come from.")


class Partners(StageResult):
    """How the joint cost is shared and whether the agreement holds."""

    shares: Shares = column("What each member pays.", inline=True)
    method: str = column("Rule that shares the cost.")
    stable: bool = column("Whether no group of members would be cheaper on its own.", source=CORE_SOURCE)
    core_empty: bool = column("Whether no split at all could keep every group inside.", source=CORE_SOURCE)
    joint_cost_musd: float = column("Cost of the programme that serves all members.")
    saving_musd: float = column("Sum of the costs alone less the joint cost.")
    unstable_coalitions: tuple[str, ...] = column("Groups that would be cheaper on their own.")
    verdict: Message = column("Whether the agreement holds, in one sentence.")
    core: Core = column("The test of every group.")
    projects: Projects = column("Cooperation projects by sector.")


def solve(inputs: Inputs, *, places: Any, coalition_cost_musd: Mapping[frozenset[str], float]) -> Partners:
    """Share the cost of serving all members, given the cost of serving each group of them."""
    sharing = members(inputs, places)
    cost = game_musd(sharing, coalition_cost_musd)
    rules, method = _rules(inputs, sharing, cost, places)
    paid = rules[method]
    core = _core(sharing, cost, paid)
    leaving = tuple(str(name) for name in core.coalition[~core.stays])
    complete = bool(np.isfinite(paid).all())
    return Partners(
        shares=_shares(inputs, sharing, cost, rules, paid),
        method=method,
        stable=complete and not leaving,
        core_empty=bool(complete and games.least_core_excess(cost) < -_tolerance_musd(cost)),
        joint_cost_musd=float(cost[-1]),
        saving_musd=float(cost[[1 << i for i in range(len(sharing))]].sum() - cost[-1]),
        unstable_coalitions=leaving,
        verdict=_verdict(inputs, sharing, core, complete, method),
        core=core,
        projects=_projects(inputs, sharing),
        used=_used(),
    )


def coalitions(sharing: tuple[str, ...]) -> list[frozenset[str]]:
    """Every group of members for which a cost is needed, smallest first: all subsets but the empty one."""
    return [frozenset(group) for size in range(1, len(sharing) + 1) for group in combinations(sharing, size)]


def game_musd(group_of: tuple[str, ...], coalition_cost_musd: Mapping[frozenset[str], float]) -> Array:
    """The costs by coalition mask. A cost that is nan or infinite means that no design serves that group: nan."""
    cost = np.zeros(2 ** len(group_of))
    for mask in range(1, len(cost)):
        group = frozenset(m for i, m in enumerate(group_of) if mask >> i & 1)
        cost[mask] = _group_cost_musd(group, coalition_cost_musd, len(cost) - 1)
    return cost


def _group_cost_musd(group: frozenset[str], coalition_cost_musd: Mapping[frozenset[str], float], count: int) -> float:
    if group not in coalition_cost_musd:
        raise StudyError(
            message(
                "partners: the cost of serving {group} is missing; all {group_count} groups of members need one",
                group=_named(group),
                group_count=count,
            )
        )
    cost_musd = float(coalition_cost_musd[group])
    if cost_musd < 0:
        raise StudyError(
            message(
                "partners: the cost of serving {group} is {cost_musd:g} MUSD; a cost is zero or more",
                group=_named(group),
                cost_musd=cost_musd,
            )
        )
    return cost_musd if np.isfinite(cost_musd) else float("nan")


def members(inputs: Inputs, places: Any) -> tuple[str, ...]:
    """Who shares: the members of the study file, else its countries; refuses none, doubles and more than eight."""
    found = tuple(inputs.members) if inputs.members is not None else _countries(places)
    if not found:
        raise StudyError(message("partners.members is empty; name at least one member, such as [BFA]"))
    doubled = sorted({m for m in found if found.count(m) > 1})
    if doubled:
        raise StudyError(
            message("partners.members names {member} twice; name each member once", member=", ".join(doubled))
        )
    if len(found) > games.MAX_PLAYERS:
        raise StudyError(
            message(
                "partners.members has {member_count} members; at most {limit_count} are shared exactly, "
                "so put some of them under one name",
                member_count=len(found),
                limit_count=games.MAX_PLAYERS,
            )
        )
    _check_gifts(inputs, found)
    return found


def _check_gifts(inputs: Inputs, found: tuple[str, ...]) -> None:
    for name, value_musd in inputs.in_kind_musd.items():
        if name not in found:
            raise StudyError(
                message(
                    "partners.in_kind_musd names {name}, not a member; {hint}",
                    name=name,
                    hint=did_you_mean(name, found),
                )
            )
        if not value_musd >= 0:
            raise StudyError(
                message(
                    "partners.in_kind_musd.{name} is {value_musd:g}; a gift is zero or more, so leave the key out "
                    "if there is none",
                    name=name,
                    value_musd=value_musd,
                )
            )


def _countries(places: Any) -> tuple[str, ...]:
    """The countries of the study in the order in which they first stand in the table of areas."""
    return tuple(dict.fromkeys(str(c) for c in places.areas.country))


def _rules(inputs: Inputs, sharing: tuple[str, ...], cost: Array, places: Any) -> tuple[dict[str, Array], Method]:
    """The split under each rule, and the rule that is used: the Shapley value needs the cost of every group."""
    nothing = np.full(len(sharing), np.nan)
    if not np.isfinite(cost[-1]):
        return dict.fromkeys(("shapley", "nucleolus", "proportional"), nothing), inputs.method
    complete = bool(np.isfinite(cost).all())
    weight = _weight(inputs, sharing, cost, places)
    rules = {
        "shapley": games.shapley(cost) if complete else nothing,
        "nucleolus": games.nucleolus(cost),
        "proportional": games.proportional(cost[-1], weight) if np.isfinite(weight).all() else nothing,
    }
    method: Method = inputs.method if np.isfinite(rules[inputs.method]).all() else "nucleolus"
    return rules, method


def _weight(inputs: Inputs, sharing: tuple[str, ...], cost: Array, places: Any) -> Array:
    alone = cost[[1 << i for i in range(len(sharing))]]
    if inputs.proportional_to == "alone":
        return alone if alone.sum() > 0 else np.ones(len(sharing))
    if inputs.proportional_to == "equal":
        return np.ones(len(sharing))
    name = "population_count" if inputs.proportional_to == "population" else "area_km2"
    return _by_country(places.areas, sharing, name)


def _by_country(areas: Any, sharing: tuple[str, ...], name: str) -> Array:
    values = np.asarray(getattr(areas, name), dtype=float)
    totals = np.array([values[np.asarray(areas.country) == member].sum() for member in sharing])
    if not np.all(totals > 0):
        missing = ", ".join(m for m, total in zip(sharing, totals, strict=True) if not total > 0)
        raise StudyError(
            message(
                "partners.proportional_to needs {column} of {missing}, which the places do not give; "
                "choose alone or equal, or add the country to places.countries",
                column=name,
                missing=missing,
            )
        )
    return totals


def _shares(inputs: Inputs, sharing: tuple[str, ...], cost: Array, rules: Mapping[str, Array], paid: Array) -> Shares:
    alone = cost[[1 << i for i in range(len(sharing))]]
    in_kind = np.array([inputs.in_kind_musd.get(m, 0.0) for m in sharing])
    return Shares(
        member=np.array(sharing),
        share_frac=_divided(paid, cost[-1], 1.0 / len(sharing)),
        cost_musd=paid,
        alone_musd=alone,
        saving_musd=alone - paid,
        saving_frac=_divided(alone - paid, alone, 0.0),
        shapley_musd=rules["shapley"],
        nucleolus_musd=rules["nucleolus"],
        proportional_musd=rules["proportional"],
        in_kind_musd=in_kind,
        cash_musd=paid - in_kind,
    )


def _divided(part: Array, whole: Array | float, otherwise: float) -> Array:
    whole_array = np.broadcast_to(np.asarray(whole, dtype=float), np.shape(part))
    safe = np.where(whole_array == 0, 1.0, whole_array)
    return np.where(whole_array == 0, otherwise, part / safe)


def _core(sharing: tuple[str, ...], cost: Array, paid: Array) -> Core:
    belongs = games.membership(len(sharing))[1:]
    saving = games.coalition_excess(cost, paid)[1:]
    order = np.lexsort((np.arange(len(saving)), belongs.sum(axis=1)))
    names = [_named([m for m, inside in zip(sharing, row, strict=True) if inside]) for row in belongs]
    return Core(
        coalition=np.array(names)[order],
        member_count=belongs.sum(axis=1).astype(float)[order],
        own_musd=cost[1:][order],
        paid_musd=(belongs @ paid)[order],
        saving_musd=saving[order],
        stays=~(saving < -_tolerance_musd(cost))[order],
    )


def _tolerance_musd(cost: Array) -> float:
    finite = np.abs(cost[np.isfinite(cost)])
    return games.TOLERANCE * max(1.0, float(finite.max()))


def _named(group: Any) -> str:
    return " + ".join(sorted(group) if isinstance(group, frozenset) else group)


def _verdict(inputs: Inputs, sharing: tuple[str, ...], core: Core, complete: bool, method: str) -> Message:
    if not complete:
        return message("No design serves all members together: there is no joint cost to share.")
    if len(sharing) == 1:
        return message("{member} is the only member and bears the whole cost.", member=sharing[0])
    if method != inputs.method:
        return message(
            "The cost of some group is unknown, so the {asked} rule cannot be used; the nucleolus is used instead.",
            asked=inputs.method,
        )
    if core.stays.all():
        return message("The agreement holds: no member and no group of members would be cheaper on its own.")
    worst = int(np.nanargmin(core.saving_musd))
    return message(
        "The agreement does not hold: {coalition} would save {loss_musd:.2f} million dollars by leaving.",
        coalition=str(core.coalition[worst]),
        loss_musd=-float(core.saving_musd[worst]),
    )


def _projects(inputs: Inputs, sharing: tuple[str, ...]) -> Projects:
    shipped = catalog.read("cooperation_projects")
    wanted = list(inputs.projects) if inputs.projects is not None else shipped.keys
    for key in wanted:
        if key not in shipped.keys:
            hint = did_you_mean(key, shipped.keys, list_up_to=20)
            raise StudyError(message("partners.projects names {key}, not in the catalogue; {hint}", key=key, hint=hint))
    rows = [shipped.keys.index(key) for key in wanted]
    names = ("sector", "project", "lead", "activities", "duration_month", "cost_low_musd", "cost_high_musd")
    taken = {name: shipped[name][rows] for name in (*names, "crs_code", "source")}
    return Projects(member=np.array([sharing[i % len(sharing)] for i in range(len(rows))], dtype=str), **taken)


def _used() -> tuple[Assumption, ...]:
    shipped = catalog.read("cooperation_projects")
    return tuple(
        Assumption(key=f"partners.projects.{key}", value=f"{low:g} to {high:g} MUSD", source=str(source))
        for key, low, high, source in zip(
            shipped.keys, shipped["cost_low_musd"], shipped["cost_high_musd"], shipped["source"], strict=True
        )
    )
