"""The life of a decision report: draft, laid before those who decide, decided, published (M14-04, M14-05, M14-15)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from headway.rules.calendars import add_working_days
from headway.rules.decision_reports import FOR_APPROVAL, FOR_CONSULTATION, may_decide_finally
from headway.rules.verdict import ALLOWED, Verdict, refuse

DRAFT, LAID, DECIDED, PUBLISHED = "draft", "laid", "decided", "published"
STATES = {DRAFT: "Draft", LAID: "Laid for decision", DECIDED: "Decided", PUBLISHED: "Published"}
SEEN_BY_MEMBERS = (LAID, DECIDED, PUBLISHED)
AGREED, REFUSED, DEFERRED = "agreed", "refused", "deferred"
OUTCOMES = {AGREED: "Agreed", REFUSED: "Not agreed", DEFERRED: "Put off"}


def may_write(state: str) -> Verdict:
    """Whether the report may be written: while it is a draft, so that what was laid stays as it was read."""
    return ALLOWED if state == DRAFT else refuse("This report was laid for decision and stays as it is.")


def may_take_back(state: str) -> Verdict:
    """Whether it can become a draft again: until it is decided."""
    return ALLOWED if state == LAID else refuse("Only a report that waits for its decision is taken back.")


def may_decide(state: str, outcome: str, stage: str, decision: str) -> Verdict:
    """Whether this decision can be recorded; a final agreement needs the equality assessment."""
    if state != LAID:
        return refuse("Only a report laid for decision is decided.")
    if outcome not in OUTCOMES:
        return refuse("Say whether it was agreed, not agreed or put off.")
    return may_decide_finally(stage, decision) if outcome == AGREED else ALLOWED


def may_publish(state: str) -> Verdict:
    """Whether it can be published: once it is decided."""
    return ALLOWED if state == DECIDED else refuse("A report is published once it is decided.")


def effective_from(decided_on: date, working_days: int, bank_holidays_on: Collection[date]) -> date:
    """The first day after call-in: so many working days after the decision it takes effect."""
    return add_working_days(decided_on, working_days, bank_holidays_on)


def what_follows(outcome: str, decision: str) -> str:
    """What a decision sets going, in a sentence (M14-05)."""
    if outcome != AGREED:
        return "Nothing is put in place."
    if decision == FOR_CONSULTATION:
        return "Consultation begins; nothing is put in place before it ends."
    return "It is put in place after call-in." if decision == FOR_APPROVAL else "It was noted."
