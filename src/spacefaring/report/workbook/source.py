"""What does the workbook take from a results folder? The tables of the capital stage, as plain lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

FORMS = ("equal_principal", "annuity", "lump", "sculpted")
DEBT = frozenset({"concessional", "export_credit", "commercial", "bond", "sukuk"})


class Stored(Protocol):
    """A results folder taken up again (`spacefaring.results.Stored`)."""

    @property
    def results(self) -> dict[str, Any]: ...
    @property
    def tables(self) -> dict[str, dict[str, NDArray[Any]]]: ...
    @property
    def manifest(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Data:
    """The capital stage as stored."""

    stored: Stored

    def table(self, name: str) -> dict[str, NDArray[Any]]:
        return self.stored.tables.get(f"capital_{name}", {})

    def numbers(self, table: str, column: str) -> list[float]:
        values = self.table(table).get(column, np.empty(0))
        return [float(v) if str(v) != "" else float("nan") for v in values.tolist()]

    def texts(self, table: str, column: str) -> list[str]:
        found = [str(v) for v in self.table(table).get(column, np.empty(0)).tolist()]
        return ["" if v == "nan" else v for v in found]

    def flags(self, table: str, column: str) -> list[bool]:
        return [str(v).lower() in ("true", "1", "1.0") for v in self.table(table).get(column, np.empty(0)).tolist()]

    def result(self, key: str) -> Any:
        return self.stored.results["capital"].get(key)

    def parameter(self, key: str) -> float:
        names = self.texts("parameters", "parameter")
        return self.numbers("parameters", "value")[names.index(key)]

    @property
    def tranches(self) -> list[str]:
        return self.texts("tranches", "tranche")

    @property
    def kinds(self) -> list[str]:
        return self.texts("tranches", "kind")

    @property
    def debts(self) -> list[int]:
        """Places of the tranches that are repaid."""
        return [i for i, kind in enumerate(self.kinds) if kind in DEBT]

    @property
    def sculpted(self) -> int | None:
        forms = self.texts("tranches", "repayment")
        return forms.index("sculpted") if "sculpted" in forms else None

    @property
    def in_order(self) -> bool:
        return any(v > 0 for v in self.numbers("tranches", "draw_order_index"))

    def period(self, column: str) -> list[float]:
        return self.numbers("periods", column)

    def month(self, column: str) -> list[float]:
        return self.numbers("construction", column)
