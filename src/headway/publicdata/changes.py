"""What a newer register changes: pure decisions about known and published schools, whatever the row order."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from headway.publicdata.gias_codes import CLOSED_STATUS, OPEN_STATUSES, PROPOSED_STATUS
from headway.publicdata.gias_rows import LinkRow, SchoolRow

type Fact = str | int | Decimal | date | tuple[str, ...] | list[str] | None

# Everything the register states about a school, by SchoolRow's field names; where the row stood is no fact.
FACT_NAMES: tuple[str, ...] = tuple(
    field.name for field in fields(SchoolRow) if field.name not in ("urn", "source_row")
)


@dataclass(frozen=True, slots=True)
class KnownSchool:
    """A school as we hold it: facts by SchoolRow's field names, at least `status_code`.

    Facts that are not given are not compared; names that SchoolRow does not have are passed over.
    """

    urn: int
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One fact that differs: what we hold, and what is published."""

    field: str
    before: Fact
    after: Fact


@dataclass(frozen=True, slots=True)
class Opened:
    """An open school that we do not hold. `predecessors` are URNs, lowest first; a conversion has one."""

    urn: int
    school: SchoolRow
    predecessors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """A school that we do not hold and that is not open: `why` is `closed` (history) or `proposed`."""

    urn: int
    school: SchoolRow
    why: str
    predecessors: tuple[int, ...]
    successors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """A school that we hold as not closed and the register as closed; `closed_on` None without a date."""

    urn: int
    closed_on: date | None
    reason: str
    successors: tuple[int, ...]
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """A school that closed into one or more others by merger or amalgamation."""

    urn: int
    closed_on: date | None
    reason: str
    into: tuple[int, ...]
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A school that we hold, with facts that differ."""

    urn: int
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A school that we hold, all its facts as published."""

    urn: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A school that we hold as not closed and the register does not hold at all: reported, never closed."""

    urn: int
    successors: tuple[int, ...]


type Change = Opened | Noted | Closed | Merged | Changed | Unchanged | Missing


@dataclass(frozen=True, slots=True)
class _Kin:
    """Links by URN, both sides of each link put together."""

    predecessors: Mapping[int, tuple[int, ...]]
    successors: Mapping[int, tuple[int, ...]]
    merged: Mapping[int, tuple[int, ...]]


def facts_of(row: SchoolRow) -> dict[str, Fact]:
    """The facts of a published row, as KnownSchool holds them."""
    return {name: getattr(row, name) for name in FACT_NAMES}


def decide(
    known: Mapping[int, KnownSchool], published: Iterable[SchoolRow], links: Iterable[LinkRow] = ()
) -> tuple[Change, ...]:
    """What the published register says of every school, one change a URN, by URN.

    The result does not depend on the order of rows or links. A known school that is closed and is no
    longer published stays as it is, Unchanged. Raises ValueError when a URN is published twice, which
    read_register never lets through, or when a known school stands under another URN.
    """
    rows: dict[int, SchoolRow] = {}
    for row in published:
        if row.urn in rows:
            raise ValueError(f"URN {row.urn} is published twice; read the register with read_register.")
        rows[row.urn] = row
    kin = _kin(links)
    decided: list[Change] = []
    for urn in sorted(known.keys() | rows.keys()):
        school, published_row = known.get(urn), rows.get(urn)
        if school is not None and school.urn != urn:
            raise ValueError(f"The school of URN {school.urn} stands under URN {urn}.")
        if published_row is None:
            assert school is not None
            decided.append(_unpublished(school, kin))
        elif school is None:
            decided.append(_unknown(published_row, kin))
        else:
            decided.append(_both(school, published_row, kin))
    return tuple(decided)


def change_list(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """The changes as plain data for JSON, by URN: `kind` is the change's name in lower case."""
    listed = []
    for change in sorted(changes, key=lambda item: item.urn):
        plain = {field.name: _plain(getattr(change, field.name)) for field in fields(change)}
        listed.append({"kind": type(change).__name__.lower(), **plain})
    return listed


