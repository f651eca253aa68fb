"""The app visit_times."""

from django.apps import AppConfig


class VisitTimesConfig(AppConfig):
    name = "headway.features.visit_times"
    label = "visit_times"
