"""Two copies of a draft put together: what one changed is taken, what both changed is shown with both, nothing is lost."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.plan_world import approved_plan, make_plan

from headway.features.plans.queries import actions_with_history
from headway.features.policies.queries import typed
from headway.flows.plan_files import plan_as_read
from headway.gateways.documents import plan_spreadsheet

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def officer(client_as):
    return client_as("business-support")


@pytest.fixture
def plan(policies):
    return make_plan()


def copy_of(plan, row, cell, *, rename=None, more=None, without=False):
    """The plan as a spreadsheet with one cell edited."""
    on = timezone.localdate()
    read = plan_as_read(plan, actions_with_history(plan), on, typed("plans", on))
    priority = read.priorities[row]
    actions = list(priority.cells[cell])
    if rename:
        actions[0] = replace(actions[0], words=rename)
    if without:
        actions = actions[1:]
    if more:
        actions.append(type(actions[0])(more) if actions else type(read.priorities[0].cells[0][0])(more))
    cells = tuple(tuple(actions) if at == cell else one for at, one in enumerate(priority.cells))
    rows = tuple(replace(one, cells=cells) if at == row else one for at, one in enumerate(read.priorities))
    return SimpleUploadedFile("copy.xlsx", plan_spreadsheet(replace(read, priorities=rows)))


def look(client, plan, mine, theirs):
    """Both copies given."""
    return client.post(f"/plans/{plan.public_id}/merge/", {"mine": mine, "theirs": theirs})


def settle(client, plan, shown, **choices):
    """What was shown sent back, with what was chosen."""
    page = shown.context["page"]
    sent = {"first": page.mine, "second": page.theirs, "version": page.version, **choices}
    return client.post(f"/plans/{plan.public_id}/merge/", sent, follow=True)


def lines(plan) -> set[str]:
    """The actions of the plan in words."""
    return set(plan.actions.values_list("undertaking__words", flat=True))


def test_what_each_copy_changed_is_taken(plan, officer):
    assert_good_page(officer.get(f"/plans/{plan.public_id}/merge/"))
    shown = look(
        officer,
        plan,
        copy_of(plan, 0, 0, rename="Train all who write plans"),
        copy_of(plan, 1, 1, more="Ask the schools"),
    )
    assert "No cell was changed in both copies" in words(shown)
    told = words(shown)
    assert "“Train those who write plans” is called “Train all who write plans” from now on" in told
    assert "Added under “Inclusion”: Ask the schools" in told and "Taken out:" not in told
    answer = settle(officer, plan, shown)
    assert "1 added, 1 changed, 0 taken out" in words(answer)
    assert {"Train all who write plans", "Ask the schools", "Agree the protocol"} <= lines(plan)
    assert "Train those who write plans" not in lines(plan)
    assert plan.actions.get(undertaking__words="Train all who write plans").undertaking.due_on.month == 10


def test_what_both_changed_is_shown_with_both_and_one_is_chosen(plan, officer):
    shown = look(
        officer, plan, copy_of(plan, 0, 0, rename="First words"), copy_of(plan, 0, 0, rename="Second words")
    )
    assert_good_page(shown)
    told = words(shown)
    assert "First words" in told and "Second words" in told and "Train those who write plans" in told
    again = settle(officer, plan, shown)
    assert again.status_code == 422 and "Train those who write plans" in lines(plan)
    settle(officer, plan, again, **{"choice-0": "theirs"})
    assert "Second words" in lines(plan) and "First words" not in lines(plan)


def test_an_action_taken_out_of_one_copy_is_taken_out(plan, officer):
    shown = look(
        officer, plan, copy_of(plan, 0, 0, without=True), copy_of(plan, 1, 1, more="Ask the schools")
    )
    assert "1 added, 0 changed, 1 taken out" in words(settle(officer, plan, shown))
    assert "Train those who write plans" not in lines(plan)


def test_what_was_added_here_after_the_copies_were_downloaded_is_shown_before_it_is_taken_out(plan, officer):
    copies = copy_of(plan, 0, 0, rename="First words"), copy_of(plan, 0, 0, rename="First words")
    sent = {"words": "Came later", "priority": plan.priorities.first().public_id, "owner_words": "x"}
    officer.post(f"/plans/{plan.public_id}/actions/new/", sent)
    assert "Came later" in lines(plan)
    assert "Taken out: Came later" in words(look(officer, plan, *copies))
    assert "Came later" in lines(plan)


def test_copies_with_other_periods_are_refused(plan, officer):
    copies = copy_of(plan, 0, 0), copy_of(plan, 0, 0)
    last = plan.periods.last()
    last.valid_until = date(2027, 6, 1)
    last.save()
    answer = look(officer, plan, *copies)
    assert answer.status_code == 422 and "has other periods than the plan" in words(answer)


def test_a_change_here_meanwhile_is_not_overwritten(plan, officer):
    shown = look(officer, plan, copy_of(plan, 0, 0, rename="First words"), copy_of(plan, 1, 1, more="x y"))
    officer.post(f"/plans/{plan.public_id}/priorities/new/", {"title": "One more"})
    answer = settle(officer, plan, shown)
    assert "Somebody changed the plan here meanwhile" in words(answer)
    assert "First words" not in lines(plan)


def test_a_copy_that_is_no_plan_is_refused_and_an_approved_plan_is_not_written(plan, officer):
    wrong = SimpleUploadedFile("copy.txt", b"nothing of the kind")
    answer = look(officer, plan, wrong, copy_of(plan, 0, 0))
    assert answer.status_code == 422
    foreign = look(officer, plan, copy_of(make_plan(), 0, 0), copy_of(plan, 0, 0))
    assert foreign.status_code == 422 and "does not say which action is which" in words(foreign)
    bad = officer.post(f"/plans/{plan.public_id}/merge/", {"first": "%%", "second": "x", "version": "y"})
    assert bad.status_code == 302
    assert "Nothing was changed; choose both copies again" in words(officer.get(bad["Location"]))
    assert officer.get(f"/plans/{approved_plan().public_id}/merge/").status_code == 403


def test_the_board_has_each_action_under_how_it_stands(officer, policies):
    answer = officer.get(f"/plans/{approved_plan().public_id}/?view=board")
    assert_good_page(answer)
    told = words(answer)
    assert "Needs attention" in told and "Train those who write plans" in told
