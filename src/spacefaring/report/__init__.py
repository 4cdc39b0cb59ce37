"""What does the reader hold in hand? A dossier in French and English, from a results folder; nothing is computed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

from spacefaring import results


def write(folder: Path | str, languages: Sequence[str] = ("fr", "en")) -> list[Path]:
    """Write the dossier of a results folder in each language, its figures, workbook and exports; returns the files.

    Each language is drawn in a process of its own, since drawing takes most of the time; papers are laid out here,
    because the typesetter keeps threads that a forked process does not inherit. The bytes do not depend on it.
    """
    folder = Path(folder)
    results.read(folder)  # a folder without results is refused here, in one sentence
    (folder / "figures").mkdir(exist_ok=True)
    with ProcessPoolExecutor(max_workers=max(1, min(len(languages), os.cpu_count() or 1))) as pool:
        jobs = [pool.submit(_drawn, folder, language) for language in languages]
        written = _workbook_and_exports(folder)
        drawn = [job.result() for job in jobs]
    papers = _laid_out(folder, {name: text for _, some in drawn for name, text in some.items()})
    return [page for pages, _ in drawn for page in pages] + papers + written


def _drawn(folder: Path, language: str) -> tuple[list[Path], dict[str, str]]:
    """Write the page and the figures of one language; give back what is still to be laid out as paper."""
    from spacefaring.report import dossier, html, memorandum, pdf

    stored = results.read(folder)
    told = dossier.compose(stored, language)
    lender = memorandum.compose(stored, told)
    papers = {f"dossier.{language}.pdf": pdf.document(told)}
    papers |= {f"memorandum.{language}.pdf": pdf.document(lender)} if lender else {}
    page = _put(folder / f"dossier.{language}.html", html.render(told).encode("utf-8"))
    figures = [_put(folder / "figures" / f"{f.name}.{language}.svg", f.svg.encode("utf-8")) for f in told.figures()]
    return [page, *figures], papers


def _laid_out(folder: Path, papers: Mapping[str, str]) -> list[Path]:
    from spacefaring.report import pdf

    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda named: _put(folder / named[0], pdf.compiled(named[1])), papers.items()))


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
