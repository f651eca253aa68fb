"""The life of a plan: written, checked by somebody else, approved with its dates locked, closed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from headway.rules.plan_actions import Action, may_approve_action
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse

DRAFT, CHECKED, APPROVED, CLOSED = "draft", "checked", "approved", "closed"
_STATE_WORDS = {DRAFT: "a draft", CHECKED: "checked", APPROVED: "approved", CLOSED: "closed"}


@dataclass(frozen=True, slots=True)
class Check:
    """What the newest check of a plan said: whether it passed, and which version of the plan it looked at."""

    passed: bool
    version: int
    by: str


def may_write(state: str) -> Verdict:
    """Whether priorities, actions and dates may still be written freely: before the plan is approved."""
    if state in (DRAFT, CHECKED):
        return ALLOWED
    return refuse(
        f"The plan is {_STATE_WORDS[state]}, so its dates are locked. Report on an action, or ask for a new date with a reason."
    )


def may_check(state: str, *, by: str, owner: str, author: str) -> Verdict:
    """Whether somebody may record the check before approval: not who owns or wrote the plan (M3-06)."""
    return first_refusal(
        ALLOWED
        if state in (DRAFT, CHECKED)
        else refuse(f"The plan is {_STATE_WORDS[state]}; it is checked before that."),
        refuse("A plan is checked by somebody who neither owns nor wrote it. Ask a colleague.")
        if by in (owner, author)
        else ALLOWED,
    )


def may_finish_check(answers: dict[str, bool], remarks: str, items: Collection[str]) -> Verdict:
    """Whether a check is whole: every item of the checklist is answered, and words say what is missing."""
    if set(answers) != set(items):
        return refuse("Answer every line of the checklist.")
    if not all(answers.values()) and not remarks.strip():
        return refuse("Write what has to be put right before the plan can be approved.")
    return ALLOWED


def may_return(state: str, reasons: str) -> Verdict:
    """Whether a plan that was checked may go back to its author instead of being approved: with what to put right."""
    if state != CHECKED:
        return refuse("Only a plan that was checked and is not approved yet goes back to its author.")
    return ALLOWED if reasons.strip() else refuse("Write what has to be put right, so that its author can.")


def may_roll_forward(state: str, *, is_followed: bool) -> Verdict:
    """Whether a plan may be gone on with for another year: approved or closed, and once, so nothing is carried twice."""
    if state not in (APPROVED, CLOSED):
        return refuse("A plan is gone on with once it was approved. This one can still be changed itself.")
    return refuse("This plan is gone on with already.") if is_followed else ALLOWED


def may_keep_up(state: str) -> Verdict:
    """Whether risks and evaluations of a plan may still be written: they live as long as it does, unlike its dates."""
    return refuse("The plan is closed; it stays as it is.") if state == CLOSED else ALLOWED


@dataclass(frozen=True, slots=True)
class AnsweredArea:
    """An area for improvement with the actions that answer it and are not dropped, and their success criteria, counted."""

    words: str
    actions: int
    criteria: int


def unanswered(areas: Sequence[AnsweredArea]) -> tuple[str, ...]:
    """Each area for improvement that no action answers or nothing would show to be met, in a sentence (M7-09)."""
    return tuple(
        f"“{area.words}” has no {'action' if not area.actions else 'success criterion'} yet; add at least one."
        for area in areas
        if not area.actions or not area.criteria
    )


def may_approve_areas(areas: Sequence[AnsweredArea]) -> Verdict:
    """Whether a plan answers every area for improvement it names: with an action and a success criterion (M7-09)."""
    left = unanswered(areas)
    return refuse(left[0]) if left else ALLOWED


def may_approve(
    state: str, *, by: str, owner: str, version: int, check: Check | None, actions: Sequence[Action]
) -> Verdict:
    """Whether a plan may be approved and its dates locked: checked as it stands, by others than its owner, all dated."""
    if state not in (DRAFT, CHECKED):
        return refuse(f"The plan is {_STATE_WORDS[state]} already.")
    if by == owner:
        return refuse("Nobody approves a plan they own. Ask somebody else who may approve.")
    if check is None or not check.passed:
        return refuse("Nobody has checked the plan with a good outcome yet. A check comes before approval.")
    if check.version != version:
        return refuse("The plan was changed after it was checked. Have it checked again as it stands now.")
    if not actions:
        return refuse("The plan has no action yet. Add at least one.")
    for action in actions:
        if not action.possible and not (verdict := may_approve_action(action)):
            return refuse(f"“{action.words}”: {verdict.reason}")
    return ALLOWED


def may_close(state: str, open_actions: int) -> Verdict:
    """Whether a plan may be closed: approved, with every action done or dropped."""
    if state != APPROVED:
        return refuse("Only an approved plan is closed.")
    if open_actions:
        return refuse(
            f"{open_actions} actions are neither done nor dropped. Finish them, drop them with a reason, or take them into "
            "the next plan."
        )
    return ALLOWED
