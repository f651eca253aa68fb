"""Giving a membership back: its end was put right, so it goes on as if it had not ended."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.actions import may_write, record_change
from headway.features.partnerships.models import Membership
from headway.features.partnerships.queries import KIND, as_rule
from headway.features.schools.models import School
from headway.rules import partnerships as rules
from headway.rules.verdict import Verdict, first_refusal, insist


def memberships_of_all(urns: Iterable[int]) -> list[Membership]:
    """Every membership of these schools, with its partnership; one query."""
    return list(Membership.objects.filter(school__in=list(urns)).select_related("partnership"))


def may_reopen(by: Viewer, membership: Membership, until: date | None, held: Iterable[Membership]) -> Verdict:
    """Whether the viewer may let the membership go on until a day (None: without end), beside what the school joined since.

    `held`: memberships of the school, this one among them; a query more only where it depends on one's own.
    """
    others = [as_rule(row) for row in held if row.pk != membership.pk]
    partnership = membership.partnership
    going_on = rules.may_go_on(as_rule(membership), until, partnership.ended_on, others)
    return first_refusal(by.may(KIND, "change") or may_write(by, partnership), going_on)


@transaction.atomic
def reopen_membership(*, membership: Membership, until: date | None, by: Viewer, at: datetime) -> None:
    """Let a membership that ended go on, until a later day or without end."""
    School.objects.select_for_update().get(pk=membership.school_id)
    rows = Membership.objects.select_for_update(of=("self",)).select_related("partnership")
    row = rows.get(pk=membership.pk)
    insist(may_reopen(by, row, until, memberships_of_all([row.school_id])))
    before = {"school": row.school_id, "valid_until": _day(row.valid_until)}
    row.valid_until = until
    row.save(update_fields=["valid_until"])
    after = {"school": row.school_id, "valid_until": _day(until)}
    record_change("reopen_membership", row.partnership, by, at, before=before, after=after)


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None
