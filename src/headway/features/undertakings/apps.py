"""The app undertakings."""

from django.apps import AppConfig


class UndertakingsConfig(AppConfig):
    name = "headway.features.undertakings"
    label = "undertakings"
