"""One deed for many schools: what it would do to each, then doing it where it may be done."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from headway.features.allocation.queries import conflicts_on
from headway.features.appointments.changeover import change_adviser, may_take_over, open_advisers
from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.actions import add_member, may_add
from headway.features.partnerships.models import Partnership
from headway.features.partnerships.queries import partnership_of
from headway.features.people.models import Adviser
from headway.features.schools.models import School
from headway.features.schools.queries import OPEN_STATUSES
from headway.flows.effects import Effect
from headway.rules.verdict import refuse

CLOSED = refuse("The school is closed.")


def effects_of_adviser(adviser: Adviser, schools: Sequence[School], valid_from: date) -> list[Effect]:
    """What giving these schools to an adviser would change; a conflict of interest forbids it. Two queries."""
    held = open_advisers(school.urn for school in schools)
    conflicts = {
        row.school_id: row for row in conflicts_on(valid_from, [adviser.pk]).select_related("school")
    }
    effects = []
    for school in schools:
        now = held.get(school.urn)
        conflict = conflicts.get(school.urn)
        verdict = may_take_over(now, adviser.person, valid_from)
        if conflict:
            words = "has a conflict of interest with the school. Choose another adviser, or end the conflict."
            verdict = refuse(f"{adviser} {words}")
        effects.append(Effect(school, now.person.name if now else "", verdict))
    return effects


def effects_of_joining(partnership: Partnership, schools: Sequence[School], valid_from: date) -> list[Effect]:
    """What making these schools members would change; one recognised partnership at a time (M1-04)."""
    now = partnership_of([school.urn for school in schools], valid_from)
    return [
        Effect(
            school,
            now[school.urn].name if school.urn in now else "",
            may_add(partnership, school, valid_from) if school.status_code in OPEN_STATUSES else CLOSED,
        )
        for school in schools
    ]


@transaction.atomic
def give_adviser(
    *, adviser: Adviser, schools: Sequence[School], valid_from: date, by: Viewer, at: datetime
) -> dict:
    """Give an adviser those of the schools that may be given; the facts by which it is taken back."""
    effects = effects_of_adviser(adviser, schools, valid_from)
    urns = [effect.subject.urn for effect in effects if effect.verdict]
    if not urns:
        return {"number": 0}
    done = change_adviser(person=adviser.person, urns=urns, valid_from=valid_from, by=by, at=at)
    return {"number": len(urns), "begun": list(done.begun), "ended": list(done.ended)}


@transaction.atomic
def join_partnership(
    *, partnership: Partnership, schools: Sequence[School], valid_from: date, by: Viewer, at: datetime
) -> dict:
    """Make those of the schools members that may be; the facts by which it is taken back."""
    effects = effects_of_joining(partnership, schools, valid_from)
    made = [
        add_member(partnership=partnership, school=effect.subject, member_from=valid_from, by=by, at=at).pk
        for effect in effects
        if effect.verdict
    ]
    return {"number": len(made), "partnership": partnership.public_id, "members": made}
