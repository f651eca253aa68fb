"""How protocols and forums' advice stand (M16-01, M16-06)."""

from datetime import date

import pytest

from headway.rules.joint_working import (
    AGREED,
    REVIEW,
    WAITING,
    Party,
    may_advise,
    may_agree,
    may_answer,
    may_ask,
    may_pass_on,
    may_reply,
    may_respond,
    may_sign,
    standing_of,
)

TODAY = date(2026, 9, 15)
SIGNED = (Party("School improvement", date(2026, 9, 1)), Party("Inclusion", date(2026, 9, 4)))
HALF = (SIGNED[0], Party("Inclusion", None))


@pytest.mark.parametrize(
    ("parties", "review_on", "word", "reason"),
    [
        (SIGNED, TODAY, AGREED, "Every division signed it."),
        (HALF, TODAY, WAITING, "Not signed yet by Inclusion."),
        (SIGNED, date(2026, 9, 14), REVIEW, "Its review was due 1 day ago. Every division signed it."),
        (HALF, date(2026, 9, 5), REVIEW, "Its review was due 10 days ago. Not signed yet by Inclusion."),
    ],
)
def test_m16_01_a_protocol_holds_once_all_signed_and_is_flagged_past_its_review(
    parties, review_on, word, reason
):
    standing = standing_of(parties, review_on, TODAY)
    assert (standing.word, standing.reason) == (word, reason)


def test_one_division_agrees_with_nobody():
    assert not may_agree(["inclusion"])
    assert not may_agree(["inclusion", "inclusion"])
    assert may_agree(["inclusion", "attendance"])


def test_a_division_signs_once_and_not_tomorrow():
    assert may_sign(None, TODAY, TODAY)
    assert not may_sign(date(2026, 9, 1), TODAY, TODAY)
    assert not may_sign(None, date(2026, 9, 16), TODAY)


def test_advice_is_of_a_day_on_which_the_forum_was_there():
    assert may_advise(None, TODAY, TODAY)
    assert may_advise(date(2026, 9, 16), TODAY, TODAY)
    assert not may_advise(TODAY, TODAY, TODAY)
    assert not may_advise(None, date(2026, 9, 16), TODAY)


def test_an_answer_comes_after_the_advice():
    assert may_respond(TODAY, TODAY, TODAY)
    assert not may_respond(TODAY, date(2026, 9, 14), TODAY)
    assert not may_respond(TODAY, date(2026, 9, 16), TODAY)


def test_m15_04_a_reply_waits_for_every_answer_and_leaves_once():
    assert may_reply(None, [True, True])
    assert "Question 2 has no answer yet" in may_reply(None, [True, False]).reason
    assert not may_reply(date(2026, 9, 1), [True])
    assert may_answer(None)
    assert not may_answer(date(2026, 9, 1))


def test_a_body_asks_while_it_is_there():
    today = date(2026, 9, 15)
    assert may_ask(None, today, today)
    assert not may_ask(None, date(2026, 9, 16), today)
    assert not may_ask(date(2026, 9, 1), date(2026, 9, 1), today)


def test_m14_18_a_function_passes_on_after_who_carries_it_out_began():
    assert may_pass_on(None, date(2012, 9, 1))
    assert may_pass_on(date(2010, 9, 1), date(2012, 9, 1))
    assert not may_pass_on(date(2012, 9, 1), date(2012, 9, 1))
