"""A list's address, read safely and written back."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from headway.kit.listing import LONGEST_VALUE, MOST_VALUES, ListQuery
from headway.kit.tables import Applied, PageLink
from tests.kit.gallery import list_query, school_table

SORTS = ("name", "phase", "days")


def read(address: str, **more) -> ListQuery:
    return ListQuery.read(QueryDict(address), "/schools/", filters=("q", "phase"), sorts=SORTS, **more)


def test_a_plain_address_is_the_first_page_in_the_usual_order() -> None:
    query = read("")
    assert (query.sort_key, query.descending, query.page, dict(query.filters)) == ("name", False, 1, {})
    assert query.href() == "/schools/"


def test_filters_order_and_page_come_back_as_they_went() -> None:
    query = read("q=ash+lane&phase=P&phase=S&sort=-days&page=2")
    assert query.text("q") == "ash lane"
    assert query.values("phase") == ("P", "S")
    assert query.href(page=2) == "/schools/?q=ash+lane&phase=P&phase=S&sort=-days&page=2"


def test_an_export_reads_the_same_filters_and_order_but_no_page() -> None:
    assert read("phase=P&sort=-days&page=4").href("/schools/export/") == "/schools/export/?phase=P&sort=-days"


@pytest.mark.parametrize("asked", ["password", "-password", "name;drop", "--name", ""])
def test_order_comes_only_from_the_keys_the_page_names(asked: str) -> None:
    query = ListQuery.read(
        QueryDict(mutable=True) | {"sort": asked}, "/x/", sorts=SORTS, default_sort="-days"
    )
    assert query.sort_words == "-days"


@pytest.mark.parametrize("page", ["0", "-3", "two", "1e5", "٣", "9" * 40, ""])
def test_a_page_that_is_none_is_the_first(page: str) -> None:
    assert read(f"page={page}").page == 1


def test_a_page_beyond_the_end_is_the_last() -> None:
    query = read("page=40", page_size=50)
    assert query.page_of(120) == 3
    assert query.bounds(120) == slice(100, 150)
    assert query.page_of(0) == 1
    assert query.bounds(0) == slice(0, 50)


def test_an_unknown_name_a_blank_and_a_nul_are_dropped_and_length_and_number_are_limited() -> None:
    assert dict(read("secret=1&q=%00+&phase=").filters) == {}
    assert len(read("q=" + "x" * 999).text("q")) == LONGEST_VALUE
    assert len(read("&".join(f"phase={n}" for n in range(99))).values("phase")) == MOST_VALUES
    assert read("phase=P&phase=P").values("phase") == ("P",)


def test_order_by_turns_every_field_round_and_ends_with_one_that_is_unique() -> None:
    fields = {"name": "name", "phase": ("phase", "-name"), "days": "half_days"}
    assert read("").order_by(fields) == ("name", "pk")
    assert read("sort=-phase").order_by(fields, last="urn") == ("-phase", "name", "urn")


def test_sorting_by_the_same_column_again_turns_it_round_and_starts_at_the_first_page() -> None:
    query = read("sort=phase&page=3")
    assert query.sorted_by("phase") == "/schools/?sort=-phase"
    assert query.sorted_by("days") == "/schools/?sort=days"


def test_each_filter_in_force_can_be_taken_away_alone() -> None:
    table = school_table(read("q=ash&phase=P&phase=S&page=2"))
    assert table.applied == (
        Applied("Name or URN", "ash", "/schools/?phase=P&phase=S"),
        Applied("Phase", "Primary", "/schools/?q=ash&phase=S"),
        Applied("Phase", "Secondary", "/schools/?q=ash&phase=P"),
    )
    assert table.clear_href == "/schools/"


def test_pages_name_the_first_the_last_and_the_neighbours() -> None:
    pages = school_table(list_query("page=6"), total=561).pages
    assert [link.number if link.href else None for link in pages.links] == [1, None, 5, 6, 7, None, 12]
    assert [link.number for link in pages.links if link.current] == [6]
    assert (pages.previous_href, pages.next_href) == ("/schools/?page=5", "/schools/?page=7")
    first = school_table(list_query(""), total=51).pages
    assert first.links == (PageLink(1, "/schools/", current=True), PageLink(2, "/schools/?page=2"))
    assert first.previous_href == ""


def test_one_page_needs_no_page_links() -> None:
    assert school_table(list_query(""), total=50).pages is None


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=20))
def test_any_address_can_be_read_and_reads_the_same_a_second_time(words: str, sort: str, page: str) -> None:
    params = QueryDict(mutable=True)
    params.setlist("q", [words])
    params["sort"], params["page"] = sort, page
    once = ListQuery.read(params, "/x/", filters=("q",), sorts=SORTS)
    again = ListQuery.read(
        QueryDict(once.href(page=once.page).partition("?")[2]), "/x/", filters=("q",), sorts=SORTS
    )
    assert again == once
