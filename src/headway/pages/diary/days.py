"""Where the days went: half-days of visits by what they were, for each category of school (M7-10)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from headway.features.appointments.viewer import Viewer
from headway.features.categories.queries import category_of
from headway.features.schools.queries import schools_visible_to
from headway.features.visits.models import Visit
from headway.features.visits.queries import visits_of
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import days_words
from headway.pages.diary.words import CRUMB
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.rules.calendars import academic_year_of
from headway.rules.diary import share_by_function
from headway.rules.visits import BOOKED, FUNCTIONS, HELD

HREF = "/diary/days/"
ALL, PARTNERSHIPS, NOT_JUDGED, CLOSED = (
    "All visits",
    "Partnerships",
    "No category agreed",
    "Category not open to you",
)


@dataclass(frozen=True, slots=True)
class DaysPage:
    """The table of one academic year."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    time_href: str


def show_days(request: HttpRequest) -> HttpResponse:
    """Per cent of days by function for each category, of the visits held this academic year."""
    query = ListQuery.read(request.GET, HREF, filters=(), sorts=())
    viewer = request.viewer
    year = academic_year_of(viewer.on)
    visits = list(visits_of(viewer, since=year.first_on, until=year.until))
    group_of = grouping(viewer, visits)
    held: dict[str, Counter[str]] = defaultdict(Counter)
    booked: Counter[str] = Counter()
    for visit in visits:
        for name in (ALL, group_of(visit)):
            if visit.state == HELD:
                held[name][visit.function] += visit.half_days
            elif visit.state == BOOKED:
                booked[name] += visit.half_days
    names = sorted((set(held) | set(booked)) - {ALL}) + ([ALL] if visits else [])

    href = "/diary/time/" if viewer.is_staff else ""

    def build(asked: ListQuery) -> DaysPage:
        table = asked.table(
            caption=f"Where the days went in {year.label}",
            columns=_COLUMNS,
            rows=[_row(name, held[name], booked[name]) for name in names],
            total=len(names),
            noun=("category", "categories"),
            empty_words="No visit was held or booked this year yet.",
            hide_caption=True,
        )
        caption = f"Academic year {year.label}"
        return DaysPage("Where the days went", caption, (CRUMB,), with_export(table, asked), href)

    return answer_list(request, query, build, "diary/days.html")


_COLUMNS = (
    Column("Category"),
    Column("Held", numeric=True),
    *(Column(label, numeric=True, unit="% of days held") for label in FUNCTIONS.values()),
    Column("Still booked", numeric=True),
)


def grouping(viewer: Viewer, visits: Iterable[Visit]) -> Callable[[Visit], str]:
    """Under which category of school each of the visits counts, as far as the viewer may see it; two queries."""
    urns = {one.school_id for one in visits if one.school_id}
    known = set(schools_visible_to(viewer, "categories").filter(urn__in=urns).values_list("urn", flat=True))
    judged = {urn: f"{one.category} {one.label}" for urn, one in category_of(known, viewer.on).items()}

    def group_of(visit: Visit) -> str:
        if visit.school_id is None:
            return PARTNERSHIPS
        if visit.school_id not in known:
            return CLOSED
        return judged.get(visit.school_id, NOT_JUDGED)

    return group_of


def _row(name: str, held: Counter[str], booked: int) -> Row:
    shares = share_by_function(held, tuple(FUNCTIONS))
    total = sum(held.values())
    return Row(
        (
            name,
            Cell(days_words(total), plain=total / 2),
            *(Cell(shares[one], missing="no day held") for one in FUNCTIONS),
            Cell(days_words(booked), plain=booked / 2),
        ),
        marked=name == ALL,
    )
