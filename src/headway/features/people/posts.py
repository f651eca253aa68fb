"""Writes of many posts at once: those who sign in with their roles, and advisers with their year and phases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headway.features.audit.actions import record
from headway.features.kept import Kept, keep_rows
from headway.features.people.findable import find_people
from headway.features.people.models import Adviser, AdviserYear, Capability, Person, Role
from headway.rules.capacity import Contract

FIRST_CHOICE, SECOND_CHOICE = 1, 2


@dataclass(frozen=True, slots=True)
class PostFacts:
    """Somebody who signs in: the post's label, an address in lower case, and roles of the access policy."""

    name: str
    email: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdviserFacts:
    """What is known of one adviser for a year. `base`: easting and northing in metres of the National Grid.

    `second_from` is the day from which the phases of second choice count; None: from the first day of the others.
    """

    person: Person
    base: tuple[int, int]
    quadrant: str
    may_lead: bool
    max_intensive: int | None
    contract: Contract
    phases_first: tuple[str, ...]
    phases_second: tuple[str, ...] = ()
    second_from: date | None = None
    invented: bool = False


@transaction.atomic
def keep_people(*, posts: Sequence[PostFacts], since: date, by: str, at: datetime) -> Kept:
    """Store posts by their address, with their roles from a day on. Names and roles held already stay as they are."""
    known = Person.objects.filter(email__in=[post.email for post in posts])
    before = set(known.values_list("email", flat=True))
    held = set(Role.objects.filter(person__in=known).values_list("person__email", "role"))
    people = [Person(email=post.email, name=post.name) for post in posts]
    for person in people:
        person.set_unusable_password()
    kept = keep_rows(Person.objects.all(), people, known_by=("email",))
    stored = Person.objects.filter(email__in=[post.email for post in posts])
    find_people(stored)
    keys = dict(stored.values_list("email", "pk"))
    roles = [
        Role(person_id=keys[post.email], role=role, valid_from=since)
        for post in posts
        for role in dict.fromkeys(post.roles)
    ]
    # A role that somebody ended stays ended: the sheet says no days.
    kept += keep_rows(Role.objects.all(), roles, known_by=("person_id", "role"))
    _record_access(posts, before, held, since=since, by=by, at=at)
    return _record("people", kept, by, at)


@transaction.atomic
def keep_advisers(*, advisers: Sequence[AdviserFacts], year: int, since: date, by: str, at: datetime) -> Kept:
    """Store advisers with their half-days of a year (the year it starts in) and their phases from `since` on.

    The phases given are all that count: others without evidence of training end; those with evidence stay.
    """
    kept = keep_rows(
        Adviser.objects.all(),
        [_adviser(facts) for facts in advisers],
        known_by=("person_id",),
        may_change=("base_easting", "base_northing", "quadrant", "may_lead", "max_intensive"),
    )
    people = [facts.person.pk for facts in advisers]
    find_people(facts.person for facts in advisers)
    keys = dict(Adviser.objects.filter(person__in=people).values_list("person_id", "pk"))
    kept += keep_rows(
        AdviserYear.objects.filter(year=year),
        [_year(keys[facts.person.pk], year, facts.contract) for facts in advisers],
        known_by=("adviser_id", "year"),
        may_change=("contracted_half_days", "leave_half_days", "training_half_days", "internal_half_days"),
    )
    kept += _keep_capabilities(advisers, keys, since)
    return _record("advisers", kept, by, at)


@transaction.atomic
def drop_invented(*, year: int, people: Sequence[int], by: str, at: datetime) -> int:
    """Take the year away from invented advisers other than these people (keys); how many lost it."""
    rows = AdviserYear.objects.filter(year=year, adviser__invented=True).exclude(adviser__person__in=people)
    dropped, _ = rows.delete()
    _record("dropped_advisers", Kept(0, dropped), by, at)
    return dropped


def _record_access(
    posts: Sequence[PostFacts],
    before: set[str],
    held: set[tuple[str, str]],
    *,
    since: date,
    by: str,
    at: datetime,
) -> None:
    """An event for each person made and each role given, as when they are invited one by one."""
    ids = dict(
        Person.objects.filter(email__in=[post.email for post in posts]).values_list("email", "public_id")
    )
    for post in posts:
        told = {"subject_kind": "person", "subject_id": ids[post.email], "by": by, "at": at}
        if post.email not in before:
            record(action="invite_person", after={"active": True}, **told)
        for role in dict.fromkeys(post.roles):
            if (post.email, role) not in held:
                record(action="give_role", after={"role": role, "valid_from": since.isoformat()}, **told)


def _adviser(facts: AdviserFacts) -> Adviser:
    return Adviser(
        person=facts.person,
        base_easting=facts.base[0],
        base_northing=facts.base[1],
        quadrant=facts.quadrant,
        may_lead=facts.may_lead,
        max_intensive=facts.max_intensive,
        invented=facts.invented,
    )


def _year(adviser: int, year: int, contract: Contract) -> AdviserYear:
    return AdviserYear(
        adviser_id=adviser,
        year=year,
        contracted_half_days=contract.contracted_half_days,
        leave_half_days=contract.leave_half_days,
        training_half_days=contract.training_half_days,
        internal_half_days=contract.internal_half_days,
    )


def _keep_capabilities(advisers: Sequence[AdviserFacts], keys: Mapping[int, int], since: date) -> Kept:
    wanted = [
        Capability(adviser_id=keys[facts.person.pk], phase=phase, choice=choice, valid_from=start)
        for facts in advisers
        for choice, phases, start in (
            (FIRST_CHOICE, facts.phases_first, since),
            (SECOND_CHOICE, facts.phases_second, facts.second_from or since),
        )
        for phase in phases
    ]
    names = {(row.adviser_id, row.phase, row.choice) for row in wanted}
    held = Capability.objects.filter(adviser__in=list(keys.values()), valid_until=None)
    over = [row for row in held if not row.evidence and (row.adviser_id, row.phase, row.choice) not in names]
    ended = _end(over, since)
    # A phase with evidence of training keeps its own first day.
    proved = {(row.adviser_id, row.phase, row.choice) for row in held if row.evidence}
    unproved = [row for row in wanted if (row.adviser_id, row.phase, row.choice) not in proved]
    kept = keep_rows(
        held.all(), unproved, known_by=("adviser_id", "phase", "choice"), may_change=("valid_from",)
    )
    return kept + Kept(0, ended)


def _end(capabilities: Sequence[Capability], on: date) -> int:
    """End capabilities on a day; those that began then or later never held."""
    Capability.objects.filter(pk__in=[row.pk for row in capabilities if row.valid_from >= on]).delete()
    earlier = [row.pk for row in capabilities if row.valid_from < on]
    Capability.objects.filter(pk__in=earlier).update(valid_until=on)
    return len(capabilities)


def _record(what: str, kept: Kept, by: str, at: datetime) -> Kept:
    if kept:
        after = {"made": kept.made, "changed": kept.changed}
        record(action=f"keep_{what}", subject_kind="own_facts", subject_id=what, at=at, by=by, after=after)
    return kept
