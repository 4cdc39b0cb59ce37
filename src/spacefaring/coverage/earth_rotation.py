"""How far is the Earth turned? Sidereal angle through a span, with UT1 from the shipped table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import ArrayLike

from spacefaring import catalog
from spacefaring.constants import S_PER_DAY
from spacefaring.errors import StudyError
from spacefaring.kernels.earth import gmst_rad, sidereal_rate_rad_per_s
from spacefaring.kernels.time import JULIAN_DAY_MJD_ZERO, mjd_utc_from_datetime, ut1_minus_utc_s
from spacefaring.messages import message
from spacefaring.tables import Array


@dataclass(frozen=True)
class Turning:
    """The Earth's rotation from the start of a span: an angle at that moment, a rate, and a slow drift."""

    start_mjd: float
    start_rad: float
    rate_rad_per_s: float
    drift_time_s: Array
    drift_rad: Array
    ut1_known: bool

    def angle_rad(self, time_s: ArrayLike) -> Array:
        """Greenwich mean sidereal time without jumps, `time_s` after the start."""
        time = np.asarray(time_s, dtype=float)
        return np.asarray(
            self.start_rad + self.rate_rad_per_s * time + np.interp(time, self.drift_time_s, self.drift_rad)
        )


def instant_utc(start_utc: datetime | str) -> datetime:
    """A moment given as a datetime or as ISO text; without a time zone it is UTC."""
    try:
        given = datetime.fromisoformat(start_utc) if isinstance(start_utc, str) else start_utc
    except ValueError as error:
        raise StudyError(
            message("start_utc is {given}; give a moment such as 2026-04-14T00:00:00", given=str(start_utc))
        ) from error
    return given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)


def turning(start_utc: datetime, span_s: float) -> Turning:
    """Rotation through a span that starts at an instant.

    UT1 less UTC follows the shipped table day by day; outside the table it is 0 and `ut1_known` is false.
    """
    table = catalog.read("earth_orientation")
    start_mjd = mjd_utc_from_datetime(start_utc)
    time_s = np.linspace(0.0, span_s, int(span_s / S_PER_DAY) + 2)
    ahead_s, known = ut1_minus_utc_s(start_mjd + time_s / S_PER_DAY, table["mjd_day"], table["ut1_minus_utc_s"])
    whole = float(np.floor(start_mjd))
    rate = float(sidereal_rate_rad_per_s(whole + JULIAN_DAY_MJD_ZERO))
    start_rad = float(gmst_rad(whole + JULIAN_DAY_MJD_ZERO, start_mjd - whole + ahead_s[0] / S_PER_DAY))
    return Turning(start_mjd, start_rad, rate, time_s, (ahead_s - ahead_s[0]) * rate, bool(known.all()))
