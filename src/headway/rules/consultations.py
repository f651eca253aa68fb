"""Consultations: their dates and clocks, how far they are, themes, and when what was said can be published (M15-01 to 05)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from headway.rules.calendars import SchoolCalendar, Span, day_words, is_working_day
from headway.rules.verdict import ALLOWED, Verdict, refuse

DRAFT, OPEN, CLOSED, PUBLISHED = "draft", "open", "closed", "published"
STATES = {DRAFT: "Draft", OPEN: "Open", CLOSED: "Closed", PUBLISHED: "Published"}
SEEN = (OPEN, CLOSED, PUBLISHED)
STAFF = "staff"
THEME, TRADED = "theme", "traded"
# What a response can suggest besides (M15-05).
SUGGESTIONS = {THEME: "A theme of work with partnerships", TRADED: "A service to buy"}
_ONE_DAY = timedelta(days=1)
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Dates:
    """First and last day of a consultation, and the day by which its result is published."""

    starts_on: date
    ends_on: date
    publish_by: date | None


@dataclass(frozen=True, slots=True)
class Theme:
    """What several said: its label, what was decided about it and what changed."""

    label: str
    decision: str
    change: str


def may_write(state: str) -> Verdict:
    """Whether facts and dates may be changed: in a draft."""
    return ALLOWED if state == DRAFT else refuse("People answer by these dates and words, so they stay.")


def may_last(dates: Dates, audiences: Collection[str], posts_at_risk: int, least_days: int) -> Verdict:
    """Whether the dates can stand: in order, and long enough for staff whose posts may go."""
    if dates.ends_on < dates.starts_on:
        return refuse("It ends before it begins. Correct one of the days.")
    if dates.publish_by and dates.publish_by < dates.ends_on:
        return refuse("The result would be published before the consultation ends. Correct one of the days.")
    days = (dates.ends_on - dates.starts_on).days + 1
    if STAFF in audiences and days < least_days:
        return refuse(
            f"Where {posts_at_risk} posts may go, staff are consulted for at least {least_days} days; this is {days}."
        )
    return ALLOWED


def in_term(day: date, calendar: SchoolCalendar) -> Verdict:
    """Whether schools are open on the day; allowed where no term dates of its year are known."""
    if not calendar.terms or _is_school_day(day, calendar):
        return ALLOWED
    before = _school_days_before(day, calendar)
    last = f" The last school day before it is {day_words(before[-1])}." if before else ""
    return refuse(f"{day_words(day)} lies out of term, so schools would not see it.{last}")


def last_day_of_term(day: date, calendar: SchoolCalendar) -> date | None:
    """The last school day of the term a day lies in; None out of term or where terms are not known (M15-03)."""
    term = next((one for one in calendar.terms if one.holds(day)), None)
    if term is None:
        return None
    days = [one for one in _days(term) if _is_school_day(one, calendar)]
    return days[-1] if days else None


def alert_on(deadline: date, school_days: int, calendar: SchoolCalendar) -> date:
    """The day an alert comes: so many school days before the deadline, or working days where terms are not known."""
    before = _school_days_before(deadline, calendar)
    if not calendar.terms or len(before) < school_days:
        return deadline - timedelta(days=school_days * 7 // 5)
    return before[-school_days]


def percent_elapsed(dates: Dates, today: date) -> int:
    """How much of its days are over, from 0 to 100 (M15-01)."""
    days = (dates.ends_on - dates.starts_on).days + 1
    over = (today - dates.starts_on).days
    return max(0, min(100, round(100 * over / days)))


def may_open(state: str, *, audiences: int, in_term: Verdict) -> Verdict:
    """Whether a consultation can open: a draft that names whom it asks, ending in term."""
    if state != DRAFT:
        return refuse("Only a draft is opened.")
    return in_term if audiences else refuse("Say who is asked.")


def may_answer(state: str, dates: Dates, today: date) -> Verdict:
    """Whether somebody can answer today."""
    if state == OPEN and dates.starts_on <= today <= dates.ends_on:
        return ALLOWED
    if state == OPEN and today < dates.starts_on:
        return refuse(f"It begins on {day_words(dates.starts_on)}.")
    return refuse("This consultation takes no more answers.")


def may_close(state: str, dates: Dates, today: date) -> Verdict:
    """Whether it can be closed: once its last day is over."""
    if state != OPEN:
        return refuse("Only an open consultation is closed.")
    return ALLOWED if today > dates.ends_on else refuse(f"It is open until {day_words(dates.ends_on)}.")


def may_publish(state: str, themes: Sequence[Theme], without_theme: int) -> Verdict:
    """Whether what was said can be published: closed, each response in a theme, each theme with what was decided (M15-02)."""
    if state != CLOSED:
        return refuse("The result is published once the consultation is closed.")
    if without_theme:
        return refuse(f"Responses without a theme: {without_theme}. Give each one.")
    blank = [one.label for one in themes if not one.decision.strip()]
    return refuse(f"Nothing is decided about: {'; '.join(blank)}.") if blank else ALLOWED


def suggest_theme(words: str, themed: Mapping[str, Sequence[str]], least_percent: Decimal) -> str | None:
    """The theme whose label and responses share most words with these, or None where too few are shared. A person decides."""
    asked = _words_of(words)
    best, most = None, Decimal(0)
    for label, texts in themed.items():
        known = _words_of(" ".join((label, *texts)))
        shared = Decimal(100 * len(asked & known)) / len(asked) if asked else Decimal(0)
        if shared >= least_percent and shared > most:
            best, most = label, shared
    return best


def _words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _is_school_day(day: date, calendar: SchoolCalendar) -> bool:
    closed = any(span.holds(day) for span in calendar.holidays) or day in calendar.inset_on
    within = any(term.holds(day) for term in calendar.terms)
    return within and not closed and is_working_day(day, calendar.bank_holidays_on)


def _school_days_before(day: date, calendar: SchoolCalendar) -> list[date]:
    return [
        one for term in calendar.terms for one in _days(term) if one < day and _is_school_day(one, calendar)
    ]


def _days(span: Span) -> list[date]:
    return [span.first_on + _ONE_DAY * number for number in range((span.until - span.first_on).days)]


def count_suggestions(given: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Suggestions by quadrant, in the order of their names, and kind; each is a quadrant's name (empty: not known) and a kind,
    empty for a response that suggests nothing (M15-05)."""
    found: dict[str, dict[str, int]] = {}
    for quadrant, kind in sorted(given, key=lambda one: (not one[0], one[0])):
        if kind in SUGGESTIONS:
            row = found.setdefault(quadrant, dict.fromkeys(SUGGESTIONS, 0))
            row[kind] += 1
    return found
