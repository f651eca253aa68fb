import pytest

from headway.rules.verdict import ALLOWED, first_refusal, refuse


def test_a_refusal_is_falsy_and_keeps_its_sentence() -> None:
    verdict = refuse("The plan is published.")
    assert not verdict
    assert verdict.reason == "The plan is published."
    assert ALLOWED


def test_a_refusal_without_a_reason_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="needs a sentence"):
        refuse(" ")


def test_the_first_refusal_speaks() -> None:
    assert first_refusal(ALLOWED, refuse("First."), refuse("Second.")).reason == "First."
    assert first_refusal(ALLOWED, ALLOWED) == ALLOWED
