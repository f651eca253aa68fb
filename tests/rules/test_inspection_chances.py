from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.rules.policies import load_policy

from headway.rules.calendars import academic_year_of
from headway.rules.inspection_chances import (
    Band,
    Group,
    band_of,
    chance_in_year,
    fit_bands,
    group_key,
    half_years_between,
    in_100,
    inspecting_share,
    read_inspection_chances,
    smoothed,
)
from headway.rules.inspections import Inspection, read_inspections
from headway.rules.policyfile import PolicyFault

REGIMES = read_inspections(load_policy("england/inspections"))
IN_USE = read_inspection_chances(load_policy("current/inspection_chances"))
THIS = academic_year_of(date(2026, 9, 1))
NEXT = academic_year_of(date(2027, 9, 1))
COUNTS = {
    "kind": "inspection_chances",
    "name": "invented",
    "version": 1,
    "from": date(2025, 9, 1),
    "review_by": date(2027, 7, 31),
    "author": "nobody",
    "source": "invented",
    "weight": 0,
    "seen": {"from": date(2025, 9, 8), "until": date(2026, 7, 20)},
    "year": {"first_days": 7, "last_days": 43},
    "areas": {"overall": ["overall_effectiveness"], "sub-judgements": ["quality_of_education", "personal_development"]},
    "groups": {
        "good": {
            "label": "graded good overall",
            "regime": "overall",
            "grade": "good",
            "mark": "D",
            "until_half_years": 12,
            "bands": [
                "4: 20 of 200",
                "8: 80 of 100",
            ],
        }
    },
}  # fmt: skip
INVENTED = read_inspection_chances(COUNTS)


def graded(grade: str, on: date) -> Inspection:
    return Inspection("overall", on, {"overall_effectiveness": grade})


def told(on: date, year=THIS, last=date(2022, 6, 1), grade: str = "good", policy=INVENTED):
    return chance_in_year([graded(grade, last)], policy, REGIMES, year, on)


def test_half_years_are_whole_ones() -> None:
    assert half_years_between(date(2022, 3, 8), date(2026, 9, 7)) == 8
    assert half_years_between(date(2022, 3, 8), date(2026, 9, 8)) == 9
    assert half_years_between(date(2026, 9, 8), date(2026, 9, 1)) == 0


def test_a_whole_year_is_told_as_it_was_counted_and_says_from_whom() -> None:
    chance = told(date(2026, 9, 1))
    assert chance.probability == pytest.approx(0.8)
    assert chance.words[0] == (
        "Of schools graded good overall and last fully inspected 4 to 6 years before, 80 in 100 were inspected from "
        "8 September 2025 to 19 July 2026 (100 schools)."
    )
    assert chance.words[1] == "Over what is left of 2026-27 that makes 80 in 100."


def test_of_a_year_that_has_begun_only_what_is_left_counts() -> None:
    early, late = told(date(2026, 11, 1)).probability, told(date(2027, 5, 1)).probability
    assert 0 < late < early < 0.8
    assert "Over what is left of 2026-27" in told(date(2027, 5, 1)).words[1]
    assert told(date(2027, 8, 1)).probability == 0


def test_a_later_year_comes_only_where_no_inspection_came_before() -> None:
    this, following = told(date(2026, 9, 1)).probability, told(date(2026, 9, 1), NEXT)
    assert following.probability == pytest.approx((1 - this) * 0.8)
    assert "may be inspected before 2027-28 begins" in following.words[1]


def test_what_has_no_history_is_not_known() -> None:
    assert told(date(2026, 9, 1), grade="outstanding").probability is None
    assert told(date(2026, 9, 1), last=date(2019, 1, 8)).probability is None
    card = Inspection("report-card", date(2026, 2, 3), {"inclusion": "expected-standard"})
    chance = chance_in_year([card], INVENTED, REGIMES, THIS, date(2026, 9, 1))
    assert chance.probability is None and "Report card" in chance.words[0] and chance.in_100 == ""
    assert chance_in_year([], INVENTED, REGIMES, THIS, date(2026, 9, 1)).probability is None


def test_a_school_inspected_in_the_year_says_when() -> None:
    chance = told(date(2027, 1, 10), last=date(2026, 11, 3))
    assert chance.probability is None and chance.missing == "inspected on 3 November 2026"


