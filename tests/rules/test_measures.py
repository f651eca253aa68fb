from __future__ import annotations

import pytest
from tests.rules.policies import load_policy

from headway.rules.measures import measures_for, read_measures
from headway.rules.policyfile import PolicyFault

POLICY = read_measures(load_policy("england/measures"))


def test_each_phase_shows_its_own_measures_in_order() -> None:
    primary = [measure.key for measure in measures_for("primary", POLICY)]
    assert primary[0] == "ks2_rwm_expected"
    assert "ks4_attainment8" not in primary
    assert [measure.key for measure in measures_for("secondary", POLICY)][0] == "ks4_attainment8"
    assert measures_for(None, POLICY) == ()


def test_less_absence_is_better_and_more_attainment_is() -> None:
    assert {measure.polarity for measure in POLICY.measures if "absence" in measure.key} == {"low"}
    assert {measure.polarity for measure in POLICY.measures if measure.key.startswith("ks")} == {"high"}


def test_progress_8_says_why_there_is_none() -> None:
    progress = POLICY.get("ks4_progress8")
    assert progress is not None
    assert "no key stage 2 tests" in progress.not_published["2024/25"]
    assert POLICY.get("unheard-of") is None


def test_a_key_used_twice_is_a_fault() -> None:
    table = load_policy("england/measures")
    table["measures"][1]["key"] = table["measures"][0]["key"]
    with pytest.raises(PolicyFault, match="used twice"):
        read_measures(table)
