"""The columns of the list of schools: who may see each, how it is shown, exported and sorted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from headway.features.appointments.viewer import Viewer
from headway.features.evidence.models import Inspection
from headway.kit.tables import Cell, Column, days_cell
from headway.kit.words import days_words
from headway.pages.schools.lines import SchoolLine
from headway.pages.schools.words import FLAGS, inspection_in_short, phase_words, year_words
from headway.rules.inspections import InspectionPolicy

NOT_YOURS = "not open to you"
DIRECTIONS = {"up": "improving", "same": "steady", "down": "declining"}
HALVES_IN_A_DAY = 2
Plain = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the columns read beside the line: latest inspections by URN, their policy, the year of the days, what
    carries the list's past day to a school's page, and half-days left by URN."""

    inspections: Mapping[int, Inspection]
    policy: InspectionPolicy | None
    year: int
    carried: str = ""
    left: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SchoolColumn:
    """A column. `kind` is the permission it needs; `cell` shows a line, `plain` exports it, `order` sorts it."""

    key: str
    label: str
    cell: Callable[[SchoolLine, Seen], Cell]
    plain: Callable[[SchoolLine, Seen], Plain]
    order: Callable[[SchoolLine], object] | None = None
    kind: str = ""
    numeric: bool = False

    def head(self) -> Column:
        """The heading for the kit's table."""
        return Column(self.label, self.key, numeric=self.numeric, sortable=self.order is not None)


def columns_for(viewer: Viewer) -> tuple[SchoolColumn, ...]:
    """The columns this person may see; one's own only are for the authority's staff, who have many of their own."""
    return tuple(column for column in COLUMNS if not column.kind or shows(viewer, column.kind))


def shows(viewer: Viewer, kind: str) -> bool:
    """Whether things of a kind stand in the list at all for this viewer."""
    reach = viewer.reach(kind)
    return reach == "all" or (reach == "own" and viewer.is_staff)


def may_see(viewer: Viewer, kind: str, line: SchoolLine) -> bool:
    """Whether the viewer may see things of this kind at this school."""
    return not kind or viewer.reach(kind) == "all" or (viewer.reach(kind) == "own" and line.own)


def _worded(name: str, missing: str = "not known") -> dict[str, Callable]:
    """A column of plain words: shown, exported and sorted alike."""
    return {
        "cell": lambda line, seen: Cell(getattr(line, name), missing=missing),
        "plain": lambda line, seen: getattr(line, name) or None,
        "order": lambda line: getattr(line, name).casefold() or None,
    }


def _whole(name: str) -> dict[str, Callable]:
    """A column of whole numbers; a missing one is no zero."""
    return {
        "cell": lambda line, seen: Cell(getattr(line, name)),
        "plain": lambda line, seen: getattr(line, name),
    }


def _inspection_cell(line: SchoolLine, seen: Seen) -> Cell:
    inspection = seen.inspections.get(line.urn)
    if inspection is None:
        return Cell(None, missing="none published")
    words, when = inspection_in_short(inspection, seen.policy)
    return Cell(words, note=when)


def _inspection_plain(line: SchoolLine, seen: Seen) -> str | None:
    inspection = seen.inspections.get(line.urn)
    return "; ".join(inspection_in_short(inspection, seen.policy)) if inspection else None


def _category_plain(line: SchoolLine, seen: Seen) -> str | None:
    return f"{line.category} {line.category_label}" if line.category else None


def _proposed_plain(line: SchoolLine, seen: Seen) -> str | None:
    return f"{line.proposed} {line.proposed_label}" if line.proposed else (line.proposed_label or None)


def _flags(line: SchoolLine) -> list[str]:
    return [words for key, words in FLAGS.items() if key in line.flags]


