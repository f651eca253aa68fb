"""Stages, decisions and closing of a case of structural change, and how it stands to the register (M1-11)."""

from dataclasses import replace
from datetime import date

import pytest
from tests.rules.policies import load_policy

from headway.rules import structural_changes as rule
from headway.rules.policyfile import PolicyFault
from headway.rules.structural_changes_policy import read_structural_changes

TABLE = load_policy("current/structural_changes")
POLICY = read_structural_changes(TABLE)
TODAY, DAY = date(2026, 9, 15), date(2026, 9, 1)
MERGER = POLICY.changes["amalgamation"]
READY = rule.CaseFacts(2, 1, DAY, True, None)


def test_m1_11_every_kind_of_case_has_stages_with_weeks():
    assert {
        "federation",
        "amalgamation",
        "closure",
        "academy-conversion",
        "joins-trust",
        "leaves-trust",
    } < set(POLICY.changes)
    for kind in POLICY.changes.values():
        weeks = [one.weeks for one in kind.stages]
        assert weeks == sorted(weeks)
    assert rule.target_of(DAY, 2) == date(2026, 9, 15)


def test_two_stages_of_one_name_are_a_fault():
    stages = [{"slug": "a", "label": "A", "weeks": 1}] * 2
    table = TABLE | {"changes": {"x": {"label": "X", "closing": 0, "going_on": 0, "stages": stages}}}
    with pytest.raises(PolicyFault, match="same slug"):
        read_structural_changes(table)


@pytest.mark.parametrize(
    ("target", "done", "word"),
    [
        (date(2026, 9, 14), None, rule.LATE),
        (TODAY, None, rule.DUE),
        (date(2026, 9, 14), TODAY, rule.DONE),
    ],
)
def test_m1_11_a_stage_is_late_from_the_day_after_its_target(target, done, word):
    stage = rule.StageDay("Decision", target, done)
    assert rule.stage_word(stage, TODAY) == word
    assert bool(rule.late_stages([stage], TODAY)) is (word == rule.LATE)


def test_a_closed_case_is_written_no_more():
    assert rule.may_change_case(None)
    assert "stays as it is" in rule.may_change_case(DAY).reason


def test_a_stage_is_done_on_a_day_that_was_while_the_case_ran():
    assert rule.may_mark_done(None, DAY, TODAY) and rule.may_mark_done(TODAY, DAY, TODAY)
    assert not rule.may_mark_done(date(2026, 9, 16), DAY, TODAY)
    assert "opened after" in rule.may_mark_done(date(2026, 8, 1), DAY, TODAY).reason


def test_what_did_not_happen_yet_is_not_logged():
    assert rule.may_log_on(TODAY, TODAY)
    assert not rule.may_log_on(date(2026, 9, 16), TODAY)


def test_a_decision_is_of_a_day_that_was_and_before_the_case_is_closed():
    assert rule.may_decide_case(READY, DAY, TODAY)
    assert not rule.may_decide_case(READY, date(2026, 9, 16), TODAY)
    assert not rule.may_decide_case(replace(READY, closed_on=DAY), DAY, TODAY)


def test_m1_11_a_merger_is_closed_with_a_decision_and_its_schools():
    assert rule.may_close_case(READY, MERGER)
    assert "no decision yet" in rule.may_close_case(replace(READY, decided_on=None), MERGER).reason
    short = rule.may_close_case(replace(READY, going_on=0), MERGER).reason
    assert short.startswith(
        "Amalgamation or merger needs at least 1 school that goes on or opens; the case names 0."
    )
    two = rule.may_close_case(replace(READY, going_on=1), POLICY.changes["federation"]).reason
    assert "at least 2 schools that go on or open" in two
    assert rule.may_close_case(rule.CaseFacts(0, 0, DAY, False, None), MERGER)
    assert not rule.may_close_case(replace(READY, closed_on=DAY), MERGER)


def test_m1_11_only_a_closed_case_is_corrected_and_by_one_case():
    assert rule.may_correct_case(DAY, corrected=False)
    assert not rule.may_correct_case(None, corrected=False)
    assert "Open that one" in rule.may_correct_case(DAY, corrected=True).reason


def test_m1_11_what_is_recorded_waits_for_the_register_and_a_difference_is_told():
    assert "waits for the register" in rule.agreement_words(DAY, None)
    assert rule.agreement_words(DAY, DAY) == ""
    told = rule.agreement_words(DAY, date(2026, 8, 31))
    assert "1 September 2026; the register says 31 August 2026. Both are shown" in told


def test_the_state_is_told_by_its_days():
    assert READY.state == rule.DECIDED
    assert replace(READY, decided_on=None).state == rule.OPEN
    assert replace(READY, closed_on=DAY).state == rule.CLOSED
