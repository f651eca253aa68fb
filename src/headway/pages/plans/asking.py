"""Asking owners to report: one mail to each, with what is theirs and one link."""

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from headway.features.people.models import Person
from headway.features.plans.actions.monitoring import window_of
from headway.features.plans.models import Action, Round
from headway.features.plans.queries import actions_with_history
from headway.features.undertakings.facts import words_for_mail
from headway.features.undertakings.models import Undertaking
from headway.kit.words import day_words
from headway.pages.signin.delivery import hand_over


def ask_owners(request: HttpRequest, found: Round) -> int:
    """A mail to each owner of open actions not reported in the round; how many owners that are."""
    silent = owed(actions_with_history(found.plan, window_of(found)), found)
    mails = [_mail(request, found, owner, rows) for owner, rows in silent.items() if owner.is_active]
    transaction.on_commit(lambda: [hand_over(mail) for mail in mails])
    return len(mails)


def owed(actions: Iterable[Action], found: Round) -> dict[Person, list[Undertaking]]:
    """Owner to their open actions of which nothing was reported since the round's days began."""
    silent: dict[Person, list[Undertaking]] = {}
    for action in actions:
        of = action.undertaking
        is_open = not (of.completed_on or of.dropped_on)
        if of.owner and is_open and not any(one.on >= found.window_from for one in of.reports.all()):
            silent.setdefault(of.owner, []).append(of)
    return silent


def _mail(request: HttpRequest, found: Round, owner: Person, rows: list[Undertaking]) -> EmailMessage:
    address = reverse("plan", args=[found.plan.public_id])
    context = {
        "title": found.plan.title,
        "due": day_words(found.due_on),
        "lines": [
            f"{words_for_mail(row)} ({day_words(row.due_on) if row.due_on else 'no date'})" for row in rows
        ],
        "link": request.build_absolute_uri(f"{address}?view=list"),
    }
    body = render_to_string("plans/asking.txt", context)
    return EmailMessage("Please report on your actions", body, to=[owner.email])
