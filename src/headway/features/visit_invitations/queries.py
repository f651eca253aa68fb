"""Reads of invitations: what was told last of each visit, and what waits to be sent."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from headway.features.visit_invitations.models import InvitationMail
from headway.features.visits.models import Visit
from headway.rules.visit_invitations import Told

TRIES = 5


def last_told(visits: Iterable[Visit]) -> dict[int, dict[str, Told]]:
    """Visit to what each address, in small letters, was told of it last; nothing for one never told of. One query."""
    rows = InvitationMail.objects.filter(visit__in=[one.pk for one in visits]).order_by("sequence", "pk")
    found: dict[int, dict[str, Told]] = defaultdict(dict)
    for row in rows:
        found[row.visit_id][row.address.lower()] = Told(row.method, row.sequence, row.on, row.half)
    return found


def waiting_mails() -> QuerySet[InvitationMail]:
    """Mails that are still to be sent, the oldest first."""
    rows = InvitationMail.objects.filter(sent_at=None, attempts__lt=TRIES)
    return rows.select_related("visit__school", "visit__partnership").order_by("pk")
