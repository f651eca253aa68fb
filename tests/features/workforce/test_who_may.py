"""Who may do what with a structure, and what is refused with its sentence; each verdict is asked both ways."""

from datetime import date
from decimal import Decimal

import pytest
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.workforce_objects import make_post, make_structure
from tests.plan_world import seen

from headway.features.workforce.actions import structures as deeds
from headway.rules.structure_life import APPROVED, CONSULTING, DRAFT
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def structure(db):
    adopt_current_policies()
    return make_structure()


@pytest.fixture
def finance(structure):
    return seen(make_person("finance"))


@pytest.fixture
def boss(structure):
    return seen(make_person("head-of-service"))


@pytest.fixture
def adviser(structure):
    return seen(make_person("adviser"))


def out(structure, by):
    """The structure, out for consultation."""
    make_post(structure)
    deeds.move_structure(structure=structure, to=CONSULTING, by=by, at=AT)
    structure.refresh_from_db()
    return structure


def test_a_draft_is_changed_by_who_may_and_priced_by_who_sees_pay(structure, finance, boss, adviser):
    assert deeds.may_change(boss, structure)
    assert not deeds.may_change(adviser, structure)
    assert deeds.may_price(finance, structure)
    assert not deeds.may_price(boss, structure)


def test_what_is_out_is_neither_changed_nor_priced_but_taken_back_and_approved(
    structure, finance, boss, adviser
):
    assert not deeds.may_take_back(finance, structure)
    assert not deeds.may_approve(boss, structure)
    made = out(structure, finance)
    assert not deeds.may_change(boss, made)
    assert not deeds.may_price(finance, made)
    assert deeds.may_take_back(finance, made)
    assert not deeds.may_take_back(adviser, made)
    assert deeds.may_approve(boss, made)
    assert not deeds.may_approve(finance, made)


def test_an_empty_structure_does_not_go_out(structure, finance, adviser):
    assert not deeds.may_consult_on(finance, structure, posts=0, faults=0)
    assert deeds.may_consult_on(finance, structure, posts=1, faults=0)
    assert not deeds.may_consult_on(adviser, structure, posts=1, faults=0)
    with pytest.raises(Refused, match="no post yet"):
        deeds.move_structure(structure=structure, to=CONSULTING, by=finance, at=AT)


@pytest.mark.parametrize(
    ("to", "says"), [(APPROVED, "after staff were consulted"), (DRAFT, "Only a structure out")]
)
def test_no_step_is_left_out(structure, boss, to, says):
    with pytest.raises(Refused, match=says):
        deeds.move_structure(structure=structure, to=to, by=boss, at=AT)


def test_a_secondment_ends_after_it_begins(structure, finance):
    told = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 1), "days_a_week": Decimal(1)}
    with pytest.raises(Refused, match="It ends before it begins"):
        deeds.add_secondment(structure=structure, told=told, by=finance, at=AT)
    assert not structure.secondments.exists()
