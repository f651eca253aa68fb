"""Writes of readiness reviews: one is recorded and stays as it was; a later look is a review of its own."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.policies.models import Policy
from headway.features.readiness.models import ReadinessReview
from headway.features.readiness.queries import may_review
from headway.features.schools.models import School
from headway.rules.readiness import ReadinessPolicy, may_record_review
from headway.rules.verdict import insist


@transaction.atomic
def record_review(
    *,
    school: School,
    on: date,
    answers: Mapping[str, str],
    notes: Mapping[str, str],
    next_step: str,
    policy: ReadinessPolicy,
    stored: Policy,
    by: Viewer,
    at: datetime,
) -> ReadinessReview:
    """Record a review by the list of questions in force (`policy` as read, `stored` as kept). Refused for a day to come,
    for answers the list does not have, with nothing looked at, and without a next step."""
    insist(may_review(by, school))
    insist(may_record_review(on, by.on, answers, next_step, policy))
    made = ReadinessReview.objects.create(
        school=school,
        on=on,
        reviewed_by=by.person,
        policy=stored,
        answers=dict(answers),
        notes={slug: words.strip() for slug, words in notes.items() if words.strip()},
        next_step=next_step.strip(),
        recorded_at=at,
    )
    told = {"school": school.urn, "on": on.isoformat(), "answers": dict(answers)}
    record(
        action="record_readiness_review",
        subject_kind="readiness_review",
        subject_id=made.public_id,
        at=at,
        by=by.id,
        after=told,
    )
    return made
