"""A report on an action of a plan: it is not done while it waits for a recruitment (M2-17)."""

from datetime import date, datetime

from django.db import transaction

from headway.features.people.models import Person
from headway.features.undertakings.actions import DONE, report
from headway.features.undertakings.models import Report, Undertaking
from headway.features.workforce.recruited import waited_for
from headway.rules.recruitment import may_complete
from headway.rules.verdict import insist


@transaction.atomic
def report_action(
    *,
    row: Undertaking,
    on: date,
    status: str,
    evidence: str,
    next_step: str,
    forecast_on: date | None,
    by: Person,
    at: datetime,
) -> Report:
    """Say how far an action is on a day; Refused for “done” while a recruitment tied to it is open."""
    held = Undertaking.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if status == DONE:
        insist(may_complete(waited_for(held).count()))
    return report(
        row=held,
        on=on,
        status=status,
        evidence=evidence,
        next_step=next_step,
        forecast_on=forecast_on,
        by=by,
        at=at,
    )
