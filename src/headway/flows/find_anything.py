"""Find anything by typing part of its name: schools, people, plans, protocols, structures, reports, letters, files …"""

from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.search.models import Kind
from headway.features.search.queries import EVERYTHING, Hit, Scope, things_called
from headway.flows.searched import SEARCHED, Searched


def find_anything(viewer: Viewer, typed: str, kinds: frozenset[Kind] = frozenset(Kind)) -> list[Hit]:
    """What the viewer may see that is called like this, best first, one's own schools first among equals."""
    scope = {kind: keys for kind, keys in scope_of(viewer).items() if kind in kinds}
    return things_called(typed, scope, first=viewer.tied_to("school") | viewer.tied_to("board"))


def scope_of(viewer: Viewer) -> Scope:
    """What the viewer may find: each kind they may see something of, with the keys its own feature lets them see."""
    scope: dict[Kind, Callable[[], QuerySet] | None] = {}
    for one in SEARCHED:
        if not viewer.may_ever(one.right, one.act):
            continue
        every = viewer.reach(one.right, one.act) == "all" and not one.narrowed
        scope[one.source.kind] = EVERYTHING if every else partial(_keys, one, viewer)
    return scope


def _keys(one: Searched, viewer: Viewer) -> QuerySet:
    return one.visible(viewer).order_by().values(search_key=one.key)
