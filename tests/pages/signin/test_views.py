"""Signing in: code by e-mail, second factor, recovery codes, one-time link, signing out."""

import base64
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import app_code, make_person, sign_in

from headway.features.audit.models import Event
from headway.features.people.actions import disable_person, enable_person, make_link
from headway.features.schools.models import Authority
from headway.pages.signin.delivery import wait_for_delivery
from headway.rules.schools import INVENTED_AUTHORITY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits(policies):
    """Rate limits and used codes of another test do not count."""
    cache.clear()


@pytest.fixture
def client():
    return Client()


def ask_for_code(client, email):
    response = client.post("/sign-in/", {"email": email})
    wait_for_delivery()
    return response


def mailed_code():
    return mail.outbox[-1].body.split("\n\n")[1].strip()


def link_for(person, minutes=15, at=None):
    return f"/sign-in/link/{make_link(person=person, at=at or timezone.now(), minutes=minutes)}/"


def is_signed_in(client):
    return client.get("/").status_code == 200


def test_a_headteacher_signs_in_with_the_code_of_the_mail(client):
    person = make_person("headteacher", second_factor=False)
    assert_good_page(client.get("/sign-in/"))
    assert ask_for_code(client, person.email.upper()).headers["Location"] == "/sign-in/code/"
    assert mail.outbox[-1].to == [person.email.upper()]
    assert_good_page(client.get("/sign-in/code/"))
    assert client.post("/sign-in/code/", {"code": mailed_code()}).headers["Location"] == "/"
    assert is_signed_in(client)
    assert Event.objects.filter(action="sign_in", by=person.public_id).count() == 1


def test_a_code_works_once(client):
    person = make_person("headteacher", second_factor=False)
    ask_for_code(client, person.email)
    code = mailed_code()
    client.post("/sign-in/code/", {"code": code})
    other = Client()
    ask_for_code(other, person.email)
    other.post("/sign-in/code/", {"code": code})
    assert not is_signed_in(other)


def test_one_comes_back_to_the_page_one_asked_for(client):
    person = make_person("headteacher", second_factor=False)
    first = client.get("/second-factor/?a=1")
    assert first.headers["Location"] == "/sign-in/?next=/second-factor/%3Fa%3D1"
    asked = client.post(first.headers["Location"], {"email": person.email})
    wait_for_delivery()
    done = client.post(asked.headers["Location"], {"code": mailed_code()})
    assert done.headers["Location"] == "/second-factor/?a=1"


def test_next_leads_nowhere_else(client):
    person = make_person("headteacher", second_factor=False)
    asked = client.post("/sign-in/?next=https://example.org/", {"email": person.email})
    wait_for_delivery()
    done = client.post(asked.headers["Location"], {"code": mailed_code()})
    assert done.headers["Location"] == "/"


