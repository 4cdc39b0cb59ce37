"""What comes out of a stage: columns of equal length, each documented where it is declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, dataclass_transform

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
TextArray = NDArray[np.str_]


def column(meaning: str, *, formula: str = "", source: str = "", limits: str = "", **options: Any) -> Any:
    """Declare a column or a result and say what it means; `spacefaring explain` reads it back.

    `meaning` is one sentence for a reader (translated); `formula` how it is computed, in plain signs; `source`
    author, title, year, section; `limits` when not to believe it.
    """
    return field(metadata={"meaning": meaning, "formula": formula, "source": source, "limits": limits} | options)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(column,))
class _Frozen(type):
    """Makes every class that declares columns a frozen dataclass, so that no stage can forget it."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:
        return dataclass(frozen=True, kw_only=True, eq=False)(super().__new__(mcs, name, bases, namespace))


def documentation(kind: type) -> Mapping[str, Mapping[str, str]]:
    """For each field of a table or stage result: meaning, formula, source, limits."""
    return {f.name: f.metadata for f in fields(kind) if f.metadata}


class Table(metaclass=_Frozen):
    """Columns of equal length; one row is one thing (a pass, a budget line, a month).

    A scalar given for a column is repeated; lists become arrays. Shapes that do not fit raise `ValueError`.
    """

    def __post_init__(self) -> None:
        columns = {f.name: np.atleast_1d(np.asarray(getattr(self, f.name))) for f in fields(self)}
        length = max((len(c) for c in columns.values() if len(c) != 1), default=1)
        if any(len(c) == 0 for c in columns.values()):
            length = 0
        for name, values in columns.items():
            if len(values) not in (1, length):
                raise ValueError(f"{type(self).__name__}.{name} has {len(values)} rows, the table {length}")
            if values.dtype == object:
                values = values.astype(str)
            whole = values if len(values) == length else np.repeat(values[:1], length, axis=0)
            object.__setattr__(self, name, whole)

    def __len__(self) -> int:
        return len(getattr(self, self.names()[0]))

    @classmethod
    def names(cls) -> list[str]:
        return [f.name for f in fields(cls)]

    def columns(self) -> dict[str, NDArray[Any]]:
        return {name: getattr(self, name) for name in self.names()}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Row by row as plain Python values, for JSON and templates; not for arithmetic."""
        columns = {name: values.tolist() for name, values in self.columns().items()}
        for row in zip(*columns.values(), strict=True):
            yield dict(zip(columns, row, strict=True))

    def where(self, keep: NDArray[Any]) -> Any:
        """The same table with the rows that a mask or a list of row numbers keeps."""
        return type(self)(**{name: values[keep] for name, values in self.columns().items()})
