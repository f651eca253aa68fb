"""The app decisions."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "headway.features.decisions"
    label = "decisions"
