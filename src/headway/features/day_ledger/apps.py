"""The app day_ledger."""

from django.apps import AppConfig


class DayLedgerConfig(AppConfig):
    name = "headway.features.day_ledger"
    label = "day_ledger"
