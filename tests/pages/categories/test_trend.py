"""Categories over time: drawn from dated records, by phase, for who may see them school by school."""

from datetime import date

import pytest
from django.utils import timezone
from tests.factories import make_authority, make_school
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.schools.rows import make_judgement

from headway.gateways.documents.csvtext import csv_rows

PATH = "/schools/categories/trend/"


@pytest.fixture
def schools(policies):
    """Two secondaries that were a concern, one until spring 2025; a primary that never was."""
    authority = make_authority()
    made = [
        make_school(authority=authority, phase="secondary"),
        make_school(authority=authority, phase="secondary"),
        make_school(authority=authority),
    ]
    make_judgement(made[0], "4", valid_from=date(2024, 9, 1), valid_until=date(2025, 3, 1))
    make_judgement(made[0], "2", valid_from=date(2025, 3, 1))
    make_judgement(made[1], "4S", valid_from=date(2024, 12, 1))
    make_judgement(made[2], "1", valid_from=date(2024, 9, 1))
    return made


def lines(client, more=""):
    """Day to number of schools of concern, as the file says it."""
    answer = client.get(f"{PATH}?export=csv{more}")
    head, *rows = csv_rows(answer.content.decode("utf-8-sig"))
    return {row[0]: row[head.index("Of concern")] for row in rows}


def test_m4_13_the_secondary_trend_is_drawn_from_dated_records(schools, client_as):
    boss = client_as("head-of-service")
    told = lines(boss, "&phase=secondary")
    assert told["2024-09-01"] == "1"
    assert told["2025-01-01"] == "2"
    assert told["2025-05-01"] == "1"
    assert told[timezone.localdate().isoformat()] == "1"
    assert set(lines(boss, "&phase=primary").values()) == {"0"}
    shown = shown_words(assert_good_page(boss.get(f"{PATH}?phase=secondary")))
    assert "Schools of concern: 4 " in shown
    assert "Counted from dated judgements" in shown


def test_who_sees_their_own_schools_alone_counts_them_alone(schools, client_as):
    head = client_as("headteacher", schools[1])
    assert lines(head)[timezone.localdate().isoformat()] == "1"
    assert set(lines(client_as("headteacher", schools[2])).values()) == {"0"}


def test_a_category_of_an_earlier_scheme_keeps_its_own_word(schools, client_as):
    make_judgement(make_school(), "1a", valid_from=date(2024, 9, 1))
    shown = shown_words(assert_good_page(client_as("head-of-service").get(PATH)))
    assert "1a (an earlier scheme)" in shown


def test_before_anything_was_judged_the_page_says_so(policies, client_as):
    make_authority()
    assert "No category was judged yet" in shown_words(
        assert_good_page(client_as("head-of-service").get(PATH))
    )


def test_few_queries(schools, client_as, django_assert_max_num_queries):
    client = client_as("head-of-service")
    client.get(PATH)
    with django_assert_max_num_queries(12):
        client.get(PATH)
