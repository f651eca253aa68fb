"""The app practice."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "headway.features.practice"
    label = "practice"
