"""Days, half-days, minutes and what is missing, in words."""

import datetime

import pytest

from headway.kit.words import (
    count_words,
    day_words,
    days_words,
    is_missing,
    list_words,
    minutes_words,
    moment_words,
)


def test_a_day_is_written_out_without_a_leading_nought() -> None:
    assert day_words(datetime.date(2026, 3, 3)) == "3 March 2026"


def test_every_month_has_its_english_name_whatever_the_machine_speaks() -> None:
    names = [day_words(datetime.date(2026, month, 1)).split()[1] for month in (1, 2, 8, 12)]
    assert names == ["January", "February", "August", "December"]


def test_a_moment_has_its_time() -> None:
    moment = datetime.datetime(2026, 3, 3, 9, 5, tzinfo=datetime.UTC)
    assert moment_words(moment) == "3 March 2026 at 09:05"


@pytest.mark.parametrize(
    ("half_days", "words"),
    [
        (0, "0 days"),
        (1, "½ day"),
        (2, "1 day"),
        (3, "1½ days"),
        (5, "2½ days"),
        (4000, "2,000 days"),
        (-1, "−½ day"),
        (-5, "−2½ days"),
    ],
)
def test_half_days_are_told_as_days(half_days: int, words: str) -> None:
    assert days_words(half_days) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (80, "1 hour 20 minutes"), (121, "2 hours 1 minute")],
)
def test_minutes_are_told_as_hours_and_minutes(minutes: int, words: str) -> None:
    assert minutes_words(minutes) == words


def test_what_is_missing_is_never_nought() -> None:
    assert [f(None) for f in (day_words, moment_words, days_words, minutes_words)] == ["not known"] * 4
    assert [is_missing(value) for value in (None, "", 0, False)] == [True, True, False, False]


def test_counts_and_lists_read_as_english() -> None:
    assert count_words(1, "school") == "1 school"
    assert count_words(1204, "school") == "1,204 schools"
    assert count_words(0, "inquiry", "inquiries") == "0 inquiries"
    assert list_words(["a day"]) == "a day"
    assert list_words(["a", "b", "c"]) == "a, b and c"
    assert list_words([]) == ""
