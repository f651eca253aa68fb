"""Schools by category over time: from dated records, of schools that were open on the day."""

from datetime import date

from headway.rules.category_trends import Life, Stood, days_of_terms, trend_of

SEPTEMBER = date(2024, 9, 1)


def test_m4_13_each_day_counts_what_was_in_force_then():
    lives = [Life(urn, None, None) for urn in (1, 2, 3)]
    stood = [
        Stood(1, "4", date(2024, 1, 1), date(2025, 1, 1)),
        Stood(1, "2", date(2025, 1, 1), None),
        Stood(2, "4", date(2024, 9, 1), None),
    ]
    days = (date(2023, 9, 1), SEPTEMBER, date(2025, 1, 1))
    told = trend_of(days, lives, stood)
    assert [one.among(("4",)) for one in told] == [0, 2, 1]
    assert [one.counts.get("", 0) for one in told] == [3, 1, 1]
    assert all(sum(one.counts.values()) == one.schools == 3 for one in told)


def test_a_school_that_is_not_open_on_the_day_is_not_counted():
    lives = [Life(1, date(2024, 9, 1), None), Life(2, None, SEPTEMBER), Life(3, SEPTEMBER, date(2025, 9, 1))]
    stood = [Stood(2, "4", date(2020, 1, 1), None)]
    before, on, after = trend_of((date(2024, 8, 31), SEPTEMBER, date(2025, 9, 1)), lives, stood)
    assert (before.schools, before.among(("4",))) == (1, 1)
    assert (on.schools, on.among(("4",))) == (2, 0)
    assert after.schools == 1


def test_days_are_those_of_terms_and_the_last_day_itself():
    assert days_of_terms(date(2025, 1, 1), date(2025, 10, 3)) == (
        date(2025, 1, 1),
        date(2025, 5, 1),
        date(2025, 9, 1),
        date(2025, 10, 3),
    )
    assert days_of_terms(SEPTEMBER, SEPTEMBER) == (SEPTEMBER,)
