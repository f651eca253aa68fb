"""Every shut cell of the access table and every viewer-first query, opened in turn, is noticed by the matrix."""

import random
import re
from pathlib import Path

import pytest
from tests.pages import matrix
from tests.pages.matrix import rolled_back
from tests.pages.search.test_same_right import ROLES, WORD, address, plant, status, viewer_in, within
from tests.proofs import mutants

import headway.features
from headway.features.policies.queries import typed
from headway.features.search.models import Entry
from headway.flows.find_anything import scope_of
from headway.flows.searched import SEARCHED

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("mutants")]
MATRIX = matrix.read_matrix()
GROUPS, EXPECTED = MATRIX["groups"], MATRIX["routes"]
SEED, SAMPLE = 20260901, 25
# A query that only narrows what a page shows besides its own subject: no status tells; canaries and lists do.
SEEN_BY_CANARIES = frozenset[str]()
FEATURES = Path(headway.features.__file__).parent
# No page but the search asks this one.
SEARCHED_ALONE = "plans.queries.actions_visible_to"
UNOPENED = {"schools.queries.schools_visible_to": "school", "decisions.queries.reports_visible_to": "report"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rolled_back():
        matrix.adopt_current_policies()
        yield matrix.build_world(list(typed("access").roles))


def survivors(world, cells):
    access, alive = typed("access"), []
    for cell in cells:
        with mutants.access_is(mutants.opened(access, cell)), mutants.unlocked(cell):
            if not mutants.faults_for(world, EXPECTED, GROUPS, cell):
                alive.append(cell)
    return alive


def test_a_sample_of_open_cells_is_noticed(world):
    cells = mutants.shut_cells(typed("access"))
    assert survivors(world, random.Random(SEED).sample(cells, SAMPLE)) == []


@pytest.mark.control
def test_with_a_matrix_that_looks_at_nothing_they_live(world, monkeypatch, proven):
    """Control: a check without its assertions leaves survivors."""
    monkeypatch.setattr(matrix, "faults_of_answer", lambda *args: [])
    cells = [cell for cell in mutants.shut_cells(typed("access")) if cell.act == "see"][:5]
    alive = survivors(world, cells)
    proven("cells opened, the matrix blind (control)", planted=len(cells), caught=len(alive))
    assert alive == cells


@pytest.mark.proof
def test_every_open_cell_is_noticed(world, proven):
    cells = mutants.shut_cells(typed("access"))
    alive = survivors(world, cells)
    proven("cells of the access table opened", mutants=len(cells), survivors=len(alive))
    assert alive == []


@pytest.mark.proof
def test_every_viewer_first_query_opened_is_noticed(world, proven):
    queries = mutants.viewer_first_queries()
    touched = mutants.touched_by_route(world, EXPECTED, GROUPS, queries)
    alive = [
        name
        for name in sorted(queries)
        if name in touched and not killed(world, queries[name], touched[name])
    ]
    searched = mutants.searched_with({name: queries[name] for name in set(queries) - set(touched)})
    alive += [name for name, place in sorted(searched.items()) if not is_found_out(world, place)]
    untouched = sorted(set(queries) - set(touched) - set(searched))
    opened = len(touched) + len(searched)
    proven("viewer-first queries opened", mutants=opened, survivors=len(alive), untouched=len(untouched))
    assert (alive, untouched) == (sorted(SEEN_BY_CANARIES), [])


def test_the_queries_of_every_module_are_met():
    """As many as stand in the text of the features, wherever one stands."""
    written = [
        f"{file.relative_to(FEATURES).with_suffix('').as_posix().replace('/', '.')}.{name}"
        for file in FEATURES.rglob("*.py")
        for name in re.findall(r"^def (\w+_visible_to)\(", file.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert sorted(mutants.viewer_first_queries()) == sorted(written)
    assert any(name.split(".")[1] != "queries" for name in written)


@pytest.mark.control
def test_a_query_left_as_it_is_lives(world, monkeypatch, proven):
    """Control: it is the opening that is noticed; a mutant that opens nothing is told as a survivor."""
    queries = mutants.viewer_first_queries()
    monkeypatch.setattr(mutants, "wide_open", lambda query: lambda *args, **more: query(*args, **more))
    alive = [name for name, route in UNOPENED.items() if not killed(world, queries[name], [route])]
    proven("viewer-first queries left as they are (control)", planted=len(UNOPENED), caught=len(alive))
    assert alive == list(UNOPENED)


def test_a_query_of_the_search_is_noticed_by_what_is_found(world):
    place = mutants.searched_with(mutants.viewer_first_queries())[SEARCHED_ALONE]
    assert is_found_out(world, place)


@pytest.mark.control
def test_a_query_of_the_search_left_as_it_is_is_not_found_out(world, monkeypatch, proven):
    """Control: what is found is what may be opened, unless the query is opened."""
    monkeypatch.setattr(mutants, "wide_open", lambda query: query)
    place = mutants.searched_with(mutants.viewer_first_queries())[SEARCHED_ALONE]
    noticed = is_found_out(world, place)
    proven("a query of the search left as it is (control)", planted=1, caught=int(not noticed))
    assert not noticed


def is_found_out(world, place):
    """Whether somebody finds, once the query at that place of the search is opened, what they may not open."""
    kind = SEARCHED[place].source.kind
    with rolled_back():
        plant()
        rows = list(Entry.objects.filter(kind=kind, title__contains=WORD)) or list(
            Entry.objects.filter(kind=kind)
        )
        with mutants.opened_in_the_search(place):
            return any(finds_too_much(world, role, rows) for role in ROLES)


def finds_too_much(world, role, rows):
    found = within(scope_of(viewer_in(world, role)), rows)
    return any(row.pk in found and status(world, role, address(row)) != 200 for row in rows)


def killed(world, query, routes):
    with mutants.in_place_of(query, mutants.wide_open(query)):
        return any(matrix.faults_of_route(world, route, EXPECTED[route], GROUPS) for route in routes)
