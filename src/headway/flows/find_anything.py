"""Find anything by typing part of its name: schools, people, plans, protocols, structures, reports, letters, files …"""

from headway.features.appointments.viewer import Viewer
from headway.features.search.models import Kind
from headway.features.search.queries import EVERYTHING, Hit, Scope, things_called
from headway.flows.searched import SEARCHED


def find_anything(viewer: Viewer, typed: str, kinds: frozenset[Kind] = frozenset(Kind)) -> list[Hit]:
    """What the viewer may see that is called like this, best first, one's own schools first among equals."""
    scope = {kind: keys for kind, keys in scope_of(viewer).items() if kind in kinds}
    return things_called(typed, scope, first=viewer.tied_to("school") | viewer.tied_to("board"))


def scope_of(viewer: Viewer) -> Scope:
    """What the viewer may find: each kind they may see something of, with the keys its own feature lets them see."""
    scope = {}
    for one in SEARCHED:
        if not viewer.may_ever(one.right, one.act):
            continue
        every = viewer.reach(one.right, one.act) == "all" and not one.narrowed
        keys = EVERYTHING if every else one.visible(viewer).order_by().values(search_key=one.key)
        scope[one.source.kind] = keys
    return scope
