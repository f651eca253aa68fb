"""The app structural_changes."""

from django.apps import AppConfig


class StructuralChangesConfig(AppConfig):
    name = "headway.features.structural_changes"
    label = "structural_changes"
