"""Small numbers stay hidden against somebody who tries every table that agrees with what is shown."""

import itertools
import random

import pytest

from headway.rules.suppression import Counts, Hidden, hide_small, is_safe, with_totals

THRESHOLD = 5
MOST_TRIED = 20_000


def tables_like(counts: Counts, hidden):
    """Every table of counts that agrees with what is shown, found by trying; totals follow from their counts."""
    rows, columns = len(counts.values) - 1, len(counts.values[0]) - 1
    most = counts[(rows, columns)]
    free = [cell for cell in itertools.product(range(rows), range(columns)) if cell in hidden]

    def agrees(told):
        return all(told[cell] == counts[cell] for cell in counts.cells if cell not in hidden)

    # One more than all there is, for where the total is hidden too.
    for values in itertools.product(range(most + 2), repeat=len(free)):
        tried = dict(zip(free, values, strict=True))
        told = with_totals(
            [
                [tried.get((row, column), counts[(row, column)]) for column in range(columns)]
                for row in range(rows)
            ]
        )
        if agrees(told):
            yield told


def brought_back(counts: Counts, hidden):
    """The hidden cells that have one number alone in every table that agrees."""
    tables = list(tables_like(counts, hidden))
    return {cell for cell in hidden if len({table[cell] for table in tables}) == 1}


def random_table(dice):
    rows, columns = dice.choice([(1, 2), (2, 1), (2, 2), (2, 3), (3, 2)])
    return with_totals([[dice.choice((0, 0, 1, 2, 3, 6)) for _ in range(columns)] for _ in range(rows)])


def test_m4_06_nothing_small_is_brought_back_by_trying_every_table():
    dice, tried = random.Random(11), 0
    for _ in range(400):
        counts = random_table(dice)
        hidden = hide_small(counts, THRESHOLD)
        free = [
            cell
            for cell in hidden.cells
            if cell[0] < len(counts.values) - 1 and cell[1] < len(counts.values[0]) - 1
        ]
        if (counts[(-1, -1)] + 2) ** len(free) > MOST_TRIED:
            continue
        tried += 1
        assert not brought_back(counts, hidden.cells) & hidden.small, counts
    assert tried > 200


def test_the_rule_of_safety_says_the_same_as_trying():
    dice, tried = random.Random(5), 0
    for _ in range(300):
        counts = random_table(dice)
        cells = list(counts.cells)
        hidden = set(dice.sample(cells, dice.randint(1, len(cells))))
        if (counts[(-1, -1)] + 2) ** min(len(hidden), 6) > MOST_TRIED:
            continue
        tried += 1
        found = brought_back(counts, hidden)
        assert {cell for cell in hidden if not is_safe(counts, hidden, cell)} == found, (counts, hidden)
    assert tried > 60


def test_control_hiding_the_small_ones_alone_is_caught():
    counts = with_totals([[3, 20], [30, 40]])
    small = frozenset({(0, 0)})
    assert brought_back(Counts(((3, 20, 23), (30, 4, 34), (33, 24, 57))), small) == small
    assert not is_safe(counts, small, (0, 0))


def test_the_cheapest_others_are_hidden_and_totals_stay():
    counts = with_totals([[3, 20, 70], [30, 8, 50], [60, 65, 80]])
    hidden = hide_small(counts, THRESHOLD)
    assert hidden == Hidden(frozenset({(0, 0)}), frozenset({(0, 1), (1, 0), (1, 1)}))


def test_m4_06_totals_that_are_public_anyway_are_never_hidden_and_nothing_comes_back_by_them():
    dice, tried = random.Random(3), 0
    for _ in range(400):
        counts = random_table(dice)
        last = len(counts.values[0]) - 1
        public = {(row, last) for row in range(len(counts.values))}
        hidden = hide_small(counts, THRESHOLD, public)
        assert not hidden.cells & public
        free = [cell for cell in hidden.cells if cell[0] < len(counts.values) - 1]
        if (counts[(-1, -1)] + 2) ** len(free) > MOST_TRIED or _cannot_vary(counts):
            continue
        tried += 1
        assert not brought_back(counts, hidden.cells) & hidden.small, counts
    assert tried > 150


def _cannot_vary(counts):
    """One column alone: each number is the public total of its row."""
    return len(counts.values[0]) == 2


def test_a_zero_is_shown_and_a_table_without_small_numbers_is_whole():
    assert hide_small(with_totals([[0, 9], [9, 0]]), THRESHOLD).cells == frozenset()
    assert hide_small(with_totals([[5, 9], [9, 5]]), THRESHOLD).cells == frozenset()


def test_a_single_small_number_takes_its_totals_with_it():
    hidden = hide_small(with_totals([[3]]), THRESHOLD)
    assert hidden.cells == {(0, 0), (0, 1), (1, 0), (1, 1)}


@pytest.mark.parametrize("rows", [[], [[]], [[1], [1, 2]], [[-1]]])
def test_what_is_no_table_is_refused(rows):
    with pytest.raises(ValueError, match="table has at least one|not below 0"):
        with_totals(rows)
