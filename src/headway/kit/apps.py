"""The kit as Django sees it."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Templates, tags and static files; no models."""

    name = "headway.kit"
    label = "kit"
    verbose_name = "The look"
