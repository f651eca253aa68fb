"""Search, filters, order and scope of the list of schools."""

import pytest
from django.http import QueryDict
from tests.factories import adopt, make_district, make_partnership, view_as
from tests.pages.schools.rows import make_adviser, make_entitlement, make_judgement, make_school

from headway.features.policies.queries import typed
from headway.kit.listing import ListQuery
from headway.pages.schools.lines import school_lines
from headway.pages.schools.listing import (
    FILTERS,
    SORTS,
    in_scope,
    matching,
    ordered,
    schools_sheet,
    schools_table,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _policies():
    adopt()


def known(viewer):
    return school_lines(viewer, entitlement=typed("entitlement"), partnerships=typed("partnerships"))


def query(words=""):
    return ListQuery.read(QueryDict(words), "/schools/", filters=FILTERS, sorts=SORTS, default_sort="name")


def names(words="", viewer=None):
    """Names the address gives, in order."""
    viewer = viewer or view_as("head-of-service")
    lines = in_scope(viewer, known(viewer).lines)
    return [line.name for line in ordered(query(words), matching(query(words), lines))]


@pytest.mark.parametrize(
    "words", ["elm", "LM PRIM", "900001", "XL3 8PX", "xl38px", "quillcombe", "quill elm"]
)
def test_m1_01_search_finds_part_of_a_name_urn_postcode_or_town(words):
    make_school(900001, name="Elm Primary School", postcode="XL3 8PX", town="Quillcombe")
    make_school(900002, name="Oak Academy", postcode="XL9 1AA", town="Thrumstow")
    assert names(f"q={words}") == ["Elm Primary School"]


def test_every_filter_narrows_and_none_means_without():
    district = make_district("Northdown")
    elm = make_school(name="Elm", district=district)
    make_school(name="Oak", phase="special", type_name="Community special school")
    make_judgement(elm, "3")
    make_adviser(elm)
    make_partnership("Northdown Partnership", elm)
    for words in (
        "phase=primary", "type_name=Community+school", "district=Northdown", "category=3", "adviser=Adviser+01",
        "partnership=Northdown+Partnership",
    ):  # fmt: skip
        assert names(words) == ["Elm"], words
    for words in ("phase=special", "category=none", "adviser=none", "partnership=none"):
        assert names(words) == ["Oak"], words
    assert names("trust=none") == ["Elm", "Oak"]


def test_closed_schools_are_shown_only_when_asked_for():
    make_school(name="Elm")
    make_school(name="Oak", status="Closed", status_code="2")
    assert names() == ["Elm"]
    assert names("status=closed") == ["Oak"]
    assert names("status=open&status=closed") == ["Elm", "Oak"]


def test_order_turns_round_and_what_is_not_known_stays_last():
    few, many = make_school(name="Elm"), make_school(name="Oak")
    make_school(name="Ash")
    make_entitlement(few, 1)
    make_entitlement(many, 9)
    assert names("sort=days") == ["Elm", "Oak", "Ash"]
    assert names("sort=-days") == ["Oak", "Elm", "Ash"]


def test_no_filter_or_order_tells_an_adviser_of_schools_that_are_not_theirs():
    mine, other = make_school(name="Elm"), make_school(name="Oak")
    for school in (mine, other):
        make_judgement(school, "3")
        make_entitlement(school, 3)
    viewer = view_as("adviser", mine)
    assert names("category=3", viewer) == ["Elm"]
    table = schools_table(viewer, query(), known(viewer), None)
    shown = {
        row.cells[0].words: [cell.missing for cell in row.cells if cell.words is None] for row in table.rows
    }
    assert "not open to you" in shown["Oak"] and "not open to you" not in shown["Elm"]
    sheet = schools_sheet(viewer, query(), known(viewer), None, SORTS)
    judged = sheet.columns.index("Category judged")
    assert [row[judged] for row in sheet.rows] == ["3 Needs support", None]


@pytest.mark.parametrize("role", ["headteacher", "member", "provider"])
def test_outside_the_service_the_list_holds_public_columns_only(role):
    school = make_school(name="Elm")
    make_judgement(school, "3")
    viewer = view_as(role, school)
    table = schools_table(viewer, query(), known(viewer), None)
    labels = {column.label for column in table.columns}
    assert not labels & {"Category judged", "Proposed by the rules", "Adviser", "Days"}
    assert not {f.name for f in table.filters} & {"category", "proposed", "adviser", "partnership"}
    assert names("category=3", viewer) == []


def test_an_empty_register_says_how_to_start_and_no_match_offers_the_whole_list():
    viewer = view_as("head-of-service")
    table = schools_table(viewer, query(), known(viewer), None)
    assert "Every school of the authority will be here" in table.empty_words
    make_school(name="Elm")
    table = schools_table(viewer, query("q=zz"), known(viewer), None)
    assert (table.rows, table.clear_href, table.count_words) == ((), "/schools/", "0 schools")
