"""Writes of feedback on a school's documents: read, scored, shared."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.policies.models import Policy
from headway.features.policies.queries import read_policy
from headway.features.saving import save_seen
from headway.features.school_reviews.models import DocumentReview
from headway.features.school_reviews.queries import may_do
from headway.features.schools.models import School
from headway.rules import document_reviews as rule
from headway.rules.verdict import Verdict, first_refusal, insist, refuse


def may_read(by: Viewer, school: School) -> Verdict:
    """Whether the person may give feedback on the school's documents."""
    return (
        may_do(by, "change", school)
        if by.is_staff
        else refuse("The authority's advisers give feedback on documents.")
    )


def may_share(by: Viewer, row: DocumentReview) -> Verdict:
    """Whether the viewer can show the feedback to the school."""
    return first_refusal(
        may_read(by, row.school), rule.may_share(row.state, row.scores, row.feedback, read_policy(row.rubric))
    )


@transaction.atomic
def read_document(
    *, school: School, document: str, version_label: str, sha256: str, read_on: date, stored: Policy, by: Viewer,
    at: datetime,
) -> DocumentReview:  # fmt: skip
    """Begin feedback on one version of a document; `sha256` of the file that was read, or empty."""
    insist(may_read(by, school))
    insist(rule.may_read(document, version_label, sha256, read_policy(stored)))
    made = DocumentReview.objects.create(
        school=school, document=document, version_label=version_label.strip(), sha256=sha256, read_on=read_on,
        rubric=stored, made_by=by.person, made_at=at,
    )  # fmt: skip
    _told("read_document", made, by, at, {"school": school.urn, "document": document})
    return made


@transaction.atomic
def score_document(
    *,
    row: DocumentReview,
    scores: Mapping[str, int],
    feedback: str,
    seen_version: int,
    by: Viewer,
    at: datetime,
) -> None:
    """Scores by criterion and feedback in words; Stale where somebody saved meanwhile."""
    held = _locked(row)
    insist(may_read(by, held.school))
    insist(rule.may_score(held.state, scores, read_policy(held.rubric)))
    save_seen(held, seen_version, {"scores": dict(scores), "feedback": feedback.strip()})
    _told("score_document", held, by, at, {"scored": len(scores)})


@transaction.atomic
def share_feedback(*, row: DocumentReview, by: Viewer, at: datetime) -> None:
    """Show the feedback to the school; from then on it stays with the version that was read."""
    held = _locked(row)
    insist(may_share(by, held))
    save_seen(held, held.version, {"state": rule.SHARED, "shared_on": by.on})
    _told("share_feedback", held, by, at, {"on": by.on.isoformat()})


def _locked(row: DocumentReview) -> DocumentReview:
    rows = DocumentReview.objects.select_for_update(of=("self",)).select_related("school", "rubric")
    return rows.get(pk=row.pk)


def _told(action: str, row: DocumentReview, by: Viewer, at: datetime, after: dict[str, Any]) -> None:
    record(
        action=action, subject_kind="document_review", subject_id=row.public_id, at=at, by=by.id, after=after
    )
