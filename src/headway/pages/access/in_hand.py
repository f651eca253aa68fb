"""What somebody who leaves has in hand, listed with what stands against the successor."""

from headway.features.people.models import Person
from headway.flows.leaving_work import Work, clashes_of
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.rules.records_of_visit import STATES
from headway.rules.visits import HALVES, LEAD

HEADS = ("What", "Where", "Day", "What stands against it")
NOTHING = "nothing"


def in_hand_table(work: Work, successor: Person | None) -> Table | None:
    """Every piece of work with its day; None where there is none."""
    if not work.number:
        return None
    against = clashes_of(work, successor) if successor else {}
    rows = [
        (
            f"Visit to {'lead' if part.role == LEAD else 'go on'}, {HALVES[part.visit.half].lower()}",
            part.visit.place.name,
            day_cell(part.visit.on),
            _against(against.get(part.visit.pk, ()), successor),
        )
        for part in work.parts
    ]
    free = Cell(NOTHING)
    rows += [("Visit without a record", one.place.name, day_cell(one.on), free) for one in work.unwritten]
    rows += [
        (f"Record: {STATES[one.state].lower()}", one.visit.place.name, day_cell(one.visit.on), free)
        for one in work.records
    ]
    rows += [("Support to follow up", one.given_to, day_cell(one.due_on), free) for one in work.supports]
    rows += [("Inspection to attend", one.school.name, day_cell(one.begins_on), free) for one in work.notices]
    return plain_table("In hand: it goes to whoever takes over", HEADS, rows)


def others_table(work: Work) -> Table | None:
    """What waits for anybody of their role; None where there is nothing."""
    if not work.others_do:
        return None
    rows = [(words.capitalize(), number) for words, number in work.others_do]
    return plain_table("Waiting for anybody of their role: others go on with it", ("What", "Number"), rows)


def _against(words: tuple[str, ...], successor: Person | None) -> Cell:
    if successor is None:
        return Cell(None, missing="nobody chosen yet")
    return Cell(" ".join(words), colour="yellow") if words else Cell(NOTHING)
