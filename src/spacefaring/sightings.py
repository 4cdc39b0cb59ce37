"""When do satellites see a station, and when can they image it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from spacefaring import coverage, need, orbit, places
from spacefaring.errors import CatalogGap, StudyError
from spacefaring.messages import mark, message, translator
from spacefaring.places.stations import StationTable, known_station, resolve

DEFAULT_MASK_DEG = 5.0  # as sgp4-predict and most trackers take it; terrain is not known here

Row = dict[str, Any]


def of_file(source: Path, station: str, duration_day: float, start_utc: str) -> list[Row]:
    """Contacts (and, for a study's imagers, daylight imaging windows) of a station, in order of time.

    `source` is a study file or a file of two-line elements; without `start_utc` the span begins at the first epoch.
    """
    text = source.read_text("utf-8", errors="replace") if source.is_file() else ""
    lines = [line.rstrip() for line in text.splitlines()]
    found = _of_elements if any(line.startswith("1 ") and len(line) == 69 for line in lines) else _of_study
    return sorted(
        found(source, lines, station, duration_day, start_utc), key=lambda row: (row["start_utc"], row["kind"])
    )


def written(rows: Sequence[Row], language: str) -> str:
    """The windows as a table for a terminal."""
    say = translator(language)
    if not rows:
        return say(mark("no pass in this span"))
    head = (mark("start (UTC)"), mark("duration (s)"), mark("elevation (°)"), mark("satellite"), mark("kind"))
    lines = [[say(word) for word in head], *([say(cell) for cell in _cells(row)] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in lines)


def _cells(row: Row) -> list[str]:
    seconds = f"{row['duration_s']:.0f}"
    return [row["start_utc"], seconds, f"{row['maximum_elevation_deg']:.1f}", row["satellite"], row["kind"]]


def _of_elements(
    source: Path, lines: Sequence[str], station: str, duration_day: float, start_utc: str
) -> Iterator[Row]:
    from sgp4.api import Satrec
    from sgp4.conveniences import sat_epoch_datetime

    pairs = list(_pairs(source, lines))
    records = [Satrec.twoline2rv(first, second) for _, first, second in pairs]
    start = start_utc or sat_epoch_datetime(records[0]).strftime("%Y-%m-%dT%H:%M:%S")
    yield from _windows(
        records,
        [name for name, _, _ in pairs],
        _station(station, DEFAULT_MASK_DEG),
        start,
        duration_day,
        mark("contact"),
    )


def _pairs(source: Path, lines: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Names and pairs of lines; a name line before the pair is optional, a wrong checksum is refused."""
    for index, line in enumerate(lines[:-1]):
        if line.startswith("1 ") and lines[index + 1].startswith("2 "):
            for offset, element in enumerate((line, lines[index + 1])):
                _check_sum(source, index + offset, element)
            before = lines[index - 1] if index and lines[index - 1][:2] not in ("1 ", "2 ") else ""
            yield before.removeprefix("0 ").strip() or line[2:7], line, lines[index + 1]


def _check_sum(source: Path, index: int, line: str) -> None:
    total = sum(int(c) if c.isdigit() else c == "-" for c in line[:68]) % 10
    if str(total) != line[68:69]:
        raise StudyError(
            message(
                "{path}:{line}:69 the checksum is {found}, the digits give {total}; copy the element set again",
                path=str(source),
                line=index + 1,
                found=line[68:69],
                total=total,
            )
        )


def _of_study(source: Path, _: Sequence[str], station: str, duration_day: float, start_utc: str) -> Iterator[Row]:
    from spacefaring import run, study

    asked, _document = study.read(source)
    territory, needs = places.solve(asked.places), need.solve(asked.need)
    for mission in run.missions(asked, needs, territory)[0]:
        path = orbit.solve(mission.orbit, launch_year=mission.launch.year, places=territory)
        satellites = coverage.mean_orbits(path)
        names = [f"{mission.id} {index + 1}" for index in range(len(path.satellites))]
        here, start = _station(station, asked.places.elevation_deg), start_utc or path.epoch_utc
        yield from _windows(satellites, names, here, start, duration_day, mark("contact"))
        if mission.payload.kind == "imager":
            half_angle_deg = float(np.nanmin(needs.needs.field_of_regard_deg))
            yield from _windows(
                satellites, names, here, start, duration_day, mark("imaging"), half_angle_deg=half_angle_deg
            )


def _station(name: str, elevation_deg: float) -> StationTable:
    try:
        return resolve([known_station(name)], elevation_deg)
    except ValueError as unknown:
        raise CatalogGap(*unknown.args) from None


def _windows(
    satellites: Any,
    names: Sequence[str],
    station: StationTable,
    start_utc: str,
    duration_day: float,
    kind: str,
    half_angle_deg: float | None = None,
) -> Iterator[Row]:
    """Windows of one station as rows; imaging asks for daylight and the field of regard, contact for the mask."""
    rule: Mapping[str, Any] = (
        {"half_angle_deg": half_angle_deg, "sunlit": True}
        if half_angle_deg is not None
        else {"elevation_deg": station.elevation_deg}
    )
    found = coverage.passes(satellites, station.lat_deg, station.lon_deg, start_utc, duration_day, **rule)
    origin = coverage.instant_utc(start_utc)
    for row in found.rows():
        yield {
            "kind": kind,
            "satellite": names[row["satellite_index"]],
            "station": str(station.station[0]),
            "start_utc": _clock(origin, row["start_s"]),
            "end_utc": _clock(origin, row["end_s"]),
            "duration_s": round(row["end_s"] - row["start_s"], 1),
            "maximum_elevation_deg": round(row["maximum_elevation_deg"], 2),
            "minimum_range_km": round(row["minimum_range_km"], 1),
            "cut": row["start_cut"] or row["end_cut"],
        }


def _clock(origin: datetime, seconds: float) -> str:
    return (origin.astimezone(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S")
