"""The officer's judgement of a category beside the rules' proposal: who may judge, why, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headway.rules.calendars import day_words
from headway.rules.category_policy import CategoryPolicy
from headway.rules.verdict import ALLOWED, Verdict, refuse


@dataclass(frozen=True, slots=True)
class Judged:
    """A category an officer judged and another approved, in force from a day on."""

    category: str
    from_on: date


@dataclass(frozen=True, slots=True)
class TimeInCategory:
    """Since when a school has stood in its category, in days and in words."""

    category: str
    since_on: date
    days: int
    words: str


def may_judge(proposed: str | None, category: str, reason: str, policy: CategoryPolicy) -> Verdict:
    """Whether a judgement may be recorded: a known category, and a reason whenever it departs (M7-02).

    Where not enough is known to propose one, every judgement departs and needs its reason.
    """
    if category not in policy.labels:
        known = ", ".join(f"{slug} ({label})" for slug, label in policy.labels.items())
        return refuse(f"“{category}” is not a category of this scheme; choose one of: {known}.")
    if category == proposed or reason.strip():
        return ALLOWED
    if proposed is None:
        return refuse(
            "The rules propose no category, because not enough is known; give the reason for yours."
        )
    return refuse(
        f"The rules propose {proposed}, {policy.labels[proposed]}, and you judge {category}, "
        f"{policy.labels[category]}; give the reason for the difference."
    )


def may_approve(judged_by: str, approver: str) -> Verdict:
    """Whether a person may approve a judgement: somebody other than who made it (M7-02)."""
    if judged_by == approver:
        return refuse("You made this judgement, so somebody else must approve it.")
    return ALLOWED


def direction_words(before: str | None, after: str, policy: CategoryPolicy) -> str:
    """The direction from one category to the next: improving, declining, steady, or first judgement."""
    if before is None or before not in policy.labels:
        return "first judgement"
    if before == after:
        return "steady"
    return "declining" if policy.is_worse(after, before) else "improving"


def time_in_category(history: Sequence[Judged], on: date) -> TimeInCategory | None:
    """Since when the category of the day has stood without a break; None before the first judgement."""
    past = sorted((one for one in history if one.from_on <= on), key=lambda one: one.from_on)
    if not past:
        return None
    since = past[-1]
    for one in reversed(past):
        if one.category != since.category:
            break
        since = one
    days = (on - since.from_on).days
    words = f"In category {since.category} since {day_words(since.from_on)} ({_length(since.from_on, on)})"
    return TimeInCategory(since.category, since.from_on, days, words)


def _length(first_on: date, on: date) -> str:
    months = (on.year - first_on.year) * 12 + on.month - first_on.month - (on.day < first_on.day)
    years, rest = divmod(months, 12)
    parts = [_many(years, "year"), _many(rest, "month")]
    return " and ".join(part for part in parts if part) or _many((on - first_on).days, "day") or "from today"


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""
