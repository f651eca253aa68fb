"""Schools of the register without a district: the nearest school's is assumed, and shown as a fault to settle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headway.features.releases.actions import FaultWords
from headway.publicdata.gias_rows import SchoolRow

COLUMN = "DistrictAdministrative (code)"
ASSUMED = (
    "The register gives {name} no district. It takes {district}, the district of its nearest school, {nearest}, "
    "until an officer settles it."
)
UNKNOWN = (
    "The register gives {name} neither a district nor a place on the map, so it has no district until an officer "
    "settles it."
)


@dataclass(frozen=True, slots=True)
class Placeless:
    """A school without a district, and the nearest school of the authority that has one; None where it has no place."""

    row: SchoolRow
    nearest: SchoolRow | None


def without_district(rows: Sequence[SchoolRow], settled: frozenset[int]) -> list[Placeless]:
    """Every school of `rows` without a district that no officer has settled; equally near ones: the lowest URN."""
    placed = [row for row in rows if row.district_code and _has_place(row)]
    waiting = [row for row in rows if not row.district_code and row.urn not in settled]
    return [Placeless(row, _nearest(row, placed)) for row in waiting]


def to_settle(found: Iterable[Placeless]) -> tuple[FaultWords, ...]:
    """The faults that stand until somebody settles the districts; a closed school's is not worth an officer's time."""
    return tuple(_fault(one) for one in found if not one.row.is_closed)


def _fault(one: Placeless) -> FaultWords:
    if one.nearest is None:
        words = UNKNOWN.format(name=one.row.name)
    else:
        near = one.nearest
        words = ASSUMED.format(name=one.row.name, district=near.district_name, nearest=near.name)
    return FaultWords(one.row.source_row, COLUMN, words, False, one.row.urn)


def _nearest(row: SchoolRow, placed: Sequence[SchoolRow]) -> SchoolRow | None:
    if not placed or not _has_place(row):
        return None
    east, north = row.easting or 0, row.northing or 0
    return min(
        placed, key=lambda p: (((p.easting or 0) - east) ** 2 + ((p.northing or 0) - north) ** 2, p.urn)
    )


def _has_place(row: SchoolRow) -> bool:
    return row.easting is not None and row.northing is not None
