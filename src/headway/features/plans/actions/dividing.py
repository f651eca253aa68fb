"""The periods of a plan that is not approved: one more, another, one less; no action is left outside all of them (M3-02)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.plans.actions.told import changed, insist_on_writing
from headway.features.plans.models import Period, Plan
from headway.rules import plan_periods as rule
from headway.rules.calendars import Span
from headway.rules.verdict import first_refusal, insist


@transaction.atomic
def add_period(*, plan: Plan, wanted: rule.Period, by: Viewer, at: datetime) -> Period:
    """One more period, which overlaps no other."""
    insist_on_writing(by, plan)
    insist(rule.may_divide([*(as_rule(one) for one in _locked(plan)), wanted]))
    made = Period.objects.create(
        plan=plan, label=wanted.label, valid_from=wanted.days.first_on, valid_until=wanted.days.until
    )
    changed(plan, "add_period", by, at, after=_told(made))
    return made


@transaction.atomic
def change_period(*, period: Period, wanted: rule.Period, by: Viewer, at: datetime) -> None:
    """Another name or other days for a period; Refused where an action would lie outside all of them."""
    plan = period.plan
    insist_on_writing(by, plan)
    before = [as_rule(one) for one in _locked(plan)]
    after = [wanted if one == as_rule(period) else one for one in before]
    insist(first_refusal(rule.may_divide(after), rule.may_divide_anew(before, after, _due_days(plan))))
    told = _told(period)
    period.label, period.valid_from, period.valid_until = (
        wanted.label,
        wanted.days.first_on,
        wanted.days.until,
    )
    period.save(update_fields=["label", "valid_from", "valid_until"])
    changed(plan, "change_period", by, at, before=told, after=_told(period))


@transaction.atomic
def remove_period(*, period: Period, by: Viewer, at: datetime) -> None:
    """Take a period out; Refused for the last one, and where an action is due in it."""
    plan = period.plan
    insist_on_writing(by, plan)
    before = [as_rule(one) for one in _locked(plan)]
    after = [one for one in before if one != as_rule(period)]
    insist(first_refusal(rule.may_divide(after), rule.may_divide_anew(before, after, _due_days(plan))))
    told = _told(period)
    period.delete()
    changed(plan, "remove_period", by, at, before=told)


def as_rule(row: Period) -> rule.Period:
    """The period as the rules see it."""
    return rule.Period(row.label, Span(row.valid_from, row.valid_until))


def _locked(plan: Plan) -> Sequence[Period]:
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    return list(plan.periods.all())


def _due_days(plan: Plan) -> list[date]:
    days = plan.actions.exclude(undertaking__due_on=None)
    return list(days.order_by().values_list("undertaking__due_on", flat=True))


def _told(row: Period) -> dict[str, str]:
    return {"label": row.label, "from": row.valid_from.isoformat(), "until": row.valid_until.isoformat()}
