"""What reading one published file gives: counts, changes and faults to show first, and the way to apply them."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from headway.features.releases.actions import FaultWords
from headway.features.releases.models import Release
from headway.publicdata.faults import Fault
from headway.rules.verdict import Refused


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose data are wanted: the authority by name and three-figure code, and the policies that say which measures.

    `urns` are the authority's schools; `neighbours` the codes of its statistical neighbours; `series` maps the short
    name of a series of the interactive tool to our key of the measure; `year_types` says of such a series what its
    years are, as far as the tool's dictionary was applied. `history`: the file is older than the one held, and asked for
    all the same, so that only what is held of no year is wanted of it.
    """

    authority: str
    code: str
    urns: frozenset[int]
    neighbours: tuple[str, ...]
    series: dict[str, str]
    year_types: dict[str, str]
    history: bool = False


class HoldsNone(Refused):
    """The file is what it should be, and is about other authorities' schools."""


@dataclass(frozen=True, slots=True)
class Decided:
    """`changes` are plain values for JSON; `apply` writes them for a release, inside the caller's transaction.

    `applications` is how many times anything had been applied when this was decided.
    """

    rows_read: int
    rows_taken: int
    counts: dict[str, int]
    changes: list[Any]
    faults: tuple[FaultWords, ...]
    apply: Callable[[Release], None]
    applications: int = 0

    @property
    def change_hash(self) -> str:
        """SHA-256 of the changes as canonical JSON."""
        return hash_of(self.changes)


def hash_of(changes: list[Any]) -> str:
    """SHA-256 of a list of changes as canonical JSON: the same for the list as decided and as stored."""
    text = json.dumps(changes, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def stored_faults(faults: Iterable[Fault]) -> tuple[FaultWords, ...]:
    """A reader's faults as they are stored."""
    return tuple(FaultWords(fault.row, fault.column or "", fault.words, fault.serious) for fault in faults)
