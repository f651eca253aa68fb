"""Mails of invitations: each address is told of a change once, in the order of the changes."""

from datetime import date

import pytest
from django.db import IntegrityError
from tests.factories import make_school
from tests.pages.people import adopt_current_policies
from tests.records_world import RecordsWorld, at

from headway.features.audit.models import Event
from headway.features.visit_invitations.actions import claim, note_fault, note_sent, tell_school
from headway.features.visit_invitations.models import InvitationMail
from headway.features.visit_invitations.queries import TRIES, addresses_told, last_told, waiting_mails
from headway.rules.visit_invitations import REQUEST, Told

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 15)
FIRST = Told(REQUEST, 0, ON, "am")


@pytest.fixture
def visit():
    adopt_current_policies()
    return RecordsWorld(make_school(name="Teasel Primary School")).visit()


def test_what_was_told_last_is_known_and_who_was_told(visit):
    tell_school(visit=visit, told=FIRST, addresses=["a@oak.example", "b@oak.example"], at=at(ON))
    second = Told(REQUEST, 1, ON, "pm")
    tell_school(visit=visit, told=second, addresses=["c@oak.example"], at=at(ON, 10))
    assert last_told([visit]) == {visit.pk: second}
    assert addresses_told(visit, 0) == ["a@oak.example", "b@oak.example"]
    event = Event.objects.order_by("number").last()
    assert event.action == "tell_school_of_visit" and "example" not in str(event.after)


def test_an_address_is_told_of_a_change_once(visit):
    tell_school(visit=visit, told=FIRST, addresses=["a@oak.example"], at=at(ON))
    with pytest.raises(IntegrityError):
        tell_school(visit=visit, told=FIRST, addresses=["a@oak.example"], at=at(ON))


def test_a_mail_waits_until_it_left_or_was_tried_often_enough(visit):
    (mail,) = tell_school(visit=visit, told=FIRST, addresses=["a@oak.example"], at=at(ON))
    for _ in range(TRIES):
        (waiting,) = waiting_mails()
        assert claim(waiting) and not claim(waiting)
        note_fault(waiting, "not taken")
    assert list(waiting_mails()) == [] and InvitationMail.objects.get().fault == "not taken"
    InvitationMail.objects.update(attempts=0)
    note_sent(mail, at(ON, 11))
    assert list(waiting_mails()) == []
