"""One person cannot search, or take files away, as fast as a script would; everybody else goes on."""

import pytest
from django.conf import settings as product
from tests.pages.invariants import faults_of_response
from tests.pages.pages import assert_good_page, shown_words

from headway.pages import limits
from headway.pages.limits import Counts
from headway.pages.registry import ROUTES
from headway.pages.routes import DOWNLOAD

SEARCHES, FILES = (
    ("/search/?q=oak", "/search/suggest/?q=oak"),
    ("/schools/?export=csv", "/schools/?print=yes"),
)


@pytest.fixture
def few(settings):
    """Three searches and two files a minute."""
    settings.MOST_A_MINUTE = {"search": 3, "download": 2}


def statuses(client, *paths):
    return [client.get(path).status_code for path in paths]


@pytest.mark.parametrize("paths, most", [(SEARCHES, 3), (FILES, 2)])
def test_more_than_the_limit_is_answered_with_when_to_go_on(few, client_as, paths, most):
    client = client_as("data-officer")
    asked = [paths[number % 2] for number in range(most)]
    assert statuses(client, *asked) == [200] * most
    refused = client.get(paths[0])
    assert refused.status_code == 429
    seconds = int(refused.headers["Retry-After"])
    assert 0 < seconds <= 60
    said = shown_words(assert_good_page(refused))
    assert f"More than {most} " in said and f"Go on in {seconds} second" in said


def test_one_persons_searches_hinder_neither_their_pages_nor_anybody_else(few, client_as):
    busy, calm = client_as("data-officer"), client_as("data-officer")
    assert statuses(busy, *[SEARCHES[0]] * 4)[-1] == 429
    assert statuses(busy, "/", "/schools/", FILES[0]) == [200] * 3
    assert statuses(calm, SEARCHES[0]) == [200]


def test_after_a_minute_one_goes_on():
    counts = Counts()
    assert [counts.seconds_to_wait("a", "search", 2, now) for now in (0.0, 30.0, 59.5)] == [0, 0, 1]
    assert counts.seconds_to_wait("a", "search", 2, 60.0) == 0


def test_a_limit_that_does_not_count_would_be_seen(few, client_as, monkeypatch):
    """Control: where nothing is counted, everything is let through."""
    monkeypatch.setattr(limits.counts, "seconds_to_wait", lambda *asked: 0)
    assert statuses(client_as("data-officer"), *[SEARCHES[0]] * 9) == [200] * 9


def test_a_file_of_a_route_that_counts_nothing_is_a_fault(client_as):
    """Control of the look at every answer of these tests."""
    answer = client_as("data-officer").get(FILES[0])
    assert faults_of_response(answer) == []
    answer.wsgi_request.GET = {}
    assert faults_of_response(answer) == ["a file of a route without a limit: schools"]


def test_the_limits_are_far_above_what_a_person_does():
    """A fast typist asks for a hit every 120 ms at most; three hundred people of one name thinking 5 s search 300 times."""
    assert product.MOST_A_MINUTE["search"] >= 60 / 0.12
    assert product.MOST_A_MINUTE["download"] >= 60
    assert {route.limit for route in ROUTES} == {"", *product.MOST_A_MINUTE}
    assert sum(route.limit == DOWNLOAD for route in ROUTES) >= 10
