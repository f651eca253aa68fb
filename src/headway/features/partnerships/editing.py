"""Changing what a partnership is called and where it belongs."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.actions import may_form, may_write, record_change
from headway.features.partnerships.findable import find_partnerships
from headway.features.partnerships.models import Partnership
from headway.features.schools.models import Quadrant
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, insist, refuse


@transaction.atomic
def edit_partnership(
    *,
    partnership: Partnership,
    name: str,
    quadrant: Quadrant | None,
    seen_version: int,
    by: Viewer,
    at: datetime,
) -> bool:
    """Give a partnership a name and a quadrant; False, and nothing is changed, where somebody saved it since it was seen.

    Refused for a name that another has, and for a quadrant that is not one's own where one changes only those.
    """
    row = (
        Partnership.objects.select_for_update(of=("self",)).select_related("quadrant").get(pk=partnership.pk)
    )
    if row.version != seen_version:
        return False
    insist(first_refusal(may_write(by, row), _may_move(by, row, quadrant), _may_call(row, name)))
    before = {"quadrant": row.quadrant and row.quadrant.public_id, "version": row.version}
    Partnership.objects.filter(pk=row.pk).update(
        name=name.strip(), quadrant=quadrant, version=F("version") + 1
    )
    find_partnerships(Partnership.objects.filter(pk=row.pk))
    after = {"quadrant": quadrant and quadrant.public_id, "version": row.version + 1}
    record_change("edit_partnership", row, by, at, before=before, after=after)
    return True


def _may_move(by: Viewer, row: Partnership, quadrant: Quadrant | None) -> Verdict:
    return ALLOWED if quadrant == row.quadrant else may_form(by, quadrant)


def _may_call(row: Partnership, name: str) -> Verdict:
    if not name.strip():
        return refuse("Enter the name of the partnership.")
    if Partnership.objects.filter(name__iexact=name.strip()).exclude(pk=row.pk).exists():
        return refuse(f"There is already a partnership called {name.strip()}; give this one another name.")
    return ALLOWED
