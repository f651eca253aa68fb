"""The life of a record of visit: draft, check by another, the head's answer, locked, sent out (M5-06, M5-07, M5-02)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from headway.rules.calendars import add_working_days, day_words
from headway.rules.record_policy import RecordPolicy, term_of
from headway.rules.verdict import ALLOWED, Verdict, refuse

DRAFT, CHECKING, WITH_HEAD, FINAL, ISSUED = "draft", "checking", "with-head", "final", "issued"
STATES = {
    DRAFT: "Draft",
    CHECKING: "Being checked",
    WITH_HEAD: "With the head",
    FINAL: "Final and locked",
    ISSUED: "Issued to head and chair",
}
LOCKED = (FINAL, ISSUED)
HAND_IN, PASS, RETURN, ACCURATE, WRONG, DEEM, ISSUE = (
    "hand in", "pass", "return", "accurate", "wrong", "deem", "issue",
)  # fmt: skip
MOVES = {
    (DRAFT, HAND_IN): CHECKING,
    (CHECKING, PASS): WITH_HEAD,
    (CHECKING, RETURN): DRAFT,
    (WITH_HEAD, ACCURATE): FINAL,
    (WITH_HEAD, WRONG): DRAFT,
    (WITH_HEAD, DEEM): FINAL,
    (FINAL, ISSUE): ISSUED,
}
SCHOOL, AUTHORITY = "school", "authority"
SIDES = {SCHOOL: "The school", AUTHORITY: "The authority"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A standing item of one visit; `needed`: the record is not handed in while it is blank."""

    key: str
    words: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Sampled:
    """Whether a record is checked before it goes to the head, and the sentence that says why."""

    checked: bool
    words: str


@dataclass(frozen=True, slots=True)
class Targets:
    """The last day on which each step is on time."""

    draft_by: date
    check_by: date | None
    head_by: date | None
    final_by: date


def move(state: str, event: str, *, sampled: bool = True) -> str:
    """The state an event leads to. A record that is not sampled goes to the head at once. KeyError for no such move."""
    if (state, event) == (DRAFT, HAND_IN) and not sampled:
        return WITH_HEAD
    return MOVES[state, event]


def may_move(state: str, event: str) -> Verdict:
    """Whether the event can happen to a record in this state."""
    if (state, event) in MOVES:
        return ALLOWED
    stands = STATES[state].lower()
    return refuse(f"This cannot be done now: the record is {stands}. Open it again to see what comes next.")


def may_begin(held: bool, on: date, today: date) -> Verdict:
    """Whether a visit can have a record: once it was held."""
    if held:
        return ALLOWED
    if on > today:
        return refuse(f"This visit is on {day_words(on)}. A record is written once it was held.")
    return refuse("This visit was not held, so it has no record. Say first that it was held.")


def may_prepare(on: date, today: date, started: bool) -> Verdict:
    """Whether the school may still write its part: until the visit starts (M5-07)."""
    if started or today > on:
        return refuse("The visit has started, so the school's part is locked and stays as it was written.")
    return ALLOWED


def may_write(state: str) -> Verdict:
    """Whether the adviser may write in it: while it is a draft."""
    if state == DRAFT:
        return ALLOWED
    if state in LOCKED:
        return refuse("This record is locked. Write a new version to change it.")
    return refuse("This record is being looked at. It can be changed once it comes back to you.")


def may_check(author: str, checker: str) -> Verdict:
    """Whether this person may check the record: never its author (M5-06)."""
    if author == checker:
        return refuse("Nobody checks a record of their own. Ask somebody else.")
    return ALLOWED


def may_amend(state: str, newest: bool) -> Verdict:
    """Whether a new version can be begun: of a locked record that has none yet."""
    if state not in LOCKED:
        return refuse("This record is not locked yet: change it as it stands.")
    return ALLOWED if newest else refuse("There is a newer version already. Change that one.")


def may_deem(state: str, head_by: date | None, today: date) -> Verdict:
    """Whether a head's silence can be taken as agreement: after the day to answer by."""
    if state != WITH_HEAD or head_by is None:
        return refuse("This record is not with the head.")
    if today <= head_by:
        return refuse(f"The head has until {day_words(head_by)} to answer.")
    return ALLOWED


def may_issue(state: str, sampled: bool, passed: bool) -> Verdict:
    """Whether it can go to head and chair: locked, and checked where it was sampled (M5-06)."""
    if sampled and not passed:
        return refuse("This record was chosen for a check and has not passed it. It cannot be issued before.")
    return ALLOWED if state == FINAL else may_move(state, ISSUE)


def deemed_words(head_by: date) -> str:
    """What stands on a record whose head did not answer."""
    return (
        f"The head did not answer by {day_words(head_by)}, so the record is taken to be accurate. "
        "The head has not said so."
    )


def items_for(agenda: Sequence[Mapping[str, Any]], on: date, policy: RecordPolicy) -> tuple[Asked, ...]:
    """The standing items of a visit: those of its agenda as it was booked, and what the policy asks in this term besides.
    A visit without an agenda has all of the policy's."""
    term = term_of(on)
    found = {point["key"]: Asked(point["key"], point["words"], bool(point["mandatory"])) for point in agenda}
    for key, item in policy.items.items():
        needed = term in item.terms
        if key in found:
            found[key] = replace(found[key], needed=found[key].needed or needed)
        elif needed or not agenda:
            found[key] = Asked(key, item.words, needed)
    return tuple(found.values())


