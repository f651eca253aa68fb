"""A school's indicative budget over five financial years: from assumptions by year to balances that carry forward (M13-01, 02).

Salford's plan of 2004 gave schools five years; today's duty is a forecast of three (directed revision of 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from headway.rules.money import money_words, round_pence
from headway.rules.verdict import ALLOWED, Verdict, refuse

YEARS, SUBMITTED = 5, 3
_LEAST_PERCENT, _MOST_PERCENT = Decimal(-20), Decimal(50)


@dataclass(frozen=True, slots=True)
class Assumption:
    """What is assumed of one year: pupils, pence a pupil, other income in pence, rises of pay and prices in per cent."""

    pupils: int
    funding_pence: int
    other_income_pence: int
    pay_percent: Decimal
    price_percent: Decimal


@dataclass(frozen=True, slots=True)
class Base:
    """What stands before the first year: the balance, and a year's staff and other spending, in pence."""

    opening_pence: int
    staff_pence: int
    other_pence: int


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """One year, in pence; `closing` is the next year's opening."""

    opening: int
    income: int
    staff: int
    other: int

    @property
    def in_year(self) -> int:
        """What is left of the year's income."""
        return self.income - self.staff - self.other

    @property
    def closing(self) -> int:
        """The balance carried forward."""
        return self.opening + self.in_year


def budget_of(base: Base, assumptions: Sequence[Assumption]) -> list[BudgetYear]:
    """The years in their order. A year's rises are on the spending of the year before, so they change it and those after."""
    opening, staff, other = base.opening_pence, base.staff_pence, base.other_pence
    found = []
    for one in assumptions:
        staff, other = _raised(staff, one.pay_percent), _raised(other, one.price_percent)
        year = BudgetYear(opening, one.pupils * one.funding_pence + one.other_income_pence, staff, other)
        found.append(year)
        opening = year.closing
    return found


def may_assume(assumptions: Sequence[Assumption]) -> Verdict:
    """Whether the assumptions can be worked with: five years, rises that are no slip of the pen."""
    if len(assumptions) != YEARS:
        return refuse(f"A budget has {YEARS} years.")
    for number, one in enumerate(assumptions, 1):
        for what, percent in (("pay", one.pay_percent), ("prices", one.price_percent)):
            if not _LEAST_PERCENT <= percent <= _MOST_PERCENT:
                return refuse(f"Year {number}: {what} rise by {percent.normalize():f} %. Check the figure.")
    return ALLOWED


def findings_of(years: Sequence[BudgetYear], labels: Sequence[str]) -> list[str]:
    """What an officer looks at: years that end in deficit, and whether it is made good within the three that are sent in."""
    short = [(label, year.closing) for label, year in zip(labels, years, strict=True) if year.closing < 0]
    if not short:
        return []
    first, pence = short[0]
    words = [
        f"{first} ends {money_words(-pence)} in deficit: a planned deficit needs the authority's approval."
    ]
    back = next(
        (label for label, year in zip(labels, years, strict=True) if label > first and year.closing >= 0), ""
    )
    words.append(f"It is made good in {back}." if back else "It is not made good within five years.")
    return words


def _raised(pence: int, percent: Decimal) -> int:
    return round_pence(pence * (1 + Fraction(percent) / 100))
