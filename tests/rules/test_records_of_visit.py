from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.rules.policies import load_policy

from headway.rules import records_of_visit as rule
from headway.rules.policyfile import PolicyFault
from headway.rules.pupil_names import names_in
from headway.rules.record_policy import read_records_of_visit, term_of
from headway.rules.record_seals import draw_of, fault_of_seal, seal_of

POLICY = read_records_of_visit(load_policy("current/records_of_visit"))
AUTUMN, SPRING, SUMMER = date(2026, 10, 6), date(2027, 2, 2), date(2027, 6, 8)
FULL = {key: "Words" for key in POLICY.sections}
ITEMS = {key: "Words" for key in POLICY.items}
GOOD = {key: 2 for key in POLICY.rubric}


def hand_in(on=AUTUMN, agenda=(), **more):
    told = {"sections": FULL, "items": ITEMS, "progress": "expected", "policy": POLICY}
    return rule.may_hand_in(**told | more, asked=rule.items_for(agenda, on, POLICY))


def test_a_record_goes_from_draft_to_issued_through_check_and_head():
    state = rule.DRAFT
    seen = [state]
    for event in (rule.HAND_IN, rule.PASS, rule.ACCURATE, rule.ISSUE):
        assert rule.may_move(state, event)
        state = rule.move(state, event)
        seen.append(state)
    assert seen == list(rule.STATES)


def test_a_record_that_is_not_sampled_goes_to_the_head_at_once():
    assert rule.move(rule.DRAFT, rule.HAND_IN, sampled=False) == rule.WITH_HEAD
    assert rule.move(rule.DRAFT, rule.HAND_IN, sampled=True) == rule.CHECKING


def test_what_a_draft_lacks_is_named_box_by_box_and_a_whole_one_lacks_nothing():
    asked = rule.items_for((), AUTUMN, POLICY)
    told = {"sections": FULL, "items": ITEMS, "progress": "expected", "asked": asked, "policy": POLICY}
    assert rule.blank_boxes(**told) == ()
    lacking = told | {
        "sections": FULL | {"evidence": " ", "support": ""},
        "items": ITEMS | {"attendance": ""},
        "progress": "",
    }
    assert [name for name, _ in rule.blank_boxes(**lacking)] == [
        "item-attendance",
        "section-evidence",
        "progress",
    ]
    assert ("section-evidence", "Evidence seen") in rule.blank_boxes(**lacking)


def test_what_is_not_right_comes_back_to_its_author():
    assert rule.move(rule.WITH_HEAD, rule.WRONG) == rule.move(rule.CHECKING, rule.RETURN) == rule.DRAFT
    refused = rule.may_move(rule.DRAFT, rule.PASS)
    assert not refused and "the record is draft" in refused.reason


def test_a_record_is_of_a_visit_that_was_held():
    assert rule.may_begin(True, AUTUMN, AUTUMN)
    assert "once it was held" in rule.may_begin(False, AUTUMN, AUTUMN - timedelta(1)).reason
    assert "was not held" in rule.may_begin(False, AUTUMN, AUTUMN).reason


def test_m5_07_the_schools_part_is_locked_when_the_visit_starts():
    assert rule.may_prepare(AUTUMN, AUTUMN, started=False)
    assert "locked" in rule.may_prepare(AUTUMN, AUTUMN, started=True).reason
    assert "locked" in rule.may_prepare(AUTUMN, AUTUMN + timedelta(1), started=False).reason


def test_a_draft_may_be_written_and_nothing_else():
    assert rule.may_write(rule.DRAFT)
    assert "new version" in rule.may_write(rule.FINAL).reason
    assert "comes back" in rule.may_write(rule.CHECKING).reason


def test_m5_06_an_author_never_checks_their_own_record():
    assert rule.may_check("ann", "ben")
    assert "their own" in rule.may_check("ann", "ann").reason


