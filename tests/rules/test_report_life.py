"""From draft to publication, a step at a time (M14-04, M14-05, M14-15)."""

from datetime import date

import pytest

from headway.rules import report_life as life
from headway.rules.decision_reports import FOR_APPROVAL, FOR_CONSULTATION, TO_NOTE


@pytest.mark.parametrize(
    ("rule", "state"),
    [(life.may_write, life.DRAFT), (life.may_take_back, life.LAID), (life.may_publish, life.DECIDED)],
)
def test_each_step_is_open_in_one_state_alone(rule, state):
    assert [one for one in life.STATES if rule(one)] == [state]


@pytest.mark.parametrize("state", [life.DRAFT, life.DECIDED, life.PUBLISHED])
def test_only_what_was_laid_is_decided(state):
    assert "Only a report laid for decision" in life.may_decide(state, "agreed", "full", FOR_APPROVAL).reason


@pytest.mark.parametrize(
    ("outcome", "stage", "decision", "allowed"),
    [
        ("agreed", "full", FOR_APPROVAL, True),
        ("agreed", "screening", FOR_APPROVAL, False),
        ("agreed", "none", FOR_CONSULTATION, True),
        ("refused", "none", FOR_APPROVAL, True),
        ("deferred", "none", FOR_APPROVAL, True),
        ("perhaps", "full", FOR_APPROVAL, False),
    ],
)
def test_m14_15_a_final_agreement_needs_the_assessment_and_no_other_outcome_does(
    outcome, stage, decision, allowed
):
    assert bool(life.may_decide(life.LAID, outcome, stage, decision)) is allowed


def test_it_takes_effect_after_call_in_counted_in_working_days():
    """Decided on Friday 18 December 2026: five working days with Christmas between."""
    holidays = {date(2026, 12, 25), date(2026, 12, 28)}
    assert life.effective_from(date(2026, 12, 18), 5, holidays) == date(2026, 12, 29)


def test_m14_05_what_follows_is_said():
    assert life.what_follows("agreed", FOR_CONSULTATION).startswith("Consultation begins")
    assert life.what_follows("agreed", FOR_APPROVAL) == "It is put in place after call-in."
    assert life.what_follows("agreed", TO_NOTE) == "It was noted."
    assert life.what_follows("refused", FOR_APPROVAL) == "Nothing is put in place."
