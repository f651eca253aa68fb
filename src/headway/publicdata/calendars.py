"""Bank holidays and term dates as published, to half-open ranges of days."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from headway.publicdata.cells import BadCell, parse_day
from headway.publicdata.faults import FaultList, quoted
from headway.publicdata.tables import Layout, Reading, Row, Unreadable, file_form, open_table

_ONE_DAY = timedelta(days=1)
_SEASONS = ("autumn", "spring", "summer")
_SEASON = "|".join(_SEASONS)
_HALF_TERM = re.compile(rf"({_SEASON}) half[ -]term")
_NUMBERED_TERM = re.compile(rf"({_SEASON}) term ([1-6])")
_TERM_BOUND = re.compile(rf"({_SEASON}) term (starts|ends)(?: \(.*\))?")
_HOLIDAY = re.compile(r"(christmas|easter|summer|february|may|october) holidays?")
_INSET = re.compile(r"(teacher training|inset|non-pupil|staff training) days?(?: \(.*\))?")
_ACADEMIC_YEAR = re.compile(r"([0-9]{4})[-/–](?:20)?([0-9]{2})")
_CENTURY = 100
_SATURDAY = 5  # as date.weekday() counts
_TERM_DATES = Layout("the list of term dates", ("la", "academic_year", "period", "start", "end"), ("source",))


@dataclass(frozen=True, slots=True)
class BankHoliday:
    """One bank holiday of one division of the United Kingdom."""

    on: date
    title: str


@dataclass(frozen=True, slots=True)
class Term:
    """One half term, open to pupils from `open_from` until the day before `open_until`, weekends included.

    `half` is 1 or 2; a term without a half-term holiday is one piece, half 1.
    """

    season: str
    half: int
    open_from: date
    open_until: date


@dataclass(frozen=True, slots=True)
class Closure:
    """A holiday between or within terms, from `closed_from` until the day before `closed_until`."""

    name: str
    closed_from: date
    closed_until: date


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """One authority's academic year (`2026-27`) as its list of term dates gives it."""

    la_name: str
    academic_year: str
    terms: tuple[Term, ...]
    closures: tuple[Closure, ...]
    inset_on: tuple[date, ...]
    sources: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    """What the rows of one academic year said so far."""

    numbered: list[tuple[str, date, date]] = field(default_factory=list)
    starts: dict[str, set[date]] = field(default_factory=dict)
    ends: dict[str, set[date]] = field(default_factory=dict)
    half_terms: dict[str, set[Closure]] = field(default_factory=dict)
    closures: list[Closure] = field(default_factory=list)
    inset_on: set[date] = field(default_factory=set)
    sources: dict[str, None] = field(default_factory=dict)


def read_bank_holidays(path: Path, division: str = "england-and-wales") -> Reading[BankHoliday]:
    """The bank holidays of one division, by date, each day once.

    Raises Unreadable when the file is not GOV.UK's list of bank holidays or lacks the division.
    """
    content = _read_json(path)
    part = content.get(division)
    events = part.get("events") if isinstance(part, Mapping) else None
    if not isinstance(events, list):
        raise Unreadable(
            f"This is not GOV.UK's list of bank holidays: it has no events for {quoted(division)}. "
            "Fetch it again."
        )
    faults = FaultList()
    titles: dict[date, str] = {}
    for number, event in enumerate(events, start=1):
        facts = event if isinstance(event, Mapping) else {}
        try:
            titles.setdefault(parse_day(str(facts.get("date", ""))), str(facts.get("title", "")))
        except BadCell as failure:
            faults.note(number, "date", f"{failure} The bank holiday is not taken.", serious=True)
    return Reading(tuple(BankHoliday(on, titles[on]) for on in sorted(titles)), faults.result())


def read_term_dates(path: Path, la: str) -> Reading[SchoolYear]:
    """The academic years of one authority, by name, as half-open ranges, oldest first.

    The list says terms in two ways: each half term with its first and last day ("Autumn term 1"), or the
    day a term starts, the day it ends and the half-term holiday between. A term without both of its days is
    left out with a serious fault: dates are never guessed. Raises Unreadable.
    """
    table = open_table(path, _TERM_DATES)
    table.report_missing(_TERM_DATES.used)
    drafts: dict[str, _Draft] = {}
    for row in table.rows():
        if row.text("la").casefold() != la.strip().casefold():
            continue
        academic_year = _academic_year(row)
        if academic_year:
            _take(row, drafts.setdefault(academic_year, _Draft()))
    if not drafts:
        words = f"The list has no term dates of {quoted(la)}. Check the authority's name, or add its dates."
        table.faults.note(None, "la", words, serious=True)
    years = tuple(_school_year(la, name, drafts[name], table.faults) for name in sorted(drafts))
    return Reading(years, table.faults.result())


