"""The app sharing."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "headway.features.sharing"
    label = "sharing"
