"""The life of a support: planned, running, awaiting judgement, judged, or stopped. What it changed is never computed."""

from __future__ import annotations

from datetime import date

from headway.rules.verdict import ALLOWED, Verdict, refuse

PLANNED, RUNNING, AWAITING, JUDGED, STOPPED = "planned", "running", "awaiting", "judged", "stopped"
STATES = {PLANNED: "grey", RUNNING: "blue", AWAITING: "yellow", JUDGED: "green", STOPPED: "grey"}
WORDS = {
    PLANNED: "Planned",
    RUNNING: "Running",
    AWAITING: "Awaiting judgement",
    JUDGED: "Judged",
    STOPPED: "Stopped",
}
OPEN = (PLANNED, RUNNING, AWAITING)


def state_at_first(begins_on: date, today: date) -> str:
    """In which state a support is entered: running where it has begun."""
    return RUNNING if begins_on <= today else PLANNED


def may_promise(begins_on: date, due_on: date) -> Verdict:
    """Whether what a support should change can be due on the day: after it begins."""
    if due_on <= begins_on:
        return refuse("The day by which it should show comes after the support begins. Choose a later day.")
    return ALLOWED


def may_change(state: str) -> Verdict:
    """Whether what was promised can be written anew: before anybody says what was seen."""
    if state in (PLANNED, RUNNING):
        return ALLOWED
    if state == STOPPED:
        return refuse("The support was stopped and stays as it was.")
    return refuse("What was seen is recorded; what was promised stays as it was then.")


def may_begin(state: str, begins_on: date, today: date) -> Verdict:
    """Whether a planned support is now running: on its day or after."""
    if state != PLANNED:
        return refuse("Only a planned support begins.")
    if begins_on > today:
        return refuse("The support begins on a later day. Change the day first.")
    return ALLOWED


def may_follow_up(state: str) -> Verdict:
    """Whether what was seen can be recorded: while it runs, and anew until it is judged."""
    if state in (RUNNING, AWAITING):
        return ALLOWED
    if state == PLANNED:
        return refuse("The support has not begun.")
    return refuse("The support is judged or stopped; what was seen stays as it was.")


def may_judge(state: str, gave_it: bool) -> Verdict:
    """Whether somebody can judge what a support changed: once what was seen is recorded, and not who gave it."""
    if state not in (AWAITING, JUDGED):
        return refuse("Record what was seen first, then it is judged.")
    if gave_it:
        return refuse("You gave this support; somebody else judges it.")
    return ALLOWED


def may_stop(state: str, reason: str) -> Verdict:
    """Whether a support can be stopped before it is judged, with a reason."""
    if state not in OPEN:
        return refuse("The support is judged or stopped already.")
    return ALLOWED if reason.strip() else refuse("Say why the support is stopped.")


def is_overdue(state: str, due_on: date, today: date) -> bool:
    """Whether what was promised should have shown and nobody has said yet what was seen."""
    return state in (PLANNED, RUNNING) and due_on < today
