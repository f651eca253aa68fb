"""Reminders as each person set them: what is overdue, due soon or not reported, in one mail with one link."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone

from headway.features.people.models import Person
from headway.features.plans.actions.reminding import take_turn
from headway.features.plans.models import Reminder
from headway.features.policies.queries import typed
from headway.features.undertakings.facts import as_action
from headway.features.undertakings.models import Undertaking
from headway.features.undertakings.queries import with_history
from headway.rules.plan_policy import PlanPolicy
from headway.rules.reminders import Asked, heaps_of, is_due, lines_of

SUBJECT = "Your actions"


def digest_of(person: Person, asked: Asked, on: date, policy: PlanPolicy, address: str) -> str:
    """The text of the mail a person would get on a day; empty where there is nothing to say."""
    rows = Undertaking.objects.filter(
        owner=person, completed_on=None, dropped_on=None, baseline_due_on__isnull=False
    )
    known = [as_action(row, "") for row in with_history(rows)]
    lines = lines_of(heaps_of(known, asked, on, policy.reported_every_days))
    if not lines:
        return ""
    return "\n".join(
        (*lines, f"Report on them: {address}/", "You set these reminders under Plans, Reminders.")
    )


def send_digests(*, at: datetime, address: str, send: Callable[[str, str, str], None]) -> tuple[int, int]:
    """Send every digest that is due, `send` taking subject, text and address of the person; how many, and how many had
    nothing to say. Two processes at once send each of them once."""
    on = timezone.localtime(at).date()
    policy = typed("plans", on)
    sent = silent = 0
    for row in Reminder.objects.exclude(every_days=0).select_related("person"):
        if not (row.person.is_active and is_due(row.last_sent_on, row.every_days, on)):
            continue
        text = digest_of(row.person, asked_of(row), on, policy, address)
        if not take_turn(reminder=row, at=timezone.localtime(at)):
            continue
        if text:
            send(SUBJECT, text, row.person.email)
            sent += 1
        else:
            silent += 1
    return sent, silent


def asked_of(row: Reminder) -> Asked:
    """What a person set, as the rules take it."""
    return Asked(row.overdue, row.soon, row.silent, row.soon_days)
