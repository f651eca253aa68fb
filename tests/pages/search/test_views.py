"""The search: found by everybody who may see it, by nobody else, and told so that it can be read."""

import pytest
from tests.factories import make_authority, make_partnership, make_school
from tests.pages.pages import assert_good_page, shown_words

from headway.features.search.models import Entry, Gram
from headway.flows.index_everything import index_everything
from headway.flows.searched import SEARCHED

MANY = 70


@pytest.fixture
def world(policies):
    authority = make_authority()
    schools = [
        make_school(900001 + at, name=f"Elm {at} Primary School", authority=authority) for at in range(3)
    ]
    make_partnership("Elm Partnership", *schools[:2])
    index_everything()
    return schools


def words(client, path):
    return shown_words(assert_good_page(client.get(path)))


def test_hits_are_grouped_and_counted(world, client_as):
    said = words(client_as("head-of-service"), "/search/?q=elm")
    assert "4 results" in said
    assert "Schools (3)" in said
    assert "Partnerships (1)" in said


def test_one_kind_can_be_chosen(world, client_as):
    said = words(client_as("head-of-service"), "/search/?q=elm&kind=partnership")
    assert "1 result" in said
    assert "Elm 1 Primary School" not in said


def test_nothing_found_says_what_can_be(world, client_as):
    said = words(client_as("head-of-service"), "/search/?q=zzzzz")
    assert "Nothing is called like “zzzzz”." in said
    assert "schools, trusts and federations, structural changes, partnerships" in said


def test_a_school_is_found_by_its_urn_and_by_a_slip(world, client_as):
    client = client_as("adviser")
    assert "Elm 1 Primary School" in words(client, "/search/?q=900002")
    assert "Elm 1 Primary School" in words(client, "/search/?q=900002%00")


@pytest.mark.parametrize("kind", ["", "nonsense", "school'"])
def test_an_unknown_kind_shows_everything(world, client_as, kind):
    assert "4 results" in words(client_as("head-of-service"), f"/search/?q=elm&kind={kind}")


def test_suggestions_are_a_piece_of_a_page(world, client_as):
    answer = client_as("head-of-service").get("/search/suggest/?q=elm")
    assert answer.content.decode().count('role="option"') == len(world) + 1
    assert "<html" not in answer.content.decode()


def test_signs_in_names_and_in_what_was_typed_are_text(policies, client_as):
    make_school(900001, name="Elm <script>alert(1)</script> School", authority=make_authority())
    index_everything()
    client = client_as("head-of-service")
    for path in ("/search/?q=elm", "/search/suggest/?q=elm", "/search/?q=<script>alert(1)</script>"):
        assert "<script>alert" not in client.get(path).content.decode()


@pytest.mark.parametrize("role", ["member", "provider", "headteacher", "hr", "admin"])
def test_who_may_not_know_of_a_thing_finds_nothing_of_it(world, client_as, role):
    """Byte for byte the same answer as where there is none."""
    client = client_as(role, world[0])
    before = client.get("/search/suggest/?q=elm").content
    other = make_partnership("Elm Other Partnership", world[2])
    index_everything()
    assert client.get("/search/suggest/?q=elm").content == before
    assert other.name in client_as("head-of-service").get("/search/suggest/?q=elm+other").content.decode()


def test_the_queries_do_not_grow_with_what_is_found(world, client_as, django_assert_max_num_queries):
    client = client_as("head-of-service")
    for at in range(MANY):
        make_school(910000 + at, name=f"Elm {at} School")
    index_everything()
    client.get("/search/?q=elm")
    with django_assert_max_num_queries(12):
        said = words(client, "/search/?q=elm")
    assert "The best 50 of" in said


def test_the_index_made_anew_is_the_same(world):
    before = sorted(Entry.objects.values_list("kind", "key", "words")), Gram.objects.count()
    index_everything()
    assert (sorted(Entry.objects.values_list("kind", "key", "words")), Gram.objects.count()) == before
    assert sum(len(one.source.things()) for one in SEARCHED) == Entry.objects.count()
