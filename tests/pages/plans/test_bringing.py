"""A plan comes in from text, Word or a spreadsheet: looked through first, nothing lost, and goes out and back unchanged."""

import base64
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.plan_document import COUNTS, TEXT, plan_of

from headway.features.plans.models import Action, Plan
from headway.features.plans.queries import actions_with_history
from headway.features.policies.queries import typed
from headway.flows.plan_files import plan_as_read
from headway.flows.read_plan import read_plan
from headway.gateways.documents import plan_spreadsheet, plan_word
from headway.rules.plan_grid import actions_of, as_tables

pytestmark = pytest.mark.django_db
BRING = "/plans/bring-in/"


@pytest.fixture
def officer(client_as):
    return client_as("business-support")


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def given(content: bytes, name: str = "plan.txt"):
    """A file as a browser sends it."""
    return {"file": SimpleUploadedFile(name, content)}


def taken(client, content: bytes, **more: str):
    """The answer to taking in what was read."""
    sent = {
        "content": base64.b64encode(content).decode(),
        "title": "Our plan",
        "kind": "post-inspection",
        **more,
    }
    return client.post(BRING, sent, follow=True)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (TEXT.encode(), "plan.txt"),
        (plan_spreadsheet(plan_of()), "plan.xlsx"),
        (plan_word(plan_of()), "plan.docx"),
    ],
)
def test_a_document_is_looked_through_and_nothing_is_stored(officer, content, name):
    page = officer.post(BRING, given(content, name))
    assert_good_page(page)
    number = sum(map(sum, COUNTS.values()))
    assert f"{number} actions in 4 priorities and 5 periods" in words(page)
    assert not Plan.objects.exists()


def test_m3_01_every_action_stands_in_its_cell_and_a_proposed_priority_can_be_changed(officer):
    read = plan_of()
    doubtful = officer.post(BRING, given(TEXT.encode())).context["page"].doubtful
    assert doubtful and all(one.why for one in doubtful)
    first, wanted = doubtful[0], "Planning and Money"
    assert "as a draft" in words(taken(officer, TEXT.encode(), **{first.name: wanted}))
    plan = Plan.objects.get()
    counts = {
        priority.title: tuple(
            priority.actions.filter(
                undertaking__due_on__gte=period.valid_from, undertaking__due_on__lt=period.valid_until
            ).count()
            for period in plan.periods.all()
        )
        for priority in plan.priorities.all()
    }
    moved = Action.objects.get(undertaking__words=first.words)
    assert moved.priority.title == wanted and moved.proposed == ""
    assert sum(map(sum, counts.values())) == sum(1 for _ in actions_of(read))
    assert counts[wanted][0] == COUNTS[wanted][0] + 1
    for title in ("Working Together",):
        assert counts[title] == COUNTS[title]


def test_what_goes_out_as_a_spreadsheet_comes_back_unchanged(officer):
    taken(officer, TEXT.encode())
    plan = Plan.objects.get()
    there = officer.get(f"/plans/{plan.public_id}/file/spreadsheet/").content
    back = read_plan(content=there)
    assert as_tables(back) == as_tables(plan_of())
    assert not [one for one in back.faults if not one.is_question]
    taken(officer, there, title="Again")
    again, on = Plan.objects.get(title="Again"), timezone.localdate()
    assert as_tables(plan_as_read(again, actions_with_history(again), on, typed("plans", on))) == as_tables(
        plan_of()
    )


def test_word_goes_out_with_every_action(officer):
    taken(officer, TEXT.encode())
    plan = Plan.objects.get()
    answer = officer.get(f"/plans/{plan.public_id}/file/word/")
    assert answer["Content-Disposition"].endswith('.docx"')
    assert as_tables(read_plan(content=answer.content)) == as_tables(plan_of())
    assert officer.get(f"/plans/{plan.public_id}/file/pigeon/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or paste the text"),
        ({"paste": "   "}, "Choose a file, or paste the text"),
        ({"paste": "Dear all, no plan here."}, "no"),
        (given(b"\x00\x01\x02", "x.docx"), "file"),
        (given(b"PK\x03\x04broken", "x.xlsx"), "file"),
    ],
)
def test_what_holds_no_plan_is_refused_with_a_sentence(officer, sent, said):
    answer = officer.post(BRING, sent)
    assert answer.status_code == 422
    assert answer.context["page"].form.problems, said
    assert not Plan.objects.exists()


def test_content_that_was_tampered_with_is_refused_and_nothing_is_stored(officer):
    answer = officer.post(BRING, {"content": "%%%", "title": "x", "kind": "review"}, follow=True)
    assert answer.redirect_chain and not Plan.objects.exists()


def test_a_title_that_is_missing_is_asked_for_and_what_was_read_stays(officer):
    answer = taken(officer, TEXT.encode(), title="")
    assert answer.status_code == 422 and "Enter the title of the plan" in words(answer)
    assert "Planning and Money" in words(answer) and not Plan.objects.exists()


def test_hostile_words_are_text_everywhere(officer):
    hostile = TEXT.replace("Develop a list of plans", "<script>alert(1)</script> =1+1").encode()
    page = officer.post(BRING, given(hostile))
    assert b"<script>alert(1)" not in page.content
    taken(officer, hostile)
    plan = Plan.objects.get()
    shown = officer.get(f"/plans/{plan.public_id}/")
    assert b"<script>alert(1)" not in shown.content and "<script>alert(1)</script> =1+1" in words(shown)
    assert io.BytesIO(officer.get(f"/plans/{plan.public_id}/file/spreadsheet/").content).read(2) == b"PK"


def test_more_actions_than_anybody_can_monitor_are_refused_with_what_to_do(officer):
    many = TEXT.replace("Develop a list of plans", "\n\n".join(f"Action {number}" for number in range(1001)))
    answer = officer.post(BRING, given(many.encode()))
    assert answer.status_code == 422 and "Split the document" in words(answer)
    assert "Split the document" in words(taken(officer, many.encode())) and not Plan.objects.exists()


def test_two_rows_of_one_name_become_one_priority(officer):
    taken(officer, TEXT.replace("Working Together", "Planning and Money").encode())
    titles = list(Plan.objects.get().priorities.values_list("title", flat=True))
    assert len(titles) == len(set(titles)) and "Planning and Money" in titles
