"""A calendar held against the grammar of RFC 5545, line by line: what readers forgive and the standard does not.

Written from the standard and knowing nothing of the writer. The outside reader `ical` checks values and structure; it fills in
what is missing and takes bare line feeds, so the rest stands here.
"""

import re
from collections import Counter

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.exceptions import CalendarParseError

_LINE = re.compile(
    r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"\x00-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*))*):(.*)', re.DOTALL
)
_UTC, _LOCAL = re.compile(r"\d{8}T\d{6}Z"), re.compile(r"\d{8}T\d{6}")
_TEXTS = ("SUMMARY", "LOCATION", "X-WR-CALNAME")
_STATES = ("CONFIRMED", "TENTATIVE", "CANCELLED")
# What each part must have, once; and what an event may have at most once.
_NEEDED = {
    "VCALENDAR": ("VERSION", "PRODID", "METHOD"),
    "VEVENT": ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY"),
    "VTIMEZONE": ("TZID",),
    "DAYLIGHT": ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"),
    "STANDARD": ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"),
}
_INSIDE = {"VEVENT": "VCALENDAR", "VTIMEZONE": "VCALENDAR", "DAYLIGHT": "VTIMEZONE", "STANDARD": "VTIMEZONE"}
_ONCE = ("STATUS", "LOCATION", "LAST-MODIFIED", "DTEND", "ORGANIZER", "CALSCALE")


def read_outside(content: bytes) -> Calendar:
    """The calendar as the outside reader takes it; CalendarParseError or ValueError where it refuses it."""
    return IcsCalendarStream.calendar_from_ics(content.decode())


def is_refused_outside(content: bytes) -> bool:
    """Whether the outside reader refuses it."""
    try:
        read_outside(content)
    except (CalendarParseError, ValueError):
        return True
    return False


def faults_of(content: bytes) -> list[str]:
    """What the standard does not allow in it; nothing where it is as it should be."""
    found = _faults_of_lines(content)
    lines = content.replace(b"\r\n ", b"").decode(errors="replace").split("\r\n")[:-1]
    parts, more = _parts(lines)
    found += more
    if parts and parts[0][0] != "VCALENDAR":
        found.append("the first part is no VCALENDAR")
    zones = {value for name, rows in parts if name == "VTIMEZONE" for key, _, value in rows if key == "TZID"}
    for name, rows in parts:
        found += _faults_of_part(name, rows)
        if name == "VEVENT":
            found += _faults_of_event(rows, zones)
    uids = [value for name, rows in parts if name == "VEVENT" for key, _, value in rows if key == "UID"]
    return found + ([] if len(uids) == len(set(uids)) else ["two events have one UID"])


def _faults_of_lines(content: bytes) -> list[str]:
    found = []
    if re.search(rb"(?<!\r)\n|\r(?!\n)", content) or not content.endswith(b"\r\n"):
        found.append("a line does not end with CRLF")
    for line in content.split(b"\r\n")[:-1]:
        if len(line) > 75:
            found.append("a line is longer than 75 octets")
        if not line or re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line):
            found.append("a line is empty or has a control character")
        try:
            line.decode()
        except UnicodeDecodeError:
            found.append("a line is cut within a character")
    return found


def _parts(lines: list[str]) -> tuple[list[tuple[str, list]], list[str]]:
    """Each part with its properties as name, parameters and value; and what is wrong with the nesting."""
    parts, open_parts, found = [], [], []
    for line in lines:
        told = _LINE.fullmatch(line)
        if told is None:
            found.append(f"no content line: {line[:30]}")
            continue
        name, given, value = told.groups()
        if name == "BEGIN":
            if value != "VCALENDAR" and (not open_parts or open_parts[-1][0] != _INSIDE.get(value)):
                found.append(f"{value} stands where it may not")
            open_parts.append((value, []))
            parts.append(open_parts[-1])
        elif not open_parts or (name == "END" and open_parts[-1][0] != value):
            found.append(f"{line[:30]} outside its part")
        elif name == "END":
            open_parts.pop()
        else:
            open_parts[-1][1].append((name, given, value))
    return parts, found + [f"{name} is not ended" for name, _ in open_parts]


def _faults_of_part(name: str, rows: list) -> list[str]:
    counted = Counter(key for key, _, _ in rows)
    found = [f"{name} has {counted[key]} {key}" for key in _NEEDED.get(name, ()) if counted[key] != 1]
    found += [f"{name} has {counted[key]} {key}" for key in _ONCE if counted[key] > 1]
    for key, _, value in rows:
        if key in _TEXTS and re.search(r"(?<!\\)(?:\\\\)*(?:[;,]|\\[^\\;,nN]|\\$)", value):
            found.append(f"{key} has a sign that is not escaped")
        if key == "VERSION" and value != "2.0":
            found.append("VERSION is not 2.0")
    return found


def _faults_of_event(rows: list, zones: set[str]) -> list[str]:
    told = {key: (given, value) for key, given, value in rows}
    found = []
    for key in ("DTSTAMP", "LAST-MODIFIED"):
        if key in told and not _UTC.fullmatch(told[key][1]):
            found.append(f"{key} is not in UTC")
    for key in ("DTSTART", "DTEND"):
        given, value = told.get(key, ("", ""))
        if key in told and not (_LOCAL.fullmatch(value) and given.removeprefix(";TZID=") in zones):
            found.append(f"{key} is not in a time zone of the calendar")
    if not found and {"DTSTART", "DTEND"} <= set(told):
        begins, ends = (
            told[key][1] for key in ("DTSTART", "DTEND")
        )  # of one zone, so their texts stand in order
        found += [] if begins < ends else ["DTEND is not after DTSTART"]
    if not re.fullmatch(r"\d+", told.get("SEQUENCE", ("", "0"))[1]):
        found.append("SEQUENCE is no number")
    if told.get("STATUS", ("", _STATES[0]))[1] not in _STATES:
        found.append("STATUS is none of an event")
    return found
