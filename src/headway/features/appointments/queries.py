"""Reads of appointments: the viewer of a person, and who is appointed to a subject."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import CharField, QuerySet, Value

from headway.features.appointments.models import Appointment
from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import remembered
from headway.features.people.models import Person, Role
from headway.rules.permissions import AccessPolicy

HELD = "held role"  # beside the kinds of subjects: a role of the person


def viewer_of(person: Person, *, on: date, access: AccessPolicy) -> Viewer:
    """The person as a viewer on that day."""
    slugs, ties = remembered((viewer_of, person.pk, on), lambda: _held_by(person, on))
    return Viewer(person, on, slugs, ties, access)


def _held_by(person: Person, on: date) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Roles and ties of the day; one query."""
    roles = Role.objects.filter(person=person).as_at(on)
    ties = Appointment.objects.filter(person=person).as_at(on)
    found: dict[str, set[str]] = defaultdict(set)
    held = roles.values_list(Value(HELD, output_field=CharField()), "role")
    for kind, subject in held.union(ties.values_list("subject_kind", "subject_id"), all=True):
        found[kind].add(subject)
    slugs = frozenset(found.pop(HELD, ()))
    return slugs, {kind: frozenset(ids) for kind, ids in found.items()}


def people_visible_to(viewer: Viewer) -> QuerySet[Person]:
    """The persons whose access the viewer may see: everybody for who manages access, nobody for others."""
    return Person.objects.all() if viewer.may("access") else Person.objects.none()


def appointments_of(person: Person) -> list[Appointment]:
    """Every appointment of the person, past and to come, newest first."""
    return list(
        Appointment.objects.filter(person=person).order_by(
            "-valid_from", "role", "subject_kind", "subject_id"
        )
    )


def appointed(
    subject_kind: str, subject_ids: Iterable[object], *, on: date, role: str = ""
) -> list[Appointment]:
    """Appointments to these subjects on that day, with their persons; all roles or one."""
    rows = Appointment.objects.as_at(on).filter(
        subject_kind=subject_kind, subject_id__in=[str(i) for i in subject_ids]
    )
    if role:
        rows = rows.filter(role=role)
    return list(rows.select_related("person").order_by("subject_id", "role", "person__name"))
