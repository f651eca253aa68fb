"""Every component in every state is a page that whoever looks after the installation opens."""

import pytest
from tests.pages.pages import assert_good_page, parse_page, shown_words

from headway.pages.components.states import every_state, parts

pytestmark = pytest.mark.django_db


def test_every_state_stands_on_one_of_the_pages(client_as):
    client = client_as("admin")
    said = [
        shown_words(assert_good_page(client.get(f"/components/{number}/")))
        for number in range(1, len(parts()) + 1)
    ]
    for state in every_state():
        assert any(f"{state.component}: {state.name}" in words for words in said)
    assert shown_words(parse_page(client.get("/components/"))) == said[0]


def test_the_installation_leads_there_and_a_part_that_is_not_there_is_no_page(client_as):
    client = client_as("admin")
    assert b'href="/components/"' in client.get("/access/installation/").content
    assert [client.get(f"/components/{number}/").status_code for number in (0, len(parts()) + 1)] == [
        404,
        404,
    ]


def test_it_asks_nothing_of_the_database_beyond_who_is_looking(client_as, django_assert_max_num_queries):
    client = client_as("admin")
    with django_assert_max_num_queries(12):
        client.get("/components/")
