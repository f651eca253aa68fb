"""A first timetable: the visits with the fewest half-days first, each on its cheapest, others moved aside where needed."""

from headway.planner.timetable.draft import Draft
from headway.planner.timetable.moves import Search
from headway.planner.timetable.tables import Tables

MOST_MOVES = 3
NODES = 3000


def build_draft(tables: Tables) -> Draft:
    """Place every visit that can be, promised ones first; what finds no place stands nowhere."""
    draft = Draft(tables)
    order = sorted(range(len(tables.host)), key=lambda v: (len(tables.slots[v]), -len(tables.advisers[v]), v))
    for v in order:
        place_cheapest(draft, v)
    for v in draft.unplaced():
        make_room(draft, v)
    return draft


def place_cheapest(draft: Draft, v: int) -> bool:
    """Place v where it costs least and nothing is in the way; False where there is no such half-day."""
    best, least = -1, float("inf")
    for slot in draft.tables.slots[v]:
        if draft.cost[v][slot] >= least:
            break  # the slots are in order of this cost, and the rest of it is never below 0
        if draft.clashes(v, slot):
            continue
        change = draft.put_change(v, slot)
        if change < least:
            best, least = slot, change
    if best < 0:
        return False
    draft.put(v, best)
    return True


def make_room(draft: Draft, v: int, nodes: int = NODES) -> bool:
    """Place v by moving up to MOST_MOVES - 1 others aside; False, and nothing changed, where none was found."""
    tables = draft.tables
    if not tables.slots[v]:
        return False
    search = Search(draft, lambda one: tables.slots[one], lambda one: len(tables.slots[one]) > 1, nodes)
    found = search.run([v], MOST_MOVES)
    if found.places is None:
        return False
    for one in found.places:
        if draft.at[one] >= 0:
            draft.lift(one)
    for one, slot in found.places.items():
        draft.put(one, slot)
    return True
