"""What does the reader hold in hand? A dossier in French and English, from a results folder; nothing is computed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacefaring import results


def write(folder: Path | str, languages: Sequence[str] = ("fr", "en")) -> list[Path]:
    """Write the dossier of a results folder in each language, its figures, workbook and exports; returns the files."""
    from spacefaring import exchange
    from spacefaring.report import dossier, html, pdf, workbook

    folder = Path(folder)
    stored = results.read(folder)
    figures = folder / "figures"
    figures.mkdir(exist_ok=True)
    written: list[Path] = []
    for language in languages:
        told = dossier.compose(stored, language)
        written.append(_put(folder / f"dossier.{language}.html", html.render(told).encode("utf-8")))
        written.append(_put(folder / f"dossier.{language}.pdf", pdf.render(told)))
        for figure in told.figures():
            written.append(_put(figures / f"{figure.name}.{language}.svg", figure.svg.encode("utf-8")))
    if workbook.write(stored, folder / "finance.xlsx", stored.results["study"]["language"]):
        written.append(folder / "finance.xlsx")
    return written + exchange.write(stored, folder)


def _put(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file
