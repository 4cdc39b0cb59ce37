"""How is a joint cost shared so that nobody would rather leave? Cooperative cost games of a few players.

A game of n players is an array of 2**n costs: position `mask` is the cost of serving the players whose bits are set,
so that position 0 is nobody (cost 0) and the last is everybody. Any unit of money will do; answers keep it.
"""

from __future__ import annotations

from math import factorial

import numpy as np
from scipy.optimize import linprog

from spacefaring.tables import Array, BoolArray

MAX_PLAYERS = 8
TOLERANCE = 1e-9


def player_count(cost: Array) -> int:
    """Number of players of a game: the base-two logarithm of its last axis."""
    return int(cost.shape[-1]).bit_length() - 1


def membership(players: int) -> BoolArray:
    """Who belongs to which coalition: rows are coalitions by mask, columns are players."""
    return np.asarray((np.arange(2**players)[:, None] >> np.arange(players)) % 2 == 1)


def shapley(cost: Array) -> Array:
    """Each player's mean marginal cost over all orders of arrival, shape (..., n).

    Always adds up to the joint cost; may lie outside the core. Exact: every coalition is visited, no sampling.

    Source
    ------
    L. S. Shapley, A value for n-person games, Contributions to the Theory of Games II, 1953.

    Examples
    --------
    >>> print(np.round(shapley(np.array([0.0, 8.0, 11.0, 11.0])), 2))  # a runway for two aircraft of cost 8 and 11
    [4. 7.]
    """
    game = np.asarray(cost, dtype=float)
    players = player_count(game)
    masks = np.arange(2**players)
    sizes = membership(players).sum(axis=1)
    weight = np.array([factorial(s) * factorial(max(players - s - 1, 0)) / factorial(players) for s in sizes])
    shares = []
    for player in range(players):
        without = masks[(masks >> player) % 2 == 0]
        marginal = game[..., without | (1 << player)] - game[..., without]
        shares.append(marginal @ weight[without])
    return np.stack(shares, axis=-1)


def proportional(joint_cost: Array | float, weight: Array) -> Array:
    """The joint cost split in proportion to given weights, shape (..., n). Says nothing about who would leave."""
    weights = np.asarray(weight, dtype=float)
    return np.asarray(np.asarray(joint_cost, dtype=float)[..., None] * weights / weights.sum(axis=-1, keepdims=True))


def coalition_excess(cost: Array, share: Array) -> Array:
    """What each coalition saves by staying: its own cost minus what its members pay, by mask. Negative: it would leave.

    A coalition whose own cost is nan (no programme serves it) gives nan and cannot leave.
    """
    paid = share @ membership(player_count(cost)).T
    return np.asarray(cost - paid)


def in_core(cost: Array, share: Array, tolerance: float = TOLERANCE) -> bool:
    """Whether the joint cost is paid in full and no coalition would be cheaper on its own.

    Source
    ------
    D. B. Gillies, Solutions to general non-zero-sum games, Contributions to the Theory of Games IV, 1959.
    """
    excess = coalition_excess(cost, share)
    allowed = tolerance * max(1.0, float(np.nanmax(np.abs(cost))))
    return bool(abs(excess[-1]) <= allowed and not np.any(excess[1:] < -allowed))


def least_core_excess(cost: Array) -> float:
    """The largest saving that every proper coalition can be given at once; negative when the core is empty."""
    players = player_count(cost)
    proper = [mask for mask in range(1, 2**players - 1) if np.isfinite(cost[mask])]
    if not proper:
        return 0.0
    return float(_widest(cost, proper, [], {}, frozenset())[1])


def nucleolus(cost: Array) -> Array:
    """The split that makes the least satisfied coalition as satisfied as can be, then the next, and so on, shape (n,).

    Unique, and in the core whenever the core is not empty. Found by a chain of linear programs: each fixes the
    coalitions whose saving cannot grow further, until every share is determined. Where some split leaves nobody above
    the cost of going alone, only such splits are considered; otherwise the answer is the prenucleolus. Coalitions
    whose cost is nan cannot leave and do not count.

    Source
    ------
    D. Schmeidler, The nucleolus of a characteristic function game, SIAM J. Appl. Math. 17, 1969; the chain of
    programs: M. Maschler, B. Peleg, L. S. Shapley, Math. Oper. Res. 4, 1979.
    """
    game = np.asarray(cost, dtype=float)
    players = player_count(game)
    if players == 1:
        return game[-1:].copy()
    scale = max(float(np.nanmax(np.abs(game))), TOLERANCE)
    unit = game / scale
    return _settle(unit, players, _capped(unit, players)) * scale


