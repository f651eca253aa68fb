"""The app consents."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "headway.features.consents"
    label = "consents"
