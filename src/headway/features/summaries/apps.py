"""The app summaries."""

from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "headway.features.summaries"
    label = "summaries"
