"""What the list of annual reviews shows: every open school with its review or exception, and how far the year has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headway.features.appointments.viewer import Viewer
from headway.features.performance_reviews.queries import (
    Standing,
    schools_to_review,
    sees_shared_only,
    standings,
)
from headway.features.schools.models import School
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell
from headway.kit.words import count_words, day_words
from headway.pages.exports import with_export
from headway.pages.schools.words import phase_words, year_words
from headway.pages.years import asked_year
from headway.rules.calendars import academic_year_of
from headway.rules.performance_reviews import (
    NONE,
    SHARED,
    STATE_WORDS,
    STATES,
    AnnualReviewPolicy,
    is_done,
    is_late,
)

HOME = "/schools/reviews/"
FILTERS = ("q", "phase", "state", "year")
SORTS = ("name",)
LATE = "late"
CRUMBS = (Link("Schools", "/schools/"), Link("Annual reviews", HOME))
YEARS_BACK = 3


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """The list, or the totals alone."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    progress: str
    figures: tuple[Figure, ...]
    table: Table | None


@dataclass(frozen=True, slots=True)
class Line:
    """A school and where it stands in the year."""

    school: School
    standing: Standing
    late: bool


def year_of(query: ListQuery, on: date) -> int:
    """The year the address asks for, else this academic year."""
    return asked_year(query.text("year")) or academic_year_of(on).first_on.year


def reviews_page(viewer: Viewer, query: ListQuery, policy: AnnualReviewPolicy) -> ReviewsPage:
    """The page of a year; a constant number of queries."""
    year = year_of(query, viewer.on)
    due_on = policy.due.within(academic_year_of(date(year, 9, 1)))
    outside = sees_shared_only(viewer)
    lines = _lines(viewer, year, due_on)
    counted = () if outside else _figures(lines)
    lists = outside or viewer.may_ever("performance-reviews", "see")
    return ReviewsPage(
        heading="Annual reviews of performance",
        caption=f"Academic year {year_words(year)}",
        breadcrumbs=CRUMBS[:1],
        progress="" if outside else progress_words(lines, due_on),
        figures=counted,
        table=_table(viewer, lines, query, policy) if lists else None,
    )


def progress_words(lines: Sequence[Line], due_on: date) -> str:
    """How many open schools have a review or an exception, and by when all should (M4-04)."""
    done, late = sum(is_done(one.standing.state) for one in lines), sum(one.late for one in lines)
    said = f"{done} of {count_words(len(lines), 'open school')} {'has' if done == 1 else 'have'} a review or an exception."
    left = f" All should by {day_words(due_on)}; {len(lines) - done} to go."
    return said + (f" {count_words(late, 'school is', 'schools are')} late." if late else left)


def _lines(viewer: Viewer, year: int, due_on: date) -> list[Line]:
    outside = sees_shared_only(viewer)
    act = "see" if outside or viewer.may_ever("performance-reviews", "see") else "count"
    schools = list(schools_to_review(viewer, act).order_by("name", "pk"))
    held = standings([one.urn for one in schools], year)
    lines = [Line(one, held[one.urn], is_late(held[one.urn].state, due_on, viewer.on)) for one in schools]
    return [one for one in lines if one.standing.state == SHARED] if outside else lines


def _figures(lines: Sequence[Line]) -> tuple[Figure, ...]:
    states = [one.standing.state for one in lines]
    counted = [
        Figure(words, states.count(state), href=f"{HOME}?state={state}")
        for state, words in STATE_WORDS.items()
    ]
    return (*counted, Figure("Late", sum(one.late for one in lines), href=f"{HOME}?state={LATE}"))


def _matching(lines: Sequence[Line], query: ListQuery) -> list[Line]:
    words, phase, state = query.text("q").casefold(), query.text("phase"), query.text("state")
    found = [
        one
        for one in lines
        if not words or words in one.school.name.casefold() or words == str(one.school.urn)
    ]
    if phase:
        found = [one for one in found if one.school.phase == phase]
    if state == LATE:
        return [one for one in found if one.late]
    return [one for one in found if one.standing.state == state] if state else found


def _table(viewer: Viewer, lines: Sequence[Line], query: ListQuery, policy: AnnualReviewPolicy) -> Table:
    year, this = year_of(query, viewer.on), academic_year_of(viewer.on).first_on.year
    found = _matching(lines, query)
    if query.descending:
        found.reverse()
    phases = sorted({one.school.phase for one in lines if one.school.phase})
    years = [(str(one), year_words(one)) for one in range(this, this - YEARS_BACK, -1)]
    table = query.table(
        caption=f"Annual reviews {year_words(year)}",
        columns=(
            Column("School", "name", sortable=True),
            Column("Phase"),
            Column("State"),
            Column("Begun on"),
            Column("Reviewer"),
            Column("Shared on"),
        ),
        rows=[_row(one, year, policy, pick=year == this) for one in found[query.bounds(len(found))]],
        total=len(found),
        noun=("school", "schools"),
        empty_words="No school is as you ask.",
        hide_caption=True,
        filters=(
            query.text_filter("q", "School", "Part of a name, or the URN"),
            query.choice_filter("phase", "Phase", [(one, phase_words(one) or one) for one in phases]),
            query.choice_filter("state", "State", [*STATE_WORDS.items(), (LATE, "Late")]),
            query.choice_filter("year", "Year", years),
        ),
    )
    return with_export(table, query)


def _row(line: Line, year: int, policy: AnnualReviewPolicy, *, pick: bool) -> Row:
    review, exception, state = line.standing.review, line.standing.exception, line.standing.state
    note = "late" if line.late else ""
    if exception and not review:
        note = f"{policy.reasons.get(exception.reason, exception.reason)}: {exception.words}"
    return Row(
        (
            Cell(
                line.school.name,
                href=f"/schools/{line.school.urn}/reviews/{year}/",
                note=f"{line.school.urn}",
            ),
            phase_words(line.school.phase),
            Cell(STATE_WORDS[state], colour="red" if line.late else STATES[state], note=note),
            day_cell(review.begun_on if review else None, missing="not begun"),
            Cell(review.begun_by.name if review else None, missing="nobody yet"),
            day_cell(review.shared_on if review else None, missing="not shared"),
        ),
        pick=str(line.school.urn) if pick and state == NONE else "",
    )
