"""Work somebody who leaves has in hand: visits to come, records to finish, support to follow up, inspections to attend.

It goes to a successor who can do it, or the leaving is refused; `orphaned` finds what nobody holds any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.impact.handing import hand_supports_over, supports_given
from headway.features.impact.models import Support
from headway.features.impact.queries import due_for, givers
from headway.features.people.models import Person, Role
from headway.features.records.handing import (
    UNFINISHED,
    hand_records_over,
    unfinished_records,
    unwritten_visits,
)
from headway.features.records.models import RecordOfVisit
from headway.features.records.queries import comments_visible_to, records_visible_to
from headway.features.visits.handing import (
    bring_in_for_record,
    hand_notices_over,
    hand_visits_over,
    open_notices,
    parts_to_come,
)
from headway.features.visits.models import Absence, InspectionNotice, Visit, VisitPerson
from headway.features.visits.queries import KIND, NAMED
from headway.rules import diary
from headway.rules.handing_over import may_take_work
from headway.rules.impact import AWAITING, PLANNED, RUNNING
from headway.rules.permissions import AccessPolicy
from headway.rules.records_of_visit import CHECKING
from headway.rules.verdict import Verdict
from headway.rules.visits import BOOKED, CANCELLED, LEAD

WHY = "Writes the record in place of {}, who has left"
SOON_DAYS = 366


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody has in hand on the first day without them. `others_do`: words and numbers of what waits for anybody of
    their role, and so for nobody alone."""

    parts: tuple[VisitPerson, ...]
    unwritten: tuple[Visit, ...]
    records: tuple[RecordOfVisit, ...]
    supports: tuple[Support, ...]
    notices: tuple[InspectionNotice, ...]
    others_do: tuple[tuple[str, int], ...] = ()

    @property
    def number(self) -> int:
        """How much somebody must go on with."""
        return sum(
            map(len, (self.parts, self.unwritten, self.records, self.supports, self.notices)),
        )


@dataclass(frozen=True, slots=True)
class Orphans:
    """What is held by people without access on the day it is due."""

    visits: tuple[Visit, ...]
    records: tuple[RecordOfVisit, ...]
    supports: tuple[Support, ...]
    notices: tuple[InspectionNotice, ...]

    @property
    def number(self) -> int:
        """How many there are."""
        return sum(map(len, (self.visits, self.records, self.supports, self.notices)))


def work_of(person: Person, on: date, seen: Viewer | None = None) -> Work:
    """What the person has in hand on `on`, the first day without them; `seen`: as a viewer, for what waits for their role."""
    return Work(
        parts=tuple(parts_to_come(person, on)),
        unwritten=tuple(unwritten_visits(person, on)),
        records=tuple(unfinished_records(person)),
        supports=tuple(supports_given(person)),
        notices=tuple(open_notices(person)),
        others_do=_others_do(seen) if seen else (),
    )


def clashes_of(work: Work, successor: Person) -> dict[int, tuple[str, ...]]:
    """By visit, what stands against the successor going then; two queries."""
    days = {part.visit.on for part in work.parts}
    rows = VisitPerson.objects.filter(person=successor, visit__on__in=days).exclude(visit__state=CANCELLED)
    rows = rows.select_related("visit__school", "visit__partnership")
    busy = [_entry(row.visit, successor) for row in rows]
    gone = [
        diary.Away(successor.name, one.first_on, one.until)
        for one in Absence.objects.filter(person=successor)
    ]
    found = {}
    for part in work.parts:
        visit = part.visit
        away = diary.away_words(successor.name, visit.on, gone)
        said = (*diary.clashes(_entry(visit, successor), busy), *((away,) if away else ()))
        if said:
            found[visit.pk] = said
    return found


def verdict_of_work(
    work: Work, person: Person, successor: Person | None, on: date, access: AccessPolicy, conflicts: set[str]
) -> Verdict:
    """Whether all of it can go to the successor. `conflicts`: URNs with which the successor has a conflict of interest."""
    if successor is None:
        return may_take_work(work.number, "", unable=())
    return may_take_work(work.number, successor.name, unable=_unable(work, successor, on, access, conflicts))


