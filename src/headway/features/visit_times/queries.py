"""Reads of the time visits took: of visits the viewer sees, viewer first."""

from collections.abc import Iterable

from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.visit_times.models import VisitTime
from headway.features.visits.models import Visit, VisitPerson
from headway.features.visits.queries import KIND as VISITS
from headway.features.visits.queries import PART, relations_to_visit
from headway.rules import visit_times as rule
from headway.rules.verdict import Verdict, first_refusal, refuse
from headway.rules.visit_times import PARTS, Minutes, VisitTimePolicy, proposed
from headway.rules.visits import LEAD


def minutes_of(row: VisitTime) -> Minutes:
    """The row as the rules take it."""
    return Minutes(*(getattr(row, part) for part in PARTS))


def confirmed_times(visits: Iterable[Visit]) -> dict[tuple[int, int], Minutes]:
    """Visit and person to what the person confirmed; one query."""
    rows = VisitTime.objects.filter(visit__in=[one.pk for one in visits])
    return {(row.visit_id, row.person_id): minutes_of(row) for row in rows}


def time_of(visit: Visit, person: Person) -> VisitTime | None:
    """What the person confirmed for the visit."""
    return VisitTime.objects.filter(visit=visit, person=person).first()


def usual_time(policy: VisitTimePolicy, visit: Visit, going: VisitPerson) -> Minutes:
    """What is proposed to somebody who went."""
    return proposed(policy, half_days=visit.half_days, leads=going.role == LEAD)


def tells(viewer: Viewer, visit: Visit) -> Verdict:
    """Whether the viewer says how long the visit took them: staff who went on it."""
    if not viewer.is_staff:
        return refuse("Who went on the visit says how long it took them.")
    return viewer.may(VISITS, "change", relations_to_visit(viewer, visit, "change") - PART)


def may_confirm(viewer: Viewer, visit: Visit, minutes: Minutes | None = None) -> Verdict:
    """Whether the viewer can confirm their time now."""
    goes = visit.people.filter(person=viewer.person).exists()
    return first_refusal(tells(viewer, visit), rule.may_confirm(visit.state, goes=goes, minutes=minutes))
