"""Who may do what with a project; each verdict is asked both ways."""

from datetime import date

import pytest
from tests.pages.money_objects import (
    make_approved,
    make_contribution,
    make_fund,
    make_gate,
    make_project,
    make_whole,
)
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.plan_world import seen

from headway.features.budgets.actions import projects as deeds
from headway.features.budgets.actions.income import may_enter_sen
from headway.features.budgets.models import Contribution
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(db):
    adopt_current_policies()
    return seen(make_person("head-of-service"))


@pytest.fixture
def reader(boss):
    return seen(make_person("chief-adviser"))


def test_a_project_is_changed_until_it_is_approved(boss, reader):
    assert deeds.may_change(boss, make_project())
    assert not deeds.may_change(reader, make_project("Other"))
    assert not deeds.may_change(boss, make_approved())


def test_it_is_approved_whole_by_somebody_else(boss, reader):
    made = make_whole()
    assert deeds.may_approve(boss, made)
    assert not deeds.may_approve(reader, made)
    assert not deeds.may_approve(seen(made.made_by), made)
    gate = make_gate(made)
    assert "Still shut" in deeds.may_approve(boss, made).reason
    deeds.open_gate(gate=gate, opened_by="Vote", opened_on=date(2026, 9, 1), by=boss, at=AT)
    assert deeds.may_approve(boss, made)


def test_spending_and_closing_come_after_approval(boss, reader):
    made, proposed = make_approved(), make_project()
    assert deeds.may_enter(boss, made)
    assert not deeds.may_enter(reader, made)
    assert not deeds.may_enter(boss, proposed)
    assert deeds.may_close(boss, made, "Fewer exclusions")
    assert not deeds.may_close(reader, made, "Fewer exclusions")
    assert not deeds.may_close(boss, made, "")


def test_figures_of_special_needs_are_entered_for_all_schools_not_for_one_s_own(boss):
    assert may_enter_sen(seen(make_person("finance")))
    assert not may_enter_sen(boss)
    assert not may_enter_sen(seen(make_person("headteacher")))


def test_a_fund_gives_no_more_than_it_has_and_nothing_is_half_done(boss):
    fund, project = make_fund(pence=100), make_project(cost_pence=200)
    with pytest.raises(Refused, match="The fund has £1 left"):
        make_contribution(project, fund, 101)
    assert not Contribution.objects.exists()
    make_contribution(project, fund, 100)
    with pytest.raises(Refused, match="Projects use £0.50 more than there is"):
        deeds.change_fund(fund=fund, seen_version=1, told={"pence": 50}, by=boss, at=AT)
