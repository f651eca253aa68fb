"""A calendar as other programs read it: the writer of RFC 5545, for visits and nothing that tells of a pupil or a case.

An event keeps its UID for ever and counts its SEQUENCE up with every change; one that is off stays as CANCELLED.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from headway.rules.visits import AFTERNOON, MORNING, WHOLE_DAY

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
ZONE = "Europe/London"
# When the halves of a day begin and end; the time itself is agreed with the school.
TIMES = {
    MORNING: (time(9, 0), time(12, 0)),
    AFTERNOON: (time(13, 0), time(16, 0)),
    WHOLE_DAY: (time(9, 0), time(16, 0)),
}
_MOST_OCTETS = 75
_FOLD = "\r\n "
_ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "DTSTART:19700329T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "DTSTART:19701025T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class Event:
    """One visit in a calendar. `sequence`: how often it was changed; `changed_at`: when last, with its time zone."""

    uid: str
    sequence: int
    status: str
    on: date
    half: str
    title: str
    changed_at: datetime
    where: str = ""


def write_calendar(name: str, events: Iterable[Event]) -> bytes:
    """The calendar of that name in UTF-8, lines ended by CRLF and folded at 75 octets."""
    told = (line for event in events for line in _lines_of(event))
    return _written("PUBLISH", (f"X-WR-CALNAME:{escaped(name)}",), told)


def write_invitation(event: Event, method: str, *, organizer: str, attendee: str) -> bytes:
    """One event as an invitation (REQUEST) or its cancellation (CANCEL) from one mail address to another (RFC 5546)."""
    *lines, end = _lines_of(event)
    people = (
        f"ORGANIZER:mailto:{_address(organizer)}",
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{_address(attendee)}",
    )
    return _written(method, (), (*lines, *people, end))


def escaped(words: str) -> str:
    """A text value: backslash, comma, semicolon and new lines escaped, other control characters left out."""
    plain = "\n".join(words.splitlines())
    kept = "".join(sign for sign in plain if sign == "\n" or _is_text(sign))
    for sign, told in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        kept = kept.replace(sign, told)
    return kept


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never cut within a character."""
    pieces, piece, room = [], "", _MOST_OCTETS
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", _MOST_OCTETS - 1  # a piece that goes on begins with a space
        piece, room = piece + sign, room - size
    return _FOLD.join([*pieces, piece])


def _written(method: str, head: Iterable[str], told: Iterable[str]) -> bytes:
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Headway//Diary//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        *head,
        *_ZONE_LINES,
        *told,
        "END:VCALENDAR",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _address(words: str) -> str:
    """A mail address with nothing in it that could begin another line."""
    return "".join(sign for sign in words if _is_text(sign) and not sign.isspace())


def _is_text(sign: str) -> bool:
    return sign >= " " and sign != "\x7f" and not "\ud800" <= sign <= "\udfff"


def _lines_of(event: Event) -> Iterator[str]:
    begins, ends = TIMES[event.half]
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"LAST-MODIFIED:{event.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;TZID={ZONE}:{event.on:%Y%m%d}T{begins:%H%M%S}"
    yield f"DTEND;TZID={ZONE}:{event.on:%Y%m%d}T{ends:%H%M%S}"
    yield f"SUMMARY:{escaped(event.title)}"
    if event.where:
        yield f"LOCATION:{escaped(event.where)}"
    yield f"STATUS:{event.status}"
    yield "END:VEVENT"
