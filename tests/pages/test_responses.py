"""Headers, cookies and manners of every response; and the installation's own check is silent."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.pages.pages import assert_good_page
from tests.pages.people import make_person, sign_in

from headway.features.people.actions import make_link
from headway.features.policies.models import Policy

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "HEADWAY_HTTPS": "on",
    "HEADWAY_SECRET_KEY": "one that is long enough and has 3 kinds of characters, for a check only",
    "HEADWAY_HOSTS": "headway.example.org",
    "HEADWAY_MAIL": "smtp://localhost:25",
}


@pytest.fixture
def client(client_as):
    return client_as("admin")


def every_kind_of_answer(client):
    """A page, a 403-like refusal, a 404, a redirect, a 405, without and with a session."""
    anonymous = Client()
    yield anonymous.get("/sign-in/")
    yield anonymous.get("/access/")
    yield anonymous.get("/sign-in/link/none/")
    for path in ("/", "/access/", "/nowhere/", "/second-factor/set-up/"):
        yield client.get(path)
    yield client.put("/access/")


def test_every_answer_carries_the_security_headers(client):
    for answer in every_kind_of_answer(client):
        headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy


def test_scripts_and_styles_carry_this_answers_nonce_and_no_attribute_runs(client):
    page = client.get("/access/")
    nonce = re.search(r"'nonce-([^']+)'", page.headers["Content-Security-Policy"])[1]
    document = assert_good_page(page)
    inline = [e for tag in ("script", "style") for e in document.iter(tag) if "src" not in e.attrib]
    assert inline
    assert all(e.attrib.get("nonce") == nonce for e in inline)
    assert [
        name for e in document.iter() for name in e.attrib if name.startswith("on") or name == "style"
    ] == []
    assert nonce not in client.get("/access/").headers["Content-Security-Policy"]


def test_nothing_of_a_signed_in_person_is_stored_by_browsers_or_proxies(client):
    for path in ("/", "/access/", "/nowhere/", "/second-factor/"):
        control = client.get(path).headers["Cache-Control"]
        assert "no-store" in control and "private" in control


def test_cookies_are_for_the_host_over_https_only_and_unseen_by_scripts():
    answer = python(
        """
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
      s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN,
      s.SECURE_HSTS_SECONDS)
"""
    )
    assert answer.stdout.split() == [
        *("__Host-session", "__Host-csrf", "True", "True", "True", "/", "None", "None", "31536000")
    ]


def test_the_session_cookie_is_what_the_settings_say(policies):
    token = make_link(person=make_person("headteacher", second_factor=False), at=timezone.now(), minutes=5)
    cookie = Client().post(f"/sign-in/link/{token}/").cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["path"] == "/" and not cookie["domain"]
    assert cookie["samesite"] == "Lax"


def test_a_form_from_elsewhere_is_refused_with_a_page(policies):
    person = make_person("admin")
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(person).cookies
    answer = client.post("/access/invite/", {"name": "x"})
    assert answer.status_code == 403
    assert_good_page(answer)


def test_the_pages_for_what_may_not_be_are_good_pages(client, client_as):
    assert_good_page(client.get("/nowhere/"))
    typed = client.get("/sign-out/")
    assert typed.headers["Allow"] == "POST"
    assert_good_page(typed)
    assert_good_page(client_as("headteacher").get("/access/"))
    refused = client.post(f"/access/{client.person.public_id}/disable/")
    assert refused.status_code == 403
    assert_good_page(refused)


def test_the_page_for_our_own_faults_needs_no_database_and_no_policy(client):
    person = client.person
    Policy.objects.all().delete()  # as on an installation that was never set up
    client = sign_in(person)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    document = assert_good_page(answer)
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])[1]
    assert {e.attrib["nonce"] for e in document.iter("style")} == {nonce}


@pytest.mark.parametrize(
    ("spoilt", "fault"),
    [
        ((b"<h1", b"<h2"), "ParseError|h1"),
        ((b"</h1>", b"</h1><h1>Again</h1>"), "2 h1"),
        ((b'lang="en-GB"', b""), "no language"),
        ((b'href="#main-content"', b'href="#elsewhere"'), "no skip link"),
        ((b" \xe2\x80\x93 Headway</title>", b"</title>"), "title"),
        ((b"</h1>", b"</h1><p id=main-content></p>"), "ids stand twice"),
        ((b"</h1>", b"</h1><p>This field is required.</p>"), "the framework speaks"),
        ((b"</h1>", b"</h1><p>2026-09-01</p>"), "a date is not in words"),
        ((b"</h1>", b'</h1><input name="q">'), "boxes without a label"),
        ((b"</h1>", b"</h1></b>"), "end tag|ParseError|unexpected"),
    ],
)
def test_a_bad_page_is_found(client, spoilt, fault):
    page = client.get("/second-factor/")
    assert spoilt[0] in page.content
    page.content = page.content.replace(*spoilt, 1)
    with pytest.raises(Exception, match=f"(?i){fault}"):
        assert_good_page(page)


def test_the_frameworks_own_check_of_a_production_installation_is_silent(tmp_path):
    answer = python("", "-m", "headway", "check", "--deploy", "--fail-level", "WARNING", data=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout
    assert "?:" not in answer.stderr


def test_the_check_would_not_be_silent_without_https(tmp_path):
    more = ("-m", "headway", "check", "--deploy", "--fail-level", "WARNING")
    answer = python("", *more, data=tmp_path, HEADWAY_HTTPS="off")
    assert answer.returncode == 1
    assert "security.W" in answer.stderr


def python(code, *arguments, data=None, **changes):
    """Python in a process of its own, with the settings of a production installation."""
    environment = {**os.environ, **PRODUCTION, **changes, "PYTHONPATH": str(ROOT / "src")}
    environment["DJANGO_SETTINGS_MODULE"] = "headway.site.settings"
    environment["HEADWAY_DATA"] = str(data or settings.DATA)
    return subprocess.run(
        [sys.executable, *(arguments or ("-c", code))],
        env=environment,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
