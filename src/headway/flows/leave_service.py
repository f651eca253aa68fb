"""Somebody leaves: what is theirs goes to a successor or ends, what they did stays under their name, access ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model, QuerySet

from headway.features.allocation.queries import conflicts_on
from headway.features.appointments.leaving import PassedOn, open_ties, pass_on
from headway.features.appointments.models import Appointment
from headway.features.appointments.viewer import Viewer
from headway.features.arrangements.models import Arrangement
from headway.features.audit.actions import record
from headway.features.impact.handing import supports_given
from headway.features.impact.models import Support
from headway.features.people.leaving import end_access, may_leave
from headway.features.people.models import Adviser, Person
from headway.features.plans.actions.measuring import hand_over_indicators
from headway.features.plans.actions.writing import hand_over_plans
from headway.features.plans.models import (
    Indicator,
    Plan,
    PlanState,
    Priority,
)
from headway.features.records.handing import unfinished_records
from headway.features.records.models import RecordOfVisit
from headway.features.undertakings.actions import hand_undertakings_over
from headway.features.undertakings.models import Undertaking
from headway.features.visits.handing import open_notices, parts_to_come
from headway.features.visits.models import InspectionNotice, VisitPerson
from headway.flows.leaving_table import TIES
from headway.flows.leaving_ties import Tie
from headway.flows.leaving_work import hand_work_over, verdict_of_work, work_of
from headway.rules.handing_over import may_hand_to
from headway.rules.verdict import Verdict, first_refusal, insist

# Of what is handed over, the part that goes on from a day: what is done or closed stays where it is.
GOING_ON: dict[tuple[type[Model], str], Callable[[Person, date], int]] = {
    (Appointment, "person"): lambda person, on: len(open_ties(person, on)),
    (Arrangement, "person"): lambda person, _: Arrangement.objects.filter(person=person, shared=True).count(),
    (VisitPerson, "person"): lambda person, on: parts_to_come(person, on).count(),
    (InspectionNotice, "owner"): lambda person, _: open_notices(person).count(),
    (RecordOfVisit, "author"): lambda person, _: unfinished_records(person).count(),
    (Support, "adviser"): lambda person, _: supports_given(person).count(),
    (Undertaking, "owner"): lambda person, _: Undertaking.objects.filter(
        owner=person, completed_on=None, dropped_on=None
    ).count(),
    (Plan, "owner"): lambda person, _: _open_plans(Plan.objects.filter(owner=person), "state"),
    (Priority, "owner"): lambda person, _: _open_plans(Priority.objects.filter(owner=person), "plan__state"),
    (Indicator, "owner"): lambda person, _: Indicator.objects.filter(owner=person, ended_on=None).count(),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """So many rows of one kind, and what becomes of them."""

    number: int
    tie: Tie


@dataclass(frozen=True, slots=True)
class Left:
    """What leaving did."""

    ties: PassedOn
    views: int
    work: int
    roles: int


def holdings_of(person: Person, on: date) -> list[Holding]:
    """Everything that points at the person, with what becomes of it on the day; one query a kind."""
    found = []
    for (model, field), tie in TIES.items():
        going_on = GOING_ON.get((model, field))
        number = going_on(person, on) if going_on else model.objects.filter(**{field: person}).count()
        if number:
            found.append(Holding(number, tie))
    return found


def _open_plans(rows: QuerySet, state: str) -> int:
    return rows.exclude(**{state: PlanState.CLOSED}).count()


def unclassified(models: Sequence[type[Model]]) -> list[str]:
    """Relations from these models to a person of which nobody has said what becomes of them."""
    return sorted(
        f"{model._meta.label}.{field.name}"
        for model in models
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is Person
        if (model, field.name) not in TIES
    )


@transaction.atomic
def leave_service(*, person: Person, successor: Person | None, on: date, by: Viewer, at: datetime) -> Left:
    """End a person's access on `on`, the first day without it, and hand over what is theirs.

    A school with which the successor has a conflict of interest ends without a successor and is left to be given anew.
    Refused for oneself, for the last holder of a role the service needs, and where work in hand would be nobody's.
    """
    if successor is not None:
        names = (person.public_id, successor.public_id, successor.name)
        insist(may_hand_to(*names, has_access=successor.is_active))
    insist(_verdict_of_work(person, successor, on, by))
    work = _hand_work(person, successor, on, by, at)
    views = _hand_views(person, successor, by.id, at)
    ties = pass_on(
        person=person, successor=successor, valid_from=on, but=_conflicts(successor, on), by=by.id, at=at
    )
    hand_undertakings_over(person=person, successor=successor, by=by.person, at=at)
    hand_over_plans(person=person, successor=successor, by=by, at=at)
    hand_over_indicators(person=person, successor=successor, by=by, at=at)
    roles = end_access(person=person, on=on, needed=_needed(by), today=by.on, by=by.id, at=at)
    return Left(ties, views, work, roles)


def verdict_of_leaving(person: Person, on: date, by: Viewer, successor: Person | None = None) -> Verdict:
    """Whether the person may leave on that day, and what they have in hand go to the successor."""
    return first_refusal(
        may_leave(person, on, _needed(by), by=by.id), _verdict_of_work(person, successor, on, by)
    )


def _verdict_of_work(person: Person, successor: Person | None, on: date, by: Viewer) -> Verdict:
    urns = {key for _, key in _conflicts(successor, on)}
    return verdict_of_work(work_of(person, on), person, successor, on, by.access, urns)


def _hand_work(person: Person, successor: Person | None, on: date, by: Viewer, at: datetime) -> int:
    if successor is None:
        return 0
    work = work_of(person, on)
    return hand_work_over(work=work, person=person, successor=successor, on=on, by=by, at=at)


def _needed(by: Viewer) -> dict[str, str]:
    """The roles the access policy says the service cannot be without, with their words."""
    return {slug: by.access.roles[slug].label for slug in by.access.needed_roles}


def _conflicts(successor: Person | None, on: date) -> set[tuple[str, str]]:
    adviser = Adviser.objects.filter(person=successor).first() if successor else None
    rows = conflicts_on(on, [adviser.pk]) if adviser else ()
    return {("school", str(row.school_id)) for row in rows}


def _hand_views(person: Person, successor: Person | None, by: str, at: datetime) -> int:
    """Shared views go to the successor under a name of their own; without one they are shared no longer."""
    rows = list(Arrangement.objects.filter(person=person, shared=True))
    for row in rows:
        if successor is None:
            row.shared = False
        else:
            taken = Arrangement.objects.filter(person=successor, list_name=row.list_name, name=row.name)
            if taken.exists():
                row.name = f"{row.name[:50]} {row.public_id[:6]}"
            row.person = successor
        row.save(update_fields=["person", "name", "shared"])
    if rows:
        after = {"views": len(rows), "successor": successor.public_id if successor else None}
        record(
            action="hand_over_views",
            subject_kind="person",
            subject_id=person.public_id,
            at=at,
            by=by,
            after=after,
        )
    return len(rows)
