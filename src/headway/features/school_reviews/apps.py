"""The app school_reviews."""

from django.apps import AppConfig


class SchoolReviewsConfig(AppConfig):
    name = "headway.features.school_reviews"
    label = "school_reviews"
