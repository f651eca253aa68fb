"""Whose tries a limit counts: those of the address that our own proxy saw, over every process."""

import pytest
from django.core.cache import cache, caches
from django.test import Client

pytestmark = pytest.mark.django_db
OFTEN = 25


@pytest.fixture(autouse=True)
def fresh_limits(policies):
    cache.clear()


def tries(forwarded):
    """Which of many tries to sign in were taken, each with its own words about where it comes from."""
    client = Client()
    for number in range(OFTEN):
        headers = {"HTTP_X_FORWARDED_FOR": forwarded(number)}
        answer = client.post("/sign-in/", {"email": f"nobody{number}@example.org"}, **headers)
        yield answer.status_code == 302


def test_one_persons_tries_behind_a_proxy_do_not_lock_others_out(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    taken = list(tries(lambda number: f"192.0.2.{number}"))
    assert all(taken), "each came from an address of its own"


def test_an_address_that_a_browser_made_up_does_not_count(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    taken = list(tries(lambda number: f"198.51.100.{number}, 192.0.2.1"))
    assert not all(taken), "the proxy saw one address"


def test_without_a_proxy_the_header_says_nothing(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert not all(tries(lambda number: f"192.0.2.{number}"))


def test_another_process_finds_what_this_one_counted():
    here, there = (caches.create_connection("default") for _ in range(2))
    here.set("tries", 19)
    there.incr("tries")
    assert here.get("tries") == 20
    assert "db" in type(here).__module__, "in the database, and not in the memory of one process"
