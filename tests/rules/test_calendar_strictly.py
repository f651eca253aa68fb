"""Each kind of event of the feed held against a strict outside reader and against the standard's grammar; planted faults are
refused."""

import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from tests.strict_calendar import faults_of, is_refused_outside, read_outside

from headway.rules.calendar_feed import (
    CANCELLED,
    CONFIRMED,
    TENTATIVE,
    Event,
    write_calendar,
    write_invitation,
)

AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
LONG = "Visit: Ysgol Gynradd Gymraeg Tŷ’r Onnen — Primary, and Nursery; “Élan” \\ 😀 " * 4
LONDON = ZoneInfo("Europe/London")


def event(uid="a@headway", **more):
    told = {"sequence": 0, "status": CONFIRMED, "on": date(2026, 9, 15), "half": "am", "title": "Visit: Elm"}
    return Event(uid=uid, **(told | {"changed_at": AT, "where": "Elm, AB1 2CD"} | more))


EVENTS = {
    "booked": event(),
    "waits for approval": event(status=TENTATIVE),
    "whole day": event(half="day"),
    "cancelled": event(status=CANCELLED, sequence=2),
    "moved": event(sequence=1, on=date(2026, 9, 22), half="pm"),
    "long title": event(title=LONG, where=LONG),
    "nowhere": event(where=""),
    "line feeds": event(title="One\r\nBEGIN:VEVENT\nTwo\x07"),
    "day the clock goes forward": event(on=date(2026, 3, 29), half="day"),
    "day the clock goes back": event(on=date(2026, 10, 25), half="day"),
    "winter": event(on=date(2026, 12, 1)),
    "leap day": event(on=date(2028, 2, 29)),
}


@pytest.mark.parametrize("one", EVENTS.values(), ids=EVENTS)
def test_each_kind_of_event_is_taken_and_read_back_as_it_was(one):
    content = write_calendar("Visits, mine; “Élan”", [one])
    assert faults_of(content) == []
    (read,) = read_outside(content).events
    assert (read.uid, read.sequence, read.status) == (one.uid, one.sequence, one.status)
    title = one.title.replace("\r\n", "\n").replace("\x07", "")
    assert (read.summary, read.location or "") == (title, one.where)
    hours = {"am": (9, 12), "pm": (13, 16), "day": (9, 16)}[one.half]
    begins, ends = (datetime(one.on.year, one.on.month, one.on.day, hour, tzinfo=LONDON) for hour in hours)
    assert (read.dtstart, read.dtend) == (begins, ends) and read.dtstart.utcoffset() == begins.utcoffset()


def test_a_whole_feed_and_both_invitations_are_taken():
    many = [event(f"{number}@headway") for number in range(40)]
    content = write_calendar("Visits", many)
    assert faults_of(content) == [] and len(read_outside(content).events) == 40
    assert faults_of(write_calendar("Visits", [])) == [] and read_outside(write_calendar("", [])).events == []
    for method, state in (("REQUEST", CONFIRMED), ("CANCEL", CANCELLED)):
        mail = write_invitation(
            event(status=state), method, organizer="a@b.example", attendee="c@d.example\r\nX:y"
        )
        assert faults_of(mail) == []
        read = read_outside(mail)
        assert read.method == method and read.events[0].organizer.uri == "mailto:a@b.example"
        assert [one.uri for one in read.events[0].attendees] == ["mailto:c@d.exampleX:y"]


def test_the_time_zone_told_agrees_with_londons_on_every_day():
    """Read by a third reader, from the rule that is told and not from its name."""
    lines = write_calendar("", []).decode()
    zone = tzical(StringIO(re.search(r"BEGIN:VTIMEZONE.*END:VTIMEZONE", lines, re.DOTALL)[0])).get()
    first = datetime(2020, 1, 1, 12, 0, tzinfo=LONDON)
    days = [first + timedelta(days=number) for number in range(366 * 20)]
    assert all(day.replace(tzinfo=zone).utcoffset() == day.utcoffset() for day in days)
    assert len({day.replace(tzinfo=zone).utcoffset() for day in days}) == 2


