"""Writes of invitations. What a school is told is decided by the flow that tells it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from headway.features.audit.actions import record
from headway.features.visit_invitations.models import InvitationMail
from headway.features.visits.models import Visit
from headway.rules.visit_invitations import CANCEL, Told

NOBODY = ""


@transaction.atomic
def tell_schools(
    *, visit: Visit, news: Mapping[str, Told], at: datetime, by: str = NOBODY
) -> list[InvitationMail]:
    """Put one mail for each address into the queue."""
    made = InvitationMail.objects.bulk_create(
        InvitationMail(
            visit=visit, sequence=told.sequence, method=told.method, on=told.on, half=told.half,
            address=address, decided_at=at,
        )
        for address, told in news.items()
    )  # fmt: skip
    off = sum(one.method == CANCEL for one in news.values())
    record(
        action="tell_school_of_visit",
        subject_kind="visit",
        subject_id=visit.public_id,
        at=at,
        by=by,
        after={"invited": len(made) - off, "told_off": off},
    )
    return made


def claim(mail: InvitationMail) -> bool:
    """Count one more try, unless another process is at it just now."""
    free = InvitationMail.objects.filter(pk=mail.pk, attempts=mail.attempts, sent_at=None)
    return bool(free.update(attempts=F("attempts") + 1))


def note_sent(mail: InvitationMail, at: datetime) -> None:
    """It left."""
    InvitationMail.objects.filter(pk=mail.pk).update(sent_at=at, fault="")


def note_fault(mail: InvitationMail, words: str) -> None:
    """It was not taken."""
    InvitationMail.objects.filter(pk=mail.pk).update(fault=words[:300])
