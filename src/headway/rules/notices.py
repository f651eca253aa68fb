"""A notice of inspection and what follows from it in the same week: somebody of the authority is there (M5-15)."""

from __future__ import annotations

from datetime import date, timedelta

from headway.rules.calendars import day_words
from headway.rules.verdict import ALLOWED, Verdict, refuse

FURTHEST = timedelta(days=31)
_FRIDAY = 4
TASK = "Meet the lead inspector and be at the feedback"


def may_notice(told_on: date, begins_on: date, today: date) -> Verdict:
    """Whether the days make sense: told today or before, and begun within a month of being told."""
    if told_on > today:
        return refuse("A notice is recorded once it came; choose today or a day before.")
    if begins_on < told_on:
        return refuse("An inspection begins on the day of its notice or later.")
    if begins_on > told_on + FURTHEST:
        return refuse(f"{day_words(begins_on)} is more than a month after the notice. Check the days.")
    return ALLOWED


def task_due(begins_on: date) -> date:
    """The day the task is due: the Friday of the week the inspection begins in, or that day where it is later."""
    return max(begins_on, begins_on + timedelta(days=_FRIDAY - begins_on.weekday()))


def may_attend(begins_on: date, done_on: date | None, today: date, note: str) -> Verdict:
    """Whether the task can be done: once, from the first day on, with what was said."""
    if done_on is not None:
        return refuse("What was said is recorded already.")
    if today < begins_on:
        return refuse(f"The inspection begins on {day_words(begins_on)}. Record what was said after that.")
    return ALLOWED if note.strip() else refuse("Enter what was said at the feedback.")


def may_be_away(first_on: date, last_on: date) -> Verdict:
    """Whether days away have an order."""
    return refuse("The last day is before the first. Put them right.") if last_on < first_on else ALLOWED


def may_review_agenda(on: date, today: date) -> Verdict:
    """Whether a review of an agenda can be recorded: once it was held."""
    return (
        refuse("A review is recorded once it was held; choose today or a day before.")
        if on > today
        else ALLOWED
    )
