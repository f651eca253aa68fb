"""The app readiness."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "headway.features.readiness"
    label = "readiness"
