"""Signing in with a council's provider: from end to end, and every lie refused with nothing written."""

import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64encode
from datetime import timedelta

import jwt
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import make_person
from tests.pages.signin.mock_provider import (
    CLIENT,
    KEY,
    KID,
    OTHER_KEY,
    PUBLIC_PEM,
    SECRET,
    MockProvider,
    honest_token,
    with_,
    without,
)

from headway.features.audit.models import Event
from headway.features.people.actions import disable_person
from headway.features.people.models import Identity
from headway.gateways import identity
from headway.gateways.identity import Provider
from headway.site.environment import SettingFault
from headway.site.providers import providers

START, BACK = "/sign-in/with/staff/", "/sign-in/with/staff/back/"
HOUR, DAY = 3600, 86400


@pytest.fixture(scope="module")
def served():
    provider = MockProvider()
    yield provider
    provider.close()


@pytest.fixture
def mock(served):
    identity.forget()
    served.bend, served.codes, served.subject = {}, {}, "subject-1"
    return served


@pytest.fixture
def connect(mock, settings):
    def made(**more):
        told = {"asks_second_factor": True, "owns_addresses": True} | more
        one = Provider("staff", "Microsoft", mock.url, CLIENT, SECRET, **told)
        settings.IDENTITY_PROVIDERS = {"staff": one}

    made()
    return made


@pytest.fixture
def person(policies, mock, connect):
    made = make_person("adviser", second_factor=False)
    mock.email = made.email
    return made


def come(client, mock, **changed):
    """There and back again; `changed` are parts of the answer the browser brings back."""
    away = client.get(START)
    assert away.status_code == 302, away
    answer = mock.authorise(away.headers["Location"]) | changed
    return client.get(BACK, {name: value for name, value in answer.items() if value is not None})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_known_person_signs_in_and_is_linked_once(person, mock):
    for _ in range(2):
        client = Client()
        assert come(client, mock).headers["Location"] == "/"
        assert client.session["_auth_user_id"] == str(person.pk)
        assert client.get("/").status_code == 200
    linked = Identity.objects.get()
    assert (linked.person, linked.provider, linked.subject) == (person, "staff", "subject-1")
    assert Event.objects.filter(action="link_identity").count() == 1
    assert Event.objects.filter(action="sign_in").count() == 2


def test_the_link_lasts_when_the_address_changes(person, mock):
    come(Client(), mock)
    mock.email = "new-name@example.org"
    client = Client()
    come(client, mock)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_an_address_given_to_somebody_new_opens_nothing(person, mock):
    come(Client(), mock)
    mock.subject = "subject-2"
    assert_refused(Client(), mock)


def test_without_the_providers_second_factor_ours_is_asked(person, mock, connect):
    connect(asks_second_factor=False)
    client = Client()
    come(client, mock)
    assert client.get("/").headers["Location"] == reverse("mfa_activate_totp")


def test_the_address_is_asked_for_where_the_token_has_none(person, mock):
    mock.bend["claims"] = without("email")
    client = Client()
    come(client, mock)
    assert is_signed_in(client)


def test_one_goes_where_one_wanted_and_nowhere_else(person, mock):
    for wanted, led in (
        ("/schools/?q=elm", "/schools/?q=elm"),
        ("https://elsewhere.example/", "/"),
        ("//e.example", "/"),
    ):
        client = Client()
        away = client.get(START, {"next": wanted})
        answer = client.get(BACK, mock.authorise(away.headers["Location"]))
        assert answer.headers["Location"] == led


def test_a_session_from_before_is_not_the_session_after(person, mock):
    client = Client()
    client.get(START)
    before = client.session.session_key
    come(client, mock)
    assert client.session.session_key != before


def assert_refused(client, mock, **changed):
    events = Event.objects.count(), Identity.objects.count()
    answer = come(client, mock, **changed)
    assert answer.headers["Location"] == reverse("account_login")
    assert not is_signed_in(client)
    assert (Event.objects.count(), Identity.objects.count()) == events
    said = shown_words(assert_good_page(client.get(reverse("account_login"))))
    assert "Sign in with a code by e-mail instead" in said
    return said


def hs256_with_public_key(claims):
    """Signed with the public key as if it were a shared secret; made by hand, since the library refuses to."""
    parts = [{"alg": "HS256", "kid": KID, "typ": "JWT"}, claims]
    body = b".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    signature = hmac.new(PUBLIC_PEM, body, hashlib.sha256).digest()
    return (body + b"." + urlsafe_b64encode(signature).rstrip(b"=")).decode()


def tampered(claims):
    head, _, signature = honest_token(claims).split(".")
    body = (
        urlsafe_b64encode(json.dumps(claims | {"email": "head@example.org"}).encode()).rstrip(b"=").decode()
    )
    return f"{head}.{body}.{signature}"


