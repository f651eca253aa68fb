"""The head of a plan's column to the days it holds: months, quarters, terms and dates, with any dash or “to” between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from headway.rules.calendars import MONTHS, Span
from headway.rules.plan_reading_policy import PlanReadingPolicy

_YEAR_ORDER = (*MONTHS[4:], *MONTHS[:4])
_MONTH_NUMBERS = {
    name[:length]: number for number, name in enumerate(_YEAR_ORDER, 1) for length in (3, len(name))
}
_MONTH_NUMBERS["sept"] = 9
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_YEAR = r"'?(?P<year>[0-9]{4}|[0-9]{2})"
# A calendar year, or one that begins in it: 2024/25, 2024-25, 2024/2025.
_PAIR = r"(?P<year>[0-9]{4})(?:[/-](?P<next>[0-9]{2}(?:[0-9]{2})?))?"
_BETWEEN = re.compile(
    r"\s+(?:to|until|till|through)\s+|\s*[‐‑‒–—−]\s*|\s+-\s+|(?<=\w)-(?=[a-z])|(?<=[a-z])-(?=[0-9]+ [a-z])"
)
_LONGEST_HEAD = 120  # characters; whatever is longer is no head
_FIRST_OF_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}-01")

_WHOLE_DAYS = (
    (re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"), (0, 1, 2)),
    (re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})"), (2, 1, 0)),
)
_WRITTEN_DAY = re.compile(rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? {_MONTH} {_YEAR}")
_WRITTEN_MONTH = re.compile(rf"{_MONTH}[ -]?{_YEAR}")
_NUMBERED_MONTH = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})|(?P<month2>[0-9]{1,2})/(?P<year2>[0-9]{4})"
)
_QUARTER = re.compile(rf"(?:q|quarter )(?P<number>[1-4]),? (?:of )?{_PAIR}")
_TERM = re.compile(rf"(?P<term>[a-z]+)(?: term)?,? {_PAIR}")
_SCHOOL_YEAR = re.compile(
    r"(?:academic year |school year )?(?P<year>[0-9]{4})[/-](?P<next>[0-9]{2}(?:[0-9]{2})?)"
)


def read_period(words: str, policy: PlanReadingPolicy) -> Span | str:
    """The days of a head, both ends of what is written included; or the sentence that says why it is no period."""
    plain = " ".join(words.split()).strip(" .:;,").casefold().replace("’", "'")
    if not plain:
        return "It has no head."
    backwards = ""
    for text in _readings(plain):
        found = _range(text, policy)
        if isinstance(found, Span):
            return found
        backwards = backwards or found
    return backwards or f"“{' '.join(words.split())}” names no months or days."


def _readings(plain: str) -> Iterator[str]:
    """The head as it stands, what stands in its brackets, and what follows a colon (“Phase 1: March to May 2004”)."""
    if len(plain) > _LONGEST_HEAD:
        return
    yield plain
    if inside := re.search(r"\(([^()]+)\)", plain):
        yield inside.group(1).strip()
    if ":" in plain:
        yield plain.partition(":")[2].strip()


def _range(text: str, policy: PlanReadingPolicy) -> Span | str:
    """One period, or two with a dash or “to” between them; empty words when it is neither."""
    if (whole := _single(text, policy)) is not None:
        # a spreadsheet makes a date of “March 2004”: the first of the month stands for all of it
        is_month = _FIRST_OF_MONTH.fullmatch(text)
        return _months(whole.first_on.year, whole.first_on.month, 1) if is_month else whole
    for found in _BETWEEN.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        last = _single(right, policy)
        first = _single(left, policy) or _borrowed(left, right, last, policy)
        if first is None or last is None:
            continue
        if last.until <= first.first_on:
            return f"“{text}” ends before it begins; correct the head."
        return Span(first.first_on, last.until)
    return ""


def _borrowed(left: str, right: str, last: Span | None, policy: PlanReadingPolicy) -> Span | None:
    """The first of two periods with the end of the second's words: “March – May 2004”, “Q1 to Q2 2024/25”."""
    words = right.split()
    for start in range(len(words) - 1, 0, -1):
        first = _single(f"{left} {' '.join(words[start:])}", policy)
        if first is None or last is None:
            continue
        # “December – February 2005” begins in the year before
        return first if first.first_on <= last.first_on else _year_before(first)
    return None


