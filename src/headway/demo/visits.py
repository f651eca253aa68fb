"""Visits for the demonstration: each adviser's schools visited last term, this week and in the weeks to come."""

from datetime import date, datetime, timedelta

from headway.features.appointments.models import Appointment
from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import bank_holidays, open_schools
from headway.features.visits.around import record_agenda_review, record_notice
from headway.features.visits.models import InspectionNotice, Visit
from headway.features.visits.queries import KIND
from headway.flows.prepare_visit import agenda_told, approval_needed, asked_along
from headway.flows.visit_days import approve_visit, book_visit, cancel_visit, hold_visit
from headway.rules.calendars import is_working_day
from headway.rules.verdict import Refused
from headway.rules.visit_types import VisitPolicy

# How many days from today, and what kind, for an adviser's first schools.
PLACED = (
    (-60, "summer"),
    (-30, "readiness"),
    (-7, "autumn"),
    (1, "autumn"),
    (3, "target_setting"),
    (9, "autumn"),
    (40, "spring"),
)
ADVISERS = 12
WAITING = "spring"  # without own days it still waits for approval
WHY = "The new headteacher asked for it, and the chair agrees."
CANCELLED = "The school asked for another day."


def visit_schools(*, on: date, at: datetime) -> None:
    """Visits of the first advisers at their schools, held when they are past; one cancelled, one that waits."""
    policy: VisitPolicy = typed("visit_types", on)
    found: list[Visit] = []
    advisers = (
        Appointment.objects.as_at(on).filter(role="adviser", subject_kind="school").select_related("person")
    )
    held: dict[Person, list[int]] = {}
    for row in advisers.order_by("person__pk", "subject_id"):
        held.setdefault(row.person, []).append(int(row.subject_id))
    schools = {school.urn: school for school in open_schools()}
    viewers = [(viewer_of(person, on=on, access=typed("access")), urns) for person, urns in held.items()]
    booking = [(viewer, urns) for viewer, urns in viewers if viewer.may_ever(KIND, "change")]
    for viewer, urns in booking[:ADVISERS]:
        known = [schools[urn] for urn in urns if urn in schools]
        for (days, kind), school in zip(PLACED, known, strict=False):
            made = _visit(viewer, policy, school, kind, _working(on + timedelta(days=days)), at)
            found += [made] if made else []
    coming = [one for one in found if one.on > on]
    if coming:
        by = viewer_of(coming[-1].booked_by, on=on, access=typed("access"))
        cancel_visit(visit=coming[-1], reason=CANCELLED, by=by, at=at)
    _review_and_notice(list(schools.values()), on, at)
    _announce_where_booked(found, on, at)


def _visit(
    viewer: Viewer, policy: VisitPolicy, school: School, kind: str, day: date, at: datetime
) -> Visit | None:
    """The visit, where the school has days for it."""
    usual = policy.types[kind]
    needed = approval_needed(policy, kind, school, viewer.on)
    asked = [(one.person, one.why) for one in asked_along(policy, kind, school, viewer.on) if one.person]
    told = {**agenda_told(policy, kind), "needs_approval": needed, "why_individual": WHY if needed else ""}
    try:
        made = book_visit(
            place=school, kind=kind, on=day, half=usual.half, function=usual.function, paid_from=usual.paid_from,
            lead=viewer.person, told=told, people=asked, by=viewer, at=at,
        )  # fmt: skip
    except Refused:
        return None
    leader = first_holder("head-of-service", on=viewer.on)
    if needed and leader and kind != WAITING:
        approve_visit(visit=made, by=viewer_of(leader, on=viewer.on, access=typed("access")), at=at)
    if day < viewer.on and (leader or not needed):
        hold_visit(visit=made, by=viewer, at=at)
    return made


def _review_and_notice(schools: list[School], on: date, at: datetime) -> None:
    leader = first_holder("chief-adviser", on=on)
    if leader is None or not schools:
        return
    by = viewer_of(leader, on=on, access=typed("access"))
    words = "Attendance by group comes first; staffing becomes optional."
    told = {"on": on - timedelta(days=80), "reviewed_with": "Headteachers' forum", "words": words}
    record_agenda_review(agenda="concern", **told, by=by, at=at)
    notice = on - timedelta(days=1)
    record_notice(school=min(schools, key=lambda one: one.urn), told_on=notice, begins_on=on, by=by, at=at)


def _announce_where_booked(visits: list[Visit], on: date, at: datetime) -> None:
    """Notice of an inspection on the day of a visit to come, so that it has something to make room for."""
    leader = first_holder("chief-adviser", on=on)
    far = on + timedelta(days=31)
    coming = [one for one in visits if on < one.on <= far and one.school_id and not one.needs_approval]
    if leader is None or not coming:
        return
    visit = min(coming, key=lambda one: (one.on, one.pk))
    by = viewer_of(leader, on=on, access=typed("access"))
    known = InspectionNotice.objects.filter(school=visit.school, begins_on=visit.on)
    if not known.exists():
        record_notice(school=visit.school, told_on=on, begins_on=visit.on, by=by, at=at)


def _working(day: date) -> date:
    while not is_working_day(day, bank_holidays()):
        day += timedelta(days=1)
    return day
