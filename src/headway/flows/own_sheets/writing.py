"""Writing what the sheets say, once it was checked, in the order things need each other."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from headway.features.allocation.actions import keep_conflicts
from headway.features.allocation.models import Conflict
from headway.features.appointments.many import ADVISER, keep_advisers_of, keep_appointments
from headway.features.appointments.models import Appointment, Subject
from headway.features.governance.many import keep_terms
from headway.features.kept import NOTHING, Kept
from headway.features.partnerships.many import MemberFacts, PartnershipFacts, keep_partnerships
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Adviser, Person
from headway.features.people.posts import AdviserFacts, PostFacts, keep_advisers, keep_people
from headway.features.policies.queries import typed
from headway.features.schools.models import Headship, Placement, Provision, Quadrant
from headway.features.schools.own_facts import keep_headships, keep_provisions, keep_quadrants
from headway.flows.own_sheets.checks import contract_of
from headway.flows.own_sheets.known import Known
from headway.flows.own_sheets.rows import MemberRow, PersonRow, SheetRows
from headway.flows.own_sheets.targets import keep_targets
from headway.flows.own_sheets.times import facts_of

LEAD_HEAD = "partnership-lead"
HEAD = "headteacher"


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, when, for which year (the year it starts in), and from which day on what has no day of its own holds."""

    year: int
    since: date
    by: str
    at: datetime


def write_rows(rows: SheetRows, known: Known, how: Writing) -> dict[str, Kept]:
    """Write every sheet; sheet to what it made and changed. The caller holds the transaction."""
    signed = {"by": how.by, "at": how.at}
    quadrants = {row.code: row.quadrant for row in rows.districts}
    kept = {"districts": keep_quadrants(quadrants=quadrants, since=how.since, **signed)}
    kept["people"] = keep_people(posts=_posts(rows, known), since=how.since, **signed)
    people = {person.email: person for person in Person.objects.filter(email__in=set(known.emails.values()))}
    persons = {post: people[email] for post, email in known.emails.items() if email in people}
    kept["partnerships"] = keep_partnerships(partnerships=_partnerships(rows, known, how.since), **signed)
    ties = _ties(rows, persons, known, how.since)
    kept["people"] += keep_appointments(wanted=ties, **signed)
    kept["provisions"] = keep_provisions(provisions=_provisions(rows), **signed)
    kept["headships"] = keep_headships(headships=_headships(rows), **signed)
    kept["terms"] = _terms(rows, signed)
    kept["targets"] = keep_targets(rows.targets, on=timezone.localtime(how.at).date(), **signed)
    facts = _advisers(rows, persons)
    kept["advisers"] = keep_advisers(advisers=facts, year=how.year, since=how.since, **signed)
    kept["conflicts"] = keep_conflicts(conflicts=_conflicts(rows, how.since), **signed)
    last = _last_year(rows, persons, how.since)
    kept["last_year"] = keep_advisers_of(wanted=last, since=how.since, **signed)
    return kept


def _terms(rows: SheetRows, signed: dict[str, Any]) -> Kept:
    if not rows.terms:
        return NOTHING
    return keep_terms(terms=facts_of(rows.terms), policy=typed("governance"), **signed)


def _posts(rows: SheetRows, known: Known) -> list[PostFacts]:
    roles: dict[tuple[str, str], list[str]] = {}
    for row in rows.people:
        roles.setdefault((row.post, row.email), []).append(known.roles[row.role])
    for row in rows.advisers:
        if row.email:
            roles.setdefault((row.post, row.email), []).append(row.role)
    return [PostFacts(post, email, tuple(held)) for (post, email), held in roles.items()]


def _partnerships(rows: SheetRows, known: Known, on: date) -> list[PartnershipFacts]:
    placed = dict(Placement.objects.as_at(on).values_list("district_id", "quadrant_id"))
    heads = _heads_known() | {row.post: int(row.tie_name) for row in rows.people if _is_head(row, known)}
    by_name: dict[str, list[MemberRow]] = {}
    for row in rows.partnerships:
        by_name.setdefault(row.name, []).append(row)
    return [
        PartnershipFacts(
            name=name,
            kind=members[0].kind,
            recognised=members[0].recognised,
            quadrant=_most_common(placed.get(known.districts[row.urn] or "") for row in members),
            lead_urn=heads.get(members[0].lead),
            members=tuple(MemberFacts(row.urn, row.since, row.until) for row in members),
        )
        for name, members in by_name.items()
    ]


