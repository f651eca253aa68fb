"""Settings and the posts in them: when they stand, what a post has learned in a year, and who has no record (M2-13, M2-14)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from headway.rules.calendars import AcademicYear, academic_year, day_words
from headway.rules.verdict import ALLOWED, Verdict, refuse

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many posts there are, and the keys of those without a development record, in their order."""

    posts: int
    without: tuple[str, ...]

    @property
    def percent(self) -> Decimal | None:
        """Posts with a record, in per cent to one place; None where there is no post."""
        if not self.posts:
            return None
        share = Decimal((self.posts - len(self.without)) * WHOLE) / self.posts
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def may_open(opened_on: date, closed_on: date | None) -> Verdict:
    """Whether a setting can be open over these days."""
    if closed_on and closed_on <= opened_on:
        return refuse("It closes before it opens. Correct one of the days.")
    return ALLOWED


def may_hold(valid_from: date, valid_until: date | None) -> Verdict:
    """Whether an allowance can hold over these days."""
    if valid_until and valid_until <= valid_from:
        return refuse("It ends before it begins. Correct one of the days.")
    return ALLOWED


def may_stand(valid_from: date, valid_until: date | None, opened_on: date, closed_on: date | None) -> Verdict:
    """Whether a post can stand over these days: while its setting is open."""
    if valid_until and valid_until <= valid_from:
        return refuse("The post ends before it begins. Correct one of the days.")
    if valid_from < opened_on:
        return refuse(f"The setting opens on {day_words(opened_on)}. Let the post begin then or later.")
    if closed_on and valid_from >= closed_on:
        return refuse(f"The setting closes on {day_words(closed_on)}. Let the post begin before.")
    return ALLOWED


def may_remove(*, has_development: bool) -> Verdict:
    """Whether a post can be taken out as if it had never been: while nothing is recorded of it."""
    if has_development:
        return refuse("Development is recorded for this post. Give it an end instead.")
    return ALLOWED


def may_log(on: date, year: AcademicYear, today: date) -> Verdict:
    """Whether hours of a day count in a year's plan: a day of that year that has come."""
    if on > today:
        return refuse("Hours are recorded once they are completed. Enter today or a day before.")
    if not year.holds(on):
        return refuse(f"{day_words(on)} is not a day of {year.label}. Record it in the plan of its own year.")
    return ALLOWED


def year_beginning(first: int) -> AcademicYear:
    """The academic year that begins in that calendar year: 2026 for 2026-27."""
    return academic_year(f"{first}-{(first + 1) % WHOLE:02}")


def day_of_report(year: AcademicYear, today: date) -> date:
    """The day whose posts a report of a year tells of: today, or the nearest day of that year."""
    return max(year.first_on, min(today, date.fromordinal(year.until.toordinal() - 1)))


def coverage_of(posts: Sequence[str], planned: Collection[str]) -> Coverage:
    """Who of these has no development record."""
    return Coverage(len(posts), tuple(one for one in posts if one not in planned))
