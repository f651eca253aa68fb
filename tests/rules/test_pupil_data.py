"""Who opens data of pupils, how deep, and who is trained first (M4-02, M4-12)."""

import tomllib
from datetime import date
from pathlib import Path

from headway.rules.pupil_data import (
    NAMES,
    OVER,
    TOTALS,
    TRAINED,
    UNTRAINED,
    Sessions,
    may_close_pupil,
    may_note_pupil,
    may_open,
    may_open_groups,
    may_record_training,
    opens_group,
    read_pupil_data,
    totals_of,
    training_state,
)

POLICY = read_pupil_data(tomllib.loads(Path("policies/current/pupil_data.toml").read_text(encoding="utf-8")))
ON = date(2026, 10, 1)
BEFORE, AFTER = date(2026, 9, 1), date(2026, 11, 1)
ADVISER, OFFICER = frozenset({"adviser"}), frozenset({"attendance"})
EM = frozenset({"ethnic-minority"})


def test_m4_02_an_adviser_opens_totals_and_an_attendance_officer_names_for_a_purpose():
    assert may_open(POLICY, TOTALS, ADVISER, "overview")
    assert not may_open(POLICY, NAMES, ADVISER, "support")
    assert may_open(POLICY, NAMES, OFFICER, "support")
    refused = may_open(POLICY, NAMES, OFFICER, "overview")
    assert not refused and "Supporting a pupil" in refused.reason
    assert not may_open(POLICY, TOTALS, frozenset({"hr"}), "overview")


def test_m4_02_few_pupils_are_hidden_with_their_rate_and_none_is_no_secret():
    four = totals_of([Sessions(100, 30)] * 4, 5)
    assert four.hidden and four.pupils is None and four.percent_missed is None
    five = totals_of([Sessions(100, 30)] * 5, 5)
    assert (five.pupils, five.percent_missed, five.hidden) == (5, 30, False)
    nobody = totals_of([], 5)
    assert (nobody.pupils, nobody.percent_missed, nobody.hidden) == (0, None, False)


def test_m4_12_without_training_the_refusal_says_what_to_do():
    refused = may_open_groups(POLICY, EM, None, ON)
    assert not refused
    assert "Use of performance data" in refused.reason and "Ask the data officer" in refused.reason
    assert may_open_groups(POLICY, EM, AFTER, ON)
    assert "counted until 1 September 2026" in may_open_groups(POLICY, EM, BEFORE, ON).reason
    assert may_open_groups(POLICY, ADVISER, None, ON)


def test_training_counts_up_to_its_last_day():
    assert [training_state(until, ON) for until in (None, ON, AFTER)] == [UNTRAINED, OVER, TRAINED]


def test_training_and_pupils_are_of_days_that_were():
    assert may_record_training(ON, ON) and not may_record_training(AFTER, ON)
    assert may_note_pupil(100, 100, ON, ON)
    assert not may_note_pupil(100, 101, ON, ON)
    assert not may_note_pupil(100, 1, AFTER, ON)
    assert may_close_pupil(BEFORE, None, ON, ON)
    assert not may_close_pupil(BEFORE, ON, ON, ON)
    assert not may_close_pupil(ON, None, BEFORE, ON)
    assert not may_close_pupil(BEFORE, None, AFTER, ON)


def test_m4_02_a_role_opens_gaps_of_the_groups_it_holds_evidence_for():
    assert opens_group(POLICY, frozenset({"inclusion"}), "SEN provision: SEN support")
    assert not opens_group(POLICY, frozenset({"inclusion"}), "First language: Other than English")
    assert opens_group(
        POLICY, frozenset({"inclusion", "ethnic-minority"}), "First language: Other than English"
    )
    assert not opens_group(POLICY, frozenset({"hr"}), "SEN provision: SEN support")
