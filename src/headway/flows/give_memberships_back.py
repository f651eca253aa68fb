"""Giving memberships back: those that ended with a case of structural change which a later case put right (M1-11)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

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
    or close later; each with the day until which it would go on. At most three queries."""
    if case.closed_on is None or case.corrects_id is None:
        return []
    undone = RecordedEnd.objects.filter(case=case.corrects_id, undone_by=case)
    closed = dict(undone.values_list("school_id", "closes_on"))
    if not closed:
        return []
    standing = RecordedEnd.objects.filter(school__in=closed, undone_by=None)
    ends = dict(standing.values_list("school_id", "closes_on"))
    rows = Membership.objects.filter(school__in=closed, valid_until__in=set(closed.values()))
    rows = rows.select_related("school", "partnership").order_by("school__name", "partnership__name", "pk")
    return [
        (row, ends.get(row.school_id))
        for row in rows
        if row.valid_until == closed[row.school_id] and _later(ends.get(row.school_id), row.valid_until)
    ]


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


def _later(until: date | None, ended_on: date) -> bool:
    return until is None or until > ended_on