def _year_before(span: Span) -> Span:
    try:
        return Span(
            span.first_on.replace(year=span.first_on.year - 1), span.until.replace(year=span.until.year - 1)
        )
    except ValueError:  # 29 February
        return span


def _single(text: str, policy: PlanReadingPolicy) -> Span | None:
    """One month, quarter, term, school year or day; a date that does not exist is none."""
    for read in _SINGLES:
        try:
            if (span := read(text, policy)) is not None:
                return span
        except (ValueError, OverflowError):
            continue
    return None


def _whole_day(text: str, _policy: PlanReadingPolicy) -> Span | None:
    for pattern, (year, month, day) in _WHOLE_DAYS:
        if found := pattern.fullmatch(text):
            parts = [int(part) for part in found.groups()]
            return _day(date(parts[year], parts[month], parts[day]))
    return None


def _written_day(text: str, _policy: PlanReadingPolicy) -> Span | None:
    if not (found := _WRITTEN_DAY.fullmatch(text)):
        return None
    return _day(date(_full_year(found["year"]), _MONTH_NUMBERS[found["month"]], int(found["day"])))


def _written_month(text: str, _policy: PlanReadingPolicy) -> Span | None:
    if not (found := _WRITTEN_MONTH.fullmatch(text)):
        return None
    return _months(_full_year(found["year"]), _MONTH_NUMBERS[found["month"]], 1)


def _numbered_month(text: str, _policy: PlanReadingPolicy) -> Span | None:
    if not (found := _NUMBERED_MONTH.fullmatch(text)):
        return None
    year, month = int(found["year"] or found["year2"]), int(found["month"] or found["month2"])
    if found["month"] and month == (year + 1) % 100:
        return None  # 2004-05 is a month or a school year; nothing says which
    return _months(year, month, 1)


def _quarter(text: str, policy: PlanReadingPolicy) -> Span | None:
    if not (found := _QUARTER.fullmatch(text)):
        return None
    begins_in = policy.quarters_begin_in if _is_pair(found) else 1
    months = begins_in - 1 + 3 * (int(found["number"]) - 1)
    return _months(int(found["year"]) + months // 12, months % 12 + 1, 3)


def _term(text: str, policy: PlanReadingPolicy) -> Span | None:
    found = _TERM.fullmatch(text)
    if not found or found["term"] not in policy.terms:
        return None
    term = policy.terms[found["term"]]
    year = int(found["year"])
    if _is_pair(found) and term.begins_in < 9:
        year += 1
    return _months(year, term.begins_in, term.months)


def _school_year(text: str, _policy: PlanReadingPolicy) -> Span | None:
    found = _SCHOOL_YEAR.fullmatch(text)
    if not found or not _is_pair(found):
        return None
    if "-" in text and int(found["next"]) <= 12 and len(found["next"]) == 2:
        return None  # 2004-05, as above
    return _months(int(found["year"]), 9, 12)


_SINGLES: tuple[Callable[[str, PlanReadingPolicy], Span | None], ...] = (
    _whole_day,
    _written_day,
    _written_month,
    _numbered_month,
    _quarter,
    _term,
    _school_year,
)


def _is_pair(found: re.Match[str]) -> bool:
    """Whether two years stand there, the second the one after; ValueError when it is another."""
    if not found["next"]:
        return False
    if int(found["next"][-2:]) != (int(found["year"]) + 1) % 100:
        raise ValueError("not two years that follow each other")
    return True


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(day: date) -> Span:
    return Span(day, day + timedelta(days=1))


def _months(year: int, month: int, count: int) -> Span:
    later = month - 1 + count
    return Span(date(year, month, 1), date(year + later // 12, later % 12 + 1, 1))
