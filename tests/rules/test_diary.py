"""What stands against a visit, and where the days went."""

from datetime import date

from headway.rules import diary
from headway.rules.calendars import SchoolCalendar, Span, academic_year

DAY = date(2026, 9, 15)
YEAR = academic_year("2026-27")
TERM = Span(date(2026, 9, 1), date(2026, 12, 19))
CALENDAR = SchoolCalendar(YEAR, terms=(TERM, Span(date(2027, 1, 5), date(2027, 3, 27))))


def entry(key="a", half="am", place="Elm Primary School", at=(600_000, 200_000), **more):
    return diary.Entry(key, more.get("person", "Adviser 1"), more.get("on", DAY), half, place, at)


def test_the_same_half_of_a_day_is_taken_once():
    other = entry("b", "day", "Oak Primary School")
    assert diary.clashes(entry(), [other]) == (
        "Adviser 1 is at Oak Primary School then (whole day, 15 September 2026).",
    )
    assert not diary.clashes(entry(), [entry("b", "pm")])
    assert not diary.clashes(entry(), [entry("a")]), "a visit does not clash with itself"
    assert not diary.clashes(entry(), [entry("b", person="Adviser 2"), entry("c", on=date(2026, 9, 16))])


def test_two_places_far_apart_on_one_day_are_pointed_out():
    far = entry("b", "pm", "Oak Primary School", (600_000, 241_000))
    assert "about 41 kilometres" in diary.far_apart(entry(), [far], 40)[0]
    assert not diary.far_apart(entry(), [far], 41)
    assert not diary.far_apart(entry(), [entry("b", "pm", at=None)], 1)


def test_schools_are_closed_outside_terms_where_terms_are_known():
    assert "closed on 24 December 2026" in diary.closed_words(date(2026, 12, 24), CALENDAR)
    assert diary.closed_words(DAY, CALENDAR) == ""
    assert "closed" in diary.closed_words(date(2026, 9, 19), CALENDAR), "a Saturday"
    assert diary.closed_words(date(2026, 12, 24), SchoolCalendar(YEAR)) == ""


def test_who_is_away_is_told_on_those_days_only():
    away = [diary.Away("Adviser 1", DAY, date(2026, 9, 17))]
    assert "away on 16 September 2026" in diary.away_words("Adviser 1", date(2026, 9, 16), away)
    assert diary.away_words("Adviser 1", date(2026, 9, 17), away) == ""
    assert diary.away_words("Adviser 2", DAY, away) == ""


def test_a_term_is_the_one_of_the_day_or_the_next():
    assert diary.term_of(DAY, CALENDAR, YEAR) == (TERM.first_on, TERM.until)
    assert diary.term_of(date(2026, 12, 24), CALENDAR, YEAR)[0] == date(2027, 1, 5)
    assert diary.term_of(date(2027, 2, 1), SchoolCalendar(YEAR), YEAR)[0] == date(2027, 1, 1)


def test_m7_10_shares_by_function_and_none_where_no_day_was_spent():
    assert diary.share_by_function(
        {"support": 3, "challenge": 1}, ("challenge", "support", "monitoring")
    ) == {
        "challenge": 25,
        "support": 75,
        "monitoring": 0,
    }
    assert diary.share_by_function({}, ("support",)) == {"support": None}
