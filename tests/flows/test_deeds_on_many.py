"""What may be done at many at once: refused where it can be done at none, named one by one where at some."""

from datetime import UTC, datetime

import pytest
from tests.pages.people import make_person

from headway.flows.effects import Effect, may_do_any
from headway.flows.pick_people import _may_be_invited
from headway.flows.undo_own_sheet import TABLES, WHY_NOT, may_be_taken_back
from headway.rules.verdict import ALLOWED, refuse

NOT_THIS = refuse("Not this one.")


def test_a_deed_needs_one_at_least_at_which_it_can_be_done():
    assert may_do_any([Effect("a", "", NOT_THIS), Effect("b", "", ALLOWED)])
    assert "none of those picked" in may_do_any([Effect("a", "", NOT_THIS)]).reason
    assert not may_do_any([])


@pytest.mark.parametrize("sheet", sorted(WHY_NOT))
def test_a_sheet_that_cannot_be_put_back_says_why(sheet):
    assert may_be_taken_back(sheet).reason


@pytest.mark.parametrize("sheet", sorted(TABLES))
def test_a_sheet_that_can_be_put_back_may_be(sheet):
    assert may_be_taken_back(sheet)


@pytest.mark.django_db
def test_who_is_disabled_or_came_in_before_is_not_invited_again():
    person = make_person("adviser")
    person.last_login = None
    assert _may_be_invited(person)
    person.last_login = datetime(2026, 9, 1, tzinfo=UTC)
    assert "signed in already" in _may_be_invited(person).reason
    person.is_active = False
    assert "disabled" in _may_be_invited(person).reason
