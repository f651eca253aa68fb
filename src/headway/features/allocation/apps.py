"""The app allocation."""

from django.apps import AppConfig


class AllocationConfig(AppConfig):
    name = "headway.features.allocation"
    label = "allocation"
