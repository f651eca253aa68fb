"""Reads of budgets, the viewer first, and as the rules know them."""

from decimal import Decimal

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.budgets.models import Budget
from headway.features.schools.queries import schools_visible_to
from headway.rules.financial_years import FinancialYear, financial_years_of
from headway.rules.school_budgets import YEARS, Assumption, Base

KIND = "school-budgets"


def budgets_visible_to(viewer: Viewer) -> QuerySet[Budget]:
    """The budgets of the schools the viewer may see them of, by name of the school."""
    rows = Budget.objects.filter(school__in=schools_visible_to(viewer, KIND))
    return rows.select_related("school", "written_by").order_by("school__name", "pk")


def years_of(budget: Budget) -> tuple[FinancialYear, ...]:
    """Its five financial years."""
    return financial_years_of(budget.first_year, YEARS)


def base_of(budget: Budget) -> Base:
    """What stands before its first year."""
    return Base(budget.opening_pence, budget.staff_pence, budget.other_pence)


def assumptions_of(budget: Budget) -> list[Assumption]:
    """Its assumptions, year by year."""
    return [
        Assumption(
            pupils=one["pupils"],
            funding_pence=one["funding"],
            other_income_pence=one["other"],
            pay_percent=Decimal(one["pay"]),
            price_percent=Decimal(one["prices"]),
        )
        for one in budget.assumptions
    ]
