"""The app schools."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "headway.features.schools"
    label = "schools"
