"""Reads of advisers' years: the days they can give."""

from collections.abc import Iterable

from django.db.models import F, Sum

from headway.features.audit.memory import SMALL, remembered
from headway.features.people.models import AdviserYear
from headway.rules.capacity import Contract


def contract_of(row: AdviserYear) -> Contract:
    """An adviser's year as the rules weigh it."""
    return Contract(
        row.contracted_half_days, row.leave_half_days, row.training_half_days, row.internal_half_days
    )


def years_of(year: int, advisers: Iterable[int] | None = None) -> dict[int, AdviserYear]:
    """Adviser's key to the row of that year; of all advisers or of these (keys). One query."""
    rows = AdviserYear.objects.filter(year=year)
    if advisers is not None:
        rows = rows.filter(adviser__in=advisers)
    return {row.adviser_id: row for row in rows}


def capacity_half_days(year: int) -> int:
    """Half-days all advisers together can give schools in the year; none known is 0 advisers, so 0."""
    left = (
        F("contracted_half_days") - F("leave_half_days") - F("training_half_days") - F("internal_half_days")
    )
    years = AdviserYear.objects.filter(year=year)
    return remembered(
        (capacity_half_days, year),
        lambda: years.aggregate(total=Sum(left))["total"] or 0,
        apart_from=SMALL,
    )
