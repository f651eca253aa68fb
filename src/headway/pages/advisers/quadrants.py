"""The quadrants a form offers."""

from headway.features.schools.models import Quadrant


def quadrant_names() -> list[str]:
    """Every quadrant's name."""
    return list(Quadrant.objects.order_by("name", "pk").values_list("name", flat=True))
