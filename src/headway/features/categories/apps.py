"""The app categories."""

from django.apps import AppConfig


class CategoriesConfig(AppConfig):
    name = "headway.features.categories"
    label = "categories"
