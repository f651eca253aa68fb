"""The schools register (GIAS): schools, their links to predecessors and successors, and their groups."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from headway.publicdata.faults import settle_repeats
from headway.publicdata.gias_codes import (
    CLOSED_STATUS,
    OPEN_STATUSES,
    PHASES,
    STATE_FUNDED_TYPES,
    STATUSES,
    TYPES,
    code_by_name,
)
from headway.publicdata.tables import Layout, Reading, Row, Table, open_table

_HIGHEST_URN = 9_999_999  # six digits today; one more is let in so that growth is no fault
_LA_DIGITS, _TYPE_DIGITS, _ESTABLISHMENT_DIGITS, _PHONE_DIGITS = 3, 2, 4, 11
_SEN_COLUMNS = tuple(f"SEN{number} (name)" for number in range(1, 14))
# Codes that the register writes where a school has no such place.
_NO_PLACE = frozenset({"9999", "999999999"})


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One establishment as the register states it; None or an empty text where it states nothing.

    `la_code` has three digits, `type_code` two. `fsm_percent` is 0 to 100. `easting` and `northing` are metres
    on the National Grid. `source_row` is where it stood in the file and is no part of equality.
    """

    urn: int
    la_code: str
    la_name: str
    establishment_number: str
    name: str
    type_code: str
    type_name: str
    type_group_code: str
    type_group: str
    status_code: str
    status_name: str
    opened_on: date | None
    reason_opened: str
    closed_on: date | None
    reason_closed: str
    phase_code: str
    phase_name: str
    low_age: int | None
    high_age: int | None
    nursery_provision: str
    sixth_form: str
    gender: str
    religious_character: str
    diocese: str
    admissions: str
    capacity: int | None
    special_classes: str
    census_on: date | None
    pupils: int | None
    fsm_percent: Decimal | None
    trust_uid: str
    trust_name: str
    sponsor_name: str
    federation_uid: str
    federation_name: str
    ukprn: str
    sen_provisions: tuple[str, ...]
    resourced_provision_type: str
    resourced_provision_on_roll: int | None
    resourced_provision_capacity: int | None
    sen_unit_on_roll: int | None
    sen_unit_capacity: int | None
    street: str
    locality: str
    town: str
    county: str
    postcode: str
    website: str
    phone: str
    easting: int | None
    northing: int | None
    region: str
    district_code: str
    district_name: str
    ward: str
    lsoa_code: str
    lsoa_name: str
    last_changed_on: date | None
    source_row: int = field(compare=False, default=0)

    @property
    def is_open(self) -> bool:
        """Open, or open but proposed to close."""
        return self.status_code in OPEN_STATUSES

    @property
    def is_closed(self) -> bool:
        """Closed by its status, whatever dates it shows."""
        return self.status_code == CLOSED_STATUS


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link between two establishments, as stated from `urn`'s side: `link_urn` is its `link_type`."""

    urn: int
    link_urn: int
    link_name: str
    link_type: str
    established_on: date | None
    source_row: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One establishment's membership of a group (trust, federation, children's centres group …)."""

    urn: int
    group_uid: str
    group_name: str
    group_type_code: str
    group_type: str
    group_status: str
    group_closed_on: date | None
    joined_on: date | None
    source_row: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority that a register holds schools of."""

    code: str
    name: str
    schools: int


type _Taker = Callable[[Row, str], Any]

