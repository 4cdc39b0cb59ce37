"""iCalendar of the contacts: when a station hears which satellite, for the operators' diaries.

RFC 5545. Times are UTC; the stamp of each event is its own start, so that the same study gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacefaring.exchange.flights import instant_utc
from spacefaring.messages import mark, translator
from spacefaring.results import Stored

LINE_OCTETS = 75


def text(stored: Stored) -> str:
    """The calendar, or nothing when no contact was found."""
    events = list(_events(stored))
    if not events:
        return ""
    say = translator(_language(stored))
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Spacefaring//contacts//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(say(mark('Ground station contacts')))}",
    ]
    lines = [*head, *(line for event in events for line in event), "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _language(stored: Stored) -> str:
    return str((stored.results.get("study") or {}).get("language") or "fr")


def _events(stored: Stored) -> Iterator[list[str]]:
    say = translator(_language(stored))
    for mission in stored.results.get("missions") or []:
        table = stored.tables.get(f"{mission['id']}_coverage_contacts") or {}
        for i in range(len(table.get("start_utc", ()))):
            yield _event(mission["id"], table, i, say)


def _event(mission: str, table: dict[str, Any], i: int, say: Any) -> list[str]:
    station, satellite = str(table["station"][i]), int(float(table["satellite_index"][i])) + 1
    start, end = _stamp(str(table["start_utc"][i])), _stamp(str(table["end_utc"][i]))
    title = say(mark("{satellite} over {station}")).format(satellite=f"{mission}-{satellite}", station=_place(station))
    detail = say(mark("Highest elevation {elevation}°; nearest {distance} km")).format(
        elevation=round(float(table["maximum_elevation_deg"][i])), distance=round(float(table["minimum_range_km"][i]))
    )
    return [
        "BEGIN:VEVENT",
        f"UID:{start}-{mission}-{satellite}-{station}@spacefaring",
        f"DTSTAMP:{start}",
        f"DTSTART:{start}",
        f"DTEND:{end}",
        f"SUMMARY:{_escaped(title)}",
        f"LOCATION:{_escaped(_place(station))}",
        f"DESCRIPTION:{_escaped(detail)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _place(station: str) -> str:
    return station.replace("_", " ").capitalize()


def _stamp(iso: str) -> str:
    return instant_utc(iso).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text_of: str) -> str:
    return text_of.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line cut so that no part exceeds 75 octets, never inside a character (RFC 5545, sec. 3.1)."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8"))
        if size + octets > LINE_OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