def test_m5_06_a_sampled_record_is_not_issued_before_its_check_passes():
    assert rule.may_issue(rule.FINAL, sampled=True, passed=True)
    assert rule.may_issue(rule.FINAL, sampled=False, passed=False)
    assert "has not passed" in rule.may_issue(rule.FINAL, sampled=True, passed=False).reason
    assert not rule.may_issue(rule.DRAFT, sampled=False, passed=False)


def test_only_the_newest_locked_record_gets_a_new_version():
    assert rule.may_amend(rule.ISSUED, newest=True)
    assert "newer version" in rule.may_amend(rule.ISSUED, newest=False).reason
    assert "not locked" in rule.may_amend(rule.DRAFT, newest=True).reason


def test_a_heads_silence_is_taken_as_agreement_after_the_day_and_says_so():
    assert rule.may_deem(rule.WITH_HEAD, AUTUMN, AUTUMN + timedelta(1))
    assert "has until 6 October 2026" in rule.may_deem(rule.WITH_HEAD, AUTUMN, AUTUMN).reason
    assert not rule.may_deem(rule.DRAFT, None, AUTUMN)
    assert "did not answer by 6 October 2026" in rule.deemed_words(AUTUMN)


@pytest.mark.parametrize("key", ["attendance", "equality"])
def test_m5_02_m5_03_an_autumn_record_is_not_handed_in_with_a_standing_item_blank(key):
    blank = ITEMS | {key: "  "}
    assert POLICY.items[key].words in hand_in(items=blank).reason
    assert hand_in(items=blank, on=SPRING)
    assert hand_in()


def test_m5_02_the_agenda_of_the_visit_says_what_must_not_be_blank_and_cannot_leave_the_term_out():
    agenda = [
        {"key": "targets", "words": "Targets", "mandatory": True},
        {"key": "attendance", "words": "Absence with its figures", "mandatory": False},
    ]
    asked = rule.items_for(agenda, AUTUMN, POLICY)
    assert [(one.key, one.needed) for one in asked] == [
        ("targets", True),
        ("attendance", True),
        ("equality", True),
    ]
    assert [one.key for one in rule.items_for((), AUTUMN, POLICY)] == list(POLICY.items)
    assert "Targets" in hand_in(agenda=agenda).reason
    assert hand_in(agenda=agenda, items=ITEMS | {"targets": "Agreed"})
    assert "Absence with its figures" in hand_in(agenda=agenda, items={"targets": "Agreed"}).reason


def test_a_record_is_handed_in_whole():
    assert "Purpose and focus" in hand_in(sections=FULL | {"purpose": ""}).reason
    assert "how far" in hand_in(progress="splendid").reason
    assert hand_in(sections=FULL | {"next": ""})


def test_what_reads_like_a_pupil_is_looked_at_before_it_goes_out():
    named = names_in(["A pupil called Zed Orange read well."])
    assert "reads like a pupil" in hand_in(named=named).reason
    assert hand_in(named=named, confirmed=True)


@pytest.mark.parametrize(
    "text",
    [
        "We met pupil Zed in the hall",
        "the mother of Zed Orange came",
        "Zed (Year 5) reads well",
        "Zed Orange, aged 7",
        "UPN A12345678901X was missing",
        "DOB 03/04/2019",
    ],
)
def test_pupils_are_seen_by_pattern(text):
    assert names_in([text])


@pytest.mark.parametrize(
    "text",
    [
        "Pupil Premium is spent well",
        "In Year 5 books are marked",
        "pupils read well",
        "Pupil Voice in Year 6",
        "The pupils in Year 2 know their phonics",
        "Mathematics was seen in two lessons",
    ],
)
def test_and_plain_sentences_are_not(text):
    assert names_in([text]) == ()