BEGIN = "DTSTART;TZID=Europe/London:20260915T090000"
END = "DTEND;TZID=Europe/London:20260915T120000"
OUTSIDE = {
    "a day that is none": (BEGIN, BEGIN.replace("0915T", "0931T")),
    "an hour that is none": (BEGIN, BEGIN.replace("T09", "T25")),
    "a state that is none": ("STATUS:CONFIRMED", "STATUS:GONE"),
    "an event without an end": ("END:VEVENT\r\n", ""),
    "a sequence in words": ("SEQUENCE:0", "SEQUENCE:none"),
    "two of one property": ("UID:a@headway", "UID:a@headway\r\nUID:b@headway"),
    "a fold without its space": ("LOCATION:Elm", "LOCATION:El\r\nm"),
    "a zone nobody knows": ("TZID=Europe/London", "TZID=Nowhere/Land"),
    "a day that ends a time": (END, "DTEND;VALUE=DATE:20260916"),
    "an end without a zone": (END, "DTEND:20260915T120000"),
    "an end and a length": (END, f"{END}\r\nDURATION:PT3H"),
    "a parameter without a value": (BEGIN, "DTSTART;TZID:20260915T090000"),
    "a control character": ("LOCATION:Elm", "LOCATION:E\x07lm"),
    "a clock that is none": ("TZOFFSETTO:+0100", "TZOFFSETTO:100"),
    "a rule that is none": ("FREQ=YEARLY", "FREQ=SOMETIMES"),
}
OURS = {
    "no UID": ("UID:a@headway\r\n", ""),
    "no stamp": ("DTSTAMP:20260901T090000Z\r\n", ""),
    "a stamp that is not UTC": ("DTSTAMP:20260901T090000Z", "DTSTAMP:20260901T090000"),
    "no beginning": (f"{BEGIN}\r\n", ""),
    "an end before its beginning": (END, END.replace("T12", "T08")),
    "no version": ("VERSION:2.0\r\n", ""),
    "another version": ("VERSION:2.0", "VERSION:1.0"),
    "no maker": ("PRODID:-//Headway//Diary//EN\r\n", ""),
    "bare line feeds": ("\r\n", "\n"),
    "a bare line feed": ("SEQUENCE:0\r\n", "SEQUENCE:0\n"),
    "a line too long": ("LOCATION:Elm", f"LOCATION:{'Elm' * 30}"),
    "a comma not escaped": ("Elm\\,", "Elm,"),
    "a zone that is not told": ("TZID:Europe/London", "TZID:Europe/Paris"),
    "two events of one UID": ("BEGIN:VEVENT", "BEGIN:VEVENT\r\nUID:b@headway\r\nEND:VEVENT\r\nBEGIN:VEVENT"),
}


def broken(old, new):
    content = write_calendar("Visits", [event()]).decode()
    assert old in content
    return content.replace(old, new).encode()


@pytest.mark.control
@pytest.mark.parametrize("planted", OUTSIDE.values(), ids=OUTSIDE)
def test_the_outside_reader_refuses_a_planted_fault(planted):
    assert is_refused_outside(broken(*planted))
    assert not is_refused_outside(broken("Elm", "Oak"))


@pytest.mark.control
@pytest.mark.parametrize("planted", OURS.values(), ids=OURS)
def test_the_grammar_refuses_what_the_outside_reader_forgives(planted):
    assert faults_of(broken(*planted))
    assert faults_of(broken("Elm", "Oak")) == []


@pytest.mark.control
def test_a_character_cut_in_two_is_refused():
    content = write_calendar("Visits", [event(title="é" * 60)])
    cut = content.replace("\r\n é".encode(), b"\xc3\r\n \xa9", 1)
    assert cut != content and faults_of(content) == []
    assert "a line is cut within a character" in faults_of(cut)
