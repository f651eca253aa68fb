"""Budgets of some schools for the demonstration: pupils fall a little, pay rises, one school ends in deficit."""

from datetime import date, datetime
from decimal import Decimal

from headway.features.appointments.queries import viewer_of
from headway.features.budgets.actions.schools import write_budget
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.queries import open_schools
from headway.rules.financial_years import financial_year_of
from headway.rules.school_budgets import Assumption, Base

WRITER, MANY = "finance", 6
FUNDING_PENCE, FALLS_BY = 560_000, (0, 2, 4, 6, 8)
PAY, PRICES = ("2.8", "3", "2.5", "2", "2"), ("2.5", "2", "2", "2", "2")


def budget_for_schools(*, on: date, at: datetime) -> None:
    """The first schools by name, from the financial year the day lies in."""
    writer = first_holder(WRITER, on=on)
    if writer is None:
        return
    by = viewer_of(writer, on=on, access=typed("access"))
    first_year = financial_year_of(on).first_on.year
    for number, school in enumerate(open_schools().order_by("name", "pk")[:MANY]):
        pupils = 180 + 40 * number
        income = pupils * FUNDING_PENCE
        assumptions = [
            Assumption(
                pupils - fall, FUNDING_PENCE * (100 + 2 * year) // 100, 0, Decimal(pay), Decimal(prices)
            )
            for year, (fall, pay, prices) in enumerate(zip(FALLS_BY, PAY, PRICES, strict=True))
        ]
        base = Base(income * 3 // 100, income * 78 // 100, income * (17 + number) // 100)
        told = {"first_year": first_year, "base": base, "assumptions": assumptions, "seen_version": 0}
        write_budget(school=school, **told, by=by, at=at)
