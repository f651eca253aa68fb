"""No verdict can be made to allow always without a test that fails."""

import random

import pytest
from tests.proofs import verdicts

SEED, SAMPLE = 20260901, 2
NOTHING = ""


def test_a_sample_of_verdicts_that_always_allow_is_noticed():
    rules = [one for one in verdicts.verdicts() if one.startswith("headway.rules.")]
    assert [one for one in random.Random(SEED).sample(rules, SAMPLE) if not verdicts.is_noticed(one)] == []


def test_where_every_verdict_is_itself_nothing_fails():
    """Control: it is the mutant that is noticed, not the manner of running."""
    assert not verdicts.fails(NOTHING, verdicts.FIRST["rules"])


@pytest.mark.proof
def test_every_verdict_that_always_allows_is_noticed(proven):
    every = verdicts.verdicts()
    alive = [one for one in every if not verdicts.is_noticed(one)]
    proven("verdicts that always allow", mutants=len(every), survivors=len(alive))
    assert alive == []
