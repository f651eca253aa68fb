"""The register of schools: what opens, closes and changes, and how it is written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from headway.features.releases.actions import FaultWords
from headway.features.releases.models import Release
from headway.features.schools.actions import RegisterFacts, apply_register
from headway.features.schools.queries import known_facts, missing_schools, settled_districts
from headway.flows.publications.authority_changes import our_rows
from headway.flows.publications.decided import Decided, Scope, stored_faults
from headway.flows.publications.districts import to_settle, without_district
from headway.flows.publications.reused_urns import held_back
from headway.kit.words import count_words
from headway.publicdata.changes import (
    Change,
    Changed,
    Closed,
    KnownSchool,
    Merged,
    Missing,
    Noted,
    Opened,
    Unchanged,
    decide,
)
from headway.publicdata.faults import Reading
from headway.publicdata.gias import read_register
from headway.publicdata.gias_codes import STATE_FUNDED_TYPES
from headway.publicdata.gias_rows import SchoolRow
from headway.rules.schools import find_phase

NOT_ALL_READ = (
    "{rows} of the register could not be read, and {schools} that we hold seem missing from it: they may stand in those "
    "rows. Mend or fetch the file again before applying it."
)
ALWAYS_COUNTED = ("opened", "closed", "changed", "missing", "unchanged")


def decide_register(path: Path, scope: Scope) -> Decided:
    """What a register would open, close and change. Refused when it holds no school of the authority."""
    reading = read_register(path)
    known = {urn: KnownSchool(urn, facts) for urn, facts in known_facts().items()}
    # A school we hold is followed even when it is no longer state-funded: it is not missing from the register.
    rows = [row for row in reading.rows if row.type_code in STATE_FUNDED_TYPES or row.urn in known]
    ours = our_rows(rows, scope.authority)
    back = held_back(known, rows)
    rows = [row for row in rows if row.urn not in back.urns]
    own = [row for row in ours.rows if row.urn not in back.urns]
    changes = decide({urn: school for urn, school in known.items() if urn not in back.urns}, rows)
    missing_before = missing_schools()
    lines = [line for change in changes for line in _listed(change, missing_before)]
    lines += [["returned", r.urn, [r.name]] for r in sorted(rows, key=_urn) if r.urn in missing_before]
    placeless = without_district(own, settled_districts())

    def apply(release: Release) -> None:
        apply_register(
            release=release,
            facts=(RegisterFacts(row, _phase(row)) for row in rows),
            touched=frozenset(c.urn for c in changes if not isinstance(c, Unchanged)),
            missing=frozenset(c.urn for c in changes if isinstance(c, Missing)),
            own_code=ours.code,
            own_name=ours.name,
            assumed={p.row.urn: p.nearest.district_code for p in placeless if p.nearest},
        )

    return Decided(
        rows_read=len(reading.rows),
        rows_taken=len(rows),
        counts=_counts(changes, lines, left_out=len(reading.rows) - len(rows)),
        changes=lines,
        faults=(
            *ours.faults,
            *stored_faults(reading.faults),
            *_unread_or_missing(reading, changes),
            *back.faults,
            *to_settle(placeless),
        ),
        apply=apply,
    )


def _urn(row: SchoolRow) -> int:
    return row.urn


def _phase(row: SchoolRow) -> str:
    return find_phase(row.type_code, row.phase_code, row.low_age, row.high_age).slug or ""


def _counts(changes: Sequence[Change], lines: list[list[object]], *, left_out: int) -> dict[str, int]:
    """Schools by what becomes of them; those reported missing before are counted apart from the newly missing."""
    counts = Counter(str(line[0]) for line in lines)
    counts["unchanged"] = sum(isinstance(change, Unchanged) for change in changes)
    counts["still missing"] = sum(isinstance(change, Missing) for change in changes) - counts["missing"]
    counts["not state-funded"] = left_out
    order = (*ALWAYS_COUNTED, "noted", "merged", "returned", "still missing", "not state-funded")
    return {word: counts[word] for word in order if counts[word] or word in ALWAYS_COUNTED}


def _listed(change: Change, missing_before: frozenset[int]) -> Iterable[list[object]]:
    """A change as one stored line: its kind, the URN, and a name or what differs; nothing where nothing changes."""
    kind = type(change).__name__.lower()
    if isinstance(change, Unchanged) or (isinstance(change, Missing) and change.urn in missing_before):
        return
    detail: list[object] = []
    if isinstance(change, Opened | Noted):
        detail = [change.school.name]
    elif isinstance(change, Changed | Closed | Merged):
        detail = [[c.field, _text(c.before), _text(c.after)] for c in change.changes]
    yield [kind, change.urn, detail]


def _unread_or_missing(reading: Reading[SchoolRow], changes: Sequence[Change]) -> list[FaultWords]:
    """Where rows could not be taken, a school that seems missing may stand in one of them."""
    unread = sum(fault.serious and fault.row is not None for fault in reading.faults)
    missing = sum(isinstance(change, Missing) for change in changes)
    if not unread or not missing:
        return []
    words = NOT_ALL_READ.format(rows=count_words(unread, "row"), schools=count_words(missing, "school"))
    return [FaultWords(None, "URN", words, True)]


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
