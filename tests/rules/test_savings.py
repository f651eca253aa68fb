"""The savings grid: signs, sums in each column and in the totals, run-rate, agreement with posts (M14-10, 11, 12, 17)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.rules.savings import (
    ENTERED,
    FINAL,
    IMPLEMENTATION,
    KINDS,
    LOST,
    NET,
    ONE_OFF,
    ONGOING,
    TOTAL,
    Line,
    agreement_with_posts,
    grid_of,
    take_lines,
)

YEARS = ("2013/14", "2014/15")
THOUSAND = 100_000
LINES = st.builds(
    Line,
    st.sampled_from(list(ENTERED)),
    st.sampled_from(YEARS),
    st.sampled_from(list(KINDS)),
    st.integers(-500 * THOUSAND, 500 * THOUSAND),
)


def test_m14_11_the_proposal_of_2012_gives_130_and_130_and_no_implementation_cost():
    grid = grid_of(YEARS, [Line("employees", "2013/14", ONGOING, 130 * THOUSAND)])
    assert grid.cell(FINAL, "2013/14", ONGOING) == 130 * THOUSAND
    assert grid.cell(FINAL, "", ONGOING) == 130 * THOUSAND
    assert grid.cell(IMPLEMENTATION, "", ONGOING) is None
    assert grid.cell(FINAL, "2014/15", ONGOING) is None
    assert grid.run_rate == (130 * THOUSAND, 130 * THOUSAND)


@given(st.lists(LINES, max_size=12))
def test_m14_10_sums_hold_in_every_column_and_in_the_totals(lines):
    taken = take_lines(lines).lines
    grid = grid_of(YEARS, taken)
    for column in grid.columns:
        cells = {row: value or 0 for row, value in column.cells.items()}
        assert cells[NET] == cells["employees"] + cells["other_costs"] - abs(cells[LOST])
        assert cells[TOTAL] == cells[NET] + cells["additional_income"]
        assert cells[FINAL] == cells[TOTAL] - cells[IMPLEMENTATION]
    for kind in KINDS:
        for row in (*ENTERED, NET, TOTAL, FINAL):
            years = [grid.cell(row, year, kind) or 0 for year in YEARS]
            assert (grid.cell(row, "", kind) or 0) == sum(years)


@pytest.mark.parametrize(
    ("row", "pence", "kept", "says"),
    [
        (LOST, 5 * THOUSAND, -5 * THOUSAND, "is shown as a minus: £5,000 became -£5,000"),
        ("additional_income", -5 * THOUSAND, 5 * THOUSAND, "is shown as a positive figure"),
        (IMPLEMENTATION, -100, 100, "is shown as a positive figure"),
    ],
)
def test_m14_12_a_wrong_sign_is_turned_round_with_a_notice(row, pence, kept, says):
    taken = take_lines([Line(row, "2013/14", ONE_OFF, pence)])
    assert [one.pence for one in taken.lines] == [kept]
    assert says in taken.notices[0]


def test_a_right_sign_is_kept_without_a_word():
    lines = (Line(LOST, "2013/14", ONE_OFF, -5), Line("employees", "2013/14", ONGOING, -5))
    assert take_lines(lines).lines == lines
    assert take_lines(lines).notices == ()


def test_m14_17_posts_deleted_agree_with_the_line_of_employees():
    assert agreement_with_posts(130 * THOUSAND, 150 * THOUSAND, 20 * THOUSAND) == ""
    assert agreement_with_posts(130 * THOUSAND, 120 * THOUSAND, 0).startswith(
        "The posts save £120,000, the grid says £130,000 for employees."
    )


def test_what_runs_on_is_in_the_run_rate_of_every_later_year():
    lines = [
        Line("employees", "2013/14", ONGOING, 100),
        Line("employees", "2014/15", ONGOING, 50),
        Line("other_costs", "2013/14", ONE_OFF, 7),
    ]
    assert grid_of(YEARS, lines).run_rate == (107, 150)
