"""The app budgets."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "headway.features.budgets"
    label = "budgets"
