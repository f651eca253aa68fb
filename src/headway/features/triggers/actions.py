"""Writes of triggers: tick one, end one before its time. What they weigh shows when the rules next propose."""

from datetime import date, datetime, timedelta

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.schools.models import School
from headway.features.triggers.models import Trigger
from headway.features.triggers.queries import as_tick, may_tick_at
from headway.rules import triggers as rules
from headway.rules.category_policy import CategoryPolicy
from headway.rules.verdict import insist

SUBJECT = "trigger"


@transaction.atomic
def tick_trigger(
    *,
    school: School,
    key: str,
    valid_from: date,
    valid_until: date,
    evidence: str,
    link: str,
    policy: CategoryPolicy,
    by: Viewer,
    at: datetime,
) -> Trigger:
    """Tick a trigger of the scheme in use, with what shows it and the day on which it ceases to count."""
    School.objects.select_for_update().get(pk=school.pk)
    insist(may_tick_at(by, school))
    triggers = rules.tickable(policy, school.phase)
    held = [as_tick(row) for row in Trigger.objects.filter(school=school, key=key)]
    verdict = rules.may_tick(
        key,
        from_on=valid_from,
        until=valid_until,
        today=by.on,
        evidence=evidence,
        standing=held,
        triggers=triggers,
    )
    insist(verdict)
    label = next(one.label for one in triggers if one.key == key)
    made = Trigger.objects.create(
        school=school,
        key=key,
        label=label[:200],
        evidence=evidence.strip(),
        link=link,
        valid_from=valid_from,
        valid_until=valid_until,
        ticked_by=by.person,
        ticked_at=at,
    )
    after = {"school": school.pk, "key": key, "until": valid_until.isoformat()}
    record(
        action="tick_trigger", subject_kind=SUBJECT, subject_id=made.public_id, at=at, by=by.id, after=after
    )
    return made


@transaction.atomic
def end_trigger(*, trigger: Trigger, reason: str, by: Viewer, at: datetime) -> Trigger:
    """End a trigger before its time, with a reason: from today on it counts no more."""
    held = Trigger.objects.select_for_update(of=("self",)).select_related("school").get(pk=trigger.pk)
    insist(may_tick_at(by, held.school))
    insist(rules.may_end(reason, holds=as_tick(held).holds(by.on)))
    before = {"until": held.valid_until.isoformat() if held.valid_until else ""}
    # Ticked and ended on one day, it still covers that day: a row in force has a day at least.
    held.valid_until = max(by.on, held.valid_from + timedelta(days=1))
    held.ended_by, held.ended_at, held.ended_reason = by.person, at, reason.strip()
    held.save(update_fields=["valid_until", "ended_by", "ended_at", "ended_reason"])
    after = {"school": held.school_id, "until": held.valid_until.isoformat()}
    record(
        action="end_trigger",
        subject_kind=SUBJECT,
        subject_id=held.public_id,
        at=at,
        by=by.id,
        before=before,
        after=after,
    )
    return held
