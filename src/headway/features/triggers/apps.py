"""The app triggers."""

from django.apps import AppConfig


class TriggersConfig(AppConfig):
    name = "headway.features.triggers"
    label = "triggers"
