"""Where the days went, against plan: days of visits by what they were, for each category of school (M7-10)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from headway.features.appointments.viewer import Viewer
from headway.features.categories.queries import category_of
from headway.features.schools.queries import schools_visible_to
from headway.features.visits.models import Visit
from headway.features.visits.queries import visits_of
from headway.flows.planned_days import Share, planned_days
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, plain_table
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
    planned_words: str
    functions: Table


def show_days(request: HttpRequest) -> HttpResponse:
    """Per cent of days by function for each category, of the visits held this academic year."""
    query = ListQuery.read(request.GET, HREF, filters=(), sorts=())
    viewer = request.viewer
    year = academic_year_of(viewer.on)
    visits = list(visits_of(viewer, since=year.first_on, until=year.until).prefetch_related(None))
    planned = planned_days(viewer, year.first_on.year)
    group_of = grouping(viewer, [*visits, *planned.shares])
    held: dict[str, Counter[str]] = defaultdict(Counter)
    booked: Counter[str] = Counter()
    for visit in visits:
        for name in (ALL, group_of(visit)):
            if visit.state == HELD:
                held[name][visit.function] += visit.half_days
            elif visit.state == BOOKED:
                booked[name] += visit.half_days
    due: Counter[str] = Counter()
    for share in planned.shares:
        for name in (ALL, group_of(share)):
            due[name] += share.half_days
    names = sorted((set(held) | set(booked) | set(due)) - {ALL}) + ([ALL] if visits or due else [])

    href = "/diary/time/" if viewer.is_staff else ""

    def build(asked: ListQuery) -> DaysPage:
        table = asked.table(
            caption=f"Where the days went in {year.label}",
            columns=_COLUMNS,
            rows=[_row(name, held[name], booked[name], due.get(name) if due else None) for name in names],
            total=len(names),
            noun=("category", "categories"),
            empty_words="No visit was held, booked or planned this year yet.",
            hide_caption=True,
        )
        caption = f"Academic year {year.label}"
        kept, functions = with_export(table, asked), functions_table(visits)
        return DaysPage("Where the days went", caption, (CRUMB,), kept, href, planned.words, functions)

    return answer_list(request, query, build, "diary/days.html")


_COLUMNS = (
    Column("Category"),
    Column("Held", numeric=True),
    *(Column(label, numeric=True, unit="% of days held") for label in FUNCTIONS.values()),
    Column("Still booked", numeric=True),
    Column("Planned", numeric=True),
    Column("Against plan"),
)
UNPLANNED = "no days planned"


def functions_table(visits: Iterable[Visit]) -> Table:
    """Days by what a visit is. Days are planned for schools and partnerships, for none of these: the page says so."""
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for visit in visits:
        used[visit.state][visit.function] += visit.half_days
    heads = ("What visits are", Column("Held", numeric=True), Column("Still booked", numeric=True))
    rows = [(label, _days(used[HELD][one]), _days(used[BOOKED][one])) for one, label in FUNCTIONS.items()]
    return plain_table("Days by what visits are", heads, rows)


def grouping(viewer: Viewer, visits: Iterable[Visit | Share]) -> Callable[[Visit | Share], str]:
    """Under which category of school each visit or planned share counts, as far as the viewer may see it; two queries."""
    urns = {one.school_id for one in visits if one.school_id}
    known = set(schools_visible_to(viewer, "categories").filter(urn__in=urns).values_list("urn", flat=True))
    judged = {urn: f"{one.category} {one.label}" for urn, one in category_of(known, viewer.on).items()}

    def group_of(visit: Visit | Share) -> str:
        if visit.school_id is None:
            return PARTNERSHIPS
        if visit.school_id not in known:
            return CLOSED
        return judged.get(visit.school_id, NOT_JUDGED)

    return group_of


def _row(name: str, held: Counter[str], booked: int, planned: int | None) -> Row:
    shares = share_by_function(held, tuple(FUNCTIONS))
    total = sum(held.values())
    return Row(
        (
            name,
            _days(total),
            *(Cell(shares[one], missing="no day held") for one in FUNCTIONS),
            _days(booked),
            _days(planned) if planned is not None else Cell(None, missing=UNPLANNED),
            _difference(planned, total + booked),
        ),
        marked=name == ALL,
    )


def _days(half_days: int) -> Cell:
    return Cell(days_words(half_days), plain=half_days / 2)


def _difference(planned: int | None, used: int) -> Cell:
    """What is held and booked beside what is planned, in words; in a spreadsheet the days over or under it."""
    if planned is None:
        return Cell(None, missing=UNPLANNED)
    over = used - planned
    words = f"{days_words(abs(over))} {'more than planned' if over > 0 else 'still to book'}"
    return Cell(words if over else "As planned", plain=over / 2)
