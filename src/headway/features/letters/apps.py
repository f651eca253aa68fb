"""The app letters."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "headway.features.letters"
    label = "letters"
