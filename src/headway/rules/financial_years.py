"""Financial years of an authority: 1 April to 31 March, written 2025/26."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_APRIL = 4


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """One financial year, from 1 April up to, not on, the next 1 April."""

    label: str
    first_on: date
    until: date


def financial_year_of(day: date) -> FinancialYear:
    """The financial year a day lies in."""
    return _from(day.year if day.month >= _APRIL else day.year - 1)


def financial_years_from(day: date, count: int) -> tuple[FinancialYear, ...]:
    """So many financial years, the first the one the day lies in."""
    return financial_years_of(financial_year_of(day).first_on.year, count)


def financial_years_of(first_year: int, count: int) -> tuple[FinancialYear, ...]:
    """So many financial years, the first beginning in April of that year."""
    return tuple(_from(first_year + number) for number in range(count))


def _from(year: int) -> FinancialYear:
    return FinancialYear(f"{year}/{(year + 1) % 100:02}", date(year, _APRIL, 1), date(year + 1, _APRIL, 1))
