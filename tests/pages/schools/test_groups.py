"""Trusts and federations on their pages: present and past members, the same queries for one and for thirty."""

from datetime import date

import pytest
from tests.factories import adopt
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.schools.rows import make_school

from headway.features.schools.models import GroupMembership

pytestmark = pytest.mark.django_db
HOME = "/schools/groups/"


@pytest.fixture(autouse=True)
def _policies(policies):
    adopt("england")


def join(school, uid="5001", name="Vale Trust", **more):
    fields = {"kind": "Multi-academy trust", "status": "Open", "joined_on": date(2020, 9, 1)} | more
    return GroupMembership.objects.create(school=school, group_uid=uid, group_name=name, **fields)


def words(response) -> str:
    return shown_words(assert_good_page(response))


def test_groups_are_listed_with_members_now_and_formerly(client_as):
    join(make_school()), join(make_school(), left_by=date(2026, 1, 1))
    join(make_school(), "5002", "Dale Federation", kind="Federation")
    page = client_as("adviser").get(f"{HOME}?kind=Federation")
    assert "Dale Federation" in words(page) and len(page.context["page"].table.rows) == 1
    row = client_as("adviser").get(f"{HOME}?q=vale").context["page"].table.rows[0]
    assert (row.cells[3], row.cells[4]) == (1, 1)


def test_one_group_shows_its_schools_and_those_that_left(client_as):
    join(make_school(name="Elm")), join(make_school(name="Oak"), left_by=date(2026, 1, 1))
    said = words(client_as("adviser").get(f"{HOME}5001/"))
    assert "Elm" in said and "Oak" in said and "1 January 2026" in said and "still in it" in said


def test_a_group_without_a_school_of_the_authority_is_not_found(client_as):
    assert client_as("adviser").get(f"{HOME}9999/").status_code == 404


def test_joining_and_leaving_stand_in_the_schools_timeline(client_as):
    school = make_school()
    join(school, left_by=date(2026, 1, 1))
    said = words(client_as("adviser").get(f"/schools/{school.urn}/"))
    assert "Joined Vale Trust" in said and "No longer listed in Vale Trust" in said


def test_without_groups_the_page_says_how_to_start(client_as):
    assert "A data officer gives their file" in words(client_as("adviser").get(HOME))


@pytest.mark.parametrize("number", [1, 30])
def test_the_same_queries_for_one_and_for_thirty(client_as, number, django_assert_max_num_queries):
    for one in range(number):
        join(make_school(), f"{5000 + one}", f"Trust {one}")
    client = client_as("adviser")
    with django_assert_max_num_queries(9):
        client.get(HOME)


DAY = "2025-03-01"


def test_a_past_day_shows_who_was_in_the_group_then(client_as):
    join(make_school(name="Elm")), join(make_school(name="Oak"), left_by=date(2026, 1, 1))
    (
        join(make_school(name="Ash"), left_by=date(2024, 9, 1)),
        join(make_school(name="Yew"), joined_on=date(2025, 9, 1)),
    )
    page = client_as("adviser").get(f"{HOME}5001/?as_at={DAY}")
    shown = page.context["page"]
    assert [row.cells[0].words for row in shown.members.rows] == ["Elm", "Oak"]
    assert [row.cells[0].words for row in shown.past.rows] == ["Ash"]
    said = words(page)
    assert "As on 1 March 2025" in said and "1 January 2026" not in said
    assert f"as_at={DAY}" in shown.members.rows[0].cells[0].href
    (row,) = client_as("adviser").get(f"{HOME}?as_at={DAY}").context["page"].table.rows
    assert (row.cells[3], row.cells[4]) == (2, 1) and f"as_at={DAY}" in row.cells[0].href


def test_a_group_that_had_no_school_yet_is_not_in_the_list_of_that_day(client_as):
    join(make_school(), joined_on=date(2025, 9, 1))
    assert not client_as("adviser").get(f"{HOME}?as_at={DAY}").context["page"].table.rows
    assert len(client_as("adviser").get(HOME).context["page"].table.rows) == 1


@pytest.mark.parametrize("asked", ["2999-01-01", "soon", "1066-10-14"])
def test_a_day_that_cannot_be_shown_is_said_and_today_stands(client_as, asked):
    join(make_school(name="Elm"))
    said = words(client_as("adviser").get(f"{HOME}5001/?as_at={asked}"))
    assert "The page shows today." in said and "Elm" in said
