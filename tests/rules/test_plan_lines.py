"""Lines of a cell to actions: what begins one and what goes on with the line above, whatever the document."""

import pytest
from tests.plan_document import policy

from headway.rules.plan_layout import lines_of
from headway.rules.plan_lines import Line, split_actions


def split(text):
    return [item.words for item in split_actions(lines_of(text), policy())]


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("Recruit a lead\nWrite to schools", ["Recruit a lead", "Write to schools"]),
        ("Recruit a lead\n\n\nfor attendance", ["Recruit a lead for attendance"]),
        ("Agree duties/\n\nResponsibilities", ["Agree duties/Responsibilities"]),
        ("Meet with\nOstmarch Trust", ["Meet with Ostmarch Trust"]),
        ("Meet heads,\nChairs and clerks", ["Meet heads, Chairs and clerks"]),
        ("Meet heads\n& Chairs", ["Meet heads & Chairs"]),
        ("Survey parents\n(Years 7 to 9)", ["Survey parents (Years 7 to 9)"]),
        ("Publish Reading \n\nStrategy", ["Publish Reading Strategy"]),
        ("Publish Reading \n\nReview phonics", ["Publish Reading", "Review phonics"]),
        ("Publish Reading\n\nStrategy", ["Publish Reading", "Strategy"]),
        ("Hold meetings of the whole Board \n\nChairs consult", ["Hold meetings of the whole Board", "Chairs consult"]),
        ("eTwinning begins\niPads issued", ["eTwinning begins", "iPads issued"]),
        ("• Recruit a lead\n• write to schools", ["Recruit a lead", "write to schools"]),
        ("•\tRecruit\n•\u00a0Write", ["Recruit", "Write"]),
        ("- Recruit a lead in\nNorth District\n- Write", ["Recruit a lead in North District", "Write"]),
        ("- Recruit a lead\n\nNorth District meets", ["Recruit a lead", "North District meets"]),
        ("1. Recruit\n2) Write\n(3) Meet\na) Tell\n(b) Ask\niv. Go", ["Recruit", "Write", "Meet", "Tell", "Ask", "Go"]),
        ("•\nRecruit a lead\n•\nWrite", ["Recruit a lead", "Write"]),
        ("1.5 posts filled\n5 year budgets", ["1.5 posts filled", "5 year budgets"]),
        ("Recruit\r\nWrite\r\n", ["Recruit", "Write"]),
        ("Recruit\u00a0 a\tlead", ["Recruit a lead"]),
        ("•\n \n-", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_cell_is_split(text, actions):
    assert split(text) == actions


def test_numbers_and_letters_are_kept_beside_the_words():
    assert [(item.mark, item.words) for item in split_actions(lines_of("1. Recruit\n• Write\n7."), policy())] == [
        ("1.", "Recruit"), ("", "Write"), ("", "7."),
    ]  # fmt: skip


def test_each_join_says_which_line_and_why():
    (item,) = split_actions(lines_of("Meet with\nOstmarch Trust"), policy())
    assert item.joined == ["line 2 (Ostmarch Trust) goes on with it, because the line above ends with “with”"]


def test_an_item_of_the_document_s_own_list_is_never_joined():
    lines = [Line(1, "Meet with", is_listed=True), Line(2, "ostmarch trust", is_listed=True)]
    assert len(split_actions(lines, policy())) == 2
    assert len(split_actions([lines[0], Line(2, "ostmarch trust")], policy())) == 1
