"""When a contact can have been."""

from datetime import date

from headway.features.contacts.actions import may_date

TODAY = date(2026, 9, 15)


def test_a_contact_was_today_or_within_the_last_year():
    assert may_date(TODAY, TODAY) and may_date(date(2026, 1, 1), TODAY)
    assert "once it was" in may_date(date(2026, 9, 16), TODAY).reason
    assert "more than a year ago" in may_date(date(2024, 9, 1), TODAY).reason
