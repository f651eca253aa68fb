"""What the page of one adviser shows, and its forms."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from headway.features.allocation.models import Conflict
from headway.features.allocation.queries import CAPACITY, year_label
from headway.features.appointments.models import Appointment, Subject
from headway.features.appointments.viewer import Viewer
from headway.features.contacts.queries import minutes_between
from headway.features.people.capacity import contract_of, years_of
from headway.features.people.models import Adviser, Capability
from headway.features.schools.models import School
from headway.kit.figures import Figure, Link, SummaryRow
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import day_words, days_words, minutes_words
from headway.pages.schools.links import open_address
from headway.rules.schools import PHASE_WORDS
from headway.rules.verdict import Verdict

HOME = "/advisers/"


@dataclass(frozen=True, slots=True)
class AdviserPage:
    """One adviser: the year's days, phases with dates and training, conflicts, and the schools held."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    facts: tuple[SummaryRow, ...]
    phases: Table
    conflicts: Table
    schools: Table
    may_change: Verdict
    href: str
    year: int


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: object
    submit_label: str
    cancel_href: str

    @classmethod
    def of(
        cls, heading: str, adviser: Adviser | None, form: object, label: str, year: int | None = None
    ) -> "FormPage":
        """The page about an adviser, or about a new one."""
        back = f"{HOME}{adviser.person.public_id}/" if adviser else HOME
        crumbs = (Link("Advisers", HOME), *([Link(str(adviser), back)] if adviser else []))
        return cls(heading, year_label(year) if year else "", crumbs, form, label, back)


def adviser_page(viewer: Viewer, adviser: Adviser, year: int, on: date) -> AdviserPage:
    """The page; six queries however many rows. Minutes of contacts stand beside the days: they take time and no day."""
    verdict = viewer.may(CAPACITY, "change")
    row = years_of(year, [adviser.pk]).get(adviser.pk)
    contract = contract_of(row) if row else None
    parts = (
        ("Contracted", contract and contract.contracted_half_days),
        ("Leave", contract and contract.leave_half_days),
        ("Training", contract and contract.training_half_days),
        ("Other work", contract and contract.internal_half_days),
        ("For schools", contract and contract.deployable_half_days),
    )
    href = f"{HOME}{adviser.person.public_id}/"
    return AdviserPage(
        heading=str(adviser),
        caption=f"Adviser, {year_label(year)}",
        breadcrumbs=(Link("Advisers", HOME),),
        figures=(
            *(Figure(label, None if days is None else days_words(days)) for label, days in parts),
            _contacts(viewer, adviser, year),
        ),
        facts=_facts(adviser),
        phases=_phases(adviser, on),
        conflicts=_conflicts(adviser, on, bool(verdict), href),
        schools=_schools(adviser, on),
        may_change=verdict,
        href=href,
        year=year,
    )


def initial_of(adviser: Adviser, year: int) -> dict[str, Any]:
    """What the edit form begins with; days of a year not yet known are blank."""
    row = years_of(year, [adviser.pk]).get(adviser.pk)
    days = {
        f"{part}_days": Decimal(getattr(row, f"{part}_half_days")) / 2
        for part in ("contracted", "leave", "training", "internal")
        if row
    }
    return days | {
        "easting": adviser.base_easting,
        "northing": adviser.base_northing,
        "quadrant": adviser.quadrant,
        "may_lead": adviser.may_lead,
        "max_intensive": adviser.max_intensive,
        "version": adviser.version,
    }


def _contacts(viewer: Viewer, adviser: Adviser, year: int) -> Figure:
    """The time in contacts outside visits, with the way to them."""
    spent = minutes_between(adviser.person, date(year, 9, 1), date(year + 1, 9, 1))
    href = open_address(viewer, f"/contacts/?by={adviser.person.public_id}&year={year}")
    return Figure("In short contacts", minutes_words(spent), href=href)


def _facts(adviser: Adviser) -> tuple[SummaryRow, ...]:
    limit = adviser.max_intensive
    return (
        SummaryRow("Home quadrant", adviser.quadrant or None),
        SummaryRow("Base", f"{adviser.base_easting}, {adviser.base_northing} on the National Grid"),
        SummaryRow("May lead partnerships", "Yes" if adviser.may_lead else "No"),
        SummaryRow("Most schools causing concern", "the policy's limit" if limit is None else str(limit)),
        *([SummaryRow("Origin", "Invented, until real posts are entered")] if adviser.invented else []),
    )


def _phases(adviser: Adviser, on: date) -> Table:
    rows = [
        Row(
            (
                PHASE_WORDS.get(one.phase, one.phase).capitalize(),
                one.get_choice_display().capitalize(),
                Cell(day_words(one.valid_from), note="" if one.valid_from <= on else "not yet"),
                day_words(one.valid_until) if one.valid_until else "no end set",
                Cell(one.evidence, missing="no training recorded"),
            )
        )
        for one in Capability.objects.filter(adviser=adviser).order_by("choice", "phase", "valid_from")
    ]
    return Table(
        caption="Phases the adviser may lead in",
        columns=(Column("Phase"), Column("Meant as"), Column("From"), Column("Until"), Column("Training")),
        rows=tuple(rows),
        empty_words="Phases will be listed here with the training behind them. Record the first one.",
    )


def _conflicts(adviser: Adviser, on: date, may_end: bool, href: str) -> Table:
    rows = []
    for one in (
        Conflict.objects.filter(adviser=adviser).select_related("school").order_by("-valid_from", "pk")
    ):
        end = Cell("End", href=f"{href}conflict/{one.public_id}/end/") if one.valid_until is None else ""
        until = day_words(one.valid_until) if one.valid_until else "no end set"
        cells = (_school_cell(one.school), one.reason, day_words(one.valid_from), until)
        rows.append(Row((*cells, end) if may_end else cells))
    columns = [Column("School"), Column("Reason"), Column("From"), Column("Until")]
    return Table(
        caption="Conflicts of interest",
        columns=tuple([*columns, Column("Change")] if may_end else columns),
        rows=tuple(rows),
        empty_words="No conflict of interest is declared.",
    )


def _schools(adviser: Adviser, on: date) -> Table:
    """The schools the adviser holds on the day, last year's until a plan is published, and those of before."""
    held = Appointment.objects.filter(
        person=adviser.person, role="adviser", subject_kind=Subject.SCHOOL
    ).order_by("-valid_from", "subject_id")
    times = list(held)
    schools = School.objects.in_bulk([int(one.subject_id) for one in times])
    rows = [
        Row(
            (
                _school_cell(schools[int(one.subject_id)]),
                day_words(one.valid_from),
                day_words(one.valid_until) if one.valid_until else "no end set",
            )
        )
        for one in times
        if int(one.subject_id) in schools
    ]
    return Table(
        caption="Schools advised",
        columns=(Column("School"), Column("From"), Column("Until")),
        rows=tuple(rows),
        empty_words="Schools will be listed here once last year's are read or a year plan is published.",
    )


def _school_cell(school: School) -> Cell:
    return Cell(school.name, href=f"/schools/{school.urn}/", note=f"URN {school.urn}")
