"""Writes of annual reviews: begun with what is known that day, written, shared, replied to; and the exceptions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.categories.models import Judgement, Proposal
from headway.features.performance_reviews.findable import ANNUAL_REVIEWS, findable_review
from headway.features.performance_reviews.models import (
    PerformanceReview,
    ReviewException,
    ReviewReply,
    State,
)
from headway.features.performance_reviews.queries import is_open, may_do, may_reply, reviews_visible_to
from headway.features.policies.models import Policy
from headway.features.saving import save_seen, unless_taken
from headway.features.schools.models import School
from headway.features.search.actions import find_again, forget_findable
from headway.rules import performance_reviews as rule
from headway.rules.verdict import Verdict, first_refusal, insist, refuse

ATTENDANCE = "attendance"  # the role of the attendance officer
TAKEN = "There is a review of this school and year already."
EXCEPTED = "The school is on the exceptions list of this year already."


def may_share(by: Viewer, review: PerformanceReview) -> Verdict:
    """Whether the viewer can share the review with head and chair."""
    return first_refusal(
        may_do(by, "change", review.school),
        rule.may_share(review.state, review.strengths, review.concerns, review.attendance),
    )


def may_answer(by: Viewer, review: PerformanceReview) -> Verdict:
    """Whether the viewer can reply to the review for the school."""
    return first_refusal(may_reply(by, review), rule.may_reply(review.state))


@transaction.atomic
def begin_review(
    *, school: School, year: int, facts: Sequence[Mapping[str, Any]], proposal: Proposal | None, stored: Policy,
    by: Viewer, at: datetime,
) -> PerformanceReview:  # fmt: skip
    """Begin the review of a school and year with what was held on the day; one a school and year."""
    insist(may_do(by, "change", school))
    insist(
        rule.may_begin(
            PerformanceReview.objects.filter(school=school, year=year).exists(),
            ReviewException.objects.filter(school=school, year=year).exists(),
            is_open(school, by.on),
        )
    )
    told = {"facts": list(facts), "proposal": proposal, "policy": stored}
    made = unless_taken(
        lambda: PerformanceReview.objects.create(
            school=school, year=year, begun_on=by.on, begun_by=by.person, **told
        ),
        TAKEN,
    )
    find_again(ANNUAL_REVIEWS, made)
    _told(
        "begin_annual_review", made, by, at, {"school": school.urn, "year": year, "facts": len(told["facts"])}
    )
    return made


@transaction.atomic
def write_review(
    *, review: PerformanceReview, seen_version: int, told: Mapping[str, str], by: Viewer, at: datetime
) -> None:
    """The reviewer's words: strengths, concerns, questions; Stale where somebody saved meanwhile."""
    held = _locked(review)
    insist(first_refusal(may_do(by, "change", held.school), rule.may_write(held.state)))
    save_seen(held, seen_version, {**told, "state": State.WRITTEN, "written_by": by.person})
    _told("write_annual_review", held, by, at, {"state": held.state})


@transaction.atomic
def take_part(
    *, review: PerformanceReview, seen_version: int, kind: str, words: str, by: Viewer, at: datetime
) -> None:
    """What the attendance officer contributes, or their apology; Stale where somebody saved meanwhile (M5-04)."""
    held = _locked(review)
    insist(first_refusal(may_take_part(by, held), rule.may_take_part(held.state, kind, words)))
    told = {
        "attendance": kind,
        "attendance_words": words.strip(),
        "attendance_on": by.on,
        "attendance_by": by.person,
    }
    save_seen(held, seen_version, told)
    _told("take_part_in_annual_review", held, by, at, {"kind": kind})


def may_take_part(by: Viewer, review: PerformanceReview) -> Verdict:
    """Whether the viewer records the attendance officer's part: that officer, or the reviewer for them."""
    if ATTENDANCE in by.roles:
        return may_do(by, "see", review.school)
    return may_do(by, "change", review.school)


@transaction.atomic
def share_review(*, review: PerformanceReview, by: Viewer, at: datetime) -> None:
    """Show the review to head and chair; from then on it stays as it is."""
    held = _locked(review)
    insist(may_share(by, held))
    told = {"state": State.SHARED, "shared_on": by.on, "shared_by": by.person}
    save_seen(held, held.version, told)
    _told("share_annual_review", held, by, at, {"on": by.on.isoformat()})


@transaction.atomic
def reply_to_review(*, review: PerformanceReview, words: str, by: Viewer, at: datetime) -> ReviewReply:
    """What the school says to it."""
    held = _locked(review)
    insist(may_answer(by, held))
    made = ReviewReply.objects.create(review=held, words=words.strip(), by=by.person, at=at)
    _told("reply_to_annual_review", held, by, at, {"reply": made.public_id})
    return made


@transaction.atomic
def link_judgement(*, review: PerformanceReview, judgement: Judgement, by: Viewer, at: datetime) -> None:
    """Name the judgement that was begun from this review. It is decided where every judgement is."""
    held = _locked(review)
    insist(may_do(by, "change", held.school))
    held.judgement = judgement
    held.save(update_fields=["judgement"])
    _told("judge_from_annual_review", held, by, at, {"judgement": judgement.public_id})


@transaction.atomic
def except_school(
    *, school: School, year: int, reason: str, words: str, policy: rule.AnnualReviewPolicy, by: Viewer, at: datetime
) -> ReviewException:  # fmt: skip
    """Put a school on the exceptions list of a year, with the reason."""
    insist(may_do(by, "change", school))
    reviewed = PerformanceReview.objects.filter(school=school, year=year).exists()
    insist(rule.may_except(reviewed, reason, words, policy))
    made = unless_taken(
        lambda: ReviewException.objects.create(
            school=school, year=year, reason=reason, words=words.strip(), by=by.person, on=by.on
        ),
        EXCEPTED,
    )
    _school_told("except_from_annual_review", school, by, at, {"year": year, "reason": reason})
    return made


@transaction.atomic
def end_exception(*, school: School, year: int, by: Viewer, at: datetime) -> None:
    """Take a school off the exceptions list of a year."""
    insist(may_do(by, "change", school))
    removed, _ = ReviewException.objects.filter(school=school, year=year).delete()
    if not removed:
        insist(refuse("The school is not on the exceptions list of this year."))
    _school_told("end_exception_from_annual_review", school, by, at, {"year": year})


@transaction.atomic
def take_reviews_back(*, keys: Iterable[str], by: Viewer, at: datetime) -> int:
    """Take away reviews that were just begun and not written yet; how many."""
    rows = reviews_visible_to(by, "change").filter(
        public_id__in=list(keys), state=State.BEGUN, judgement=None
    )
    found = list(rows)
    for one in found:
        _told("take_annual_review_back", one, by, at, {"school": one.school_id, "year": one.year})
    PerformanceReview.objects.filter(pk__in=[one.pk for one in found]).delete()
    forget_findable(ANNUAL_REVIEWS.kind, [findable_review(one).key for one in found])
    return len(found)


def _locked(review: PerformanceReview) -> PerformanceReview:
    rows = PerformanceReview.objects.select_for_update(of=("self",)).select_related("school")
    return rows.get(pk=review.pk)


def _told(action: str, review: PerformanceReview, by: Viewer, at: datetime, after: dict[str, Any]) -> None:
    record(
        action=action, subject_kind="annual_review", subject_id=review.public_id, at=at, by=by.id, after=after
    )


def _school_told(action: str, school: School, by: Viewer, at: datetime, after: dict[str, Any]) -> None:
    record(action=action, subject_kind="school", subject_id=school.urn, at=at, by=by.id, after=after)
