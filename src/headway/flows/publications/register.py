"""The register of schools: what opens, closes and changes, and how it is written."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from headway.features.releases.actions import FaultWords
from headway.features.releases.models import Release
from headway.features.schools.actions import RegisterFacts, apply_register
from headway.features.schools.queries import known_facts
from headway.flows.publications.decided import Decided, Refused, Scope, stored_faults
from headway.publicdata.changes import Change, Changed, Closed, KnownSchool, Merged, count_kinds, decide
from headway.publicdata.gias import read_register
from headway.publicdata.gias_codes import STATE_FUNDED_TYPES
from headway.publicdata.gias_rows import SchoolRow
from headway.rules.schools import find_phase

NO_DISTRICT = (
    "The register gives {name} no district. It takes {district}, the district of its nearest school, {nearest}, "
    "until an officer settles it."
)


def decide_register(path: Path, scope: Scope) -> Decided:
    """What a register would open, close and change. Refused when it holds no school of the authority."""
    reading = read_register(path)
    rows = [row for row in reading.rows if row.type_code in STATE_FUNDED_TYPES]
    own = [row for row in rows if row.la_name.casefold() == scope.authority.casefold()]
    if not own:
        raise Refused(
            f"The register holds no state-funded school of “{scope.authority}”. Give the authority's name as the "
            "register writes it, or a register that holds its schools."
        )
    known = {urn: KnownSchool(urn, facts) for urn, facts in known_facts().items()}
    changes = decide(known, rows)
    assumed = assume_districts(own)
    counts = {**count_kinds(changes), "not state-funded": len(reading.rows) - len(rows)}

    def apply(release: Release) -> None:
        facts = (
            RegisterFacts(
                row, find_phase(row.type_code, row.phase_code, row.low_age, row.high_age).slug or ""
            )
            for row in rows
        )
        apply_register(
            release=release,
            facts=facts,
            touched=frozenset(c.urn for c in changes if type(c).__name__ != "Unchanged"),
            missing=frozenset(c.urn for c in changes if type(c).__name__ == "Missing"),
            own_code=own[0].la_code,
            assumed={row.urn: nearest.district_code for row, nearest in assumed},
        )

    return Decided(
        rows_read=len(reading.rows),
        rows_taken=len(rows),
        counts=counts,
        changes=[line for change in changes for line in listed(change)],
        faults=(*stored_faults(reading.faults), *map(no_district, assumed)),
        apply=apply,
    )


def listed(change: Change) -> Iterable[list[object]]:
    """A change as one stored line: its kind, the URN, and what differs; nothing for an unchanged school."""
    kind = type(change).__name__.lower()
    if kind == "unchanged":
        return
    detail: list[object] = []
    if isinstance(change, Changed | Closed | Merged):
        detail = [[c.field, str(c.before), str(c.after)] for c in change.changes]
    elif school := getattr(change, "school", None):
        detail = [school.name]
    yield [kind, change.urn, detail]


def assume_districts(rows: Sequence[SchoolRow]) -> list[tuple[SchoolRow, SchoolRow]]:
    """Each school without a district, with the nearest school of the authority that has one."""
    placed = [
        row for row in rows if row.district_code and row.easting is not None and row.northing is not None
    ]
    found = []
    for row in rows:
        if row.district_code or row.easting is None or row.northing is None or not placed:
            continue
        east, north = row.easting, row.northing
        near = min(placed, key=lambda p: ((p.easting or 0) - east) ** 2 + ((p.northing or 0) - north) ** 2)
        found.append((row, near))
    return found


def no_district(pair: tuple[SchoolRow, SchoolRow]) -> FaultWords:
    """The fault that stands until somebody settles the district."""
    row, nearest = pair
    words = NO_DISTRICT.format(name=row.name, district=nearest.district_name, nearest=nearest.name)
    return FaultWords(row.source_row, "DistrictAdministrative (code)", words, False)
