"""The kit as Django sees it."""

from django.apps import AppConfig
from django.core.checks import register

from headway.kit.checks import check_brand_colour


class KitConfig(AppConfig):
    """Templates, tags and static files; no models."""

    name = "headway.kit"
    label = "kit"
    verbose_name = "The look"

    def ready(self) -> None:
        """Have the colour looked at with the framework's own checks."""
        register(check_brand_colour)
