"""Where do answers live? One folder per solved study, the same bytes for the same study, version and seed.

`write` lays down `study.yaml resolved.yaml results.json assumptions.csv manifest.json tables/ grids/`; `read` takes
them up again. Reports and exports are made from what `read` returns, so that a number is the same wherever it is seen.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import spacefaring
from spacefaring import catalog
from spacefaring.errors import StudyError
from spacefaring.stage import Assumption, StageResult
from spacefaring.tables import Table

SIGNIFICANT_DIGIT_COUNT = 10  # ten digits hide the last-bit differences between processors and lose nothing real


@dataclass(frozen=True)
class Stored:
    """A results folder taken up again."""

    folder: Path
    results: dict[str, Any]
    tables: dict[str, dict[str, NDArray[Any]]]
    assumptions: list[dict[str, str]]
    manifest: dict[str, Any]
    study: dict[str, Any]
    borders: dict[str, Any] | None


@dataclass(frozen=True)
class Section:
    """One stage's place in the folder: `place` is `("cost",)` or `("missions", "eye", "orbit")`."""

    place: tuple[str, ...]
    result: StageResult

    @property
    def stem(self) -> str:
        return "_".join(self.place[-2:] if self.place[0] == "missions" else self.place)


def write(
    folder: Path,
    *,
    study_text: str,
    resolved: Mapping[str, Any],
    document: Mapping[str, Any],
    sections: Sequence[Section],
    assumptions: Iterable[Assumption],
    borders: Mapping[str, Any] | None,
    seed: int,
) -> None:
    """Lay down a solved study. Files of an earlier solution in the same folder are taken away first."""
    _clear(folder)
    for name in ("tables", "grids"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _put(folder / "study.yaml", study_text)
    _put(folder / "resolved.yaml", _yaml(plain(resolved)))
    _put(folder / "results.json", as_json(document))
    _put(folder / "assumptions.csv", _assumptions_csv(assumptions))
    for section in sections:
        for name, table in section.result.tables().items():
            _put(folder / "tables" / f"{section.stem}_{name}.csv", table_csv(table))
    if borders:
        _put(folder / "grids" / "borders.geojson", json.dumps(plain(borders), ensure_ascii=False, sort_keys=True))
    _put(folder / "manifest.json", as_json(_manifest(folder, study_text, seed)))


def read(folder: Path) -> Stored:
    """Take up a results folder; a folder that is not one gets a sentence, not a traceback."""
    if not (folder / "results.json").is_file():
        raise StudyError(f"{folder}: no results.json here; make one with: spacefaring solve STUDY --out {folder}")
    borders = folder / "grids" / "borders.geojson"
    return Stored(
        folder=folder,
        results=json.loads((folder / "results.json").read_text("utf-8")),
        tables={f.stem: _read_table(f) for f in sorted((folder / "tables").glob("*.csv"))},
        assumptions=_read_rows(folder / "assumptions.csv"),
        manifest=json.loads((folder / "manifest.json").read_text("utf-8")),
        study=_read_yaml(folder / "resolved.yaml"),
        borders=json.loads(borders.read_text("utf-8")) if borders.is_file() else None,
    )


def plain(value: Any) -> Any:
    """A value as JSON knows it: nan and infinity become null, floats keep ten significant digits."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, float):
        return rounded(value) if math.isfinite(value) else None
    return value if isinstance(value, str | int | bool | type(None)) else str(value)


def rounded(value: float) -> float:
    return float(f"{value:.{SIGNIFICANT_DIGIT_COUNT}g}") + 0.0  # + 0.0 turns -0.0 into 0.0


def as_json(document: Any) -> str:
    return json.dumps(plain(document), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def table_csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.names())
    writer.writerows(zip(*[_cells(c) for c in table.columns().values()], strict=True))
    return out.getvalue()


def _cells(column: NDArray[Any]) -> list[str]:
    if column.dtype.kind == "b":
        return ["true" if v else "false" for v in column.tolist()]
    if column.dtype.kind == "f":
        return [f"{rounded(v):.{SIGNIFICANT_DIGIT_COUNT}g}" if math.isfinite(v) else "" for v in column.tolist()]
    return [str(v) for v in column.tolist()]


def _read_table(file: Path) -> dict[str, NDArray[Any]]:
    with file.open(encoding="utf-8", newline="") as handle:
        head, *body = csv.reader(handle)
    return {title: _typed([row[i] for row in body]) for i, title in enumerate(head)}


def _typed(cells: list[str]) -> NDArray[Any]:
    if cells and set(cells) <= {"true", "false"}:
        return np.array([c == "true" for c in cells])
    try:
        return np.array([float(c) if c else math.nan for c in cells])
    except ValueError:
        return np.array(cells, dtype=str)


def _read_rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _assumptions_csv(assumptions: Iterable[Assumption]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["key", "value", "kind", "source"])
    for a in assumptions:
        kind = "guess" if a.source.startswith("guess") else "study" if a.source == "study file" else "sourced"
        value = plain(a.value)
        writer.writerow(
            [a.key, "" if value is None else json.dumps(value, ensure_ascii=False).strip('"'), kind, a.source]
        )
    return out.getvalue()


def _manifest(folder: Path, study_text: str, seed: int) -> dict[str, Any]:
    made = [
        "resolved.yaml",
        "results.json",
        "assumptions.csv",
        *(f"tables/{f.name}" for f in (folder / "tables").iterdir()),
    ]
    return {
        "spacefaring": spacefaring.__version__,
        "seed": seed,
        "study_sha256": _digest(study_text.encode()),
        "data": {
            name: {"source": o.source, "date": o.date, "licence": o.licence}
            for name in catalog.names()
            if (o := catalog.origin(name))
        },
        "files_sha256": {name: _digest((folder / name).read_bytes()) for name in sorted(made)},
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _clear(folder: Path) -> None:
    """Take away what an earlier solution left, in a folder that holds one; anything else is left alone."""
    if not (folder / "manifest.json").is_file():
        return
    for name in ("tables", "grids", "figures", "exports"):
        for old in (folder / name).glob("*.*"):
            old.unlink()
    for old in (*folder.glob("dossier.*"), *folder.glob("memorandum.*"), *folder.glob("finance.xlsx")):
        old.unlink()


def _put(file: Path, text: str) -> None:
    file.write_bytes(text.encode("utf-8"))


def _yaml(value: Any) -> str:
    from ruamel.yaml import YAML

    out = io.StringIO()
    writer = YAML(typ="safe")
    writer.default_flow_style = False
    writer.width = 110
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    writer.dump(value, out)
    return out.getvalue()


def _read_yaml(file: Path) -> dict[str, Any]:
    from ruamel.yaml import YAML

    return dict(YAML(typ="safe").load(file.read_text("utf-8")))
