"""What bodies ask for, and functions that pass on."""

from datetime import date

import pytest
from django.utils import timezone
from tests.pages.committees.test_groups import day, words
from tests.pages.group_objects import make_forum, make_function, make_request
from tests.pages.pages import assert_good_page

from headway.features.committees.models import Function, InformationRequest

pytestmark = pytest.mark.django_db
FUNCTIONS = "/joint-working/functions/"


@pytest.fixture
def officer(client_as, policies):
    return client_as("business-support")


@pytest.fixture
def reader(client_as):
    return client_as("adviser")


def test_m15_04_a_body_s_questions_are_each_answered_before_the_reply_leaves(officer, reader):
    forum = make_forum()
    base = f"/joint-working/forums/{forum.public_id}/"
    sent = {
        "title": "The new model",
        "questions": "How many days?\nFrom when?",
        **day("asked_on", timezone.localdate()),
    }
    assert officer.post(f"{base}requests/new/", sent).status_code == 302
    made = InformationRequest.objects.get()
    href = f"{base}requests/{made.public_id}/"
    assert "0 of 2 answered" in words(officer.get(base))
    assert officer.post(f"{href}send/").status_code == 403
    page = officer.get(f"{href}answers/")
    assert_good_page(page)
    assert "From when?" in words(page)
    answers = {"answer-1": "Three", "answer-2": "September", "version": 1}
    assert officer.post(f"{href}answers/", answers).status_code == 302
    assert officer.post(f"{href}send/").status_code == 302
    shown = reader.get(href)
    assert_good_page(shown)
    for said in ("How many days?", "Three", "September", "Replied on"):
        assert said in words(shown)
    assert officer.get(f"{href}answers/").status_code == 403
    assert "Replied" in words(officer.get(base))


def test_a_request_without_a_question_or_with_too_many_is_refused(officer):
    base = f"/joint-working/forums/{make_forum().public_id}/requests/new/"
    sent = {"title": "All", **day("asked_on", timezone.localdate())}
    assert "Enter at least one question" in words(officer.post(base, sent))
    many = officer.post(base, sent | {"questions": "\n".join("What?" for _ in range(41))})
    assert "There are 41 questions" in words(many)


def test_m14_18_m1_10_the_matrix_before_and_after_differs_on_universal_functions_only(officer, reader):
    universal, targeted = make_function(), make_function("Intervention", "targeted")
    href = f"{FUNCTIONS}{universal.public_id}/pass-on/"
    sent = {"holder": "The schools' trust", "duty": "Intervene", **day("valid_from", date(2012, 9, 1))}
    assert officer.post(href, sent).status_code == 302
    page = reader.get(FUNCTIONS)
    assert_good_page(page)
    shown = words(page)
    assert "On 31 August 2012" in shown
    assert "On 1 September 2012" in shown
    assert "1 function passed on, all of the kind: Universal, for every school" in shown
    assert shown.count("changed") == 1
    assert targeted.holdings.count() == 1
    later = {**day("before", date(2013, 1, 1)), **day("after", date(2014, 1, 1))}
    assert "nothing passed on" in words(reader.get(FUNCTIONS, later))
    assert officer.post(href, sent).status_code == 422


def test_a_function_is_named_once_and_days_that_are_none_are_told(officer):
    sent = {
        "name": "Challenge",
        "kind": "universal",
        "holder": "The authority",
        **day("valid_from", date(2010, 9, 1)),
    }
    assert officer.post(f"{FUNCTIONS}new/", sent).status_code == 302
    assert "There is a function of this name already" in words(officer.post(f"{FUNCTIONS}new/", sent))
    assert Function.objects.count() == 1
    assert (
        officer.get(FUNCTIONS, {"before-day": "40", "before-month": "1", "before-year": "2012"}).status_code
        == 422
    )


@pytest.mark.parametrize("number", [1, 30])
def test_these_pages_ask_few_questions(officer, number, django_assert_max_num_queries):
    forum = make_forum()
    for n in range(number):
        make_request(forum)
        make_function(f"Function {n}")
    for href in (FUNCTIONS, f"/joint-working/forums/{forum.public_id}/"):
        officer.get(href)
        with django_assert_max_num_queries(12):
            officer.get(href)