def test_every_record_of_a_new_adviser_and_of_a_concern_is_checked():
    def drawn(before, concern, draw):
        return rule.sampling(POLICY, visits_before=before, concern=concern, draw=draw)

    assert drawn(9, True, 99).checked and "concern" in drawn(9, True, 99).words
    assert drawn(1, False, 99).checked and "first 2" in drawn(1, False, 99).words
    assert drawn(2, False, 19).checked
    assert not drawn(2, False, 20).checked


def test_about_one_in_five_is_drawn():
    drawn = sum(draw_of(f"record {number}") < POLICY.sample_percent for number in range(2000))
    assert 340 < drawn < 460


def test_a_check_passes_with_enough_marks_and_no_name_in_it():
    assert rule.passes(GOOD, POLICY)
    assert not rule.passes(GOOD | {"tone": 1}, POLICY)
    assert not rule.passes({key: 3 for key in GOOD} | {"confidentiality": 0}, POLICY)


def test_a_check_marks_every_line_and_says_what_to_change():
    assert rule.may_pass(GOOD, "", POLICY)
    assert "every line" in rule.may_pass({"tone": 3}, "", POLICY).reason
    assert "from 0 to 3" in rule.may_pass(GOOD | {"tone": 4}, "", POLICY).reason
    low = GOOD | {"tone": 0}
    assert "what to change" in rule.may_pass(low, " ", POLICY).reason
    assert rule.may_pass(low, "Be kinder", POLICY)


def test_a_head_says_what_is_not_right():
    assert rule.may_answer(True, "")
    assert rule.may_answer(False, "The roll is 210")
    assert "what is not right" in rule.may_answer(False, " ").reason


def test_targets_are_counted_in_working_days():
    found = rule.targets(AUTUMN, AUTUMN, None, POLICY, {date(2026, 10, 12)})
    assert found == rule.Targets(date(2026, 10, 14), date(2026, 10, 9), None, date(2026, 10, 28))


def test_on_time_is_undecided_while_there_is_time():
    assert rule.on_time(AUTUMN, AUTUMN, SPRING) is True
    assert rule.on_time(SPRING, AUTUMN, SPRING) is False
    assert rule.on_time(None, AUTUMN, SPRING) is False
    assert rule.on_time(None, AUTUMN, AUTUMN) is None
    assert rule.percent_on_time([True, None, False, True]) == 66
    assert rule.percent_on_time([None]) is None


def test_m8_04_a_comment_escalates_the_day_after_it_was_due():
    assert not rule.is_escalated(AUTUMN, False, AUTUMN)
    assert rule.is_escalated(AUTUMN, False, AUTUMN + timedelta(1))
    assert not rule.is_escalated(AUTUMN, True, SPRING)


def test_m8_03_what_a_board_got_of_its_last_three_is_said():
    assert rule.received_words(2, 3) == "2 of the last 3"
    assert rule.received_words(3, 3) == "All of the last 3"
    assert rule.received_words(0, 0) == "No record yet"


def test_a_seal_holds_for_the_same_words_alone():
    content = {"sections": {"purpose": "Reading", "next": "Maths"}, "number": 1}
    turned = {"number": 1, "sections": {"next": "Maths", "purpose": "Reading"}}
    seal = seal_of(content)
    assert seal_of(turned) == seal
    assert fault_of_seal(content, seal, seal) == ""
    changed = {"sections": {"purpose": "Reading.", "next": "Maths"}, "number": 1}
    assert "was changed" in fault_of_seal(changed, seal, seal)
    assert "another seal" in fault_of_seal(changed, seal_of(changed), seal)
    assert "no event" in fault_of_seal(content, seal, "")


def test_terms_by_month():
    assert [term_of(day) for day in (AUTUMN, SPRING, SUMMER)] == ["autumn", "spring", "summer"]


def test_the_policy_asks_for_no_more_marks_than_there_are():
    with pytest.raises(PolicyFault, match="at most 24"):
        read_records_of_visit(load_policy("current/records_of_visit") | {"pass_marks": 25})
    assert replace(POLICY, pass_marks=24).pass_marks == 24