def test_no_grade_of_one_regime_is_read_as_one_of_another() -> None:
    """The same word under another regime makes another group, and one that was not counted is not known."""
    other = Inspection("sub-judgements", date(2024, 10, 1), {"quality_of_education": "good"})
    assert group_key(other, INVENTED.areas, REGIMES) == "sub-judgements good"
    assert chance_in_year([other], INVENTED, REGIMES, THIS, date(2026, 9, 1)).probability is None


def test_the_lowest_grade_makes_the_group() -> None:
    grades = {
        "quality_of_education": "good",
        "personal_development": "requires-improvement",
        "sixth_form": "inadequate",
    }
    mixed = Inspection("sub-judgements", date(2025, 1, 14), grades)
    assert group_key(mixed, INVENTED.areas, REGIMES) == "sub-judgements requires-improvement"
    assert group_key(Inspection("overall", date(2020, 1, 1), {}), INVENTED.areas, REGIMES) == ""


def test_ages_nobody_had_are_read_as_those_just_below() -> None:
    cases = [(2, False)] * 40 + [(3, True)] * 10 + [(4, False)] * 40 + [(5, True)] * 2 + [(9, False)] * 50
    bands, until = fit_bands(cases, 30)
    assert bands == (Band(2, 40, 0), Band(3, 52, 12), Band(9, 50, 0)) and until == 10
    group = Group("x", "x", "x", "x", bands, until)
    assert band_of(group, 7) == Band(3, 52, 12)
    assert band_of(group, 10) is None and band_of(group, 1) is None
    assert fit_bands([], 30) == ((), 0)


@given(some.lists(some.tuples(some.integers(0, 30), some.booleans()), max_size=60), some.integers(1, 40))
def test_no_school_is_lost_or_counted_twice(cases: list[tuple[int, bool]], least: int) -> None:
    bands, until = fit_bands(cases, least)
    assert sum(band.schools for band in bands) == len(cases)
    assert sum(band.inspected for band in bands) == sum(came for _, came in cases)
    assert [band.from_half_years for band in bands] == sorted({band.from_half_years for band in bands})
    assert not cases or until == max(age for age, _ in cases) + 1


@given(some.integers(1, 500), some.floats(0, 1), some.integers(0, 50))
def test_a_share_stays_a_share(schools: int, rate: float, weight: int) -> None:
    found = smoothed(Band(0, schools, schools // 2), rate, weight)
    assert 0 <= found <= 1


def test_few_schools_are_drawn_to_their_group() -> None:
    assert smoothed(Band(0, 2, 2), 0.1, 8) == pytest.approx(0.28)
    assert smoothed(Band(0, 2000, 2000), 0.1, 8) > 0.99


def test_nothing_is_as_sure_as_none_or_all() -> None:
    assert (in_100(0.001), in_100(0.424), in_100(0.999)) == (
        "fewer than 1 in 100",
        "42 in 100",
        "more than 99 in 100",
    )


def test_a_year_is_shared_by_its_inspecting_days() -> None:
    assert inspecting_share(THIS.first_on, THIS.until, INVENTED) == 1
    assert inspecting_share(date(2027, 7, 25), THIS.until, INVENTED) == 0


@pytest.mark.parametrize(
    ("at", "value", "words"),
    [
        (("groups", "good", "bands", 0), "4: 201 of 200", "more schools inspected"),
        (("groups", "good", "bands", 0), "9: 20 of 200", "in order"),
        (("groups", "good", "bands", 0), "many", "is no band"),
        (("groups", "good", "until_half_years"), 8, "too small"),
        (("seen", "until"), date(2025, 9, 8), "No inspecting days"),
        (("groups", "good", "colour"), "red", "not known here"),
    ],
)
def test_a_table_that_cannot_be_is_refused(at, value, words) -> None:
    table = deepcopy(COUNTS)
    inner = table
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = value
    with pytest.raises(PolicyFault, match=words):
        read_inspection_chances(table)


def test_the_counts_in_use_name_grades_of_their_own_regime() -> None:
    assert {group.regime for group in IN_USE.groups} == {"overall", "sub-judgements"}
    assert all(group.grade in REGIMES.regimes[group.regime].grades for group in IN_USE.groups)
    assert all(set(areas) <= set(REGIMES.regimes[regime].areas) for regime, areas in IN_USE.areas.items())
