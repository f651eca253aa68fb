"""Reminders as each person set them: what is overdue, due soon or not reported, in one mail with one link."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from headway.features.appointments.queries import viewer_of
from headway.features.people.models import Person
from headway.features.plans.actions.reminding import take_turn
from headway.features.plans.models import Reminder
from headway.features.policies.queries import policies_in_use, read_policy, typed
from headway.features.schools.queries import open_schools
from headway.features.sharing.queries import KIND as SHARING
from headway.features.sharing.queries import states_of
from headway.features.undertakings.facts import as_action, words_for_mail
from headway.features.undertakings.models import Undertaking
from headway.features.undertakings.queries import with_history
from headway.gateways.mail import Mail, MailFault, send_mail
from headway.kit.words import count_words
from headway.rules.data_sharing import SharingPolicy, lapses_soon
from headway.rules.plan_policy import PlanPolicy
from headway.rules.reminders import Asked, heaps_of, is_due, lines_of

SUBJECT = "Your actions"
SENT, SILENT, FAILED, TAKEN = "sent", "nothing to say", "failed", "taken"


@dataclass(frozen=True, slots=True)
class Sent:
    """Digests that left, those with nothing to say, and those the mail server did not take."""

    sent: int
    silent: int
    failed: int


def digest_of(person: Person, asked: Asked, on: date, policy: PlanPolicy, address: str) -> str:
    """The text of the mail a person would get on a day; empty where there is nothing to say."""
    rows = Undertaking.objects.filter(
        owner=person, completed_on=None, dropped_on=None, baseline_due_on__isnull=False
    )
    known = [replace(as_action(row, ""), words=words_for_mail(row)) for row in with_history(rows)]
    lines = (
        *lines_of(heaps_of(known, asked, on, policy.reported_every_days)),
        *_agreements(person, asked, on),
    )
    if not lines:
        return ""
    return "\n".join(
        (*lines, f"Report on them: {address}/", "You set these reminders under Plans, Reminders.")
    )


def _agreements(person: Person, asked: Asked, on: date) -> tuple[str, ...]:
    """How many data sharing agreements lapse soon, for who records them and wants to be told what is due soon (M4-01)."""
    stored = policies_in_use("data_sharing", on=on).get("data_sharing")
    if not asked.soon or stored is None:
        return ()
    by = viewer_of(person, on=on, access=typed("access", on))
    if not by.may(SHARING, "change"):
        return ()
    protocol: SharingPolicy = read_policy(stored)
    states = states_of(open_schools().values_list("urn", flat=True), on).values()
    number = sum(lapses_soon(state, on, protocol) for state in states)
    words = count_words(number, "data sharing agreement lapses", "data sharing agreements lapse")
    return (f"{words} within {protocol.warn_days} days: see Schools, Data sharing.", "") if number else ()


def send_digests(*, at: datetime, address: str) -> Sent:
    """Send every digest that is due. Two processes at once send each once; what the mail server does not take is sent
    the next time, and stands in no other's way."""
    on = timezone.localtime(at).date()
    policy = typed("plans", on)
    outcomes: list[str] = []
    for row in Reminder.objects.exclude(every_days=0).select_related("person"):
        if not (row.person.is_active and is_due(row.last_sent_on, row.every_days, on)):
            continue
        text = digest_of(row.person, asked_of(row), on, policy, address)
        outcomes.append(_send(row, text, timezone.localtime(at)))
    return Sent(outcomes.count(SENT), outcomes.count(SILENT), outcomes.count(FAILED))


def _send(row: Reminder, text: str, at: datetime) -> str:
    """One digest: its turn is taken only where its mail left."""
    try:
        with transaction.atomic():
            if not take_turn(reminder=row, at=at):
                return TAKEN
            if text:
                key = f"digest-{row.person.public_id}-{at.date().isoformat()}"
                send_mail(Mail(row.person.email, SUBJECT, text, key))
    except MailFault:
        return FAILED
    return SENT if text else SILENT


def asked_of(row: Reminder) -> Asked:
    """What a person set, as the rules take it."""
    return Asked(row.overdue, row.soon, row.silent, row.soon_days)
