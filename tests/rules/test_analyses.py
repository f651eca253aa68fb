"""The menu of analyses and lists of a year (M4-08)."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from headway.rules.analyses import (
    AGREED,
    NOT_BEGUN,
    PROPOSED,
    may_agree,
    may_change,
    may_choose,
    may_do,
    may_drop,
    read_analyses,
    state_of,
)
from headway.rules.calendars import academic_year_of
from headway.rules.policyfile import PolicyFault

TABLE = tomllib.loads(Path("policies/current/analyses.toml").read_text(encoding="utf-8"))
YEAR = academic_year_of(date(2026, 9, 1))
ON = date(2026, 10, 1)


def test_the_menu_is_read_and_each_is_due_in_the_year():
    policy = read_analyses(TABLE)
    assert policy.get("results").due_in(YEAR) == date(2026, 10, 31)
    assert policy.get("absence").due_in(YEAR) == date(2027, 1, 31)
    assert policy.get("nothing") is None


@pytest.mark.parametrize("due", ["13-01", "10-41", "02-29", "soon", "1-1"])
def test_a_day_there_is_not_is_a_fault(due):
    row = TABLE["analyses"][0] | {"due": due}
    with pytest.raises(PolicyFault):
        read_analyses(TABLE | {"analyses": [row]})


def test_a_key_used_twice_is_a_fault():
    with pytest.raises(PolicyFault, match="twice"):
        read_analyses(TABLE | {"analyses": [TABLE["analyses"][0]] * 2})


def test_m4_08_a_list_is_proposed_then_agreed():
    assert (state_of(False, None), state_of(True, None), state_of(True, ON)) == (NOT_BEGUN, PROPOSED, AGREED)


def test_a_list_has_something_due_in_its_year():
    assert may_choose({"results": ON}, YEAR)
    assert not may_choose({}, YEAR)
    assert not may_choose({"results": date(2027, 9, 1)}, YEAR)


def test_what_is_done_stays_on_the_list():
    assert may_drop(["results"], ["results", "groups"])
    assert not may_drop(["results"], ["groups"])
    assert may_change({"groups": ON}, [], YEAR)
    assert not may_change({"groups": ON}, ["results"], YEAR)


def test_a_list_is_agreed_once_and_by_today():
    assert may_agree(True, None, ON, ON)
    assert not may_agree(False, None, ON, ON)
    assert not may_agree(True, ON, ON, ON)
    assert not may_agree(True, None, date(2026, 10, 2), ON)


def test_an_analysis_is_done_once_and_only_when_agreed():
    assert may_do(ON, None)
    assert not may_do(None, None)
    assert not may_do(ON, ON)
