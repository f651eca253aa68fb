"""Proposed partnerships settled together: shown before, left out where settled, taken back in time."""

import pytest
from tests.factories import make_partnership
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in, tie

from headway.features.partnerships.models import Partnership
from headway.features.schools.models import Quadrant
from headway.features.undoing.models import Deed

pytestmark = pytest.mark.django_db
PICKED = "/partnerships/picked/"


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def leader(db):
    adopt_current_policies()
    return sign_in(make_person("head-of-service"))


def proposed(name: str, **more) -> Partnership:
    made = make_partnership(name)
    Partnership.objects.filter(pk=made.pk).update(proposed=True, **more)
    made.refresh_from_db()
    return made


def sent(*partnerships, step="show"):
    return {"action": "settle", "keys": " ".join(one.public_id for one in partnerships), "step": step}


def still_proposed() -> list[str]:
    return list(Partnership.objects.filter(proposed=True).order_by("name").values_list("name", flat=True))


def test_the_effects_are_shown_and_nothing_is_done(leader):
    vale, dale = proposed("Vale"), make_partnership("Dale")
    assert leader.get("/partnerships/").context["page"].table.picking is not None
    page = leader.post(PICKED, sent(vale, dale))
    assert_good_page(page)
    assert "Do it for 1 partnership" in words(page) and "It is settled already." in words(page)
    assert still_proposed() == ["Vale"]


def test_proposals_are_settled_and_proposed_again(leader):
    found = [proposed("Vale"), proposed("Dale"), make_partnership("Hill")]
    said = words(leader.post(PICKED, sent(*found, step="do"), follow=True))
    assert "2 partnerships are settled." in said and "1 partnership was left out." in said
    assert still_proposed() == []
    said = words(leader.post("/undo/", {"deed": Deed.objects.get().public_id}, follow=True))
    assert "2 partnerships are proposed as before." in said and still_proposed() == ["Dale", "Vale"]


def test_none_is_proposed_again_where_one_was_changed_since(leader):
    found = [proposed("Vale"), proposed("Dale")]
    leader.post(PICKED, sent(*found, step="do"))
    Partnership.objects.filter(name="Vale").update(version=9)
    said = words(leader.post("/undo/", {"deed": Deed.objects.get().public_id}, follow=True))
    assert "Somebody has changed one of these partnerships since" in said and still_proposed() == []


def test_a_quadrant_lead_picks_the_own_ones_only(leader):
    north, south = Quadrant.objects.create(name="North"), Quadrant.objects.create(name="South")
    ours, theirs = proposed("Vale", quadrant=north), proposed("Dale", quadrant=south)
    person = make_person("quadrant-lead")
    tie(person, "quadrant-lead", "quadrant", north.public_id)
    lead = sign_in(person)
    table = lead.get("/partnerships/").context["page"].table
    assert {row.pick for row in table.rows} <= {ours.public_id, ""}
    lead.post(PICKED, sent(ours, theirs, step="do"))
    assert still_proposed() == ["Dale"]


def test_every_partnership_of_the_filter_is_picked_at_once(leader):
    for number in range(60):
        proposed(f"Vale {number:02}")
    proposed("Dale")
    assert "60 partnerships" in words(leader.get(PICKED, {"action": "settle", "all": "q=vale"}))
