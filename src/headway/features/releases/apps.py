"""The app releases."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "headway.features.releases"
    label = "releases"
