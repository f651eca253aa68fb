"""What the pages of unpartnered schools and of quadrants show."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.forms import DateField, ValidationError

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.quadrants import QuadrantCount, may_place, quadrant_counts
from headway.features.partnerships.queries import unpartnered_on
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import count_words, day_words, list_words
from headway.pages.exports import with_export
from headway.pages.partnerships.page import CRUMBS
from headway.pages.schools.words import phase_words
from headway.rules.partnerships import PartnershipPolicy
from headway.rules.verdict import Verdict

UNPARTNERED = "/partnerships/unpartnered/"
QUADRANTS = "/partnerships/quadrants/"
DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]


@dataclass(frozen=True, slots=True)
class UnpartneredPage:
    """Open schools without a recognised partnership as at a day."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    words: str
    fault: str
    table: Table


@dataclass(frozen=True, slots=True)
class QuadrantsPage:
    """Quadrants with their districts and counts."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    table: Table
    districts: Table
    may_place: Verdict
    is_proposed: bool
    is_unplaced: bool


def read_day(words: str, today: date) -> tuple[date, str]:
    """The day a list is asked for, today where none is; with the sentence about what cannot be read."""
    if not words:
        return today, ""
    try:
        return DateField(input_formats=DAY_FORMATS).clean(words), ""
    except ValidationError:
        return today, f"“{words}” is not a date, so the list is as at today. Write it like 1/9/2026."


def unpartnered_page(
    viewer: Viewer, query: ListQuery, policy: PartnershipPolicy, today: date
) -> UnpartneredPage:
    """The list as at the day of the address; three queries."""
    on, fault = read_day(query.text("on"), today)
    wanted = query.text("q").casefold()
    found = [one for one in unpartnered_on(viewer, policy, on) if wanted in one.name.casefold()]
    if query.descending:
        found.reverse()
    table = query.table(
        caption=f"Unpartnered schools on {day_words(on)}",
        columns=(
            Column("School", "name", sortable=True),
            Column("URN", numeric=False),
            Column("Type"),
            Column("District"),
            Column("Pupils", numeric=True),
        ),
        rows=[
            Row(
                (
                    Cell(one.name, href=f"/schools/{one.urn}/"),
                    str(one.urn),
                    one.type_name,
                    Cell(one.district.name if one.district else None),
                    one.pupils,
                )
            )
            for one in found[query.bounds(len(found))]
        ],
        total=len(found),
        noun=("school", "schools"),
        empty_words=f"On {day_words(on)} every open school of these phases was in a recognised partnership.",
        filters=[
            query.text_filter("on", "As at", "Day, month and year, like 1/9/2026"),
            query.text_filter("q", "Name", "Part of a name is enough"),
        ],
        hide_caption=True,
    )
    phases = list_words(phase_words(one) or one for one in sorted(policy.unpartnered_phases))
    words = (
        f"{phases} schools that were open on {day_words(on)} and in no recognised partnership that "
        "day. The list is worked out from dated memberships each time."
    )
    return UnpartneredPage("Unpartnered schools", CRUMBS, words, fault, with_export(table, query))


def quadrants_page(viewer: Viewer, on: date) -> QuadrantsPage:
    """Quadrants as at the day, with counts of schools and partnerships (M1-02)."""
    counts = quadrant_counts(on)
    placed = [one for one in counts if one.quadrant]
    return QuadrantsPage(
        heading="Quadrants",
        breadcrumbs=CRUMBS,
        figures=(
            Figure("Quadrants", len(placed)),
            Figure("Districts", sum(len(one.districts) for one in counts)),
            Figure("Open schools in them", sum(one.schools for one in placed), href="/schools/"),
            Figure("Partnerships in them", sum(one.partnerships for one in placed), href="/partnerships/"),
        ),
        table=_quadrant_table(counts),
        districts=_district_table(counts),
        may_place=may_place(viewer),
        is_proposed=any(one.quadrant and one.quadrant.proposed for one in counts),
        is_unplaced=any(one.quadrant is None for one in counts),
    )


def _quadrant_table(counts: list[QuadrantCount]) -> Table:
    rows = [
        Row(
            (
                Cell(
                    one.quadrant.name if one.quadrant else "In no quadrant",
                    note=one.quadrant.origin if one.quadrant else "To be placed",
                ),
                _state_cell(one),
                list_words(district.name for district, _ in one.districts),
                Cell(
                    one.schools, href=_schools_href("quadrant", one.quadrant.name if one.quadrant else "none")
                ),
                Cell(one.partnerships, href=_partnerships_href(one)),
            )
        )
        for one in counts
    ]
    return Table(
        caption="Quadrants",
        columns=(
            Column("Quadrant"),
            Column("State"),
            Column("Districts"),
            Column("Open schools", numeric=True),
            Column("Partnerships", numeric=True),
        ),
        rows=tuple(rows),
        hide_caption=True,
        empty_words="Quadrants will be listed here once the register of schools is loaded.",
    )


def _state_cell(count: QuadrantCount) -> Cell:
    if count.quadrant is None:
        return Cell("Not placed", colour="red")
    return Cell("Proposed", colour="yellow") if count.quadrant.proposed else Cell("Settled", colour="green")


def _partnerships_href(count: QuadrantCount) -> str:
    name = count.quadrant.name if count.quadrant else "none"
    return f"/partnerships/?{urlencode({'quadrant': name})}"


def _schools_href(name: str, value: str) -> str:
    return f"/schools/?{urlencode({name: value})}"


def _district_table(counts: list[QuadrantCount]) -> Table:
    rows = [
        Row(
            (
                district.name,
                Cell(one.quadrant.name if one.quadrant else None, missing="in none"),
                Cell(schools, href=_schools_href("district", district.name)),
            )
        )
        for one in counts
        for district, schools in one.districts
    ]
    return Table(
        caption="Districts",
        columns=(Column("District"), Column("Quadrant"), Column("Open schools", numeric=True)),
        rows=tuple(sorted(rows, key=lambda row: str(row.cells[0]))),
        count_words=count_words(len(rows), "district"),
        empty_words="Districts come with the register of schools.",
    )
