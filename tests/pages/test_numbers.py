"""What is no number, or far too long a one, in an address or a form: a page, never a fault of the server."""

import pytest
from django.urls import reverse
from tests.pages import canaries, matrix
from tests.pages.matrix import rolled_back

from headway.pages.registry import ROUTES

pytestmark = pytest.mark.django_db
MATRIX = matrix.read_matrix()
WRONG = ("9" * 5000, "\x00", "²")
ASKED = ("year", "page", "version", "with", "number")
# Of what is typed where a word stands in the address itself, on both databases.
PLACES = (
    "/jobs/a%00b/",
    "/letters/a%00b/",
    "/schools/groups/%00/",
    "/partnerships/a%00b/",
    "/year-plan/%00/",
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rolled_back():
        yield matrix.build_world(["head-of-service"])


@pytest.mark.parametrize("wrong", WRONG)
def test_no_page_stumbles_over_a_number(world, wrong):
    for path in canaries.addresses(world, MATRIX["routes"]):
        query = "&".join(f"{name}={wrong}" for name in ASKED)
        answer = matrix.ask(world, "head-of-service", "GET", f"{path}{'&' if '?' in path else '?'}{query}")
        assert answer.status_code < 500, (path, wrong[:10])


@pytest.mark.parametrize("wrong", WRONG)
def test_no_button_stumbles_over_a_number(world, wrong):
    for route in ROUTES:
        entry = MATRIX["routes"][route.name]
        if route.post is None or route.public:
            continue
        made = world.made[(entry["object"], "own")] if "object" in entry else {}
        with matrix.rolled_back():
            path = reverse(route.name, kwargs=made)
            answer = matrix.ask(world, "head-of-service", "POST", path, dict.fromkeys(ASKED, wrong))
        assert answer.status_code < 500, (path, wrong[:10])


@pytest.mark.parametrize("path", PLACES)
def test_a_character_that_is_none_is_not_found(world, path):
    assert matrix.ask(world, "head-of-service", "GET", path).status_code == 404
