"""The authority beside its statistical neighbours: by rank, with England, missing figures said, and the same as a file."""

from decimal import Decimal

import pytest
from tests.factories import make_authority, make_observation, make_release
from tests.pages.pages import assert_good_page, shown_words

from headway.features.schools.models import Neighbour
from headway.gateways.documents.csvtext import csv_rows

PATH, MEASURE = "/schools/neighbours/", "ks2_rwm_expected"
NAMES = ("Greyshire", "Ostmarch")


@pytest.fixture
def authority(policies):
    made = make_authority()
    release = make_release("statistical_neighbours")
    for rank, name in enumerate(NAMES, 1):
        code = f"95{rank}"
        Neighbour.objects.create(
            authority_code=made.code, rank=rank, neighbour_code=code, neighbour_name=name, release=release
        )
    for code, name, value in ((made.code, made.name, 62), ("951", "Greyshire", 58), ("970", "England", 61)):
        make_observation(MEASURE, "2023/24", Decimal(1), area_code=code, area_name=name)
        make_observation(MEASURE, "2024/25", Decimal(value), area_code=code, area_name=name)
    return made


def test_they_stand_by_rank_between_the_authority_and_england(authority, client_as):
    rows = csv_rows(client_as("adviser").get(f"{PATH}?export=csv").content.decode("utf-8-sig"))
    assert [row[:2] for row in rows[1:]] == [
        [authority.name, "62%"],
        ["Greyshire", "58%"],
        ["Ostmarch", ""],
        ["England", "61%"],
    ]


def test_the_page_says_year_source_and_what_is_missing(authority, client_as):
    said = shown_words(assert_good_page(client_as("headteacher").get(PATH)))
    assert "2024/25; " in said
    assert "no figure in the files loaded" in said
    assert "the most alike first" in said


def test_without_a_list_the_page_says_where_it_comes_from(policies, client_as):
    make_authority()
    assert "No statistical neighbours are in the files loaded" in shown_words(
        assert_good_page(client_as("adviser").get(PATH))
    )


def test_few_queries(authority, client_as, django_assert_max_num_queries):
    client = client_as("adviser")
    client.get(PATH)
    with django_assert_max_num_queries(12):
        client.get(PATH)
