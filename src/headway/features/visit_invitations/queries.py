"""Reads of invitations: what a school was told last of each visit, and what waits to be sent."""

from collections.abc import Iterable

from django.db.models import F, OuterRef, QuerySet, Subquery

from headway.features.visit_invitations.models import InvitationMail
from headway.features.visits.models import Visit
from headway.rules.visit_invitations import Told

TRIES = 5


def last_told(visits: Iterable[Visit]) -> dict[int, Told]:
    """Visit to what its school was told of it last; nothing for one never told of. One query."""
    last = InvitationMail.objects.filter(visit=OuterRef("visit")).order_by("-sequence").values("sequence")[:1]
    rows = InvitationMail.objects.filter(visit__in=[one.pk for one in visits])
    rows = rows.annotate(last=Subquery(last)).filter(sequence=F("last"))
    return {row.visit_id: Told(row.method, row.sequence, row.on, row.half) for row in rows}


def addresses_told(visit: Visit, sequence: int) -> list[str]:
    """Who was told that."""
    rows = InvitationMail.objects.filter(visit=visit, sequence=sequence)
    return list(rows.values_list("address", flat=True))


def waiting_mails() -> QuerySet[InvitationMail]:
    """Mails that are still to be sent, the oldest first."""
    rows = InvitationMail.objects.filter(sent_at=None, attempts__lt=TRIES)
    return rows.select_related("visit__school").order_by("pk")
