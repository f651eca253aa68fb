"""The app workforce."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "headway.features.workforce"
    label = "workforce"
