"""The app ledgers."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "headway.features.ledgers"
    label = "ledgers"
