"""Where a person is signed in: the library keeps a row for each session; they see it and can end it."""

from collections.abc import Sequence
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from headway.features.audit.actions import record
from headway.features.people.models import Person


def sessions_of(person: Person, *, at: datetime) -> list[UserSession]:
    """The person's sessions that still hold, the newest first; looking at them writes nothing."""
    rows = list(UserSession.objects.filter(user=person).order_by("-created_at", "-pk"))
    keys = [row.session_key for row in rows]
    alive = set(Session.objects.filter(pk__in=keys, expire_date__gt=at).values_list("session_key", flat=True))
    return [row for row in rows if row.session_key in alive]


@transaction.atomic
def end_sessions(*, person: Person, sessions: Sequence[UserSession], by: str, at: datetime) -> int:
    """End these sessions of the person at once; how many there were. Those of others are left alone."""
    ours = [row for row in sessions if row.user_id == person.pk]
    if not ours:
        return 0
    Session.objects.filter(pk__in=[row.session_key for row in ours]).delete()
    UserSession.objects.filter(pk__in=[row.pk for row in ours]).delete()
    record(
        action="end_sessions",
        subject_kind="person",
        subject_id=person.public_id,
        at=at,
        by=by,
        before={"sessions": len(ours)},
    )
    return len(ours)
