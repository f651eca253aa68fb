"""The app undoing."""

from django.apps import AppConfig


class UndoingConfig(AppConfig):
    name = "headway.features.undoing"
    label = "undoing"
