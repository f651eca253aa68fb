"""Standing groups: who serves when, what can be minuted and approved, and when an action is overdue (M1-12)."""

from datetime import date

import pytest

from headway.rules import standing_groups as rule

MET, NEXT, TODAY = date(2026, 9, 1), date(2026, 9, 10), date(2026, 9, 15)


@pytest.mark.parametrize(
    ("due", "state", "late"),
    [
        (date(2026, 9, 14), rule.OPEN, True),
        (TODAY, rule.OPEN, False),
        (date(2026, 9, 14), rule.DONE, False),
        (None, rule.OPEN, False),
    ],
)
def test_m1_12_an_open_action_is_overdue_from_the_day_after(due, state, late):
    assert rule.is_overdue(state, due, TODAY) == late


def test_an_action_is_open_done_or_dropped():
    assert rule.state_of(None, None) == rule.OPEN
    assert rule.state_of(MET, None) == rule.DONE
    assert rule.state_of(None, MET) == rule.DROPPED


def test_terms_are_agreed_by_today_and_while_there_is_the_group():
    assert rule.may_agree_terms(TODAY, None, TODAY)
    assert "once they are agreed" in rule.may_agree_terms(date(2026, 9, 16), None, TODAY).reason
    assert "ended on 10 September 2026" in rule.may_agree_terms(NEXT, NEXT, TODAY).reason
    assert rule.may_agree_terms(MET, NEXT, TODAY)


def test_somebody_serves_once_at_a_time():
    assert rule.may_serve(MET, None, rule.MEMBER, [(date(2025, 1, 1), MET)], [])
    assert not rule.may_serve(MET, None, rule.MEMBER, [(NEXT, None)], [])
    assert not rule.may_serve(MET, NEXT, rule.MEMBER, [(date(2025, 1, 1), None)], [])
    assert rule.may_serve(MET, NEXT, rule.MEMBER, [(NEXT, None)], [])
    assert "after the first day" in rule.may_serve(MET, MET, rule.MEMBER, [], []).reason


def test_a_group_has_one_chair_at_a_time():
    assert rule.may_serve(MET, None, rule.CHAIR, [], [(date(2025, 1, 1), MET)])
    assert "Somebody chairs" in rule.may_serve(MET, None, rule.CHAIR, [], [(NEXT, None)]).reason
    assert rule.may_serve(MET, None, rule.SECRETARY, [], [(NEXT, None)])


def test_a_membership_ends_after_it_began_and_is_only_brought_forward():
    assert rule.may_end_serving(MET, None, NEXT)
    assert rule.may_end_serving(MET, TODAY, NEXT)
    assert not rule.may_end_serving(MET, None, MET)
    assert not rule.may_end_serving(MET, NEXT, TODAY)


def test_a_group_meets_until_it_ends():
    assert rule.may_meet(MET, None) and rule.may_meet(MET, NEXT)
    assert not rule.may_meet(NEXT, NEXT)


def test_papers_change_until_the_minutes_are_approved():
    assert rule.may_change_meeting(approved=False)
    assert "stay as they are" in rule.may_change_meeting(approved=True).reason


def test_minutes_are_written_from_the_day_of_the_meeting_on():
    assert rule.may_minute(TODAY, TODAY)
    assert not rule.may_minute(date(2026, 9, 16), TODAY)


def test_m1_12_minutes_are_approved_at_a_later_meeting_that_was_held():
    assert rule.may_approve_minutes("We met.", MET, NEXT, TODAY)
    assert "no minutes" in rule.may_approve_minutes(" ", MET, NEXT, TODAY).reason
    assert "next meeting" in rule.may_approve_minutes("We met.", MET, None, TODAY).reason
    assert not rule.may_approve_minutes("We met.", MET, MET, TODAY)
    assert "from then on" in rule.may_approve_minutes("We met.", MET, date(2026, 9, 16), TODAY).reason


def test_an_action_is_due_from_its_meeting_on():
    assert rule.may_agree_action(MET, MET)
    assert not rule.may_agree_action(date(2026, 8, 31), MET)


def test_an_action_ends_once():
    assert rule.may_change_action(rule.OPEN)
    assert not rule.may_change_action(rule.DONE) and not rule.may_change_action(rule.DROPPED)


def test_an_action_ends_with_words_on_a_day_between_its_meeting_and_today():
    told = {"on": NEXT, "held_on": MET, "today": TODAY}
    assert rule.may_end_action(rule.OPEN, "The letter of 9 September", **told)
    assert "not open" in rule.may_end_action(rule.DROPPED, "x", **told).reason
    assert "Say by what" in rule.may_end_action(rule.OPEN, " ", **told).reason
    assert not rule.may_end_action(rule.OPEN, "x", **told | {"on": date(2026, 8, 31)})
    assert not rule.may_end_action(rule.OPEN, "x", **told | {"on": date(2026, 9, 16)})
