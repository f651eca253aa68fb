"""What a page says changed since a draft was planned, on real rows."""

import pytest
from tests.factories import make_school
from tests.planned_year import SUMMER, entitle_to, make_year, plan

from headway.features.deployment.models import Draft, State
from headway.features.people.models import AdviserYear
from headway.flows.compare_facts import changed_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(policies):
    return make_year()


def changed(draft: Draft) -> str:
    return " ".join(changed_facts(draft=draft, on=SUMMER))


def test_a_draft_of_todays_facts_has_nothing_to_say(year):
    assert changed_facts(draft=plan(), on=SUMMER) == ()


def test_m6_10_days_entitled_since_are_told_by_school(year):
    draft = plan()
    entitle_to(2, year.schools[0])
    assert changed(draft) == f"1 school has other days: {year.schools[0].name}."


def test_m6_10_a_school_that_opened_since_has_no_place(year):
    draft = plan()
    school = make_school(status_code="1")
    assert f"1 school has no place in it: {school.name}." in changed(draft)


def test_m6_10_an_adviser_with_fewer_days_is_named(year):
    draft = plan()
    AdviserYear.objects.filter(adviser=year.advisers[0]).update(leave_half_days=3)
    assert f"1 adviser has other days: {year.advisers[0]}." in changed(draft)


def test_what_has_no_line_of_its_own_is_still_told(year):
    draft = plan()
    type(year.schools[0]).objects.filter(pk=year.schools[0].pk).update(easting=1)
    assert "Something else the plan rests on changed" in changed(draft)


def test_a_published_plan_is_not_compared(year):
    draft = plan()
    entitle_to(2, year.schools[0])
    Draft.objects.filter(pk=draft.pk).update(state=State.PUBLISHED)
    draft.refresh_from_db()
    assert changed_facts(draft=draft, on=SUMMER) == ()
