"""Visits and the days they take: what is booked counts as used, what is cancelled is given back (M6-13, M5-08, M5-09).

Before the days of a year are given nothing is taken; then it is when the visit is held. Who may do it to the visit may do it
to its days, a colleague at a school that is not their own too.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.allocation.queries import is_entitled
from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.day_ledger.actions import cancel_source, debit
from headway.features.day_ledger.asking import ask_for_days, settle_days
from headway.features.day_ledger.models import DayRequest, Movement
from headway.features.day_ledger.queries import balance, usable_requests
from headway.features.people.models import Person
from headway.features.policies.queries import typed
from headway.features.visits import actions as visits
from headway.features.visits.models import Visit
from headway.rules.calendars import academic_year_of
from headway.rules.day_ledger import CONCERN
from headway.rules.verdict import ALLOWED

MOVED, CANCELLED = "The visit moved.", "The visit was cancelled."


@transaction.atomic
def book_visit(*, by: Viewer, at: datetime, **asked: Any) -> Visit:
    """Book it as features.visits does, and take its days; those of a visit that waits for approval when it is approved."""
    made = visits.book_visit(by=by, at=at, **asked)
    if not made.waits:
        take_days(made, by=by, at=at)
    return made


@transaction.atomic
def approve_visit(*, visit: Visit, by: Viewer, at: datetime) -> None:
    """Approve it, and with it the days for concern that whoever booked it asks for (M5-08)."""
    visits.approve_visit(visit=visit, by=by, at=at)
    visit.refresh_from_db()
    if is_entitled(_year(visit.on)):
        asked = _ask_for_concern(visit, by=by, at=at)
        settle_days(asked=asked, yes=True, reason="", by=by, at=at)
    take_days(visit, by=by, at=at)


@transaction.atomic
def move_visit(
    *, visit: Visit, on: date, half: str, lead: Person, seen_version: int, by: Viewer, at: datetime
) -> None:
    """Move it; its days are taken anew where their number or the academic year is another."""
    year, half_days = _year(visit.on), visit.half_days
    visits.move_visit(visit=visit, on=on, half=half, lead=lead, seen_version=seen_version, by=by, at=at)
    was_on = visit.on
    visit.refresh_from_db()
    if (_year(visit.on), visit.half_days) != (year, half_days):
        cancel_source(source=visit.source, reason=MOVED, on=was_on, by=by, at=at, right=ALLOWED)
        take_days(visit, by=by, at=at)


@transaction.atomic
def hold_visit(*, visit: Visit, by: Viewer, at: datetime) -> None:
    """Say that it was held; its days are taken by now."""
    visits.hold_visit(visit=visit, by=by, at=at)
    take_days(visit, by=by, at=at)


@transaction.atomic
def cancel_visit(*, visit: Visit, reason: str, by: Viewer, at: datetime) -> None:
    """Cancel it and give its days back."""
    visits.cancel_visit(visit=visit, reason=reason, by=by, at=at)
    cancel_source(source=visit.source, reason=CANCELLED, on=visit.on, by=by, at=at, right=ALLOWED)


@transaction.atomic
def restore_visit(*, visit: Visit, by: Viewer, at: datetime) -> None:
    """Book again what was cancelled just now, and take its days again."""
    visits.restore_visit(visit=visit, by=by, at=at)
    visit.refresh_from_db()
    if not visit.waits:
        take_days(visit, by=by, at=at)


def take_days(visit: Visit, *, by: Viewer, at: datetime) -> Movement | None:
    """The movement of the visit's days; None where the days of its year are not given yet. Refused where none are left."""
    year = _year(visit.on)
    if not is_entitled(year):
        return None
    short = visit.half_days > balance(visit.place, year)
    pool = CONCERN if short and visit.needs_approval else ""
    granted = [one for one in usable_requests(visit.place, year) if one.pool == pool] if short else []
    return debit(
        subject=visit.place,
        year=year,
        half_days=visit.half_days,
        source=visit.source,
        purpose=typed("visit_types", visit.on).types[visit.kind].label,
        reason=visit.why_individual.strip() or "Booked in the diary.",
        on=visit.on,
        by=by,
        at=at,
        pool=pool,
        approved=granted[0] if granted else None,
        right=ALLOWED,
    )


def _ask_for_concern(visit: Visit, *, by: Viewer, at: datetime) -> DayRequest:
    return ask_for_days(
        subject=visit.place,
        year=_year(visit.on),
        half_days=visit.half_days,
        reason=visit.why_individual,
        pool=CONCERN,
        by=viewer_of(visit.booked_by, on=by.on, access=by.access),
        at=at,
    )


def _year(on: date) -> int:
    return academic_year_of(on).first_on.year
