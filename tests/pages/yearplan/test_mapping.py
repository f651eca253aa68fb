"""The year plan on the map: the schools of the list, marked by adviser."""

import pytest
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.yearplan.test_comparing import copied
from tests.planned_year import make_year, plan

from headway.kit.maps import MARKS
from headway.pages.yearplan.mapping import OTHERS, plan_map

MAP = "/year-plan/map/"


@pytest.fixture
def head(client_as):
    return client_as("head-of-service")


@pytest.fixture
def draft(policies):
    make_year()
    return plan()


def page_of(client, address=MAP):
    answer = client.get(address)
    assert_good_page(answer)
    return answer.context["page"]


def test_every_school_of_the_plan_is_marked_by_its_adviser(draft, head):
    page = page_of(head)
    told = {place.name: page.map.groups[place.group] for place in page.map.places}
    assert told == {row.school.name: str(row.adviser) for row in draft.assignments.all()}
    assert len(page.table.rows) == len(told)


def test_the_list_leads_to_the_map_with_its_filters_and_back(draft, head):
    adviser = draft.assignments.first().adviser.person.public_id
    listed = page_of(head, f"/year-plan/?adviser={adviser}")
    page = page_of(head, listed.map_href)
    assert {place.group for place in page.map.places} == {adviser}
    assert page.list_href == f"/year-plan/?adviser={adviser}"
    assert page.table.export_href.startswith("/year-plan/?")


def test_the_draft_asked_for_stays_when_a_filter_is_chosen_or_cleared(draft, head):
    other = copied(draft, "Draft B")
    page = page_of(head, f"{MAP}?draft={other.public_id}&mark=changed")
    assert ("draft", other.public_id) in page.table.kept
    assert page.table.clear_href == f"{MAP}?draft={other.public_id}"


def test_without_a_plan_there_is_no_map(policies, head):
    assert head.get(MAP).url == "/year-plan/"


def test_more_advisers_than_marks_share_one_and_the_page_says_what_to_do(draft):
    row = draft.assignments.select_related("adviser__person", "school").first()
    rows = []
    for number in range(MARKS + 3):
        one = draft.assignments.select_related("adviser__person", "school").get(pk=row.pk)
        one.adviser.person.public_id = f"adviser-{number}"
        rows.append(one)
    groups = plan_map(draft, rows).groups
    assert len(groups) == MARKS and OTHERS in groups
    assert OTHERS not in plan_map(draft, rows[:MARKS]).groups


def test_who_sees_totals_only_sees_no_map(draft, client_as):
    assert client_as("finance").get(MAP).status_code in (403, 404)
    assert "Map" not in shown_words(assert_good_page(client_as("finance").get("/year-plan/")))