def plain(response):
    """A page without its tokens."""
    return re.sub(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"', b"", response.content)


def test_known_unknown_and_disabled_addresses_get_the_same_answer_for_the_same_work():
    known, disabled = make_person("adviser"), make_person("adviser")
    disable_person(person=disabled, by="", at=timezone.now())
    ask_for_code(Client(), "warm-up@example.org")
    answers, statements = [], []
    for email in (known.email, "nobody.here@example.org", disabled.email):
        client = Client()
        with CaptureQueriesContext(connection) as captured:
            response = ask_for_code(client, email)
        statements.append([re.sub(r"'[^']*'|\d+", "?", q["sql"])[:60] for q in captured.captured_queries])
        page = plain(client.get("/sign-in/code/")).replace(email.encode(), b"")
        answers.append((response.status_code, response.headers["Location"], page))
    assert answers[0] == answers[1] == answers[2]
    assert statements[0] == statements[1] == statements[2]
    assert [m.to for m in mail.outbox] == [[known.email]]


def test_an_empty_and_a_wrong_address_are_said_in_our_words(client):
    assert "Enter your e-mail address" in words(client.post("/sign-in/", {"email": ""}))
    assert "in the form name@example.org" in words(client.post("/sign-in/", {"email": "nobody"}))


def words(response):
    return shown_words(assert_good_page(response))


def test_a_wrong_code_is_said_and_after_three_one_starts_again(client):
    ask_for_code(client, make_person("headteacher", second_factor=False).email)
    assert "That code is not right" in words(client.post("/sign-in/code/", {"code": "wrong"}))
    client.post("/sign-in/code/", {"code": "wrong"})
    third = client.post("/sign-in/code/", {"code": "wrong"})
    assert third.headers["Location"] == "/sign-in/"
    assert "too many tries" in words(client.get("/sign-in/"))


def test_a_code_ends_after_a_quarter_of_an_hour(client, time_machine):
    ask_for_code(client, make_person("headteacher", second_factor=False).email)
    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    assert client.post("/sign-in/code/", {"code": mailed_code()}).headers["Location"] == "/sign-in/"


def test_asking_too_often_is_limited_for_known_and_unknown_addresses():
    for email in (make_person("adviser").email, "nobody.here@example.org"):
        answers = [ask_for_code(Client(), email) for _ in range(4)]
        assert [a.status_code for a in answers] == [302, 302, 302, 200]
        assert "too many tries" in words(answers[-1])


def test_staff_without_a_second_factor_come_no_further_than_setting_it_up(client):
    person = make_person("adviser", second_factor=False)
    client = sign_in(person)
    for path in ("/", "/access/", "/second-factor/", "/second-factor/recovery-codes/", "/nowhere/"):
        assert client.get(path).headers["Location"] == "/second-factor/set-up/"


def test_staff_set_up_their_app_and_see_their_recovery_codes_at_once():
    client = sign_in(make_person("adviser", second_factor=False))
    assert_good_page(client.get("/second-factor/set-up/"))
    assert "That code is not right" in words(client.post("/second-factor/set-up/", {"code": "000000x"}))
    secret = client.session["mfa.totp.secret"]
    done = client.post("/second-factor/set-up/", {"code": app_code(secret)}, follow=True)
    assert done.redirect_chain == [("/second-factor/recovery-codes/", 302)]
    assert len(re.findall(rb"<code>\d{8}</code>", done.content)) == 10
    assert_good_page(done)
    assert is_signed_in(client)
    assert_good_page(client.get("/second-factor/"))
    assert client.get("/second-factor/set-up/").headers["Location"] == "/second-factor/"


@pytest.mark.parametrize(("code", "let_in"), [(INVENTED_AUTHORITY, True), ("900", False), ("", False)])
def test_mfa_off_lets_staff_in_without_one_where_the_authority_is_invented_only(settings, code, let_in):
    settings.MFA_REQUIRED = False
    if code:
        Authority.objects.create(code=code, name="Nowhere", own=True)
    assert is_signed_in(sign_in(make_person("adviser", second_factor=False))) == let_in


def test_people_of_schools_need_no_second_factor_but_may_have_one():
    client = sign_in(make_person("headteacher", second_factor=False))
    assert is_signed_in(client)
    assert "Set up your authenticator app" in words(client.get("/second-factor/"))


def test_who_has_a_second_factor_types_it_each_time(client):
    person = make_person("adviser")
    ask_for_code(client, person.email)
    asked = client.post("/sign-in/code/", {"code": mailed_code()})
    assert asked.headers["Location"] == "/sign-in/second-factor/"
    assert not is_signed_in(client)
    assert_good_page(client.get("/sign-in/second-factor/"))
    assert "That code is not right" in words(client.post("/sign-in/second-factor/", {"code": "000000x"}))
    assert client.post("/sign-in/second-factor/", {"code": app_code()}).headers["Location"] == "/"
    assert is_signed_in(client)


def test_a_recovery_code_signs_in_once():
    client = sign_in(make_person("adviser", second_factor=False))
    client.get("/second-factor/set-up/")
    client.post("/second-factor/set-up/", {"code": app_code(client.session["mfa.totp.secret"])})
    code = re.search(rb"<code>(\d{8})</code>", client.get("/second-factor/recovery-codes/").content)[
        1
    ].decode()
    for expected in (302, 200):
        other = Client()
        other.post(link_for(_person_of(client)))
        assert other.post("/sign-in/second-factor/", {"code": code}).status_code == expected


def _person_of(client):
    return client.get("/").wsgi_request.user


def test_recovery_codes_are_shown_only_after_the_second_factor_again():
    client = sign_in(make_person("adviser"))
    for path in (
        "/second-factor/recovery-codes/",
        "/second-factor/recovery-codes/new/",
        "/second-factor/take-away/",
    ):
        assert client.get(path).headers["Location"].startswith("/second-factor/prove-again/?next=")
    ask = "/second-factor/prove-again/?next=/second-factor/recovery-codes/new/"
    assert_good_page(client.get(ask))
    assert client.post(ask, {"code": app_code()}).headers["Location"] == "/second-factor/recovery-codes/new/"
    assert_good_page(client.get("/second-factor/recovery-codes/new/"))
    made = client.post("/second-factor/recovery-codes/new/", follow=True)
    assert len(re.findall(rb"<code>\d{8}</code>", made.content)) == 10
    assert_good_page(client.get("/second-factor/take-away/"))
    client.post("/second-factor/take-away/")
    assert client.get("/").headers["Location"] == "/second-factor/set-up/"


def test_a_link_opens_a_page_and_a_post_signs_in_once(client):
    person = make_person("headteacher", second_factor=False)
    link = link_for(person)
    for _ in range(2):
        assert_good_page(client.get(link))
    assert not is_signed_in(client)
    assert client.post(link).headers["Location"] == "/"
    assert is_signed_in(client)
    assert client.post(link).status_code == 410


def test_used_expired_unknown_and_disabled_links_get_the_same_page(client):
    person, disabled = make_person("headteacher"), make_person("headteacher")
    used, late, shut = (
        link_for(person),
        link_for(person, at=timezone.now() - timedelta(hours=1)),
        link_for(disabled),
    )
    Client().post(used)
    disable_person(person=disabled, by="", at=timezone.now())
    answers = [client.get(link) for link in (used, late, shut, "/sign-in/link/unknown/")]
    answers += [client.post(link) for link in (used, late, shut, "/sign-in/link/unknown/")]
    assert {a.status_code for a in answers} == {410}
    assert len({plain(a) for a in answers}) == 1
    assert_good_page(answers[0])


def test_after_a_link_the_second_factor_is_asked(client):
    assert client.post(link_for(make_person("adviser"))).headers["Location"] == "/sign-in/second-factor/"
    assert not is_signed_in(client)


def test_a_link_signs_out_whoever_was_signed_in(client):
    client = sign_in(make_person("headteacher", second_factor=False))
    other = make_person("chair", second_factor=False)
    client.post(link_for(other))
    assert _person_of(client) == other


def test_signing_out_takes_a_post_and_ends_the_session():
    client = sign_in(make_person("headteacher", second_factor=False))
    assert client.get("/sign-out/").status_code == 405
    assert is_signed_in(client)
    key = client.session.session_key
    assert client.post("/sign-out/").status_code == 302
    assert not is_signed_in(client)
    assert not Session.objects.filter(session_key=key).exists()


def test_a_disabled_person_is_out_at_the_next_request_and_stays_out():
    person = make_person("headteacher", second_factor=False)
    client, asleep = sign_in(person), sign_in(person)
    disable_person(person=person, by="", at=timezone.now())
    assert client.get("/").headers["Location"] == "/sign-in/?next=/"
    enable_person(person=person, by="", at=timezone.now())
    assert not is_signed_in(client)
    assert not is_signed_in(asleep)


def test_somebody_disabled_between_code_and_entry_does_not_come_in(client):
    person = make_person("headteacher", second_factor=False)
    ask_for_code(client, person.email)
    disable_person(person=person, by="", at=timezone.now())
    assert client.post("/sign-in/code/", {"code": mailed_code()}).headers["Location"] == "/sign-in/"
    assert not is_signed_in(client)


def test_a_session_ends_after_eight_hours(time_machine):
    client = sign_in(make_person("headteacher", second_factor=False))
    assert is_signed_in(client)
    time_machine.move_to(timezone.now() + timedelta(hours=8, minutes=1))
    assert not is_signed_in(client)


def test_nobody_signs_up_and_there_is_no_password(client):
    for path in (
        "/sign-up/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/password/change/",
        "/admin/",
    ):
        assert client.get(path).headers["Location"].startswith("/sign-in/?next=")
        assert sign_in(make_person("headteacher", second_factor=False)).get(path).status_code == 404


def test_the_picture_holds_the_key_of_the_app():
    client = sign_in(make_person("adviser", second_factor=False))
    page = client.get("/second-factor/set-up/").content.decode()
    assert client.session["mfa.totp.secret"] in page
    assert base64.b64decode(re.search(r"base64,([^\"]+)", page)[1]).startswith(b"<?xml")
