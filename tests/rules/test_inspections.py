from __future__ import annotations

from datetime import date

import pytest
from tests.rules.policies import load_policy

from headway.rules.inspections import (
    Inspection,
    build_inspection,
    find_concern,
    find_stuck,
    forecast_inspection,
    grade_words,
    read_concern,
    read_grade,
    read_inspections,
    regime_on,
)
from headway.rules.policyfile import PolicyFault

POLICY = read_inspections(load_policy("england/inspections"))
SOURCE = "invented"


def overall(grade: str, on: date, **extra: str) -> Inspection:
    return Inspection("overall", on, {"overall_effectiveness": grade}, **extra)  # type: ignore[arg-type]


def report_card(
    on: date, concern: str | None = None, safeguarding_met: bool = True, **areas: str
) -> Inspection:
    return Inspection("report-card", on, areas, concern, safeguarding_met, SOURCE)


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        (date(2024, 8, 31), "overall"),
        (date(2024, 9, 2), "sub-judgements"),
        (date(2025, 11, 9), "sub-judgements"),
        (date(2025, 11, 10), "report-card"),
    ],
)
def test_each_day_has_one_regime(day: date, regime: str) -> None:
    assert regime_on(day, POLICY).slug == regime


def test_a_grade_is_read_only_within_its_own_regime() -> None:
    assert read_grade("overall", "2", POLICY) == "good"
    assert read_grade("report-card", "Strong standard", POLICY) == "strong-standard"
    # "Good" means nothing on a report card, "2" neither, and "9" or "Not judged" is no grade anywhere.
    assert read_grade("report-card", "Good", POLICY) is None
    assert read_grade("report-card", "2", POLICY) is None
    assert read_grade("overall", "Strong standard", POLICY) is None
    assert read_grade("overall", "9", POLICY) is None
    assert read_grade("overall", "Not judged", POLICY) is None


def test_grades_are_worded_in_the_regimes_own_order() -> None:
    card = report_card(date(2026, 1, 20), achievement="needs-attention", inclusion="exceptional")
    assert grade_words(card, POLICY) == (("inclusion", "exceptional"), ("achievement", "needs attention"))


def test_the_recorded_category_overrides_the_derived_one() -> None:
    on = date(2026, 3, 3)
    areas = {"leadership_and_governance": "urgent-improvement", "achievement": "urgent-improvement"}
    derived = find_concern(report_card(on, **areas), POLICY)
    assert (derived.category, derived.recorded) == ("special-measures", False)
    recorded = find_concern(report_card(on, "requires-significant-improvement", **areas), POLICY)
    assert (recorded.category, recorded.recorded) == ("requires-significant-improvement", True)


def test_a_category_is_derived_from_any_urgent_area_or_unmet_safeguarding() -> None:
    on = date(2026, 3, 3)
    urgent = find_concern(report_card(on, achievement="urgent-improvement"), POLICY)
    assert urgent.category == "requires-significant-improvement"
    unmet = find_concern(report_card(on, safeguarding_met=False, achievement="expected-standard"), POLICY)
    assert unmet.category == "requires-significant-improvement"
    assert "safeguarding" in unmet.reason
    assert find_concern(report_card(on, achievement="needs-attention"), POLICY).category is None
    assert find_concern(overall("inadequate", date(2023, 5, 2)), POLICY).category is None


def test_published_codes_of_concern() -> None:
    assert read_concern("SM") == "special-measures"
    assert read_concern("SWK") == "serious-weaknesses"
    assert read_concern("Requires significant improvement") == "requires-significant-improvement"
    assert read_concern("Requires special measures") == "special-measures"
    assert read_concern("NULL") is None


def test_an_inspection_is_built_from_published_words_of_its_regime_only() -> None:
    published = {"quality_of_education": "3", "overall_effectiveness": "2", "achievement": "Exceptional"}
    found = build_inspection(
        "sub-judgements", date(2025, 3, 4), published, POLICY, safeguarding="not effective"
    )
    assert found.grades == {"quality_of_education": "requires-improvement"}
    assert found.safeguarding_met is False
    card = build_inspection(
        "report-card", date(2026, 3, 3), {"post_16": "Needs attention"}, POLICY, concern="RSI"
    )
    assert card.grades == {"post_16": "needs-attention"}
    assert (card.concern, card.safeguarding_met) == ("requires-significant-improvement", None)


def test_stuck_reads_each_inspection_by_its_own_regime() -> None:
    before = overall("requires-improvement", date(2022, 5, 3))
    card = report_card(date(2026, 3, 3), leadership_and_governance="needs-attention")
    found = find_stuck((before, card), POLICY)
    assert found.holds is True
    assert "leadership and governance was graded needs attention" in found.reason
    assert "overall effectiveness was graded requires improvement" in found.reason
    assert find_stuck((overall("good", date(2022, 5, 3)), card), POLICY).holds is False
    fine = report_card(date(2026, 3, 3), leadership_and_governance="expected-standard")
    assert find_stuck((before, fine), POLICY).holds is False


def test_stuck_is_not_known_without_the_inspection_before() -> None:
    assert find_stuck((), POLICY).holds is None
    assert find_stuck((overall("requires-improvement", date(2022, 5, 3)),), POLICY).holds is None


def test_the_dossiers_case_is_likely_in_2025_26() -> None:
    window = forecast_inspection((overall("good", date(2021, 11, 18)),), POLICY, date(2025, 9, 10))
    assert window.earliest_on == date(2024, 11, 18)
    assert window.expected_on == date(2025, 11, 18)
    assert window.longstop_on == date(2027, 8, 31)
    assert window.likely_this_year is True
    assert window.reasons[-1] == "The next is expected around 18 November 2025, in 2025-26."


def test_an_inspection_is_likely_when_overdue_or_monitored_and_unlikely_when_recent() -> None:
    on = date(2026, 9, 10)
    assert forecast_inspection((overall("good", date(2019, 2, 5)),), POLICY, on).likely_this_year is True
    recent = report_card(date(2026, 3, 3), achievement="expected-standard")
    assert forecast_inspection((recent,), POLICY, on).likely_this_year is False
    watched = report_card(date(2026, 3, 3), achievement="needs-attention")
    assert forecast_inspection((watched,), POLICY, on).likely_this_year is True
    unknown = forecast_inspection((), POLICY, on)
    assert (unknown.expected_on, unknown.likely_this_year) == (None, None)


def test_a_stuck_rule_naming_a_foreign_grade_is_a_fault() -> None:
    table = load_policy("england/inspections")
    table["stuck"]["latest"]["report-card"]["leadership_and_governance"] = ["good"]
    with pytest.raises(PolicyFault) as caught:
        read_inspections(table)
    assert caught.value.where == "stuck.latest.report-card.leadership_and_governance"
