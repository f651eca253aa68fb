"""Makers of joint reviews and of feedback on documents, for the matrix."""

from collections.abc import Callable
from datetime import date

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.appointments.viewer import Viewer
from headway.features.people.queries import first_holder
from headway.features.policies.queries import policy_in_use, read_policy
from headway.features.school_reviews.actions import (
    add_reviewer,
    begin_review,
    plan_review,
    submit_evaluation,
    write_finding,
    write_report,
)
from headway.features.school_reviews.models import DocumentReview, SchoolReview
from headway.features.school_reviews.reading import read_document, score_document, share_feedback
from headway.features.schools.models import School
from headway.rules.school_reviews import COLLABORATIVE, PEER

PLAN = {
    "kind": COLLABORATIVE,
    "focus": "Reading across the school",
    "evaluate_by": None,
    "starts_on": date(2026, 11, 9),
    "report_by": date(2026, 12, 11),
}
PEERS = PLAN | {"kind": PEER, "evaluate_by": date(2026, 10, 5)}


def organiser() -> Viewer:
    """A chief adviser."""
    return seen(make_person("chief-adviser"))


def make_review(school: School, reviewers: int = 2, **told: object) -> SchoolReview:
    """A planned collaborative review with reviewers from elsewhere."""
    by = organiser()
    made = plan_review(school=school, told=PLAN | told, by=by, at=AT)
    for _ in range(reviewers):
        add_reviewer(review=made, person=make_person("headteacher"), by=by, at=AT)
    made.refresh_from_db()
    return made


def evaluated(made: SchoolReview) -> SchoolReview:
    """The same, the school having evaluated itself."""
    head = seen(make_person("headteacher", school=made.school))
    submit_evaluation(
        review=made, words="Reading is our strength.", seen_version=made.version, by=head, at=AT
    )
    made.refresh_from_db()
    return made


def begun(made: SchoolReview) -> SchoolReview:
    """The same, begun."""
    begin_review(review=made, by=organiser(), at=AT)
    made.refresh_from_db()
    return made


def reported(made: SchoolReview) -> SchoolReview:
    """The same, with findings and a report."""
    for one in made.reviewers.all():
        write_finding(review=made, words="Pupils read daily.", by=seen(one.person), at=AT)
    by = seen(made.reviewers.first().person)
    write_report(review=made, words="All read daily.", seen_version=made.version, by=by, at=AT)
    made.refresh_from_db()
    return made


def make_document(school: School, **more: object) -> DocumentReview:
    """A self-evaluation that is being read."""
    told = {
        "document": "self-evaluation",
        "version_label": "September, second draft",
        "sha256": "a" * 64,
    } | more
    stored = policy_in_use("document_rubric", AT.date())
    return read_document(school=school, read_on=AT.date(), stored=stored, by=organiser(), at=AT, **told)


def make_scored(school: School) -> DocumentReview:
    """The same, scored and with feedback."""
    made = make_document(school)
    scores = dict.fromkeys(read_policy(made.rubric).criteria, 2)
    words = "Name what shows it."
    score_document(row=made, scores=scores, feedback=words, seen_version=1, by=organiser(), at=AT)
    made.refresh_from_db()
    return made


def make_shared(school: School) -> DocumentReview:
    """The same, shared with the school."""
    made = make_scored(school)
    share_feedback(row=made, by=organiser(), at=AT)
    made.refresh_from_db()
    return made


def _found(side: Side) -> Arguments:
    """A review that has begun, of which the first chief adviser there is, is a reviewer."""
    made = make_review(side.school)
    named = first_holder("chief-adviser", on=AT.date())
    add_reviewer(review=made, person=named, by=organiser(), at=AT)
    return _key(begun(made))


def _key(made: SchoolReview | DocumentReview) -> Arguments:
    return {"key": made.public_id}


SCHOOL_REVIEW_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "joint_review_planned": lambda side: _key(make_review(side.school)),
    "joint_review_reported": lambda side: _key(reported(begun(make_review(side.school)))),
    "joint_review_found": _found,
    "document_scored": lambda side: _key(make_scored(side.school)),
    "document_shared": lambda side: _key(make_shared(side.school)),
}