def signed(key=KEY, algorithm="RS256", **headers):
    return lambda claims: jwt.encode(claims, key, algorithm=algorithm, headers={"kid": KID} | headers)


BAD_CLAIMS = {
    "another issuer": with_(iss="http://127.0.0.1/other"),
    "no issuer": without("iss"),
    "another audience": with_(aud="other-client"),
    "no audience": without("aud"),
    "two audiences, no party": with_(aud=[CLIENT, "other-client"]),
    "another party": with_(azp="other-client"),
    "expired": with_(exp=int(time.time()) - HOUR),
    "no end": without("exp"),
    "made in the future": with_(iat=int(time.time()) + HOUR),
    "made long ago": with_(iat=int(time.time()) - DAY),
    "no beginning": without("iat"),
    "not before later": with_(nbf=int(time.time()) + HOUR),
    "another nonce": with_(nonce="other"),
    "no nonce": without("nonce"),
    "a nonce that is no text": with_(nonce=["x"]),
    "nobody": without("sub"),
    "an empty name": with_(sub=""),
    "a name that is no text": with_(sub=7),
    "a name without end": with_(sub="s" * 300),
    "an address not verified": with_(email_verified=False),
    "an address unknown here": with_(email="stranger@example.org"),
    "an address that is none": with_(email="nobody"),
    "an address that is no text": with_(email=["x@example.org"]),
}
BAD_SIGNING = {
    "no signature": lambda claims: jwt.encode(claims, None, algorithm="none", headers={"kid": KID}),
    "the public key as a secret": hs256_with_public_key,
    "the client's secret": signed(SECRET.ljust(32, "x"), "HS256"),
    "another key": signed(OTHER_KEY),
    "an unknown key's name": signed(kid="key-9"),
    "no key's name": lambda claims: jwt.encode(claims, KEY, algorithm="RS256"),
    "another manner than the key's": signed(algorithm="PS256"),
    "changed after signing": tampered,
    "no token of ours": lambda claims: "not.a.token",
    "text": lambda claims: "",
    "a number": lambda claims: 7,
}


@pytest.mark.parametrize("lie", BAD_CLAIMS)
def test_a_token_that_says_the_wrong_thing_is_refused(person, mock, lie):
    mock.bend["claims"] = BAD_CLAIMS[lie]
    assert_refused(Client(), mock)


@pytest.mark.parametrize("lie", BAD_SIGNING)
def test_a_token_that_is_signed_wrongly_is_refused(person, mock, lie):
    mock.bend["sign"] = BAD_SIGNING[lie]
    assert_refused(Client(), mock)


@pytest.mark.parametrize("changed", [{"state": "other"}, {"state": None}, {"state": "é"}, {"code": "other"}, {"code": None},
                                     {"error": "access_denied"}, {"iss": "http://127.0.0.1/other"}])  # fmt: skip
def test_an_answer_that_was_changed_on_the_way_is_refused(person, mock, changed):
    assert_refused(Client(), mock, **changed)


def test_an_answer_works_once_and_in_its_own_session_only(person, mock):
    client = Client()
    answer = mock.authorise(client.get(START).headers["Location"])
    stranger = Client()
    assert stranger.get(BACK, answer).headers["Location"] == reverse("account_login")
    assert not is_signed_in(stranger)
    client.get(BACK, answer)
    assert is_signed_in(client)
    client.post("/sign-out/")
    client.get(BACK, answer)
    assert not is_signed_in(client)


def test_a_verifier_of_another_session_is_refused_by_the_provider(person, mock):
    client = Client()
    answer = mock.authorise(client.get(START).headers["Location"])
    session = client.session
    session["identity_waiting"] |= {"verifier": "other"}
    session.save()
    client.get(BACK, answer)
    assert not is_signed_in(client)


@pytest.mark.parametrize("later", [timedelta(minutes=11), timedelta(days=-1), timedelta(days=400)])
def test_coming_back_late_or_after_a_jump_of_the_clock_is_refused(person, mock, later):
    client = Client()
    answer = mock.authorise(client.get(START).headers["Location"])
    with time_machine.travel(timezone.now() + later, tick=False):
        client.get(BACK, answer)
    assert not is_signed_in(client)


@pytest.mark.parametrize("told", [with_(sub="subject-9"), without("email"), with_(email_verified=False)])
def test_userinfo_of_somebody_else_is_refused(person, mock, told):
    mock.bend |= {"claims": without("email"), "userinfo": told}
    assert_refused(Client(), mock)


def test_schools_need_an_address_that_is_called_verified(person, mock, connect):
    connect(owns_addresses=False)
    mock.bend["claims"] = without("email_verified")
    assert_refused(Client(), mock)
    connect(owns_addresses=True)
    client = Client()
    come(client, mock)
    assert is_signed_in(client)


