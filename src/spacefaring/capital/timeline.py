"""When is money spent and earned? Months until the end of the launch year, half-years from then on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spacefaring.tables import Array
from spacefaring.units import MONTH_PER_YEAR

MONTHS_PER_PERIOD = 6
PERIODS_PER_YEAR = 2
_MIDDLE = 0.5


@dataclass(frozen=True)
class Timeline:
    """Signature is 1 January of `start_year`; service starts on 1 January after the (last) launch year.

    Construction is counted in months, operation in half-years ("periods"); money moves at the end of each. Prices are
    those of the middle of each month or period, against the middle of the price year.
    """

    start_year: int
    launch_year: int
    end_year: int
    price_year: int
    last_maturity_year: float  # from signature
    inflation_frac: float

    @property
    def construction_year_count(self) -> int:
        return self.launch_year - self.start_year + 1

    @property
    def month_count(self) -> int:
        return int(MONTH_PER_YEAR) * self.construction_year_count

    @property
    def construction_period_count(self) -> int:
        return PERIODS_PER_YEAR * self.construction_year_count

    @property
    def service_period_count(self) -> int:
        return max(PERIODS_PER_YEAR * (self.end_year - self.launch_year), 0)

    @property
    def period_count(self) -> int:
        """Half-years shown: until service ends and the last loan is repaid."""
        debt = math.ceil(PERIODS_PER_YEAR * self.last_maturity_year - 1e-9) - self.construction_period_count
        return max(self.service_period_count, debt, 1)

    @cached_property
    def month_year(self) -> Array:
        """Calendar year of each month, for yearly profiles."""
        years = np.arange(self.start_year, self.launch_year + 1)
        return np.asarray(np.repeat(years, int(MONTH_PER_YEAR)), dtype=np.float64)

    @cached_property
    def period_year(self) -> Array:
        first = self.launch_year + 1
        return np.asarray(first + np.arange(self.period_count) // PERIODS_PER_YEAR, dtype=np.float64)

    @cached_property
    def month_price(self) -> Array:
        """Price level of each month, 1 in the middle of the price year."""
        middle = self.start_year + (np.arange(self.month_count) + _MIDDLE) / MONTH_PER_YEAR
        return self.price_level(np.asarray(middle, dtype=np.float64))

    @cached_property
    def period_price(self) -> Array:
        middle = self.launch_year + 1 + (np.arange(self.period_count) + _MIDDLE) / PERIODS_PER_YEAR
        return self.price_level(np.asarray(middle, dtype=np.float64))

    def price_level(self, at_year: Array | float) -> Array:
        passed = np.asarray(at_year, dtype=float) - (self.price_year + _MIDDLE)
        return np.asarray((1.0 + self.inflation_frac) ** passed)

    @cached_property
    def half_year_time(self) -> Array:
        """Years from signature to the end of each half-year, construction and operation together."""
        last = self.construction_period_count + self.period_count
        return np.asarray(np.arange(1, last + 1) / PERIODS_PER_YEAR, dtype=np.float64)

    def month_ends(self) -> list[str]:
        return [_month_end(self.start_year, m) for m in range(self.month_count)]

    def period_ends(self) -> list[str]:
        return [_month_end(self.launch_year + 1, MONTHS_PER_PERIOD * (p + 1) - 1) for p in range(self.period_count)]

    def half_years(self, monthly: Array) -> Array:
        """Months summed into half-years, on the last axis."""
        shape = (*monthly.shape[:-1], self.construction_period_count, MONTHS_PER_PERIOD)
        return np.asarray(monthly.reshape(shape).sum(axis=-1))


def _month_end(first_year: int, month: int) -> str:
    import calendar

    year, index = first_year + month // int(MONTH_PER_YEAR), month % int(MONTH_PER_YEAR) + 1
    return f"{year}-{index:02d}-{calendar.monthrange(year, index)[1]:02d}"
