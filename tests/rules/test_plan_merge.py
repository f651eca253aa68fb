"""Two edited copies of one plan: the changes of both, every conflict with both texts."""

from dataclasses import replace

import pytest
from tests.plan_document import plan_of

from headway.rules.plan_grid import bare
from headway.rules.plan_merge import merge

BASE = "Priority,March 2004,April 2004\nPlanning,Write,Meet\nMoney,Count,\n"


def merged(mine, theirs):
    return merge(*(plan_of(text) for text in (BASE, mine, theirs)))


def words_of(plan):
    return {one.title: [[action.words for action in cell] for cell in one.cells] for one in plan.priorities}


def test_unchanged_copies_give_the_plan_again():
    assert merge(plan_of(), plan_of(), plan_of()).plan == bare(plan_of())


def test_changes_in_different_cells_are_both_taken():
    found = merged(BASE.replace("Write", "Write twice"), BASE.replace("Count,", "Count,Save"))
    assert words_of(found.plan) == {"Planning": [["Write twice"], ["Meet"]], "Money": [["Count"], ["Save"]]}
    assert found.conflicts == ()


def test_the_same_change_twice_is_taken_once():
    same = BASE.replace("Write", "Write twice")
    found = merged(same, same)
    assert words_of(found.plan)["Planning"][0] == ["Write twice"] and found.conflicts == ()


def test_a_cell_changed_in_two_ways_is_a_conflict_with_both_texts_and_stays_as_it_was():
    found = merged(BASE.replace("Write", "Write twice"), BASE.replace("Write", '"Write\nRead"'))
    assert words_of(found.plan)["Planning"][0] == ["Write"]
    assert [one.sentence for one in found.conflicts] == [
        "The cell of “Planning”, “March 2004”, was changed in both copies. before: “Write”; one copy: “Write twice”; the "
        "other: “Write\nRead”. Choose one, or write a third."
    ]


@pytest.mark.parametrize("turn", [False, True])
def test_what_one_took_away_goes_unless_the_other_changed_it(turn):
    without = "Priority,March 2004,April 2004\nPlanning,Write,Meet\n"
    changed = BASE.replace("Count", "Count twice")
    assert "Money" not in words_of(merged(*((BASE, without) if turn else (without, BASE))).plan)
    found = merged(*((changed, without) if turn else (without, changed)))
    assert words_of(found.plan)["Money"][0] == ["Count"]
    (conflict,) = found.conflicts
    assert {conflict.mine, conflict.theirs} == {"Count twice", ""} and "nothing" in conflict.sentence


def test_what_each_added_is_there():
    found = merged(
        BASE + "Schools,Visit,\n",
        "P,March 2004,April 2004,May 2004\nPlanning,Write,Meet,Rest\nMoney,Count,,\n",
    )
    assert words_of(found.plan) == {
        "Planning": [["Write"], ["Meet"], ["Rest"]], "Money": [["Count"], [], []], "Schools": [["Visit"], [], []],
    }  # fmt: skip
    assert found.plan.corner == "P" and found.conflicts == ()


def test_a_period_taken_away_while_the_other_changed_it_stays_with_a_conflict():
    without = "Priority,March 2004\nPlanning,Write\nMoney,Count\n"
    found = merged(without, BASE.replace("Meet", "Meet twice"))
    assert words_of(found.plan)["Planning"] == [["Write"], ["Meet"]] and len(found.conflicts) == 1
    assert len(merged(without, BASE).plan.periods) == 1


def test_titles_and_facts_of_an_action_are_merged_too():
    base = plan_of(BASE)
    (cell, other), rest = base.priorities[0].cells, base.priorities[1:]
    owned = replace(base.priorities[0], cells=((replace(cell[0], owner="Head of service"),), other))
    mine, theirs = replace(base, priorities=(owned, *rest)), replace(base, title="Plan of the year")
    found = merge(base, mine, theirs)
    assert (found.plan.title, found.plan.priorities[0].cells[0][0].owner) == (
        "Plan of the year",
        "Head of service",
    )
    (conflict,) = merge(base, replace(base, title="A"), replace(base, title="B")).conflicts
    assert (conflict.where, conflict.mine, conflict.theirs) == ("The title", "A", "B")
