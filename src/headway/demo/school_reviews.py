"""Joint reviews of the demonstration: one planned that waits for the self-evaluation, one agreed; and a document read."""

from datetime import date, datetime, timedelta

from headway.features.appointments.models import Subject
from headway.features.appointments.queries import appointed, viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.people.queries import first_holder
from headway.features.policies.queries import policy_in_use, read_policy, typed
from headway.features.school_reviews.actions import (
    add_reviewer,
    begin_review,
    plan_review,
    write_finding,
    write_report,
)
from headway.features.school_reviews.queries import who_may_review
from headway.features.school_reviews.reading import read_document, score_document, share_feedback
from headway.features.schools.models import School
from headway.features.schools.queries import open_schools
from headway.rules.school_reviews import COLLABORATIVE, PEER

FOUND = "Pupils read daily, and those who fall behind are heard twice a week."
REPORT = "Reading is taught well in every class. What is next: the same care for writing."
FEEDBACK = "Each priority says what will have changed. Name who leads the last two."


def review_together(*, on: date, at: datetime) -> None:
    """Reviews of the first schools that have a head, organised by the chief adviser."""
    organiser = first_holder("chief-adviser", on=on)
    if organiser is None:
        return
    by = viewer_of(organiser, on=on, access=typed("access"))
    schools = list(open_schools().order_by("name", "pk")[:40])
    headed = {
        one.subject_id
        for one in appointed(Subject.SCHOOL, [one.urn for one in schools], on=on, role="headteacher")
    }
    chosen = [one for one in schools if str(one.urn) in headed][:2] or schools[:2]
    for school, kind in zip(chosen, (PEER, COLLABORATIVE), strict=False):
        _review(school, kind, by, on, at)
    for school in chosen[:1]:
        _read(school, by, on, at)


def _review(school: School, kind: str, by: Viewer, on: date, at: datetime) -> None:
    told = {
        "kind": kind,
        "focus": "Writing across the school" if kind == PEER else "Reading across the school",
        "evaluate_by": on + timedelta(days=21) if kind == PEER else None,
        "starts_on": on + timedelta(days=35),
        "report_by": on + timedelta(days=63),
    }
    made = plan_review(school=school, told=told, by=by, at=at)
    for person in who_may_review(by, school)[:2]:
        add_reviewer(review=made, person=person, by=by, at=at)
    if kind == PEER or made.reviewers.count() < 2:
        return
    begin_review(review=made, by=by, at=at)
    viewers = [viewer_of(one.person, on=on, access=by.access) for one in made.reviewers.all()]
    for viewer in viewers:
        write_finding(review=made, words=FOUND, by=viewer, at=at)
    made.refresh_from_db()
    write_report(review=made, words=REPORT, seen_version=made.version, by=viewers[0], at=at)


def _read(school: School, by: Viewer, on: date, at: datetime) -> None:
    stored = policy_in_use("document_rubric", on)
    made = read_document(
        school=school, document="improvement-plan", version_label="September, second draft", sha256="",
        read_on=on, stored=stored, by=by, at=at,
    )  # fmt: skip
    scores = {slug: 2 + number % 2 for number, slug in enumerate(read_policy(stored).criteria)}
    score_document(row=made, scores=scores, feedback=FEEDBACK, seen_version=1, by=by, at=at)
    made.refresh_from_db()
    share_feedback(row=made, by=by, at=at)
