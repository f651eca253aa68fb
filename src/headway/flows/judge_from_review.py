"""Begins an officer's judgement of the category from an annual review; it waits for somebody else like every judgement."""

from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.categories.actions import judge
from headway.features.categories.models import Judgement
from headway.features.performance_reviews.actions import link_judgement
from headway.features.performance_reviews.models import PerformanceReview
from headway.rules.category_policy import CategoryPolicy


@transaction.atomic
def judge_from_review(
    *, review: PerformanceReview, category: str, direction: str, reason: str, valid_from: date, seen_proposal: str,
    policy: CategoryPolicy, by: Viewer, at: datetime,
) -> Judgement:  # fmt: skip
    """Record the judgement and name it in the review. Refused for what `judge` refuses."""
    made = judge(
        school=review.school,
        category=category,
        direction=direction,
        reason=reason,
        valid_from=valid_from,
        policy=policy,
        by=by,
        at=at,
        seen_proposal=seen_proposal,
    )
    link_judgement(review=review, judgement=made, by=by, at=at)
    return made
