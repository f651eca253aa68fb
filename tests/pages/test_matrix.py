"""Every route answers every role and relation as matrix.toml says; and the matrix would notice if it did not."""

import tomllib
from dataclasses import replace
from types import ModuleType

import pytest
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import override_settings
from django.urls import get_resolver, include, path
from tests.pages import matrix
from tests.pages.matrix import rolled_back
from tests.pages.people import POLICIES

from headway.features.people.models import Person
from headway.pages.doors import guard
from headway.pages.registry import ROUTES
from headway.site import urls

pytestmark = pytest.mark.django_db
MATRIX = matrix.read_matrix()
GROUPS, EXPECTED = MATRIX["groups"], MATRIX["routes"]
ACCESS = tomllib.loads((POLICIES / "current" / "access.toml").read_text(encoding="utf-8"))
# Who may what is decided before any database is asked: on PostgreSQL each page is asked by these alone.
FEW = ("head-of-service", "adviser", "data-officer", "headteacher", "anonymous")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all routes; undone at the end."""
    with django_db_blocker.unblock(), rolled_back():
        yield matrix.build_world(list(ACCESS["roles"]))


def site_with(*routes):
    """The addresses of these routes, as settings take them."""
    site = ModuleType("planted_urls")
    site.urlpatterns = [path(route.path, guard(route), name=route.name) for route in routes]
    site.handler404, site.handler500 = urls.handler404, urls.handler500
    return site


def faults_with(world, name, **changes):
    """The faults of a route that was changed like this."""
    planted = [replace(route, **changes) if route.name == name else route for route in ROUTES]
    with override_settings(ROOT_URLCONF=site_with(*planted)):
        return matrix.faults_of_route(world, name, EXPECTED[name], GROUPS)


def test_every_route_is_listed_and_every_entry_has_its_route():
    assert sorted(matrix.named_routes(get_resolver().url_patterns)) == sorted(EXPECTED)


def test_the_groups_hold_every_role_of_the_policy():
    assert matrix.members(["everybody"], GROUPS) == set(ACCESS["roles"])


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_role_gets_what_the_matrix_says(world, name):
    asking = FEW if connection.vendor == "postgresql" else ()
    assert matrix.faults_of_route(world, name, EXPECTED[name], GROUPS, asking) == []


@pytest.mark.parametrize("who", matrix.OUTSIDERS)
def test_without_a_session_an_unknown_address_leads_to_signing_in_like_a_known_one(world, who):
    answers = [matrix.ask(world, who, "GET", address) for address in ("/access/", "/no-such-page/")]
    assert [a.headers["Location"] for a in answers] == [
        "/sign-in/?next=/access/",
        "/sign-in/?next=/no-such-page/",
    ]
    assert {a.status_code for a in answers} == {302}


def test_an_unknown_id_is_answered_like_an_unknown_address(world):
    answer = matrix.ask(world, "admin", "GET", "/access/bcdfghjkmnpq/")
    assert answer.status_code == 404
    assert matrix.without_tokens(answer) == matrix.missing_page(world, "admin")


def test_a_planted_route_that_is_not_listed_is_found():
    planted = path(
        "deep/", include([path("planted/", HttpResponse, name="planted"), path("nameless/", HttpResponse)])
    )
    names = set(matrix.named_routes([*get_resolver().url_patterns, planted]))
    assert names - set(EXPECTED) == {"planted", "(nameless/)"}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"kind": ""}, "adviser GET /access/: 200, expected [404]"),
        ({"kind": "register"}, "member GET /access/: 200, expected [404]"),
        ({"public": True}, "anonymous GET /access/: 200, expected [302]"),
    ],
)
def test_a_planted_open_door_is_found(world, changes, fault):
    assert fault in faults_with(world, "access_people", view=lambda request: HttpResponse(), **changes)


def test_a_planted_change_for_readers_is_found(world):
    assert any("POST" in fault for fault in faults_with(world, "home", post="see"))


def test_a_planted_closed_door_is_found(world):
    faults = faults_with(world, "access_people", kind="pay")
    assert "admin GET /access/: 404, expected [200]" in faults


def test_a_planted_write_behind_a_refusal_is_found(world):
    def write_and_hide(request):
        Person.objects.filter(pk=0).update(name="written")
        raise Http404

    faults = faults_with(world, "access_people", kind="", view=write_and_hide)
    assert any(fault.startswith('adviser GET /access/: wrote UPDATE "people_person"') for fault in faults)


def test_a_planted_write_on_get_is_found(world):
    def write(request):
        Person.objects.filter(pk=0).update(name="written")
        return HttpResponse()

    faults = faults_with(world, "home", view=write)
    assert any(fault.startswith('adviser GET /: wrote UPDATE "people_person"') for fault in faults)


def test_a_planted_404_that_tells_is_found(world):
    def tell(request):
        return HttpResponse("There is such a thing, but not for you.", status=404)

    faults = faults_with(world, "access_people", kind="", view=tell)
    assert "adviser GET /access/: its 404 is not the one of an address that does not exist" in faults


def test_own_and_other_are_told_apart():
    entry = {"get": {"any": ["admin"], "own": ["outside", "-member"], "refused": ["hr"]}}

    def right(who, side="own", method="GET"):
        return matrix.expected(entry, method, who, side, GROUPS)

    assert right("headteacher") == {200}
    assert right("headteacher", "other") == {404}
    assert right("admin", "other") == {200}
    assert right("hr") == {403}
    assert right("member") == right("finance") == {404}
    assert right("admin", method="POST") == {405}
    assert right("expired") == {302}
