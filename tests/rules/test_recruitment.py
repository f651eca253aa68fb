"""A recruitment closes with an appointment, and an action waits for it (M2-17)."""

from dataclasses import replace
from datetime import date

import pytest

from headway.rules.recruitment import (
    APPOINTED,
    CLOSED,
    GIVEN_UP,
    OPEN,
    Recruiting,
    may_advertise,
    may_appoint,
    may_change,
    may_close,
    may_complete,
    may_give_up,
    may_tie,
)

TODAY = date(2026, 9, 15)
OPENED = Recruiting(date(2026, 9, 1))
FOUND = replace(OPENED, begins_on=date(2027, 1, 1))
DONE = replace(FOUND, closed_on=TODAY)
LEFT = replace(OPENED, given_up_on=TODAY)


@pytest.mark.parametrize(
    ("found", "state"), [(OPENED, OPEN), (FOUND, APPOINTED), (DONE, CLOSED), (LEFT, GIVEN_UP)]
)
def test_the_state_follows_from_the_days(found, state):
    assert found.state == state


def test_m2_17_it_closes_only_with_an_appointment():
    assert may_close(FOUND)
    assert "Record the day it begins and how it was found" in may_close(OPENED).reason
    assert not may_close(DONE)
    assert not may_close(LEFT)


def test_m2_17_an_action_is_done_while_it_waits_for_no_recruitment():
    assert may_complete(0)
    assert "Record the appointment" in may_complete(1).reason


def test_what_has_ended_is_neither_changed_nor_appointed_nor_given_up():
    for found in (OPENED, FOUND):
        assert may_change(found)
        assert may_appoint(found, TODAY)
        assert may_give_up(found, "The money is gone")
    for found in (DONE, LEFT):
        assert not may_change(found)
        assert not may_appoint(found, TODAY)
        assert not may_give_up(found, "The money is gone")


def test_it_is_given_up_with_a_reason():
    assert not may_give_up(OPENED, "  ")


def test_nobody_begins_before_it_opened():
    assert may_appoint(OPENED, OPENED.opened_on)
    assert not may_appoint(OPENED, date(2026, 8, 31))


def test_an_advertisement_ends_after_it_begins():
    assert may_advertise(TODAY, None)
    assert may_advertise(TODAY, TODAY)
    assert not may_advertise(TODAY, date(2026, 9, 14))


def test_an_action_that_has_ended_waits_for_nothing():
    assert may_tie(has_ended=False)
    assert not may_tie(has_ended=True)
