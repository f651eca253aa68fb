"""Mails of invitations: each address is told of a change once, in the order of the changes."""

from datetime import date

import pytest
from django.db import IntegrityError
from tests.factories import make_school
from tests.pages.people import adopt_current_policies
from tests.records_world import RecordsWorld, at

from headway.features.audit.models import Event
from headway.features.visit_invitations.actions import claim, note_fault, note_sent, tell_schools
from headway.features.visit_invitations.models import InvitationMail
from headway.features.visit_invitations.queries import TRIES, last_told, waiting_mails
from headway.rules.visit_invitations import CANCEL, REQUEST, Told

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 15)
FIRST = Told(REQUEST, 0, ON, "am")


@pytest.fixture
def visit():
    adopt_current_policies()
    return RecordsWorld(make_school(name="Teasel Primary School")).visit()


def tell(visit, told, *addresses, hour=9):
    return tell_schools(visit=visit, news=dict.fromkeys(addresses, told), at=at(ON, hour))


def test_what_each_address_was_told_last_is_known(visit):
    tell(visit, FIRST, "A@oak.example", "b@oak.example")
    second = Told(REQUEST, 1, ON, "pm")
    tell(visit, second, "a@oak.example", hour=10)
    assert last_told([visit]) == {visit.pk: {"a@oak.example": second, "b@oak.example": FIRST}}
    off = {"a@oak.example": Told(CANCEL, 2, ON, "pm"), "c@oak.example": FIRST}
    tell_schools(visit=visit, news=off, at=at(ON, 11))
    event = Event.objects.order_by("number").last()
    assert event.action == "tell_school_of_visit" and event.after == {"invited": 1, "told_off": 1}


def test_an_address_is_told_of_a_change_once(visit):
    tell(visit, FIRST, "a@oak.example")
    with pytest.raises(IntegrityError):
        tell(visit, FIRST, "a@oak.example")


def test_a_mail_waits_until_it_left_or_was_tried_often_enough(visit):
    (mail,) = tell(visit, FIRST, "a@oak.example")
    for _ in range(TRIES):
        (waiting,) = waiting_mails()
        assert claim(waiting) and not claim(waiting)
        note_fault(waiting, "not taken")
    assert list(waiting_mails()) == [] and InvitationMail.objects.get().fault == "not taken"
    InvitationMail.objects.update(attempts=0)
    note_sent(mail, at(ON, 11))
    assert list(waiting_mails()) == []
