"""Asking for days beyond what is left, and deciding on it."""

from datetime import datetime

from django.db import transaction

from headway.features.allocation.queries import KIND, UNIT, year_label
from headway.features.appointments.viewer import Viewer
from headway.features.approvals.actions import decide, request_approval
from headway.features.approvals.queries import may_decide
from headway.features.day_ledger.actions import may_spend
from headway.features.day_ledger.models import DayRequest
from headway.features.day_ledger.queries import Subject, account_key, is_tied, subject_columns
from headway.features.ledgers.actions import open_accounts
from headway.features.ledgers.posting import ACCOUNT
from headway.features.schools.models import School
from headway.rules import day_ledger as rule
from headway.rules.entitlement import half_day_words
from headway.rules.verdict import Verdict, first_refusal, insist, refuse

POOL_ACCOUNT = "day-pool"


@transaction.atomic
def ask_for_days(
    *, subject: Subject, year: int, half_days: int, reason: str, by: Viewer, at: datetime, pool: str = ""
) -> DayRequest:
    """Ask to take days for concern from their pool, or (no `pool`) to go below zero by so many half-days.

    The same person's open request about the same account stays as it is.
    """
    insist(first_refusal(may_spend(by, subject), rule.may_ask(half_days, reason)))
    if pool not in ("", rule.CONCERN):
        insist(refuse("Only days for concern, and going below zero, are asked for."))
    key = account_key(subject)
    account = open_accounts(unit=UNIT, period=year_label(year), keys=[key])[key]
    what = "from the pool for concern" if pool else "below zero"
    asked = request_approval(
        kind=KIND,
        origin_kind=POOL_ACCOUNT if pool else ACCOUNT,
        origin_id=account.public_id,
        words=f"{half_day_words(half_days)} {what} for {subject}, {year_label(year)}",
        rule={"roles": list(rule.deciders_of(pool))},
        by=by.person,
        at=at,
        school=subject if isinstance(subject, School) else None,
    )
    told = {**subject_columns(subject), "year": year, "pool": pool, "half_days": half_days, "reason": reason}
    made, _ = DayRequest.objects.get_or_create(request=asked, defaults=told)
    return made


def may_settle(asked: DayRequest, by: Viewer) -> Verdict:
    """Whether the viewer may decide on it: in whose role it lies, of an account they see, and not one's own request."""
    subject = asked.school or asked.partnership
    seen = by.may(KIND, "see", is_tied(by, subject)) if subject else refuse("This is about no account.")
    return first_refusal(seen, rule.may_grant(by.roles, asked.pool), may_decide(asked.request, by))


@transaction.atomic
def settle_days(*, asked: DayRequest, yes: bool, reason: str, by: Viewer, at: datetime) -> None:
    """Agree to it or not; a no needs a reason."""
    insist(may_settle(asked, by))
    decide(request=asked.request, yes=yes, reason=reason, by=by, at=at)
