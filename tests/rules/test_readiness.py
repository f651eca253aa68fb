from __future__ import annotations

from datetime import date

import pytest
from tests.rules.policies import load_policy

from headway.rules.policyfile import PolicyFault
from headway.rules.readiness import answers_in_short, may_record_review, question_head, read_readiness

POLICY = read_readiness(load_policy("current/readiness"))
TODAY = date(2026, 9, 15)
ANSWERS = {"safeguarding": "ready", "papers": "not-looked-at"}


def test_a_review_that_was_held_may_be_recorded() -> None:
    assert may_record_review(TODAY, TODAY, ANSWERS, "Look again in May", POLICY)


@pytest.mark.parametrize(
    ("on", "answers", "step", "said"),
    [
        (date(2026, 9, 16), ANSWERS, "Look again", "once it was held"),
        (TODAY, {"weather": "ready"}, "Look again", "has changed meanwhile"),
        (TODAY, {"papers": "splendid"}, "Look again", "has changed meanwhile"),
        (TODAY, {"papers": "not-looked-at"}, "Look again", "at least one question"),
        (TODAY, ANSWERS, "  ", "what comes next"),
    ],
)
def test_and_otherwise_the_sentence_says_why_not(on, answers, step, said) -> None:
    assert said in may_record_review(on, TODAY, answers, step, POLICY).reason


def test_answers_are_counted_and_never_added_up() -> None:
    found = answers_in_short({"a": "ready", "b": "ready", "c": "not-ready"}, POLICY.answers)
    assert found == "2 ready, 1 not ready"


def test_a_question_is_named_by_what_it_is_about() -> None:
    assert question_head("Papers: the website, and more") == "Papers"
    assert question_head("Early years, where there are any") == "Early years"


def test_a_list_without_questions_is_refused() -> None:
    table = dict(load_policy("current/readiness"))
    row = {"key": "ready", "words": "Ready"}
    with pytest.raises(PolicyFault, match="at least one row"):
        read_readiness(table | {"questions": []})
    with pytest.raises(PolicyFault, match="“not-looked-at” is needed"):
        read_readiness(table | {"answers": [row]})
    with pytest.raises(PolicyFault, match="used twice"):
        read_readiness(table | {"answers": [row, row]})
