"""An undertaking as the rules see it."""

from django.utils import timezone

from headway.features.undertakings.models import RedatingState, Undertaking
from headway.rules.plan_actions import Action, Criterion, Dropped, Override, Redate, Report


def words_for_mail(row: Undertaking) -> str:
    """What a mail may say of it, who reads it there being unknown: of a restricted one that it is there."""
    return "A restricted action" if row.restricted else row.words


def as_action(row: Undertaking, priority: str) -> Action:
    """The undertaking with its dates, reports and criteria; `redatings`, `reports` and `criteria` are read from the row."""
    redates = [one for one in row.redatings.all() if one.state == RedatingState.AGREED]
    return Action(
        key=row.public_id,
        words=row.words,
        owner=owner_words(row),
        priority=priority,
        baseline_due_on=row.baseline_due_on or row.due_on,
        approved_on=timezone.localtime(row.baseline_at).date() if row.baseline_at else None,
        redates=tuple(
            Redate(
                timezone.localtime(one.decided_at).date(),
                one.new_due_on,
                one.reason,
                one.decided_by.name if one.decided_by else "",
            )
            for one in sorted(redates, key=lambda one: (one.decided_at, one.pk))
        ),
        reports=tuple(
            Report(one.on, one.evidence or one.status, one.forecast_on)
            for one in sorted(row.reports.all(), key=lambda one: (one.on, one.pk))
        ),
        done_on=row.completed_on,
        dropped=Dropped(row.dropped_on, row.drop_reason) if row.dropped_on else None,
        possible=row.possible,
        next_step=row.next_step,
        criteria=tuple(
            Criterion(one.words, one.due_on, one.judged_on if one.met else None)
            for one in row.criteria.all()
            if one.due_on
        ),
        override=_override(row),
    )


def owner_words(row: Undertaking) -> str:
    """Who does it, by their post; empty where nobody is named."""
    return row.owner.name if row.owner else row.owner_words


def _override(row: Undertaking) -> Override | None:
    if not row.override_status or row.override_at is None:
        return None
    by = row.override_by.name if row.override_by else ""
    return Override(row.override_status, row.override_reason, by, timezone.localtime(row.override_at).date())
