"""The app files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "headway.features.files"
    label = "files"
