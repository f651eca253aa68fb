"""The app impact."""

from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "headway.features.impact"
    label = "impact"
