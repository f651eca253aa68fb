"""Reads of school reviews and of feedback on documents, the viewer first."""

from django.db.models import Count, Q, QuerySet

from headway.features.appointments.models import Appointment, Subject
from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.people.queries import holders
from headway.features.school_reviews.models import DocumentReview, SchoolReview
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to, schools_visible_to
from headway.rules.document_reviews import SHARED
from headway.rules.verdict import Verdict

KIND = "school-reviews"
REVIEWING = ("headteacher", "adviser", "quadrant-lead", "chief-adviser")  # who is asked to review


def is_named(viewer: Viewer, review: SchoolReview) -> bool:
    """Whether the viewer is one of the reviewers."""
    return review.reviewers.filter(person=viewer.person).exists()


def relations(viewer: Viewer, review: SchoolReview) -> frozenset[str]:
    """The viewer's ties to a review: of the own school, or named on it."""
    return relations_to(viewer, review.school) | (
        frozenset({"named"}) if is_named(viewer, review) else frozenset()
    )


def may_do(viewer: Viewer, act: str, school: School) -> Verdict:
    """Whether the viewer may do the act to reviews of this school as the authority's staff do."""
    return viewer.may(KIND, act, relations_to(viewer, school))


def reviews_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[SchoolReview]:
    """Reviews of the schools within reach, and those the viewer is a reviewer of; the latest first."""
    rows = SchoolReview.objects.select_related("school", "made_by", "evaluated_by", "school_agreed_by")
    rows = rows.order_by("-starts_on", "school__name", "pk")
    if viewer.reach(KIND, act) == "all":
        return rows
    near = Q(school__in=schools_visible_to(viewer, KIND, act))
    if act == "see" and viewer.may(KIND, act, frozenset({"named"})):
        near |= Q(pk__in=SchoolReview.objects.filter(reviewers__person=viewer.person).values("pk"))
    return rows.filter(near)


def listed(rows: QuerySet[SchoolReview]) -> QuerySet[SchoolReview]:
    """The reviews with their numbers of reviewers and of agreements, without the long texts."""
    agreed = Count("reviewers", filter=Q(reviewers__agreed_on__isnull=False))
    return rows.annotate(many=Count("reviewers"), agreed=agreed).defer("evaluation", "report")


def documents_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[DocumentReview]:
    """Feedback on documents of the schools within reach; people of a school see it once it is shared."""
    rows = DocumentReview.objects.select_related("school", "rubric", "made_by")
    rows = rows.order_by("-read_on", "school__name", "pk")
    if viewer.reach(KIND, act) == "all":
        return rows
    rows = rows.filter(school__in=schools_visible_to(viewer, KIND, act))
    return rows if viewer.is_staff else rows.filter(state=SHARED)


def who_may_review(viewer: Viewer, school: School) -> list[Person]:
    """Heads of other schools and advisers who can be asked to review, by name."""
    return list(holders(REVIEWING, on=viewer.on).exclude(pk__in=people_of(viewer, school)))


def people_of(viewer: Viewer, school: School) -> QuerySet:
    """The people of a school's own on the viewer's day, by key."""
    own = Appointment.objects.as_at(viewer.on).filter(
        subject_kind=Subject.SCHOOL, subject_id=str(school.urn), role__in=("headteacher", "chair")
    )
    return own.values("person")
