"""The time visits took: one's own visits with what is proposed or confirmed, and all by category and function (M7-10)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.contacts.queries import minutes_between
from headway.features.policies.queries import typed
from headway.features.visit_times import actions as deeds
from headway.features.visit_times.queries import confirmed_times, may_confirm, minutes_of, time_of, usual_time
from headway.features.visits.models import Visit
from headway.features.visits.queries import visit_for, visits_of
from headway.kit.figures import Figure, Link
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import day_words, days_words, minutes_words
from headway.pages import errors
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.diary.days import grouping
from headway.pages.diary.words import CRUMB
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.rules.calendars import academic_year_of
from headway.rules.visit_times import MOST_MINUTES, PARTS, Minutes, VisitTimePolicy, added_up
from headway.rules.visits import FUNCTIONS, HELD

HREF = "/diary/time/"
SCHOOLS_ASK = "How long visits took is for the service."
COLUMNS = (
    Column("Day"),
    Column("Where"),
    *(Column(words, numeric=True, unit="minutes") for words in PARTS.values()),
    Column("Together", numeric=True, unit="minutes"),
    Column("State"),
)
HEADS = ("Category", "What it is", "Days held", "Time confirmed", "Time proposed")


@dataclass(frozen=True, slots=True)
class TimesPage:
    """One's own visits, and the time of all beside their days."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    table: Table
    split: Table
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Spent:
    """The time of one person for one visit, and whether they confirmed it."""

    visit: Visit
    minutes: Minutes
    confirmed: bool


class TimeForm(KitForm):
    """Minutes by part."""

    missing: ClassVar[MissingSentences] = {
        "preparation": "Enter the minutes of preparation, 0 where there were none",
        "visiting": "Enter the minutes at the visit",
        "writing": "Enter the minutes of writing, 0 where there were none",
        "travel": "Enter the minutes of travel, 0 where there were none",
    }
    preparation = forms.IntegerField(label="Preparation, in minutes", min_value=0, max_value=MOST_MINUTES)
    visiting = forms.IntegerField(label="At the visit, in minutes", min_value=0, max_value=MOST_MINUTES)
    writing = forms.IntegerField(label="Writing, in minutes", min_value=0, max_value=MOST_MINUTES)
    travel = forms.IntegerField(
        label="Travel there and back, in minutes", min_value=0, max_value=MOST_MINUTES
    )


def show_times(request: HttpRequest) -> HttpResponse:
    """The visits of this academic year with the time they took, or one's own as a file."""
    viewer = request.viewer
    if not viewer.is_staff:
        return errors.forbidden(request, SCHOOLS_ASK)
    query = ListQuery.read(request.GET, HREF, filters=(), sorts=())
    year = academic_year_of(viewer.on)
    visits = list(visits_of(viewer, since=year.first_on, until=year.until).filter(state=HELD))
    policy, known = typed("visit_times", viewer.on), confirmed_times(visits)
    mine = [one for visit in visits for one in _spent(visit, policy, known, viewer.person.pk)]
    contacts = minutes_between(viewer.person, year.first_on, year.until)

    def build(asked: ListQuery) -> TimesPage:
        table = asked.table(
            caption="My visits",
            columns=COLUMNS,
            rows=[_row(one) for one in mine[asked.bounds(len(mine))]],
            total=len(mine),
            noun=("visit", "visits"),
            empty_words="You were on no visit that was held this year yet.",
        )
        return TimesPage(
            heading="The time visits took",
            caption=f"Academic year {year.label}",
            breadcrumbs=(CRUMB,),
            figures=_figures(mine, contacts),
            table=with_export(table, asked),
            split=_split(viewer, visits, policy, known),
            links=(
                Link("Where the days went", "/diary/days/"),
                Link("Contacts added up", "/contacts/totals/"),
            ),
        )

    return answer_list(request, query, build, "diary/times.html")


def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """How long a visit took: what is usual until it is said otherwise."""
    viewer = request.viewer
    visit = visit_for(viewer, key, "change")
    if visit is None:
        raise Http404
    if refused := refuse_unless(request, may_confirm(viewer, visit)):
        return refused
    row = time_of(visit, viewer.person)
    going = next(one for one in visit.people.all() if one.person_id == viewer.person.pk)
    usual = usual_time(typed("visit_times", viewer.on), visit, going)
    stands = asdict(minutes_of(row) if row else usual)
    form = TimeForm(sent(request), initial={**stands, "version": row.version if row else 0})

    def act() -> None:
        deeds.confirm_time(
            visit=visit,
            minutes=Minutes(**form.cleaned_data),
            seen_version=form.seen_version or 0,
            by=viewer,
            at=timezone.now(),
        )

    words = () if row else ("This is what is usual. Confirm it, or change it first.",)
    where = f"{visit.place.name}, {day_words(visit.on)}"
    crumbs = (CRUMB, Link("The time visits took", HREF))
    page = FormPage("How long it took you", where, crumbs, form, "Confirm it", HREF, words)
    return answer(request, page, act, "The time is confirmed.", thing="time")


def _spent(visit: Visit, policy: VisitTimePolicy, known: dict[Any, Minutes], person: int = 0) -> list[Spent]:
    """The time of each person on the visit, or of one."""
    going = [one for one in visit.people.all() if person in (0, one.person_id)]
    told = [(one, known.get((visit.pk, one.person_id))) for one in going]
    return [Spent(visit, said or usual_time(policy, visit, one), said is not None) for one, said in told]


def _row(one: Spent) -> Row:
    state = Cell("Confirmed", colour="green") if one.confirmed else Cell("Proposed", colour="yellow")
    return Row(
        (
            day_cell(one.visit.on),
            Cell(one.visit.place.name, href=reverse("visit_time", args=[one.visit.public_id])),
            *(getattr(one.minutes, part) for part in PARTS),
            one.minutes.total,
            state,
        )
    )


def _figures(mine: Iterable[Spent], contacts: int) -> tuple[Figure, ...]:
    """One's own time: confirmed, proposed, and that of contacts, which costs no day."""
    rows = list(mine)
    confirmed = added_up(one.minutes for one in rows if one.confirmed).total
    waiting = added_up(one.minutes for one in rows if not one.confirmed).total
    return (
        Figure("My visits, confirmed", minutes_words(confirmed)),
        Figure("My visits, proposed", minutes_words(waiting), note="confirm each below"),
        Figure("My contacts", minutes_words(contacts), note="cost no day"),
    )


def _split(viewer: Viewer, visits: list[Visit], policy: VisitTimePolicy, known: dict[Any, Minutes]) -> Table:
    """Days and time of all visits one may see, by category of school and by what they were."""
    group_of = grouping(viewer, visits)
    half_days: dict[tuple[str, str], int] = defaultdict(int)
    spent: dict[tuple[str, str], list[Spent]] = defaultdict(list)
    for visit in visits:
        name = (group_of(visit), visit.function)
        half_days[name] += visit.half_days
        spent[name] += _spent(visit, policy, known)
    rows = [
        (
            group,
            FUNCTIONS[function],
            Cell(days_words(number), plain=number / 2),
            _time(spent[group, function], confirmed=True),
            _time(spent[group, function], confirmed=False),
        )
        for (group, function), number in sorted(half_days.items())
    ]
    caption = "Days and time of all visits you see"
    return plain_table(caption, HEADS, rows, empty_words="No visit was held this year yet.")


def _time(rows: list[Spent], *, confirmed: bool) -> Cell:
    asked = [one.minutes for one in rows if one.confirmed == confirmed]
    total = added_up(asked).total
    return Cell(minutes_words(total) if asked else None, missing="none", plain=total if asked else None)
