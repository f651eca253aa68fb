"""Annual reviews: what is done by when, and who may do what in which state (M4-04)."""

from datetime import date

import pytest
from tests.rules.policies import load_policy

from headway.rules.calendars import academic_year
from headway.rules.performance_reviews import (
    BEGUN,
    EXCEPTED,
    FACTS,
    NONE,
    SHARED,
    WRITTEN,
    is_done,
    is_late,
    may_begin,
    may_except,
    may_reply,
    may_share,
    may_take_part,
    may_write,
    read_annual_review,
)
from headway.rules.policyfile import PolicyFault
from headway.rules.schools import PHASES

TABLE = load_policy("current/annual_review")
POLICY = read_annual_review(TABLE)
DUE = date(2026, 12, 31)


def test_m4_04_every_phase_is_looked_at_and_the_last_day_is_31_december():
    assert set(POLICY.phases) == set(PHASES)
    assert POLICY.due.within(academic_year("2026-27")) == DUE
    assert POLICY.looked_at("unknown").facts == FACTS


def test_m4_04_a_school_is_late_after_the_last_day_without_a_written_review_or_an_exception():
    for state in (NONE, BEGUN):
        assert is_late(state, DUE, date(2027, 1, 1)) and not is_late(state, DUE, DUE)
    for state in (WRITTEN, SHARED, EXCEPTED):
        assert is_done(state) and not is_late(state, DUE, date(2027, 1, 1))


def test_one_review_a_school_and_year_and_none_beside_an_exception():
    assert may_begin(False, False, True)
    assert not may_begin(True, False, True)
    assert not may_begin(False, True, True)
    assert not may_begin(False, False, False)


def test_words_change_until_they_are_shared_and_are_needed_to_share():
    assert may_write(BEGUN) and may_write(WRITTEN) and not may_write(SHARED)
    assert may_share(WRITTEN, "Reading", "none", "apology")
    assert not may_share(WRITTEN, "Reading", " ", "apology")
    assert not may_share(WRITTEN, "", "Writing", "apology")
    assert not may_share(SHARED, "Reading", "none", "apology")
    assert may_reply(SHARED) and not may_reply(WRITTEN)


def test_an_exception_has_a_reason_of_the_list_and_says_why():
    assert may_except(False, "opened", "Opened in September", POLICY)
    assert not may_except(True, "opened", "Opened in September", POLICY)
    assert not may_except(False, "forgotten", "Forgot", POLICY)
    assert not may_except(False, "opened", " ", POLICY)


@pytest.mark.parametrize("fault", [{"phases": {"middle": {}}}, {"due": {"month": 13, "day": 1}}])
def test_faults_of_the_policy_are_told(fault):
    with pytest.raises(PolicyFault):
        read_annual_review(dict(TABLE) | fault)


def test_m5_04_a_review_closes_with_the_attendance_officers_contribution_or_apology():
    assert may_share(WRITTEN, "Reading", "none", "contribution")
    assert "attendance officer's part is missing" in may_share(WRITTEN, "Reading", "none", "").reason
    assert may_take_part(WRITTEN, "contribution", "Absence fell") and may_take_part(BEGUN, "apology", "Ill")
    assert not may_take_part(SHARED, "contribution", "Absence fell")
    assert not may_take_part(WRITTEN, "other", "Absence fell")
    assert not may_take_part(WRITTEN, "apology", " ")
