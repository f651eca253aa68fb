"""The write of the time a visit took."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.saving import Stale, save_seen, unless_taken
from headway.features.visit_times.models import VisitTime
from headway.features.visit_times.queries import may_confirm, time_of
from headway.features.visits.models import Visit
from headway.rules.verdict import insist
from headway.rules.visit_times import Minutes

TOLD = "You have told this time just now. Look at it, and change it there."


@transaction.atomic
def confirm_time(*, visit: Visit, minutes: Minutes, seen_version: int, by: Viewer, at: datetime) -> VisitTime:
    """How long the visit took whoever acts; `seen_version` 0: it was not told before. Stale where it was told meanwhile."""
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    insist(may_confirm(by, held, minutes))
    row = time_of(held, by.person)
    told = {**asdict(minutes), "confirmed_at": at}
    if row is not None:
        save_seen(row, seen_version, told)
    elif seen_version:
        raise Stale
    else:
        row = unless_taken(lambda: VisitTime.objects.create(visit=held, person=by.person, **told), TOLD)
    record(
        action="confirm_visit_time", subject_kind="visit", subject_id=held.public_id, at=at, by=by.id,
        after={"minutes": minutes.total},
    )  # fmt: skip
    return row
