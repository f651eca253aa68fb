"""Writes of notices: a person is told of ends, each once."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from headway.features.audit.actions import record
from headway.features.endings.models import EndingNotice
from headway.features.people.models import Person

Key = tuple[str, str, date]


def told_before(people: Sequence[int]) -> set[tuple[int, str, str, date]]:
    """Primary key of a person with kind, key and day of every end they were told of; one query."""
    rows = EndingNotice.objects.filter(person__in=people)
    return set(rows.values_list("person_id", "kind", "key", "ends_on"))


@transaction.atomic
def tell_once(*, person: Person, endings: Sequence[Key], at: datetime) -> bool:
    """Write down that the person is told of these ends; False, and nothing written, where another process came first."""
    rows = [
        EndingNotice(person=person, kind=one, key=key, ends_on=on, told_at=at) for one, key, on in endings
    ]
    try:
        with transaction.atomic():
            EndingNotice.objects.bulk_create(rows)
    except IntegrityError:
        return False
    after = {"ends": len(rows)}
    record(
        action="tell_of_ends", subject_kind="person", subject_id=person.public_id, at=at, by="", after=after
    )
    return True
