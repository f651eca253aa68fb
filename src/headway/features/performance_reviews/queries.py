"""Reads of annual reviews, the viewer first. A school sees its own once it is shared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.queries import known_open
from headway.features.performance_reviews.models import PerformanceReview, ReviewException, State
from headway.features.schools.models import School
from headway.features.schools.queries import own_schools, relations_to, schools_visible_to, tied_to
from headway.rules.performance_reviews import EXCEPTED, NONE
from headway.rules.permissions import reach
from headway.rules.verdict import Verdict, refuse

KIND = "performance-reviews"
OWN_SHARED = frozenset({"own", "published"})
OWN_REPLY = frozenset({"part"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a school stands in a year: its review or its exception, or neither."""

    review: PerformanceReview | None
    exception: ReviewException | None

    @property
    def state(self) -> str:
        """The state of the review, or that the school is excepted, or that there is nothing."""
        if self.review:
            return str(self.review.state)
        return EXCEPTED if self.exception else NONE


def sees_shared_only(viewer: Viewer) -> bool:
    """Whether the viewer sees reviews of their own school only once they are shared."""
    return viewer.reach(KIND) == "none" and OWN_SHARED in _ways(viewer)


def may_do(viewer: Viewer, act: str, school: School) -> Verdict:
    """Whether the viewer may see, change or count the review of this school."""
    return viewer.may(KIND, act, relations_to(viewer, school))


def may_reply(viewer: Viewer, review: PerformanceReview) -> Verdict:
    """Whether the viewer may reply for the school: its head or chair, not the service itself."""
    if viewer.is_staff:
        return refuse("The head or the chair replies for the school.")
    return viewer.may(KIND, "change", relations_to(viewer, review.school) | OWN_REPLY)


def reviews_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[PerformanceReview]:
    """The reviews within the viewer's reach, newest year first."""
    rows = PerformanceReview.objects.select_related(
        "school", "policy", "proposal", "judgement", "begun_by", "written_by", "shared_by"
    ).order_by("-year", "school__name", "pk")
    if act == "see" and sees_shared_only(viewer):
        return rows.filter(state=State.SHARED, school__in=own_schools().filter(tied_to(viewer)))
    if viewer.reach(KIND, act) == "all":
        return rows
    return rows.filter(school__in=schools_visible_to(viewer, KIND, act))


def schools_to_review(viewer: Viewer, act: str = "see") -> QuerySet[School]:
    """The open schools whose review the viewer may see, change or count."""
    if act == "see" and sees_shared_only(viewer):
        return known_open(own_schools().filter(tied_to(viewer)), viewer.on)
    return known_open(schools_visible_to(viewer, KIND, act), viewer.on)


def standings(urns: Iterable[int], year: int) -> dict[int, Standing]:
    """URN to where the school stands in the year; two queries. The long texts are not read."""
    keys = list(urns)
    reviews = PerformanceReview.objects.filter(school__in=keys, year=year).select_related(
        "begun_by", "judgement"
    )
    held = {one.school_id: one for one in reviews.defer("facts", "strengths", "concerns", "questions")}
    excepted = {one.school_id: one for one in ReviewException.objects.filter(school__in=keys, year=year)}
    return {urn: Standing(held.get(urn), excepted.get(urn)) for urn in keys}


def is_open(school: School, on: date) -> bool:
    """Whether the school is open on the day, as `known_open` reads it."""
    begun = school.opened_on is None or school.opened_on <= on
    if school.closed_on is not None:
        return begun and school.closed_on > on
    return begun and school.status.startswith("Open")


def _ways(viewer: Viewer) -> frozenset[frozenset[str]]:
    return reach(viewer.access, roles=viewer.roles, act="see", kind=KIND)
