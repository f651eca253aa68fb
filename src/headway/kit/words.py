"""Days, half-days, minutes and what is missing, in the words an officer reads."""

import datetime
from collections.abc import Iterable

NOT_KNOWN = "not known"
NOT_PUBLISHED = "not published"
HALVES_IN_A_DAY = 2
MINUTES_IN_AN_HOUR = 60
# Written out, because strftime follows the machine's locale and pads the day.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_words(day: datetime.date | None) -> str:
    """A date as "3 March 2026"; a moment is shown by its own date; none is "not known"."""
    if day is None or day == "":
        return NOT_KNOWN
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: datetime.datetime | None) -> str:
    """A moment as "3 March 2026 at 10:42". The caller converts to local time first."""
    if moment is None or moment == "":
        return NOT_KNOWN
    return f"{day_words(moment)} at {moment.hour:02}:{moment.minute:02}"


def days_words(half_days: int | None) -> str:
    """Half-days as days: 1 is "½ day", 2 "1 day", 5 "2½ days", 0 "0 days"; none is "not known"."""
    if half_days is None or half_days == "":
        return NOT_KNOWN
    sign = "−" if half_days < 0 else ""
    whole, half = divmod(abs(half_days), HALVES_IN_A_DAY)
    number = f"{whole:,}" if whole or not half else ""
    unit = "day" if 0 < abs(half_days) <= HALVES_IN_A_DAY else "days"
    return f"{sign}{number}{'½' if half else ''} {unit}"


def minutes_words(minutes: int | None) -> str:
    """Minutes as "35 minutes", "1 hour" or "1 hour 20 minutes"; none is "not known"."""
    if minutes is None or minutes == "":
        return NOT_KNOWN
    hours, rest = divmod(minutes, MINUTES_IN_AN_HOUR)
    parts = [count_words(hours, "hour")] if hours else []
    if rest or not hours:
        parts.append(count_words(rest, "minute"))
    return " ".join(parts)


def count_words(count: int, one: str, many: str = "") -> str:
    """A count and its noun: "1 school", "1,204 schools"; `many` only where adding "s" is wrong."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def is_missing(value: object) -> bool:
    """Nothing was recorded. Zero and False are values, never missing."""
    return value is None or value == ""


def list_words(words: Iterable[str]) -> str:
    """Names in a sentence: "a, b and c"."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last
