"""Instants as Julian days, and UT1 from a table that somebody else has read.

Elapsed seconds are SI seconds; a leap second inside a span is not counted twice. There has been none since 2017.
"""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spacefaring.constants import S_PER_DAY
from spacefaring.tables import Array

JULIAN_DAY_MJD_ZERO = 2_400_000.5
UNIX_EPOCH_MJD = 40_587.0


def mjd_utc_from_datetime(instant_utc: datetime) -> float:
    """Modified Julian date of an instant; one without a time zone is taken as UTC."""
    aware = instant_utc if instant_utc.tzinfo else instant_utc.replace(tzinfo=UTC)
    since = aware - datetime(1970, 1, 1, tzinfo=UTC)
    return UNIX_EPOCH_MJD + since.days + (since.seconds + since.microseconds * 1e-6) / S_PER_DAY


def ut1_minus_utc_s(mjd_utc: ArrayLike, table_mjd: ArrayLike, table_s: ArrayLike) -> tuple[Array, NDArray[np.bool_]]:
    """UT1 less UTC, and whether the table covers the instant; outside the table 0 s, good to 0.9 s.

    Linear between the daily entries. A jump of a second between two entries is a leap second and is not smeared.

    Source
    ------
    IERS Conventions (2010), IERS Technical Note 36, sec. 5.5.3 (linear interpolation errs by less than 1 ms).
    """
    mjd, days, values = (np.asarray(value, dtype=float) for value in (mjd_utc, table_mjd, table_s))
    known = (mjd >= days[0]) & (mjd <= days[-1])
    leaps = np.concatenate([[0.0], np.cumsum(np.round(np.diff(values)))])
    smooth = np.interp(mjd, days, values - leaps)
    row = np.clip(np.searchsorted(days, mjd, side="right") - 1, 0, days.size - 1)
    return np.where(known, smooth + leaps[row], 0.0), known
