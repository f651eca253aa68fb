"""The half-days of partnerships, as the lists show them."""

from collections.abc import Iterable, Mapping
from datetime import date

from headway.features.partnerships.models import Partnership


def half_days_of(partnerships: Iterable[Partnership], on: date) -> Mapping[str, int] | None:
    """Public id to the half-days of the year the day lies in; None until days are entitled."""
    return None
