"""From draft to approval, and titles that are locked (M2-01, M2-11)."""

import pytest

from headway.rules import structure_life as life


@pytest.mark.parametrize(
    ("rule", "state"), [(life.may_write, life.DRAFT), (life.may_take_back, life.CONSULTING)]
)
def test_each_step_is_open_in_one_state_alone(rule, state):
    assert [one for one in life.STATES if rule(one)] == [state]


@pytest.mark.parametrize(
    ("state", "posts", "faults", "says"),
    [
        (life.DRAFT, 1, 0, ""),
        (life.DRAFT, 0, 0, "no post yet"),
        (life.DRAFT, 3, 1, "Put the faults right first"),
        (life.APPROVED, 3, 0, "Only a draft goes out"),
    ],
)
def test_a_draft_with_posts_and_without_faults_goes_out(state, posts, faults, says):
    verdict = life.may_consult(state, posts=posts, faults=faults)
    assert bool(verdict) is not bool(says)
    assert says in verdict.reason


def test_it_is_approved_after_consultation_by_somebody_else():
    assert life.may_approve(life.CONSULTING, is_author=False)
    assert "somebody else approves" in life.may_approve(life.CONSULTING, is_author=True).reason
    assert "after staff were consulted" in life.may_approve(life.DRAFT, is_author=False).reason


def test_m2_11_a_title_at_director_level_needs_an_override():
    assert life.may_rename(locked=False, overrides=False)
    assert life.may_rename(locked=True, overrides=True)
    assert "director level" in life.may_rename(locked=True, overrides=False).reason
