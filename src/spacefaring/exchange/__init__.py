"""How does a study leave for other people's programmes? Writers of the field's own formats, from the results folder.

Each writer takes what `results.read` returns and gives a text or bytes; nothing is computed but changes of frame and of
notation, and no date of the day is written, so that the same study gives the same files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spacefaring.results import Stored


def write(stored: Stored, folder: Path) -> list[Path]:
    """Write every export that the results can feed, under `exports/` and `grids/`; returns what was written."""
    written: list[Path] = []
    for name, content in files(stored):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def files(stored: Stored) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the exports."""
    from spacefaring.exchange import czml, geojson, iati, ics, kml, netcdf, oem, omm, reqif

    for name, text in (*oem.texts(stored), *omm.texts(stored)):
        yield f"exports/{name}", text.encode("ascii")
    texts = {
        "exports/orbit.czml": czml.text(stored),
        "exports/coverage.geojson": geojson.text(stored),
        "exports/contacts.ics": ics.text(stored),
        "exports/first_days.ics": ics.first_days_text(stored),
        "exports/activity.iati.xml": iati.text(stored),
        "exports/map.kml": kml.text(stored),
        "exports/requirements.reqif": reqif.text(stored),
    }
    yield from ((name, text.encode("utf-8")) for name, text in texts.items() if text)
    grid = netcdf.content(stored)
    if grid:
        yield "grids/coverage.nc", grid