def blank_items(items: Mapping[str, str], asked: Sequence[Asked]) -> tuple[str, ...]:
    """The labels of standing items that must be filled in and are blank."""
    return tuple(one.words for one in asked if one.needed and not items.get(one.key, "").strip())


def blank_boxes(
    *, sections: Mapping[str, str], items: Mapping[str, str], asked: Sequence[Asked], progress: str, policy: RecordPolicy
) -> tuple[tuple[str, str], ...]:  # fmt: skip
    """What a draft still lacks before it can be handed in: the name of each box with its label, as they are written."""
    lacking = [
        (f"item-{one.key}", one.words) for one in asked if one.needed and not items.get(one.key, "").strip()
    ]
    lacking += [
        (f"section-{part.key}", part.words)
        for part in policy.sections.values()
        if part.needed and not sections.get(part.key, "").strip()
    ]
    return tuple(
        lacking if progress in policy.progress else [*lacking, ("progress", "Progress since the last visit")]
    )


def may_hand_in(
    *, sections: Mapping[str, str], items: Mapping[str, str], asked: Sequence[Asked], progress: str,
    policy: RecordPolicy, named: Sequence[str] = (), confirmed: bool = False,
) -> Verdict:  # fmt: skip
    """Whether a draft is whole: needed boxes, the term's standing items (M5-02, M5-03), a judgement on progress.

    `named`: what reads like a pupil's name; then somebody has to have looked.
    """
    blank = [
        part.words
        for part in policy.sections.values()
        if part.needed and not sections.get(part.key, "").strip()
    ]
    if blank:
        return refuse(f"Fill in “{blank[0]}” first.")
    if missing := blank_items(items, asked):
        return refuse(f"Every record of this visit answers “{missing[0]}”. Fill it in first.")
    if progress not in policy.progress:
        return refuse("Say how far the school has come since the last visit.")
    if named and not confirmed:
        return refuse(f"“{named[0]}” reads like a pupil's name. Take it out, or say that no pupil is named.")
    return ALLOWED


def sampling(policy: RecordPolicy, *, visits_before: int, concern: bool, draw: int) -> Sampled:
    """Whether a record is checked. `visits_before`: records the adviser handed in before; `draw`: 0 to 99, by chance."""
    if concern:
        return Sampled(True, "Checked, because the school is a concern.")
    if visits_before < policy.first_visits:
        return Sampled(
            True, f"Checked, because it is among the adviser's first {policy.first_visits} records."
        )
    if draw < policy.sample_percent:
        return Sampled(True, f"Checked, drawn as one of {policy.sample_percent} in a hundred.")
    return Sampled(False, f"Not checked: {policy.sample_percent} in a hundred are, and this was not drawn.")


def passes(marks: Mapping[str, int], policy: RecordPolicy) -> bool:
    """Whether the marks are enough, with no zero where none may be."""
    zeros = [key for key, line in policy.rubric.items() if line.never_zero and not marks.get(key, 0)]
    return not zeros and sum(marks.values()) >= policy.pass_marks


def may_pass(marks: Mapping[str, int], words: str, policy: RecordPolicy) -> Verdict:
    """Whether the check was done: every line of the rubric marked, and words for a record that goes back."""
    if set(marks) != set(policy.rubric):
        return refuse("Mark every line of the rubric.")
    if not all(0 <= mark <= policy.most_marks for mark in marks.values()):
        return refuse(f"Give each line a mark from 0 to {policy.most_marks}.")
    if not passes(marks, policy) and not words.strip():
        return refuse("This goes back to its author. Say what to change.")
    return ALLOWED


def may_answer(accurate: bool, comment: str) -> Verdict:
    """Whether the head's answer is whole: what is not right is said."""
    if accurate or comment.strip():
        return ALLOWED
    return refuse("Say what is not right, so that it can be put right.")


def targets(
    visited_on: date, handed_in: date | None, with_head: date | None, policy: RecordPolicy,
    bank_holidays_on: Collection[date],
) -> Targets:  # fmt: skip
    """The last days on time, in working days."""

    def after(day: date | None, working_days: int) -> date | None:
        return add_working_days(day, working_days, bank_holidays_on) if day else None

    return Targets(
        draft_by=add_working_days(visited_on, policy.draft_days, bank_holidays_on),
        check_by=after(handed_in, policy.check_days),
        head_by=after(with_head, policy.head_days),
        final_by=add_working_days(visited_on, policy.final_days, bank_holidays_on),
    )


def on_time(done_on: date | None, by: date, today: date) -> bool | None:
    """Whether it was done by the day; None where it is not done and still has time."""
    if done_on is not None:
        return done_on <= by
    return False if today > by else None


def percent_on_time(answers: Collection[bool | None]) -> int | None:
    """So many in a hundred of what is decided, rounded down; None where nothing is."""
    known = [one for one in answers if one is not None]
    return 100 * sum(known) // len(known) if known else None


def is_escalated(due_on: date, replied: bool, today: date) -> bool:
    """Whether a board's comment goes to the head of service: it was not answered in time (M8-04)."""
    return not replied and today > due_on


def received_words(received: int, of: int) -> str:
    """How many of a board's last records it got, in words (M8-03)."""
    if not of:
        return "No record yet"
    return f"All of the last {of}" if received == of else f"{received} of the last {of}"
