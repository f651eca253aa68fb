"""How joint reviews of schools are found by typing: by their focus and school."""

from headway.features.school_reviews.models import SchoolReview
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind
from headway.rules.school_reviews import KIND_WORDS


def findable_review(review: SchoolReview) -> Findable:
    """A review by its focus, under its school."""
    also = f"joint {KIND_WORDS[review.kind]}"
    return Findable(review.public_id, review.focus, review.school.name, also)


JOINT_REVIEWS = Source(Kind.JOINT, lambda: SchoolReview.objects.select_related("school"), findable_review)
