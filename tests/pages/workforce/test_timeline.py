"""Restructurings as chains of structures with the proposals that led to them."""

import pytest
from tests.pages.decision_objects import fill_report, make_report
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.workforce_objects import make_post, make_structure

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client_as, policies):
    return client_as("head-of-service")


def chain():
    first = make_structure("Before the first phase")
    second = make_structure("First phase", follows=first)
    third = make_structure("Proposal", follows=second)
    make_post(third)
    fill_report(make_report("Fewer posts", before=second, after=third))
    return first, second, third


def test_m2_15_phase_one_and_the_proposal_after_it_stand_in_one_chain_with_what_they_save(boss, client_as):
    chain()
    page = boss.get("/workforce/restructures/")
    assert_good_page(page)
    shown = shown_words(parse_page(page))
    places = [shown.index(one) for one in ("Before the first phase", "First phase", "Fewer posts")]
    assert places == sorted(places)
    assert "£130,000" in shown
    lead = shown_words(parse_page(client_as("quadrant-lead").get("/workforce/restructures/")))
    assert "First phase" in lead
    assert "Fewer posts" not in lead


def test_without_a_restructuring_it_says_how_one_comes_about(boss):
    make_structure()
    shown = shown_words(parse_page(boss.get("/workforce/restructures/")))
    assert "No restructuring yet" in shown


def test_it_asks_few_questions(boss, django_assert_max_num_queries):
    for _ in range(10):
        chain()
    boss.get("/workforce/restructures/")
    with django_assert_max_num_queries(12):
        boss.get("/workforce/restructures/")
