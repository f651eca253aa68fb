"""How annual reviews are found by typing: by their school and year."""

from headway.features.performance_reviews.models import PerformanceReview
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind


def findable_review(review: PerformanceReview) -> Findable:
    """A review by its school and academic year."""
    title = f"Annual review of {review.school.name}, {review.year} to {review.year + 1}"
    return Findable(f"{review.school_id}/reviews/{review.year}", title[:200], also="performance")


ANNUAL_REVIEWS = Source(
    Kind.YEARLY, lambda: PerformanceReview.objects.select_related("school"), findable_review
)
