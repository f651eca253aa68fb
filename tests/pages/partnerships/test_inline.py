"""Partnerships edited in the list: only what was changed, all or none, and taken back in time."""

import pytest
from tests.factories import make_partnership
from tests.pages.advisers.test_inline import typed
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in, tie

from headway.features.partnerships.models import Partnership
from headway.features.schools.models import Quadrant
from headway.features.undoing.models import Deed

pytestmark = pytest.mark.django_db
EDIT = "/partnerships/edit/"


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def leader(db):
    adopt_current_policies()
    return sign_in(make_person("head-of-service"))


def box(partnership, column: str) -> str:
    return f"{partnership.public_id}-{column}"


def names() -> list[str]:
    return list(Partnership.objects.order_by("pk").values_list("name", flat=True))


def take_back(client) -> str:
    deed = Deed.objects.order_by("pk").last()
    return words(client.post("/undo/", {"deed": deed.public_id}, follow=True))


def test_what_is_typed_is_saved_and_taken_back(leader):
    vale, dale = make_partnership("Vale"), make_partnership("Dale")
    north = Quadrant.objects.create(name="North")
    page = leader.get(EDIT)
    assert_good_page(page)
    changed = {box(vale, "name"): "Upper Vale", box(vale, "quadrant"): north.public_id}
    said = words(leader.post(EDIT, typed(page, **changed), follow=True))
    vale.refresh_from_db()
    dale.refresh_from_db()
    assert "1 partnership was changed." in said
    assert (vale.name, vale.quadrant, dale.version) == ("Upper Vale", north, 1)
    assert "1 partnership is as before." in take_back(leader)
    vale.refresh_from_db()
    assert (vale.name, vale.quadrant) == ("Vale", None)


def test_what_was_changed_since_is_not_taken_back(leader):
    vale = make_partnership("Vale")
    leader.post(EDIT, typed(leader.get(EDIT), **{box(vale, "name"): "Upper Vale"}))
    Partnership.objects.update(version=99)
    assert "Somebody has changed Upper Vale since" in take_back(leader)
    assert names() == ["Upper Vale"]


def test_a_name_that_another_has_saves_nothing_and_is_told_beside_its_box(leader):
    vale, dale = make_partnership("Vale"), make_partnership("Dale")
    sent = typed(leader.get(EDIT), **{box(dale, "name"): "Hill", box(vale, "name"): "hill"})
    page = leader.post(EDIT, sent)
    assert page.status_code == 422 and "already a partnership called" in words(page)
    assert_good_page(page)
    assert names() == ["Vale", "Dale"]


def test_names_that_follow_one_another_are_taken_back_in_turn(leader):
    one, two = make_partnership("Dale"), make_partnership("Vale")
    leader.post(EDIT, typed(leader.get(EDIT), **{box(one, "name"): "Hill", box(two, "name"): "Dale"}))
    assert names() == ["Hill", "Dale"]
    take_back(leader)
    assert names() == ["Dale", "Vale"]


def test_a_late_save_is_refused_and_nothing_of_it_stored(leader):
    vale, dale = make_partnership("Vale"), make_partnership("Dale")
    sent = typed(leader.get(EDIT), **{box(dale, "name"): "Hill", box(vale, "name"): "Wood"})
    Partnership.objects.filter(pk=vale.pk).update(version=5)
    assert "Somebody else saved this partnership meanwhile" in words(leader.post(EDIT, sent))
    assert names() == ["Vale", "Dale"]


def test_a_quadrant_lead_edits_the_own_ones_and_moves_none_elsewhere(leader):
    north, south = Quadrant.objects.create(name="North"), Quadrant.objects.create(name="South")
    ours, theirs = make_partnership("Vale"), make_partnership("Dale")
    Partnership.objects.filter(pk=ours.pk).update(quadrant=north)
    Partnership.objects.filter(pk=theirs.pk).update(quadrant=south)
    person = make_person("quadrant-lead")
    tie(person, "quadrant-lead", "quadrant", north.public_id)
    lead = sign_in(person)
    page = lead.get(EDIT)
    assert "Dale" not in words(page)
    refused = lead.post(EDIT, typed(page, **{box(ours, "quadrant"): south.public_id}))
    assert refused.status_code == 422
    lead.post(EDIT, typed(page, **{box(ours, "name"): "Upper Vale"}))
    ours.refresh_from_db()
    assert (ours.name, ours.quadrant) == ("Upper Vale", north)


def test_the_same_queries_for_one_and_for_thirty(leader, django_assert_max_num_queries):
    make_partnership("Vale 00")
    with django_assert_max_num_queries(12) as few:
        leader.get(EDIT)
    for number in range(1, 30):
        make_partnership(f"Vale {number:02}")
    with django_assert_max_num_queries(len(few)):
        leader.get(EDIT)
