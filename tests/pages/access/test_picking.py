"""Many invitations at once: shown before they are sent, a link of their own in each mail, and nobody twice."""

import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.utils import timezone
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import make_person

from headway.features.audit.models import Event
from headway.features.people.models import OneTimeLink, Person
from headway.flows.pick_people import invite_people
from headway.pages.signin.delivery import wait_for_delivery
from headway.rules.verdict import ALLOWED, Refused

PICKED = "/access/picked/"
pytestmark = pytest.mark.django_db


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def admin(client_as):
    return client_as("admin")


def new_people(number: int) -> list[Person]:
    return [make_person(email=f"new-{one:02}@example.org", name=f"New {one:02}") for one in range(number)]


def sent(*people: Person, step: str = "show") -> dict[str, str]:
    return {"action": "invite", "keys": " ".join(one.public_id for one in people), "step": step}


def links_in_mails() -> list[tuple[list[str], str]]:
    return [(one.to, re.search(r"https?://\S+/sign-in/link/\S+", one.body)[0]) for one in mail.outbox]


def test_who_would_get_a_mail_is_shown_and_none_is_sent(admin):
    new, disabled, known = new_people(3)
    Person.objects.filter(pk=disabled.pk).update(is_active=False)
    Person.objects.filter(pk=known.pk).update(last_login=timezone.now())
    page = admin.post(PICKED, sent(new, disabled, known))
    assert_good_page(page)
    said = words(page)
    assert "Do it for 1 person" in said and "Has signed in already." in said and "Is disabled." in said
    wait_for_delivery()
    assert mail.outbox == [] and not OneTimeLink.objects.exists()


def test_each_gets_a_link_of_their_own_that_opens_for_them_alone(
    admin, client, django_capture_on_commit_callbacks
):
    people = new_people(3)
    with django_capture_on_commit_callbacks(execute=True):
        page = admin.post(PICKED, sent(*people, step="do"), follow=True)
    assert "3 people are sent an invitation." in words(page)
    wait_for_delivery()
    told = links_in_mails()
    assert [to for to, _ in told] == [[one.email] for one in people]
    assert len({link for _, link in told}) == 3
    assert Event.objects.filter(action="send_invitation").count() == 3
    client.post(told[0][1].partition("testserver")[2])
    used = OneTimeLink.objects.exclude(used_at=None).values_list("person", flat=True)
    assert list(used) == [people[0].pk]


def test_those_who_may_not_be_invited_are_left_out(admin):
    new, known = new_people(2)
    Person.objects.filter(pk=known.pk).update(last_login=timezone.now())
    said = words(admin.post(PICKED, sent(new, known, step="do"), follow=True))
    assert "1 person is sent an invitation. 1 person was left out." in said
    assert list(OneTimeLink.objects.values_list("person", flat=True)) == [new.pk]


def test_a_second_mail_ends_the_link_of_the_first(admin):
    [new] = new_people(1)
    for _ in range(2):
        admin.post(PICKED, sent(new, step="do"))
    assert OneTimeLink.objects.open_at(timezone.now()).filter(person=new).count() == 1


def test_everybody_who_never_came_in_is_picked_at_once(admin):
    new_people(60)
    page = admin.get("/access/?state=waiting")
    assert page.context["page"].table.picking is not None
    assert "60 people" in words(admin.get(PICKED, {"action": "invite", "all": "state=waiting"}))


def test_where_the_policy_sends_none_nothing_is_sent(db):
    access = SimpleNamespace(invitation_days=None)
    viewer = SimpleNamespace(id="x", access=access, may=lambda kind, act: ALLOWED)
    with pytest.raises(Refused, match="sends no invitations"):
        invite_people(people=new_people(1), valid_from=timezone.localdate(), by=viewer, at=timezone.now())
    assert not OneTimeLink.objects.exists()
