"""Values of an indicator that were published: taken over from the evidence, each with its release as the source."""

from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.evidence.models import Observation
from headway.features.evidence.queries import area_results, results_of_schools
from headway.features.plans.actions.measuring import give_value, may_change_indicator
from headway.features.plans.models import Indicator
from headway.features.schools.queries import own_authority
from headway.rules.calendars import Span
from headway.rules.indicator_values import period_meant
from headway.rules.plan_period_words import read_period
from headway.rules.plan_policy import PlanPolicy
from headway.rules.plan_reading_policy import PlanReadingPolicy
from headway.rules.verdict import ALLOWED, insist, refuse


def published_of(row: Indicator) -> list[Observation]:
    """What was published of the indicator's measure: of its school, or of the authority where it has none."""
    if row.school_id:
        return list(results_of_schools([row.school_id], [row.measure]).select_related("release"))
    authority = own_authority()
    found = area_results([authority.code], [row.measure]) if authority else []
    return [one for one in found if one.group == "all"]


@transaction.atomic
def take_published(
    *, row: Indicator, policy: PlanPolicy, reading: PlanReadingPolicy, by: Viewer, at: datetime
) -> int:
    """Keep what was published and is not kept yet, a corrected figure too; how many values that are."""
    insist(may_change_indicator(by, row))
    insist(ALLOWED if row.measure else refuse("No published measure belongs to this indicator."))
    held = {one.period_from: one for one in row.values.filter(ended_at=None)}
    taken = 0
    for one in published_of(row):
        written = read_period(one.period, reading)
        period = period_meant(written, row.frequency, policy) if isinstance(written, Span) else None
        if period is None or period.until > by.on:
            continue
        kept = held.get(period.first_on)
        if kept and (kept.value, kept.why_missing) == (one.value, one.why_missing):
            continue
        give_value(
            row=row,
            period=period,
            value=one.value,
            why_missing=one.why_missing,
            source=str(one.release),
            policy=policy,
            by=by,
            at=at,
        )
        taken += 1
    return taken
