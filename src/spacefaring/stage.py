"""What is a stage? `Inputs` (its section of the study file), `solve`, and a frozen result."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo

from spacefaring.messages import Message, message
from spacefaring.tables import Table, _Frozen, column


class StageInputs(BaseModel):
    """A section of the study file: frozen, unknown keys refused, every default with its source."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, allow_inf_nan=False)


def _beside(name: str, info: ValidationInfo) -> str:
    """A file named in a study stands beside the study file; a study that comes without a folder may name none."""
    folder = (info.context or {}).get("folder", Path())
    if folder is None:
        raise ValueError(message("a study that is not a file on this machine may not name files; write the values out"))
    return str(folder / name)


FileName = Annotated[str, Field(max_length=500), AfterValidator(_beside)]


def default(value: Any, meaning: str, *, source: str, **limits: Any) -> Any:
    """A key of the study file with its default, what it means (translated), its source and its limits.

    `source` names author, title, year and section, or says `guess: why`; limits are those of pydantic
    (`ge`, `gt`, `le`, `lt`, `min_length`, …). Lists are tuples here, so that a default can never be changed.
    """
    return Field(value, description=meaning, json_schema_extra={"source": source}, **limits)


def required(meaning: str, **limits: Any) -> Any:
    """A key that the study must give: nobody else can know it."""
    return Field(..., description=meaning, json_schema_extra={"source": "study file"}, **limits)


class Assumption(metaclass=_Frozen):
    """One figure that the answer rests on, and where it comes from."""

    key: str = column("Where it stands: stage and name.")
    value: Any = column("What was used.")
    source: str = column("Author, title, year, section; or `guess: why`; or `study file`.")


class StageResult(metaclass=_Frozen):
    """What a stage found.

    A field is a plain value, an array over candidates (first axis; one study is an array of one), a `Message`, a list
    of those, or a `Table`. Tables go to `tables/*.csv`; those declared `column(…, inline=True)` also stand, row by row,
    in `results.json`. `used` lists figures the stage took from catalogues or models.
    """

    used: tuple[Assumption, ...] = ()

    def tables(self) -> dict[str, Table]:
        return {f.name: v for f in fields(self) if isinstance(v := getattr(self, f.name), Table)}

    def values(self, candidate: int = 0) -> dict[str, Any]:
        """The fields of one candidate as plain Python values, in the order they are declared."""
        found: dict[str, Any] = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if (
                f.name == "used"
                or f.metadata.get("hidden")
                or (isinstance(value, Table) and not f.metadata.get("inline"))
            ):
                continue
            found |= _plain(f.name, value, candidate)
        return found


def _plain(name: str, value: Any, candidate: int) -> dict[str, Any]:
    if isinstance(value, Table):
        return {name: list(value.rows())}
    if isinstance(value, Message):
        return {name: str(value), f"{name}_message": value.parts()}
    if isinstance(value, list | tuple) and value and all(isinstance(v, Message) for v in value):
        return {name: [str(v) for v in value], f"{name}_message": [v.parts() for v in value]}
    if isinstance(value, np.ndarray):
        return {name: value[min(candidate, len(value) - 1)].tolist() if value.ndim else value.item()}
    if isinstance(value, np.generic):
        return {name: value.item()}
    if isinstance(value, tuple):
        return {name: list(value)}
    return {name: value}
