"""Budgets of schools, the service's funds and projects, its income over years, and spending on special needs."""

from headway.features.budgets.models.income import FundingScenario, ServiceYear
from headway.features.budgets.models.projects import Contribution, Entry, Fund, Project, ProjectGate
from headway.features.budgets.models.schools import Budget, SenSpending

__all__ = [
    "Budget",
    "Contribution",
    "Entry",
    "Fund",
    "FundingScenario",
    "Project",
    "ProjectGate",
    "SenSpending",
    "ServiceYear",
]
