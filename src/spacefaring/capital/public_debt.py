# A Table turns lists into arrays itself.
# mypy: disable-error-code="arg-type"
"""What does the borrowing do to the country's debt, against the thresholds of its class?

Debt of the programme is its external debt service from the start of service on, discounted at 5 % as the IMF and the
World Bank do, in price-year money; service is that of its heaviest year. Several countries are taken together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from spacefaring import catalog
from spacefaring.capital.grant_elements import IMF_DISCOUNT
from spacefaring.capital.solved import Solved, by_year
from spacefaring.capital.timeline import PERIODS_PER_YEAR
from spacefaring.kernels import cashflows
from spacefaring.messages import mark
from spacefaring.tables import Array, Table, TextArray, column

INDICATORS = {
    "pv_external_debt_to_gdp": (mark("present value of external debt over GDP"), "debt", "gdp_musd"),
    "pv_external_debt_to_exports": (mark("present value of external debt over exports"), "debt", "exports_musd"),
    "external_debt_service_to_exports": (mark("external debt service over exports"), "service", "exports_musd"),
    "external_debt_service_to_revenue": (
        mark("external debt service over revenue"), "service", "government_revenue_musd",
    ),
    "pv_total_debt_to_gdp": (mark("present value of all public debt over GDP"), "debt", "gdp_musd"),
}  # fmt: skip
CLASSES = ("weak", "medium", "strong")
CLASS_WORDS = (mark("weak"), mark("medium"), mark("strong"), mark("unknown"))


class DebtView(Table):
    """What the borrowing does to the country's debt indicators."""

    indicator: TextArray = column("Indicator.")
    debt_class: TextArray = column("Debt-carrying capacity of the (weakest) country.")
    threshold_frac: Array = column(
        "Threshold of that class.", source="IMF and World Bank, debt sustainability framework, 2018"
    )
    without_frac: Array = column("Indicator without the programme, from the study; empty if unknown.")
    programme_frac: Array = column(
        "What the programme adds.", formula="present value at 5 % or heaviest year's service, over the economy's figure"
    )
    with_frac: Array = column("Indicator with the programme.")
    status: TextArray = column("Below or above the threshold, or unknown.")
    figures_date: TextArray = column(
        "Date of the economy's figure.", limits="Old figures of a growing economy overstate the effect."
    )


def view(s: Solved) -> DebtView:
    """Every indicator without and with the programme; nan where a figure of the country is unknown."""
    debt, service = _programme(s)
    facts = _facts(s.frame.countries)
    worst = _worst_class(s.frame.countries, facts)
    thresholds = catalog.read("debt_thresholds")
    rows = []
    for key, (words, what, base) in INDICATORS.items():
        whole, date = _whole(s, base, facts)
        added = (debt if what == "debt" else service) / whole
        before = getattr(s.inputs, f"{key}_frac")
        limit = thresholds.row(key)[f"{worst}_frac"] if worst in CLASSES else np.nan
        without = np.nan if before is None else before
        rows.append(_row(words, worst, limit, without, added, date))
    return DebtView(**{name: [r[name] for r in rows] for name in DebtView.names()})


def _row(words: str, group: str, limit: float, without: float, added: float, date: str) -> dict[str, Any]:
    known = np.isfinite(limit) and np.isfinite(without + added)
    word = mark("unknown")
    if known:
        word = mark("above the threshold") if without + added > limit else mark("below the threshold")
    return {
        "indicator": words, "debt_class": group, "threshold_frac": limit, "without_frac": without,
        "programme_frac": added, "with_frac": without + added, "status": word, "figures_date": date,
    }  # fmt: skip


def _programme(s: Solved) -> tuple[float, float]:
    """Present value at the start of service, and service of the heaviest year, of debt in foreign currency."""
    foreign = s.terms.is_debt & np.array([c not in s.frame.local_currencies for c in s.terms.currencies])
    owed = s.plan.construction.commitment[0] * foreign
    paid: Array = owed @ s.frame.unit.paid
    at = s.terms.sculpted
    if at is not None and foreign[at]:
        paid = paid + s.plan.sculpted_interest[0] + s.plan.sculpted_principal[0]
    time = np.arange(1, len(paid) + 1) / PERIODS_PER_YEAR
    worth = float(cashflows.npv(IMF_DISCOUNT, paid, time)) / float(s.when.price_level(s.when.launch_year + 1))
    return worth, float(by_year((paid / s.when.period_price)[None, :]).max())


def _facts(countries: Sequence[str]) -> dict[tuple[str, str], tuple[str, str]]:
    found = catalog.read("country_facts")
    rows = zip(found["country"], found["fact"], found["value"], found["date"], strict=True)
    return {(str(c), str(f)): (str(v), str(d)) for c, f, v, d in rows if str(c) in countries}


def _whole(s: Solved, base: str, facts: dict[tuple[str, str], tuple[str, str]]) -> tuple[float, str]:
    """The economy's figure: the study's, or that of all its countries together when each is known."""
    given = getattr(s.inputs, base)
    if given is not None:
        return float(given), "study file"
    known = [facts.get((country, base)) for country in s.frame.countries]
    if not known or None in known:
        return float("nan"), ""
    return sum(float(v) for v, _ in known if v), ", ".join(dict.fromkeys(d for _, d in known))  # type: ignore[misc]


def _worst_class(countries: Sequence[str], facts: dict[tuple[str, str], tuple[str, str]]) -> str:
    """The weakest debt-carrying capacity among the countries; unknown if one is unknown."""
    known = [facts.get((country, "debt_carrying_capacity"), ("unknown", ""))[0] for country in countries]
    if not known or "unknown" in known:
        return "unknown"
    return min(known, key=CLASSES.index)
