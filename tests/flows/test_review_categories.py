"""From what is published and recorded to a proposal, kept; a proposal is no judgement."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import (
    AT,
    ON,
    adopt,
    make_headship,
    make_inspection,
    make_observation,
    make_release,
    make_school,
    view_as,
)

from headway.features.audit.models import Event
from headway.features.categories.models import Judgement, Proposal
from headway.features.categories.queries import category_of, latest_proposals
from headway.features.partnerships.queries import known_open
from headway.features.schools.queries import own_schools
from headway.flows.review_categories import fact_policies, review_categories
from headway.flows.school_facts import gather_facts
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
RWM = "ks2_rwm_expected"


@pytest.fixture(autouse=True)
def policies():
    adopt()


def review(on=ON, by=None):
    return review_categories(on=on, by=by, at=AT)


def proposal_of(school):
    return latest_proposals([school.urn])[school.urn]


def indicator(school, key):
    return next(one for one in proposal_of(school).indicators if one["key"] == key)


def england(release, **by_year):
    for year, value in by_year.items():
        make_observation(
            RWM, year.replace("y", ""), value, release=release, area_code="970", area_name="England"
        )


def results(school, release, **by_year):
    for year, value in by_year.items():
        period = f"20{year[1:3]}/{year[3:]}"
        why = "" if value is not None else "suppressed"
        make_observation(RWM, period, value, school=school, release=release, why_missing=why)


def test_m7_02_indicators_carry_value_flag_contribution_maximum_reason_and_source():
    school, ks2, lait = make_school(), make_release("ks2"), make_release("lait")
    make_inspection(school, "overall", date(2023, 5, 3), {"overall_effectiveness": "3"})
    england(lait, y2025=Decimal(62))
    results(school, ks2, y2223=60, y2324=55, y2425=50)
    make_headship(school, valid_from=date(2026, 4, 1))
    reviewed = review()
    assert (reviewed.schools, reviewed.new) == (1, 1)
    found = indicator(school, "ks2-expected")
    assert (found["value_words"], found["flag"]) == ("50%", "raised")
    assert 0 < Decimal(found["contribution"]) <= Decimal(found["maximum"])
    assert "50% in 2024/25 against 62%" in found["reason"]
    assert found["source"] == "Release of ks2, 5 March 2026"
    assert indicator(school, "ks2-falling")["flag"] == "raised"
    assert indicator(school, "headship")["value_words"] == "a head new to the post"
    assert "requires improvement" in indicator(school, "inspection")["reason"]
    assert proposal_of(school).category in ("3", "4")


def test_a_proposal_is_never_in_force():
    school = make_school()
    make_inspection(school, "overall", date(2023, 5, 3), {"overall_effectiveness": "4"})
    review()
    assert proposal_of(school).category == "4S"
    assert not Judgement.objects.exists()
    assert category_of([school.urn], ON) == {}


def test_missing_is_shown_as_missing_with_why_and_never_as_zero():
    school, other, ks2 = make_school(), make_school(), make_release("ks2")
    make_inspection(school, "overall", date(2023, 5, 3), {"overall_effectiveness": "2"})
    results(school, ks2, y2425=None)
    results(other, ks2, y2425=61)
    review()
    missing = {one["key"]: one["reason"] for one in proposal_of(school).missing}
    assert missing["ks2-expected"].startswith("suppressed by the publisher")
    assert missing["headship"] == "nothing is recorded"
    assert "earlier years are not held" in missing["falling-roll"]
    assert proposal_of(school).maximum == Decimal(40)
    of_other = {one["key"]: one["reason"] for one in proposal_of(other).missing}
    assert of_other["ks2-expected"] == "nothing to compare with is held"
    assert of_other["inspection"] == "no full inspection is known"


def test_an_older_year_never_stands_for_the_newest():
    school, other, ks2 = make_school(), make_school(), make_release("ks2")
    england(make_release("lait"), y2024=60, y2025=62)
    results(school, ks2, y2324=30)
    results(other, ks2, y2425=61)
    review()
    missing = {one["key"]: one["reason"] for one in proposal_of(school).missing}
    assert missing["ks2-expected"] == "nothing is published for this school in 2024/25"


def test_each_regime_keeps_its_own_words():
    school = make_school()
    make_inspection(school, "overall", date(2019, 5, 3), {"overall_effectiveness": "1"}, previous=True)
    make_inspection(
        school,
        "report-card",
        date(2026, 3, 3),
        {"inclusion": "Needs attention", "achievement": "Expected standard"},
        safeguarding="met",
    )
    review()
    reason = indicator(school, "inspection")["reason"]
    assert "inclusion needs attention" in reason
    for word in ("outstanding", "good", "requires improvement"):
        assert word not in reason


def test_safeguarding_not_met_and_a_recorded_concern_force_the_category():
    unsafe, concern = make_school(), make_school()
    card = {"inclusion": "Expected standard"}
    make_inspection(unsafe, "report-card", date(2026, 3, 3), card, safeguarding="not met")
    make_inspection(concern, "report-card", date(2026, 3, 3), card, category_of_concern="RSI")
    review()
    assert {proposal_of(one).category for one in (unsafe, concern)} == {"4S"}


def test_a_school_of_which_nothing_is_known_gets_no_category():
    school = make_school()
    review()
    found = proposal_of(school)
    assert (found.category, found.label) == ("", "Not enough is known")
    assert found.reasons


def test_again_on_the_same_day_changes_nothing_and_a_later_day_is_kept_beside():
    school = make_school()
    review()
    events = Event.objects.count()
    assert review().new == 0
    assert Event.objects.count() == events
    assert review(ON + timedelta(days=90)).new == 1
    assert [row.latest for row in Proposal.objects.filter(school=school).order_by("on")] == [False, True]


def test_an_adviser_reviews_own_schools_and_a_head_none():
    mine = make_school()
    make_school()
    assert review(by=view_as("adviser", mine)).schools == 1
    with pytest.raises(Refused):
        review(by=view_as("headteacher", mine))


def fill(schools):
    release, cards = make_release("ks2"), make_release("inspections")
    england(make_release("lait"), y2025=62)
    for _ in range(schools):
        school = make_school()
        make_inspection(school, "overall", date(2023, 5, 3), {"overall_effectiveness": "2"}, release=cards)
        results(school, release, y2324=61, y2425=60)
        make_headship(school)


@pytest.mark.parametrize("schools", [1, 30])
def test_the_same_queries_for_one_and_for_many(schools):
    fill(schools)
    with CaptureQueriesContext(connection) as seen:
        review()
    assert len([one for one in seen if "SAVEPOINT" not in one["sql"]]) == 17


def test_facts_are_gathered_in_five_queries(django_assert_num_queries):
    fill(3)
    schools = list(known_open(own_schools(), ON))
    known = fact_policies()
    with django_assert_num_queries(5):
        assert len(gather_facts(schools, known, ON)) == 3
