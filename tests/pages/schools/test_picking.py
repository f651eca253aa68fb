"""One deed for many schools: shown before it is done, left out where it may not be, taken back in time."""

from datetime import date

import pytest
from tests.factories import make_membership, make_partnership, make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in, tie

from headway.features.allocation.models import Conflict
from headway.features.appointments.models import Appointment
from headway.features.partnerships.models import Membership
from headway.features.people.models import Adviser
from headway.features.undoing.models import Deed

pytestmark = pytest.mark.django_db
PICKED = "/schools/picked/"
DAY = {"valid_from-day": "1", "valid_from-month": "9", "valid_from-year": "2026"}


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def leader(db):
    adopt_current_policies()
    return sign_in(make_person("head-of-service"))


def make_adviser(**more) -> Adviser:
    return Adviser.objects.create(person=make_person("adviser", **more), base_easting=1, base_northing=1)


def schools(number: int) -> list:
    return [make_school(name=f"School {one}", status="Open", status_code="1") for one in range(number)]


def sent(action: str, chosen: object, found: list, step: str = "show") -> dict:
    urns = " ".join(str(school.urn) for school in found)
    return {"action": action, "chosen": chosen.pk, "keys": urns, "step": step} | DAY


def advisers_of(found: list) -> list[str]:
    held = Appointment.objects.filter(role="adviser", subject_kind="school", valid_until=None)
    names = dict(held.values_list("subject_id", "person__name"))
    return [names.get(str(school.urn), "") for school in found]


def test_the_list_offers_boxes_to_those_who_may_do_something_with_them(leader):
    schools(1)
    assert leader.get("/schools/").context["page"].table.picking is not None
    assert sign_in(make_person("adviser")).get("/schools/").context["page"].table.picking is None


def test_schools_picked_are_shown_with_the_form(leader):
    found = schools(3)
    page = leader.get(PICKED, {"action": "adviser", "school": [school.urn for school in found[:2]]})
    assert_good_page(page)
    assert "2 schools" in words(page) and "School 2" not in words(page)


def test_every_school_of_the_filter_is_picked_at_once(leader):
    schools(60)
    make_school(name="Other", status="Open", status_code="1")
    page = leader.get(PICKED, {"action": "adviser", "all": "q=school"})
    assert "60 schools" in words(page)


def test_nothing_is_done_before_its_effects_are_shown(leader):
    found, adviser = schools(2), make_adviser()
    page = leader.post(PICKED, sent("adviser", adviser, found))
    assert "Do it for 2 schools" in words(page)
    assert advisers_of(found) == ["", ""]


def test_schools_get_an_adviser_the_one_before_ends_there_and_it_is_taken_back(leader):
    found, old, new = schools(2), make_adviser(), make_adviser()
    tie(old.person, "adviser", "school", found[0].urn)
    said = words(leader.post(PICKED, sent("adviser", new, found, "do"), follow=True))
    assert f"2 schools are advised by {new}." in said
    assert advisers_of(found) == [new.person.name] * 2
    assert Appointment.objects.get(person=old.person).valid_until == date(2026, 9, 1)
    said = words(leader.post("/undo/", {"deed": Deed.objects.get().public_id}, follow=True))
    assert "2 schools have the adviser they had before." in said
    assert advisers_of(found) == [old.person.name, ""]


def test_a_conflict_of_interest_leaves_the_school_out_and_says_so(leader):
    found, adviser = schools(2), make_adviser()
    Conflict.objects.create(
        adviser=adviser, school=found[0], reason="Is a governor", valid_from=date(2020, 1, 1)
    )
    assert "has a conflict of interest" in words(leader.post(PICKED, sent("adviser", adviser, found)))
    said = words(leader.post(PICKED, sent("adviser", adviser, found, "do"), follow=True))
    assert "1 school is advised by" in said and "1 school was left out." in said
    assert advisers_of(found) == ["", adviser.person.name]


def test_what_was_changed_since_is_not_taken_back(leader):
    found, adviser = schools(1), make_adviser()
    leader.post(PICKED, sent("adviser", adviser, found, "do"))
    Appointment.objects.filter(role="adviser").update(valid_until=date(2027, 1, 1))
    said = words(leader.post("/undo/", {"deed": Deed.objects.get().public_id}, follow=True))
    assert "Somebody has changed one of these appointments since" in said
    assert Deed.objects.get().undone_at is None


def test_m1_04_schools_join_a_partnership_but_not_two_recognised_ones(leader):
    found = schools(2)
    make_membership(make_partnership("Dale"), found[0], date(2022, 9, 1))
    vale = make_partnership("Vale")
    assert "Dale" in words(leader.post(PICKED, sent("partnership", vale, found)))
    said = words(leader.post(PICKED, sent("partnership", vale, found, "do"), follow=True))
    assert "1 school is in Vale." in said and "1 school was left out." in said
    leader.post("/undo/", {"deed": Deed.objects.get().public_id})
    assert not Membership.objects.filter(partnership=vale).exists()


def test_an_adviser_another_may_not_choose_is_refused_with_a_sentence(leader):
    found, adviser = schools(1), make_adviser()
    page = sign_in(make_person("chief-adviser")).post(PICKED, sent("adviser", adviser, found, "do"))
    assert page.status_code == 302 and advisers_of(found) == [""]


def test_without_a_choice_or_a_day_the_form_says_what_to_do(leader):
    found = schools(1)
    page = leader.post(PICKED, {"action": "adviser", "keys": found[0].urn, "step": "do"})
    assert page.status_code == 422
    assert "Select one" in words(page) and "Enter the first day" in words(page)


def test_no_school_picked_is_said(leader):
    for asked in (
        {},
        {"action": "adviser"},
        {"action": "adviser", "school": "x"},
        {"action": "none", "school": "9"},
    ):
        assert "No school was picked." in words(leader.get(PICKED, asked, follow=True))
