"""What is a forecast or an image worth to someone who must act? The cost-loss model of a yes-or-no decision.

An event (a flood, a locust swarm) comes with a known frequency; protection costs less than the loss it avoids. Without
warning the user protects always or never, whichever is cheaper; with warning, when warned.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def expense_without(frequency: ArrayLike, cost: ArrayLike, loss: ArrayLike) -> Array:
    """Mean expense a season with nothing but the frequency known: protect always, or never."""
    return np.asarray(np.minimum(np.asarray(cost, dtype=float), np.asarray(frequency) * np.asarray(loss, dtype=float)))


def expense_warned(
    frequency: ArrayLike, cost: ArrayLike, loss: ArrayLike, hit_rate: ArrayLike, false_alarm_rate: ArrayLike
) -> Array:
    """Mean expense a season of someone who protects when warned, and only then.

    `hit_rate` is the part of events warned of, `false_alarm_rate` the part of quiet seasons warned of (not the part of
    warnings that are false).

    Source
    ------
    D. S. Richardson, Skill and relative economic value of the ECMWF ensemble prediction system, Q. J. R. Meteorol. Soc.
    126, 2000, eq. 5.
    """
    often, hits, alarms = (np.asarray(v, dtype=float) for v in (frequency, hit_rate, false_alarm_rate))
    warned = often * hits + (1.0 - often) * alarms
    missed = often * (1.0 - hits)
    return np.asarray(warned * np.asarray(cost) + missed * np.asarray(loss))


def value_of_warning(
    frequency: ArrayLike, cost: ArrayLike, loss: ArrayLike, hit_rate: ArrayLike, false_alarm_rate: ArrayLike
) -> Array:
    """What the warning saves a season, never below zero: a user who would lose by it does not follow it.

    It is the value of information, E[max over acts given the signal] less max over acts of E, in money.

    Examples
    --------
    >>> print(value_of_warning(0.2, 1.0, 10.0, 1.0, 0.0))
    0.8
    """
    saved = expense_without(frequency, cost, loss) - expense_warned(frequency, cost, loss, hit_rate, false_alarm_rate)
    return np.asarray(np.maximum(saved, 0.0))


def relative_value(
    frequency: ArrayLike, cost_loss_ratio: ArrayLike, hit_rate: ArrayLike, false_alarm_rate: ArrayLike
) -> Array:
    """Value of a warning over that of a perfect one; 1 is perfect, 0 no better than the frequency alone.

    Not cut at zero: negative says that following it would cost. Source as `expense_warned`, eq. 8.
    """
    ratio = np.asarray(cost_loss_ratio, dtype=float)
    climate = expense_without(frequency, ratio, 1.0)
    perfect = np.asarray(frequency) * ratio
    warned = expense_warned(frequency, ratio, 1.0, hit_rate, false_alarm_rate)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((climate - warned) / (climate - perfect))
