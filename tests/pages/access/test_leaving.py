"""Joiners and leavers on their pages: a link by mail that opens once, and a last day shown before it is set."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in
from tests.pages.visit_objects import make_visit

from headway.features.people.models import OneTimeLink, Person, Role
from headway.pages.signin.delivery import wait_for_delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db):
    adopt_current_policies()
    make_person("head-of-service"), make_person("admin")
    return sign_in(make_person("admin"))


def words(response) -> str:
    return shown_words(parse_page(response))


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def invite(client, email="new@larkshire.invalid"):
    sent = {"email": email, "name": "Adviser 40", "role": "adviser"} | day("valid_from", timezone.localdate())
    return client.post("/access/invite/", sent, follow=True)


def links() -> list[str]:
    wait_for_delivery()
    return [
        re.search(r"/sign-in/link/\S+", one.body).group() for one in mail.outbox if "invited" in one.subject
    ]


def test_an_invitation_goes_by_mail_and_its_link_signs_in_once(admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        said = words(invite(admin))
    assert "An invitation goes to new@larkshire.invalid." in said and "link open until" in said
    (link,) = links()
    guest = Client()
    assert guest.get(link).status_code == 200 and "_auth_user_id" not in guest.session
    guest.post(link)
    assert guest.session["_auth_user_id"]
    assert Client().post(link).status_code == 410


def test_sent_again_the_first_link_opens_no_more(admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite(admin)
        person = Person.objects.get(email="new@larkshire.invalid")
        admin.post(f"/access/{person.public_id}/send-invitation/")
    first, second = links()
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200


def test_a_link_ends_after_the_days_of_the_policy(admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite(admin)
    kept = OneTimeLink.objects.get()
    days = (kept.expires_at - timezone.now()) / timedelta(days=1)
    assert 6.9 < days <= 7
    OneTimeLink.objects.update(expires_at=timezone.now())
    assert Client().get(links()[0]).status_code == 410


def test_who_has_signed_in_is_not_invited_again(admin):
    person = make_person("adviser", last_login=timezone.now())
    said = words(admin.post(f"/access/{person.public_id}/send-invitation/", follow=True))
    assert "no invitation was sent" in said and not OneTimeLink.objects.exists()


def test_a_leaver_is_shown_what_becomes_of_everything_before_it_is_done(admin):
    old = make_person("adviser", name="Adviser 01", school=make_school())
    new = make_person("adviser", name="Adviser 02")
    page = admin.get(f"/access/{old.public_id}/leave/")
    assert_good_page(page)
    assert "Goes to the successor" in words(page)
    sent = {"successor": new.public_id} | day("on", timezone.localdate() + timedelta(days=30))
    shown = admin.post(f"/access/{old.public_id}/leave/", sent | {"step": "show"})
    assert "End the access of Adviser 01" in words(shown)
    assert Role.objects.get(person=old).valid_until is None
    said = words(admin.post(f"/access/{old.public_id}/leave/", sent | {"step": "do"}, follow=True))
    assert "1 tie goes to Adviser 02." in said
    assert Role.objects.get(person=old).valid_until is not None


def test_a_session_ends_with_the_access(admin):
    old = make_person("finance")
    theirs = sign_in(old)
    admin.post(f"/access/{old.public_id}/leave/", day("on", timezone.localdate()) | {"step": "do"})
    assert theirs.get("/").url.startswith("/sign-in/")


def test_the_last_administrator_cannot_be_let_go_and_is_told_why(admin):
    last = Person.objects.filter(roles__role="head-of-service").get()
    answer = admin.post(f"/access/{last.public_id}/leave/", day("on", timezone.localdate()) | {"step": "do"})
    assert answer.status_code == 422 and "Give it to somebody else first." in words(answer)
    last.refresh_from_db()
    assert last.is_active


def test_without_a_day_the_form_says_so(admin):
    old = make_person("finance")
    answer = admin.post(f"/access/{old.public_id}/leave/", {"step": "do"})
    assert answer.status_code == 422 and "Enter the first day without access" in words(answer)
    assert_good_page(answer)


def test_work_in_hand_is_listed_and_needs_a_successor(admin):
    school = make_school(status_code="1")
    old = make_person("adviser", name="Adviser 01", school=school)
    new = make_person("adviser", name="Adviser 02")
    visit = make_visit(school, lead=old, on=timezone.localdate() + timedelta(days=40))
    address, leaving = f"/access/{old.public_id}/leave/", day("on", timezone.localdate() + timedelta(days=30))
    page = admin.get(address)
    assert_good_page(page)
    assert "In hand" in words(page) and "Visit to lead, morning" in words(page) and school.name in words(page)
    alone = admin.post(address, leaving | {"step": "do"})
    assert alone.status_code == 422 and "Choose who takes over." in words(alone)
    sent = leaving | {"successor": new.public_id}
    assert "nothing" in words(admin.post(address, sent | {"step": "show"}))
    said = words(admin.post(address, sent | {"step": "do"}, follow=True))
    assert "1 piece of work in hand goes with it." in said
    assert visit.people.get().person == new
