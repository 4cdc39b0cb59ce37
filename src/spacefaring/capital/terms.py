"""On which terms does each source of money come? Study, lender's row and defaults brought together as arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from spacefaring import catalog
from spacefaring.capital.inputs import DEBT_KINDS, MARKET_KINDS, Inputs, Tranche
from spacefaring.errors import StudyError, did_you_mean
from spacefaring.messages import mark, message
from spacefaring.stage import Assumption
from spacefaring.tables import Array, BoolArray, IntArray

UNFUNDED = mark("unfunded")
_TERMS = ("interest_frac", "maturity_year", "grace_year", "commitment_fee_frac", "upfront_fee_frac", "premium_frac",
          "down_payment_frac")  # fmt: skip
_FEES = {"commitment_fee_frac", "upfront_fee_frac", "premium_frac", "down_payment_frac"}
_SHARE_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Terms:
    """The tranches as arrays over tranches; the last one is `unfunded`, what nobody has offered to pay."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    lenders: tuple[str, ...]
    currencies: tuple[str, ...]
    repayment: tuple[str, ...]
    sources: tuple[str, ...]
    share_frac: Array
    amount_nominal_musd: Array
    interest_frac: Array
    maturity_year: Array
    grace_year: Array
    commitment_fee_frac: Array
    upfront_fee_frac: Array
    premium_frac: Array
    down_payment_frac: Array
    capitalises_grace: BoolArray
    draw_order_index: IntArray  # all zero: pro rata
    per_usd_ratio: Array

    def __len__(self) -> int:
        return len(self.names)

    @property
    def is_debt(self) -> BoolArray:
        return np.array([k in DEBT_KINDS for k in self.kinds])

    @property
    def is_market(self) -> BoolArray:
        return np.array([k in MARKET_KINDS for k in self.kinds])

    @property
    def is_export(self) -> BoolArray:
        return np.array([k == "export_credit" for k in self.kinds])

    @property
    def is_grant(self) -> BoolArray:
        return np.array([k in ("grant", "in_kind") for k in self.kinds])

    @property
    def sculpted(self) -> int | None:
        """Place of the tranche whose size and service follow the cash flow, if there is one."""
        return self.repayment.index("sculpted") if "sculpted" in self.repayment else None

    @property
    def in_order(self) -> bool:
        return bool(np.any(self.draw_order_index > 0))

    @property
    def last_maturity_year(self) -> float:
        return float(np.max(np.where(self.is_debt, self.maturity_year, 0.0)))


def plan(inputs: Inputs, countries: Sequence[str]) -> tuple[Tranche, ...]:
    """The tranches of the study, or the default plan for its countries."""
    if inputs.tranches:
        return inputs.tranches
    facts = catalog.read("country_facts")
    ida = {str(c) for c, f in zip(facts["country"], facts["fact"], strict=True) if f == "ida_borrower"}
    if countries and set(countries) <= ida:
        return (
            Tranche(kind="grant", share_frac=0.2),
            Tranche(kind="concessional", lender="ida_regular", share_frac=0.6),
            Tranche(kind="budget", share_frac=0.2),
        )
    return (Tranche(kind="budget", share_frac=1.0),)


def resolve(inputs: Inputs, tranches: Sequence[Tranche]) -> tuple[Terms, tuple[Assumption, ...]]:
    """Terms as arrays, checked; and the catalogue rows that were used."""
    rows = [_row(tranche, index) for index, tranche in enumerate(tranches)]
    _check_shares(tranches)
    _check_order(tranches)
    if sum(r["repayment"] == "sculpted" for r in rows) > 1:
        raise StudyError(
            message(
                "capital.tranches: two tranches are sculpted, but one cash flow sculpts one loan; give one of "
                "them annuity"
            )
        )
    rows.append(_unfunded(tranches))
    used = tuple(
        Assumption(key=f"lenders.{r['lender']}", value=r["kind"], source=r["source"]) for r in rows if r["lender"]
    )
    ratios = [per_usd(r["currency"], inputs.per_usd_ratio) for r in rows]
    columns: dict[str, Any] = {
        name: np.array([float(r[name]) for r in rows]) for name in (*_TERMS, "share_frac", "amount_nominal_musd")
    }
    terms = Terms(
        names=_distinct([r["name"] for r in rows]),
        kinds=tuple(r["kind"] for r in rows),
        lenders=tuple(r["lender"] for r in rows),
        currencies=tuple(r["currency"] for r in rows),
        sources=tuple(r["source"] for r in rows),
        capitalises_grace=np.array([r["grace_interest"] == "capitalised" for r in rows]),
        draw_order_index=np.array([r["draw_order_index"] for r in rows], dtype=np.int64),
        per_usd_ratio=np.array(ratios),
        repayment=tuple(str(r["repayment"]) for r in rows),
        **columns,
    )
    return terms, used


