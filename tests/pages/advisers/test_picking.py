"""A quadrant given to the advisers picked: shown before it is done, left out where it may not be, taken back in time."""

import pytest
from tests.pages.advisers.test_inline import make_adviser
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in

from headway.features.people.models import Adviser
from headway.features.schools.models import Quadrant
from headway.features.undoing.models import Deed

pytestmark = pytest.mark.django_db
PICKED = "/advisers/picked/"


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def officer(db):
    adopt_current_policies()
    return sign_in(make_person("business-support"))


@pytest.fixture
def north(db):
    return Quadrant.objects.create(name="North")


def sent(quadrant, *advisers, step="show"):
    keys = " ".join(one.person.public_id for one in advisers)
    return {"action": "quadrant", "chosen": quadrant.pk, "keys": keys, "step": step}


def quadrants() -> list[str]:
    return list(Adviser.objects.order_by("person__name").values_list("quadrant", flat=True))


def test_boxes_are_offered_to_those_who_may_change_advisers(officer):
    adviser = make_adviser("Adviser 01")
    assert officer.get("/advisers/").context["page"].table.picking is not None
    assert sign_in(adviser.person).get("/advisers/").context["page"].table.picking is None


def test_the_effects_are_shown_and_nothing_is_done(officer, north):
    one, other = make_adviser("Adviser 01"), make_adviser("Adviser 02")
    page = officer.post(PICKED, sent(north, one, other))
    assert_good_page(page)
    assert "Do it for 2 advisers" in words(page) and quadrants() == ["", ""]


def test_those_picked_get_the_quadrant_and_it_is_taken_back(officer, north):
    one, other = make_adviser("Adviser 01"), make_adviser("Adviser 02")
    Adviser.objects.filter(pk=other.pk).update(quadrant="North")
    said = words(officer.post(PICKED, sent(north, one, other, step="do"), follow=True))
    assert "1 adviser is in North." in said and "1 adviser was left out." in said
    assert quadrants() == ["North", "North"]
    said = words(officer.post("/undo/", {"deed": Deed.objects.get().public_id}, follow=True))
    assert "1 adviser is as before." in said and quadrants() == ["", "North"]


def test_what_was_changed_since_is_not_taken_back(officer, north):
    one = make_adviser("Adviser 01")
    officer.post(PICKED, sent(north, one, step="do"))
    Adviser.objects.update(version=99)
    said = words(officer.post("/undo/", {"deed": Deed.objects.get().public_id}, follow=True))
    assert "Somebody has changed Adviser 01 since" in said and quadrants() == ["North"]


def test_an_adviser_without_days_this_year_is_left_out_with_the_reason(officer, north):
    one = make_adviser("Adviser 01")
    one.years.all().delete()
    assert "The days of this year are not known yet." in words(officer.post(PICKED, sent(north, one)))
    officer.post(PICKED, sent(north, one, step="do"))
    assert quadrants() == [""] and not Deed.objects.exists()


def test_every_adviser_of_the_filter_is_picked_at_once(officer, north):
    for number in range(60):
        make_adviser(f"Adviser {number:02}")
    make_adviser("Other")
    assert "60 advisers" in words(officer.get(PICKED, {"action": "quadrant", "all": "q=adviser"}))


def test_who_may_not_change_advisers_is_refused(officer, north):
    adviser = make_adviser("Adviser 01")
    assert sign_in(adviser.person).post(PICKED, sent(north, adviser, step="do")).status_code == 403
    assert quadrants() == [""]