def _heads_known() -> dict[str, int]:
    """Post to the URN of the school it is head of already, for a folder without people.csv."""
    rows = Appointment.objects.filter(role=HEAD, subject_kind=Subject.SCHOOL, valid_until=None)
    return {post: int(urn) for post, urn in rows.values_list("person__name", "subject_id")}


def _is_head(row: PersonRow, known: Known) -> bool:
    return row.tie_kind == Subject.SCHOOL and known.roles[row.role] == HEAD


def _most_common(quadrants) -> int | None:
    """The quadrant most members lie in; of two alike the one met first."""
    counted = Counter(key for key in quadrants if key is not None)
    return counted.most_common(1)[0][0] if counted else None


def _ties(rows: SheetRows, persons: dict[str, Person], known: Known, since: date) -> list[Appointment]:
    """What is one's own by role. An adviser's home quadrant is no tie: an adviser's own schools are those deployed to."""
    public = {
        Subject.PARTNERSHIP: dict(Partnership.objects.values_list("name", "public_id")),
        Subject.QUADRANT: dict(Quadrant.objects.values_list("name", "public_id")),
    }
    ties = {}
    for row in rows.people:
        role = known.roles[row.role]
        if row.tie_kind and role != ADVISER:
            subject = public.get(row.tie_kind, {}).get(row.tie_name, row.tie_name)
            ties[row.post, role, row.tie_kind, subject] = persons[row.post]
    for row in rows.partnerships:
        if row.lead in persons:
            subject = public[Subject.PARTNERSHIP][row.name]
            ties[row.lead, LEAD_HEAD, Subject.PARTNERSHIP, subject] = persons[row.lead]
    return [
        Appointment(person=person, role=role, subject_kind=kind, subject_id=subject, valid_from=since)
        for (_, role, kind, subject), person in ties.items()
    ]


def _provisions(rows: SheetRows) -> list[Provision]:
    return [
        Provision(
            school_id=row.urn,
            kind=row.kind,
            places=row.places,
            need=row.need,
            valid_from=row.since,
            valid_until=row.until,
        )
        for row in rows.provisions
    ]


def _headships(rows: SheetRows) -> list[Headship]:
    return [
        Headship(school_id=row.urn, kind=row.kind, valid_from=row.since, valid_until=row.until)
        for row in rows.headships
    ]


def _advisers(rows: SheetRows, persons: dict[str, Person]) -> list[AdviserFacts]:
    return [
        AdviserFacts(
            person=persons[row.post],
            base=(row.easting, row.northing),
            quadrant=row.quadrant,
            may_lead=row.leads,
            max_intensive=row.max_intensive,
            contract=contract_of(row),
            phases_first=row.phases_first,
            phases_second=row.phases_second,
            second_from=row.cross_phase_from,
        )
        for row in rows.advisers
    ]


def _conflicts(rows: SheetRows, since: date) -> list[Conflict]:
    keys = dict(Adviser.objects.values_list("person__name", "pk"))
    return [
        Conflict(adviser_id=keys[row.post], school_id=row.urn, reason=row.reason, valid_from=since)
        for row in rows.conflicts
    ]


def _last_year(rows: SheetRows, persons: dict[str, Person], since: date) -> list[Appointment]:
    public = dict(Partnership.objects.values_list("name", "public_id"))
    subjects = [(row.post, Subject.SCHOOL, str(row.urn)) for row in rows.last_year]
    subjects += [(row.post, Subject.PARTNERSHIP, public[row.partnership]) for row in rows.last_year_leads]
    return [
        Appointment(
            person=persons[post], role=ADVISER, subject_kind=kind, subject_id=subject, valid_from=since
        )
        for post, kind, subject in subjects
    ]
