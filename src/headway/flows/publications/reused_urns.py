"""URNs that the register gives to another school than the one held: kept back until an officer decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from headway.features.releases.actions import FaultWords
from headway.features.structural_changes.models import UrnDecision
from headway.kit.words import day_words
from headway.publicdata.changes import KnownSchool
from headway.publicdata.gias_rows import SchoolRow
from headway.rules.reused_urns import Identity, is_another_school

COLUMN = "URN"
REUSED = (
    "URN {urn} is {held} (number {held_number}, opened on {held_day}) here; this register gives it to {name} (number "
    "{number}, opened on {day}). Nothing of it was taken. An officer decides which school it is."
)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """URNs of which nothing is taken, and the faults of those that nobody has decided yet."""

    urns: frozenset[int]
    faults: tuple[FaultWords, ...]


def held_back(known: Mapping[int, KnownSchool], rows: Iterable[SchoolRow]) -> HeldBack:
    """What is kept back of a register: a school decided to be taken is not."""
    reused = [row for row in rows if row.urn in known and _is_another(known[row.urn], row)]
    if not reused:
        return HeldBack(frozenset(), ())
    decided = {
        (one.urn, one.name, one.establishment_number, one.opened_on): one.take
        for one in UrnDecision.objects.filter(urn__in=[row.urn for row in reused])
    }
    kept = [row for row in reused if not decided.get(_key(row), False)]
    waiting = [row for row in kept if _key(row) not in decided]
    faults = tuple(_fault(row, known[row.urn]) for row in waiting)
    return HeldBack(frozenset(row.urn for row in kept), faults)


def _key(row: SchoolRow) -> tuple[int, str, str, date | None]:
    return (row.urn, row.name[:200], row.establishment_number, row.opened_on)


def _is_another(held: KnownSchool, row: SchoolRow) -> bool:
    return is_another_school(_held(held), Identity(row.name, row.establishment_number, row.opened_on))


def _held(held: KnownSchool) -> Identity:
    facts = held.facts
    opened = facts.get("opened_on")
    return Identity(
        str(facts.get("name") or ""),
        str(facts.get("establishment_number") or ""),
        opened if isinstance(opened, date) else None,
    )


def _fault(row: SchoolRow, known: KnownSchool) -> FaultWords:
    held = _held(known)
    words = REUSED.format(
        urn=row.urn,
        held=held.name,
        held_number=held.number,
        held_day=day_words(held.opened_on),
        name=row.name,
        number=row.establishment_number,
        day=day_words(row.opened_on),
    )
    return FaultWords(row.source_row, COLUMN, words, True, row.urn)
