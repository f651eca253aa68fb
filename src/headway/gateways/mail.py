"""Mails out, through the one mailer of the settings."""

import smtplib
from dataclasses import dataclass
from email.message import MIMEPart

from django.conf import settings
from django.core.mail import EmailMessage


class MailFault(Exception):
    """The mail did not leave; the message says why, without its text."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One plain mail to one address. `key` makes the same mail recognisable when it is delivered twice; `calendar` is an
    invitation that goes with it, and `method` what it asks of the calendar."""

    address: str
    subject: str
    text: str
    key: str
    calendar: bytes = b""
    method: str = ""


def send_mail(mail: Mail) -> None:
    """Hand the mail to the mail server; MailFault when it does not take it."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    message = EmailMessage(
        subject=" ".join(mail.subject.split()),
        body=mail.text,
        to=[mail.address],
        headers={"Message-ID": f"<{mail.key}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    if mail.calendar:
        message.attach(_invitation(mail))
    try:
        message.send()
    except (smtplib.SMTPException, OSError, ValueError) as fault:
        raise MailFault(f"The mail server did not take it: {type(fault).__name__} {fault}"[:300]) from fault


def _invitation(mail: Mail) -> MIMEPart:
    part = MIMEPart()
    # As bytes: a text would lose the line ends the standard asks for.
    part.set_content(
        mail.calendar,
        maintype="text",
        subtype="calendar",
        cte="base64",
        filename="invitation.ics",
        params={"method": mail.method, "charset": "utf-8"},
    )
    return part
