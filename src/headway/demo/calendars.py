"""Bank holidays of England by rule, and term dates with 190 days for pupils and 195 for teachers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 2024, 2028
TERM_YEARS = (2024, 2025, 2026, 2027)  # the autumns the academic years begin in
_TEACHER_DAYS = 195
_MONDAY, _FRIDAY = 0, 4


@dataclass(frozen=True, slots=True)
class Holiday:
    """A bank holiday; `substitute` where the day itself fell on a weekend."""

    on: date
    title: str
    substitute: bool


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar, by the anonymous computus (Nature, 20 April 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def bank_holidays(year: int) -> tuple[Holiday, ...]:
    """England's eight (Banking and Financial Dealings Act 1971), with substitutes for weekends."""
    easter = easter_sunday(year)
    new_year = _weekday_from(date(year, 1, 1))
    christmas = _weekday_from(date(year, 12, 25))
    boxing = _weekday_from(max(date(year, 12, 26), christmas + timedelta(days=1)))
    if date(year, 12, 25).weekday() == 6:  # Boxing Day keeps its Monday, Christmas Day takes the Tuesday
        christmas, boxing = date(year, 12, 27), date(year, 12, 26)
    found = (
        Holiday(new_year, "New Year’s Day", new_year.day != 1),
        Holiday(easter - timedelta(days=2), "Good Friday", False),
        Holiday(easter + timedelta(days=1), "Easter Monday", False),
        Holiday(_on_or_after(date(year, 5, 1), _MONDAY), "Early May bank holiday", False),
        Holiday(_on_or_before(date(year, 5, 31), _MONDAY), "Spring bank holiday", False),
        Holiday(_on_or_before(date(year, 8, 31), _MONDAY), "Summer bank holiday", False),
        Holiday(christmas, "Christmas Day", christmas.day != 25),
        Holiday(boxing, "Boxing Day", boxing.day != 26),
    )
    return tuple(sorted(found, key=lambda holiday: holiday.on))


def _weekday_from(day: date) -> date:
    return day if day.weekday() <= _FRIDAY else _on_or_after(day, _MONDAY)


def _last_weekday_before(day: date) -> date:
    return day - timedelta(days=3 if day.weekday() == _MONDAY else 1)


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


@dataclass(frozen=True, slots=True)
class Period:
    """A line of the term-dates sheet; `end` is the last day, inclusive, and None for a single day."""

    academic_year: str
    name: str
    start: date
    end: date | None


def term_dates(autumn: int) -> tuple[Period, ...]:
    """The periods of the academic year that begins in September of `autumn`, in the order they come."""
    label = f"{autumn}-{(autumn + 1) % 100:02d}"
    start = _weekday_from(date(autumn, 9, 1))
    october = _on_or_before(date(autumn, 10, 28), _MONDAY)
    christmas = _on_or_before(date(autumn, 12, 20), _FRIDAY) + timedelta(days=3)
    january = _on_or_after(date(autumn + 1, 1, 3), _MONDAY)
    february = _on_or_before(date(autumn + 1, 2, 18), _MONDAY)
    easter = easter_sunday(autumn + 1) - timedelta(days=6)
    may = _on_or_before(date(autumn + 1, 5, 31), _MONDAY)
    weeks = ((october, 1), (christmas, (january - christmas).days // 7), (february, 1), (easter, 2), (may, 1))
    open_days = _teacher_days(start, {day for first, number in weeks for day in _days(first, 7 * number)})
    spring = _next_open(open_days, january)
    summer = _next_open(open_days, easter + timedelta(days=14))
    end = open_days[-1]
    training = (start, october + timedelta(days=7), spring, summer, end)
    lines = [
        ("Autumn term starts", start, None),
        ("Autumn half term", october, october + timedelta(days=4)),
        ("Autumn term ends", christmas - timedelta(days=3), None),
        ("Christmas holiday", christmas, _last_weekday_before(spring)),
        ("Spring term starts", spring, None),
        ("Spring half term", february, february + timedelta(days=4)),
        ("Spring term ends", easter - timedelta(days=3), None),
        ("Easter holiday", easter, easter + timedelta(days=11)),
        ("Summer term starts", summer, None),
        ("Summer half term", may, may + timedelta(days=4)),
        ("Summer term ends", end, None),
        *(("Teacher training day", day, None) for day in training),
    ]
    return tuple(Period(label, name, first, last) for name, first, last in lines)


def _days(first: date, length: int) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(length))


def _teacher_days(start: date, closed: set[date]) -> tuple[date, ...]:
    """The first 195 weekdays from `start` that are neither holidays nor bank holidays."""
    banks = {holiday.on for year in (start.year, start.year + 1) for holiday in bank_holidays(year)}
    found: list[date] = []
    day = start
    while len(found) < _TEACHER_DAYS:
        if day.weekday() <= _FRIDAY and day not in closed and day not in banks:
            found.append(day)
        day += timedelta(days=1)
    return tuple(found)


def _next_open(open_days: tuple[date, ...], day: date) -> date:
    return next(found for found in open_days if found >= day)
