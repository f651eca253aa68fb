"""The diary: my week, my term, my schools, and the team's week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.schools.models import School
from headway.features.schools.queries import bank_holidays, open_schools, tied_to
from headway.features.visits.models import InspectionNotice, Visit
from headway.features.visits.queries import KIND, notices_of, visits_of
from headway.flows.leaving_work import led_by_nobody
from headway.flows.school_calendar import school_calendar
from headway.kit.figures import Figure, Link
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.kit.words import day_words, days_words
from headway.pages.diary.weeks import Week, weeks_of
from headway.pages.diary.words import HOME, kinds_of, policy_on, visits_table
from headway.pages.schools.links import open_links
from headway.rules.calendars import academic_year_of, add_working_days
from headway.rules.diary import term_of
from headway.rules.notices import TASK
from headway.rules.visits import BOOKED, CANCELLED, HELD

WEEK, TERM, SCHOOLS, TEAM = "week", "term", "schools", "team"
LABELS = {WEEK: "My week", TERM: "My term", SCHOOLS: "My schools", TEAM: "Team's week"}
_UNITS = {TERM: "Term"}
CLASHES = "Look at what clashes"
_SEVEN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the diary."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """The diary over some days."""

    heading: str
    caption: str
    tabs: tuple[Tab, ...]
    before: Link | None
    after: Link | None
    book_href: str
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    links: tuple[Link, ...]
    weeks: tuple[Week, ...] = ()


def show_diary(request: HttpRequest) -> HttpResponse:
    """Visits as the address asks for them."""
    viewer = request.viewer
    view = request.GET.get("view", "")
    view = view if view in LABELS else (WEEK if _has_own(viewer) else TEAM)
    on = _day_asked(request, viewer.on)
    begin, end = _span(view, on)
    mine = visits_of(viewer, since=begin, until=end)
    if view in (WEEK, TERM):
        mine = mine.filter(people__person=viewer.person)
    visits = list(mine) if view != SCHOOLS else []
    kinds = kinds_of(policy_on(viewer.on))
    table = (
        schools_table(viewer, begin, end)
        if view == SCHOOLS
        else visits_table(
            _caption(view, begin, end),
            visits,
            kinds,
            "No visit in these days. Book one, or look at other days.",
        )
    )
    waiting = waiting_table(viewer, kinds) if view == TEAM else None
    orphans = orphans_table(viewer, kinds) if view == TEAM else None
    page = DiaryPage(
        heading="Diary",
        caption=_caption(view, begin, end),
        tabs=tuple(Tab(words, f"{HOME}?view={slug}", slug == view) for slug, words in LABELS.items()),
        before=_other(f"{_UNITS.get(view, 'Week')} before", view, begin - timedelta(days=1)),
        after=_other(f"{_UNITS.get(view, 'Week')} after", view, end),
        book_href=reverse("visit_book") if _may_book(viewer) else "",
        figures=_figures(visits) if view != SCHOOLS else (),
        tables=tuple(one for one in (tasks_table(viewer), waiting, orphans, table) if one is not None),
        weeks=_weeks(viewer, visits, begin, end) if view in (WEEK, TERM) else (),
        links=open_links(
            viewer,
            ("Where the days went", "/diary/days/"),
            *((("The time visits took", "/diary/time/"),) if viewer.is_staff else ()),
            ("Agendas and their reviews", "/diary/agendas/"),
            ("My calendar in another program", "/diary/calendar/"),
            ("Record days away", "/diary/away/"),
        ),
    )
    return render(request, "diary/diary.html", {"page": page})


def _weeks(viewer: Viewer, visits: list[Visit], begin: date, end: date) -> tuple[Week, ...]:
    """The days to move visits between; one query more."""
    if not visits:
        return ()
    may = visits_of(viewer, "change", since=begin, until=end).order_by()
    return weeks_of(visits, begin, end, set(may.values_list("public_id", flat=True)))


def due_visits(viewer: Viewer, working_days: int) -> list[Visit]:
    """The viewer's visits from today over so many working days."""
    until = add_working_days(viewer.on, working_days, bank_holidays()) + timedelta(days=1)
    found = visits_of(viewer, since=viewer.on, until=until).filter(people__person=viewer.person, state=BOOKED)
    return list(found)


def schools_without(viewer: Viewer) -> list[School]:
    """The viewer's own open schools with no visit booked or held this term; two queries."""
    begin, end = _span(TERM, viewer.on)
    seen = visits_of(viewer, since=begin, until=end).exclude(state=CANCELLED).exclude(school=None)
    return list(_own_schools(viewer).exclude(pk__in=seen.order_by().values("school")))