def _unable(
    work: Work, successor: Person, on: date, access: AccessPolicy, conflicts: set[str]
) -> Sequence[str]:
    """What the successor cannot do, each in a sentence."""
    later = viewer_of(successor, on=on, access=access)
    found = []
    leads = [part for part in work.parts if part.role == LEAD]
    if (leads or work.supports or work.notices) and not givers(on).filter(pk=successor.pk).exists():
        found.append(f"{successor.name} leads no visits and gives no support on that day.")
    if (work.records or work.unwritten) and not (later.is_staff and later.may(KIND, "change", NAMED)):
        found.append(f"{successor.name} writes no records of visits on that day.")
    places = {one.visit.place.name for one in work.parts if str(one.visit.school_id) in conflicts}
    places |= {one.given_to for one in work.supports if str(one.school_id) in conflicts}
    found += [f"{successor.name} has a conflict of interest with {name}." for name in sorted(places)]
    return found


def hand_work_over(
    *, work: Work, person: Person, successor: Person, on: date, by: Viewer, at: datetime
) -> int:
    """Everything in hand becomes the successor's: visits from `on` on, the rest at once. How much it was."""
    hand_visits_over(person=person, successor=successor, since=on, by=by, at=at)
    for visit in (*work.unwritten, *(one.visit for one in work.records)):
        bring_in_for_record(visit=visit, successor=successor, why=WHY.format(person.name)[:300], by=by, at=at)
    hand_records_over(person=person, successor=successor, by=by, at=at)
    hand_supports_over(person=person, successor=successor, by=by, at=at)
    hand_notices_over(person=person, successor=successor, by=by, at=at)
    return work.number


def led_by_nobody(on: date) -> QuerySet:
    """The keys of booked visits of the day or later whose lead has no access on theirs."""
    on_day = Role.objects.filter(person=OuterRef("person"), valid_from__lte=OuterRef("visit__on"))
    on_day = on_day.filter(Q(valid_until=None) | Q(valid_until__gt=OuterRef("visit__on")))
    leads = VisitPerson.objects.filter(role=LEAD, visit__state=BOOKED, visit__on__gte=on)
    return leads.filter(Q(person__is_active=False) | ~Exists(on_day)).values("visit")


def orphaned(on: date) -> Orphans:
    """Work to come or to finish that belongs to people without access."""
    visits = Visit.objects.filter(pk__in=led_by_nobody(on)).select_related("school", "partnership")
    records = RecordOfVisit.objects.filter(state__in=UNFINISHED, author__is_active=False)
    supports = Support.objects.filter(state__in=(PLANNED, RUNNING), adviser__is_active=False)
    notices = InspectionNotice.objects.filter(done_on=None, owner__is_active=False)
    return Orphans(tuple(visits), tuple(records), tuple(supports), tuple(notices))


def _others_do(seen: Viewer) -> tuple[tuple[str, int], ...]:
    """What waits for anybody of the person's role where they work."""
    checks = replies = judged = 0
    if seen.may_ever(KIND, "approve"):
        checks = records_visible_to(seen).filter(state=CHECKING).exclude(author=seen.person).count()
    if seen.is_staff and seen.may_ever(KIND):
        replies = comments_visible_to(seen).filter(replied_at=None).count()
    if seen.may_ever("impact", "approve"):
        judged = due_for(seen, SOON_DAYS).filter(state=AWAITING).exclude(adviser=seen.person).count()
    told = (("records to check", checks), ("replies due to boards", replies), ("supports to judge", judged))
    return tuple((words, number) for words, number in told if number)


def _entry(visit: Visit, person: Person) -> diary.Entry:
    return diary.Entry(visit.public_id, person.name, visit.on, visit.half, str(visit.place))
