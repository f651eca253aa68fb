"""The app of records of visits."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Records of visits, their checks and answers, and comments of boards."""

    name = "headway.features.records"
