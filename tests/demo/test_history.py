"""Closures, conversions, the amalgamation and the school to come."""

from collections import Counter
from datetime import timedelta

from headway.demo.county import County
from headway.demo.kinds import TYPES


def test_the_county_has_conversions_one_amalgamation_and_plain_closures(county: County) -> None:
    reasons = Counter(closure.reason_name for closure in county.closures)
    assert reasons == {"Academy Converter": 24, "Result of Amalgamation/Merger": 2, "Closure": 6}


def test_a_converted_school_closes_the_day_before_its_academy_opens(county: County) -> None:
    for closure in county.closures:
        if closure.reason_name == "Academy Converter":
            assert closure.successor is not None
            after = county.by_urn[closure.successor]
            assert not TYPES[closure.school.type_code].is_academy
            assert TYPES[after.type_code].is_academy
            assert after.opened_on == closure.closed_on + timedelta(days=1)


def test_the_amalgamated_schools_have_one_successor(county: County) -> None:
    halves = [c for c in county.closures if c.reason_name.startswith("Result of Amalgamation")]
    assert {half.school.phase for half in halves} == {"infant", "junior"}
    assert len({half.successor for half in halves}) == 1


def test_nothing_closed_or_opened_after_the_files_were_drawn(county: County, small: County) -> None:
    for made in (county, small):
        assert all(closure.closed_on <= made.first_day for closure in made.closures)
        assert all(s.opened_on is None or s.opened_on <= made.first_day for s in made.schools)
        assert all(s.opened_on is not None and s.opened_on > made.first_day for s in made.coming)
