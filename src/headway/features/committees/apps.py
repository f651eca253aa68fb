"""The app committees."""

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "headway.features.committees"
    label = "committees"