def _capped(unit: Array, players: int) -> frozenset[int]:
    """Players whose share may not exceed their own cost: all that have one, unless that leaves no split at all."""
    alone = unit[[1 << player for player in range(players)]]
    known = np.isfinite(alone)
    possible = not known.all() or alone.sum() >= unit[-1] - TOLERANCE
    return frozenset(int(player) for player in np.flatnonzero(known)) if possible else frozenset()


def _settle(unit: Array, players: int, capped: frozenset[int]) -> Array:
    """Run the chain of programs on a game scaled to one."""
    belongs = membership(players).astype(float)
    loose = [mask for mask in range(1, 2**players - 1) if np.isfinite(unit[mask])]
    fixed: list[int] = []
    paid: dict[int, float] = {}
    share = np.full(players, np.nan)
    for _ in range(2**players):
        loose = [mask for mask in loose if not _spanned(belongs, [*fixed, 2**players - 1], mask)]
        if not loose:
            break
        share, saving, tight, at_cap = _widest(unit, loose, fixed, paid, capped)
        for mask in tight:
            fixed.append(mask)
            paid[mask] = unit[mask] - saving
        for player in at_cap:
            fixed.append(1 << player)
            paid[1 << player] = unit[1 << player]
    rows = belongs[[*fixed, 2**players - 1]]
    totals = np.array([*(paid[mask] for mask in fixed), unit[-1]])
    return np.asarray(np.linalg.lstsq(rows, totals, rcond=None)[0]) if fixed else share


def _spanned(belongs: Array, fixed: list[int], mask: int) -> bool:
    """Whether what a coalition pays already follows from what the fixed coalitions pay."""
    rank = np.linalg.matrix_rank(belongs[fixed])
    return bool(np.linalg.matrix_rank(belongs[[*fixed, mask]]) == rank)


def _widest(
    unit: Array, loose: list[int], fixed: list[int], paid: dict[int, float], capped: frozenset[int]
) -> tuple[Array, float, list[int], list[int]]:
    """One program: the greatest saving that all loose coalitions can have, and which of them are tight in every answer.

    A coalition with a positive dual price is tight in all optimal splits; at least one has it, so the chain moves on.
    """
    players = player_count(unit)
    belongs = membership(players).astype(float)
    caps = sorted(capped)
    rows = np.vstack([np.column_stack([belongs[loose], np.ones(len(loose))]), *(_cap_row(players, i) for i in caps)])
    limits = np.array([*unit[loose], *(unit[1 << i] for i in caps)])
    equal = np.column_stack([belongs[[*fixed, 2**players - 1]], np.zeros(len(fixed) + 1)])
    totals = np.array([*(paid[mask] for mask in fixed), unit[-1]])
    aim = np.zeros(players + 1)
    aim[-1] = -1.0
    found = linprog(aim, A_ub=rows, b_ub=limits, A_eq=equal, b_eq=totals, bounds=(None, None), method="highs")
    if not found.success:
        return np.full(players, np.nan), np.nan, loose, []
    price = -found.ineqlin.marginals
    tight = [mask for mask, p in zip(loose, price, strict=False) if p > TOLERANCE]
    at_cap = [player for player, p in zip(caps, price[len(loose) :], strict=True) if p > TOLERANCE]
    return np.asarray(found.x[:-1]), float(found.x[-1]), tight, at_cap


def _cap_row(players: int, player: int) -> Array:
    row = np.zeros((1, players + 1))
    row[0, player] = 1.0
    return row


def is_concave(cost: Array, tolerance: float = TOLERANCE) -> bool:
    """Whether joining a larger group never costs more than joining a smaller one.

    If so the core is not empty and holds the Shapley value.

    Source
    ------
    L. S. Shapley, Cores of convex games, Int. J. Game Theory 1, 1971 (stated there for savings).
    """
    masks = np.arange(cost.shape[-1])
    one, two = masks[:, None], masks[None, :]
    slack = cost[one] + cost[two] - cost[one | two] - cost[one & two]
    return bool(np.all(slack >= -tolerance * max(1.0, float(np.max(np.abs(cost))))))
