"""The app arrangements."""

from django.apps import AppConfig


class ArrangementsConfig(AppConfig):
    name = "headway.features.arrangements"
    label = "arrangements"
