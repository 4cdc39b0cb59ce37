"""How likely is the next launch to succeed, after so many flights and failures?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, betaln

from spacefaring.tables import Array


class Success(NamedTuple):
    """Expected probability of success and the bounds that hold it with 90 %."""

    mean_frac: Array
    p05_frac: Array
    p95_frac: Array


def launch_success(success_count: ArrayLike, failure_count: ArrayLike, launch_count: ArrayLike = 1) -> Success:
    """Probability that `launch_count` launches in a row succeed, from a record with a uniform prior.

    Counts may be fractions (a partial failure counted as half). All flights weigh alike: the record of a young vehicle
    that is learning is judged too harshly, that of one about to be changed too kindly. Without a flight the interval is
    0.05 to 0.95.

    Source
    ------
    S. Guikema and M. E. Paté-Cornell, Bayesian analysis of launch vehicle success rates, Journal of Spacecraft and
    Rockets 41(1), 2004 (first-order analysis with a uniform prior).

    Examples
    --------
    >>> print("{:.3f} {:.3f} {:.3f}".format(*launch_success(9, 1)))
    0.833 0.636 0.967
    """
    good, bad = np.asarray(success_count, dtype=float) + 1.0, np.asarray(failure_count, dtype=float) + 1.0
    launches = np.asarray(launch_count, dtype=float)
    mean = np.exp(betaln(good + launches, bad) - betaln(good, bad))
    low, high = (betaincinv(good, bad, quantile) ** launches for quantile in (0.05, 0.95))
    return Success(np.asarray(mean), np.asarray(low), np.asarray(high))
