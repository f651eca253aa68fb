"""What a year plan is made from, read from the features below: days, categories, rolls, advisers, ties, conflicts.

Each function is one query (or a fixed few) whatever the number of schools.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from headway.features.allocation.models import Conflict, Entitlement
from headway.features.appointments.models import Appointment
from headway.features.categories.models import Judgement, JudgementState, Proposal
from headway.features.partnerships.models import Membership, Partnership
from headway.features.people.models import Adviser, AdviserYear, Capability, Person
from headway.features.schools.models import Placement, Quadrant, School
from headway.features.schools.queries import open_schools
from headway.rules.capacity import Contract

ADVISER = "adviser"


@dataclass(slots=True)
class TeamMember:
    """An adviser who may be deployed: half-days left for schools, and phases by choice (1 or 2) on the day."""

    adviser: Adviser
    deployable_half_days: int
    phases: dict[int, set[str]] = field(default_factory=lambda: {1: set(), 2: set()})


def schools_to_plan() -> list[School]:
    """Every open school of the authority, by URN."""
    return list(open_schools().order_by("urn"))


def half_days_of_schools(year: int) -> dict[int, int]:
    """URN to half-days entitled in the year; a school without a line is not named."""
    rows = Entitlement.objects.filter(year=year, school__isnull=False)
    return dict(rows.values("school").annotate(total=Sum("half_days")).values_list("school", "total"))


def half_days_of_leads(year: int) -> dict[str, int]:
    """A partnership's public id to its lead's half-days in the year."""
    rows = Entitlement.objects.filter(year=year, partnership__isnull=False)
    summed = rows.values("partnership__public_id").annotate(total=Sum("half_days"))
    return dict(summed.values_list("partnership__public_id", "total"))


def categories_judged(on: date) -> dict[int, str]:
    """URN to the category agreed and in force on the day."""
    rows = Judgement.objects.filter(state=JudgementState.AGREED).as_at(on)
    return dict(rows.values_list("school", "category"))


def categories_proposed() -> dict[int, str]:
    """URN to the category the rules proposed last; empty where too little is known."""
    return dict(Proposal.objects.filter(latest=True).values_list("school", "category"))


def quadrants_of_districts(on: date) -> dict[str, Quadrant]:
    """District code to its quadrant on the day."""
    return {row.district_id: row.quadrant for row in Placement.objects.as_at(on).select_related("quadrant")}


def recognised_partnerships(on: date) -> dict[int, Partnership]:
    """URN to the recognised partnership the school is a member of on the day."""
    rows = Membership.objects.as_at(on).filter(recognised=True)
    rows = rows.select_related("partnership__quadrant", "partnership__lead_school")
    return {row.school_id: row.partnership for row in rows}


def team_of(year: int, on: date) -> list[TeamMember]:
    """Advisers who are active and have a contract for the year, by name; two queries."""
    contracts = AdviserYear.objects.filter(year=year, adviser__person__is_active=True)
    contracts = contracts.select_related("adviser__person").order_by("adviser__person__name", "adviser__pk")
    team = {row.adviser_id: TeamMember(row.adviser, _deployable(row)) for row in contracts}
    for held in Capability.objects.as_at(on).filter(adviser__in=team):
        team[held.adviser_id].phases[held.choice].add(held.phase)
    return list(team.values())


def conflicts_on(on: date) -> set[tuple[str, int]]:
    """(adviser's public id, URN) of every conflict of interest on the day."""
    return set(Conflict.objects.as_at(on).values_list("adviser__person__public_id", "school"))


def advisers_tied_to(subject_kind: str, on: date) -> dict[str, str]:
    """Subject id to the public id of the person who is its adviser on the day."""
    rows = Appointment.objects.as_at(on).filter(role=ADVISER, subject_kind=subject_kind)
    return dict(rows.values_list("subject_id", "person__public_id"))


def people_tied_to(subject_kind: str, role: str, on: date) -> dict[str, Person]:
    """Subject id to the active person who holds the role there on the day; the first of two."""
    rows = Appointment.objects.as_at(on).filter(role=role, subject_kind=subject_kind, person__is_active=True)
    found: dict[str, Person] = {}
    for row in rows.select_related("person").order_by("valid_from", "pk"):
        found.setdefault(row.subject_id, row.person)
    return found


def lines_by_school(year: int) -> dict[int, list[Entitlement]]:
    """URN to its lines of entitlement in the year, the base first."""
    lines: dict[int, list[Entitlement]] = defaultdict(list)
    for line in Entitlement.objects.filter(year=year, school__isnull=False).order_by("-base", "pk"):
        lines[line.school_id].append(line)
    return lines


def _deployable(row: AdviserYear) -> int:
    contract = Contract(
        row.contracted_half_days, row.leave_half_days, row.training_half_days, row.internal_half_days
    )
    return contract.deployable_half_days