def tasks_table(viewer: Viewer) -> Table | None:
    """Inspections somebody of the authority is to attend; the viewer's first. None where there are none (M5-15)."""
    if not viewer.knows("readiness"):
        return None
    open_ones = list(notices_of(viewer).filter(done_on=None))
    if not open_ones:
        return None
    mine = sorted(open_ones, key=lambda one: one.owner_id != viewer.person.pk)
    rows = [_task_row(one, viewer.on, bool(viewer.may_ever("readiness", "change"))) for one in mine]
    return plain_table("Inspections to attend", ("School", "Begins", "To do", "Visits", "By", "Who"), rows)


def _task_row(one: InspectionNotice, on: date, may: bool) -> tuple[Cell | str, ...]:
    late = one.due_on < on
    return (
        Cell(one.school.name, href=f"/schools/{one.school_id}/readiness/"),
        day_words(one.begins_on),
        Cell(TASK, href=reverse("inspection_attended", args=[one.public_id]) if may else ""),
        Cell(
            CLASHES if may else None,
            missing="",
            href=reverse("inspection_replan", args=[one.public_id]) if may else "",
        ),
        Cell(day_words(one.due_on), colour="yellow" if late else ""),
        Cell(one.owner.name if one.owner else None, missing="no link adviser yet"),
    )


def waiting_table(viewer: Viewer, kinds: dict[str, str]) -> Table | None:
    """Visits that wait for approval; None where there are none or the viewer approves none."""
    if not viewer.may_ever(KIND, "approve"):
        return None
    rows = visits_of(viewer, "approve").filter(needs_approval=True, approved_on=None, state=BOOKED)
    found = list(rows)
    return visits_table("Visits that wait for approval", found, kinds, "") if found else None


def orphans_table(viewer: Viewer, kinds: dict[str, str]) -> Table | None:
    """Visits to come whose lead has no access on their day, for whoever may move them; None where there are none."""
    if not viewer.is_staff or not viewer.may_ever(KIND, "change"):
        return None
    lost = led_by_nobody(viewer.on)
    found = list(visits_of(viewer, "change").filter(pk__in=lost))
    caption = "Visits whose lead has left: move each to somebody else"
    return visits_table(caption, found, kinds, "") if found else None


def schools_table(viewer: Viewer, begin: date, end: date) -> Table:
    """Own schools with their last and next visit, and where to book one; two queries."""
    last: dict[int, date] = {}
    following: dict[int, date] = {}
    rows = visits_of(viewer).exclude(state=CANCELLED).exclude(school=None)
    for urn, on, state in rows.order_by("on").values_list("school", "on", "state"):
        if state == HELD:
            last[urn] = on
        elif on >= viewer.on:
            following.setdefault(urn, on)
    may = _may_book(viewer)
    lines = [
        (
            Cell(school.name, href=f"/schools/{school.urn}/"),
            _day(last.get(school.urn), "none held yet"),
            _day(following.get(school.urn), "none booked"),
            *((Cell("Book a visit", href=f"/diary/book/?school={school.urn}"),) if may else ()),
        )
        for school in _own_schools(viewer)
    ]
    heads = (
        Column("School"),
        Column("Last visit"),
        Column("Next visit"),
        *((Column("Book"),) if may else ()),
    )
    empty = "No school is yours yet. Publishing the year plan names each school's adviser."
    return plain_table("My schools", heads, lines, empty_words=empty)


def _own_schools(viewer: Viewer) -> Iterable[School]:
    return open_schools().filter(tied_to(viewer)).order_by("name", "pk")


def _has_own(viewer: Viewer) -> bool:
    return bool(viewer.roles & {"adviser", "quadrant-lead"})


def _may_book(viewer: Viewer) -> bool:
    return bool(viewer.is_staff and viewer.may_ever(KIND, "change"))


def _day(on: date | None, missing: str) -> Cell:
    return Cell(day_words(on) if on else None, missing=missing, plain=on)


def _day_asked(request: HttpRequest, today: date) -> date:
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return asked if abs(asked - today) < timedelta(days=3660) else today


def _span(view: str, on: date) -> tuple[date, date]:
    if view in (TERM, SCHOOLS):
        year = academic_year_of(on)
        return term_of(on, school_calendar(year), year)
    monday = on - timedelta(days=on.weekday())
    return monday, monday + _SEVEN


def _caption(view: str, begin: date, end: date) -> str:
    if view == SCHOOLS:
        return "My schools"
    last = end - timedelta(days=1)
    return f"{LABELS[view]}: {day_words(begin)} to {day_words(last)}"


def _other(words: str, view: str, on: date) -> Link | None:
    return None if view == SCHOOLS else Link(words, f"{HOME}?view={view}&on={on.isoformat()}")


def _figures(visits: Sequence[Visit]) -> tuple[Figure, ...]:
    taking = [one for one in visits if one.state != CANCELLED]
    return (
        Figure("Visits", len(taking)),
        Figure("Days", days_words(sum(one.half_days for one in taking))),
        Figure("Held", sum(one.state == HELD for one in taking)),
    )
