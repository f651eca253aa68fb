"""Giving memberships back: those that ended with a case of structural change which a later case put right (M1-11)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.models import Membership
from headway.features.partnerships.reopening import may_reopen, memberships_of_all, reopen_membership
from headway.features.structural_changes.actions import may_open
from headway.features.structural_changes.models import Case, RecordedEnd
from headway.rules.verdict import Verdict, insist, refuse

GONE = "One of these is not to be given back any more. Look at what is offered now."


@dataclass(frozen=True, slots=True)
class Offer:
    """A membership that can go on, until a day where the school closes later; `verdict`: whether the viewer may give it."""

    membership: Membership
    until: date | None
    verdict: Verdict

    @property
    def key(self) -> str:
        """What it is picked by."""
        return str(self.membership.pk)


def memberships_to_give_back(case: Case, viewer: Viewer) -> list[Offer]:
    """What a closed correcting case offers, with whether the viewer may give each back."""
    ended = ended_with_the_corrected(case)
    held = memberships_of_all(row.school_id for row, _ in ended)
    return [
        Offer(
            row,
            until,
            may_reopen(viewer, row, until, [one for one in held if one.school_id == row.school_id]),
        )
        for row, until in ended
    ]


def ended_with_the_corrected(case: Case) -> list[tuple[Membership, date | None]]:
    """Memberships that ended on the day the corrected case was to hold, of schools that it closed and that now stay open,
    or close later; each with the day until which it would go on. One query."""
    if case.closed_on is None or case.corrects is None or case.corrects.takes_effect_on is None:
        return []
    ended_on = case.corrects.takes_effect_on
    undone = RecordedEnd.objects.filter(case=case.corrects, undone_by=case).values("school")
    standing = RecordedEnd.objects.filter(school=OuterRef("school"), undone_by=None).values("closes_on")
    rows = Membership.objects.filter(school__in=undone, valid_until=ended_on).annotate(
        until=Subquery(standing[:1])
    )
    rows = rows.select_related("school", "partnership").order_by("school__name", "partnership__name", "pk")
    return [(row, row.until) for row in rows if row.until is None or row.until > ended_on]


@transaction.atomic
def give_memberships_back(*, case: Case, keys: Collection[str], by: Viewer, at: datetime) -> int:
    """Let the picked memberships go on, all of them or none; how many."""
    insist(may_open(by))
    offers = {one.key: one for one in memberships_to_give_back(case, by)}
    if not set(keys) <= set(offers):
        insist(refuse(GONE))
    for key in keys:
        one = offers[key]
        reopen_membership(membership=one.membership, until=one.until, by=by, at=at)
    return len(keys)
