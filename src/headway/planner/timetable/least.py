"""The least half-days that any timetable must leave unplaced, by what each adviser has room for."""

from headway.planner.timetable.tables import Tables


def least_unplaced(tables: Tables) -> int:
    """Visits without any half-day, and for each adviser those for whom no matching to half-days has room.

    A joint visit counts with its first adviser only, a visit of a whole day as one half-day taken: both can only
    make the figure lower than the truth.
    """
    mine: list[list[int]] = [[] for _ in tables.home]
    missing = 0
    for v, team in enumerate(tables.advisers):
        if tables.slots[v]:
            mine[team[0]].append(v)
        else:
            missing += tables.size[v]
    for visits in mine:
        missing += _unmatched(tables, sorted(visits, key=lambda v: -tables.size[v]))
    return missing


def _unmatched(tables: Tables, visits: list[int]) -> int:
    """Half-days of the visits that a largest matching leaves out; the largest visits are matched first."""
    holder: dict[int, int] = {}
    missing = 0
    for v in visits:
        free = next((slot for slot in tables.slots[v] if slot not in holder), None)
        if free is not None:
            holder[free] = v
        elif not _augment(tables, v, holder):
            missing += tables.size[v]
    return missing


def _augment(tables: Tables, v: int, holder: dict[int, int]) -> bool:
    """Make room for v by passing others on, along a shortest chain; False where there is none."""
    came: dict[int, int] = {}
    queue = [v]
    for w in queue:
        for slot in tables.slots[w]:
            if slot in came:
                continue
            came[slot] = w
            if slot in holder:
                queue.append(holder[slot])
                continue
            _pass_on(slot, v, came, holder)
            return True
    return False


def _pass_on(slot: int, v: int, came: dict[int, int], holder: dict[int, int]) -> None:
    """Along the chain that ends at this free slot, everyone moves to the next."""
    held = {w: at for at, w in holder.items()}
    while True:
        w = came[slot]
        holder[slot] = w
        if w == v:
            return
        slot = held[w]
