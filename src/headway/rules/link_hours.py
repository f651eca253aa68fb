"""Hours of a link officer for a board: the weaker its school and the greater its own risk, the more (M8-02)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headway.rules.governance_policy import HoursPolicy
from headway.rules.verdict import ALLOWED, Verdict, refuse


@dataclass(frozen=True, slots=True)
class Governed:
    """A school of a board with its agreed category; None where there is none."""

    name: str
    category: str | None


@dataclass(frozen=True, slots=True)
class BoardHours:
    """Hours a year with their two parts and why each; `school` is the one the category part is of."""

    hours: int
    category_hours: int
    health_hours: int
    school: str
    category_reason: str
    health_reason: str


@dataclass(frozen=True, slots=True)
class Total:
    """All hours beside those the team has."""

    hours: int
    team: int

    @property
    def over(self) -> int:
        """How many hours are over; none where they fit."""
        return max(0, self.hours - self.team)

    @property
    def left(self) -> int:
        """How many hours are left; none where they are over."""
        return max(0, self.team - self.hours)


def board_hours(
    schools: Sequence[Governed], health: str | None, levels: Mapping[str, str], policy: HoursPolicy
) -> BoardHours:
    """The hours of a board; `levels`: the words of its risk.

    A board of several schools is taken by its weakest. What is not known counts as the policy says, never as nothing.
    ValueError for a board without a school.
    """
    ranks = {key: rank for rank, key in enumerate(policy.categories)}
    weakest = max(schools, key=lambda school: ranks[_counted(school, policy)])
    of_category = policy.categories[_counted(weakest, policy)]
    level = health if health and health in policy.health else policy.without_health
    of_health = policy.health[level]
    return BoardHours(
        hours=of_category + of_health,
        category_hours=of_category,
        health_hours=of_health,
        school=weakest.name,
        category_reason=_category_reason(weakest, len(schools), of_category, policy),
        health_reason=_health_reason(health, levels.get(level, level).lower(), of_health, policy),
    )


def may_keep_year(is_kept: bool, boards: int) -> Verdict:
    """Whether the hours of a year may be kept: once, and where there are any."""
    if is_kept:
        return refuse("The hours of this year are kept already. They stay as they were allotted.")
    return ALLOWED if boards else refuse("No board governs a school, so there are no hours to keep.")


def total_of(boards: Iterable[BoardHours], team: int) -> Total:
    """What all of them add up to."""
    return Total(sum(board.hours for board in boards), team)


def _counted(school: Governed, policy: HoursPolicy) -> str:
    known = school.category in policy.categories
    return school.category if known and school.category else policy.without_category


def _category_reason(school: Governed, schools: int, hours: int, policy: HoursPolicy) -> str:
    lead = f"{school.name}, the weakest of its {schools} schools," if schools > 1 else school.name
    if school.category is None:
        return f"{lead} has no agreed category, which counts as {policy.without_category}: {_words(hours)}."
    if school.category not in policy.categories:
        found = f"is in category {school.category}, which has no hours of its own"
        return f"{lead} {found} and counts as {policy.without_category}: {_words(hours)}."
    return f"{lead} is in category {school.category}: {_words(hours)}."


def _health_reason(health: str | None, words: str, hours: int, policy: HoursPolicy) -> str:
    if health in policy.health:
        return f"The board's risk is {words}: {_words(hours)} more."
    return f"The board's risk is not stated yet, which counts as {words}: {_words(hours)} more."


def _words(hours: int) -> str:
    return "1 hour" if hours == 1 else f"{hours} hours"
