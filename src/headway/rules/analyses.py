"""The menu of analyses, and a school's list of a year: proposed, agreed with a signatory, each done by its day (M4-08)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from headway.rules.calendars import AcademicYear, day_words
from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse

NOT_BEGUN, PROPOSED, AGREED = "not-begun", "proposed", "agreed"
STATES = {
    NOT_BEGUN: ("No list yet", "grey"),
    PROPOSED: ("Proposed, not agreed", "yellow"),
    AGREED: ("Agreed", "green"),
}
DUE = re.compile(r"\d\d-\d\d")
SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class Analysis:
    """One line of the menu. `month` and `day`: when it is due in an academic year."""

    key: str
    title: str
    holds: str
    needs: str
    month: int
    day: int

    def due_in(self, year: AcademicYear) -> date:
        """The day it is due in an academic year."""
        first = year.first_on.year
        return date(first if self.month >= SEPTEMBER else first + 1, self.month, self.day)


@dataclass(frozen=True, slots=True)
class AnalysesPolicy:
    """The menu in the order of the file."""

    header: Header
    analyses: tuple[Analysis, ...]
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def get(self, key: str) -> Analysis | None:
        """The analysis of a key, or None where the menu has it no longer."""
        return next((one for one in self.analyses if one.key == key), None)


def state_of(has_list: bool, agreed_on: date | None) -> str:
    """How a school's list of a year stands: a word of STATES."""
    return AGREED if agreed_on else PROPOSED if has_list else NOT_BEGUN


def may_choose(chosen: Mapping[str, date], year: AcademicYear) -> Verdict:
    """Whether these analyses with their days can be a list of the year: at least one, each due in the year."""
    if not chosen:
        return refuse("Choose at least one analysis.")
    outside = next((day for day in chosen.values() if not year.holds(day)), None)
    if outside is not None:
        return refuse(
            f"{day_words(outside)} does not lie in the academic year {year.label}. Correct the day."
        )
    return ALLOWED


def may_agree(has_lines: bool, agreed_on: date | None, signed_on: date, today: date) -> Verdict:
    """Whether a list can be agreed: once, with something on it, on a day that was."""
    if not has_lines:
        return refuse("There is no list yet. The data officer proposes one first.")
    if agreed_on is not None:
        return refuse(f"It was agreed on {day_words(agreed_on)} already. A changed list is agreed anew.")
    if signed_on > today:
        return refuse("An agreement is recorded once it was given; choose today or a day before.")
    return ALLOWED


def may_do(agreed_on: date | None, done_on: date | None) -> Verdict:
    """Whether an analysis can be marked as done: agreed, and not done yet."""
    if agreed_on is None:
        return refuse("The list is not agreed yet. Have the school agree it first.")
    return refuse(f"It was done on {day_words(done_on)} already.") if done_on else ALLOWED


def may_drop(done: Iterable[str], chosen: Iterable[str]) -> Verdict:
    """Whether these analyses can be the whole list: none that is done is left out."""
    lost = set(done) - set(chosen)
    return refuse("An analysis that is done stays on the list. Tick it again.") if lost else ALLOWED


def may_change(chosen: Mapping[str, date], done: Iterable[str], year: AcademicYear) -> Verdict:
    """Whether a list of the year can become this one."""
    return first_refusal(may_choose(chosen, year), may_drop(done, chosen))


def read_analyses(table: object) -> AnalysesPolicy:
    """The menu from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="analyses")
    found: dict[str, Analysis] = {}
    for row in section.rows("analyses"):
        one = _analysis(row)
        if one.key in found:
            raise row.fault("key", f"“{one.key}” is used twice; give each row its own.")
        found[one.key] = one
    section.close()
    return AnalysesPolicy(header, tuple(found.values()), dict(section.marks))


def _analysis(row: Section) -> Analysis:
    due = row.text("due")
    try:
        if not DUE.fullmatch(due):
            raise ValueError
        month, day = (int(part) for part in due.split("-"))
        date(2027, month, day)  # a year without 29 February: each year has the day
    except ValueError:
        raise row.fault("due", f"A month and a day like 10-31 are expected, not “{due}”.") from None
    one = Analysis(row.text("key"), row.text("title"), row.text("holds"), row.text("needs"), month, day)
    row.close()
    return one
