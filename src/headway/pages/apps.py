"""The pages as a Django app, so that its templates are found."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "headway.pages"
    label = "pages"
