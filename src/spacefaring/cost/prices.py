"""What is money of one year, or of one country, worth in another?"""

from __future__ import annotations

from functools import cache

from spacefaring import catalog
from spacefaring.errors import StudyError
from spacefaring.messages import message


@cache
def escalation(from_year: int, to_year: int, index: str = "space") -> float:
    """Factor from prices of one year to prices of another, by the shipped index (`space` or `wage`).

    Years after 2023 are projections and after 2028 extrapolations; the table says which.

    Examples
    --------
    >>> print(round(escalation(2000, 2015), 3))
    1.366
    """
    return _index(to_year, index) / _index(from_year, index)


def _index(year: int, index: str) -> float:
    table = catalog.read("price_index")
    if str(year) not in table.keys:
        raise StudyError(
            message(
                "price_year is {asked}; the price index runs from {first} to {last}",
                asked=str(year),
                first=table.keys[0],
                last=table.keys[-1],
            )
        )
    return float(table.row(str(year))[f"{index}_index"])


def index_kind(year: int) -> str:
    """How the index of a year is known: read, interpolated, projected or extrapolated."""
    return str(catalog.read("price_index").row(str(year))["kind"])


def per_usd(currency: str) -> float:
    """Units of a currency for one US dollar at the date of the shipped table.

    Examples
    --------
    >>> print(f"{per_usd('XOF') / per_usd('EUR'):.2f}")  # the peg
    655.96
    """
    return float(catalog.read("currencies").row(currency)["per_usd_ratio"])