def _row(tranche: Tranche, index: int) -> dict[str, Any]:
    key = f"capital.tranches[{index}]"
    row = catalog.read("lenders").row(tranche.lender) if tranche.lender else {}
    if row and row["kind"] != tranche.kind:
        raise StudyError(
            message("{key}.kind is {kind}, but lender {lender} gives {given}; change one of them",
                    key=key, kind=tranche.kind, lender=tranche.lender, given=row["kind"])
        )  # fmt: skip
    found: dict[str, Any] = {
        "name": tranche.name or tranche.lender or tranche.kind,
        "kind": tranche.kind,
        "lender": tranche.lender or "",
        "currency": (tranche.currency or row.get("currency") or "USD").upper(),
        "repayment": tranche.repayment or row.get("repayment") or "equal_principal",
        "grace_interest": tranche.grace_interest,
        "source": row.get("source", "study file"),
        "share_frac": tranche.share_frac or 0.0,
        "amount_nominal_musd": tranche.amount_nominal_musd or 0.0,
        "draw_order_index": tranche.draw_order_index or 0,
    }
    found |= {name: _term(tranche, row, name, key) for name in _TERMS}
    _check_row(found, key)
    return found


def _term(tranche: Tranche, row: dict[str, Any], name: str, key: str) -> float:
    given = getattr(tranche, name)
    value = row.get(name, math.nan) if given is None else given
    if tranche.kind not in DEBT_KINDS:
        if given:
            raise StudyError(
                message("{key}.{name} is {value:g}, but a tranche of kind {kind} is not repaid and has no such "
                        "term; leave it out",
                        key=key, name=name, value=given, kind=tranche.kind)
            )  # fmt: skip
        return 0.0
    if math.isnan(value):
        if name in _FEES:
            return 0.0
        raise StudyError(
            message("{key}.{name} is missing: neither the study nor a lender's row gives it; add {name}, or "
                    "another lender",
                    key=key, name=name)
        )  # fmt: skip
    return float(value)


def _check_row(row: dict[str, Any], key: str) -> None:
    if row["kind"] not in DEBT_KINDS:
        row["repayment"] = "none"
        return
    if row["grace_year"] > row["maturity_year"]:
        raise StudyError(
            message("{key}.grace_year is {grace:g}, beyond the maturity of {maturity:g} years; grace must end by "
                    "maturity",
                    key=key, grace=row["grace_year"], maturity=row["maturity_year"])
        )  # fmt: skip
    for name in ("grace_year", "maturity_year"):
        if abs(row[name] * 2 - round(row[name] * 2)) > 1e-9:
            raise StudyError(
                message("{key}.{name} is {value:g}, not a whole number of half-years; instalments are half-yearly",
                        key=key, name=name, value=row[name])
            )  # fmt: skip


def _check_shares(tranches: Sequence[Tranche]) -> None:
    for index, tranche in enumerate(tranches):
        given = (tranche.share_frac is not None) + (tranche.amount_nominal_musd is not None)
        if given != 1:
            raise StudyError(
                message("capital.tranches[{index}] gives {count} sizes; give either share_frac or amount_nominal_musd",
                        index=index, count=given)
            )  # fmt: skip
    shares = [t.share_frac for t in tranches if t.share_frac is not None]
    if shares and abs(sum(shares) - 1.0) > _SHARE_TOLERANCE:
        raise StudyError(
            message("capital.tranches: share_frac sums to {total:g}, but shares must sum to 1; change one by {by:+g}",
                    total=sum(shares), by=1.0 - sum(shares))
        )  # fmt: skip


def _check_order(tranches: Sequence[Tranche]) -> None:
    orders = [t.draw_order_index for t in tranches]
    if any(orders) and (None in orders or len(set(orders)) < len(orders)):
        raise StudyError(
            message(
                "capital.tranches: draw_order_index must stand on every tranche, each with a number of its "
                "own, or on none"
            )
        )


def _unfunded(tranches: Sequence[Tranche]) -> dict[str, Any]:
    last = max((t.draw_order_index or 0 for t in tranches), default=0)
    return {
        "name": UNFUNDED, "kind": UNFUNDED, "lender": "", "currency": "USD", "repayment": "none",
        "grace_interest": "paid", "source": "the rest of the uses", "share_frac": 0.0, "amount_nominal_musd": 0.0,
        "draw_order_index": last + 1 if last else 0, **dict.fromkeys(_TERMS, 0.0),
    }  # fmt: skip


def per_usd(currency: str, given: dict[str, float]) -> float:
    if currency in given:
        if given[currency] <= 0:
            raise StudyError(
                message(
                    "capital.per_usd_ratio.{currency} is {value:g}; a rate must be above 0",
                    currency=currency,
                    value=given[currency],
                )
            )
        return given[currency]
    known = catalog.read("currencies")
    if currency not in known.keys:
        raise StudyError(
            message("capital: no exchange rate for {currency}; add capital.per_usd_ratio: {{{currency}: …}}, or "
                    "use: {hint}",
                    currency=currency, hint=did_you_mean(currency, known.keys))
        )  # fmt: skip
    return float(known.row(currency)["per_usd_ratio"])


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The same name twice gets a number, so that every row of a table is known by its name."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return tuple(out)
