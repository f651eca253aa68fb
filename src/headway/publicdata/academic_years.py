"""The ways publishers write an academic year, to one: `2024/25`."""

import re
from functools import lru_cache

from headway.publicdata.cells import BadCell
from headway.publicdata.faults import quoted

_TWO_YEARS = re.compile(r"([0-9]{4})\s*[/–-]?\s*(?:20)?([0-9]{2})")
_ONE_YEAR = re.compile(r"([0-9]{4})(?: \((?:Rev|Final|prov)\))?", re.IGNORECASE)
ONE_YEAR_ONLY = re.compile(r"[0-9]{4}")
_CENTURY = 100


@lru_cache(maxsize=1024)
def parse_period(text: str) -> str:
    """`202425`, `2024/25`, `2024-25` or `2024-2025` as `2024/25`; raises BadCell for anything else."""
    found = _TWO_YEARS.fullmatch(text.strip())
    if found is None or (int(found[1]) + 1) % _CENTURY != int(found[2]):
        raise BadCell(f"{quoted(text)} is not an academic year. Write it like 202425 or 2024/25.")
    return f"{found[1]}/{found[2]}"


def year_beginning(text: str) -> str:
    """The academic year that begins in a year: `2024` is `2024/25`."""
    year = int(text)
    return f"{year:04d}/{(year + 1) % _CENTURY:02d}"


def academic_year_ending(text: str) -> str | None:
    """The academic year of a period that names only the year it ends in: `2025` is `2024/25`.

    A revision mark (`2025 (prov)`) is passed over. Periods that name two years are taken as they
    stand; None for anything else (spans, rolling years).
    """
    if found := _ONE_YEAR.fullmatch(text.strip()):
        year = int(found[1])
        return f"{year - 1}/{year % _CENTURY:02d}" if year else None
    try:
        return parse_period(text)
    except BadCell:
        return None
