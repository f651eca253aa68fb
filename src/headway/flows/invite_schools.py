"""Tell schools of visits booked, moved and cancelled: one mail a change, with an invitation for their calendar.

Looked at every minute: what was taken back within its seconds was never a change. Nothing in it tells the kind of visit,
who a pupil is, or why a visit is off.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from headway.features.appointments.models import Subject
from headway.features.appointments.queries import appointed
from headway.features.policies.queries import typed
from headway.features.schools.queries import own_authority
from headway.features.visit_invitations.actions import claim, note_fault, note_sent, tell_school
from headway.features.visit_invitations.models import InvitationMail
from headway.features.visit_invitations.queries import addresses_told, last_told, waiting_mails
from headway.features.visits.models import Visit
from headway.gateways.mail import Mail, MailFault, send_mail
from headway.rules import calendar_feed
from headway.rules.calendar_feed import Event, write_invitation
from headway.rules.calendars import day_words
from headway.rules.visit_invitations import CANCEL, Stands, Told, is_settled, next_told
from headway.rules.visit_types import VisitPolicy
from headway.rules.visits import HALVES, HELD

HEAD = "headteacher"
SENT, FAILED, TAKEN = "sent", "failed", "taken"


@dataclass(frozen=True, slots=True)
class Invited:
    """What one round did: visits of which there was news, mails that left, and mails the server did not take."""

    told: int
    sent: int
    failed: int


def invite_schools(*, at: datetime) -> Invited:
    """Decide what schools are told and send what waits. Two processes at once tell each once."""
    on = timezone.localdate(at)
    policy, seconds = typed("visit_types", on), typed("access", on).undo_seconds
    rows = Visit.objects.filter(school__isnull=False, on__gte=on).exclude(state=HELD)
    visits = [one for one in rows if is_settled(one.changed_at, at, seconds)]
    moved = _moved_into_the_past(on)
    known = last_told([*visits, *moved])
    told = sum(
        _tell(one.pk, policy, seconds, at)
        for one in (*visits, *moved)
        if next_told(_stands(one, policy), known.get(one.pk), on) is not None
    )
    outcomes = [_send(mail, at) for mail in waiting_mails()]
    return Invited(told, outcomes.count(SENT), outcomes.count(FAILED))


def _moved_into_the_past(on: date) -> list[Visit]:
    """Visits of days gone by of which a school still has an invitation to come."""
    coming = InvitationMail.objects.filter(on__gte=on).values("visit")
    return list(Visit.objects.filter(pk__in=coming, on__lt=on).exclude(state=HELD))


def _tell(pk: int, policy: VisitPolicy, seconds: int, at: datetime) -> bool:
    """Look again at the visit under its lock, and tell its heads; nobody where no head has an address."""
    on = timezone.localdate(at)
    try:
        with transaction.atomic():
            visit = Visit.objects.select_for_update().get(pk=pk)
            last = last_told([visit]).get(pk)
            told = next_told(_stands(visit, policy), last, on)
            if told is None or not is_settled(visit.changed_at, at, seconds):
                return False
            addresses = _addresses(visit, told, on)
            if addresses:
                tell_school(visit=visit, told=told, addresses=addresses, at=at)
            return bool(addresses)
    except IntegrityError:
        return False  # another process told it meanwhile


def _addresses(visit: Visit, told: Told, on: date) -> list[str]:
    """The heads' addresses, each once; who was invited is told that it is off, whoever is head now."""
    if told.method == CANCEL:
        return addresses_told(visit, told.sequence - 1)
    people = appointed(Subject.SCHOOL, [visit.school_id], on=on, role=HEAD)
    return list({one.person.email.lower(): one.person.email for one in people if one.person.email}.values())


def _stands(visit: Visit, policy: VisitPolicy) -> Stands:
    kind = policy.types.get(visit.kind)
    announced = kind is None or kind.announced
    return Stands(visit.state, visit.on, visit.half, waits=visit.waits, announced=announced)


def _send(mail: InvitationMail, at: datetime) -> str:
    if not claim(mail):
        return TAKEN
    try:
        send_mail(mail_of(mail))
    except MailFault as fault:
        note_fault(mail, str(fault))
        return FAILED
    note_sent(mail, at)
    return SENT


def mail_of(mail: InvitationMail) -> Mail:
    """The mail with its invitation."""
    visit, authority = mail.visit, own_authority()
    who = authority.name if authority else settings.SERVICE_NAME
    when = f"{day_words(mail.on)}, {HALVES[mail.half].lower()}"
    if mail.method == CANCEL:
        subject, first = f"Visit on {day_words(mail.on)} is off", f"The visit of {when} does not take place."
    elif mail.sequence:
        subject, first = f"Visit is on {day_words(mail.on)} now", f"The visit is on {when} now."
    else:
        subject, first = (
            f"Visit on {day_words(mail.on)}",
            f"A visit to {visit.school.name} is booked: {when}.",
        )
    text = (
        f"{first}\n\nThe invitation puts it into your calendar. The time itself is agreed with whoever comes.\n\n"
        f"{who}. Sign in for more: {settings.BASE_URL}\n\nAnswers to this message are not read.\n"
    )
    return Mail(mail.address, subject, text, mail.public_id, calendar=_invitation(mail), method=mail.method)


def _invitation(mail: InvitationMail) -> bytes:
    """The kind of visit stays out of it: it can tell that a school is a concern."""
    visit = mail.visit
    off = mail.method == CANCEL
    event = Event(
        uid=f"{visit.source.replace(' ', '-')}@headway",
        sequence=mail.sequence,
        status=calendar_feed.CANCELLED if off else calendar_feed.CONFIRMED,
        on=mail.on,
        half=mail.half,
        title=f"Visit: {visit.school.name}",
        changed_at=mail.decided_at,
        where=f"{visit.school.name}, {visit.school.postcode}".rstrip(", "),
    )
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].strip("> ")
    return write_invitation(event, mail.method, organizer=sender, attendee=mail.address)
