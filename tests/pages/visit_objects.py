"""Makers of visits and notices of inspection, for the matrix."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone
from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.appointments.models import Appointment
from headway.features.people.models import Person
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.visits.actions import book_visit
from headway.features.visits.around import record_notice
from headway.features.visits.models import InspectionNotice, Visit
from headway.flows.prepare_visit import agenda_told
from headway.rules.calendars import add_working_days
from headway.rules.visits import HELD

TODAY = date(2026, 9, 15)


def make_visit(
    school: School, *, lead: Person | None = None, on: date = TODAY, kind: str = "autumn", **told: object
) -> Visit:
    """A visit of a morning, booked by business support, with the agenda in use."""
    agenda = agenda_told(typed("visit_types"), kind)
    known = {"half": "am", "function": "challenge", "paid_from": "core"}
    more = {name: told.pop(name) for name in tuple(told) if name in known}
    lead = lead or make_person("adviser", name="Adviser 7")
    return book_visit(
        place=school, kind=kind, on=on, lead=lead, told=agenda | told, by=seen(make_person("business-support")), at=AT,
        **(known | more),
    )  # fmt: skip


def make_notice(school: School) -> InspectionNotice:
    """A notice of an inspection that began yesterday."""
    by = seen(make_person("head-of-service"))
    return record_notice(school=school, told_on=date(2026, 9, 14), begins_on=date(2026, 9, 14), by=by, at=AT)


def visit(side: Side) -> Arguments:
    """A visit that is booked."""
    return {"key": make_visit(side.school).public_id}


def held_visit(side: Side) -> Arguments:
    """A visit that was held, on which the side's adviser went."""
    held = Appointment.objects.filter(
        role="adviser", subject_kind="school", subject_id=str(side.school.urn)
    ).first()
    made = make_visit(side.school, lead=held.person if held else None)
    Visit.objects.filter(pk=made.pk).update(state=HELD)
    return {"key": made.public_id}


def waiting_visit(side: Side) -> Arguments:
    """A visit that waits for approval."""
    told = {"needs_approval": True, "why_individual": "A new head"}
    return {"key": make_visit(side.school, **told).public_id}


def notice(side: Side) -> Arguments:
    """An inspection nobody recorded anything of yet."""
    return {"key": make_notice(side.school).public_id}


def clashing_notice(side: Side) -> Arguments:
    """An inspection on a day on which the school is to be visited."""
    today = timezone.localdate()
    begins_on = add_working_days(today, 2, ())
    make_visit(side.school, on=begins_on)
    by = seen(make_person("head-of-service"), today)
    made = record_notice(school=side.school, told_on=today, begins_on=begins_on, by=by, at=AT)
    return {"key": made.public_id}


def dead_calendar(side: Side) -> Arguments:
    """An address that opens nothing."""
    return {"token": f"no-calendar-{side.name}"}


VISIT_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "visit": visit,
    "held_visit": held_visit,
    "waiting_visit": waiting_visit,
    "inspection_notice": notice,
    "clashing_notice": clashing_notice,
    "dead_calendar": dead_calendar,
    "agenda": lambda side: {"agenda": "autumn"},
}
