"""The app search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "headway.features.search"
    label = "search"
