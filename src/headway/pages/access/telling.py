"""A role of the staff is never given unseen: everybody else who manages access is told at once."""

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from headway.features.audit.models import Event
from headway.features.people.models import Person
from headway.features.people.queries import holders
from headway.pages.signin.delivery import hand_over
from headway.rules.permissions import roles_that_may


def tell_holders(request: HttpRequest, given: Iterable[tuple[Person, str]]) -> None:
    """One mail to each active person who may change access, but who gave the roles; who got one is not told of that."""
    access = request.viewer.access
    staff = [(person, role) for person, role in given if access.roles[role].staff]
    managing = roles_that_may(access, act="change", kind="access")
    others = holders(managing, on=request.viewer.on).exclude(pk=request.viewer.person.pk)
    mails = [
        _mail(request, one, [(who, role) for who, role in staff if who != one]) for one in others if staff
    ]
    transaction.on_commit(lambda: [hand_over(mail) for mail in mails if mail])


def roles_given_since(number: int, by: str) -> list[tuple[Person, str]]:
    """The roles that somebody gave after that event of the audit."""
    events = Event.objects.filter(number__gt=number, by=by, action="give_role").order_by("number")
    told = [(event.subject_id, event.after["role"]) for event in events]
    people = Person.objects.filter(public_id__in=[public_id for public_id, _ in told])
    known = {person.public_id: person for person in people}
    return [(known[public_id], role) for public_id, role in told]


def _mail(request: HttpRequest, to: Person, given: list[tuple[Person, str]]) -> EmailMessage | None:
    if not given:
        return None
    context = {
        "giver": request.viewer.person.name,
        "given": [(person, request.viewer.access.roles[role].label) for person, role in given],
        "link": request.build_absolute_uri(reverse("access_people")),
    }
    body = render_to_string("access/role_given.txt", context)
    return EmailMessage("A role was given in Headway", body, to=[to.email])
