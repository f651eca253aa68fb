"""The app performance_reviews."""

from django.apps import AppConfig


class PerformanceReviewsConfig(AppConfig):
    name = "headway.features.performance_reviews"
    label = "performance_reviews"