# Field, column, how the cell is taken. Columns absent from a layout leave their fields empty.
_PLAIN: tuple[tuple[str, str, _Taker], ...] = (
    ("la_name", "LA (name)", Row.text),
    ("name", "EstablishmentName", Row.text),
    ("type_name", "TypeOfEstablishment (name)", Row.text),
    ("type_group_code", "EstablishmentTypeGroup (code)", Row.text),
    ("type_group", "EstablishmentTypeGroup (name)", Row.text),
    ("status_name", "EstablishmentStatus (name)", Row.text),
    ("opened_on", "OpenDate", Row.day),
    ("reason_opened", "ReasonEstablishmentOpened (name)", Row.text),
    ("closed_on", "CloseDate", Row.day),
    ("reason_closed", "ReasonEstablishmentClosed (name)", Row.text),
    ("phase_name", "PhaseOfEducation (name)", Row.text),
    ("low_age", "StatutoryLowAge", Row.whole),
    ("high_age", "StatutoryHighAge", Row.whole),
    ("nursery_provision", "NurseryProvision (name)", Row.text),
    ("sixth_form", "OfficialSixthForm (name)", Row.text),
    ("gender", "Gender (name)", Row.text),
    ("religious_character", "ReligiousCharacter (name)", Row.text),
    ("diocese", "Diocese (name)", Row.text),
    ("admissions", "AdmissionsPolicy (name)", Row.text),
    ("capacity", "SchoolCapacity", Row.whole),
    ("special_classes", "SpecialClasses (name)", Row.text),
    ("census_on", "CensusDate", Row.day),
    ("pupils", "NumberOfPupils", Row.whole),
    ("fsm_percent", "PercentageFSM", Row.percent),
    ("trust_uid", "Trusts (code)", Row.text),
    ("trust_name", "Trusts (name)", Row.text),
    ("sponsor_name", "SchoolSponsors (name)", Row.text),
    ("federation_uid", "Federations (code)", Row.text),
    ("federation_name", "Federations (name)", Row.text),
    ("ukprn", "UKPRN", Row.text),
    ("resourced_provision_type", "TypeOfResourcedProvision (name)", Row.text),
    ("resourced_provision_on_roll", "ResourcedProvisionOnRoll", Row.whole),
    ("resourced_provision_capacity", "ResourcedProvisionCapacity", Row.whole),
    ("sen_unit_on_roll", "SenUnitOnRoll", Row.whole),
    ("sen_unit_capacity", "SenUnitCapacity", Row.whole),
    ("street", "Street", Row.text),
    ("locality", "Locality", Row.text),
    ("town", "Town", Row.text),
    ("county", "County (name)", Row.text),
    ("postcode", "Postcode", Row.text),
    ("website", "SchoolWebsite", Row.text),
    ("easting", "Easting", Row.whole),
    ("northing", "Northing", Row.whole),
    ("region", "GOR (name)", Row.text),
    ("district_name", "DistrictAdministrative (name)", Row.text),
    ("ward", "AdministrativeWard (name)", Row.text),
    ("lsoa_name", "LSOA (name)", Row.text),
    ("last_changed_on", "LastChangedDate", Row.day),
)
_NEEDED = ("URN", "LA (code)", "EstablishmentName", "TypeOfEstablishment (name)", "EstablishmentStatus (name)")
# Columns that every layout has, and those that the search page's download leaves out.
_IN_ALL = tuple(column for _, column, _ in _PLAIN if not column.endswith("(code)") and column not in _NEEDED)
_CODES = (
    "TypeOfEstablishment (code)",
    "EstablishmentTypeGroup (code)",
    "EstablishmentStatus (code)",
    "PhaseOfEducation (code)",
    "DistrictAdministrative (code)",
    "Trusts (code)",
    "Federations (code)",
)
_OTHERS = ("EstablishmentNumber", "TelephoneNum", "LSOA (code)", *_SEN_COLUMNS)
_REGISTER = Layout("a GIAS schools register", _NEEDED, (*_IN_ALL, *_CODES, *_OTHERS))
_SEARCH_MARK = "Linked establishments"  # last column of the search download; its text holds bare commas
_SEARCH = Layout(_REGISTER.words, (*_NEEDED, _SEARCH_MARK), (*_IN_ALL, *_OTHERS), open_ended=True)
_LINKS = Layout("a GIAS links file", ("URN", "LinkURN", "LinkType"), ("LinkName", "LinkEstablishedDate"))
_GROUPS = Layout(
    "a GIAS group links file",
    ("URN", "Group UID", "Group Name"),
    ("Group Type (code)", "Group Type", "Group Status", "Closed Date", "Joined date"),
)


def is_state_funded(row: SchoolRow) -> bool:
    """Whether the state funds this establishment as a school, by its type (gias_codes.STATE_FUNDED_TYPES)."""
    return row.type_code in STATE_FUNDED_TYPES


def read_register(path: Path, *, authorities: frozenset[str] | None = None) -> Reading[SchoolRow]:
    """Every establishment in the register, or those of the authorities whose three-digit codes are given.

    A row without a readable URN or authority is left out, with a serious fault; any other cell that
    cannot be read is missing, with a fault. A URN that stands twice is settled by `settle_repeats`.
    Raises Unreadable when the file is no register or lacks a needed column.
    """
    table = _open_register(path)
    taken: list[tuple[int, SchoolRow]] = []
    seen: set[str] = set()
    for row in table.rows():
        la_code = _digits(row.text("LA (code)"), _LA_DIGITS)
        seen.add(la_code)
        if la_code and authorities is not None and la_code not in authorities:
            continue
        school = _school(row, la_code)
        if school is not None:
            taken.append((row.number, school))
    for code in sorted((authorities or frozenset()) - seen):
        words = f"No row of authority {code} is in this register. Check the authority, or fetch the whole register."
        table.faults.note(None, "LA (code)", words, serious=True)
    rows = settle_repeats(taken, lambda row: row.urn, lambda row: f"URN {row.urn}", "URN", table.faults)
    return Reading(rows, table.faults.result())


def list_authorities(path: Path) -> tuple[Authority, ...]:
    """The authorities that a register holds open schools of, by code: what `--authority Essex` is looked up in.

    Raises Unreadable as read_register does.
    """
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for row in _open_register(path).rows():
        code = _digits(row.text("LA (code)"), _LA_DIGITS)
        if code and _status_code(row) in OPEN_STATUSES:
            names.setdefault(code, row.text("LA (name)"))
            counts[code] = counts.get(code, 0) + 1
    return tuple(Authority(code, names[code], counts[code]) for code in sorted(names))


