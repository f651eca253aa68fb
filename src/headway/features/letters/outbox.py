"""The outbox: the worker delivers every mail at least once, and the same mail always under the same key.

The mail only says that there is a letter and where to sign in; nothing of the letter is in it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F

from headway.features.letters.models import Letter, Outgoing
from headway.gateways.mail import Mail, MailFault, send_mail

# After so many tries a mail is set aside for somebody to look at.
TRIES = 5


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one round did: mails sent, mails the server did not take, and mails set aside after the last try."""

    sent: int
    failed: int
    set_aside: int


def send_due(*, at: datetime, most: int = 500) -> Delivery:
    """Send up to `most` waiting mails, oldest first. Each is marked on its own, so call it outside a transaction.

    A worker that dies between sending and marking sends the mail again under the same Message-ID.
    """
    waiting = (
        Outgoing.objects.filter(sent_at=None, attempts__lt=TRIES).select_related("letter").order_by("pk")
    )
    outcomes = [_try(outgoing, at) for outgoing in waiting[:most]]
    return Delivery(outcomes.count("sent"), outcomes.count("failed"), outcomes.count("set aside"))


def mail_of(outgoing: Outgoing) -> Mail:
    """The mail that announces a letter: who writes, and where to read it."""
    letter: Letter = outgoing.letter
    authority, service = letter.context["authority"], letter.context["service"]
    text = (
        f"There is a letter for you from {service}, {authority}.\n\n"
        f"Sign in to read it: {settings.BASE_URL}\n\n"
        "Answers to this message are not read. Please reply from the page of the letter.\n"
    )
    return Mail(outgoing.address, f"A letter for you from {authority}", text, outgoing.public_id)


def _try(outgoing: Outgoing, at: datetime) -> str:
    """Try once, unless another worker is trying at this moment."""
    claimed = Outgoing.objects.filter(pk=outgoing.pk, attempts=outgoing.attempts, sent_at=None)
    if not claimed.update(attempts=F("attempts") + 1):
        return "taken"
    try:
        send_mail(mail_of(outgoing))
    except MailFault as fault:
        Outgoing.objects.filter(pk=outgoing.pk).update(fault=str(fault)[:300])
        return "set aside" if outgoing.attempts + 1 >= TRIES else "failed"
    Outgoing.objects.filter(pk=outgoing.pk).update(sent_at=at, fault="")
    return "sent"
