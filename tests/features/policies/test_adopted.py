"""What tests begin with is what an installation adopts: a copy differs from the first in its ids alone."""

import pytest
from tests import adopted
from tests.pages.matrix import rolled_back

from headway.features.audit.models import Event
from headway.features.audit.queries import breaks_in_the_chain
from headway.features.policies.models import Policy
from headway.features.search.models import Entry, Gram

pytestmark = pytest.mark.django_db


def stored():
    """Everything there is, without ids."""
    policies = list(
        Policy.objects.order_by("pk").values_list("kind", "pack", "number", "body", "in_use_from")
    )
    events = list(Event.objects.order_by("number").values_list("number", "at", "action", "after"))
    found = sorted(Gram.objects.values_list("gram", "kind", "entry__title", "entry__words"))
    return policies, events, found, Entry.objects.count()


def test_a_copy_differs_from_what_was_adopted_in_its_ids_alone():
    with rolled_back():
        adopted.adopt()
        first, ids = stored(), set(Policy.objects.values_list("public_id", flat=True))
    adopted.adopt()
    assert stored() == first
    assert not ids & set(Policy.objects.values_list("public_id", flat=True))
    assert breaks_in_the_chain() == []


def test_a_copy_can_be_adopted_again_and_gets_its_next_versions():
    with rolled_back():
        adopted.adopt()
    adopted.adopt()
    before = stored()
    adopted.adopt()
    assert stored() == before


def test_where_something_stands_already_the_policies_are_adopted_as_ever():
    with rolled_back():
        adopted.adopt()
    adopted.adopt(packs=("england",))
    adopted.adopt()
    assert Policy.objects.filter(pack="current").exists()
    assert breaks_in_the_chain() == []
