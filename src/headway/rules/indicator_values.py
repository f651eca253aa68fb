"""Values of indicators: the periods they belong to, when they are due, the chase, and what is questioned."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from headway.rules.calendars import Span, add_working_days, day_words
from headway.rules.indicator_units import PLAIN, Unit, figure_words
from headway.rules.plan_policy import PlanPolicy
from headway.rules.plan_words import number_words

_TENS = (Decimal(1000), Decimal(100), Decimal(10))
_NEAR = Decimal("0.8")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chase:
    """A value that is late: of which indicator, for which period, since when it is chased, in a sentence."""

    key: str
    owner: str
    period: Span
    chased_on: date
    words: str


def period_of(day: date, frequency: str, policy: PlanPolicy) -> Span:
    """The month, term, quarter or year a day lies in; terms, quarters and years by the policy's first months."""
    months = policy.first_months[frequency]
    first = day.replace(day=1)
    while first.month not in months:
        first = (first - _ONE_DAY).replace(day=1)
    return Span(first, _months_after(first, 12 // len(months)))


def period_meant(written: Span, frequency: str, policy: PlanPolicy) -> Span | None:
    """The period that written days mean: they lie in it. None where they reach beyond it, as a year does for a month."""
    period = period_of(written.first_on, frequency, policy)
    return period if written.until <= period.until else None


def last_ended(on: date, frequency: str, policy: PlanPolicy) -> Span:
    """The last period that had ended before a day began."""
    return period_of(period_of(on, frequency, policy).first_on - _ONE_DAY, frequency, policy)


def chased_from(period: Span, bank_holidays_on: Collection[date], policy: PlanPolicy) -> date:
    """The working day after the period on which a missing value is chased; the day before is the last on time.

    Counted from the first working day after the period as the first (M3-12: the 11th).
    """
    last_day = period.until - _ONE_DAY
    return add_working_days(last_day, policy.chased_on_working_day, bank_holidays_on)


def chases(
    indicators: Iterable[tuple[str, str, str, str, date]],
    held: Collection[tuple[str, date]],
    on: date,
    bank_holidays_on: Collection[date],
    policy: PlanPolicy,
) -> tuple[Chase, ...]:
    """The late values of the last period ended, in the order of the indicators (M3-12).

    `indicators`: key, label, owner, frequency, and the first day values are kept from. `held`: key and first
    day of the period of every value there is, a value recorded as missing with its reason included.
    """
    found = []
    for key, label, owner, frequency, since in indicators:
        period = last_ended(on, frequency, policy)
        chased_on = chased_from(period, bank_holidays_on, policy)
        if on < chased_on or period.first_on < since or (key, period.first_on) in held:
            continue
        last_day = period.until - _ONE_DAY
        words = (
            f"“{label}” has no value for {day_words(period.first_on)} to {day_words(last_day)}; "
            f"it was due before {day_words(chased_on)}, working day {policy.chased_on_working_day} after it. "
            f"{owner or 'Nobody'} owns it."
        )
        found.append(Chase(key, owner, period, chased_on, words))
    return tuple(found)


def question_value(value: Decimal, last: Decimal | None, unit: Unit, policy: PlanPolicy) -> tuple[str, ...]:
    """What is odd about a value, each in a sentence that ends in a question; empty when nothing is.

    A question is for the person to answer, never a refusal: outside the unit's plausible values, a part of
    what is counted whole, or so many times the last value that it may be in another unit.
    """
    found = [*_outside(value, unit), *_jump(value, last, unit, policy)]
    return tuple(found)


def _outside(value: Decimal, unit: Unit) -> list[str]:
    if len(unit.over) != 1:
        return []
    (rule,), found = unit.over, []
    words = figure_words(value, unit)
    if rule.least is not None and value < rule.least:
        found.append(
            f"{words} is below {figure_words(rule.least, unit)}, the least there can be: is it right?"
        )
    if rule.most is not None and not unit.under and value > rule.most:
        found.append(f"{words} is above {figure_words(rule.most, unit)}, the most there can be: is it right?")
    if rule.whole and not unit.under and value != value.to_integral_value():
        found.append(f"{words} is not a whole number of {rule.many}: is it right?")
    return found


def _jump(value: Decimal, last: Decimal | None, unit: Unit, policy: PlanPolicy) -> list[str]:
    if not value or not last or (value > 0) != (last > 0):
        return []
    larger = abs(value) > abs(last)
    times = value / last if larger else last / value
    if times < policy.questioned_from_times:
        return []
    ten = next((ten for ten in _TENS if abs(times - ten) <= ten * (1 - _NEAR)), None)
    about = (
        f"about {number_words(ten)}"
        if ten and times != ten
        else number_words(ten or times.quantize(Decimal(1)))
    )
    have, before = figure_words(value, unit), figure_words(last, unit)
    manner = (
        f"{about} times the last value, {before}" if larger else f"{_part(about)} of the last value, {before}"
    )
    wanted = "a plain number" if unit == PLAIN else unit.words
    return [f"{have} is {manner}: is it in {wanted}?"]


def _part(about: str) -> str:
    prefix = "about " if about.startswith("about ") else ""
    return f"{prefix}one part in {about.removeprefix('about ')}"


def _months_after(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)
