"""The app performance_reports."""

from django.apps import AppConfig


class PerformanceReportsConfig(AppConfig):
    name = "headway.features.performance_reports"
    label = "performance_reports"
