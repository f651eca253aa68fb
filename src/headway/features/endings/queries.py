"""Reads of what people were told of."""

from collections.abc import Sequence
from datetime import date

from headway.features.endings.models import EndingNotice


def told_before(people: Sequence[int]) -> set[tuple[int, str, str, date]]:
    """Primary key of a person with kind, key and day of every end they were told of; one query."""
    rows = EndingNotice.objects.filter(person__in=people)
    return set(rows.values_list("person_id", "kind", "key", "ends_on"))
