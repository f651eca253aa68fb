"""Analyses agreed with schools: who has agreed a list for the year, one school's list, and what is due when (M4-08)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import OPEN_STATUSES, school_for, schools_visible_to
from headway.features.sharing.actions.analyses import do_analysis
from headway.features.sharing.analyses import (
    KIND,
    lines_visible_to,
    lists_visible_to,
    may_agree_for,
    may_propose,
)
from headway.features.sharing.models import AgreedAnalysis, AnalysisList
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import press
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.schools.words import phase_words
from headway.rules.analyses import AGREED, NOT_BEGUN, STATES, AnalysesPolicy, may_agree, may_do, state_of
from headway.rules.calendars import AcademicYear, academic_year_of
from headway.rules.verdict import Verdict, first_refusal

HOME = "/schools/analyses/"
CRUMBS = (Link("Schools", "/schools/"),)
CRUMB = Link("Analyses", HOME)
NOT_AGREED, LATE, OPEN, DONE = "not-agreed", "late", "open", "done"


@dataclass(frozen=True, slots=True)
class AnalysesPage:
    """Schools with how their list of the year stands, and the menu."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    years: tuple[tuple[str, str, bool], ...]  # label, address, shown now
    table: Table
    menu: Table
    schedule_href: str


@dataclass(frozen=True, slots=True)
class SchoolAnalysesPage:
    """One school's list of a year, and those of other years."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    standing: str
    colour: str
    signature: str
    table: Table
    choose_href: str
    agree_href: str
    may_agree: Verdict
    years: tuple[Link, ...]
    to_do: tuple[tuple[str, str], ...]  # title, where it is marked as done


@dataclass(frozen=True, slots=True)
class SchedulePage:
    """What is due when."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    table: Table


def list_analyses(request: HttpRequest) -> HttpResponse:
    """Every open school with how its list of the year stands."""
    viewer = request.viewer
    query = ListQuery.read(request.GET, HOME, filters=("q", "state", "year"), sorts=("name",))
    year = year_asked(query.text("year"), viewer.on)
    schools = schools_visible_to(viewer, KIND).filter(status_code__in=OPEN_STATUSES).order_by("name", "pk")
    held = {one.school_id: one for one in lists_visible_to(viewer).filter(year=year.first_on.year)}
    known = [(one, held.get(one.urn)) for one in schools]
    found = _matching(known, query)
    found = found[::-1] if query.descending else found

    def build(asked: ListQuery) -> AnalysesPage:
        table = asked.table(
            caption=f"Analyses agreed for {year.label}",
            columns=(
                Column("School", "name", sortable=True),
                Column("Phase"),
                Column("State"),
                Column("Agreed on"),
                Column("Signed by"),
                Column("Analyses", numeric=True),
                Column("Done", numeric=True),
            ),
            rows=[_row(*one, year) for one in found[asked.bounds(len(found))]],
            total=len(found),
            noun=("school", "schools"),
            empty_words="No school stands here. Choose other filters.",
            hide_caption=True,
            filters=(query.text_filter("q", "School"), query.choice_filter("state", "State", _states())),
        )
        return AnalysesPage(
            heading="Analyses agreed with schools",
            caption=f"Academic year {year.label}",
            breadcrumbs=CRUMBS,
            figures=_figures(known, year),
            years=tuple(
                (one.label, f"{HOME}?year={one.label}", one == year) for one in years_offered(viewer.on)
            ),
            table=_with_year(with_export(table, asked), asked),
            menu=menu_table(typed("analyses", viewer.on), year),
            schedule_href=f"{reverse('analyses_schedule')}?year={year.label}",
        )

    return answer_list(request, query, build, "sharing/analyses.html")


