"""A document's table to a plan: each action in its cell, shared rows as proposals, nothing lost."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.plan_document import COUNTS, TEXT, plan_of, policy

from headway.rules.plan_grid import actions_of, as_tables, bare
from headway.rules.plan_layout import read_text
from headway.rules.plan_lines import Line
from headway.rules.plan_reading import read_tables
from headway.rules.plan_subjects import propose_rows
from headway.rules.plan_table import Cell, Covered, Table
from headway.rules.verdict import Refused

GRID = "Priority,March 2004,April 2004\n"


def words_of(plan):
    return {one.title: [[action.words for action in cell] for cell in one.cells] for one in plan.priorities}


def sentences(plan, *, questions):
    return [fault.sentence for fault in plan.faults if fault.is_question == questions]


def table(*rows):
    """A table of texts; < is covered by the left cell, ^ by the one above."""
    covered = {"<": Covered.LEFT, "^": Covered.ABOVE}
    return Table(
        tuple(
            tuple(
                Cell(
                    number, column, () if text in covered else (Line(1, text),), covered.get(text, Covered.NO)
                )
                for column, text in enumerate(row, 1)
            )
            for number, row in enumerate(rows, 1)
        )
    )


def test_m3_01_every_action_stands_in_its_cell():
    """M3-01: a timeline of five periods and four priorities, two of which share a row."""
    plan = plan_of()
    assert {one.title: tuple(len(cell) for cell in one.cells) for one in plan.priorities} == COUNTS
    assert (plan.title, plan.corner, plan.notes) == (
        "Larkshire Plan after Inspection",
        "Strategic Priority",
        ("Timeline",),
    )
    assert [(one.span.first_on, one.span.until) for one in plan.periods] == [
        (date(2004, 3, 1), date(2004, 6, 1)), (date(2004, 6, 1), date(2004, 9, 1)), (date(2004, 9, 1), date(2004, 12, 1)),
        (date(2004, 12, 1), date(2005, 3, 1)), (date(2005, 3, 1), date(2005, 6, 1)),
    ]  # fmt: skip
    assert sentences(plan, questions=False) == []


def test_lines_broken_off_are_joined_and_each_join_is_asked_about():
    said = [action.words for action in actions_of(plan_of())]
    joined = [
        "Establish minimum management duties/responsibilities",
        "Possible set of learners in conjunction with Ostmarch Institute",
        "Revise the paperwork for SEN to keep within the time allowed",
        "Publish Behaviour Policy as part of the county's Inclusion Strategy",
        "Review PRU staffing for outreach/reintegration",
        "Work with EMTAS Steering Group to settle funding",
    ]
    assert [words for words in said if words in joined] == joined
    assert sum("goes on with it" in words for words in sentences(plan_of(), questions=True)) == 7


def test_a_shared_row_is_proposed_with_reasons_and_others_are_not():
    sen, teaching = plan_of().priorities[2:]
    assert [action.proposed for action in sen.cells[0]] == [
        "by its place before “Revise the paperwork for SEN to keep within the time allowed”, because none of its own words "
        "decides",
        "by its words “SEN”",
        "by its place after “Revise the paperwork for SEN to keep within the time allowed”, because none of its own words "
        "decides",
    ]
    assert teaching.cells[0][0].proposed == "by its words “NQT”, “induction”"
    assert not any(
        action.proposed for one in plan_of().priorities[:2] for cell in one.cells for action in cell
    )


def test_without_a_subject_in_the_policy_the_titles_own_words_propose():
    titles = ["Roads and Bridges", "Parks and Gardens"]
    actions = ["Mend bridges", "Plant in parks", "Count trees"]
    assert [place for place, _ in propose_rows(titles, actions, policy().subjects)] == [0, 1, 1]
    assert propose_rows(titles, ["Count trees"], ())[0] == (
        0,
        "because no word decides in the whole cell and “Roads and Bridges” stands first",
    )


@pytest.mark.parametrize(
    "mend", [lambda text: text.replace("\n", "\r\n"), lambda text: text.replace(" – ", "\u00a0— ")]
)
def test_windows_line_ends_and_other_dashes_change_nothing(mend):
    assert words_of(plan_of(mend(TEXT))) == words_of(plan_of())


def test_the_grid_as_tables_is_half_open():
    first = as_tables(plan_of())["priorities"][0]
    assert first["title"] == "Planning and Money"
    assert first["periods"][3] == {
        "from": "2004-12-01",
        "until": "2005-03-01",
        "actions": ["Data profiles established"],
    }


def test_m3_02_an_action_outside_every_period_is_a_fault_and_kept():
    """M3-02: a column without months is no period."""
    plan = plan_of("Priority,March 2004,April 2004,Later\nPlanning,Write,,Recruit\n")
    assert [(action.words, action.column) for action in plan.priorities[0].outside] == [("Recruit", "Later")]
    assert sentences(plan, questions=False) == [
        "Row 2, column 4, line 1: The column “Later” is no period: “Later” names no months or days. What stands there (an "
        "action) is kept outside every period; give the column its months, or move it."
    ]


def test_a_headless_column_in_laid_out_text_is_found_by_the_width_of_the_rows():
    text = "\tPriority\n\tMarch 2004\n\tApril 2004\n\tLater\n" + "".join(
        f"\tP{n}\n\tA\n\tB\n\tC\n" for n in (1, 2, 3)
    )
    plan = plan_of(text)
    assert [[a.words for a in one.outside] for one in plan.priorities] == [["C"], ["C"], ["C"]]


def test_a_column_left_of_the_priorities_is_named_with_its_words():
    plan = plan_of("Ref,Priority,March 2004\n7.1,Planning,Write\n")
    assert "The column “Ref” left of the priorities is not read: 7.1" in sentences(plan, questions=False)[0]


def test_rows_without_a_priority_go_on_with_the_one_above_and_are_asked_about():
    plan = plan_of(GRID + "Planning,Write,\n,Recruit,\n")
    assert words_of(plan) == {"Planning": [["Write", "Recruit"], []]}
    assert "it is read as going on with “Planning”" in sentences(plan, questions=True)[0]
    lone = plan_of(GRID + ",Write,\n")
    assert words_of(lone) == {"": [["Write"], []]} and "no priority" in sentences(lone, questions=False)[0]


def test_merged_cells_cover_their_rows_and_columns():
    plan = read_tables(
        [
            table(
                ("Priority", "March 2004", "<", "April 2004"),
                ("Planning", "Write", "Recruit", "Meet"),
                ("^", "Train", "Tell", "Ask"),
                ("Money", "Count", "Save", "<"),
            )
        ],
        policy(),
    )
    assert words_of(plan) == {
        "Planning": [["Write", "Recruit", "Train", "Tell"], ["Meet", "Ask"]],
        "Money": [["Count", "Save"], []],
    }
    assert sentences(plan, questions=False) == []
    assert [words.partition(": ")[2] for words in sentences(plan, questions=True)] == [
        "This cell is merged with “Save”; its actions are read in the first of its periods only."
    ]


def test_a_cell_merged_over_two_priorities_is_asked_about():
    plan = read_tables([table(("P", "March 2004"), ("Planning", "Write"), ("Money", "^"))], policy())
    assert words_of(plan) == {"Planning": [["Write"]], "Money": [[]]}
    assert "merged with the one above" in sentences(plan, questions=True)[0]


def test_two_heads_with_the_same_days_are_a_fault():
    plan = read_tables([table(("P", "March 2004", "March 2004"), ("Planning", "Write", "Tell"))], policy())
    assert (
        words_of(plan) == {"Planning": [["Write", "Tell"]]}
        and "two columns" in sentences(plan, questions=False)[0]
    )


def test_a_plan_goes_on_over_pages_and_another_table_is_named():
    page = table(("P", "March 2004"), ("Planning", "Write"))
    second = table(("P", "March 2004"), ("Planning", "Recruit"), ("P", "March 2004"), ("Money", "Count"))
    plan = read_tables([page, second, table(("Costs", "£40"))], policy())
    assert words_of(plan) == {"Planning": [["Write", "Recruit"]], "Money": [["Count"]]}
    assert sentences(plan, questions=False) == [
        "Another table is not part of the plan and was not read: Costs | £40"
    ]


@pytest.mark.parametrize(
    "text", ["", "Just a letter.\n\nYours", "Name,Age\nA,5\n", "March 2004,April 2004\nA,B\n"]
)
def test_a_text_without_heads_of_periods_is_refused(text):
    with pytest.raises(Refused, match="No row of this document names periods"):
        plan_of(text)


# Letters, figures, bullets, marks, blanks of every kind and what joins lines: whatever stands in a cell is somewhere after.
PIECES = st.lists(
    st.sampled_from(
        ["Review", "plans", "with", "SEN", "duties/", "CPD", "•", "-", "1.", "a)", "(b)", "&", "\u00a0", "  ", "\n", "\n\n",
         "\r\n", "…", "“x”", "March 2004", "5", "é", ",", '"']
    ),
    max_size=12,
).map(" ".join)  # fmt: skip
LAID_OUT = st.builds(
    lambda title, cells: (
        f"{title}\n\tP\n\tMarch 2004\n\tMay 2004\n" + "\n".join(f"\t{cell}" for cell in cells)
    ),
    PIECES,
    st.lists(PIECES, max_size=8),
)


def letters(text):
    return Counter(char for char in text if char.isalnum())


def told(plan):
    parts = [plan.title, plan.corner, *plan.notes, *(period.words for period in plan.periods)]
    for one in plan.priorities:
        parts += [one.title, *(action.line for cell in (*one.cells, one.outside) for action in cell)]
    return "".join(parts)


@settings(max_examples=300, deadline=None)
@given(LAID_OUT)
@example("\n\tP\n\tMarch 2004\n\tMay 2004\n\t\n\t\n plans\n\tMarch 2004")
def test_nothing_is_lost(text):
    try:
        plan = plan_of(text)
    except Refused:
        assert not read_text(text, policy()).rows
        return
    missing = letters(text) - letters(told(plan))
    named = letters("".join(fault.words for fault in plan.faults))
    assert not missing - named
    assert bare(plan_of(text)) == bare(plan)


@pytest.mark.parametrize("head", ["Review", "March 2004"])
def test_an_action_in_the_words_of_the_head_above_it_is_no_head_again(head):
    cells = ["P", "March 2004", "May 2004", "Review"]
    row = [head if words == head else "" for words in cells]
    plan = plan_of("\n".join(f"\t{words}" for words in (*cells, *row)))
    assert head in [action.words for action in actions_of(plan)]


def test_heads_again_at_the_top_of_a_page_are_no_actions():
    cells = ["P", "March 2004", "May 2004"]
    plan = plan_of("\n".join(f"\t{words}" for words in (*cells, "One", "Act", "", *cells, "Two", "", "Do")))
    assert [action.words for action in actions_of(plan)] == ["Act", "Do"]


def test_the_search_for_losses_would_see_one():
    plan = plan_of()
    assert letters(TEXT) - letters(told(plan)) == Counter()
    assert letters(f"{TEXT} Z") - letters(told(plan)) == Counter("Z")
