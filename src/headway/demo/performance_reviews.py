"""Annual reviews for the demonstration: some begun, written and shared, one answered, one school on the exceptions list."""

from datetime import date, datetime

from headway.features.appointments.models import Subject
from headway.features.appointments.queries import appointed, viewer_of
from headway.features.people.queries import first_holder
from headway.features.performance_reviews.actions import (
    except_school,
    reply_to_review,
    share_review,
    take_part,
    write_review,
)
from headway.features.performance_reviews.models import PerformanceReview
from headway.features.policies.queries import typed
from headway.features.schools.queries import open_schools
from headway.flows.begin_performance_reviews import begin_reviews
from headway.rules.calendars import academic_year_of

REVIEWER, SCHOOLS, WRITTEN, SHARED = "chief-adviser", 7, 4, 2
WORDS = {
    "strengths": "Reading has risen for three years, for disadvantaged pupils too.",
    "concerns": "Writing is below the authority; absence of a few pupils is high.",
    "questions": "What is done for those who join in the middle of a year?",
}
REPLY = "We agree on writing. Those who join late are met by the deputy in their first week."
ATTENDANCE = "Absence fell in every year group but one; the few who are often away are known and met."
WHY = "It joins its neighbour in the spring; the two are looked at together next year."


def review_performance(*, on: date, at: datetime) -> None:
    """The chief adviser's reviews of the first schools of the register."""
    reviewer = first_holder(REVIEWER, on=on)
    if reviewer is None:
        return
    access = typed("access")
    by = viewer_of(reviewer, on=on, access=access)
    schools = list(open_schools().filter(phase="primary").order_by("-urn")[: SCHOOLS + 1])
    keys = begin_reviews(schools=schools[:SCHOOLS], by=by, at=at)
    made = list(PerformanceReview.objects.filter(public_id__in=keys).order_by("-school_id"))
    for review in made[:WRITTEN]:
        write_review(review=review, seen_version=1, told=WORDS, by=by, at=at)
    for review in made[:SHARED]:
        take_part(review=review, seen_version=2, kind="contribution", words=ATTENDANCE, by=by, at=at)
        share_review(review=review, by=by, at=at)
    for review in made[:1]:
        for one in appointed(Subject.SCHOOL, [review.school_id], on=on, role="headteacher")[:1]:
            head = viewer_of(one.person, on=on, access=access)
            reply_to_review(review=review, words=REPLY, by=head, at=at)
    for school in schools[SCHOOLS:]:
        told = {"reason": "closing", "words": WHY, "year": academic_year_of(on).first_on.year}
        except_school(school=school, policy=typed("annual_review", on), **told, by=by, at=at)
