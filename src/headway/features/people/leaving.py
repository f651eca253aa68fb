"""The end of somebody's access on a day: every role ends there, unless a role would be left without anybody."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from headway.features.audit.actions import record
from headway.features.people.actions import disable_person
from headway.features.people.models import Person, Role
from headway.features.people.queries import may_change_access
from headway.rules import handing_over as rules
from headway.rules.verdict import Verdict, first_refusal, insist


def may_leave(person: Person, on: date, needed: Mapping[str, str], *, by: str) -> Verdict:
    """Whether the person's access may end on the day: not one's own, and not the last holder of a role that the service
    needs. `needed`: slugs of such roles with their words."""
    mine = Role.objects.filter(person=person).exclude(valid_until__lte=on)
    others = Role.objects.as_at(on).filter(role__in=needed, person__is_active=True).exclude(person=person)
    held, held_by_others = (set(rows.values_list("role", flat=True)) for rows in (mine, others))
    return first_refusal(
        may_change_access(person, by=by), rules.may_leave(person.name, held, needed, held_by_others)
    )


@transaction.atomic
def end_access(
    *, person: Person, on: date, needed: Mapping[str, str], today: date, by: str, at: datetime
) -> int:
    """End every role on the day, the first without access; how many. On that day or after it the person is disabled too."""
    Person.objects.select_for_update().get(pk=person.pk)
    insist(may_leave(person, on, needed, by=by))
    rows = list(Role.objects.filter(person=person).exclude(valid_until__lte=on))
    Role.objects.filter(pk__in=[row.pk for row in rows if row.valid_from >= on]).delete()
    Role.objects.filter(pk__in=[row.pk for row in rows if row.valid_from < on]).update(valid_until=on)
    record(
        action="end_access",
        subject_kind="person",
        subject_id=person.public_id,
        at=at,
        by=by,
        before={"roles": sorted(row.role for row in rows)},
        after={"on": on.isoformat()},
    )
    if on <= today:
        disable_person(person=person, by=by, at=at)
    return len(rows)
