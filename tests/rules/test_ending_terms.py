"""Ends of terms that somebody is told of before they come."""

from datetime import date

import pytest

from headway.rules.ending_terms import MOST_LINES, Ending, ends_soon, lines_of_endings

ON = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("until", "days", "soon"),
    [
        (date(2026, 12, 31), 30, True),
        (date(2027, 1, 1), 30, False),
        (ON, 30, False),
        (date(2026, 11, 1), 30, False),
        (None, 30, False),
        (date(2026, 12, 2), None, False),
    ],
)
def test_what_ends_within_the_days_ends_soon(until, days, soon):
    assert ends_soon(until, ON, days) == soon


def test_the_first_to_come_leads_and_the_rest_is_counted():
    rows = [Ending("boards", str(one), date(2027, 1, 1), f"Seat {one:03}") for one in range(MOST_LINES + 2)]
    rows.append(Ending("boards", "x", date(2026, 12, 5), "Chair"))
    lines = lines_of_endings(rows)
    assert lines[0] == "- Chair: ends on 5 December 2026"
    assert len(lines) == MOST_LINES + 1 and lines[-1] == "and 3 more."
    assert lines_of_endings(rows[:1]) == ("- Seat 000: ends on 1 January 2027",)
