"""The authority by district: totals are sums, and few schools of a category are hidden from who may only count them."""

import io

import pytest
from pypdf import PdfReader
from tests.factories import make_authority, make_district, make_school
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.schools.rows import make_judgement

from headway.gateways.documents.csvtext import csv_rows

PATH = "/schools/districts/"


@pytest.fixture
def schools(policies):
    """Two districts: five schools and three, one of them without a roll; two judged."""
    authority = make_authority()
    made = []
    for name, count in (("Vale", 5), ("Wold", 3)):
        district = make_district(name)
        made += [
            make_school(
                authority=authority,
                district=district,
                status_code="1",
                pupils=100 + number,
                name=f"{name} {number}",
            )
            for number in range(count)
        ]
    made[-1].pupils = None
    made[-1].save(update_fields=["pupils"])
    for school in made[:2]:
        make_judgement(school, "1")
    return made


def cells(response):
    return csv_rows(response.content.decode("utf-8-sig"))


def test_m4_10_the_totals_of_districts_equal_the_sum_of_their_schools(schools, client_as):
    rows = cells(client_as("adviser").get(f"{PATH}?export=csv"))
    head, *lines, total = rows
    assert [line[0] for line in lines] == ["Vale", "Wold"]
    pupils = head.index("Pupils")
    assert [line[1] for line in lines] == ["5", "3"]
    assert total[1] == str(len(schools))
    assert (
        int(total[pupils])
        == sum(one.pupils or 0 for one in schools)
        == sum(int(line[pupils]) for line in lines)
    )
    assert "1 without a known roll" in total


def test_m4_06_few_schools_are_hidden_from_who_may_only_count_and_on_what_goes_out(schools, client_as):
    boss, member = client_as("head-of-service"), client_as("member")
    seen = shown_words(assert_good_page(boss.get(PATH)))
    assert "Vale 2 0 0 0 0 3 5 Wold 0 0 0 0 0 3 3 Total 2 0 0 0 0 6 8" in seen
    told = shown_words(assert_good_page(member.get(PATH)))
    assert "A number of schools below 5 is hidden" in told
    assert "Vale hidden" in told
    assert "Wold hidden" in told
    paper = client_as("head-of-service").get(f"{PATH}pdf/")
    words = " ".join(PdfReader(io.BytesIO(paper.content)).pages[0].extract_text().split())
    assert "Vale hidden" in words
    assert member.get(f"{PATH}rtf/").status_code == 404


def test_who_may_not_count_categories_sees_none(schools, client_as):
    told = shown_words(assert_good_page(client_as("headteacher").get(PATH)))
    assert "Schools and pupils by district" in told
    assert "Categories by district" not in told


def test_without_schools_the_page_says_where_they_come_from(policies, client_as):
    make_authority()
    assert "No open school is in the register yet" in shown_words(
        assert_good_page(client_as("head-of-service").get(PATH))
    )


def test_few_queries(schools, client_as, django_assert_max_num_queries):
    client = client_as("head-of-service")
    client.get(PATH)
    with django_assert_max_num_queries(12):
        client.get(PATH)
