"""Writes of school reviews: planned, evaluated, begun, found, reported, agreed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.people.models import Person
from headway.features.saving import save_seen, unless_taken
from headway.features.school_reviews.findable import JOINT_REVIEWS
from headway.features.school_reviews.models import Reviewer, SchoolReview
from headway.features.school_reviews.queries import (
    KIND,
    is_named,
    may_do,
    people_of,
    relations,
    who_may_review,
)
from headway.features.schools.models import School
from headway.features.search.actions import find_again
from headway.rules import school_reviews as rule
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, insist, refuse

PART = frozenset({"part"})


def may_organise(by: Viewer, school: School) -> Verdict:
    """Whether the person may plan a review of the school, name reviewers and begin it."""
    return may_do(by, "change", school)


def may_speak_for_school(by: Viewer, review: SchoolReview) -> Verdict:
    """Whether the person may evaluate and agree for the school: its head, not the authority's staff."""
    if by.is_staff:
        return refuse("The head speaks for the school.")
    return by.may(KIND, "change", (relations(by, review) - {"named"}) | PART)


def may_speak_as_reviewer(by: Viewer, review: SchoolReview) -> Verdict:
    """Whether the person may write what they found: one of the reviewers."""
    return ALLOWED if is_named(by, review) else refuse("Only its reviewers write what they found.")


def may_write_report(by: Viewer, review: SchoolReview) -> Verdict:
    """Whether the person may write the report: a reviewer, or the head whose report it is."""
    if is_named(by, review):
        return ALLOWED
    return may_speak_for_school(by, review)


@transaction.atomic
def plan_review(*, school: School, told: Mapping[str, Any], by: Viewer, at: datetime) -> SchoolReview:
    """Plan a review: kind, focus and the dates of its cycle."""
    dates = (told["evaluate_by"], told["starts_on"], told["report_by"])
    insist(first_refusal(may_organise(by, school), rule.may_plan(told["kind"], *dates)))
    made = SchoolReview.objects.create(school=school, made_by=by.person, made_at=at, **told)
    find_again(JOINT_REVIEWS, made)
    _told("plan_school_review", made, by, at, {"school": school.urn, "kind": made.kind})
    return made


@transaction.atomic
def change_plan(
    *, review: SchoolReview, told: Mapping[str, Any], seen_version: int, by: Viewer, at: datetime
) -> None:
    """Other dates or another focus; Stale where somebody saved meanwhile."""
    held = _locked(review)
    dates = (told["evaluate_by"], told["starts_on"], told["report_by"])
    insist(first_refusal(may_organise(by, held.school), rule.may_plan(told["kind"], *dates)))
    insist(
        ALLOWED
        if held.state == rule.PLANNED
        else refuse("The review has begun, and its plan stays as it is.")
    )
    save_seen(held, seen_version, told)
    find_again(JOINT_REVIEWS, held)
    _told("change_school_review", held, by, at, {"kind": held.kind, "on": held.starts_on.isoformat()})


@transaction.atomic
def add_reviewer(*, review: SchoolReview, person: Person, by: Viewer, at: datetime) -> Reviewer:
    """Name somebody as a reviewer. Once there is a report it is agreed to anew."""
    held = _locked(review)
    there = held.reviewers.filter(person=person).exists()
    of_school = people_of(by, held.school).filter(person=person).exists()
    insist(first_refusal(may_organise(by, held.school), rule.may_add_reviewer(held.state, there, of_school)))
    if not there and person not in who_may_review(by, held.school):
        insist(refuse("This person is not asked to review: choose a head of another school or an adviser."))
    made = unless_taken(lambda: Reviewer.objects.create(review=held, person=person), "A reviewer already.")
    _told("name_reviewer", held, by, at, {"reviewer": person.public_id})
    return made


@transaction.atomic
def take_reviewer_off(*, review: SchoolReview, person: Person, reason: str, by: Viewer, at: datetime) -> None:
    """Take a reviewer off who has written nothing; `reason`: a key of the rule's OFF_REASONS, kept in the audit. Where all who
    remain have agreed to the report, it is agreed."""
    held = _locked(review)
    named = held.reviewers.filter(person=person).first()
    insist(may_organise(by, held.school))
    if named is None:
        insist(refuse("This person is no reviewer."))
    remaining = list(held.reviewers.exclude(pk=named.pk).values_list("agreed_on", flat=True))
    insist(rule.may_take_reviewer_off(held.state, named.finding, reason, len(remaining)))
    named.delete()
    done = held.state == rule.BEGUN and rule.is_agreed(remaining, held.school_agreed_on)
    save_seen(held, held.version, {"state": rule.AGREED if done else held.state})
    told = {"reviewer": person.public_id, "reason": reason, "state": held.state}
    _told("take_reviewer_off", held, by, at, told)


