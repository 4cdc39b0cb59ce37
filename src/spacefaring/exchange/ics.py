"""iCalendars: when a station hears which satellite, and what is done in the first days after launch.

RFC 5545. Times are UTC; the stamp of each event is its own start, so that the same study gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from spacefaring.exchange.flights import instant_utc
from spacefaring.messages import mark, translator
from spacefaring.results import Stored

LINE_OCTETS = 75


def text(stored: Stored) -> str:
    """The calendar of the contacts in operation, or nothing when no contact was found."""
    return _calendar(stored, mark("Ground station contacts"), list(_events(stored)))


def first_days_text(stored: Stored) -> str:
    """The calendar of the first days: lift-off, first contacts, and the steps of the commissioning."""
    return _calendar(stored, mark("Launch and first days"), list(_first_days(stored)))


def _calendar(stored: Stored, name: str, events: list[list[str]]) -> str:
    if not events:
        return ""
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Spacefaring//contacts//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(translator(_language(stored))(name))}",
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


def _first_days(stored: Stored) -> Iterator[list[str]]:
    say = translator(_language(stored))
    for mission in stored.results.get("missions") or []:
        table = stored.tables.get(f"{mission['id']}_launch_contacts") or {}
        if len(table.get("start_utc", ())) == 0:
            continue
        separation = _separation(table)
        yield from _lift_off(mission, stored.tables.get(f"{mission['id']}_launch_window") or {}, separation, say)
        for i in range(len(table["start_utc"])):
            yield _event(mission["id"], table, i, say, kind="first")
        steps = stored.tables.get(f"{mission['id']}_launch_steps") or {}
        for i in range(len(steps.get("step", ()))):
            yield _step(mission["id"], steps, i, separation, say)


def _separation(contacts: dict[str, Any]) -> datetime:
    """The instant that the first contacts count from."""
    return instant_utc(str(contacts["start_utc"][0])) - timedelta(hours=float(contacts["after_separation_hour"][0]))


def _lift_off(mission: dict[str, Any], window: dict[str, Any], separation: datetime, say: Any) -> Iterator[list[str]]:
    if len(window.get("lift_off_utc", ())) == 0:
        return
    launch = mission.get("launch") or {}
    title = say(mark("Lift-off of {mission} on {vehicle}")).format(mission=mission["id"], vehicle=launch.get("vehicle"))
    start = _stamp(str(window["lift_off_utc"][0]))
    yield _entry(start, _text_of(separation), f"lift-off-{mission['id']}", title, str(window["site"][0]), "")


def _step(mission: str, steps: dict[str, Any], i: int, separation: datetime, say: Any) -> list[str]:
    start, end = (separation + timedelta(days=float(steps[f"{edge}_day"][i])) for edge in ("start", "end"))
    title = f"{mission}: {say(str(steps['step'][i]))}"
    return _entry(_text_of(start), _text_of(end), f"step-{mission}-{i + 1}", title, "", "")


def _entry(start: str, end: str, uid: str, title: str, place: str, detail: str) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{start}-{uid}@spacefaring", f"DTSTAMP:{start}", f"DTSTART:{start}", f"DTEND:{end}"]
    named = (("SUMMARY", title), ("LOCATION", place), ("DESCRIPTION", detail))
    lines += [f"{name}:{_escaped(text)}" for name, text in named if text]
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _event(mission: str, table: dict[str, Any], i: int, say: Any, kind: str = "") -> list[str]:
    station, satellite = str(table["station"][i]), int(float(table["satellite_index"][i])) + 1
    start, end = _stamp(str(table["start_utc"][i])), _stamp(str(table["end_utc"][i]))
    title = say(mark("{satellite} over {station}")).format(satellite=f"{mission}-{satellite}", station=_place(station))
    detail = say(mark("Highest elevation {elevation}°; nearest {distance} km")).format(
        elevation=round(float(table["maximum_elevation_deg"][i])), distance=round(float(table["minimum_range_km"][i]))
    )
    uid = f"{kind}-{mission}-{satellite}-{station}".lstrip("-")
    return _entry(start, end, uid, title, _place(station), detail)


def _place(station: str) -> str:
    return station.replace("_", " ").capitalize()


def _stamp(iso: str) -> str:
    return _text_of(instant_utc(iso))


def _text_of(instant: datetime) -> str:
    return instant.strftime("%Y%m%dT%H%M%SZ")


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
