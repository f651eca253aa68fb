"""The list of schools: its filters, its order, its pages and its spreadsheet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter

from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import SMALL, remembered
from headway.features.day_ledger.queries import days_left
from headway.features.evidence.queries import inspections_of_schools
from headway.gateways.documents.sheets import Sheet
from headway.kit.listing import ListQuery
from headway.kit.looking_back import AS_AT, carried
from headway.kit.tables import Cell, Choice, Filter, Row, Table
from headway.kit.words import day_words
from headway.pages.exports import with_export
from headway.pages.schools.columns import (
    COLUMNS,
    EXPORTED,
    NOT_YOURS,
    SchoolColumn,
    Seen,
    columns_for,
    may_see,
    shows,
)
from headway.pages.schools.lines import Lines, SchoolLine, latest_graded
from headway.pages.schools.words import FLAGS, PHASES, year_words
from headway.rules.as_at import AsAt
from headway.rules.inspections import InspectionPolicy

NONE = "none"
BY_NAME = "name"
# What is taken out of a line where things of a kind are not open.
HIDDEN: dict[str, dict[str, object]] = {
    "categories": dict.fromkeys(
        ("category", "category_label", "direction", "proposed", "proposed_label"), ""
    ),
    "assignments": {"adviser": ""},
    "entitlement": {"half_days": None},
    "partnerships": {"partnership": ""},
}
SORTS = tuple(column.key for column in COLUMNS if column.order)
EMPTY = (
    "Every school of the authority will be here. Start by giving the national register under Data; "
    "it is read, shown and then applied."
)


@dataclass(frozen=True, slots=True)
class Choosing:
    """A filter by one value of a line. `kind`: the permission it needs; `none`: words for lines without a value."""

    name: str
    label: str
    value: Callable[[SchoolLine], str]
    words: Callable[[SchoolLine], str]
    kind: str = ""
    none: str = ""


def _plain(name: str, label: str, kind: str = "", none: str = "") -> Choosing:
    return Choosing(name, label, attrgetter(name), attrgetter(name), kind, none)


CHOOSINGS = (
    Choosing("phase", "Phase", attrgetter("phase"), lambda line: PHASES.get(line.phase, line.phase)),
    _plain("type_name", "Type"),
    _plain("district", "District"),
    _plain("quadrant", "Quadrant", none="In no quadrant"),
    _plain("trust", "Trust", none="In no trust"),
    Choosing(
        "category",
        "Category judged",
        attrgetter("category"),
        lambda line: f"{line.category} {line.category_label}",
        "categories",
        "Not judged",
    ),
    Choosing(
        "proposed",
        "Proposed by the rules",
        attrgetter("proposed"),
        lambda line: f"{line.proposed} {line.proposed_label}",
        "categories",
        "Not proposed",
    ),
    _plain("adviser", "Adviser", "assignments", "No adviser"),
    _plain("partnership", "Partnership", "partnerships", "In no partnership"),
)
FILTERS = ("q", *(choosing.name for choosing in CHOOSINGS), "flag", "status", AS_AT)


def in_scope(viewer: Viewer, lines: Sequence[SchoolLine]) -> Sequence[SchoolLine]:
    """The lines with what the viewer may not know taken out, so that no filter or order can tell it."""
    # Asked once for all lines: which kinds every line shows, and which only one's own lines do.
    reach = {kind: viewer.reach(kind) if shows(viewer, kind) else "none" for kind in HIDDEN}
    if set(reach.values()) == {"all"}:
        return lines
    return [_hide(reach, line) for line in lines]


def _hide(reach: Mapping[str, str], line: SchoolLine) -> SchoolLine:
    closed = [kind for kind, far in reach.items() if not (far == "all" or (far == "own" and line.own))]
    hidden: dict[str, object] = {}
    for kind in closed:
        hidden |= HIDDEN[kind]
    if "partnerships" in closed:
        hidden["flags"] = line.flags - {"unpartnered"}
    return replace(line, **hidden) if hidden else line


def matching(query: ListQuery, lines: Iterable[SchoolLine]) -> list[SchoolLine]:
    """The lines every filter lets through. Without a status asked for, open schools only."""
    statuses = query.values("status") or ("open",)
    found = [line for line in lines if ("open" if line.is_open else "closed") in statuses]
    if words := query.text("q").casefold().split():
        found = [line for line in found if all(word in line.searched for word in words)]
    if flag := query.text("flag"):
        found = [line for line in found if flag in line.flags]
    for choosing in CHOOSINGS:
        if wanted := query.text(choosing.name):
            found = [line for line in found if wanted == (choosing.value(line) or NONE)]
    return found


def ordered(query: ListQuery, lines: Iterable[SchoolLine]) -> list[SchoolLine]:
    """The lines, which come by name, in the order asked for; those without a value last whichever way, equals by name."""
    if query.sort_words == BY_NAME:
        return list(lines)
    column = next(column for column in COLUMNS if column.key == query.sort_key)
    known = [line for line in lines if column.order(line) is not None]
    unknown = [line for line in lines if column.order(line) is None]
    return sorted(known, key=column.order, reverse=query.descending) + unknown


def filters_of(
    viewer: Viewer, query: ListQuery, lines: Sequence[SchoolLine], year: int
) -> tuple[Filter, ...]:
    """The filters this viewer has, with the values that stand in the lines the viewer sees, days being of the year."""
    shown = [choosing for choosing in CHOOSINGS if not choosing.kind or shows(viewer, choosing.kind)]
    choices = remembered(
        (filters_of, viewer.sight, year),
        lambda: [_choices(c, lines) for c in shown],
        apart_from=SMALL,
    )
    status = [
        Choice(key, key.capitalize(), key in (query.values("status") or ("open",)))
        for key in ("open", "closed")
    ]
    return (
        query.text_filter("q", "Search", "Part of a name, URN, postcode or town"),
        *(query.choice_filter(c.name, c.label, held) for c, held in zip(shown, choices, strict=True)),
        query.choice_filter("flag", "Flag", FLAGS.items()),
        Filter("status", "Status", "checkboxes", choices=tuple(status)),
    )


def _choices(choosing: Choosing, lines: Sequence[SchoolLine]) -> list[tuple[str, str]]:
    one_of = {choosing.value(line): line for line in lines}
    held = [(value, choosing.words(line)) for value, line in one_of.items() if value]
    ends = [(NONE, choosing.none)] if choosing.none and "" in one_of else []
    return sorted(held, key=itemgetter(1)) + ends


def schools_table(viewer: Viewer, query: ListQuery, known: Lines, policy: InspectionPolicy | None) -> Table:
    """The page of the list that the address asks for."""
    lines = in_scope(viewer, known.lines)
    found = ordered(query, matching(query, lines))
    shown = found[query.bounds(len(found))]
    seen = _seen(shown, policy, known)
    columns = columns_for(viewer)
    table = query.table(
        caption="Schools",
        columns=[_head(column, known.year) for column in columns],
        rows=[
            Row(tuple(_cell(viewer, column, line, seen) for column in columns), pick=str(line.urn))
            for line in shown
        ],
        total=len(found),
        noun=("school", "schools"),
        empty_words=EMPTY if not lines else "Nothing matches.",
        filters=filters_of(viewer, query, lines, known.year),
        hide_caption=True,
    )
    return with_export(_looking_back(table, query, known), query)


def _looking_back(table: Table, query: ListQuery, known: Lines) -> Table:
    """A list of a past day stays one when it is filtered and when its filters are cleared."""
    if known.as_at is None:
        return table
    day = known.as_at.isoformat()
    clear = f"{query.path}?{AS_AT}={day}" if len(query.filters) > 1 else ""
    return replace(table, kept=(*table.kept, (AS_AT, day)), clear_href=clear)


def of_day(query: ListQuery, asked: AsAt) -> ListQuery:
    """The list's address with the day only where it is a past one, so that no link carries one that cannot be shown."""
    if asked.day:
        return query
    return replace(query, filters={name: held for name, held in query.filters.items() if name != AS_AT})