def canonical_json(changes: Iterable[Change]) -> str:
    """The changes as JSON with one spelling: keys sorted, no spaces, days as yyyy-mm-dd, numbers shortest."""
    return json.dumps(change_list(changes), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def change_hash(changes: Iterable[Change]) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal; the same for any order of the changes."""
    return hashlib.sha256(canonical_json(changes).encode("utf-8", "surrogatepass")).hexdigest()


def count_kinds(changes: Iterable[Change]) -> dict[str, int]:
    """How many changes of each kind, every kind named."""
    kinds = (Opened, Noted, Closed, Merged, Changed, Unchanged, Missing)
    counts = {kind.__name__.lower(): 0 for kind in kinds}
    for change in changes:
        counts[type(change).__name__.lower()] += 1
    return counts


def _unpublished(school: KnownSchool, kin: _Kin) -> Change:
    if school.facts.get("status_code") == CLOSED_STATUS:
        return Unchanged(school.urn)
    return Missing(school.urn, kin.successors.get(school.urn, ()))


def _unknown(row: SchoolRow, kin: _Kin) -> Change:
    predecessors = kin.predecessors.get(row.urn, ())
    if row.status_code in OPEN_STATUSES:
        return Opened(row.urn, row, predecessors)
    why = "proposed" if row.status_code == PROPOSED_STATUS else "closed"
    return Noted(row.urn, row, why, predecessors, kin.successors.get(row.urn, ()))


def _both(school: KnownSchool, row: SchoolRow, kin: _Kin) -> Change:
    published = facts_of(row)
    changes = tuple(
        FieldChange(name, school.facts[name], published[name])
        for name in FACT_NAMES
        if name in school.facts and not _same(school.facts[name], published[name])
    )
    if row.is_closed and school.facts.get("status_code") != CLOSED_STATUS:
        if into := kin.merged.get(row.urn, ()):
            return Merged(row.urn, row.closed_on, row.reason_closed, into, changes)
        successors = kin.successors.get(row.urn, ())
        return Closed(row.urn, row.closed_on, row.reason_closed, successors, changes)
    return Changed(row.urn, changes) if changes else Unchanged(row.urn)


def _same(before: Fact, after: Fact) -> bool:
    """Whether two facts are one: a list kept as JSON comes back as a list, not a tuple."""
    return tuple(before) == after if isinstance(before, list) else before == after


def _kin(links: Iterable[LinkRow]) -> _Kin:
    """Every link from both of its sides: the register often states it on one only."""
    predecessors: dict[int, set[int]] = {}
    successors: dict[int, set[int]] = {}
    merged: dict[int, set[int]] = {}
    for link in links:
        words = link.link_type.casefold()
        if words.startswith("successor"):
            old, new = link.urn, link.link_urn
        elif words.startswith("predecessor"):
            old, new = link.link_urn, link.urn
        else:
            continue  # sixth-form centres, expansions and the like say nothing of who follows whom
        if old == new:
            continue
        predecessors.setdefault(new, set()).add(old)
        successors.setdefault(old, set()).add(new)
        if "merged" in words or "amalgamated" in words:
            merged.setdefault(old, set()).add(new)
    return _Kin(_ordered(predecessors), _ordered(successors), _ordered(merged))


def _ordered(sets: Mapping[int, set[int]]) -> dict[int, tuple[int, ...]]:
    return {urn: tuple(sorted(found)) for urn, found in sets.items()}


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, SchoolRow):
        return {"urn": value.urn, **{name: _plain(fact) for name, fact in facts_of(value).items()}}
    if isinstance(value, FieldChange):
        return {"field": value.field, "before": _plain(value.before), "after": _plain(value.after)}
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    raise TypeError(f"no plain form for {type(value).__name__}")
