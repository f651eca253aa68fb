"""Inviting somebody by mail: a link that signs in once, for some days, and can be sent again."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.queries import people_visible_to
from headway.features.people.actions import make_invitation
from headway.features.people.models import OneTimeLink, Person
from headway.features.people.queries import may_change_access
from headway.features.schools.queries import own_authority
from headway.kit.words import moment_words
from headway.pages import errors
from headway.pages.signin.delivery import hand_over


def send_again(request: HttpRequest, person_id: str) -> HttpResponse:
    """Send the invitation again; the link sent before opens no more."""
    person = get_object_or_404(people_visible_to(request.viewer), public_id=person_id)
    if not (verdict := may_change_access(person, by=request.viewer.id)):
        return errors.forbidden(request, verdict.reason)
    if person.last_login or not person.is_active:
        words = f"{person.name} has signed in already, or has no access: no invitation was sent."
        messages.warning(request, words)
    else:
        send_invitation(request, person)
        messages.success(
            request, f"An invitation goes to {person.email}. The link sent before opens no more."
        )
    return redirect("access_person", person.public_id)


def send_invitation(request: HttpRequest, person: Person) -> None:
    """Make the link and hand the mail over once it is stored; without days in the policy nothing is sent."""
    days = request.viewer.access.invitation_days
    if not days:
        return
    token = make_invitation(person=person, days=days, by=request.viewer.id, at=timezone.now())
    mail_links(request, [(person, token)])


def mail_links(request: HttpRequest, links: Sequence[tuple[Person, str]]) -> None:
    """A mail to each person with the token of their link, handed over once all is stored."""
    authority = own_authority()
    name = authority.name if authority else ""
    mails = [_mail(request, name, person, token) for person, token in links]
    transaction.on_commit(lambda: [hand_over(mail) for mail in mails])


def _mail(request: HttpRequest, authority: str, person: Person, token: str) -> EmailMessage:
    context = {
        "authority": authority,
        "link": request.build_absolute_uri(reverse("sign_in_link", args=[token])),
        "days": request.viewer.access.invitation_days,
    }
    body = render_to_string("access/invitation.txt", context)
    return EmailMessage("You are invited to Headway", body, to=[person.email])


def invitation_words(person: Person, at: datetime) -> str:
    """Whether the person has come in, or until when their link opens."""
    if person.last_login:
        return "has signed in"
    link = OneTimeLink.objects.open_at(at).filter(person=person).order_by("-expires_at").first()
    if link:
        return f"link open until {moment_words(timezone.localtime(link.expires_at))}"
    return "no open link; signs in with a code sent by e-mail"
