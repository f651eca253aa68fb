"""The app photographs."""

from django.apps import AppConfig


class PhotographsConfig(AppConfig):
    name = "headway.features.photographs"
    label = "photographs"
