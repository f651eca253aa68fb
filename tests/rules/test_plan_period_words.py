"""Heads of a plan's columns: every way of writing months, quarters, terms and dates, and what is none."""

from datetime import date

import pytest
from tests.plan_document import policy

from headway.rules.calendars import Span
from headway.rules.plan_grid import Period, check_periods
from headway.rules.plan_period_words import read_period


def span(first, until):
    return Span(date.fromisoformat(first), date.fromisoformat(until))


@pytest.mark.parametrize(
    ("words", "first", "until"),
    [
        ("March 2004 – May 2004", "2004-03-01", "2004-06-01"),
        ("March\u00a02004\u00a0–\u00a0May 2004", "2004-03-01", "2004-06-01"),
        ("December 2004  – February 2005", "2004-12-01", "2005-03-01"),
        ("December – February 2005", "2004-12-01", "2005-03-01"),
        ("March to May 2004", "2004-03-01", "2004-06-01"),
        ("Mar-May 2004", "2004-03-01", "2004-06-01"),
        ("Mar 2004-May 2004", "2004-03-01", "2004-06-01"),
        ("Sept 2025 until Oct. 2025", "2025-09-01", "2025-11-01"),
        ("September 2025", "2025-09-01", "2025-10-01"),
        ("Sep-25", "2025-09-01", "2025-10-01"),
        ("2025-09", "2025-09-01", "2025-10-01"),
        ("09/2025 – 11/2025", "2025-09-01", "2025-12-01"),
        ("Q1 2024/25", "2024-04-01", "2024-07-01"),
        ("Q4 2024-25", "2025-01-01", "2025-04-01"),
        ("Q1 to Q2 2024/25", "2024-04-01", "2024-10-01"),
        ("Quarter 3 2025", "2025-07-01", "2025-10-01"),
        ("Autumn term 2025", "2025-09-01", "2026-01-01"),
        ("Spring term 2025/26", "2026-01-01", "2026-05-01"),
        ("Autumn 2025 – Summer 2026", "2025-09-01", "2026-09-01"),
        ("2024/25", "2024-09-01", "2025-09-01"),
        ("2025-09-01 to 2025-11-30", "2025-09-01", "2025-12-01"),
        ("2025-09-01 - 2025-11-30", "2025-09-01", "2025-12-01"),
        ("1 – 30 September 2025", "2025-09-01", "2025-10-01"),
        ("1st March – 31st May 2004", "2004-03-01", "2004-06-01"),
        ("01/03/2004 – 31/05/2004", "2004-03-01", "2004-06-01"),
        ("Phase 1: March – May 2004", "2004-03-01", "2004-06-01"),
        ("First round (March – May 2004)", "2004-03-01", "2004-06-01"),
    ],
)
def test_a_head_is_read(words, first, until):
    assert read_period(words, policy()) == span(first, until)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Lead officer", "names no months"),
        ("March 2004 –", "names no months"),
        ("2004-05", "names no months"),  # May, or the school year: nothing says which
        ("2024/26", "names no months"),
        ("31 February 2025", "names no months"),
        ("May 2004 – March 2004", "ends before it begins"),
        ("December 9999", "names no months"),
        ("", "no head"),
    ],
)
def test_a_head_that_names_no_period_says_why(words, says):
    assert says in read_period(words, policy())


def test_m3_02_overlaps_are_faults_and_gaps_are_asked_about():
    """M3-02: periods are the plan's own; two that overlap are named."""
    heads = ["March – May 2004", "May – July 2004", "September 2004"]
    overlap, gap = check_periods(Period(head, read_period(head, policy())) for head in heads)
    assert not overlap.is_question and "“May – July 2004” overlaps “March – May 2004”" in overlap.words
    assert gap.is_question and "1 August 2004 to 31 August 2004" in gap.words


def test_a_period_inside_an_earlier_one_is_found_behind_a_third():
    heads = ["January – December 2004", "February 2004", "March 2004"]
    assert len(check_periods(Period(head, read_period(head, policy())) for head in heads)) == 2


def test_periods_out_of_order_are_asked_about_and_good_ones_are_not():
    heads = ["June 2004", "May 2004"]
    (fault,) = check_periods(Period(head, read_period(head, policy())) for head in heads)
    assert fault.is_question and "order" in fault.words
    assert check_periods(Period(head, read_period(head, policy())) for head in reversed(heads)) == ()
