"""Days of a consultation against the published terms of the authority (M15-03)."""

from datetime import date

import pytest

from headway.features.schools.models import Authority, TermDate
from headway.flows.consultation_days import alerted_on, days_in_term, end_of_term

pytestmark = pytest.mark.django_db
OUT, WITHIN = date(2027, 8, 2), date(2027, 7, 13)


@pytest.fixture
def summer(db):
    Authority.objects.create(code="900", name="Nowhere", own=True)
    days = {"start_on": date(2027, 4, 12), "until": date(2027, 7, 21)}
    TermDate.objects.create(authority_name="Nowhere", academic_year=2026, kind="term", **days)


def test_a_day_out_of_term_is_refused_where_schools_are_asked_and_nowhere_else(summer):
    assert days_in_term(["schools"], WITHIN, None)
    assert not days_in_term(["schools"], WITHIN, OUT)
    assert days_in_term(["staff"], OUT)


def test_without_published_terms_nothing_is_refused(db):
    assert days_in_term(["schools"], OUT)


def test_m15_03_the_alert_is_five_school_days_before_the_last_day_of_term(summer):
    assert end_of_term(date(2027, 7, 1)) == date(2027, 7, 20)
    assert alerted_on(date(2027, 7, 20), 5) == date(2027, 7, 13)
