"""Begin the record of a visit: that says it was held, where nobody has said so yet."""

from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.records.actions import drafting
from headway.features.records.models import RecordOfVisit
from headway.features.visits.models import Visit
from headway.flows.fill_record import start_of
from headway.flows.visit_days import hold_visit
from headway.rules.record_policy import RecordPolicy
from headway.rules.visits import BOOKED


@transaction.atomic
def begin_record(*, visit: Visit, policy: RecordPolicy, by: Viewer, at: datetime) -> RecordOfVisit:
    """The draft with what is known beforehand. Refused for a visit to come, a cancelled one, or one with a record."""
    if visit.state == BOOKED and visit.on <= by.on:
        hold_visit(visit=visit, by=by, at=at)
        visit.refresh_from_db()
    return drafting.begin_record(visit=visit, start=start_of(visit, policy), by=by, at=at)
