"""Writes of visits: book, move, hold, cancel, and who comes along."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Person
from headway.features.saving import save_seen
from headway.features.schools.models import School
from headway.features.visits.models import Visit, VisitPerson
from headway.features.visits.queries import KIND, may_book, may_change, may_say_held, relations_to_visit
from headway.rules import visits as rule
from headway.rules.verdict import first_refusal, insist

AGENDA = ("agenda", "agenda_version", "needs_approval", "why_individual")


@transaction.atomic
def book_visit(
    *, place: School | Partnership, kind: str, on: date, half: str, function: str, paid_from: str, lead: Person,
    by: Viewer, at: datetime, told: Mapping[str, Any] | None = None, people: Sequence[tuple[Person, str]] = (),
) -> Visit:  # fmt: skip
    """A visit on a day, led by a person. `told`: columns of AGENDA; `people`: who comes along, each with the rule why."""
    insist(first_refusal(may_book(by, place), rule.may_date(on, by.on)))
    known = {name: value for name, value in (told or {}).items() if name in AGENDA}
    where = {"school": place} if isinstance(place, School) else {"partnership": place}
    made = Visit.objects.create(
        **where, kind=kind, on=on, half=half, function=function, paid_from=paid_from, booked_by=by.person,
        booked_at=at, changed_at=at, **known,
    )  # fmt: skip
    VisitPerson.objects.create(visit=made, person=lead, role=rule.LEAD)
    VisitPerson.objects.bulk_create(
        VisitPerson(visit=made, person=one, role=rule.WITH, why=why) for one, why in people if one != lead
    )
    _told("book_visit", made, by, at, after={**_when(made), "kind": kind, "lead": lead.public_id})
    return made


@transaction.atomic
def move_visit(
    *, visit: Visit, on: date, half: str, lead: Person, seen_version: int, by: Viewer, at: datetime
) -> None:
    """Another day, half or lead; Stale where somebody saved meanwhile."""
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    allowed = first_refusal(
        may_change(by, held), rule.may_move_to(held.state, rule.MOVE), rule.may_date(on, by.on)
    )
    insist(allowed)
    before = _when(held)
    save_seen(held, seen_version, {"on": on, "half": half, "changed_at": at})
    held.people.filter(person=lead, role=rule.WITH).delete()
    held.people.filter(role=rule.LEAD).update(person=lead)
    _told("move_visit", held, by, at, before=before, after={**_when(held), "lead": lead.public_id})


@transaction.atomic
def hold_visit(*, visit: Visit, by: Viewer, at: datetime) -> None:
    """The visit was held, on its day or later."""
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    allowed = first_refusal(
        may_say_held(by, held),
        rule.may_move_to(held.state, rule.HOLD),
        rule.may_hold(held.on, by.on, waits=held.waits),
    )
    insist(allowed)
    _change(held, {"state": rule.HELD, "changed_at": at})
    _told("hold_visit", held, by, at, after=_when(held))


@transaction.atomic
def cancel_visit(*, visit: Visit, reason: str, by: Viewer, at: datetime) -> None:
    """The visit does not take place, for a reason."""
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    allowed = first_refusal(
        may_change(by, held), rule.may_move_to(held.state, rule.CANCEL), rule.may_cancel(reason)
    )
    insist(allowed)
    _change(held, {"state": rule.CANCELLED, "why_cancelled": reason.strip(), "changed_at": at})
    _told("cancel_visit", held, by, at, after=_when(held))


@transaction.atomic
def restore_visit(*, visit: Visit, by: Viewer, at: datetime) -> None:
    """A visit cancelled just now is booked again."""
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    insist(first_refusal(may_change(by, held), rule.may_restore(held.state)))
    _change(held, {"state": rule.BOOKED, "why_cancelled": "", "changed_at": at})
    _told("restore_visit", held, by, at, after=_when(held))


@transaction.atomic
def approve_visit(*, visit: Visit, by: Viewer, at: datetime) -> None:
    """A visit for which neither entitlement nor category gives days is approved by somebody else (M5-08)."""
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    right = by.may(KIND, "approve", relations_to_visit(by, held, "approve"))
    insist(
        first_refusal(right, rule.may_approve(waits=held.waits, is_booker=held.booked_by_id == by.person.pk))
    )
    _change(held, {"approved_by": by.person, "approved_on": by.on, "changed_at": at})
    _told("approve_visit", held, by, at, after=_when(held))


@transaction.atomic
def add_person(*, visit: Visit, person: Person, why: str = "", by: Viewer, at: datetime) -> VisitPerson:
    """Somebody comes along; `why`: the rule by which, empty where an officer chose."""
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    allowed = first_refusal(
        may_change(by, held),
        rule.may_move_to(held.state, rule.MOVE),
        rule.may_add(held.people.filter(person=person).exists()),
    )
    insist(allowed)
    made = VisitPerson.objects.create(visit=held, person=person, role=rule.WITH, why=why)
    _change(held, {"changed_at": at})
    _told("add_person", held, by, at, after={"person": person.public_id})
    return made


def _change(held: Visit, told: Mapping[str, Any]) -> None:
    save_seen(held, held.version, told)


def _when(visit: Visit) -> dict[str, Any]:
    return {
        "school": visit.school_id,
        "partnership": visit.partnership_id,
        "on": visit.on.isoformat(),
        "half": visit.half,
        "state": visit.state,
    }


def _told(action: str, visit: Visit, by: Viewer, at: datetime, **told: Any) -> None:
    record(action=action, subject_kind="visit", subject_id=visit.public_id, at=at, by=by.id, **told)
