"""Figures that follow from published ones, and what a school is held against."""

from datetime import date
from decimal import Decimal

import pytest
from tests.factories import (
    AT,
    POLICIES,
    SINCE,
    adopt,
    make_observation,
    make_person,
    make_release,
    make_school,
)

from headway.features.policies.actions import alternatives_of
from headway.features.triggers.models import Trigger
from headway.flows.derived_figures import NO_MONEY, NO_ROLLS, day_after
from headway.flows.review_categories import fact_policies
from headway.flows.school_facts import FactPolicies, gather_facts
from headway.rules.category_policy import read_categories

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 1)


@pytest.fixture
def scheme(db) -> FactPolicies:
    adopt()
    used = fact_policies()
    triggers = read_categories(alternatives_of("categories", POLICIES)["categories_triggers"])
    return FactPolicies(triggers, used.inspections, used.measures, used.new_head_months)


def figures(school, scheme):
    return gather_facts([school], scheme, ON)[school.urn].figures


def told(school, release, **measures):
    for name, by_period in measures.items():
        for period, value in by_period.items():
            why = "" if value is not None else "suppressed"
            make_observation(name, period, value, school=school, release=release, why_missing=why)


def test_m7_02_pupils_lost_in_two_years_are_reckoned_and_growth_is_none(scheme):
    release, falling, growing, unknown = make_release(), make_school(), make_school(), make_school()
    told(falling, release, pupils_on_roll={"2024/25": 90, "2022/23": 100})
    told(growing, release, pupils_on_roll={"2024/25": 110, "2022/23": 100})
    told(unknown, release, pupils_on_roll={"2024/25": 90, "2023/24": 100})
    assert figures(falling, scheme)["roll-fall-percent"].value == Decimal(10)
    assert figures(growing, scheme)["roll-fall-percent"].value == 0
    missing = figures(unknown, scheme)["roll-fall-percent"]
    assert missing.value is None and missing.why_missing == NO_ROLLS


def test_m7_02_a_deficit_is_a_part_of_the_same_years_income(scheme):
    release, owing, sound, unknown = make_release(), make_school(), make_school(), make_school()
    told(owing, release, income={"2024-25": 1000}, reserve={"2024-25": -30})
    told(sound, release, income={"2024-25": 1000}, reserve={"2024-25": 30})
    told(unknown, release, income={"2024-25": 1000}, reserve={"2023-24": -30})
    found = figures(owing, scheme)["deficit-percent"]
    assert found.value == Decimal(3) and found.dated_on == date(2025, 4, 1)
    assert figures(sound, scheme)["deficit-percent"].value == 0
    assert figures(unknown, scheme)["deficit-percent"].why_missing == NO_MONEY


def test_m7_02_a_rate_is_read_by_the_schools_phase_with_its_pupils(scheme):
    release, school = make_release(), make_school(phase="secondary", pupils=900)
    told(
        school,
        release,
        persistent_absence_secondary={"2024/25": 30},
        persistent_absence_primary={"2024/25": 5},
    )
    make_observation(
        "persistent_absence_secondary", "2025", 24, area_code="921", area_name="England", release=release
    )
    found = figures(school, scheme)["persistent_absence"]
    assert (found.value, found.comparator, found.cohort) == (30, 24, 900)


def test_m7_02_a_result_comes_with_the_pupils_it_is_of(scheme):
    release, known, hidden = make_release(), make_school(), make_school()
    told(known, release, ks2_rwm_expected={"2024/25": 50}, cohort_ks2={"2024/25": 12})
    told(hidden, release, ks2_rwm_expected={"2024/25": 50}, cohort_ks2={"2024/25": None})
    assert figures(known, scheme)["ks2_rwm_expected"].cohort == 12
    assert figures(hidden, scheme)["ks2_rwm_expected"].cohort is None
    assert figures(known, scheme)["ks2_rwm_expected"].dated_on == date(2025, 9, 1)


def test_m7_02_what_officers_ticked_is_among_the_facts(scheme):
    school = make_school()
    Trigger.objects.create(
        school=school, key="send", label="6 SEND", evidence="Audit", valid_from=SINCE, valid_until=ON,
        ticked_by=make_person("adviser"), ticked_at=AT,
    )  # fmt: skip
    (tick,) = gather_facts([school], scheme, ON)[school.urn].ticks["send"]
    assert tick.evidence == "Audit" and not tick.holds(ON)
    assert gather_facts([school], fact_policies(), ON)[school.urn].ticks == {}


def test_m7_02_facts_take_as_many_queries_for_one_school_as_for_thirty(scheme, django_assert_num_queries):
    for number in (1, 30):
        schools = [make_school() for _ in range(number)]
        with django_assert_num_queries(6):
            gather_facts(schools, scheme, ON)


@pytest.mark.parametrize(
    ("period", "day"),
    [("2024/25", date(2025, 9, 1)), ("2024-25", date(2025, 4, 1)), ("2024", None), ("autumn 2024", None)],
)
def test_the_day_after_a_period(period, day):
    assert day_after(period) == day
