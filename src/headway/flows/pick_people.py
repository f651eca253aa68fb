"""One deed for many people: an invitation to each of those picked who never came in."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.people.actions import make_invitation
from headway.features.people.models import Person
from headway.flows.effects import Effect
from headway.kit.words import moment_words
from headway.rules.verdict import ALLOWED, Verdict, insist, refuse

NONE_SENT = refuse(
    "The access policy sends no invitations. People sign in with a code that is sent to their address."
)


def effects_of_inviting(chosen: None, people: Sequence[Person], on: date) -> list[Effect]:
    """Who of these people would be sent an invitation: whoever has access and never came in."""
    return [Effect(person, _seen_words(person), _may_be_invited(person)) for person in people]


@transaction.atomic
def invite_people(*, people: Sequence[Person], valid_from: date, by: Viewer, at: datetime) -> dict:
    """Make a link for each of these people who may be invited; whom to send it, for the mails.

    Links sent before open no more. Refused where the access policy sends no invitations.
    """
    insist(by.may("access", "change"))
    days = by.access.invitation_days
    if not days:
        insist(NONE_SENT)
    asked = [person for person in people if _may_be_invited(person)]
    links = [(person, make_invitation(person=person, days=days, by=by.id, at=at)) for person in asked]
    return {"number": len(links), "links": links}


def _may_be_invited(person: Person) -> Verdict:
    if not person.is_active:
        return refuse("Is disabled. Let them in again first.")
    if person.last_login:
        return refuse("Has signed in already.")
    return ALLOWED


def _seen_words(person: Person) -> str:
    return moment_words(timezone.localtime(person.last_login)) if person.last_login else ""
