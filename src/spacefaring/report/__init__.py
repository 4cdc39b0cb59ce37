"""What does the reader hold in hand? A dossier in French and English, from a results folder; nothing is computed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacefaring import results


def write(folder: Path | str, languages: Sequence[str] = ("fr", "en")) -> list[Path]:
    """Write the dossier of a results folder in each language, with its figures; returns what was written."""
    from spacefaring.report import dossier, html, pdf

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
    return written


def _put(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file
