"""Writes of enhanced provisions: record one, end one (M1-08)."""

from datetime import date, datetime

from django.db import transaction

from headway.features.audit.actions import record
from headway.features.schools.models import Provision, School
from headway.rules.calendars import day_words
from headway.rules.schools import MAINSTREAM
from headway.rules.verdict import ALLOWED, Verdict, insist, refuse


@transaction.atomic
def record_provision(
    *,
    school: School,
    kind: str,
    places: int | None,
    need: str,
    valid_from: date,
    by: str,
    at: datetime,
    valid_until: date | None = None,
) -> Provision:
    """Record a resourced provision or a SEN unit from a day on. Raises Refused, with nothing changed."""
    School.objects.select_for_update().get(pk=school.pk)
    insist(may_have_provision(school))
    insist(ends_after_start(valid_from, valid_until))
    insist(_stands_alone(school, kind, need, valid_from, valid_until))
    made = Provision.objects.create(
        school=school, kind=kind, places=places, need=need, valid_from=valid_from, valid_until=valid_until
    )
    record(
        action="record_provision",
        subject_kind="provision",
        subject_id=made.pk,
        at=at,
        by=by,
        after={
            "school": school.urn,
            "kind": kind,
            "places": places,
            "need": need,
            "valid_from": valid_from.isoformat(),
            "valid_until": valid_until.isoformat() if valid_until else None,
        },
    )
    return made


@transaction.atomic
def end_provision(*, provision: Provision, valid_until: date, by: str, at: datetime) -> None:
    """End an open provision; `valid_until` is the first day without it. Raises Refused, with nothing changed."""
    insist(may_end(provision.valid_from, provision.valid_until, valid_until, "This provision"))
    ended = Provision.objects.filter(pk=provision.pk, valid_until=None).update(valid_until=valid_until)
    insist(ALLOWED if ended else refuse("Somebody else has ended this provision meanwhile."))
    record(
        action="end_provision",
        subject_kind="provision",
        subject_id=provision.pk,
        at=at,
        by=by,
        before={"valid_until": None},
        after={"school": provision.school_id, "valid_until": valid_until.isoformat()},
    )


def may_have_provision(school: School) -> Verdict:
    """Enhanced provision is a mainstream school's: special schools and PRUs have days of their own (E69, E71)."""
    if school.phase in MAINSTREAM:
        return ALLOWED
    return refuse(
        "Enhanced provision is recorded for mainstream schools only; this school has days of its own."
    )


def ends_after_start(valid_from: date, valid_until: date | None) -> Verdict:
    """Whether the dates are in order; without an end they are."""
    if valid_until is None or valid_until > valid_from:
        return ALLOWED
    return refuse(f"The end must be after the start, {day_words(valid_from)}.")


def may_end(valid_from: date, ended: date | None, valid_until: date, what: str) -> Verdict:
    """Whether something dated may be ended on this day; `what` begins the sentence."""
    if ended is not None:
        return refuse(f"{what} has an end already: {day_words(ended)}.")
    if valid_until <= valid_from:
        return refuse(f"{what} began on {day_words(valid_from)}; it can only end after that day.")
    return ALLOWED


def _stands_alone(school: School, kind: str, need: str, start: date, end: date | None) -> Verdict:
    same = Provision.objects.filter(school=school, kind=kind, need__iexact=need)
    known = same.overlapping(start, end).order_by("valid_from").first()
    if known is None:
        return ALLOWED
    return refuse(
        f"The same provision is recorded from {day_words(known.valid_from)}. End that one first, or change the need."
    )
