"""When a contact can have been."""

from datetime import date

import pytest
from tests.factories import adopt, make_school, view_as
from tests.pages.impact_objects import make_contact

from headway.features.contacts.actions import may_correct, may_date

TODAY = date(2026, 9, 15)


def test_a_contact_was_today_or_within_the_last_year():
    assert may_date(TODAY, TODAY) and may_date(date(2026, 1, 1), TODAY)
    assert "once it was" in may_date(date(2026, 9, 16), TODAY).reason
    assert "more than a year ago" in may_date(date(2024, 9, 1), TODAY).reason


@pytest.mark.django_db
def test_whoever_keeps_the_log_of_the_school_corrects_a_contact():
    adopt()
    school = make_school()
    made = make_contact(school)
    assert may_correct(view_as("adviser", school), made)
    assert may_correct(view_as("head-of-service"), made)
    assert not may_correct(view_as("adviser", make_school()), made)
    assert not may_correct(view_as("headteacher", school), made)
