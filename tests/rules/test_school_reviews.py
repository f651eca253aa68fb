"""The rules of reviews by several people, and of the rubric, each both ways (M5-13, M5-14, M7-11)."""

from datetime import date

import pytest
from tests.rules.policies import load_policy

from headway.rules import document_reviews as documents
from headway.rules import school_reviews as rule
from headway.rules.policyfile import PolicyFault

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 5), date(2026, 11, 9), date(2026, 12, 11)
TABLE = load_policy("current/document_rubric")
RUBRIC = documents.read_rubric(TABLE)
FULL = dict.fromkeys(RUBRIC.criteria, 2)


def test_m5_14_a_cycle_has_its_dates_in_order():
    assert rule.may_plan(rule.PEER, OCTOBER, NOVEMBER, DECEMBER)
    assert rule.may_plan(rule.COLLABORATIVE, None, NOVEMBER, DECEMBER)
    assert not rule.may_plan(rule.PEER, None, NOVEMBER, DECEMBER)
    assert not rule.may_plan(rule.PEER, DECEMBER, NOVEMBER, DECEMBER)
    assert not rule.may_plan(rule.PEER, OCTOBER, DECEMBER, NOVEMBER)
    assert not rule.may_plan("other", OCTOBER, NOVEMBER, DECEMBER)


def test_m5_14_peers_begin_after_the_self_evaluation():
    assert rule.may_begin(rule.PEER, rule.PLANNED, OCTOBER, 2)
    assert "not submitted" in rule.may_begin(rule.PEER, rule.PLANNED, None, 2).reason
    assert rule.may_begin(rule.COLLABORATIVE, rule.PLANNED, None, 2)
    assert not rule.may_begin(rule.COLLABORATIVE, rule.PLANNED, None, 1)
    assert not rule.may_begin(rule.PEER, rule.BEGUN, OCTOBER, 2)


def test_the_self_evaluation_stays_once_the_review_begins():
    assert rule.may_submit_evaluation(rule.PLANNED, "Good")
    assert not rule.may_submit_evaluation(rule.BEGUN, "Good")
    assert not rule.may_submit_evaluation(rule.PLANNED, " ")


def test_who_reviews():
    assert rule.may_add_reviewer(rule.BEGUN, False, False)
    assert not rule.may_add_reviewer(rule.AGREED, False, False)
    assert not rule.may_add_reviewer(rule.PLANNED, True, False)
    assert not rule.may_add_reviewer(rule.PLANNED, False, True)
    assert rule.may_take_reviewer_off(rule.BEGUN, "", "mistake", 2)
    assert rule.may_take_reviewer_off(rule.PLANNED, "", "mistake", 0)
    assert not rule.may_take_reviewer_off(rule.BEGUN, "", "mistake", 1)
    assert not rule.may_take_reviewer_off(rule.BEGUN, "", "", 2)
    assert not rule.may_take_reviewer_off(rule.BEGUN, "Found", "mistake", 2)
    assert not rule.may_take_reviewer_off(rule.AGREED, "", "mistake", 2)


def test_m5_13_findings_then_one_report_then_everybody_agrees():
    assert rule.may_find(rule.BEGUN) and not rule.may_find(rule.PLANNED) and not rule.may_find(rule.AGREED)
    assert rule.may_write_report(rule.BEGUN, ["a", "b"])
    assert not rule.may_write_report(rule.BEGUN, ["a", ""]) and not rule.may_write_report(rule.PLANNED, ["a"])
    assert rule.may_agree(rule.BEGUN, "Report", False)
    assert not rule.may_agree(rule.BEGUN, "", False) and not rule.may_agree(rule.BEGUN, "Report", True)
    assert not rule.may_agree(rule.AGREED, "Report", False)
    assert rule.is_agreed([NOVEMBER, NOVEMBER], DECEMBER)
    assert not rule.is_agreed([NOVEMBER, None], DECEMBER) and not rule.is_agreed([NOVEMBER], None)
    assert not rule.is_agreed([], DECEMBER)


def test_m7_11_a_version_is_read_and_scored_within_the_rubric():
    assert documents.may_read("self-evaluation", "Draft", "", RUBRIC)
    assert documents.may_read("self-evaluation", "Draft", "a" * 64, RUBRIC)
    assert not documents.may_read("self-evaluation", "Draft", "A" * 64, RUBRIC)
    assert not documents.may_read("self-evaluation", "", "", RUBRIC)
    assert not documents.may_read("letter", "Draft", "", RUBRIC)
    assert documents.may_score(documents.DRAFT, FULL, RUBRIC)
    assert not documents.may_score(documents.SHARED, FULL, RUBRIC)
    assert not documents.may_score(documents.DRAFT, {"evidence": 4}, RUBRIC)
    assert not documents.may_score(documents.DRAFT, {"tidy": 1}, RUBRIC)


def test_m7_11_feedback_is_shared_whole():
    assert documents.may_share(documents.DRAFT, FULL, "Say when", RUBRIC)
    assert not documents.may_share(documents.DRAFT, FULL, "", RUBRIC)
    assert not documents.may_share(documents.DRAFT, {"evidence": 2}, "Say when", RUBRIC)
    assert not documents.may_share(documents.SHARED, FULL, "Say when", RUBRIC)
    assert documents.total_words(FULL, RUBRIC) == "12 of 18, meets the standard of 12"
    assert documents.total_words(FULL | {"evidence": 1}, RUBRIC).startswith("11 of 18, does not meet")
    assert documents.total_words({"evidence": 1}, RUBRIC) == "5 of 6 not scored"


def test_a_rubric_that_asks_for_more_than_there_is_is_refused():
    with pytest.raises(PolicyFault, match="more than the 18"):
        documents.read_rubric({**TABLE, "enough": {"value": 19, "mark": "D", "source": "mine"}})
