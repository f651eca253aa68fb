"""One cell's text to a typed value, or a sentence saying why not."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from headway.publicdata.faults import quoted

_WHOLE = re.compile(r"-?[0-9]{1,12}(\.0+)?")
_DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,20})?")
_SCIENTIFIC = re.compile(r"-?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})( 0{1,2}:00(:00)?)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})([ T]00:00(:00)?)?")
_SEPARATED = re.compile(r"(-?)£?([0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?")
_WHOLE_PERCENT = 100


class BadCell(ValueError):
    """A cell that does not hold what its column should; the message is a sentence without the place."""


@lru_cache(maxsize=65536)
def parse_whole(text: str, least: int | None = None) -> int:
    """A whole number; `3.0` counts as 3, thousands marks and shortened numbers (`1E05`) do not count.

    Raises BadCell.
    """
    if not _WHOLE.fullmatch(text):
        if _SCIENTIFIC.fullmatch(text):
            raise BadCell(
                f"{quoted(text)} is a number that a spreadsheet shortened; its digits may be lost. "
                "Give the file as published, not saved again by a spreadsheet."
            )
        raise BadCell(f"{quoted(text)} is not a whole number. Write digits only.")
    number = int(text.partition(".")[0])
    if least is not None and number < least:
        raise BadCell(f"{quoted(text)} is below {least}, the least this column can hold. Check the figure.")
    return number


@lru_cache(maxsize=65536)
def parse_decimal(text: str) -> Decimal:
    """A decimal number, with or without a per cent sign after it (`65%` is 65). Raises BadCell."""
    plain = text.removesuffix("%").strip()
    if not _DECIMAL.fullmatch(plain):
        raise BadCell(f"{quoted(text)} is not a number. Write digits with a point, such as 22.7.")
    return Decimal(plain)


def without_separators(text: str) -> str:
    """The text of a figure without thousands separators and a pound sign, where they stand where they belong."""
    if found := _SEPARATED.fullmatch(text):
        return found[1] + found[2].replace(",", "") + (found[3] or "")
    return text.removeprefix("£") if text.startswith("£") else text


def parse_percent(text: str) -> Decimal:
    """A per cent figure, 0 to 100, with or without its sign. Raises BadCell."""
    figure = parse_decimal(text)
    if not 0 <= figure <= _WHOLE_PERCENT:
        raise BadCell(f"{quoted(text)} is not between 0 and 100 per cent. Check the figure.")
    return figure


@lru_cache(maxsize=65536)
def parse_day(text: str) -> date:
    """A day written dd-mm-yyyy, dd/mm/yyyy or yyyy-mm-dd, midnight after it or not. Raises BadCell."""
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.group(1, 2, 3))
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.group(1, 2, 3))
    else:
        raise BadCell(f"{quoted(text)} is not a date. Write it as dd-mm-yyyy or dd/mm/yyyy.")
    try:
        return date(year, month, day)
    except ValueError as failure:
        raise BadCell(f"{quoted(text)} is a date that does not exist. Check day and month.") from failure
