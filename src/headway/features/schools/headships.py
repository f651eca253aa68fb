"""Writes of headships: who leads a school by kind and date, never by name (M1-08)."""

from datetime import date, datetime

from django.db import transaction

from headway.features.audit.actions import record
from headway.features.schools.models import Headship, School
from headway.features.schools.provisions import may_end
from headway.rules.calendars import day_words
from headway.rules.verdict import ALLOWED, Verdict, insist, refuse


@transaction.atomic
def record_headship(*, school: School, kind: str, valid_from: date, by: str, at: datetime) -> Headship:
    """Record how a school is led from a day on; the headship that is open ends on that day.

    Raises Refused, with nothing changed, where one begins on that day or later.
    """
    School.objects.select_for_update().get(pk=school.pk)
    insist(_begins_last(school, valid_from))
    for former in Headship.objects.filter(school=school, valid_until=None):
        end_headship(headship=former, valid_until=valid_from, by=by, at=at)
    insist(_nothing_overlaps(school, valid_from))
    made = Headship.objects.create(school=school, kind=kind, valid_from=valid_from)
    record(
        action="record_headship",
        subject_kind="headship",
        subject_id=made.pk,
        at=at,
        by=by,
        after={"school": school.urn, "kind": kind, "valid_from": valid_from.isoformat()},
    )
    return made


@transaction.atomic
def end_headship(*, headship: Headship, valid_until: date, by: str, at: datetime) -> None:
    """End an open headship; `valid_until` is the first day without it. Raises Refused, with nothing changed."""
    insist(may_end(headship.valid_from, headship.valid_until, valid_until, "This headship"))
    ended = Headship.objects.filter(pk=headship.pk, valid_until=None).update(valid_until=valid_until)
    insist(ALLOWED if ended else refuse("Somebody else has ended this headship meanwhile."))
    record(
        action="end_headship",
        subject_kind="headship",
        subject_id=headship.pk,
        at=at,
        by=by,
        before={"valid_until": None},
        after={"school": headship.school_id, "valid_until": valid_until.isoformat()},
    )


def _begins_last(school: School, valid_from: date) -> Verdict:
    later = Headship.objects.filter(school=school, valid_from__gte=valid_from).order_by("valid_from").first()
    if later is None:
        return ALLOWED
    return refuse(
        f"A headship is recorded from {day_words(later.valid_from)}. A new one must begin after that day."
    )


def _nothing_overlaps(school: School, valid_from: date) -> Verdict:
    known = Headship.objects.filter(school=school).overlapping(valid_from, None).first()
    if known is None:
        return ALLOWED
    return refuse(
        f"A headship is recorded until {day_words(known.valid_until)}. A new one can begin on that day."
    )
