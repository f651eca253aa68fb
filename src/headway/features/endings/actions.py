"""Writes of notices: a person is told of ends, each once."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from headway.features.audit.actions import record
from headway.features.endings.models import EndingNotice
from headway.features.people.models import Person

Key = tuple[str, str, date]


@transaction.atomic
def tell_once(*, person: Person, endings: Sequence[Key], by: str, at: datetime) -> bool:
    """Write down that the person is told of these ends; False, and nothing written, where another process came first.

    `by` empty: the service itself tells.
    """
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
        action="tell_of_ends", subject_kind="person", subject_id=person.public_id, at=at, by=by, after=after
    )
    return True
