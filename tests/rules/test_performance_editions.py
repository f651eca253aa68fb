"""No small number of a report comes back, against somebody who tries every way to fill what is hidden in all its tables."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from headway.rules import performance_editions as rule
from headway.rules.performance_editions import ALL, Figures, Grid, edition_of, hiding_words
from headway.rules.performance_reports import Audience
from headway.rules.suppression import Hidden, hide_small, is_safe, with_totals

LIMIT = 3
PUBLIC = Audience("public", "The public", ("member",), LIMIT, names_schools=False, categories=True)
WHOLE = Audience("heads", "Heads", ("headteacher",), 1, names_schools=True, categories=False)
DISTRICTS, KINDS = ("North", "South", "West"), ("Primary", "Secondary")
GRADES, AREAS = ("good", "poor"), ("inclusion", "leadership")
REGIMES = ("Old", "New", "none")


def counted(slug, caption, columns, lines, pairs, **more):
    """A grid of what was counted by line and column."""
    found = Counter(pairs)
    return Grid(
        slug,
        caption,
        columns,
        tuple((line, tuple(found[line, one] for one in columns)) for line in lines),
        **more,
    )


def random_figures(dice):
    schools = [
        {
            "district": dice.choice(DISTRICTS),
            "phase": dice.choice((*KINDS, "Primary", "Primary")),
            "category": dice.choice("1123"),
            "regime": dice.choice(("Old", "Old", "New", "none")),
            **{area: dice.choice((*GRADES, "good")) for area in AREAS},
        }
        for _ in range(dice.randint(4, 14))
    ]
    districts = sorted({one["district"] for one in schools})

    def by(key, columns):
        return counted(key, key, columns, districts, [(one["district"], one[key]) for one in schools])

    return Figures(
        phases=by("phase", KINDS),
        categories=by("category", ("1", "2", "3")),
        regimes=counted(
            rule.REGIMES, "regimes", REGIMES, (ALL,), [(ALL, o["regime"]) for o in schools], summed=False
        ),
        inspections=tuple(
            counted(
                regime,
                regime,
                GRADES,
                AREAS,
                [(area, one[area]) for one in schools if one["regime"] == regime for area in AREAS],
                summed=False,
            )
            for regime in ("Old", "New")
        ),
    )


class Attacker:
    """Knows all that is shown in some editions, that counts are 0 or more, and how tables hang together."""

    def __init__(self, *editions):
        self.known, self.sums, self.small = {}, [], set()
        for edition in editions:
            for table in edition.tables:
                self._read(table)
        self.most = self.known["all schools"]

    def _read(self, table):
        columns = table.columns[:-1]
        for name, cells in table.lines:
            places = [self._cell(table.slug, name, column) for column in columns]
            total = self._total(table.slug, name)
            self.sums.append((tuple(places), total))
            for place, value in zip((*places, total), cells, strict=True):
                if value is not None:
                    assert self.known.setdefault(place, value) == value
        if table.summed:
            lines = [name for name, _ in table.lines if name != ALL]
            for column in columns:
                parts = tuple((table.slug, name, column) for name in lines)
                self.sums.append((parts, (table.slug, ALL, column)))
            self.sums.append((tuple(("district", name) for name in lines), "all schools"))

    @staticmethod
    def _cell(slug, name, column):
        return ("schools of regime", column) if slug == rule.REGIMES else (slug, name, column)

    @staticmethod
    def _total(slug, name):
        if slug in REGIMES:
            return ("schools of regime", slug)
        return "all schools" if name == ALL else ("district", name)

    def can_be(self, place, low, high):
        """Whether any way to fill what is hidden has a number from low to high in this place."""
        bounds = {one: [0, self.most] for parts, total in self.sums for one in (*parts, total)}
        bounds |= {one: [value, value] for one, value in self.known.items()}
        bounds[place] = [max(low, bounds[place][0]), min(high, bounds[place][1])]
        return self._solve(bounds)

    def _solve(self, bounds):
        if not self._narrow(bounds):
            return False
        open_ones = [one for one, (low, high) in bounds.items() if low < high]
        if not open_ones:
            return True
        one = min(open_ones, key=lambda place: bounds[place][1] - bounds[place][0])
        low, high = bounds[one]
        return any(
            self._solve({**{k: list(v) for k, v in bounds.items()}, one: [value, value]})
            for value in range(low, high + 1)
        )

    def _narrow(self, bounds):
        changed = True
        while changed:
            changed = False
            for place, low, high in (one for sum_ in self.sums for one in _limits(sum_, bounds)):
                new = [max(low, bounds[place][0]), min(high, bounds[place][1])]
                if new[0] > new[1]:
                    return False
                changed = changed or new != bounds[place]
                bounds[place] = new
        return True

    def is_sure_of(self, place, value):
        """Whether no other number than this is possible there."""
        return not self.can_be(place, 0, value - 1) and not self.can_be(place, value + 1, self.most)


def _limits(sum_, bounds):
    """What a sum says of its parts and its total, from what is known of the others."""
    parts, total = sum_
    least, most = sum(bounds[p][0] for p in parts), sum(bounds[p][1] for p in parts)
    yield total, least, most
    for p in parts:
        yield p, bounds[total][0] - (most - bounds[p][1]), bounds[total][1] - (least - bounds[p][0])


def small_places(figures, audience, editions):
    """Every hidden place whose number is small, with its number."""
    for table, (name, cells), true in (one for edition in editions for one in lines_of(edition, figures)):
        for column, cell, value in zip(table.columns[:-1], cells, true, strict=False):
            if cell is None and 0 < value < audience.smallest_count:
                yield Attacker._cell(table.slug, name, column), value


def lines_of(edition, figures):
    """The lines of an edition beside the same with nothing hidden."""
    grids = {
        one.slug: one for one in (figures.phases, figures.categories, figures.regimes, *figures.inspections)
    }
    for table in edition.tables:
        true = dict(grids[table.slug].lines)
        for line in table.lines:
            names = line[0].split(", ") if line[0] not in true else [line[0]]
            names = list(true) if line[0] == ALL and ALL not in true else names
            yield table, line, [sum(numbers) for numbers in zip(*(true[name] for name in names), strict=True)]


def brought_back(figures, editions, audience=PUBLIC):
    attacker = Attacker(*editions)
    return {
        place
        for place, value in small_places(figures, audience, editions)
        if attacker.is_sure_of(place, value)
    }


def shown_small(figures, edition, audience=PUBLIC):
    return [
        cell
        for _, (_, cells), _ in lines_of(edition, figures)
        for cell in cells
        if cell is not None and 0 < cell < audience.smallest_count
    ]


def test_m4_06_the_public_report_shows_nothing_small_and_nothing_that_gives_it_back():
    dice, hid = random.Random(6), 0
    for _ in range(150):
        figures = random_figures(dice)
        edition = edition_of(figures, PUBLIC, by_district=True)
        assert shown_small(figures, edition) == []
        if edition.tables:
            hid += bool(edition.small)
            assert brought_back(figures, [edition]) == set(), figures
    assert hid > 100


def test_m4_06_several_public_editions_of_the_same_figures_give_nothing_back_together():
    dice, tried = random.Random(7), 0
    without = replace(PUBLIC, categories=False)
    for _ in range(100):
        figures = random_figures(dice)
        editions = [
            edition_of(figures, audience, by_district=districts)
            for audience in (PUBLIC, without)
            for districts in (True, False)
        ]
        if all(one.tables for one in editions):
            tried += 1
            assert brought_back(figures, editions) == set(), figures
    assert tried > 60


def test_control_a_report_that_hides_the_small_numbers_alone_is_caught(monkeypatch):
    def hide_alone(counts, limit, known=()):
        return replace(hide_small(counts, limit, known), beside=frozenset())

    monkeypatch.setattr(rule, "hide_small", hide_alone)
    dice = random.Random(6)
    figures = [random_figures(dice) for _ in range(60)]
    editions = [edition_of(one, PUBLIC, by_district=True) for one in figures]
    caught = [
        bool(brought_back(one, [edition]))
        for one, edition in zip(figures, editions, strict=True)
        if edition.tables
    ]
    assert sum(caught) > 10


def test_control_a_total_hidden_in_one_table_and_shown_in_another_is_caught(monkeypatch):
    """The first table is safe alone, because totals of districts are hidden in it; the second shows these."""
    figures = Figures(
        Grid("phase", "phase", KINDS, (("North", (2, 9)), ("South", (8, 7)))),
        Grid("category", "category", ("1", "2"), (("North", (5, 6)), ("South", (8, 7)))),
        Grid(rule.REGIMES, "regimes", REGIMES, ((ALL, (0, 0, 26)),), summed=False),
        (),
    )
    planted = frozenset({(0, 0), (0, 2), (1, 2), (1, 0)})

    def hide_totals(counts, limit, known=()):
        hidden = hide_small(counts, limit, known)
        return Hidden(hidden.small, planted - hidden.small) if hidden.small else hidden

    assert is_safe(with_totals([line for _, line in figures.phases.lines]), planted, (0, 0))
    assert brought_back(figures, [edition_of(figures, PUBLIC, by_district=True)]) == set()
    monkeypatch.setattr(rule, "hide_small", hide_totals)
    found = brought_back(figures, [edition_of(figures, PUBLIC, by_district=True)])
    assert found == {("phase", "North", "Primary")}


def test_control_another_limit_for_the_same_figures_is_caught():
    dice, caught = random.Random(8), 0
    other = replace(PUBLIC, smallest_count=2)
    for _ in range(150):
        figures = random_figures(dice)
        editions = [
            edition_of(figures, PUBLIC, by_district=True),
            edition_of(figures, other, by_district=True),
        ]
        if all(one.tables for one in editions):
            caught += bool(brought_back(figures, editions, other))
    assert caught


def test_districts_of_few_schools_are_put_together_and_few_schools_are_not_counted_at_all():
    figures = Figures(
        Grid("phase", "phase", KINDS, (("North", (1, 1)), ("South", (9, 4)), ("West", (1, 0)))),
        Grid("category", "category", ("1",), (("North", (2,)), ("South", (13,)), ("West", (1,)))),
        Grid(rule.REGIMES, "regimes", REGIMES, ((ALL, (14, 1, 1)),), summed=False),
        (
            Grid("Old", "Old", GRADES, (("inclusion", (10, 4)),), summed=False),
            Grid("New", "New", GRADES, (("inclusion", (1, 0)),), summed=False),
        ),
    )
    edition = edition_of(figures, PUBLIC, by_district=True)
    assert [name for name, _ in edition.tables[0].lines] == ["North, West", "South", ALL]
    assert edition.left_out == ("New: how many schools it has is hidden, so their grades are left out.",)
    assert [one.slug for one in edition.tables] == ["phase", "category", rule.REGIMES, "Old"]
    assert not edition_of(figures, replace(PUBLIC, smallest_count=20), by_district=True).tables


def test_readers_from_whom_nothing_is_hidden_see_every_number_and_no_category():
    figures = random_figures(random.Random(2))
    edition = edition_of(figures, WHOLE, by_district=True)
    assert "category" not in [one.slug for one in edition.tables]
    assert all(cell is not None for table in edition.tables for _, cells in table.lines for cell in cells)
    assert hiding_words(edition, WHOLE)[0] == "No number is hidden from these readers."


@pytest.mark.parametrize("by_district", [True, False])
def test_a_preview_says_how_many_cells_are_hidden_and_why(by_district):
    figures = random_figures(random.Random(4))
    edition = edition_of(figures, PUBLIC, by_district=by_district)
    hidden = sum(cell is None for table in edition.tables for _, cells in table.lines for cell in cells)
    assert edition.small + edition.beside == hidden > 0
    assert hiding_words(edition, PUBLIC)[0].startswith(
        f"{edition.small} below 3 hidden because they are small"
    )
