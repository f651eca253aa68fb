"""The app governance."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "headway.features.governance"
    label = "governance"
