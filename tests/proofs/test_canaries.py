"""No role reads a canary of the newer features anywhere in the product: every page, list, file and search."""

import pytest
from django.urls import reverse
from tests.pages import canaries, matrix
from tests.pages.canaries import ROLES
from tests.pages.matrix import rolled_back
from tests.pages.test_canaries_of_work import TEXTS, covers, leaks, planted_world, read_by

from headway.features.contacts import queries as contacts
from headway.features.schools.queries import own_schools

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("canaries")]
ENTRIES = matrix.read_matrix()["routes"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rolled_back():
        yield planted_world()


@pytest.mark.control
def test_a_list_that_is_open_is_found(world, monkeypatch, proven):
    """Control."""
    monkeypatch.setattr(contacts, "schools_visible_to", lambda viewer, *more: own_schools())
    caught = ("contact", "other") in leaks(
        "headteacher", read_by(world, "headteacher", [reverse("contacts")])
    )
    proven("canaries in a list that is open (control)", planted=1, caught=int(caught))
    assert caught


@pytest.mark.proof
def test_no_role_reads_a_canary_beyond_its_clearance(world, proven):
    paths = list(dict.fromkeys([*canaries.addresses(world, ENTRIES), *world.pages]))
    met = {role: read_by(world, role, paths) for role in ROLES}
    found = {role: leaks(role, texts) for role, texts in met.items()}
    readers = {kind: [role for role in ROLES if covers(role, *kind)] for kind in TEXTS.values()}
    unread = [
        kind for kind, roles in readers.items() if roles and not any(kind in met[role] for role in roles)
    ]
    proven(
        "canaries of the newer features",
        canaries=len(TEXTS),
        pages=len(paths) * len(ROLES),
        leaks=sum(map(len, found.values())),
    )
    assert ({role: texts for role, texts in found.items() if texts}, unread) == ({}, [])
    assert all(
        covers(role, *kind) <= (kind in texts) for role, texts in met.items() for kind in TEXTS.values()
    )