def kept_parts(query: ListQuery) -> list[tuple[str, str]]:
    """What the list is narrowed by, for the form that chooses another day."""
    return [(name, value) for name, values in query.filters.items() for value in values]


def _head(column: SchoolColumn, year: int) -> object:
    head = column.head()
    return replace(head, unit=year_words(year)) if column.key == "days" else head


def _cell(viewer: Viewer, column: SchoolColumn, line: SchoolLine, seen: Seen) -> Cell:
    return column.cell(line, seen) if may_see(viewer, column.kind, line) else Cell(None, missing=NOT_YOURS)


def schools_sheet(
    viewer: Viewer, query: ListQuery, known: Lines, policy: InspectionPolicy | None, shown: Sequence[str]
) -> Sheet:
    """Every line of the filtered list, in its order, for a spreadsheet; what is not known or not open stays empty.

    `shown`: the columns of the list the person sees, in their order; what a spreadsheet has besides comes with them.
    """
    found = ordered(query, matching(query, in_scope(viewer, known.lines)))
    seen = _seen(found, policy, known)
    extra = tuple(column for column in EXPORTED if not column.kind or shows(viewer, column.kind))
    name, *rest = columns_for(viewer)
    by_key = {column.key: column for column in rest}
    columns = (name, *extra, *(by_key[key] for key in shown if key in by_key))
    rows = [
        tuple(column.plain(line, seen) if may_see(viewer, column.kind, line) else None for column in columns)
        for line in found
    ]
    return Sheet(f"Schools{_on_that_day(known)}", [column.label for column in columns], rows)


def _on_that_day(known: Lines) -> str:
    return f" as on {day_words(known.as_at)}" if known.as_at else ""


def _seen(lines: Sequence[SchoolLine], policy: InspectionPolicy | None, known: Lines) -> Seen:
    inspections = inspections_of_schools([line.urn for line in lines]) if lines else ()
    if known.as_at and lines:
        inspections = inspections.filter(started_on__lte=known.as_at)
    # What is left is told of today only: a past day's stands in the school's statement.
    left = {} if known.as_at else days_left([line.urn for line in lines], known.year)
    return Seen(latest_graded(inspections), policy, known.year, carried(AsAt(known.as_at)), left)
