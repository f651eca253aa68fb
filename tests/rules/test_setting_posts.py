"""When settings and their posts stand, and who has a development record (M2-14)."""

from datetime import date
from decimal import Decimal

import pytest

from headway.rules.setting_posts import (
    coverage_of,
    day_of_report,
    may_hold,
    may_log,
    may_open,
    may_remove,
    may_stand,
    year_beginning,
)

OPENED, CLOSED, TODAY = date(2026, 9, 1), date(2027, 9, 1), date(2026, 10, 1)
YEAR = year_beginning(2026)


def test_a_setting_and_an_allowance_end_after_they_begin():
    for may in (may_open, may_hold):
        assert may(OPENED, None)
        assert may(OPENED, CLOSED)
        assert not may(OPENED, OPENED)


def test_a_post_stands_while_its_setting_is_open():
    assert may_stand(OPENED, None, OPENED, CLOSED)
    assert may_stand(OPENED, CLOSED, OPENED, None)
    assert not may_stand(date(2026, 8, 31), None, OPENED, None)
    assert not may_stand(CLOSED, None, OPENED, CLOSED)
    assert not may_stand(TODAY, TODAY, OPENED, None)


def test_a_post_with_development_recorded_is_ended_not_removed():
    assert may_remove(has_development=False)
    assert not may_remove(has_development=True)


def test_hours_count_on_a_day_of_the_year_that_has_come():
    assert may_log(TODAY, YEAR, TODAY)
    assert not may_log(date(2026, 10, 2), YEAR, TODAY)
    assert "2026-27" in may_log(date(2026, 8, 31), YEAR, TODAY).reason


@pytest.mark.parametrize(
    ("first", "on"), [(2026, TODAY), (2025, date(2026, 8, 31)), (2027, date(2027, 9, 1))]
)
def test_a_report_of_another_year_tells_of_its_nearest_day(first, on):
    assert day_of_report(year_beginning(first), TODAY) == on


def test_m2_14_coverage_is_in_per_cent_and_without_posts_it_is_not_known():
    found = coverage_of(["a", "b", "c"], {"b", "gone"})
    assert found.without == ("a", "c")
    assert found.percent == Decimal("33.3")
    assert coverage_of([], set()).percent is None
    assert coverage_of(["a"], {"a"}).percent == 100
