"""Whose tries a limit counts: those of the address that our own proxy saw, over every process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache, caches
from django.test import Client

ROOT = Path(__file__).resolve().parents[3]
LIMIT = 20  # requests for a code a minute from one address
COUNT = f"""
import django; django.setup()
from allauth.core.internal.ratelimit import consume
from django.test import RequestFactory
request = RequestFactory().post("/")
print(sum(bool(consume(request, app="a", action="b", config={{"b": "{LIMIT}/h/ip"}})) for _ in range({LIMIT})))
"""
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


def counted_by_two(folder, settings_module):
    """How many of two processes' requests at once are let through together."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HEADWAY_", "DJANGO_", "DATABASE_URL"))}
    environment = kept | {
        "HEADWAY_DATA": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": settings_module,
        "PYTHONPATH": f"{ROOT / 'src'}:{folder}",
    }
    python = [sys.executable, "-m", "headway", "createcachetable"]
    subprocess.run(python, env=environment, check=True, capture_output=True)
    command = [sys.executable, "-c", "import headway.site.settings\n" + COUNT]
    both = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    return sum(int(one.communicate()[0]) for one in both)


def test_two_processes_count_together(tmp_path):
    # Fewer where one waited too long for the other to write: a limit may be stricter, never looser.
    assert LIMIT // 2 < counted_by_two(tmp_path, "headway.site.settings") <= LIMIT


def test_a_cache_of_each_process_would_be_seen(tmp_path):
    """Control: with a memory of its own each process lets its own twenty through."""
    (tmp_path / "apart.py").write_text(
        "from headway.site.settings import *\n"
        "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache'}}\n"
    )
    assert counted_by_two(tmp_path, "apart") == 2 * LIMIT
