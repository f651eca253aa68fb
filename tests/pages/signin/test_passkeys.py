"""Passkeys without a browser: what is shown, what is refused, and that nobody else's is ever reached."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in

from headway.features.people.actions import make_link
from headway.features.schools.models import Authority
from headway.rules.schools import INVENTED_AUTHORITY

pytestmark = pytest.mark.django_db
ADD, SIGN_IN = "/second-factor/passkeys/add/", "/sign-in/passkey/"
# What a device might send that is no passkey of ours.
NO_PASSKEYS = [
    "",
    "{}",
    "[]",
    "null",
    '"text"',
    "{broken",
    json.dumps({"id": "x", "rawId": "x", "type": "public-key", "response": {}}),
    json.dumps({"id": "x", "rawId": "x", "type": "public-key", "response": {"userHandle": "MQ"}}),
    json.dumps({"id": None, "rawId": None, "type": None, "response": None}),
    json.dumps(
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "authenticatorData": "AA",
                "signature": "AA",
                "userHandle": "MQ",
            },
        }
    ),
    "9" * 100_000,
]


@pytest.fixture(autouse=True)
def _policies(db):
    adopt_current_policies()


def words(response) -> str:
    return shown_words(parse_page(response))


def test_the_start_offers_a_passkey_and_a_code_works_without_scripts():
    page = Client().get("/sign-in/")
    assert_good_page(page)
    assert "data-passkey-href" in page.content.decode() and "Send me a code" in words(page)


def test_a_script_is_told_what_to_ask_the_device_for_and_of_whom_nothing_is_said():
    make_person("adviser")
    asked = Client().get(SIGN_IN, headers={"accept": "application/json"}).json()
    options = asked["request_options"]["publicKey"]
    assert options["userVerification"] == "required" and not options.get("allowCredentials")
    assert Client().get(SIGN_IN).url == "/sign-in/"


@pytest.mark.parametrize("sent", NO_PASSKEYS)
def test_what_is_no_passkey_signs_nobody_in(sent):
    make_person("adviser")
    client = Client()
    client.get(SIGN_IN, headers={"accept": "application/json"})
    answer = client.post(SIGN_IN, {"credential": sent})
    assert answer.status_code == 302 and answer.url == "/sign-in/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("sent", NO_PASSKEYS)
def test_what_is_no_passkey_is_not_added(sent):
    person = make_person("adviser", second_factor=False)
    client = sign_in_afresh(person)
    client.get(ADD)
    answer = client.post(ADD, {"name": "Phone", "credential": sent})
    assert answer.status_code == 200
    assert not Authenticator.objects.filter(type="webauthn").exists()
    assert_good_page(answer)


def sign_in_afresh(person) -> Client:
    """Signed in just now by a link, so that nothing has to be proved again."""
    from_link = Client()
    token = make_link(person=person, at=timezone.now(), minutes=5)
    from_link.post(f"/sign-in/link/{token}/")
    return from_link


def test_the_page_of_factors_lists_passkeys_and_an_app_apart(settings):
    settings.MFA_REQUIRED = False
    Authority.objects.create(code=INVENTED_AUTHORITY, name="Nowhere", own=True)
    person = make_person("adviser", second_factor=False)
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "<b>Laptop</b>"})
    page = sign_in(person).get("/second-factor/")
    assert_good_page(page)
    assert "<b>Laptop</b>" in words(page) and "Set up your authenticator app" in words(page)


def test_a_passkey_counts_as_the_second_factor():
    person = make_person("adviser", second_factor=False)
    assert sign_in(person).get("/schools/").url.startswith("/second-factor/set-up/")
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Laptop"})
    assert sign_in(person).get("/schools/").status_code == 200


def test_another_persons_passkey_cannot_be_taken_away():
    owner, other = make_person("adviser", second_factor=False), make_person("chair", second_factor=False)
    kept = Authenticator.objects.create(user=owner, type="webauthn", data={"name": "Laptop"})
    client = sign_in_afresh(other)
    assert client.post(f"/second-factor/passkeys/{kept.pk}/take-away/").status_code == 404
    assert Authenticator.objects.filter(pk=kept.pk).exists()


def test_passkeys_need_https_wherever_the_installation_has_it(settings):
    assert settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN is not settings.SESSION_COOKIE_SECURE
