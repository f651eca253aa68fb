"""The app plans."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "headway.features.plans"
    label = "plans"
