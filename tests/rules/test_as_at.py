"""Looking back: days that can be asked for, and what held then."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.rules.as_at import AsAt, Differing, InGroup, facts_then, group_then, read_as_at

TODAY = date(2026, 9, 15)
DAY = date(2025, 3, 1)


def test_a_past_day_is_read_and_today_is_no_past_day():
    assert read_as_at("2025-03-01", TODAY) == AsAt(DAY)
    assert read_as_at("", TODAY) == read_as_at("2026-09-15", TODAY) == AsAt()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("2026-09-16", "lies in the future"),
        ("yesterday", "no day that there is"),
        ("2025-02-30", "no day that there is"),
        ("1066-10-14", "before 1900"),
    ],
)
def test_a_day_to_come_and_nonsense_get_a_sentence(given, words):
    asked = read_as_at(given, TODAY)
    assert asked.day is None and words in asked.fault


@given(st.text())
def test_no_text_breaks_it(text):
    asked = read_as_at(text, TODAY)
    assert (asked.day is None) or not asked.fault


def test_what_stood_before_the_first_change_since_is_what_held():
    newest_first = [Differing(1, "name", "Middle"), Differing(1, "name", "First"), Differing(2, "town", "")]
    assert facts_then(newest_first) == {1: {"name": "First"}, 2: {"town": ""}}


def test_the_trust_of_the_day_is_told_by_its_dates():
    rows = [InGroup("New", False, date(2025, 9, 1), None), InGroup("Old", False, None, date(2025, 9, 1))]
    assert group_then(rows, DAY, "New") == "Old"
    assert group_then(rows, TODAY, "New") == "New"
    assert group_then(rows[:1], DAY, "New") == ""
    assert group_then([], DAY, "New") == "New"