@transaction.atomic
def submit_evaluation(
    *, review: SchoolReview, words: str, seen_version: int, by: Viewer, at: datetime
) -> None:
    """The school's evaluation of itself, until the review begins; Stale where somebody saved meanwhile."""
    held = _locked(review)
    insist(first_refusal(may_speak_for_school(by, held), rule.may_submit_evaluation(held.state, words)))
    told = {"evaluation": words.strip(), "evaluated_on": by.on, "evaluated_by": by.person}
    save_seen(held, seen_version, told)
    _told("submit_self_evaluation", held, by, at, {"on": by.on.isoformat()})


@transaction.atomic
def begin_review(*, review: SchoolReview, by: Viewer, at: datetime) -> None:
    """Begin: for a peer review only once the school has evaluated itself (M5-14)."""
    held = _locked(review)
    insist(may_begin(by, held))
    save_seen(held, held.version, {"state": rule.BEGUN})
    _told("begin_school_review", held, by, at, {"reviewers": held.reviewers.count()})


def may_begin(by: Viewer, review: SchoolReview) -> Verdict:
    """Whether the viewer can begin the review."""
    ready = rule.may_begin(review.kind, review.state, review.evaluated_on, review.reviewers.count())
    return first_refusal(may_organise(by, review.school), ready)


@transaction.atomic
def write_finding(*, review: SchoolReview, words: str, by: Viewer, at: datetime) -> None:
    """What one reviewer found."""
    held = _locked(review)
    insist(first_refusal(may_speak_as_reviewer(by, held), rule.may_find(held.state)))
    held.reviewers.filter(person=by.person).update(finding=words.strip())
    _told("write_finding", held, by, at, {"reviewer": by.id})


@transaction.atomic
def write_report(*, review: SchoolReview, words: str, seen_version: int, by: Viewer, at: datetime) -> None:
    """The one report. Other words are agreed to anew by all; Stale where somebody saved meanwhile."""
    held = _locked(review)
    findings = [one.finding for one in held.reviewers.all()]
    insist(first_refusal(may_write_report(by, held), rule.may_write_report(held.state, findings)))
    reworded = held.report != words.strip()
    save_seen(
        held, seen_version, {"report": words.strip()} | ({"school_agreed_on": None} if reworded else {})
    )
    if reworded:
        held.reviewers.update(agreed_on=None)
    _told("write_review_report", held, by, at, {"reworded": reworded})


@transaction.atomic
def agree(*, review: SchoolReview, seen_version: int, by: Viewer, at: datetime) -> None:
    """Agree to the report as a reviewer, or as the head for the school; when all have, it stays as it is."""
    held = _locked(review)
    insist(may_agree(by, held))
    named = held.reviewers.filter(person=by.person).first()
    told: dict[str, Any] = {}
    if named:
        named.agreed_on = by.on
        named.save(update_fields=["agreed_on"])
    else:
        told = {"school_agreed_on": by.on, "school_agreed_by": by.person}
    days = list(held.reviewers.values_list("agreed_on", flat=True))
    if rule.is_agreed(days, told.get("school_agreed_on", held.school_agreed_on)):
        told["state"] = rule.AGREED
    save_seen(held, seen_version, told)
    _told("agree_review_report", held, by, at, {"state": held.state})


def may_agree(by: Viewer, review: SchoolReview) -> Verdict:
    """Whether the viewer can agree to the report now."""
    named = review.reviewers.filter(person=by.person).first()
    agreed_on = named.agreed_on if named else review.school_agreed_on
    who = ALLOWED if named else may_speak_for_school(by, review)
    return first_refusal(who, rule.may_agree(review.state, review.report, agreed_on is not None))


def _locked(review: SchoolReview) -> SchoolReview:
    return SchoolReview.objects.select_for_update(of=("self",)).select_related("school").get(pk=review.pk)


def _told(action: str, review: SchoolReview, by: Viewer, at: datetime, after: dict[str, Any]) -> None:
    record(
        action=action, subject_kind="school_review", subject_id=review.public_id, at=at, by=by.id, after=after
    )
