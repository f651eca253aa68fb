"""Permissions turned off one at a time: each cell of the access table that is shut, and each viewer-first query.

A mutant is killed when the hand-written matrix of routes finds a fault at a route that touches it. What no route of today
touches cannot be seen by any of them, and is counted apart.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from unittest.mock import patch

from django.urls import reverse
from tests.pages import matrix
from tests.proofs.verdicts import modules

import headway.features
from headway.features.appointments.viewer import Viewer
from headway.features.policies.queries import typed
from headway.flows import find_anything
from headway.flows.searched import SEARCHED
from headway.pages import doors
from headway.pages.registry import ROUTES
from headway.pages.routes import Route
from headway.rules.permissions import AccessPolicy, Clause, Kind, may_ever
from headway.rules.verdict import ALLOWED

ANY_ROW: frozenset[str] = frozenset()


# A second lock that a page of the kind has besides its cell; it is opened with the cell, so that the cell alone decides.
BEHIND_KINDS = {"consents": "partnerships"}
BEHIND_VERDICTS = {"attendance-concerns": "headway.features.sharing.pupils.may_open"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the access table that is shut today."""

    role: str
    kind: str
    act: str


def shut_cells(access: AccessPolicy) -> list[Cell]:
    """Every shut cell that a route asks for, in order."""
    asked = {(route.kind, act) for route in ROUTES if route.kind for act in (route.see, route.post) if act}
    return [
        Cell(role, kind, act)
        for kind, act in sorted(asked)
        for role in sorted(access.roles)
        if not may_ever(access, roles=frozenset({role}), act=act, kind=kind)
    ]


def opened(access: AccessPolicy, cell: Cell) -> AccessPolicy:
    """The table with this cell open for every row, restricted ones too. Seeing comes with it: nobody approves what they may
    not know of."""
    kinds = {cell.kind: _granting(access.kinds[cell.kind], cell.role, (cell.act, "see"))}
    if behind := BEHIND_KINDS.get(cell.kind):
        kinds[behind] = _granting(access.kinds[behind], cell.role, ("see",))
    return replace(access, kinds={**access.kinds, **kinds})


def _granting(kind: Kind, role: str, acts: tuple[str, ...]) -> Kind:
    held = (*kind.grants.get(role, ()), *(Clause(act, ANY_ROW) for act in dict.fromkeys(acts)))
    openers = kind.openers | {role} if kind.restricted else kind.openers
    return replace(kind, grants={**kind.grants, role: held}, openers=openers)


@contextmanager
def unlocked(cell: Cell) -> Iterator[None]:
    """What else would refuse, saying yes."""
    with ExitStack() as stack:
        if verdict := BEHIND_VERDICTS.get(cell.kind):
            stack.enter_context(patch(verdict, lambda *args, **more: ALLOWED))
        yield


@contextmanager
def access_is(access: AccessPolicy) -> Iterator[None]:
    """Whoever comes through the door is held against this table."""
    with patch.object(doors, "typed", lambda kind, on: access if kind == "access" else typed(kind, on)):
        yield


def faults_for(
    world: matrix.World, expected: dict[str, Any], groups: dict[str, Any], cell: Cell
) -> list[str]:
    """What the matrix finds wrong for the cell's role at the routes that ask for it; at most the first."""
    for route in ROUTES:
        if route.kind != cell.kind or cell.act not in (route.see, route.post):
            continue
        for found in _faults_at(world, route, expected[route.name], groups, cell):
            return [found]
    return []


def _faults_at(
    world: matrix.World, route: Route, entry: dict[str, Any], groups: dict[str, Any], cell: Cell
) -> Iterator[str]:
    """Faults of the requests that need just this act."""
    acts = {"GET": route.see, "POST": route.post}
    for side in world.sides if "object" in entry else world.sides[:1]:
        address = reverse(
            route.name, kwargs=world.made[entry["object"], side.name] if "object" in entry else {}
        )
        for method in (one for one in matrix.offered(entry) if acts[one] == cell.act):
            right = matrix.expected(entry, method, cell.role, side.name, groups)
            yield from matrix.faults_of_request(world, cell.role, method, address, right, entry.get("data"))


Query = Callable[..., Any]


def viewer_first_queries() -> dict[str, Query]:
    """Every query of any module of a feature that says what is visible to a viewer, by module and name."""
    found: dict[str, Query] = {}
    for module in modules(headway.features):
        for name, thing in vars(module).items():
            if name.endswith("_visible_to") and getattr(thing, "__module__", "") == module.__name__:
                found[f"{module.__name__.removeprefix('headway.features.')}.{name}"] = thing
    return found


@contextmanager
def in_place_of(original: Query, stand_in: Query) -> Iterator[None]:
    """The stand-in wherever the product knows the original by its name."""
    modules = [module for name, module in sys.modules.items() if name.startswith("headway.") and module]
    places = [(m, name) for m in modules for name, thing in list(vars(m).items()) if thing is original]
    with ExitStack() as stack:
        for module, name in places:
            stack.enter_context(patch.object(module, name, stand_in))
        yield


def wide_open(original: Query) -> Query:
    """The query as it answers somebody with every role."""

    @wraps(original)
    def mutant(viewer: Viewer, *args: Any, **more: Any) -> Any:
        return original(replace(viewer, roles=frozenset(viewer.access.roles)), *args, **more)

    return mutant


def searched_with(queries: dict[str, Query]) -> dict[str, int]:
    """Those of the queries that the search narrows by, each with its place among what is searched."""
    places = {one.visible: place for place, one in enumerate(SEARCHED)}
    return {name: places[query] for name, query in queries.items() if query in places}


@contextmanager
def opened_in_the_search(place: int) -> Iterator[None]:
    """The search with the query at that place opened."""
    one = SEARCHED[place]
    changed = (*SEARCHED[:place], replace(one, visible=wide_open(one.visible)), *SEARCHED[place + 1 :])
    with patch.object(find_anything, "SEARCHED", changed):
        yield


def touched_by_route(
    world: matrix.World, expected: dict[str, Any], groups: dict[str, Any], queries: dict[str, Query]
) -> dict[str, list[str]]:
    """Query to the routes that call it, found by asking every route as every role."""
    touched: dict[str, list[str]] = defaultdict(list)
    with ExitStack() as stack:
        called: set[str] = set()
        for name, original in queries.items():
            stack.enter_context(in_place_of(original, _noting(original, name, called)))
        for route in sorted(expected):
            called.clear()
            matrix.faults_of_route(world, route, expected[route], groups)
            for name in called:
                touched[name].append(route)
    return touched


def _noting(original: Query, name: str, called: set[str]) -> Query:
    @wraps(original)
    def noted(*args: Any, **more: Any) -> Any:
        called.add(name)
        return original(*args, **more)

    return noted