def test_a_disabled_person_hears_what_a_stranger_hears(person, mock):
    mock.email = "stranger@example.org"
    stranger = assert_refused(Client(), mock)
    mock.email = person.email
    disable_person(person=person, by="another", at=timezone.now())
    assert assert_refused(Client(), mock) == stranger


def raw(status=200, body=b"{}", kind="application/json", **headers):
    def send(handler):
        handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


BROKEN = {
    "an error": raw(500),
    "a sign-in page": raw(body=b"<html>Sign in</html>", kind="text/html"),
    "a list": raw(body=b"[]"),
    "no end": raw(body=b'{"a": "' + b"x" * 600_000 + b'"}'),
    "a redirect": raw(302, Location="https://elsewhere.example/"),
    "nothing": lambda handler: handler.connection.close(),
    "a cut answer": raw(body=b'{"issuer":', **{"Content-Length": "500"}),
}


@pytest.mark.parametrize("what", ["discovery", "keys", "tokens"])
@pytest.mark.parametrize("fault", BROKEN)
def test_a_provider_that_fails_is_said_and_another_way_is_shown(person, mock, what, fault):
    client = Client()
    answer = mock.authorise(client.get(START).headers["Location"])
    mock.bend[f"raw {what}"] = BROKEN[fault]
    identity.forget()
    client.get(BACK, answer)
    assert not is_signed_in(client)
    assert not Identity.objects.exists()
    assert "Sign in with a code by e-mail instead" in shown_words(assert_good_page(client.get("/sign-in/")))


@pytest.mark.parametrize(
    "told",
    [
        with_(issuer="http://127.0.0.1/other"),
        without("token_endpoint"),
        with_(jwks_uri=7),
        with_(userinfo_endpoint=7),
    ],
)
def test_a_provider_that_describes_itself_wrongly_sends_nobody_anywhere(person, mock, told):
    mock.bend["discovery"] = told
    client = Client()
    assert client.get(START).headers["Location"] == reverse("account_login")


def test_a_provider_that_is_down_is_said(person, settings):
    gone = Provider("staff", "Microsoft", "http://127.0.0.1:9/t", CLIENT, SECRET, True, True)
    settings.IDENTITY_PROVIDERS = {"staff": gone}
    client = Client()
    client.get(START)
    assert "Microsoft does not answer as it should just now" in shown_words(
        assert_good_page(client.get("/sign-in/"))
    )


def test_without_the_check_of_the_nonce_a_lie_gets_through(person, mock, monkeypatch):
    """Control: the tests above see it when a check is missing."""
    monkeypatch.setattr(identity, "_check_claims", lambda *args: None)
    mock.bend["claims"] = with_(nonce="other")
    client = Client()
    come(client, mock)
    assert is_signed_in(client)


def test_an_unknown_provider_leads_to_the_sign_in_page(policies):
    for path in ("/sign-in/with/nobody/", "/sign-in/with/nobody/back/"):
        assert Client().get(path).headers["Location"] == reverse("account_login")


def test_the_sign_in_page_offers_it_and_passes_on_where_one_wanted_to_go(person):
    answer = Client().get("/sign-in/?next=/schools/")
    assert "Sign in with Microsoft" in shown_words(assert_good_page(answer))
    assert "/sign-in/with/staff/?next=%2Fschools%2F" in answer.content.decode()


@pytest.mark.parametrize(
    ("settings_given", "words"),
    [
        ({"URL": "https://login.example/t"}, "belong together"),
        ({"URL": "http://login.example/t", "CLIENT": "a", "SECRET": "b"}, "begins with https"),
        ({"URL": "https://login.example/common/v2.0", "CLIENT": "a", "SECRET": "b"}, "every organisation"),
        ({"URL": "https://login.example/t", "CLIENT": "a", "SECRET": "b", "MFA": "yes"}, "takes on or off"),
    ],
)
def test_settings_that_cannot_be_are_refused_at_the_start(monkeypatch, settings_given, words):
    for name, value in settings_given.items():
        monkeypatch.setenv(f"HEADWAY_STAFF_PROVIDER_{name}", value)
    with pytest.raises(SettingFault, match=words):
        providers()


def test_settings_that_can_be_are_taken(monkeypatch):
    for name, value in {"URL": "https://login.example/t", "CLIENT": "a", "SECRET": "b"}.items():
        monkeypatch.setenv(f"HEADWAY_SCHOOLS_PROVIDER_{name}", value)
    (one,) = providers().values()
    assert (one.id, one.name, one.asks_second_factor, one.owns_addresses) == (
        "schools",
        "DfE Sign-in",
        False,
        False,
    )
