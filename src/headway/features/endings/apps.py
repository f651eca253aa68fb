"""The app endings."""

from django.apps import AppConfig


class EndingsConfig(AppConfig):
    name = "headway.features.endings"
    label = "endings"
