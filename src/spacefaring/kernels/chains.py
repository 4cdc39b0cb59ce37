"""How many of a row of tries succeed when the weather remembers yesterday?

The weather has two states and the memory of a Markov chain; each try succeeds only in the good state. Everything is
exact: no draw is made.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.tables import Array

TRY_COUNT_MAX = 400


def count_distribution(
    try_count: ArrayLike, good_frac: ArrayLike, memory: ArrayLike, taken_frac: ArrayLike, *, count_max: int
) -> Array:
    """Chance of 0, 1, … `count_max` successes (the last: that many or more), on a last axis of `count_max + 1`.

    `try_count` may be fractional: evenly spaced tries of which the first comes at a random moment, so that a span
    holds the whole number below or above. `good_frac` is the stationary share of the good state, `memory` its
    correlation from one try to the next (0 to 1), `taken_frac` the chance that a try is made at all. Arguments
    broadcast. Above 400 tries they are bundled: the mean stays right, the spread is slightly too wide.

    Source
    ------
    Two-state chain: K. R. Gabriel and J. Neumann, A Markov chain model for daily rainfall occurrence at Tel Aviv,
    Quarterly Journal of the Royal Meteorological Society 88 (375), 1962; counting by dynamic programming.

    Examples
    --------
    >>> print(count_distribution(2.0, 0.5, 0.0, 1.0, count_max=2))  # two throws of a coin
    [0.25 0.5  0.25]
    """
    tries, good, memory, taken = np.broadcast_arrays(
        *(np.asarray(value, dtype=float) for value in (try_count, good_frac, memory, taken_frac))
    )
    bundle = np.maximum(tries / TRY_COUNT_MAX, 1.0)
    tries, taken = tries / bundle, np.minimum(taken * bundle, 1.0)
    known = np.isfinite(tries + good + memory + taken)
    whole = np.floor(np.where(known, tries, 0.0))
    chance = np.zeros((2, *good.shape, count_max + 1))
    chance[0, ..., 0], chance[1, ..., 0] = 1.0 - good, good
    found = np.zeros((*good.shape, count_max + 1))
    for done in range(int(whole.max(initial=0.0)) + 2):
        part = np.where(whole == done, 1.0 - (tries - whole), np.where(whole + 1 == done, tries - whole, 0.0))
        found += part[..., None] * chance.sum(axis=0)
        chance = _one_more(chance, good, memory, taken)
    return np.where(known[..., None], found, np.nan)


def _one_more(chance: Array, good: Array, memory: Array, taken: Array) -> Array:
    """One try in the present state, then the state moves on."""
    after = chance.copy()
    success = taken[..., None] * chance[1]
    after[1] -= success
    after[1, ..., 1:] += success[..., :-1]
    after[1, ..., -1] += success[..., -1]
    to_good, stay_good = (good * (1.0 - memory))[..., None], (good + memory * (1.0 - good))[..., None]
    now_good = to_good * after[0] + stay_good * after[1]
    return np.stack([after[0] + after[1] - now_good, now_good])
