"""What does the reader hold in hand? A dossier in French and English, from a results folder; nothing is computed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from spacefaring import results


def write(folder: Path | str, languages: Sequence[str] = ("fr", "en")) -> list[Path]:
    """Write the dossier of a results folder in each language, its figures, workbook and exports; returns the files.

    Each language is a process of its own, since drawing takes most of the time; the bytes do not depend on it.
    """
    folder = Path(folder)
    results.read(folder)  # a folder without results is refused here, in one sentence
    (folder / "figures").mkdir(exist_ok=True)
    work: list[Callable[[], list[Path]]] = [partial(_dossier, folder, language) for language in languages]
    with ProcessPoolExecutor(max_workers=max(1, min(len(work), os.cpu_count() or 1))) as pool:
        drawn = [pool.submit(job) for job in work]
        written = _workbook_and_exports(folder)
        return [file for job in drawn for file in job.result()] + written


def _dossier(folder: Path, language: str) -> list[Path]:
    from spacefaring.report import dossier, html, memorandum, pdf

    stored = results.read(folder)
    told = dossier.compose(stored, language)
    lender = memorandum.compose(stored, told)
    return [
        _put(folder / f"dossier.{language}.html", html.render(told).encode("utf-8")),
        _put(folder / f"dossier.{language}.pdf", pdf.render(told)),
        *([_put(folder / f"memorandum.{language}.pdf", pdf.render(lender))] if lender else []),
        *[_put(folder / "figures" / f"{f.name}.{language}.svg", f.svg.encode("utf-8")) for f in told.figures()],
    ]


def _workbook_and_exports(folder: Path) -> list[Path]:
    from spacefaring import exchange
    from spacefaring.report import workbook

    stored = results.read(folder)
    book = folder / "finance.xlsx"
    financed = workbook.write(stored, book, stored.results["study"]["language"])
    return ([book] if financed else []) + exchange.write(stored, folder)


def _put(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file
