"""An inspection is announced: what it clashes with in the diary, where each visit can go, and the moves that are accepted.

Nothing moves until somebody accepts it (M5-15). Each accepted move is an ordinary one: days and invitations follow.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from headway.features.appointments.models import Subject
from headway.features.appointments.queries import appointed
from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.partnerships.queries import members_over
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.visits.models import Absence, InspectionNotice, Visit, VisitPerson
from headway.features.visits.queries import lead_of, visits_of
from headway.flows.school_calendar import school_calendar
from headway.flows.visit_days import move_visit
from headway.rules.calendars import academic_year_of, days_between, is_school_day, is_working_day
from headway.rules.diary import Away, Entry
from headway.rules.replanning import (
    AT_SCHOOL,
    Booked,
    Inspected,
    Room,
    Slot,
    fewest_moves,
    inspection_days,
    why_clashes,
)
from headway.rules.verdict import Refused
from headway.rules.visit_types import VisitPolicy
from headway.rules.visits import BOOKED, CANCELLED

HEAD = "headteacher"
ONE_DAY = timedelta(days=1)
CHANGED = "The diary has changed since. Look at the proposed moves again."


@dataclass(frozen=True, slots=True)
class Move:
    """A visit that clashes, its kind in words and why; where it can go, None where no free day was found; who must be told;
    whether the viewer may move it."""

    visit: Visit
    kind: str
    why: str
    slot: Slot | None
    told: tuple[str, ...]
    may: bool

    @property
    def key(self) -> str:
        """The move as it was shown: another one once anything of it changes."""
        slot = self.slot
        to = f"{slot.on.isoformat()}:{slot.half}" if slot else ""
        return f"{self.visit.public_id}:{self.visit.version}:{to}"


def moves_for(viewer: Viewer, notice: InspectionNotice) -> list[Move]:
    """Every visit to come that clashes with the inspection, as far as the viewer sees it, with the move proposed."""
    policy: VisitPolicy = typed("visit_types", viewer.on)
    first = viewer.on + ONE_DAY
    last = max(notice.begins_on, first) + timedelta(days=policy.replan_days)
    open_days = _open_days(min(first, notice.begins_on), last)
    known = _inspections(notice, policy, open_days, last)
    asked, *_ = known
    visits = _clashing(viewer, notice, asked)
    if not visits:
        return []
    people = {part.person_id for visit in visits for part in visit.people.all()}
    room = Room(
        days=tuple(day for day in open_days if day >= first),
        entries=_entries(people, first, last),
        away=_away(people, first, last),
        inspections=known,
        far_kilometres=policy.far_kilometres,
    )
    slots = fewest_moves([_booked(one) for one in visits], room)
    told = _heads(visits, viewer.on)
    mine = set(
        visits_of(viewer, "change").filter(pk__in=[one.pk for one in visits]).values_list("pk", flat=True)
    )
    return [
        Move(
            visit=one,
            kind=policy.types[one.kind].label if one.kind in policy.types else one.kind,
            why=_why(one, asked, notice),
            slot=slots.get(one.public_id),
            told=_told(one, told, policy),
            may=one.pk in mine,
        )
        for one in visits
    ]


@transaction.atomic
def accept_moves(
    *, notice: InspectionNotice, keys: Sequence[str], by: Viewer, at: datetime
) -> list[dict[str, Any]]:
    """Make these moves, each as it was shown; what each needs to be taken back. Refused where the diary has changed."""
    known = {one.key: one for one in moves_for(by, notice) if one.slot and one.may}
    if not set(keys) <= known.keys():
        raise Refused(CHANGED)
    facts = [_move(known[key], by, at) for key in dict.fromkeys(keys)]
    record(
        action="replan_inspection",
        subject_kind="inspection_notice",
        subject_id=notice.public_id,
        at=at,
        by=by.id,
        after={"moved": [one["visit"] for one in facts]},
    )
    return facts


def _move(move: Move, by: Viewer, at: datetime) -> dict[str, Any]:
    visit, slot, lead = move.visit, move.slot, lead_of(move.visit)
    if slot is None or lead is None:
        raise Refused(CHANGED)
    was = {"on": visit.on.isoformat(), "half": visit.half, "lead": lead.person.public_id}
    seen = visit.version
    move_visit(visit=visit, on=slot.on, half=slot.half, lead=lead.person, seen_version=seen, by=by, at=at)
    return {"visit": visit.public_id, **was, "version": seen + 1}


def _clashing(viewer: Viewer, notice: InspectionNotice, asked: Inspected) -> list[Visit]:
    days = [day for day in asked.days if day >= viewer.on]
    there = Q(school=notice.school)
    if notice.owner_id:
        going = VisitPerson.objects.filter(person=notice.owner_id, visit__on__in=days)
        there |= Q(pk__in=going.values("visit"))
    return list(visits_of(viewer).filter(there, on__in=days, state=BOOKED))


def _inspections(
    notice: InspectionNotice, policy: VisitPolicy, open_days: Sequence[date], until: date
) -> tuple[Inspected, ...]:
    """The inspection asked about, then the others announced."""
    others = InspectionNotice.objects.filter(done_on=None, begins_on__lt=until).exclude(pk=notice.pk)
    rows = [notice, *others.select_related("owner")]
    return tuple(
        Inspected(
            place=f"school:{one.school_id}",
            days=inspection_days(one.begins_on, policy.inspection_days, open_days),
            attends=one.owner.public_id if one.owner else "",
        )
        for one in rows
    )


def _open_days(first_on: date, until: date) -> tuple[date, ...]:
    """The days of [first_on, until) on which schools are open by the published terms, else working days."""
    found: list[date] = []
    years = dict.fromkeys((academic_year_of(first_on), academic_year_of(until - ONE_DAY)))
    for year in years:
        calendar = school_calendar(year)
        for day in days_between(max(first_on, year.first_on), min(until, year.until)):
            is_open = (
                is_school_day(day, calendar)
                if calendar.terms
                else is_working_day(day, calendar.bank_holidays_on)
            )
            found += [day] if is_open else []
    return tuple(found)


def _entries(people: Iterable[int], first_on: date, until: date) -> tuple[Entry, ...]:
    rows = VisitPerson.objects.filter(person__in=people, visit__on__gte=first_on, visit__on__lt=until)
    rows = rows.exclude(visit__state=CANCELLED)
    rows = rows.select_related("person", "visit__school", "visit__partnership")
    return tuple(
        Entry(
            one.visit.public_id,
            one.person.public_id,
            one.visit.on,
            one.visit.half,
            str(one.visit.place),
            _at(one.visit.school),
        )
        for one in rows
    )


def _away(people: Iterable[int], first_on: date, until: date) -> tuple[Away, ...]:
    rows = Absence.objects.filter(person__in=people, first_on__lt=until, until__gt=first_on)
    return tuple(Away(one.person.public_id, one.first_on, one.until) for one in rows.select_related("person"))


def _booked(visit: Visit) -> Booked:
    people = tuple(part.person.public_id for part in visit.people.all())
    return Booked(visit.public_id, _place(visit), visit.on, visit.half, people, _at(visit.school))


def _place(visit: Visit) -> str:
    return f"school:{visit.school_id}" if visit.school_id else f"partnership:{visit.partnership_id}"


def _at(school: School | None) -> tuple[int, int] | None:
    if school is None or school.easting is None or school.northing is None:
        return None
    return school.easting, school.northing


def _why(visit: Visit, asked: Inspected, notice: InspectionNotice) -> str:
    if why_clashes(_booked(visit), asked) == AT_SCHOOL:
        return "The school is inspected then."
    return f"{notice.owner.name} attends the inspection then." if notice.owner else ""


def _heads(visits: Iterable[Visit], on: date) -> dict[str, list[str]]:
    """Place to the names of its heads, for a partnership those of the schools that are members on the visit's day."""
    rows = list(visits)
    members = members_over(one.partnership_id for one in rows if one.partnership_id)
    places = {(str(one.school_id), _place(one)) for one in rows if one.school_id}
    places |= {
        (str(member.school_id), _place(one))
        for one in rows
        for member in members
        if member.partnership_id == one.partnership_id and member.holds(one.on)
    }
    names: dict[str, list[str]] = {}
    for held in appointed(Subject.SCHOOL, {urn for urn, _ in places}, on=on, role=HEAD):
        names.setdefault(held.subject_id, []).append(held.person.name)
    found: dict[str, list[str]] = {}
    for urn, place in sorted(places):
        found.setdefault(place, []).extend(names.get(urn, ()))
    return found


def _told(visit: Visit, heads: dict[str, list[str]], policy: VisitPolicy) -> tuple[str, ...]:
    """Everybody who must know, by name, and how they do."""
    going = [f"{part.person.name}: in their diary" for part in visit.people.all()]
    kind = policy.types.get(visit.kind)
    if visit.waits or (kind and not kind.announced):
        return (*going, f"{visit.place.name}: has not been told of this visit")
    names = heads.get(_place(visit), [])
    if not names:
        return (*going, f"{visit.place.name}: no head is recorded, tell them yourself")
    return (*going, *(f"{name}, head at {visit.place.name}: an invitation goes by mail" for name in names))
