"""The app visits."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "headway.features.visits"
    label = "visits"
