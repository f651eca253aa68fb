"""What the readiness list shows: every school with its window, its chance, why, and its latest review."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import SMALL, remembered
from headway.features.categories.queries import category_of
from headway.features.evidence.models import Inspection
from headway.features.evidence.queries import inspections_of_schools
from headway.features.partnerships.queries import known_open
from headway.features.readiness.models import ReadinessReview
from headway.features.readiness.queries import KIND, latest_reviews
from headway.features.schools.models import Placement, School
from headway.features.schools.queries import schools_visible_to
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Filter, Row, Table, day_cell
from headway.kit.words import count_words, day_words
from headway.pages.exports import with_export
from headway.pages.readiness.outlook import LIKELY, Outlook, concern_words, outlook_of, years_offered
from headway.pages.schools.policies import policies_in_use
from headway.pages.schools.words import inspection_in_short, phase_words
from headway.rules.calendars import AcademicYear
from headway.rules.category_policy import CategoryPolicy
from headway.rules.inspection_chances import Chance
from headway.rules.inspections import InspectionWindow
from headway.rules.readiness import ReadinessPolicy, answers_in_short

HOME = "/schools/readiness/"
NONE = "none"
FILTERS = ("q", "year", "phase", "quadrant", "likely", "show")
SORTS = ("likely", "name", "expected", "longstop", "chance")
NO_CONCERN = "no concern"
SHOWN = (
    ("inspectorate", "In a category of the inspectorate"),
    ("authority", "A concern of the authority"),
    ("both", "Both"),
    ("unreviewed", "Never reviewed"),
)


@dataclass(frozen=True, slots=True)
class YearLink:
    """An academic year that can be asked for."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class ReadinessPage:
    """Every school the viewer may see, for one academic year."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    years: tuple[YearLink, ...]
    figures: tuple[Figure, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Line:
    """One school, what is to be expected there, and the authority's category in force where it is a concern."""

    school: School
    quadrant: str
    outlook: Outlook
    concern: str

    @property
    def in_category(self) -> bool:
        """The inspectorate's category of concern stands."""
        return bool(concern_words(self.outlook))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a row reads beside its line."""

    policies: Mapping[str, Any]
    reviews: Mapping[int, ReadinessReview]
    may_know_concern: bool


def readiness_page(viewer: Viewer, query: ListQuery) -> ReadinessPage:
    """The list of the year asked for; a constant number of queries however many schools."""
    policies = policies_in_use("inspections", "inspection_chances", "categories", "readiness", on=viewer.on)
    year = year_asked(query, viewer.on)

    def read() -> list[Line]:
        return _lines(viewer, policies, year)

    keep = viewer.reach(KIND) == "all"
    lines = remembered((readiness_page, viewer.on, year), read, apart_from=SMALL) if keep else read()
    reviews = latest_reviews(viewer, [line.school.urn for line in lines])
    seen = Seen(policies, reviews, knows_concern(viewer))
    found = _sorted(_matching(lines, query, seen), query)
    table = query.table(
        caption=f"Readiness for inspection {year.label}",
        columns=_columns(year, seen),
        rows=[_row(line, seen) for line in found[query.bounds(len(found))]],
        total=len(found),
        noun=("school", "schools"),
        empty_words="Schools will be listed here with what is to be expected once the register is loaded.",
        filters=_filters(query, lines, seen),
        hide_caption=True,
    )
    if query.text("year"):
        table = replace(table, kept=(*table.kept, ("year", year.label)))
    return ReadinessPage(
        heading="Ofsted readiness",
        caption=f"Academic year {year.label}",
        breadcrumbs=(Link("Schools", "/schools/"),),
        years=tuple(
            YearLink(one.label, f"{HOME}?year={one.label}", one == year) for one in years_offered(viewer.on)
        ),
        figures=_figures(lines, seen, year, query),
        table=with_export(table, query),
    )


def year_asked(query: ListQuery, on: date) -> AcademicYear:
    """The academic year the address asks for by its label; this one where it asks for none that is offered."""
    this, following = years_offered(on)
    return following if query.text("year") == following.label else this


def knows_concern(viewer: Viewer) -> bool:
    """Whether the viewer may see the authority's categories of every school in the list."""
    reach = viewer.reach("categories")
    return reach == "all" or (reach == "own" and viewer.reach(KIND) == "own")


