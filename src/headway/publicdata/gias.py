"""The schools register (GIAS): schools, their links to predecessors and successors, and their groups."""

from pathlib import Path

from headway.publicdata.faults import quoted, settle_repeats
from headway.publicdata.gias_codes import OPEN_STATUSES, PHASES, STATUSES, TYPES, code_by_name
from headway.publicdata.gias_columns import GROUPS, LINKS, PLAIN, REGISTER, SEARCH, SEARCH_MARK, SEN_COLUMNS
from headway.publicdata.gias_rows import Authority, GroupRow, LinkRow, SchoolRow, is_state_funded
from headway.publicdata.tables import Reading, Row, Table, open_table

__all__ = [
    "Authority",
    "GroupRow",
    "LinkRow",
    "SchoolRow",
    "is_state_funded",
    "list_authorities",
    "read_groups",
    "read_links",
    "read_register",
]

_HIGHEST_URN = 9_999_999  # six digits today; one more is let in so that growth is no fault
_LA_DIGITS, _TYPE_DIGITS, _ESTABLISHMENT_DIGITS, _PHONE_DIGITS = 3, 2, 4, (9, 10)
# Codes that the register writes where a school has no such place.
_NO_PLACE = frozenset({"9999", "999999999"})


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
        words = f"This register has no row of authority {code}. Check the code, or fetch the whole register."
        table.faults.note(None, "LA (code)", words, serious=True)
    rows = settle_repeats(taken, lambda row: row.urn, lambda row: f"URN {row.urn}", "URN", table.faults)
    return Reading(rows, table.faults.result())


def list_authorities(path: Path) -> tuple[Authority, ...]:
    """The authorities that a register holds open schools of, by code, so that a name can be looked up.

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
    table = open_table(path, LINKS)
    table.report_missing(LINKS.used)
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
    table = open_table(path, GROUPS)
    table.report_missing(GROUPS.used)
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
    table = open_table(path, REGISTER)
    if table.has(SEARCH_MARK):
        table = open_table(path, SEARCH)
        table.report_missing(SEARCH.used)
    else:
        table.report_missing(REGISTER.used)
    return table


def _school(row: Row, la_code: str) -> SchoolRow | None:
    urn = _urn(row, "URN")
    if urn is None:
        return None
    if not la_code:
        words = (
            f"{quoted(row.text('LA (code)'))} is no authority's code of three digits. The row is not taken."
        )
        row.fault("LA (code)", words, serious=True)
        return None
    values = {name: take(row, column) for name, column, take in PLAIN}
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
        sen_provisions=tuple(text for column in SEN_COLUMNS if (text := row.text(column))),
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
    # numbers in the United Kingdom have nine or ten digits after their zero
    lost_zero = plain.isascii() and plain.isdigit() and len(plain) in _PHONE_DIGITS and plain[0] != "0"
    return f"0{plain}" if lost_zero else plain


def _place(code: str) -> str:
    return "" if code in _NO_PLACE else code
