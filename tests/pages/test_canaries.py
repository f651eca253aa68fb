"""What is confidential stays with those it is open to: in pages, lists, files and letters, for every role."""

from dataclasses import replace

import pytest
from tests.pages import canaries, matrix
from tests.pages.canaries import CLEARED, ROLES, word
from tests.pages.matrix import rolled_back

from headway.features.letters import queries
from headway.features.letters.models import Letter
from headway.features.schools.queries import own_schools

pytestmark = pytest.mark.django_db
MATRIX = matrix.read_matrix()
NEVER_SHOWN = {"publishing"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The matrix's world with the canaries in it; undone at the end."""
    with django_db_blocker.unblock(), rolled_back():
        made = matrix.build_world(ROLES)
        canaries.plant(made)
        yield made


def read_by(world, role, paths=None):
    """(kind, side) of every canary this role met, and the first address it stood at."""
    met = {}
    texts = [(word(kind, side), (kind, side)) for kind in CLEARED for side in ("own", "other")]
    for path in paths or canaries.addresses(world, MATRIX["routes"]):
        text = canaries.text_of(matrix.ask(world, role, "GET", path))
        met = {found: path for said, found in texts if said in text} | met
    return met


def leaks(role, met):
    """What the role met without clearance."""
    return {found: path for found, path in met.items() if not CLEARED[found[0]].covers(role, found[1])}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reads_no_confidential_text_beyond_its_clearance(world, role):
    assert leaks(role, read_by(world, role)) == {}


def test_the_walk_meets_every_text_that_is_shown_at_all(world):
    met = read_by(world, "head-of-service")
    assert set(met) == {(kind, side) for kind in CLEARED for side in ("own", "other")} - {
        (kind, side) for kind in NEVER_SHOWN for side in ("own", "other")
    }


def test_a_planted_letter_of_the_wrong_kind_is_found(world):
    with matrix.rolled_back():
        Letter.objects.filter(kind="categories").update(kind="letters")
        met = read_by(world, "finance", _letters(world))
    assert ("told", "other") in leaks("finance", met)


def test_a_planted_open_list_is_found(world, monkeypatch):
    monkeypatch.setattr(queries, "schools_visible_to", lambda viewer, kind: own_schools())
    met = read_by(world, "headteacher", _letters(world))
    assert ("told", "other") in leaks("headteacher", met)


def test_a_clearance_for_ones_own_school_ends_there():
    assert CLEARED["judged"].covers("headteacher", "own")
    assert not CLEARED["judged"].covers("headteacher", "other")
    assert not replace(CLEARED["judged"], own=frozenset()).covers("headteacher", "own")


def _letters(world):
    return [path for path in canaries.addresses(world, MATRIX["routes"]) if path.startswith("/letters/")]
