"""Any number of drafts side by side, and where their advisers differ."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from tests.pages.pages import assert_good_page, shown_words
from tests.planned_year import make_year, plan

from headway.features.deployment.models import Assignment, Draft, Lead
from headway.features.people.models import Adviser

COMPARE = "/year-plan/compare/"


@pytest.fixture
def head(client_as):
    return client_as("head-of-service")


@pytest.fixture
def drafts(policies):
    """Three drafts of one year; in the third the first school has another adviser."""
    make_year()
    one = plan()
    return [one, copied(one, "Draft B"), moved(copied(one, "Draft C"))]


def copied(draft: Draft, name: str) -> Draft:
    made = Draft.objects.get(pk=draft.pk)
    made.pk, made.public_id, made.name = None, name.lower().replace(" ", "-"), name
    made.save()
    for model in (Assignment, Lead):
        for row in model.objects.filter(draft=draft):
            row.pk, row.draft = None, made
            row.save()
    return made


def moved(draft: Draft) -> Draft:
    row = draft.assignments.order_by("school__name").first()
    row.adviser = Adviser.objects.exclude(pk=row.adviser_id).order_by("pk").first()
    row.save()
    return draft


def page_of(client, address=COMPARE):
    answer = client.get(address)
    assert_good_page(answer)
    return answer.context["page"]


def test_all_drafts_of_the_year_stand_side_by_side_and_only_differences_are_listed(drafts, head):
    page = page_of(head)
    assert [column.label for column in page.table.columns[1:]] == [
        one.name for one in Draft.objects.order_by("-made_at", "-pk")
    ]
    moved_row = drafts[2].assignments.order_by("school__name").first()
    assert [row.cells[0].words for row in page.table.rows] == [moved_row.school.name]
    assert len({cell.words for cell in page.table.rows[0].cells[1:]}) == 2
    assert len(page.figures.columns) == 4


def test_two_drafts_alike_differ_nowhere_and_that_is_said(drafts, head):
    answer = head.get(f"{COMPARE}?draft={drafts[0].public_id}&draft={drafts[1].public_id}")
    assert "give every school and every partnership the same adviser" in shown_words(assert_good_page(answer))


def test_a_partnership_led_by_another_is_a_difference(drafts, head):
    lead = Lead.objects.filter(draft=drafts[1]).first()
    if lead is None:
        lead = Lead(draft=drafts[1], partnership=None, half_days=1)
    lead.adviser = Adviser.objects.exclude(pk=lead.adviser_id).first()
    lead.save()
    page = page_of(head, f"{COMPARE}?draft={drafts[0].public_id}&draft={drafts[1].public_id}")
    assert [row.cells[0].note for row in page.table.rows] == ["Lead of a partnership"]


def test_one_draft_alone_asks_for_another(drafts, head):
    answer = head.get(f"{COMPARE}?draft={drafts[0].public_id}")
    assert "Choose two drafts or more" in shown_words(assert_good_page(answer))


def test_without_any_draft_the_page_says_how_to_go_on(policies, head):
    assert "Choose the drafts to compare" in shown_words(assert_good_page(head.get(COMPARE)))


def test_a_quadrant_lead_sees_no_school_of_others(drafts, client_as):
    assert page_of(client_as("quadrant-lead")).table.rows == ()


def test_an_unknown_draft_is_let_pass(drafts, head):
    assert head.get(f"{COMPARE}?draft=nothing&year=x").status_code == 200


def test_the_differences_are_exported(drafts, head):
    content = head.get(f"{COMPARE}?export=xlsx").content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2 and rows[0][0] == "School or partnership"


def test_the_plan_leads_to_the_comparison_once_there_are_two(drafts, head):
    assert f"{COMPARE}?year={drafts[0].year}" in head.get("/year-plan/").content.decode()


def test_the_number_of_queries_is_within_the_house(drafts, head, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        head.get(COMPARE)
