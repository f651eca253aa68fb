"""The periods of a plan: none overlaps, gaps are named, every action lies in one, and a year rolls forward (M3-02)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from headway.rules.calendars import Span, day_words
from headway.rules.plan_words import count_words, list_words
from headway.rules.verdict import ALLOWED, Verdict, refuse

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a plan, from its first day up to, not on, its last."""

    label: str
    days: Span


def may_divide(periods: Sequence[Period]) -> Verdict:
    """Whether periods may stand in a plan: at least one, each label once, none overlapping another (M3-02)."""
    if not periods:
        return refuse("A plan needs at least one period; add one.")
    labels = [period.label for period in periods]
    twice = next((label for label in labels if labels.count(label) > 1), None)
    if twice is not None:
        return refuse(f"Two periods are called “{twice}”; give each a name of its own.")
    ordered = _ordered(periods)
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if later.days.first_on < earlier.days.until:
            return refuse(
                f"“{earlier.label}” and “{later.label}” overlap: the first ends on "
                f"{day_words(earlier.days.until - _ONE_DAY)}, the second begins on {day_words(later.days.first_on)}."
            )
    return ALLOWED


def gaps_between(periods: Sequence[Period]) -> tuple[str, ...]:
    """Each stretch of days between periods that belongs to none, in a sentence, in order of time."""
    ordered = _ordered(periods)
    return tuple(
        f"{day_words(earlier.days.until)} to {day_words(later.days.first_on - _ONE_DAY)} lies between "
        f"“{earlier.label}” and “{later.label}” and in no period."
        for earlier, later in zip(ordered, ordered[1:], strict=False)
        if earlier.days.until < later.days.first_on
    )


def period_holding(day: date, periods: Sequence[Period]) -> Period | None:
    """The period a day lies in, or None."""
    return next((period for period in periods if period.days.holds(day)), None)


def may_place(first_on: date, last_on: date, periods: Sequence[Period]) -> Verdict:
    """Whether an action from its first to its last day (both included) lies in the plan's periods (M3-02).

    Refused when it ends before it begins or touches no period at all; one that spans several stands in each.
    """
    if last_on < first_on:
        return refuse("The action ends before it begins; correct one of the dates.")
    if any(period.days.first_on <= last_on and first_on < period.days.until for period in periods):
        return ALLOWED
    named = list_words(
        [
            f"“{period.label}” ({day_words(period.days.first_on)} to {day_words(period.days.until - _ONE_DAY)})"
            for period in _ordered(periods)
        ]
    )
    return refuse(
        f"The action, {day_words(first_on)} to {day_words(last_on)}, lies outside every period of the plan: {named}."
    )


def may_divide_anew(before: Sequence[Period], after: Sequence[Period], due_days: Sequence[date]) -> Verdict:
    """Whether periods may be divided anew: no action that is due in one of them is left outside all of them.

    An action that lay outside before, as a document may have it, stands in the way of nothing.
    """
    left = [day for day in due_days if period_holding(day, before) and not period_holding(day, after)]
    if not left:
        return ALLOWED
    actions = count_words(len(left), "action")
    due = (
        f"is due on {day_words(left[0])}" if len(left) == 1 else f"are due on {day_words(min(left))} or later"
    )
    return refuse(
        f"{actions.capitalize()} {due} and would lie in no period. "
        "Give other days to what is due then, or choose other periods."
    )


def roll_forward(periods: Sequence[Period], labels: Sequence[str]) -> tuple[Period, ...]:
    """The same periods a year later under new labels, in order; 29 February becomes 28, and ends still meet starts.

    Raises ValueError when there are not as many labels as periods.
    """
    return tuple(
        Period(label, Span(_year_later(period.days.first_on), _year_later(period.days.until)))
        for period, label in zip(_ordered(periods), labels, strict=True)
    )


def a_year_later(periods: Sequence[Period]) -> tuple[Period, ...]:
    """The same periods a year later, named by their months."""
    moved = roll_forward(periods, [one.label for one in periods])
    return tuple(Period(_label(one.days.first_on, one.days.until), one.days) for one in moved)


def _year_later(day: date) -> date:
    year = day.year + 1
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _ordered(periods: Sequence[Period]) -> list[Period]:
    return sorted(periods, key=lambda period: (period.days.first_on, period.days.until))


def periods_from(first_on: date, months: int, count: int) -> tuple[Period, ...]:
    """So many periods of so many months from a first day on, each called by its months or its days."""
    starts = [_months_later(first_on, months * number) for number in range(count + 1)]
    return tuple(
        Period(_label(first, until), Span(first, until))
        for first, until in zip(starts, starts[1:], strict=False)
    )


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _label(first: date, until: date) -> str:
    last = until - _ONE_DAY
    if first.day != 1 or until.day != 1:
        return f"{day_words(first)} to {day_words(last)}"
    begin = day_words(first).partition(" ")[2]
    end = day_words(last).partition(" ")[2]
    if begin == end:
        return begin
    same_year = first.year == last.year
    return f"{begin.rpartition(' ')[0] if same_year else begin} to {end}"
