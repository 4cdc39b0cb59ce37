"""The calendar of the first days is read by a reader that we did not write, and says what the tables say."""

from types import SimpleNamespace

import numpy as np
import pytest
from hand_made import orbit, spacecraft
from test_early_days import PLACES

from spacefaring.exchange import ics
from spacefaring.launch import Inputs, solve


def stored(found, language="fr"):
    tables = {f"eye_launch_{name}": table.columns() for name, table in found.tables().items()}
    missions = [{"id": "eye", "launch": found.values()}]
    return SimpleNamespace(results={"study": {"language": language}, "missions": missions}, tables=tables)


@pytest.fixture(scope="module")
def found():
    return solve(Inputs(), orbit=orbit(), spacecraft=spacecraft(), places=PLACES)


def test_lift_off_first_contacts_and_steps_are_read_by_icalendar(found):
    icalendar = pytest.importorskip("icalendar")
    events = icalendar.Calendar.from_ical(ics.first_days_text(stored(found))).walk("VEVENT")
    assert len(events) == 1 + len(found.contacts) + len(found.steps)
    lift_off = events[0]
    assert lift_off["DTSTART"].dt.strftime("%Y-%m-%dT%H:%MZ") == found.window.lift_off_utc[0]
    minutes = (lift_off["DTEND"].dt - lift_off["DTSTART"].dt).total_seconds() / 60.0
    assert minutes == pytest.approx(Inputs().separation_min, abs=0.05)
    assert str(lift_off["SUMMARY"]) == "Décollage de eye sur Falcon 9"
    assert [e["DTSTART"].dt.isoformat() for e in events[1 : 1 + len(found.contacts)]] == list(found.contacts.start_utc)
    assert len({str(e["UID"]) for e in events}) == len(events)


def test_steps_stand_as_many_days_after_separation_as_the_table_says(found):
    icalendar = pytest.importorskip("icalendar")
    events = icalendar.Calendar.from_ical(ics.first_days_text(stored(found, "en"))).walk("VEVENT")
    steps, separation = events[1 + len(found.contacts) :], events[0]["DTEND"].dt
    days = [(e["DTSTART"].dt - separation).total_seconds() / 86_400.0 for e in steps]
    assert days == pytest.approx(list(found.steps.start_day), abs=2e-5)
    assert np.all(np.diff(days) >= 0.0)


def test_no_calendar_without_contacts():
    assert ics.first_days_text(stored(solve(Inputs(), orbit=orbit(), spacecraft=spacecraft()))) == ""
