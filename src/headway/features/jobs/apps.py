"""The app jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "headway.features.jobs"
    label = "jobs"
