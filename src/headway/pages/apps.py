"""The pages as a Django app, so that its templates are found, and the long work that writes pages for many schools."""

from importlib import import_module

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "headway.pages"
    label = "pages"

    def ready(self) -> None:
        import_module("headway.pages.summaries.work")
