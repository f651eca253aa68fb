"""Reviews of a service with live evidence, and appraisals that begin from a template."""

import pytest
from tests.factories import make_school
from tests.pages.decisions.test_appraisals import words
from tests.pages.group_objects import make_advice, make_forum
from tests.pages.pages import assert_good_page
from tests.pages.review_objects import PARTS, make_review

from headway.features.decisions.models import Appraisal, ServiceReview

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client_as, policies):
    return client_as("head-of-service")


def test_m14_03_a_review_challenges_compares_consults_and_competes_before_it_is_complete(boss, client_as):
    assert boss.post("/decisions/reviews/new/", {"title": "Behaviour support"}).status_code == 302
    made = ServiceReview.objects.get()
    href = f"/decisions/reviews/{made.public_id}/"
    three = {slug: f"What {slug} says." for slug in PARTS[:3]}
    sent = {"title": made.title, "version": 1, **three}
    assert_good_page(boss.get(f"{href}parts/"))
    assert boss.post(f"{href}parts/", sent).status_code == 302
    refused = boss.post(f"{href}complete/")
    assert refused.status_code == 403
    assert "Not written yet: Compete" in words(refused)
    member = client_as("member")
    assert member.get(href).status_code == 404
    assert boss.post(f"{href}parts/", sent | {"compete": "Two offers.", "version": 2}).status_code == 302
    assert boss.post(f"{href}complete/").status_code == 302
    page = boss.get(href)
    assert_good_page(page)
    assert "Two offers." in words(page)
    assert boss.get(f"{href}parts/").status_code == 403
    assert "Two offers." in words(member.get(href))


def test_the_evidence_is_live_until_the_review_is_complete_and_then_as_it_was(boss, client_as):
    make_school(status_code="1")
    forum = make_forum()
    made = make_review()
    href = f"/decisions/reviews/{made.public_id}/"
    assert "Advice of forums that was answered: not known" in words(boss.get(href))
    make_advice(forum)
    shown = words(boss.get(href))
    assert "Advice of forums that was answered: 0 of 1 (Joint working)" in shown
    assert "Schools with an agreed category: 0 of 1" in shown
    assert "Schools with an agreed category: not known" in words(client_as("hr").get(href))
    page = boss.get(f"{href}criteria/")
    assert_good_page(page)
    bare = boss.post(f"{href}criteria/", {"standing-listens": "improve", "version": 1})
    assert "Enter why it stands so" in words(bare)
    told = {"standing-listens": "improve", "why-listens": "Advice waits.", "version": 1}
    assert boss.post(f"{href}criteria/", told).status_code == 302
    sent = {"title": made.title, "version": 2, **dict.fromkeys(PARTS, "Written.")}
    boss.post(f"{href}parts/", sent)
    assert boss.post(f"{href}complete/").status_code == 302
    make_advice(forum)
    shown = words(boss.get(href))
    assert "0 of 1 (Joint working)" in shown
    assert "To be improved" in shown


def test_m9_09_three_ways_to_source_a_service_are_held_against_the_same_criteria(boss):
    sent = {"title": "Who runs the training programme?", "template": "sourcing"}
    assert boss.post("/decisions/appraisals/new/", sent).status_code == 302
    made = Appraisal.objects.get()
    href = f"/decisions/appraisals/{made.public_id}/"
    for option in made.options.filter(status_quo=False):
        points = {
            f"{slug}-{name}": value
            for slug in ("c1", "c2", "c3")
            for name, value in (("points", "3"), ("evidence", "Offer"))
        }
        assert boss.post(f"{href}options/{option.public_id}/scores/", points).status_code == 302
    page = boss.get(href)
    assert_good_page(page)
    shown = words(page)
    for said in (
        "In house",
        "With a named partner",
        "By open procurement",
        "Quality for schools (40 %)",
        "Cost (40 %)",
    ):
        assert said in shown
    assert shown.count("60.0 of 100") == 3


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_few_questions_and_a_review_one_for_each_room_its_evidence_is_from(
    boss, number, django_assert_max_num_queries
):
    for n in range(number):
        made = make_review(f"Review {n}")
    for href, most in (("/decisions/", 12), (f"/decisions/reviews/{made.public_id}/", 16)):
        boss.get(href)
        with django_assert_max_num_queries(most):
            boss.get(href)
