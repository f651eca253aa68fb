"""The calendar, read back by a small reader of its own that knows RFC 5545 and nothing of the writer."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.rules.calendar_feed import CANCELLED, CONFIRMED, Event, escaped, folded, write_calendar

AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def event(**more):
    told = {"uid": "a@headway", "sequence": 0, "status": CONFIRMED, "on": date(2026, 9, 15), "half": "am"}
    return Event(**(told | {"title": "Autumn visit", "changed_at": AT, "where": "Elm"} | more))


def read_back(content):
    """Each VEVENT as names to values; asserts what the standard asks of every line."""
    assert content.endswith(b"\r\n") and not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    physical = content.split(b"\r\n")[:-1]
    assert all(0 < len(line) <= 75 for line in physical)
    lines = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found, open_parts, held = [], [], {}
    for line in lines:
        name, value = re.fullmatch(r"([A-Z-]+(?:;[A-Z]+=[^:;]+)*):(.*)", line, re.DOTALL).groups()
        if name == "BEGIN":
            open_parts.append(value)
            held = {} if value == "VEVENT" else held
        elif name == "END":
            assert open_parts.pop() == value
            found += [held] if value == "VEVENT" else []
        elif open_parts[-1] == "VEVENT":
            assert name not in held
            held[name] = value
    assert not open_parts
    return found


def plain(value):
    """A text value without its escapes."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


def test_a_visit_is_read_back_with_its_times_in_london():
    told = read_back(write_calendar("Diary", [event(half="day", sequence=3)]))[0]
    assert told["UID"] == "a@headway" and told["SEQUENCE"] == "3" and told["STATUS"] == "CONFIRMED"
    assert told["DTSTART;TZID=Europe/London"] == "20260915T090000"
    assert told["DTEND;TZID=Europe/London"] == "20260915T160000"
    assert told["DTSTAMP"] == "20260901T090000Z"


def test_a_cancelled_visit_stays_with_its_uid():
    told = read_back(write_calendar("Diary", [event(status=CANCELLED, sequence=1)]))[0]
    assert (told["UID"], told["STATUS"], told["SEQUENCE"]) == ("a@headway", "CANCELLED", "1")


def test_the_time_zone_is_told_with_its_changes():
    content = write_calendar("Diary", []).decode()
    assert "TZID:Europe/London" in content and content.count("RRULE:FREQ=YEARLY") == 2
    assert read_back(content.encode()) == []


@given(title=st.text(max_size=200), where=st.text(min_size=1, max_size=200))
def test_any_text_is_read_back_as_it_was_but_for_control_characters(title, where):
    told = read_back(write_calendar(title, [event(title=title, where=where), event(uid="b@headway")]))
    assert len(told) == 2
    assert plain(told[0]["SUMMARY"]) == kept(title)
    assert plain(told[0]["LOCATION"]) == kept(where)


def kept(words):
    lines = "\n".join(words.splitlines())
    return "".join(
        one
        for one in lines
        if one == "\n" or (one >= " " and one != "\x7f" and not 0xD800 <= ord(one) < 0xE000)
    )


@given(st.text(alphabet="aé€😀;,\\", max_size=400))
def test_a_line_folds_at_75_octets_and_unfolds_to_itself(line):
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert folded(line).replace("\r\n ", "") == line


@pytest.mark.parametrize(
    ("words", "told"),
    [("a,b;c\\d", "a\\,b\\;c\\\\d"), ("a\r\nb", "a\\nb"), ("BEGIN:VEVENT\x00", "BEGIN:VEVENT")],
)
def test_signs_with_a_meaning_are_escaped(words, told):
    assert escaped(words) == told
