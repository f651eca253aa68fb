"""A role of the staff is never given unseen: everybody else who manages access is told at once."""

from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from headway.features.people.models import Person, Role
from headway.pages.signin.delivery import hand_over
from headway.rules.permissions import may_ever


def tell_holders(request: HttpRequest, person: Person, role: str) -> None:
    """A mail to each active person who may change access, but who gave the role and who got it."""
    access = request.viewer.access
    if not access.roles[role].staff:
        return
    managing = [
        one for one in access.roles if may_ever(access, roles=frozenset({one}), act="change", kind="access")
    ]
    held = Role.objects.as_at(request.viewer.on).filter(role__in=managing).values("person")
    others = Person.objects.filter(is_active=True, pk__in=held).exclude(
        pk__in=[person.pk, request.viewer.person.pk]
    )
    context = {
        "giver": request.viewer.person.name,
        "person": person,
        "role": access.roles[role].label,
        "link": request.build_absolute_uri(reverse("access_person", args=[person.public_id])),
    }
    body = render_to_string("access/role_given.txt", context)
    mails = [
        EmailMessage("A role was given in Headway", body, to=[one.email]) for one in others.order_by("pk")
    ]
    transaction.on_commit(lambda: [hand_over(mail) for mail in mails])
