"""Closing a case of structural change: schools end, successors follow, and the ended schools leave their partnerships."""

from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.actions import end_membership
from headway.features.partnerships.models import Membership
from headway.features.structural_changes.actions import close_case
from headway.features.structural_changes.models import Case
from headway.rules.structural_changes_policy import ChangeKind


@transaction.atomic
def close_structural_case(
    *, case: Case, kind: ChangeKind, takes_effect_on: date | None, by: Viewer, at: datetime
) -> int:
    """Close the case and end the open partnership memberships of the schools that close, on the day the change holds.

    The number of memberships ended. Raises Refused, in words, with nothing changed.
    """
    ended = close_case(case=case, kind=kind, takes_effect_on=takes_effect_on, by=by, at=at)
    if takes_effect_on is None or not ended:
        return 0
    rows = Membership.objects.filter(
        school__in=ended, valid_until=None, valid_from__lt=takes_effect_on
    ).select_related("partnership")
    for row in rows:
        end_membership(membership=row, on=takes_effect_on, by=by, at=at)
    return len(rows)
