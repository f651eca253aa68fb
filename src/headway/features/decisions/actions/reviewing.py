"""Writes of reviews: begun, written part by part, judged by criteria, completed with the evidence of that day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.decisions.findable import REVIEWS
from headway.features.decisions.models import ServiceReview
from headway.features.decisions.queries import KIND
from headway.features.saving import save_seen
from headway.features.search.actions import find_again
from headway.rules import service_reviews as rule
from headway.rules.verdict import Verdict, first_refusal, insist


def may_write(by: Viewer, review: ServiceReview) -> Verdict:
    """Whether the person may write this review."""
    return first_refusal(by.may(KIND, "change"), rule.may_write(review.state))


def may_complete(by: Viewer, review: ServiceReview, policy: rule.ReviewPolicy) -> Verdict:
    """Whether the person may complete it: each of its parts is written (M14-03)."""
    return first_refusal(by.may(KIND, "approve"), rule.may_complete(review.state, review.parts, policy))


@transaction.atomic
def begin_review(*, title: str, by: Viewer, at: datetime) -> ServiceReview:
    """A new review, nothing written."""
    insist(by.may(KIND, "change"))
    made = ServiceReview.objects.create(title=title, made_by=by.person, made_at=at)
    _told("begin_review", made, by, at, after={"title": title})
    return made


@transaction.atomic
def write_review(
    *, review: ServiceReview, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """Title and parts, or judgements, as they are now; Stale where somebody saved it meanwhile."""
    held = ServiceReview.objects.select_for_update().get(pk=review.pk)
    insist(may_write(by, held))
    save_seen(held, seen_version, told)
    _told("write_review", held, by, at, after={"written": sorted(told)})


@transaction.atomic
def complete_review(
    *, review: ServiceReview, evidence: Mapping[str, Any], policy: rule.ReviewPolicy, by: Viewer, at: datetime
) -> None:
    """Complete it; what the service shows that day is kept beside it."""
    held = ServiceReview.objects.select_for_update().get(pk=review.pk)
    insist(may_complete(by, held, policy))
    held.state, held.evidence = rule.COMPLETE, dict(evidence)
    held.completed_by, held.completed_at = by.person, at
    held.save(update_fields=["state", "evidence", "completed_by", "completed_at"])
    _told("complete_review", held, by, at, after={"state": held.state})


def _told(action: str, review: ServiceReview, by: Viewer, at: datetime, **told: Any) -> None:
    find_again(REVIEWS, review)
    record(action=action, subject_kind="service-review", subject_id=review.public_id, at=at, by=by.id, **told)
