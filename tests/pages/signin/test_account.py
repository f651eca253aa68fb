"""Your account: sessions are seen and ended, one's own only, and each ending is in the audit."""

import pytest
from django.test import Client
from django.utils import timezone
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import make_person

from headway.features.audit.models import Event
from headway.features.people.actions import make_link
from headway.features.schools.models import Authority
from headway.pages.signin.account import device_words
from headway.rules.schools import INVENTED_AUTHORITY

PATH, END = "/your-account/", "/your-account/end-session/"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0"


@pytest.fixture
def person(policies, settings):
    settings.MFA_REQUIRED = False
    Authority.objects.create(code=INVENTED_AUTHORITY, name="Nowhere", own=True)
    return make_person("adviser", second_factor=False)


def signed_in(person, agent):
    """A session as a browser of this name gets it."""
    client = Client(headers={"user-agent": agent})
    token = make_link(person=person, at=timezone.now(), minutes=15)
    client.post(f"/sign-in/link/{token}/")
    return client


def says(client):
    return shown_words(assert_good_page(client.get(PATH)))


def keys(client):
    return [line.key for line in client.get(PATH).context["page"].sessions if line.key]


def test_each_device_is_named_and_this_one_marked(person):
    desk, _ = signed_in(person, DESK), signed_in(person, PHONE)
    said = says(desk)
    assert "Edge on Windows (this one)" in said
    assert "Safari on iPhone" in said
    assert "from 127.0.0.1" in said
    assert "Adviser" in said


def test_one_session_is_ended_from_another(person):
    desk, phone = signed_in(person, DESK), signed_in(person, PHONE)
    (key,) = keys(desk)
    assert desk.post(END, {"session": key}).status_code == 302
    assert phone.get("/").headers["Location"].startswith("/sign-in/")
    assert desk.get("/").status_code == 200
    event = Event.objects.order_by("-number").first()
    assert (event.action, event.by, event.before) == ("end_sessions", person.public_id, {"sessions": 1})


def test_all_others_are_ended_at_once(person):
    desk, *others = (signed_in(person, agent) for agent in (DESK, PHONE, PHONE))
    assert "2 sessions ended" in shown_words(
        assert_good_page(desk.post(END, {"session": "others"}, follow=True))
    )
    assert [client.get("/").status_code for client in others] == [302, 302]
    assert desk.get("/").status_code == 200


@pytest.mark.parametrize("key", ["", "0", "x", "-1"])
def test_an_unknown_session_is_404_and_ends_nothing(person, key):
    desk, phone = signed_in(person, DESK), signed_in(person, PHONE)
    assert desk.post(END, {"session": key}).status_code == 404
    assert phone.get("/").status_code == 200


def test_nobody_ends_the_session_of_another(person):
    stranger = make_person("head-of-service", second_factor=False)
    mine, theirs, other = signed_in(person, DESK), signed_in(stranger, PHONE), signed_in(stranger, DESK)
    (key,) = keys(other)
    before = Event.objects.count()
    assert mine.post(END, {"session": key}).status_code == 404
    assert theirs.get("/").status_code == 200
    assert Event.objects.count() == before


def test_looking_writes_nothing(person, django_assert_max_num_queries):
    desk = signed_in(person, DESK)
    before = Event.objects.count()
    with django_assert_max_num_queries(12):
        desk.get(PATH)
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8", "a device that does not say what it is"),
        ("", "a device that does not say what it is"),
        ("<script>", "a device that does not say what it is"),
    ],
)
def test_devices_in_words(agent, words):
    assert device_words(agent) == words
