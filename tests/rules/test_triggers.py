"""Triggers that officers tick, and the schemes that come as alternatives."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.rules.policies import load_policy

from headway.rules.categories import Figure, SchoolFacts, State, propose
from headway.rules.category_policy import check_grades, read_categories
from headway.rules.entitlement_policy import check_monotony, read_entitlement
from headway.rules.inspections import Inspection, read_inspections
from headway.rules.policyfile import PolicyFault
from headway.rules.triggers import Tick, find_tick, may_end, may_tick, tickable

EIGHT = read_categories(load_policy("alternatives/categories_1a_4b"))
TRIGGERS = read_categories(load_policy("alternatives/categories_triggers"))
INSPECTIONS = read_inspections(load_policy("england/inspections"))
ON = date(2026, 9, 1)
TICK = Tick(date(2026, 3, 1), date(2027, 3, 1), "Minutes of May", "https://www.example.org/minutes")


def school(grade="good", **more):
    inspection = Inspection("overall", date(2023, 5, 3), {"overall_effectiveness": grade})
    figures = {
        "ks2_rwm_expected": Figure(Decimal(65), Decimal(62), (Decimal(64), Decimal(66)), 30, "2024/25")
    }
    return SchoolFacts(
        "primary",
        figures | more.pop("figures", {}),
        {"headship": State("substantive")},
        (inspection,),
        **more,
    )


def proposed(facts, policy=TRIGGERS, on=ON):
    return propose(facts, policy, INSPECTIONS, on)


@pytest.mark.parametrize("policy", [EIGHT, TRIGGERS])
def test_each_shipped_scheme_knows_every_grade_and_begins_with_its_best(policy):
    assert check_grades(policy, INSPECTIONS) == ()
    assert policy.bands[0][0] == policy.order[0] and set(policy.concerns) == set(policy.order[-2:])


def test_m7_02_the_eight_categories_are_proposed_by_their_own_bands():
    assert EIGHT.order == ("1a", "1b", "2a", "2b", "3a", "3b", "4a", "4b")
    assert proposed(school("outstanding"), EIGHT).category == "1a"
    good, weak, inadequate = (
        proposed(school(g), EIGHT) for g in ("good", "requires-improvement", "inadequate")
    )
    order = EIGHT.order
    assert order.index(good.category) < order.index(weak.category) < order.index(inadequate.category)
    assert inadequate.category == "4b" and inadequate.label == EIGHT.labels["4b"]


def test_m7_02_the_days_of_the_eight_categories_rise_from_two_to_forty():
    days = read_entitlement(load_policy("alternatives/entitlement_1a_4b"))
    assert tuple(days.category_half_days) == EIGHT.order
    assert (days.category_half_days["1a"], days.category_half_days["4b"]) == (4, 80)
    assert check_monotony(days) == ()


def test_the_nineteen_criteria_each_have_a_weight_and_those_ticked_an_end():
    numbers = {one.label.split(" ", 1)[0] for one in TRIGGERS.indicators}
    assert numbers == {str(number) for number in range(1, 20)}
    assert all(one.maximum > 0 for one in TRIGGERS.indicators)
    assert all(one.expires_months for one in TRIGGERS.indicators if one.test == "ticked")
    rates = [one for one in TRIGGERS.indicators if one.test.endswith("comparator") or one.test == "falling"]
    assert {one.least_cohort for one in rates} == {10}


def test_m7_02_a_ticked_trigger_adds_its_weight_with_its_evidence():
    before, after = proposed(school()), proposed(school(ticks={"safeguarding": (TICK,)}))
    assert after.score - before.score == Decimal(20) and after.maximum == before.maximum
    found = next(one for one in after.indicators if one.key == "safeguarding")
    assert "Minutes of May" in found.reason and found.source == TICK.link and found.flag == "raised"
    assert TRIGGERS.is_worse(after.category, before.category)


def test_m7_02_an_expired_trigger_loses_its_weight_and_says_why():
    after = proposed(school(ticks={"safeguarding": (TICK,)}), on=date(2027, 3, 1))
    found = next(one for one in after.indicators if one.key == "safeguarding")
    assert found.contribution == 0 and "expired on 1 March 2027 and counts no more" in found.reason


def test_m7_02_old_evidence_loses_its_weight_and_says_why():
    old = {"ks2_rwm_expected": Figure(Decimal(40), Decimal(62), cohort=30, dated_on=date(2020, 9, 1))}
    found = proposed(school(figures=old))
    why = next(one.reason for one in found.missing if one.key == "low-at-11")
    assert why == "what is held expired on 1 September 2023 and counts no more"
    vulnerable = proposed(school("requires-improvement"), on=date(2030, 1, 1)).missing
    assert any(one.key == "vulnerable" and "expired" in one.reason for one in vulnerable)


@pytest.mark.parametrize(
    ("name", "figure", "key"),
    [
        ("persistent_absence", Figure(Decimal(25), Decimal(20), cohort=200), "persistent-absence"),
        ("suspension_rate", Figure(Decimal("2.5"), Decimal(2), cohort=200), "suspensions"),
        ("roll-fall-percent", Figure(Decimal(12)), "falling-roll"),
        ("deficit-percent", Figure(Decimal("2.5")), "deficit"),
    ],
)
def test_m7_02_a_trigger_the_register_knows_is_computed(name, figure, key):
    def flag(one):
        found = proposed(school(figures={name: one}))
        return next(finding.flag for finding in found.indicators if finding.key == key)

    assert flag(figure) == "raised"
    less = figure.comparator if figure.comparator is not None else Decimal(1)
    assert flag(replace(figure, value=less)) == "clear"


def test_m7_02_a_rate_of_fewer_than_ten_pupils_triggers_nothing():
    small = {"ks2_rwm_expected": Figure(Decimal(20), Decimal(62), cohort=9)}
    unknown = {"ks2_rwm_expected": Figure(Decimal(20), Decimal(62), cohort=None)}
    for figures, why in (
        (small, "only 9 pupils, and 10 are needed"),
        (unknown, "the number of pupils is not known"),
    ):
        missing = {one.key: one.reason for one in proposed(school(figures=figures)).missing}
        assert missing["low-at-11"] == why


def test_what_nobody_looked_into_is_not_a_strong_school():
    assert proposed(SchoolFacts("primary")).category is None


def test_a_tick_counts_from_its_day_up_to_its_end():
    assert find_tick([TICK], date(2026, 2, 28)).tick is None
    assert find_tick([TICK], ON).tick is TICK and find_tick([], ON).words == "No officer has ticked it."
    assert find_tick([TICK], TICK.until).tick is None


def ticking(key="governance", **more):
    told = {
        "from_on": ON,
        "until": date(2027, 3, 1),
        "today": ON,
        "evidence": "Minutes",
        "standing": (),
        "triggers": tickable(TRIGGERS, "primary"),
    } | more
    return may_tick(key, **told)


def test_a_trigger_is_ticked_with_evidence_and_an_end_within_its_time():
    assert ticking()
    assert not ticking("inadequate") and not ticking("unknown")
    assert not ticking(evidence=" ") and not ticking(from_on=date(2026, 9, 2))
    assert not ticking(until=ON) and not ticking(until=date(2028, 1, 1))
    assert not ticking(standing=[TICK]) and ticking(standing=[replace(TICK, until=ON)])


def test_a_trigger_is_ended_while_it_counts_and_with_a_reason():
    assert may_end("Two governors appointed", holds=True)
    assert not may_end("Two governors appointed", holds=False) and not may_end("", holds=True)


def test_what_an_officer_ticks_must_have_an_end():
    table = load_policy("alternatives/categories_triggers")
    row = next(one for one in table["indicators"] if one["test"] == "ticked")
    del row["expires_months"]
    with pytest.raises(PolicyFault, match="expires_months"):
        read_categories(table)
