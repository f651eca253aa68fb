"""What the list of targets shows: schools by state, and for who may only count, how many stand how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.queries import known_open
from headway.features.schools.models import School
from headway.features.schools.queries import schools_visible_to
from headway.features.targets.models import State, TargetSet
from headway.features.targets.queries import KIND, counted_by_group, counted_by_state, sets_visible_to
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.exports import with_export
from headway.pages.schools.words import phase_words
from headway.rules.calendars import AcademicYear, academic_year_of
from headway.rules.target_policy import TargetPolicy
from headway.rules.targets import COMPLETE, EXPLAINED, MISSING, NOT_NEEDED, STATES, UNKNOWN, overdue

HOME = "/schools/targets/"
FILTERS = ("q", "phase", "state")
SORTS = ("name",)
NONE = "none"
CRUMBS = (Link("Schools", "/schools/"), Link("Targets", HOME))
LATE_WORDS = {"proposed": "Not proposed", "discussed": "Not discussed", "agreed": "Not agreed"}


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """The list, or the totals alone."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    table: Table | None
    groups: Table


def state_words(state: str) -> str:
    """The state of a set; nothing proposed where there is none."""
    return State(state).label if state else "Nothing proposed"


def due_days(policy: TargetPolicy, year: AcademicYear) -> dict[str, date]:
    """The last day of each step in the year."""
    return {step: one.within(year) for step, one in policy.due.items()}


def targets_page(viewer: Viewer, query: ListQuery, policy: TargetPolicy) -> TargetsPage:
    """The page for this academic year; a constant number of queries."""
    year = academic_year_of(viewer.on)
    first = year.first_on.year
    counted = counted_by_state(viewer, first)
    return TargetsPage(
        heading="Targets",
        caption=f"Academic year {year.label}",
        breadcrumbs=CRUMBS[:1],
        figures=tuple(
            Figure(State(state).label, counted.get(state, 0), href=f"{HOME}?state={state}")
            for state in STATES
        ),
        table=_schools(viewer, query, policy, year) if viewer.reach(KIND) != "none" else None,
        groups=_groups(counted_by_group(viewer, first), policy),
    )


def _schools(viewer: Viewer, query: ListQuery, policy: TargetPolicy, year: AcademicYear) -> Table:
    rows = known_open(schools_visible_to(viewer, KIND), viewer.on).filter(phase__in=policy.phases)
    schools = list(rows.order_by("name", "pk"))
    held = {
        one.school_id: one
        for one in sets_visible_to(viewer).select_related(None).filter(year=year.first_on.year)
    }
    phases = sorted({one.phase for one in schools})
    found = _matching(schools, held, query)
    if query.descending:
        found.reverse()
    due = due_days(policy, year)
    states = [(NONE, state_words("")), *((state, State(state).label) for state in STATES)]
    table = query.table(
        caption=f"Targets {year.label}",
        columns=(
            Column("School", "name", sortable=True),
            Column("Phase"),
            Column("State"),
            Column("Late"),
            Column("Discussed on"),
            Column("Agreed on"),
        ),
        rows=[
            _row(one, held.get(one.urn), policy, due, viewer.on) for one in found[query.bounds(len(found))]
        ],
        total=len(found),
        noun=("school", "schools"),
        empty_words="No school is as you ask.",
        hide_caption=True,
        filters=(
            query.text_filter("q", "School", "Part of a name, or the URN"),
            query.choice_filter("phase", "Phase", [(one, phase_words(one) or one) for one in phases]),
            query.choice_filter("state", "State", states),
        ),
    )
    return with_export(table, query)


def _matching(schools: Sequence[School], held: Mapping[int, TargetSet], query: ListQuery) -> list[School]:
    words, phase, state = query.text("q").casefold(), query.text("phase"), query.text("state")
    found = [one for one in schools if not words or words in one.name.casefold() or words == str(one.urn)]
    if phase:
        found = [one for one in found if one.phase == phase]
    if state:
        found = [one for one in found if (held[one.urn].state if one.urn in held else NONE) == state]
    return found


def _row(
    school: School, held: TargetSet | None, policy: TargetPolicy, due: Mapping[str, date], on: date
) -> Row:
    state = str(held.state) if held else ""
    late = overdue(state, policy, due, on)
    href = reverse("target_set", args=[school.urn, academic_year_of(on).first_on.year])
    missing = "not yet"
    return Row(
        (
            Cell(school.name, href=href, note=f"{school.urn}"),
            phase_words(school.phase),
            Cell(state_words(state), colour=STATES[state] if state else "grey"),
            Cell(LATE_WORDS[late], colour="red", note=f"was due on {day_words(due[late])}")
            if late
            else Cell(None, missing="nothing"),
            day_cell(held.discussed_on if held else None, missing=missing),
            day_cell(held.agreed_on if held else None, missing=missing),
        )
    )


def _groups(counted: Mapping[tuple[str, str], int], policy: TargetPolicy) -> Table:
    """How many schools have set, explained or not needed a target of each group; no pupil and no target is counted."""
    standings = (COMPLETE, EXPLAINED, NOT_NEEDED, MISSING, UNKNOWN)
    rows = [
        (group.label, *(counted.get((slug, standing), 0) for standing in standings))
        for slug, group in policy.groups.items()
    ]
    heads = (
        "Group",
        Column("Target set", numeric=True),
        Column("Reason given", numeric=True),
        Column("Not needed", numeric=True, unit=f"fewer than {policy.least_cohort} pupils"),
        Column("Missing", numeric=True),
        Column("Pupils not known", numeric=True),
    )
    return plain_table("Schools by group of pupils", heads, rows if counted else [], empty_words=NO_TARGETS)


NO_TARGETS = "No school has proposed targets of this year yet. Each opens its own page to begin."