def read_links(path: Path, urns: frozenset[int] | None = None) -> Reading[LinkRow]:
    """The links between establishments, all or those that touch one of `urns`. Raises Unreadable."""
    table = open_table(path, _LINKS)
    table.report_missing(_LINKS.used)
    taken: dict[LinkRow, None] = {}  # a link that stands twice says nothing new
    for row in table.rows():
        urn, link_urn = _urn(row, "URN"), _urn(row, "LinkURN")
        if urn is None or link_urn is None or (urns is not None and not urns & {urn, link_urn}):
            continue
        link_type, name = row.text("LinkType"), row.text("LinkName")
        taken[LinkRow(urn, link_urn, name, link_type, row.day("LinkEstablishedDate"), row.number)] = None
    return Reading(tuple(taken), table.faults.result())


def read_groups(path: Path, urns: frozenset[int] | None = None) -> Reading[GroupRow]:
    """The memberships of groups, all or those of `urns`. Raises Unreadable."""
    table = open_table(path, _GROUPS)
    table.report_missing(_GROUPS.used)
    taken: dict[GroupRow, None] = {}
    for row in table.rows():
        urn = _urn(row, "URN")
        if urn is None or (urns is not None and urn not in urns):
            continue
        group = GroupRow(
            urn=urn,
            group_uid=row.text("Group UID"),
            group_name=row.text("Group Name"),
            group_type_code=row.text("Group Type (code)"),
            group_type=row.text("Group Type"),
            group_status=row.text("Group Status"),
            group_closed_on=row.day("Closed Date"),
            joined_on=row.day("Joined date"),
            source_row=row.number,
        )
        taken[group] = None
    return Reading(tuple(taken), table.faults.result())


def _open_register(path: Path) -> Table:
    table = open_table(path, _REGISTER)
    if table.has(_SEARCH_MARK):
        table = open_table(path, _SEARCH)
        table.report_missing(_SEARCH.used)
    else:
        table.report_missing(_REGISTER.used)
    return table


def _school(row: Row, la_code: str) -> SchoolRow | None:
    urn = _urn(row, "URN")
    if urn is None:
        return None
    if not la_code:
        words = f"{row.text('LA (code)') or 'Nothing'} is no authority's code (three digits). The row is not taken."
        row.fault("LA (code)", words, serious=True)
        return None
    values = {name: take(row, column) for name, column, take in _PLAIN}
    if not values["name"]:
        row.fault("EstablishmentName", "The school has no name here. Check the row.")
    status_code = _status_code(row)
    if not status_code:
        words = "The school's status is not one of the register's, so nothing says whether it is open. "
        row.fault("EstablishmentStatus (name)", words + "The row is not taken.", serious=True)
        return None
    return SchoolRow(
        urn=urn,
        la_code=la_code,
        establishment_number=_digits(row.text("EstablishmentNumber"), _ESTABLISHMENT_DIGITS),
        type_code=_type_code(row),
        status_code=status_code,
        phase_code=row.text("PhaseOfEducation (code)") or code_by_name(PHASES, values["phase_name"]),
        sen_provisions=tuple(text for column in _SEN_COLUMNS if (text := row.text(column))),
        phone=_phone(row.text("TelephoneNum")),
        district_code=_place(row.text("DistrictAdministrative (code)")),
        lsoa_code=_place(row.text("LSOA (code)")),
        source_row=row.number,
        **values,
    )


def _urn(row: Row, column: str) -> int | None:
    """The URN, or None with a serious fault: without it a row is nobody's."""
    urn = row.whole(column, 1)
    if urn is None or urn > _HIGHEST_URN:
        row.fault(column, "Without a URN of five to seven digits the row is not taken.", serious=True)
        return None
    return urn


def _digits(text: str, digits: int) -> str:
    """A code of so many digits, its leading zeros restored; empty where the text is no such code."""
    plain = text.removesuffix(".0")
    return plain.zfill(digits) if plain.isascii() and plain.isdigit() and len(plain) <= digits else ""


def _type_code(row: Row) -> str:
    code = _digits(row.text("TypeOfEstablishment (code)"), _TYPE_DIGITS)
    code = code or code_by_name(TYPES, row.text("TypeOfEstablishment (name)"))
    if code not in TYPES:
        words = "The type is not in the register's code list, so the school is not counted as state-funded."
        row.fault("TypeOfEstablishment (name)", words)
    return code


def _status_code(row: Row) -> str:
    code = row.text("EstablishmentStatus (code)").removesuffix(".0")
    return code if code in STATUSES else code_by_name(STATUSES, row.text("EstablishmentStatus (name)"))


def _phone(text: str) -> str:
    """A telephone number with the first zero that a spreadsheet takes away."""
    plain = text.removesuffix(".0")
    lost_zero = plain.isascii() and plain.isdigit() and len(plain) == _PHONE_DIGITS - 1 and plain[0] != "0"
    return f"0{plain}" if lost_zero else plain


def _place(code: str) -> str:
    return "" if code in _NO_PLACE else code