def show_school(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """One school's list of a year."""
    viewer, school = request.viewer, found_school(request, urn)
    academic = year_of(year)
    held = lists_visible_to(viewer).filter(school=school, year=year).first()
    lines = list(held.lines.all()) if held else []
    words, colour = STATES[_state(held)]
    may_choose, may_sign = may_propose(viewer, school), may_agree_for(viewer, school)
    may = first_refusal(
        may_sign, may_agree(bool(lines), held.agreed_on if held else None, viewer.on, viewer.on)
    )
    page = SchoolAnalysesPage(
        heading=f"Analyses for {school.name}",
        caption=f"Academic year {academic.label}",
        breadcrumbs=(*CRUMBS, CRUMB, Link(school.name, f"/schools/{urn}/")),
        standing=words,
        colour=colour,
        signature=_signature(held),
        table=_lines_table(lines),
        choose_href=reverse("analyses_choose", args=[urn, year]) if may_choose else "",
        agree_href=reverse("analyses_agree", args=[urn, year])
        if may_sign and held and not held.agreed_on
        else "",
        may_agree=may,
        years=tuple(
            Link(one.label, reverse("analyses_school", args=[urn, one.first_on.year]))
            for one in years_offered(viewer.on)
            if one != academic
        ),
        to_do=tuple(
            (one.title, reverse("analysis_done", args=[urn, year, one.public_id]))
            for one in lines
            if may_choose and held and may_do(held.agreed_on, one.done_on)
        ),
    )
    return render(request, "sharing/analyses_school.html", {"page": page})


def show_schedule(request: HttpRequest) -> HttpResponse:
    """Every analysis of the year by the day it is due."""
    viewer, here = request.viewer, reverse("analyses_schedule")
    query = ListQuery.read(request.GET, here, filters=("q", "state", "year"), sorts=("due",))
    year = year_asked(query.text("year"), viewer.on)
    rows = lines_visible_to(viewer, year.first_on.year)
    if words := query.text("q"):
        rows = rows.filter(of__school__name__icontains=words)
    if query.text("state") == DONE:
        rows = rows.exclude(done_on=None)
    elif query.text("state") == OPEN:
        rows = rows.filter(done_on=None)
    elif query.text("state") == LATE:
        rows = rows.filter(done_on=None, due_on__lt=viewer.on)
    rows = rows.reverse() if query.descending else rows
    total = rows.count()

    def build(asked: ListQuery) -> SchedulePage:
        table = asked.table(
            caption=f"What is due in {year.label}",
            columns=(
                Column("Due on", "due", sortable=True),
                Column("Analysis"),
                Column("School"),
                Column("List"),
                Column("Done on"),
            ),
            rows=[_due_row(one, viewer) for one in rows[asked.bounds(total)]],
            total=total,
            noun=("analysis", "analyses"),
            empty_words="Nothing is due yet. Propose a list to a school first.",
            hide_caption=True,
            filters=(
                query.text_filter("q", "School"),
                query.choice_filter("state", "State", [(OPEN, "Not done"), (LATE, "Late"), (DONE, "Done")]),
            ),
        )
        return SchedulePage(
            "Analyses by date",
            f"Academic year {year.label}",
            (*CRUMBS, CRUMB),
            _with_year(with_export(table, asked), asked),
        )

    return answer_list(request, query, build, "sharing/schedule.html")


def done(request: HttpRequest, urn: int, year: int, key: str) -> HttpResponse:
    """Mark an analysis as done today."""
    found_school(request, urn, "change")
    rows = lines_visible_to(request.viewer, year, "change")
    held = rows.filter(of__school=urn, public_id=key).first()
    if held is None:
        raise Http404

    def act() -> None:
        do_analysis(analysis=held, by=request.viewer, at=timezone.now())

    return press(request, act, f"“{held.title}” is done.", reverse("analyses_school", args=[urn, year]))


def found_school(request: HttpRequest, urn: int, act: str = "see") -> School:
    """A school for whose analyses the viewer may do the act; else not found."""
    school = school_for(request.viewer, urn, KIND, act)
    if school is None:
        raise Http404
    return school


def years_offered(on: date) -> tuple[AcademicYear, ...]:
    """Last academic year, this one and the next."""
    this = academic_year_of(on)
    return academic_year_of(date(this.first_on.year - 1, 9, 1)), this, academic_year_of(this.until)


def year_of(first: int) -> AcademicYear:
    """The academic year that starts in this year; not found for one there is no calendar of."""
    if not 2000 <= first <= 2100:
        raise Http404
    return academic_year_of(date(first, 9, 1))


def year_asked(label: str, on: date) -> AcademicYear:
    """The year the address asks for; this one where it asks for none that is offered."""
    offered = years_offered(on)
    return next((one for one in offered if one.label == label), offered[1])


def menu_table(policy: AnalysesPolicy, year: AcademicYear) -> Table:
    """The menu with the days of a year."""
    rows = [(one.title, one.holds, one.needs, day_cell(one.due_in(year))) for one in policy.analyses]
    return plain_table("The menu", ("Analysis", "What it holds", "Data it needs", "Due on"), rows)


def _with_year(table: Table, query: ListQuery) -> Table:
    """The form of filters carries the year along."""
    year = query.text("year")
    return replace(table, kept=(*table.kept, ("year", year))) if year else table


def _states() -> list[tuple[str, str]]:
    return [(NOT_AGREED, "Not agreed yet"), *((slug, words) for slug, (words, _) in STATES.items())]


def _state(held: AnalysisList | None) -> str:
    return state_of(held is not None, held.agreed_on if held else None)


def _matching(
    known: Sequence[tuple[School, AnalysisList | None]], query: ListQuery
) -> list[tuple[School, AnalysisList | None]]:
    words, state = query.text("q").casefold(), query.text("state")
    found = [one for one in known if words in one[0].name.casefold()]
    if state == NOT_AGREED:
        return [one for one in found if _state(one[1]) != AGREED]
    return [one for one in found if _state(one[1]) == state] if state in STATES else found


def _figures(known: Sequence[tuple[School, AnalysisList | None]], year: AcademicYear) -> tuple[Figure, ...]:
    states = [_state(held) for _, held in known]
    asked = f"{HOME}?year={year.label}&state="
    return (
        Figure("Agreed", states.count(AGREED), href=f"{asked}{AGREED}"),
        Figure("Not agreed yet", len(states) - states.count(AGREED), href=f"{asked}{NOT_AGREED}"),
        Figure("Without a list", states.count(NOT_BEGUN), href=f"{asked}{NOT_BEGUN}"),
    )


def _row(school: School, held: AnalysisList | None, year: AcademicYear) -> Row:
    words, colour = STATES[_state(held)]
    lines = list(held.lines.all()) if held else []
    agreed = held is not None and held.agreed_on is not None
    return Row(
        (
            Cell(
                school.name,
                href=reverse("analyses_school", args=[school.urn, year.first_on.year]),
                note=f"{school.urn}",
            ),
            phase_words(school.phase),
            Cell(words, colour=colour),
            day_cell(held.agreed_on if held else None, missing="not yet"),
            Cell(held.signed_name, note=held.signed_as) if agreed else Cell(None, missing="nobody yet"),
            Cell(len(lines) if held else None, missing="no list"),
            Cell(sum(one.done_on is not None for one in lines) if held else None, missing="no list"),
        )
    )


def _signature(held: AnalysisList | None) -> str:
    if held is None:
        return "The data officer proposes a list; the school then agrees it."
    if held.agreed_on is None:
        return f"Proposed on {day_words(timezone.localtime(held.proposed_at).date())}. The school has not agreed it yet."
    return f"Agreed on {day_words(held.agreed_on)} by {held.signed_name}, {held.signed_as}."


def _lines_table(lines: Sequence[AgreedAnalysis]) -> Table:
    rows = [(one.title, day_cell(one.due_on), day_cell(one.done_on, missing="not yet")) for one in lines]
    return plain_table(
        "The list", ("Analysis", "Due on", "Done on"), rows, empty_words="Nothing is on it yet."
    )


def _due_row(one: AgreedAnalysis, viewer: Viewer) -> Row:
    late = one.done_on is None and one.due_on < viewer.on
    due = day_cell(one.due_on)
    href = reverse("analyses_school", args=[one.of.school_id, one.of.year])
    return Row(
        (
            Cell(due.words, note="Late" if late else "", plain=due.plain),
            one.title,
            Cell(one.of.school.name, href=href),
            Cell("Agreed", colour="green") if one.of.agreed_on else Cell("Not agreed", colour="yellow"),
            day_cell(one.done_on, missing="not yet"),
        ),
        marked=late,
    )
