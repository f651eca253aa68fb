"""The app intelligence."""

from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    name = "headway.features.intelligence"
    label = "intelligence"
