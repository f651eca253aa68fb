"""Tell schools of visits booked, moved and cancelled: one mail a change, with an invitation for their calendar.

A visit to a partnership is told to the head of each school that is a member on its day. Looked at every minute: what was
taken back within its seconds was never a change. Nothing in it tells the kind of visit, who a pupil is, or why a visit is off.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from headway.features.appointments.models import Subject
from headway.features.appointments.queries import appointed
from headway.features.partnerships.models import Membership
from headway.features.partnerships.queries import members_over
from headway.features.policies.queries import typed
from headway.features.schools.queries import own_authority
from headway.features.visit_invitations.actions import claim, note_fault, note_sent, tell_schools
from headway.features.visit_invitations.models import InvitationMail
from headway.features.visit_invitations.queries import last_told, waiting_mails
from headway.features.visits.models import Visit
from headway.gateways.mail import Mail, MailFault, send_mail
from headway.rules import calendar_feed
from headway.rules.calendar_feed import Event, write_invitation
from headway.rules.calendars import day_words
from headway.rules.visit_invitations import CANCEL, Stands, is_settled, news_of
from headway.rules.visit_types import VisitPolicy
from headway.rules.visits import CANCELLED, HALVES, HELD

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
    rows = Visit.objects.filter(on__gte=on).exclude(state=HELD)
    settled = [one for one in rows if is_settled(one.changed_at, at, seconds)]
    visits = [*settled, *_moved_into_the_past(on)]
    known, heads = last_told(visits), _heads_of(visits, on)
    news = [one for one in visits if news_of(_stands(one, policy), heads[one.pk], known.get(one.pk, {}), on)]
    told = sum(_tell(one.pk, policy, seconds, at) for one in news)
    outcomes = [_send(mail, at) for mail in waiting_mails()]
    return Invited(told, outcomes.count(SENT), outcomes.count(FAILED))


def _moved_into_the_past(on: date) -> list[Visit]:
    """Visits of days gone by of which somebody still has an invitation to come."""
    coming = InvitationMail.objects.filter(on__gte=on).values("visit")
    return list(Visit.objects.filter(pk__in=coming, on__lt=on).exclude(state=HELD))


def _tell(pk: int, policy: VisitPolicy, seconds: int, at: datetime) -> bool:
    """Look again at the visit under its lock, and tell its heads; nobody where no head has an address."""
    on = timezone.localdate(at)
    try:
        with transaction.atomic():
            visit = Visit.objects.select_for_update().get(pk=pk)
            heads, known = _heads_of([visit], on)[pk], last_told([visit]).get(pk, {})
            news = news_of(_stands(visit, policy), heads, known, on)
            if not news or not is_settled(visit.changed_at, at, seconds):
                return False
            tell_schools(visit=visit, news=news, at=at)
            return True
    except IntegrityError:
        return False  # another process told it meanwhile


def _heads_of(visits: Sequence[Visit], on: date) -> dict[int, list[str]]:
    """Visit to the addresses of those who are heads today of the schools it goes to: its school, or the members of its
    partnership on its day. Two queries."""
    members: dict[int | None, list[Membership]] = defaultdict(list)
    for row in members_over(one.partnership_id for one in visits if one.partnership_id):
        members[row.partnership_id].append(row)
    goes_to = {
        one.pk: {one.school_id}
        if one.school_id
        else {row.school_id for row in members[one.partnership_id] if row.holds(one.on)}
        for one in visits
    }
    addresses: dict[str, list[str]] = defaultdict(list)
    for row in appointed(Subject.SCHOOL, set().union(*goes_to.values()), on=on, role=HEAD):
        if row.person.email:
            addresses[row.subject_id].append(row.person.email)
    return {key: [one for urn in urns for one in addresses[str(urn)]] for key, urns in goes_to.items()}


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
        subject, first = f"Visit on {day_words(mail.on)} is off", _why_off(mail, when)
    elif mail.sequence:
        subject, first = f"Visit is on {day_words(mail.on)} now", f"The visit is on {when} now."
    else:
        first = f"A visit to {visit.place.name} is booked: {when}."
        subject = f"Visit on {day_words(mail.on)}"
    text = (
        f"{first}\n\nThe invitation puts it into your calendar. The time itself is agreed with whoever comes.\n\n"
        f"{who}. Sign in for more: {settings.BASE_URL}\n\nAnswers to this message are not read.\n"
    )
    return Mail(mail.address, subject, text, mail.public_id, calendar=_invitation(mail), method=mail.method)


def _why_off(mail: InvitationMail, when: str) -> str:
    """It does not take place; or it does, and only whoever reads this is not asked to it any more."""
    if mail.visit.state == CANCELLED:
        return f"The visit of {when} does not take place."
    return f"You are not asked to the visit of {when} any more: it is not, or no longer, one to your school."


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
        title=f"Visit: {visit.place.name}",
        changed_at=mail.decided_at,
        where=f"{visit.school.name}, {visit.school.postcode}".rstrip(", ") if visit.school else "",
    )
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].strip("> ")
    return write_invitation(event, mail.method, organizer=sender, attendee=mail.address)
