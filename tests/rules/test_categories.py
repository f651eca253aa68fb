"""Proposals: indicators, what is missing, bands and forcing rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.policies import load_policy

from headway.rules.categories import Figure, Proposal, SchoolFacts, State, propose
from headway.rules.category_policy import check_grades, read_categories
from headway.rules.inspections import Inspection, read_inspections
from headway.rules.policyfile import PolicyFault

POLICY = read_categories(load_policy("current/categories"))
INSPECTIONS = read_inspections(load_policy("england/inspections"))
ON = date(2026, 9, 1)


def overall(grade: str, on: date = date(2023, 5, 3), **extra: Any) -> Inspection:
    return Inspection("overall", on, {"overall_effectiveness": grade}, **extra)


def card(grade: str = "expected-standard", **extra: Any) -> Inspection:
    areas = ("inclusion", "curriculum_and_teaching", "achievement", "leadership_and_governance")
    return Inspection(
        "report-card",
        date(2026, 3, 3),
        {**dict.fromkeys(areas, "strong-standard"), **extra, "inclusion": grade},
    )


def results(value: object, england: object = 62, *earlier: object, cohort: int | None = 30) -> Figure:
    def number(one: object) -> Decimal | None:
        return None if one is None else Decimal(str(one))

    return Figure(
        number(value),
        number(england),
        tuple(number(one) for one in earlier),
        cohort,
        "2024/25",
        "key stage 2 results",
        "suppressed" if value is None else "",
    )


def primary(inspection: Inspection | None = None, ks2: Figure | None = None, **states: str) -> SchoolFacts:
    return SchoolFacts(
        phase="primary",
        figures={"ks2_rwm_expected": ks2} if ks2 else {},
        states={name: State(value, "form") for name, value in states.items()},
        inspections=(inspection,) if inspection else (),
    )


def proposal(facts: SchoolFacts) -> Proposal:
    return propose(facts, POLICY, INSPECTIONS, ON)


def test_m7_02_a_good_school_with_good_results_is_strong_and_says_why() -> None:
    found = proposal(primary(overall("good"), results(70, 62, 69, 66)))
    assert (found.category, found.label) == ("1", "Strong")
    assert (found.score, found.maximum) == (Decimal(8), Decimal(75))
    assert found.reasons[0].startswith("8 of 75 points, 11 percent, gives category 1, Strong")
    assert [one.key for one in found.missing] == ["persistent-absence", "falling-roll", "headship"]


@pytest.mark.parametrize(
    ("inspection", "value", "category"),
    [
        ("outstanding", 62, "1"),
        ("good", 62, "1"),
        ("good", 57, "2"),
        ("good", 52, "2"),
        ("good", 47, "3"),
        ("requires-improvement", 62, "3"),
        ("requires-improvement", 47, "4"),
        ("inadequate", 75, "4S"),
    ],
)
def test_categories_worsen_with_inspection_and_results(inspection: str, value: int, category: str) -> None:
    assert proposal(primary(overall(inspection), results(value, 62, value, value))).category == category


def test_each_indicator_shows_value_contribution_and_maximum() -> None:
    found = proposal(primary(overall("good"), results(51, 62, 55, 58)))
    by_key = {one.key: one for one in found.indicators}
    ks2 = by_key["ks2-expected"]
    assert (ks2.value, ks2.flag, ks2.contribution, ks2.maximum) == (
        Decimal(51),
        "raised",
        Decimal(14),
        Decimal(25),
    )
    assert ks2.reason == "51% in 2024/25 against 62% in England, 11 worse; 10 or more counts 14."
    assert ks2.source == "key stage 2 results"
    assert by_key["ks2-falling"].contribution == Decimal(10)
    assert by_key["ks2-falling"].reason == "58%, 55%, 51%: a fall of 2 or more every year."
    assert by_key["inspection"].reason == "Inspected on 3 May 2023: overall effectiveness good."


def test_missing_is_never_zero() -> None:
    known = proposal(primary(overall("good"), results(70, 62, 70, 70)))
    suppressed = proposal(primary(overall("good"), results(None)))
    # Good results lower the share; unknown ones must not.
    assert (known.category, suppressed.category) == ("1", "2")
    assert suppressed.maximum == Decimal(40)
    why = {one.key: one.reason for one in suppressed.missing}
    assert why["ks2-expected"] == "suppressed"
    assert why["headship"] == "nothing is recorded"


def test_a_small_cohort_is_missing_not_counted() -> None:
    found = proposal(primary(overall("good"), results(20, cohort=9)))
    assert {one.key: one.reason for one in found.missing}[
        "ks2-expected"
    ] == "only 9 pupils, and 10 are needed"
    enough = proposal(primary(overall("good"), results(20, cohort=10)))
    assert "ks2-expected" in {one.key for one in enough.indicators}
    unknown = proposal(primary(overall("good"), results(52, cohort=None)))
    assert "ks2-expected" in {one.key for one in unknown.indicators}
    strict = propose(
        primary(overall("good"), results(52, cohort=None)),
        replace(POLICY, unknown_cohort="leave-out"),
        INSPECTIONS,
        ON,
    )
    assert "ks2-expected" in {one.key for one in strict.missing}


def test_a_fall_needs_every_year() -> None:
    found = proposal(primary(overall("good"), results(51, 62, None, 58)))
    assert {one.key: one.reason for one in found.missing}[
        "ks2-falling"
    ] == "2 earlier years are needed without a gap"


def test_with_too_little_known_there_is_no_proposal() -> None:
    found = proposal(primary())
    assert (found.category, found.label) == (None, "Not enough is known")
    assert found.maximum == 0
    assert len(found.missing) == 6
    assert proposal(SchoolFacts(phase=None)).category is None


def test_only_indicators_of_the_phase_count() -> None:
    special = proposal(SchoolFacts("special", inspections=(overall("good"),)))
    assert special.category == "2"
    assert special.full_maximum == Decimal(65)
    assert "ks2-expected" not in {one.key for one in special.missing}


def test_a_report_card_is_read_by_its_own_table() -> None:
    fine = proposal(primary(card()))
    assert fine.category == "1"
    weak = proposal(primary(card("needs-attention", achievement="needs-attention")))
    assert weak.indicators[0].contribution == Decimal(16)
    assert weak.category == "3"


@pytest.mark.parametrize(
    ("inspection", "words"),
    [
        (overall("good", concern="special-measures"), "special measures"),
        (card("urgent-improvement"), "requires significant improvement"),
        (replace(card(), safeguarding_met=False), "requires significant improvement"),
        (overall("inadequate"), "inadequate"),
        (overall("good", safeguarding_met=False), "safeguarding was not met"),
    ],
)
def test_m7_02_an_official_category_forces_4s(inspection: Inspection, words: str) -> None:
    found = proposal(primary(inspection, results(90)))
    assert found.category == "4S"
    assert found.forced_by is not None
    assert words in found.forced_by


def test_a_stuck_school_is_at_least_causing_concern() -> None:
    before = overall("requires-improvement", date(2020, 2, 4))
    latest = overall("requires-improvement")
    facts = replace(primary(latest, results(80, 62, 80, 80)), inspections=(before, latest))
    found = proposal(facts)
    assert found.category == "4"
    assert "stuck" in str(found.forced_by)


def test_what_came_later_is_not_looked_at() -> None:
    found = propose(primary(overall("inadequate")), POLICY, INSPECTIONS, date(2023, 5, 2))
    assert found.category is None


def test_a_word_outside_the_policy_is_missing_not_counted() -> None:
    found = proposal(primary(overall("good"), headship="on the moon"))
    assert "not a word of the category policy" in {one.key: one.reason for one in found.missing}["headship"]


@given(st.integers(0, 100), st.integers(0, 100))
def test_better_results_never_give_a_worse_category(one: int, other: int) -> None:
    better, worse = max(one, other), min(one, other)
    order = POLICY.order
    categories = [proposal(primary(overall("good"), results(v, 62, v, v))).category for v in (better, worse)]
    assert order.index(str(categories[0])) <= order.index(str(categories[1]))


@given(st.integers(0, 100), st.sampled_from(["outstanding", "good", "requires-improvement"]))
def test_contributions_add_up_to_the_score(value: int, grade: str) -> None:
    found = proposal(primary(overall(grade), results(value, 62, value + 3, value + 6), headship="acting"))
    assert found.score == sum(one.contribution for one in found.indicators)
    assert found.maximum == sum(one.maximum for one in found.indicators)
    assert found.full_maximum == found.maximum + sum(one.maximum for one in found.missing)
    assert all(0 <= one.contribution <= one.maximum for one in found.indicators)


def broken(path: str, value: Any) -> dict[str, Any]:
    table = load_policy("current/categories")
    inner: Any = table
    *keys, last = path.split("/")
    for key in keys:
        inner = inner[int(key) if key.isdigit() else key]
    inner[last] = value
    return table


@pytest.mark.parametrize(
    ("path", "value", "where", "words"),
    [
        ("bands/1/from_percent", 0, "bands, row 2.from_percent", "not above"),
        ("bands/2/category", "1", "bands, row 3.category", "not worse"),
        ("bands/2/category", "2", "bands, row 3.category", "not worse"),
        ("bands/0/from_percent", 5, "bands", "begin at 0"),
        ("indicators/1/steps/0/at", 30, "indicators, row 2.steps, row 2.at", "must rise"),
        ("indicators/1/steps/1/at", 5, "indicators, row 2.steps, row 2.at", "must rise"),
        ("indicators/1/steps/2/contribution", 26, "indicators, row 2.steps, row 3.contribution", "too large"),
        ("indicators/1/test", "guess", "indicators, row 2.test", "use one of"),
        ("indicators/2/key", "inspection", "indicators", "used twice"),
        ("indicators/0/regimes/future", {}, "indicators, row 1.regimes.future", "not a regime"),
        ("forcing/0/category", "9", "forcing, row 1.category", "use one of"),
        ("indicators/0/colour", "red", "indicators, row 1.colour", "not known here"),
    ],
)
def test_a_broken_scheme_says_what_and_where(path: str, value: Any, where: str, words: str) -> None:
    with pytest.raises(PolicyFault) as caught:
        read_categories(broken(path, value))
    assert caught.value.where == where
    assert words in caught.value.words


def test_every_grade_of_every_regime_is_scored_and_no_other() -> None:
    assert check_grades(POLICY, INSPECTIONS) == ()


def test_a_grade_or_area_of_another_regime_is_named() -> None:
    table = broken("indicators/0/regimes/report-card/grades/good", 3)
    table["indicators"][0]["regimes"]["overall"]["areas"] = ["happiness"]
    del table["indicators"][0]["regimes"]["overall"]["grades"]["good"]
    table["forcing"][1]["grades"] = ["inadequate"]
    found = " ".join(check_grades(read_categories(table), INSPECTIONS))
    assert "no area “happiness”" in found
    assert "there is no grade “good”" in found
    assert "the grade “good” has no points" in found
    assert "A forcing rule names “inadequate”, which Report card" in found
