"""Reviews of a school by several people: a collaborative one, and a peer review after the self-evaluation (M5-13, M5-14).

The report is the school's. It is agreed once every reviewer and the school agreed to the same words.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from headway.rules.verdict import ALLOWED, Verdict, refuse

COLLABORATIVE, PEER = "collaborative", "peer"
KIND_WORDS = {COLLABORATIVE: "Collaborative review", PEER: "Peer review"}
PLANNED, BEGUN, AGREED = "planned", "begun", "agreed"
STATES = {PLANNED: "grey", BEGUN: "blue", AGREED: "green"}
STATE_WORDS = {PLANNED: "Planned", BEGUN: "Begun", AGREED: "Agreed by all"}
FEWEST_REVIEWERS = 2
OFF_REASONS = {
    "not-free": "Not free on the days",
    "tie": "Has a tie to the school",
    "mistake": "Named by mistake",
    "replaced": "Somebody else reviews in their place",
    "left": "Has left",
}


def may_plan(kind: str, evaluate_by: date | None, starts_on: date, report_by: date) -> Verdict:
    """Whether the dates of the cycle can be: self-evaluation, then the review, then the report (M5-14)."""
    if kind not in KIND_WORDS:
        return refuse("Choose which review it is.")
    if kind == PEER and evaluate_by is None:
        return refuse("A peer review needs the day by which the school evaluates itself.")
    if evaluate_by is not None and evaluate_by > starts_on:
        return refuse("The self-evaluation comes before the review: choose an earlier day for it.")
    return (
        ALLOWED
        if starts_on <= report_by
        else refuse("The report comes after the review: choose a later day for it.")
    )


def may_add_reviewer(state: str, is_there: bool, is_of_the_school: bool) -> Verdict:
    """Whether somebody can review: until all agreed, once, and not their own school."""
    if state == AGREED:
        return refuse("The report is agreed, and who reviewed stays as it is.")
    if is_there:
        return refuse("This person is a reviewer already.")
    return refuse("Nobody reviews their own school.") if is_of_the_school else ALLOWED


def may_take_reviewer_off(state: str, finding: str, reason: str, remaining: int) -> Verdict:
    """Whether a reviewer can be taken off: as long as they have written nothing, with a reason of OFF_REASONS, and once the
    review has begun only while enough remain."""
    if state == AGREED or finding.strip():
        return refuse("What this reviewer found is part of the review, so they stay on it.")
    if reason not in OFF_REASONS:
        return refuse("Select why the reviewer is taken off.")
    if state == BEGUN and remaining < FEWEST_REVIEWERS:
        return refuse(
            f"A review that has begun keeps at least {FEWEST_REVIEWERS} reviewers. Name another one first."
        )
    return ALLOWED


def may_submit_evaluation(state: str, words: str) -> Verdict:
    """Whether the school can submit its self-evaluation: before the review begins, with something in it."""
    if state != PLANNED:
        return refuse("The review has begun, so the self-evaluation stays as it was submitted.")
    return ALLOWED if words.strip() else refuse("Write what the school finds of itself first.")


def may_begin(kind: str, state: str, evaluated_on: date | None, reviewers: int) -> Verdict:
    """Whether the review can begin: several reviewers, and a peer review after the self-evaluation was submitted."""
    if state != PLANNED:
        return refuse("The review has begun already.")
    if reviewers < FEWEST_REVIEWERS:
        return refuse("Name at least two reviewers first.")
    if kind == PEER and evaluated_on is None:
        return refuse("The school has not submitted its self-evaluation yet. The peers begin after it.")
    return ALLOWED


def may_find(state: str) -> Verdict:
    """Whether a reviewer can write what they found: from the beginning until all agreed."""
    if state == PLANNED:
        return refuse("The review has not begun.")
    return ALLOWED if state == BEGUN else refuse("The report is agreed and stays as it is.")


def may_write_report(state: str, findings: Collection[str]) -> Verdict:
    """Whether the one report can be written: once every reviewer has written what they found."""
    if not (said := may_find(state)):
        return said
    if all(one.strip() for one in findings):
        return ALLOWED
    return refuse("Every reviewer writes what they found first; then one report is made of it.")


def may_agree(state: str, report: str, has_agreed: bool) -> Verdict:
    """Whether somebody can agree to the report: once, to words that stand there."""
    if state != BEGUN:
        return refuse("There is nothing to agree to: the report is agreed, or the review has not begun.")
    if not report.strip():
        return refuse("There is no report yet.")
    return refuse("You have agreed already.") if has_agreed else ALLOWED


def is_agreed(reviewers: Collection[date | None], school: date | None) -> bool:
    """Whether every reviewer and the school agreed."""
    return school is not None and bool(reviewers) and all(reviewers)