def is_concern(category: str, policy: CategoryPolicy | None) -> bool:
    """Whether a school in the category is a concern of the authority, as its scheme says."""
    return policy is not None and category in policy.concerns


def _lines(viewer: Viewer, policies: Mapping[str, Any], year: AcademicYear) -> list[Line]:
    placed = Placement.objects.as_at(viewer.on).filter(district=OuterRef("district"))
    rows = known_open(schools_visible_to(viewer, KIND), viewer.on).annotate(
        quadrant=Subquery(placed.values("quadrant__name")[:1])
    )
    schools = list(rows.order_by("name", "pk"))
    urns = [school.urn for school in schools]
    inspections: dict[int, list[Inspection]] = defaultdict(list)
    for row in inspections_of_schools(urns):
        inspections[row.school_id].append(row)
    judged = category_of(urns, viewer.on)
    scheme = policies.get("categories")
    found = []
    for school in schools:
        outlook = outlook_of(inspections[school.urn], policies, year, viewer.on)
        held = judged.get(school.urn)
        concern = f"{held.category} {held.label}" if held and is_concern(held.category, scheme) else ""
        if outlook:
            found.append(Line(school, school.quadrant or "", outlook, concern))
    return found


def _matching(lines: Sequence[Line], query: ListQuery, seen: Seen) -> Sequence[Line]:
    if words := query.text("q").casefold():
        lines = [
            line for line in lines if words in line.school.name.casefold() or words == str(line.school.urn)
        ]
    for name, value in VALUES.items():
        if wanted := query.text(name):
            lines = [line for line in lines if value(line) == wanted]
    shown = _states(seen).get(query.text("show"))
    return [line for line in lines if shown(line)] if shown else lines


VALUES: Mapping[str, Callable[[Line], str]] = {
    "phase": lambda line: line.school.phase,
    "quadrant": lambda line: line.quadrant or NONE,
    "likely": lambda line: line.outlook.likely,
}


def _states(seen: Seen) -> dict[str, Callable[[Line], bool]]:
    """What the filter “Show” may ask; nothing of the authority's concern where it is not open."""
    states: dict[str, Callable[[Line], bool]] = {
        "inspectorate": lambda line: line.in_category,
        "unreviewed": lambda line: line.school.urn not in seen.reviews,
    }
    if seen.may_know_concern:
        states["authority"] = lambda line: bool(line.concern)
        states["both"] = lambda line: line.in_category and bool(line.concern)
    return states


def _sorted(lines: Sequence[Line], query: ListQuery) -> list[Line]:
    """In the order asked for; equals and those not known by name, the latter last whichever way."""
    if query.sort_key == "name":
        return sorted(lines, key=lambda line: line.school.name.casefold(), reverse=query.descending)
    value = ORDERS[query.sort_key]
    known = [line for line in lines if value(line) is not None]
    unknown = [line for line in lines if value(line) is None]
    return sorted(known, key=value, reverse=query.descending) + unknown


ORDERS: Mapping[str, Callable[[Line], Any]] = {
    "likely": lambda line: (list(LIKELY).index(line.outlook.likely), -(line.outlook.chance.probability or 0)),
    "expected": lambda line: line.outlook.window.expected_on,
    "longstop": lambda line: line.outlook.window.longstop_on,
    "chance": lambda line: line.outlook.chance.probability,
}


def _filters(query: ListQuery, lines: Sequence[Line], seen: Seen) -> list[Filter]:
    phases = sorted({line.school.phase for line in lines if line.school.phase})
    quadrants = [(one, one or "In no quadrant") for one in sorted({line.quadrant for line in lines})]
    states = _states(seen)
    return [
        query.text_filter("q", "School", "Part of a name, or the URN"),
        query.choice_filter("phase", "Phase", [(one, phase_words(one) or one) for one in phases]),
        query.choice_filter("quadrant", "Quadrant", [(one or NONE, words) for one, words in quadrants]),
        query.choice_filter("likely", "Inspection", [(key, words) for key, (words, _) in LIKELY.items()]),
        query.choice_filter("show", "Show", [(key, words) for key, words in SHOWN if key in states]),
    ]


