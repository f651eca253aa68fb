"""The app units."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "headway.features.units"
    label = "units"
