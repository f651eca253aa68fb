"""The page that says who does what at a school, and what it says before the authority plans it itself (M7-05)."""

from datetime import date

import pytest
from tests.factories import make_school
from tests.flows.test_who_does_what import handed_over, join
from tests.pages.group_objects import make_function
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import AT, adopt_current_policies, make_person, sign_in
from tests.plan_world import seen

from headway.features.committees.actions import name_function

pytestmark = pytest.mark.django_db


def words(response):
    return shown_words(assert_good_page(response))


@pytest.fixture
def adviser(db):
    adopt_current_policies()
    return sign_in(make_person("adviser"))


@pytest.fixture
def member(adviser):
    school = make_school(name="Member School")
    join(school)
    handed_over(seen(make_person("business-support")))
    make_function("Warning notices", "statutory")
    return school


def test_m7_05_the_page_shows_functions_by_body_with_dates_and_answers_what_is_planned(adviser, member):
    here = f"/schools/{member.urn}/functions/"
    said = words(adviser.get(here))
    assert "The Pioneer Trust" in said and "1 September 2014" in said and "Warning notices" in said
    asked = words(adviser.get(here, {"function": "Challenge of every school"}))
    assert "function held by The Pioneer Trust" in asked
    assert "The authority carries it out for this school" in words(
        adviser.get(here, {"function": "Warning notices"})
    )
    assert adviser.get(here, {"function": "Nothing"}).status_code == 422
    assert here in adviser.get(f"/schools/{member.urn}/").content.decode()


def test_m7_05_without_functions_the_page_says_so(adviser):
    school = make_school()
    assert "No function is written down yet" in words(adviser.get(f"/schools/{school.urn}/functions/"))


def test_m7_06_the_form_of_a_function_refuses_to_hand_over_intervention(adviser, member):
    officer = sign_in(make_person("business-support"))
    made = name_function(
        name="Interim boards",
        kind="statutory",
        holder="The authority",
        valid_from=date(2012, 9, 1),
        duty="",
        by=seen(make_person("business-support")),
        at=AT,
    )
    sent = {
        "holder": "The Pioneer Trust",
        "duty": "",
        "valid_from-day": 1,
        "valid_from-month": 9,
        "valid_from-year": 2020,
    }
    answer = officer.post(f"/joint-working/functions/{made.public_id}/pass-on/", sent)
    assert answer.status_code == 422 and "cannot hand it over" in words(answer)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [1, 30])
def test_few_queries_however_many_functions(adviser, number, django_assert_max_num_queries):
    school = make_school()
    for one in range(number):
        make_function(f"Function {one}")
    adviser.get(f"/schools/{school.urn}/functions/")
    with django_assert_max_num_queries(12):
        adviser.get(f"/schools/{school.urn}/functions/")
