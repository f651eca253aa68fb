"""The annual review of a school's performance: what it looks at, its way from begun to shared, and who is late (M4-04).

A review gives no score. What the rules propose stands in it beside the officer's judgement, which is made elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.schools import PHASES
from headway.rules.target_policy import YearlyDay, read_yearly_day
from headway.rules.verdict import ALLOWED, Verdict, refuse

BEGUN, WRITTEN, SHARED = "begun", "written", "shared"
EXCEPTED, NONE = "excepted", "none"
STATES = {NONE: "grey", BEGUN: "yellow", WRITTEN: "blue", SHARED: "green", EXCEPTED: "purple"}
STATE_WORDS = {
    NONE: "Not begun",
    BEGUN: "Begun",
    WRITTEN: "Written",
    SHARED: "Shared",
    EXCEPTED: "On the exceptions list",
}
PARTS = {"contribution": "Contributed", "apology": "Apology recorded"}
FACTS = ("pupils", "inspection", "category", "targets")


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at in a phase: measures by key, and facts of FACTS."""

    measures: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnualReviewPolicy:
    """The last day, reasons for an exception by slug, and what is looked at by phase."""

    header: Header
    due: YearlyDay
    reasons: Mapping[str, str]
    phases: Mapping[str, Looked]
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def looked_at(self, phase: str) -> Looked:
        """What is looked at in a phase; a phase the policy does not know has its facts alone."""
        return self.phases.get(phase, Looked((), FACTS))


def is_done(state: str) -> bool:
    """Whether the year's duty is done: a review is written, or the school is on the exceptions list."""
    return state in (WRITTEN, SHARED, EXCEPTED)


def is_late(state: str, due_on: date, today: date) -> bool:
    """Whether the last day has passed without a review."""
    return today > due_on and not is_done(state)


def may_begin(has_review: bool, is_excepted: bool, is_open: bool) -> Verdict:
    """Whether a review of the year can begin: one a school, none for a school that is closed or on the exceptions list."""
    if has_review:
        return refuse("There is a review of this year already.")
    if is_excepted:
        return refuse("The school is on the exceptions list of this year. Take it off first.")
    return ALLOWED if is_open else refuse("The school is closed.")


def may_write(state: str) -> Verdict:
    """Whether the reviewer's words can still change: until they are shared."""
    if state == SHARED:
        return refuse("The review is shared with the school and stays as it is.")
    return ALLOWED


def may_share(state: str, strengths: str, concerns: str, attendance: str) -> Verdict:
    """Whether head and chair can be shown the review: once, with something in words, and with what the attendance officer
    contributed or their apology (M5-04)."""
    if state == SHARED:
        return refuse("The review is shared already.")
    if not strengths.strip() or not concerns.strip():
        return refuse("Write strengths and concerns first; “none” is an answer.")
    if attendance not in PARTS:
        return refuse("The attendance officer's part is missing: what they contribute, or their apology.")
    return ALLOWED


def may_take_part(state: str, kind: str, words: str) -> Verdict:
    """Whether the attendance officer's contribution or apology can be recorded: until the review is shared."""
    if state == SHARED:
        return refuse("The review is shared with the school and stays as it is.")
    if kind not in PARTS:
        return refuse("Choose whether it is a contribution or an apology.")
    return ALLOWED if words.strip() else refuse("Write it in words.")


def may_reply(state: str) -> Verdict:
    """Whether the school can reply: to what it was shown."""
    return ALLOWED if state == SHARED else refuse("The review is not shared with the school yet.")


def may_except(has_review: bool, reason: str, words: str, policy: AnnualReviewPolicy) -> Verdict:
    """Whether a school can be put on the exceptions list: without a review, with a reason of the policy and why in words."""
    if has_review:
        return refuse("There is a review of this year; a school is reviewed or excepted, not both.")
    if reason not in policy.reasons:
        return refuse("The list of reasons has changed meanwhile; open the page again.")
    return ALLOWED if words.strip() else refuse("Say in a sentence why the school has no review.")


def read_annual_review(table: object) -> AnnualReviewPolicy:
    """The policy of annual reviews from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="annual_review")
    day = section.section("due")
    policy = AnnualReviewPolicy(
        header=header,
        due=read_yearly_day(day),
        reasons={slug: _label(part) for slug, part in section.sections("reasons")},
        phases={slug: _looked(slug, part) for slug, part in section.sections("phases")},
        marks=dict(section.marks),
    )
    day.close()
    section.close()
    return policy


def _label(part: Section) -> str:
    words = part.text("label")
    part.close()
    return words


def _looked(slug: str, part: Section) -> Looked:
    if slug not in PHASES:
        raise part.fault("", f"“{slug}” is no phase; use one of: {', '.join(PHASES)}.")
    found = Looked(part.texts("measures", default=()), part.texts("facts", among=FACTS, default=()))
    part.close()
    return found
