"""Academic years, school days and working days. What cannot be computed is refused in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from headway.rules.policyfile import Header, Mark, open_policy

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_FIRST_MONTH = 9  # the academic year runs from 1 September up to the next 1 September
MONTHS = (
    "september",
    "october",
    "november",
    "december",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
)
# Written out, because month names from the system follow its language.
_MONTH_NAMES = tuple(month.capitalize() for month in (*MONTHS[4:], *MONTHS[:4]))


@dataclass(frozen=True, slots=True)
class AcademicYear:
    """One academic year, labelled like 2026-27; from 1 September up to, not on, the next 1 September."""

    label: str
    first_on: date
    until: date

    def holds(self, day: date) -> bool:
        """Whether the day lies in this year."""
        return self.first_on <= day < self.until


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first_on` up to, not on, `until`."""

    first_on: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.first_on:
            raise ValueError(f"A span of days ends on {self.until}, not after it begins on {self.first_on}.")

    def holds(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.first_on <= day < self.until


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """What is known of one year: terms, holidays inside them (half terms), training days, bank holidays."""

    year: AcademicYear
    terms: tuple[Span, ...] = ()
    holidays: tuple[Span, ...] = ()
    inset_on: frozenset[date] = frozenset()
    bank_holidays_on: frozenset[date] = frozenset()
    source: str = ""


@dataclass(frozen=True, slots=True)
class CalendarPolicy:
    """The national shape of a school year, and the model year used where no term dates are held."""

    header: Header
    pupil_days: int
    least_plausible_days: int
    most_plausible_days: int
    model_days_by_month: Mapping[str, int]
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RemainingDays:
    """School days from a day on, that day included, of all in the year, and how they were counted."""

    remaining: int
    total: int
    model_year: bool
    words: str


@dataclass(frozen=True, slots=True)
class CannotCompute:
    """An answer that is refused, falsy, with the sentence that says why and what to do."""

    words: str

    def __bool__(self) -> bool:
        return False


def academic_year(label: str) -> AcademicYear:
    """The year of a label like 2026-27. Raises ValueError with a sentence for any other label."""
    first, _, second = label.partition("-")
    right = len(first) == 4 and len(second) == 2 and first.isdecimal() and second.isdecimal()
    if not right or (int(first) + 1) % 100 != int(second):
        raise ValueError(f"“{label}” is not an academic year; write it like 2026-27.")
    return _year_from(int(first))


def academic_year_of(day: date) -> AcademicYear:
    """The academic year a day lies in."""
    return _year_from(day.year if day.month >= _FIRST_MONTH else day.year - 1)


def next_year(year: AcademicYear) -> AcademicYear:
    """The year after."""
    return academic_year_of(year.until)


def _year_from(first: int) -> AcademicYear:
    label = f"{first}-{(first + 1) % 100:02d}"
    return AcademicYear(label, date(first, _FIRST_MONTH, 1), date(first + 1, _FIRST_MONTH, 1))


def days_between(first_on: date, until: date) -> Iterator[date]:
    """Every day from `first_on` up to, not on, `until`."""
    day = first_on
    while day < until:
        yield day
        day += _ONE_DAY


def is_working_day(day: date, bank_holidays_on: Collection[date]) -> bool:
    """Whether a day is neither Saturday, Sunday nor a bank holiday."""
    return day.weekday() < _SATURDAY and day not in bank_holidays_on


def add_working_days(day: date, working_days: int, bank_holidays_on: Collection[date]) -> date:
    """The working day that many working days after a day; the day itself is not counted."""
    if working_days < 0:
        raise ValueError("Working days are counted forwards; give zero or more.")
    left = working_days
    while left:
        day += _ONE_DAY
        left -= is_working_day(day, bank_holidays_on)
    return day


def count_working_days(first_on: date, until: date, bank_holidays_on: Collection[date]) -> int:
    """Working days from `first_on` up to, not on, `until`."""
    return sum(is_working_day(day, bank_holidays_on) for day in days_between(first_on, until))


def is_school_day(day: date, calendar: SchoolCalendar) -> bool:
    """Whether pupils attend on a day: in a term, not in a holiday, no training day, a working day."""
    return (
        any(term.holds(day) for term in calendar.terms)
        and not any(holiday.holds(day) for holiday in calendar.holidays)
        and day not in calendar.inset_on
        and is_working_day(day, calendar.bank_holidays_on)
    )


def count_school_days(first_on: date, until: date, calendar: SchoolCalendar) -> int:
    """School days from `first_on` up to, not on, `until`."""
    return sum(is_school_day(day, calendar) for day in days_between(first_on, until))


def remaining_school_days(
    on: date, calendar: SchoolCalendar, policy: CalendarPolicy
) -> RemainingDays | CannotCompute:
    """School days left in the calendar's year from a day on, that day included.

    Refused when no term dates are held, when they give an implausible year (a term is missing), or when
    the day lies outside the year. Use `remaining_in_model_year` where a model year is wanted, openly.
    """
    year = calendar.year
    if not year.holds(on):
        return CannotCompute(f"Cannot compute, because {day_words(on)} does not lie in {year.label}.")
    if not calendar.terms:
        return CannotCompute(f"Cannot compute, because no term dates are held for {year.label}; add them.")
    total = count_school_days(year.first_on, year.until, calendar)
    if not policy.least_plausible_days <= total <= policy.most_plausible_days:
        return CannotCompute(
            f"Cannot compute, because the term dates held for {year.label} give {total} school days, where "
            f"{policy.least_plausible_days} to {policy.most_plausible_days} are plausible; check the terms."
        )
    remaining = count_school_days(on, year.until, calendar)
    words = f"{remaining} of {total} school days of {year.label} remain from {day_words(on)}."
    return RemainingDays(remaining, total, model_year=False, words=words)


def remaining_in_model_year(
    on: date, year: AcademicYear, policy: CalendarPolicy
) -> RemainingDays | CannotCompute:
    """School days left by the policy's model year: a named stand-in where no term dates are held.

    Each month holds the policy's number of school days, spread evenly over its Mondays to Fridays.
    """
    if not year.holds(on):
        return CannotCompute(f"Cannot compute, because {day_words(on)} does not lie in {year.label}.")
    place = (on.month - _FIRST_MONTH) % 12
    later = sum(policy.model_days_by_month[month] for month in MONTHS[place + 1 :])
    first_on = on.replace(day=1)
    until = (first_on + timedelta(days=31)).replace(day=1)
    left, whole = count_working_days(on, until, ()), count_working_days(first_on, until, ())
    share = Decimal(policy.model_days_by_month[MONTHS[place]] * left) / whole
    remaining = later + int(share.quantize(Decimal(1), ROUND_HALF_UP))
    words = (
        f"{remaining} of {policy.pupil_days} school days of {year.label} remain from {day_words(on)}, "
        "by the model year of the calendar policy, because no term dates are held."
    )
    return RemainingDays(remaining, policy.pupil_days, model_year=True, words=words)


def read_calendar(table: object) -> CalendarPolicy:
    """The calendar policy from its file's tables. The model months must add up to the pupil days."""
    header, section = open_policy(table, kind="calendar")
    pupil_days = section.whole("pupil_days", least=1)
    plausible = section.section("plausible_school_days")
    least, most = plausible.whole("least", least=1), plausible.whole("most")
    if least > most:
        raise plausible.fault("least", f"The least, {least}, is above the most, {most}.")
    plausible.close()
    model = section.section("model_days_by_month")
    months = {month: model.whole(month, most=23) for month in MONTHS}
    model.close()
    if sum(months.values()) != pupil_days:
        raise section.fault(
            "model_days_by_month",
            f"The months add up to {sum(months.values())}, not to {pupil_days} pupil days.",
        )
    section.close()
    return CalendarPolicy(header, pupil_days, least, most, months, dict(section.marks))


def day_words(day: date) -> str:
    """A day as the service writes it, such as 3 March 2026."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"