def _figures(lines: Sequence[Line], seen: Seen, year: AcademicYear, query: ListQuery) -> tuple[Figure, ...]:
    """How many may expect inspection, and the two kinds of concern counted apart (M7-07)."""
    asked = query.text("year")
    start = f"{HOME}?year={asked}&" if asked else f"{HOME}?"
    states = _states(seen)
    known = [one for line in lines if (one := line.outlook.chance.probability) is not None]
    found = [
        Figure(
            f"Likely in {year.label}",
            sum(line.outlook.likely == "likely" for line in lines),
            unit=f"of {len(lines)}",
            href=f"{start}likely=likely",
        ),
        Figure(
            "Inspections to be expected",
            round(sum(known)) if known else None,
            note=f"the chances of {len(known)} schools added up; of the others it is not known",
        ),
    ]
    words = {
        "inspectorate": "In a category of the inspectorate",
        "authority": "A concern of the authority",
        "both": "Both at once",
    }
    for key, label in words.items():
        if key in states:
            count = sum(states[key](line) for line in lines)
            found.append(Figure(label, count, href=f"{start}show={key}"))
    return tuple(found)


def _columns(year: AcademicYear, seen: Seen) -> list[Column]:
    columns = [
        Column("School", "name", sortable=True),
        Column("Phase"),
        Column("Last full inspection"),
        Column("Expected", "expected", sortable=True),
        Column("Longstop", "longstop", sortable=True),
        Column("Inspection", "likely", sortable=True, unit=year.label),
        Column("Chance", "chance", sortable=True, unit=year.label),
        Column("Inspectorate's category"),
    ]
    if seen.may_know_concern:
        columns.append(Column("Authority's concern"))
    return [*columns, Column("Readiness review"), Column("Why")]


def _row(line: Line, seen: Seen) -> Row:
    outlook, window, urn = line.outlook, line.outlook.window, line.school.urn
    href = f"/schools/{urn}/readiness/"
    last = Cell(None, missing="none known")
    if outlook.last:
        words, when = inspection_in_short(outlook.last, seen.policies["inspections"])
        last = Cell(words, note=when)
    likely, colour = LIKELY[outlook.likely]
    cells = [
        Cell(line.school.name, href=href, note=f"{urn}"),
        Cell(phase_words(line.school.phase), note=line.quadrant),
        last,
        _expected_cell(window),
        day_cell(window.longstop_on),
        Cell(likely, colour=colour),
        _chance_cell(outlook.chance),
        Cell(concern_words(outlook) or None, missing="none"),
    ]
    if seen.may_know_concern:
        cells.append(Cell(line.concern or None, missing=NO_CONCERN))
    review = _review_cell(seen.reviews.get(urn), seen.policies.get("readiness"))
    return Row((*cells, review, Cell(_why(outlook))))


def _why(outlook: Outlook) -> str:
    """Why in a line or two; the last inspection has its own column, and the school's page says the rest."""
    if outlook.last is None:
        return " ".join(outlook.window.reasons)
    reasons = list(outlook.window.reasons[1:]) or [f"The expected day lies after {outlook.year.label}."]
    if outlook.chance.probability is None:
        reasons += outlook.chance.words[:1]
    return " ".join(reasons)


def _chance_cell(chance: Chance) -> Cell:
    note = f"counted from {count_words(chance.schools, 'school')}" if chance.schools else ""
    known = chance.probability
    plain = round(known, 3) if known is not None else None
    return Cell(chance.in_100 or None, note=note, missing=chance.missing, plain=plain)


def _expected_cell(window: InspectionWindow) -> Cell:
    cell = day_cell(window.expected_on)
    note = f"not before {day_words(window.earliest_on)}" if window.earliest_on else ""
    return Cell(cell.words, note=note, plain=cell.plain)


def _review_cell(review: ReadinessReview | None, policy: ReadinessPolicy | None) -> Cell:
    if review is None:
        return Cell(None, missing="none yet")
    cell = day_cell(review.on)
    note = answers_in_short(review.answers, policy.answers) if policy else ""
    return Cell(cell.words, note=note, plain=cell.plain)
