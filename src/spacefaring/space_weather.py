"""How active is the Sun, month by month: what was measured, what is forecast, and the cases beyond?

Read by whoever needs the density of the upper atmosphere. Months that were measured are used as measured in every
scenario; later ones come from the percentiles of the forecast; after its end the forecast's last cycle is repeated.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from spacefaring import catalog
from spacefaring.errors import StudyError, did_you_mean
from spacefaring.tables import Array, IntArray, Table, TextArray, column
from spacefaring.units import MONTH_PER_YEAR

# scenario -> percentile of the forecast
SCENARIOS = {"low": "p5", "mean": "p50", "high": "p95"}
MONTHS_TO_1970 = 1970 * int(MONTH_PER_YEAR)  # numpy counts months from there
CYCLE_MONTH_COUNT = (
    132  # mean length of a solar cycle, 11.0 years: Hathaway 2015, Living Rev. Solar Phys. 12, 4, sec. 3.1
)


class Activity(Table):
    """Solar and geomagnetic activity for consecutive calendar months."""

    month: TextArray = column("Calendar month, YYYY-MM.")
    f107_sfu: Array = column("Solar radio flux at 10.7 cm as measured at the Earth, mean of the month.")
    ap_index: Array = column("Daily planetary geomagnetic index Ap, mean of the month.")
    basis: TextArray = column("Where the month comes from: observed, forecast or repeated cycle.")


def month_number(month: str | NDArray[np.str_]) -> IntArray:
    """Months since January of the year 0, of texts that begin with YYYY-MM."""
    texts = np.asarray(month, dtype=str)
    years = np.array([int(text[:4]) for text in texts.ravel()]).reshape(texts.shape)
    months = np.array([int(text[5:7]) for text in texts.ravel()]).reshape(texts.shape)
    return np.asarray(years * int(MONTH_PER_YEAR) + months - 1, dtype=np.int64)


def activity(scenario: str, start_month: str, month_count: int) -> Activity:
    """Activity under a scenario (low, mean, high) for `month_count` months from `start_month` (YYYY-MM) on.

    The forecast is smoothed over 13 months: single months will scatter by some 20 % about it. Before 1957-10 nothing
    was measured and the call is refused. The scenarios part only where the measurements end.
    """
    if scenario not in SCENARIOS:
        raise StudyError(f"solar activity {scenario!r} is not known; {did_you_mean(scenario, SCENARIOS)}")
    first, observed_until, numbers, columns = _record(scenario)
    wanted = int(month_number(start_month)) + np.arange(month_count)
    if wanted[0] < first:
        raise StudyError(f"solar activity is asked for {start_month}, but measurements begin in 1957-10; start later")
    beyond = np.maximum(wanted - numbers[-1], 0)
    row = np.minimum(wanted, numbers[-1]) - first
    row = np.where(beyond > 0, row - CYCLE_MONTH_COUNT + 1 + (beyond - 1) % CYCLE_MONTH_COUNT, row)
    basis = np.where(beyond > 0, "repeated cycle", np.where(wanted <= observed_until, "observed", "forecast"))
    names = np.datetime_as_string((wanted - MONTHS_TO_1970).astype("datetime64[M]"))
    return Activity(month=names, f107_sfu=columns[0][row], ap_index=columns[1][row], basis=basis)


def age() -> str:
    """Last month that was measured, and last month of the official forecast, as YYYY-MM."""
    seen, ahead = catalog.read("solar_activity_observed"), catalog.read("solar_activity_forecast")
    return f"measured to {seen['month'][-1]}, forecast to {ahead['month'][-1]}"


@cache
def _record(scenario: str) -> tuple[int, int, IntArray, Array]:
    """First month, last measured month, all months, and (F10.7, Ap) of measurements followed by a forecast."""
    seen, ahead = catalog.read("solar_activity_observed"), catalog.read("solar_activity_forecast")
    percentile = SCENARIOS[scenario]
    seen_months, ahead_months = month_number(seen["month"]), month_number(ahead["month"])
    later = ahead_months > seen_months[-1]
    numbers = np.concatenate([seen_months, ahead_months[later]])
    flux = np.concatenate([seen["f107_sfu"], ahead[f"f107_{percentile}_sfu"][later]])
    ap = np.concatenate([seen["ap_index"], ahead[f"ap_{percentile}_index"][later]])
    return int(numbers[0]), int(seen_months[-1]), numbers, np.stack([flux, ap])