def _read_json(path: Path) -> Mapping[str, object]:
    form = file_form(path)
    if form != "json":
        raise Unreadable(
            f"This is a {form} file; bank holidays come as GOV.UK's JSON. Check which file it is."
        )
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as failure:
        raise Unreadable("This JSON file is damaged or cut off. Fetch it again.") from failure
    if not isinstance(content, dict):
        raise Unreadable("This is not GOV.UK's list of bank holidays. Check which file it is.")
    return content


def _academic_year(row: Row) -> str:
    found = _ACADEMIC_YEAR.fullmatch(row.text("academic_year"))
    if found is None or (int(found[1]) + 1) % _CENTURY != int(found[2]):
        words = f"{quoted(row.text('academic_year'))} is not an academic year; write it like 2026-27. "
        row.fault("academic_year", words + "The row is not taken.", serious=True)
        return ""
    return f"{found[1]}-{found[2]}"


def _take(row: Row, draft: _Draft) -> None:
    period = " ".join(row.text("period").split())
    first = row.day("start")
    last = row.day("end") or first
    if first is None or last is None or last < first:
        words = f"{quoted(period)} has no first day, or ends before it starts. The row is not taken."
        row.fault("start", words, serious=True)
        return
    if last == date.max:
        row.fault("end", "The day lies beyond any calendar. The row is not taken.", serious=True)
        return
    if source := row.text("source"):
        draft.sources[source] = None
    key = period.casefold()
    closure = Closure(period, first, last + _ONE_DAY)
    if found := _NUMBERED_TERM.fullmatch(key):
        draft.numbered.append((found[1], first, last + _ONE_DAY))
    elif found := _TERM_BOUND.fullmatch(key):
        bounds = draft.starts if found[2] == "starts" else draft.ends
        bounds.setdefault(found[1], set()).add(first)
    elif found := _HALF_TERM.fullmatch(key):
        draft.half_terms.setdefault(found[1], set()).add(closure)
        draft.closures.append(closure)
    elif _HOLIDAY.fullmatch(key):
        draft.closures.append(closure)
    elif _INSET.fullmatch(key):
        days = (last - first).days + 1
        draft.inset_on.update(first + timedelta(days=day) for day in range(days))
    else:
        words = f"{quoted(period)} is no kind of period this list is known to hold, so it is left out."
        row.fault("period", words)


def _school_year(la: str, academic_year: str, draft: _Draft, faults: FaultList) -> SchoolYear:
    terms = _numbered_terms(draft)
    numbered = {term.season for term in terms}
    for season in _SEASONS:
        if season not in numbered:
            terms.extend(_bounded_terms(season, academic_year, draft, faults))
    terms.sort(key=lambda term: (term.open_from, term.open_until))
    for earlier, later in zip(terms, terms[1:], strict=False):
        if later.open_from < earlier.open_until:
            words = f"{academic_year}: two terms overlap on {later.open_from:%d/%m/%Y}. Check the list."
            faults.note(None, "period", words, serious=True)
    closures = sorted(set(draft.closures), key=lambda closure: (closure.closed_from, closure.name))
    return SchoolYear(
        la, academic_year, tuple(terms), tuple(closures), tuple(sorted(draft.inset_on)), tuple(draft.sources)
    )


def _numbered_terms(draft: _Draft) -> list[Term]:
    terms: list[Term] = []
    for season in _SEASONS:
        pieces = sorted((first, until) for name, first, until in set(draft.numbered) if name == season)
        terms.extend(Term(season, half, *piece) for half, piece in enumerate(pieces, start=1))
    return terms


def _bounded_terms(season: str, academic_year: str, draft: _Draft, faults: FaultList) -> list[Term]:
    starts, ends = draft.starts.get(season, set()), draft.ends.get(season, set())
    if len(starts) != 1 or len(ends) != 1 or max(ends) < min(starts):
        words = (
            f"{academic_year}: the {season} term has not one first and one last day, so it is left out. "
            "Write each of them once."
        )
        faults.note(None, "period", words, serious=True)
        return []
    (first,), until = starts, max(ends) + _ONE_DAY
    within = [
        holiday
        for holiday in draft.half_terms.get(season, ())
        if first < holiday.closed_from and holiday.closed_until < until
    ]
    if len(within) != 1:
        words = (
            f"{academic_year}: not one half-term holiday lies within the {season} term, so it is one piece."
        )
        faults.note(None, "period", words)
        return [Term(season, 1, first, until)]
    first_until = _back_over_weekend(within[0].closed_from)
    second_from = _on_over_weekend(within[0].closed_until)
    return [Term(season, 1, first, first_until), Term(season, 2, second_from, until)]


def _back_over_weekend(until: date) -> date:
    """The day after the last weekday before `until`: lists give a holiday's Monday, schools close Friday."""
    while (until - _ONE_DAY).weekday() >= _SATURDAY:
        until -= _ONE_DAY
    return until


def _on_over_weekend(day: date) -> date:
    while day.weekday() >= _SATURDAY:
        day += _ONE_DAY
    return day
