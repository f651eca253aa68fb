"""The app targets."""

from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "headway.features.targets"
    label = "targets"