COLUMNS = (
    SchoolColumn(
        "name",
        "School",
        cell=lambda line, seen: Cell(
            line.name,
            href=f"/schools/{line.urn}/{seen.carried}",
            note=f"{line.urn}" if line.is_open else f"{line.urn}, {line.status}",
        ),
        plain=lambda line, seen: line.name,
        order=lambda line: line.name.casefold(),
    ),
    SchoolColumn(
        "phase",
        "Phase",
        cell=lambda line, seen: Cell(phase_words(line.phase), note=line.type_name),
        plain=lambda line, seen: phase_words(line.phase),
        order=lambda line: line.phase or None,
    ),
    SchoolColumn(
        "district",
        "District",
        cell=lambda line, seen: Cell(line.district, note=line.quadrant),
        plain=lambda line, seen: line.district or None,
        order=lambda line: (line.quadrant, line.district) if line.district else None,
    ),
    SchoolColumn("trust", "Trust", **_worded("trust", "none")),
    SchoolColumn(
        "category",
        "Category judged",
        cell=lambda line, seen: Cell(
            _category_plain(line, seen), note=DIRECTIONS.get(line.direction, ""), missing="not judged"
        ),
        plain=_category_plain,
        order=lambda line: line.category or None,
        kind="categories",
    ),
    SchoolColumn(
        "proposed",
        "Proposed by the rules",
        cell=lambda line, seen: Cell(_proposed_plain(line, seen), missing="not proposed"),
        plain=_proposed_plain,
        order=lambda line: line.proposed or None,
        kind="categories",
    ),
    SchoolColumn("adviser", "Adviser", kind="assignments", **_worded("adviser", "none yet")),
    SchoolColumn(
        "days",
        "Days",
        cell=lambda line, seen: Cell(
            days_words(line.half_days) if line.half_days is not None else None,
            href=f"/schools/{line.urn}/{seen.carried}#support" if line.half_days is not None else "",
            missing="none yet",
        ),
        plain=lambda line, seen: line.half_days / HALVES_IN_A_DAY if line.half_days is not None else None,
        order=lambda line: line.half_days,
        kind="entitlement",
        numeric=True,
    ),
    SchoolColumn(
        "left",
        "Days left",
        cell=lambda line, seen: days_cell(
            seen.left.get(line.urn),
            missing="none yet",
            href=f"/days/ledger/schools/{line.urn}/?year={seen.year}",
        ),
        plain=lambda line, seen: seen.left[line.urn] / HALVES_IN_A_DAY if line.urn in seen.left else None,
        kind="entitlement",
        numeric=True,
    ),
    SchoolColumn(
        "inspection",
        "Latest inspection",
        cell=_inspection_cell,
        plain=_inspection_plain,
        order=lambda line: line.inspected_on,
    ),
    SchoolColumn(
        "flags",
        "Flags",
        cell=lambda line, seen: Cell(", ".join(_flags(line)), missing="none"),
        plain=lambda line, seen: ", ".join(_flags(line)) or None,
    ),
)
# What a spreadsheet has besides: apart where the screen puts two in a cell.
EXPORTED = (
    SchoolColumn("urn", "URN", cell=lambda line, seen: Cell(line.urn), plain=lambda line, seen: line.urn),
    SchoolColumn("type", "Type", **_worded("type_name")),
    SchoolColumn("status", "Status", **_worded("status")),
    SchoolColumn("town", "Town", **_worded("town")),
    SchoolColumn("postcode", "Postcode", **_worded("postcode")),
    SchoolColumn("quadrant", "Quadrant", **_worded("quadrant")),
    SchoolColumn("easting", "Easting", **_whole("easting")),
    SchoolColumn("northing", "Northing", **_whole("northing")),
    SchoolColumn("partnership", "Partnership", kind="partnerships", **_worded("partnership")),
    SchoolColumn(
        "year",
        "Year of the days",
        kind="entitlement",
        cell=lambda line, seen: Cell(year_words(seen.year)),
        plain=lambda line, seen: year_words(seen.year),
    ),
)
