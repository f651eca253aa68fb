"""What the list of advisers shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q

from headway.features.allocation.queries import CAPACITY, advisers_visible_to, demand_half_days, year_label
from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import SMALL, remembered
from headway.features.people.capacity import contract_of
from headway.features.people.models import Adviser, Capability, Role
from headway.features.policies.queries import typed
from headway.kit.figures import Figure
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, days_cell
from headway.kit.words import days_words
from headway.pages.days.page import chosen_year
from headway.pages.exports import with_export
from headway.rules import deployment as rules
from headway.rules.capacity import Contract, may_allocate, weigh_capacity
from headway.rules.schools import PHASE_WORDS
from headway.rules.verdict import Verdict

HOME = "/advisers/"
SORTS = ("name", "quadrant", "deployable")
FILTERS = ("year", "q", "quadrant", "phase")


@dataclass(frozen=True, slots=True)
class AdvisersPage:
    """Advisers of a year: what they can give, whether it is enough, and who is not yet cross-phase."""

    heading: str
    caption: str
    figures: tuple[Figure, ...]
    balance: str
    balanced: Verdict | None
    table: Table
    exceptions: Table
    may_add: Verdict
    year: int


@dataclass(frozen=True, slots=True)
class Line:
    """One adviser with the year and the phases of the day, first choice before second."""

    adviser: Adviser
    contract: Contract | None
    first: tuple[str, ...]
    second: tuple[str, ...]

    @property
    def deployable(self) -> int | None:
        """Half-days left for schools; None where the year is not known."""
        return self.contract.deployable_half_days if self.contract else None


def advisers_page(viewer: Viewer, query: ListQuery, on: date) -> AdvisersPage:
    """The page; six queries however many advisers."""
    year = chosen_year(query.text("year"), on)
    sees_all = bool(viewer.may(CAPACITY))
    whose = "all" if sees_all else viewer.person.pk
    lines = remembered(
        (advisers_page, viewer.sight, whose, year, on),
        lambda: _lines(viewer, year, on),
        apart_from=SMALL,
    )
    shown = _sorted(_filtered(lines, query), query)
    capacity = sum(line.deployable or 0 for line in lines)
    demand = demand_half_days(year) if sees_all else 0
    return AdvisersPage(
        heading="Advisers",
        caption=year_label(year),
        figures=_figures(lines, capacity, demand if sees_all else None, year),
        balance=weigh_capacity(capacity, demand).words if demand else "",
        balanced=may_allocate(capacity, demand, None) if demand else None,
        table=_table(query, shown, lines),
        exceptions=_exceptions(lines, on),
        may_add=viewer.may(CAPACITY, "change"),
        year=year,
    )


def _lines(viewer: Viewer, year: int, on: date) -> list[Line]:
    of_year = FilteredRelation("years", condition=Q(years__year=year))
    found = advisers_visible_to(viewer).annotate(of_year=of_year).select_related("person", "of_year")
    rows = list(found.order_by("person__name", "pk"))
    phases: dict[tuple[int, int], list[str]] = {}
    for one in Capability.objects.as_at(on).filter(adviser__in=rows):
        phases.setdefault((one.adviser_id, one.choice), []).append(one.phase)
    return [
        Line(
            row,
            contract_of(row.of_year) if getattr(row, "of_year", None) else None,
            tuple(sorted(phases.get((row.pk, 1), ()))),
            tuple(sorted(phases.get((row.pk, 2), ()))),
        )
        for row in rows
    ]


def _filtered(lines: Sequence[Line], query: ListQuery) -> list[Line]:
    words, quadrant, phase = query.text("q").casefold(), query.text("quadrant"), query.text("phase")
    return [
        line
        for line in lines
        if words in str(line.adviser).casefold()
        and quadrant in ("", line.adviser.quadrant)
        and (not phase or phase in line.first + line.second)
    ]


def _sorted(lines: list[Line], query: ListQuery) -> list[Line]:
    keys = {
        "name": lambda line: str(line.adviser).casefold(),
        "quadrant": lambda line: line.adviser.quadrant,
        "deployable": lambda line: line.deployable or 0,
    }
    return sorted(lines, key=keys[query.sort_key], reverse=query.descending)


def _figures(lines: Sequence[Line], capacity: int, demand: int | None, year: int) -> tuple[Figure, ...]:
    figures = [Figure("Advisers", len(lines)), Figure("Can be given", days_words(capacity))]
    if demand is not None:
        figures.append(Figure("Asked for", days_words(demand), href=f"/days/?year={year}"))
    invented = sum(line.adviser.invented for line in lines)
    return (*figures, Figure("Invented", invented)) if invented else tuple(figures)


def _table(query: ListQuery, shown: Sequence[Line], lines: Sequence[Line]) -> Table:
    quadrants = sorted({line.adviser.quadrant for line in lines if line.adviser.quadrant})
    table = query.table(
        caption="Advisers",
        columns=(
            Column("Adviser", "name", sortable=True),
            Column("Quadrant", "quadrant", sortable=True),
            Column("Contracted", numeric=True),
            Column("For schools", "deployable", sortable=True, numeric=True),
            Column("Phases"),
            Column("May lead"),
            Column("Base", unit="easting, northing"),
        ),
        rows=[_row(line) for line in shown[query.bounds(len(shown))]],
        total=len(shown),
        noun=("adviser", "advisers"),
        empty_words="Advisers will be listed here with their days. Add the first one.",
        filters=[
            query.text_filter("q", "Adviser", "Part of a name is enough"),
            query.choice_filter("quadrant", "Quadrant", [(one, one) for one in quadrants]),
            query.choice_filter(
                "phase", "Phase", [(slug, w.capitalize()) for slug, w in PHASE_WORDS.items()]
            ),
        ],
        hide_caption=True,
    )
    return with_export(table, query)


def _row(line: Line) -> Row:
    adviser = line.adviser
    second = f"where needed: {phase_words(line.second)}" if line.second else ""
    return Row(
        (
            Cell(
                str(adviser),
                href=f"{HOME}{adviser.person.public_id}/",
                note="Invented, until real posts are entered" if adviser.invented else "",
            ),
            Cell(adviser.quadrant, missing="none"),
            days_cell(line.contract.contracted_half_days if line.contract else None),
            days_cell(line.deployable),
            Cell(phase_words(line.first), note=second, missing="none as first choice"),
            "Yes" if adviser.may_lead else "No",
            f"{adviser.base_easting}, {adviser.base_northing}",
        ),
        pick=adviser.person.public_id,
    )


def phase_words(phases: Sequence[str]) -> str:
    """Phases as a list in words."""
    return ", ".join(PHASE_WORDS.get(phase, phase) for phase in phases)


def _exceptions(lines: Sequence[Line], on: date) -> Table:
    """Posts that should work across phases by now and may not yet (M1-09)."""
    people = {line.adviser.person_id: line for line in lines}
    held = Role.objects.as_at(on).filter(person__in=list(people)).order_by("person", "role")
    holders = [
        rules.PostHolder(
            people[row.person_id].adviser.person.public_id, str(people[row.person_id].adviser), row.role
        )
        for row in held
    ]
    able = [
        rules.Capability(line.adviser.person.public_id, frozenset(line.first + line.second), on)
        for line in lines
    ]
    found = rules.cross_phase_exceptions(holders, able, typed("deployment", on), on)
    # A post with two roles is named once, with the rule that asked first.
    words = {one.adviser_id: one for one in reversed(found)}
    labels = {line.adviser.person.public_id: str(line.adviser) for line in lines}
    rows = [Row((Cell(labels[key], href=f"{HOME}{key}/"), one.words)) for key, one in sorted(words.items())]
    return Table(
        caption="Not yet cross-phase",
        columns=(Column("Adviser"), Column("What is lacking")),
        rows=tuple(rows),
        empty_words="Every post that should work across phases by now may do so.",
    )
