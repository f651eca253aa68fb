"""What is confidential of contacts, plans, consultations, pay, budgets and reports stays with those it is open to.

Pages, files, searches and lists with a filter; mails, logs and the audit hold none of it for anybody.
"""

import json
import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.forms.models import model_to_dict
from django.test import TestCase
from django.urls import reverse
from tests.pages import canaries, matrix
from tests.pages import canaries_of_work as work
from tests.pages.canaries import ROLES
from tests.pages.matrix import rolled_back
from tests.pages.people import AT, make_person

from headway.features.audit.models import Event
from headway.features.contacts import queries as contacts
from headway.features.letters.models import Letter, Outgoing
from headway.features.letters.outbox import send_due
from headway.features.plans.models import Reminder
from headway.features.schools.queries import own_schools
from headway.flows.remind import send_digests
from headway.gateways.mail import Mail
from headway.pages.signin.delivery import wait_for_delivery

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("canaries")]
MONTHS = timedelta(days=90)
SAMPLE = ("member", "inclusion", "headteacher")
TEXTS = {work.word(kind, side): (kind, side) for kind in work.CLEARED for side in ("own", "other")}
SAID_ANYWHERE = {
    *TEXTS,
    *(canaries.word(kind, side) for kind in canaries.CLEARED for side in ("own", "other")),
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The planted world; undone at the end."""
    with django_db_blocker.unblock(), rolled_back():
        yield planted_world()


def planted_world():
    """The matrix's world with these canaries in it, and the pages they could stand on."""
    made = matrix.build_world(ROLES)
    judge = make_person("head-of-service", name="Judge 01")
    canaries.plant(made)
    made.pages.extend(dict.fromkeys([*work.plant(made.sides, judge), *searches()]))
    Reminder.objects.create(person=judge, every_days=1)
    return made


def searches():
    """The search, its suggestions and lists that can be filtered, asked for the beginning of each word."""
    for kind in work.CLEARED:
        if kind not in work.FIGURES:
            yield from (
                f"{reverse(name)}?q={kind}" for name in ("search", "search_suggest", "contacts", "plans")
            )


def read_by(world, role, paths):
    """(kind, side) of every canary this role met, and the first address it stood at."""
    met = {}
    for path in paths:
        text = canaries.text_of(matrix.ask(world, role, "GET", path))
        met = {found: path for said, found in TEXTS.items() if said in text} | met
    return met


def covers(role, kind, side):
    anyone, own = work.CLEARED[kind]
    return role in anyone or (side == "own" and role in own)


def leaks(role, met):
    """What the role met without clearance."""
    return {found: path for found, path in met.items() if not covers(role, *found)}


@pytest.mark.parametrize("role", SAMPLE)
def test_a_role_reads_nothing_of_others_work_beyond_its_clearance(world, role):
    met = read_by(world, role, world.pages)
    assert leaks(role, met) == {}
    assert {found for found in TEXTS.values() if covers(role, *found)} <= set(met), (
        "the walk meets too little"
    )


def test_those_who_keep_pay_meet_every_text_of_pay(world):
    met = read_by(world, "finance", world.pages)
    assert leaks("finance", met) == {}
    assert {found for found in TEXTS.values() if covers("finance", *found)} == set(met)


def test_a_planted_open_list_of_contacts_is_found(world, monkeypatch):
    """Control."""
    monkeypatch.setattr(contacts, "schools_visible_to", lambda viewer, *more: own_schools())
    found = leaks("headteacher", read_by(world, "headteacher", [reverse("contacts")]))
    assert ("contact", "other") in found


def said_in_mails(world):
    """What stands in the mails that go out in this world."""
    mail.outbox.clear()
    rounds = [path for path in world.pages if path.endswith("/rounds/1/")]
    with rolled_back(), TestCase.captureOnCommitCallbacks(execute=True):
        for letter in Letter.objects.all():
            Outgoing.objects.create(letter=letter, key=letter.key, address="head@example.org")
        send_due(at=AT)
        send_digests(at=AT + MONTHS, address="https://headway.example")
        for path in rounds:
            matrix.ask(world, "head-of-service", "POST", f"{path}remind/")
    wait_for_delivery()
    subjects = {one.subject.split(" from ")[0] for one in mail.outbox}
    assert subjects == {"A letter for you", "Your actions", "Please report on your actions"}
    return " ".join(f"{one.subject} {one.body} {one.to}" for one in mail.outbox)


def test_no_mail_says_anything_confidential(world):
    said = said_in_mails(world)
    assert [text for text in SAID_ANYWHERE if text in said] == []


def test_a_planted_mail_that_tells_what_the_letter_says_is_found(world, monkeypatch):
    """Control."""
    monkeypatch.setattr(
        "headway.features.letters.outbox.mail_of",
        lambda one: Mail(one.address, "A letter for you", str(one.letter.context), one.public_id),
    )
    assert "told~own" in said_in_mails(world)


def logged(world, caplog):
    """What the log says while somebody who may see all looks at every page and searches for the words themselves."""
    caplog.set_level(logging.DEBUG)
    asked = [f"{reverse(name)}?q={text}" for name in ("search", "contacts") for text in TEXTS]
    for path in (*world.pages, *asked):
        matrix.ask(world, "head-of-service", "GET", path)
    return " ".join(
        str(record.__dict__) for record in caplog.records if not record.name.startswith("django.db")
    )


def test_no_log_says_anything_confidential(world, caplog):
    said = logged(world, caplog)
    assert "contacts" in said
    assert [text for text in SAID_ANYWHERE if text in said] == []


def test_a_planted_log_of_addresses_is_found(world, caplog, monkeypatch):
    """Control."""
    monkeypatch.setattr(
        "headway.pages.requestlog._facts",
        lambda request, *more: {"method": "GET", "route": request.get_full_path(), "status": 200},
    )
    assert "contact~own" in logged(world, caplog)


# The audit names things by their titles; a recruitment's is the post looked for.
TITLES = {"recruitment~own", "recruitment~other"}


def said_in_audit():
    return json.dumps([model_to_dict(event) for event in Event.objects.all()], default=str)


def test_the_audit_keeps_titles_alone(world):
    said = said_in_audit()
    assert {text for text in SAID_ANYWHERE if text in said} == TITLES


def test_a_planted_event_with_words_is_found(world):
    """Control."""
    with rolled_back():
        event = Event.objects.order_by("-pk").first()
        Event.objects.filter(pk=event.pk).update(after={"words": "reply~own"})
        assert "reply~own" in said_in_audit()
