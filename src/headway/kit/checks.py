"""What is checked before the service starts."""

from typing import Any

from django.conf import settings
from django.core.checks import Error

from headway.kit.colours import brand_fault


def check_brand_colour(**_: Any) -> list[Error]:
    """The council's colour can be read on white and white on it."""
    fault = brand_fault(settings.BRAND_COLOUR)
    return [Error(fault, hint="Set HEADWAY_BRAND_COLOUR.", id="kit.E001")] if fault else []
