"""Makers of reviews of a service, for the matrix."""

from collections.abc import Callable

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.decisions.actions import reviewing as deeds
from headway.features.decisions.models import ServiceReview

PARTS = ("challenge", "compare", "consult", "compete")


def make_review(title: str = "Children's services") -> ServiceReview:
    """Nothing written yet."""
    return deeds.begin_review(title=title, by=seen(make_person("finance")), at=AT)


def make_written(title: str = "Written") -> ServiceReview:
    """One that can be completed."""
    made = make_review(title)
    told = {"parts": dict.fromkeys(PARTS, "Written down.")}
    deeds.write_review(review=made, seen_version=1, told=told, by=seen(make_person("finance")), at=AT)
    made.refresh_from_db()
    return made


def review(side: Side) -> Arguments:
    """A review."""
    return {"key": make_review(f"Review {side.name}").public_id}


def written_review(side: Side) -> Arguments:
    """One that can be completed."""
    return {"key": make_written(f"Written {side.name}").public_id}


REVIEW_MAKERS: dict[str, Callable[[Side], Arguments]] = {"review": review, "written_review": written_review}
