"""What each sheet says, as typed rows; each keeps the number of its row for what is found wrong with it later."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from headway.features.schools.models import Headship, Provision
from headway.flows.own_sheets.cells import Cells, read_cells
from headway.flows.own_sheets.faults import SheetFaults
from headway.rules.capacity import ADVISING
from headway.rules.schools import PHASES

MOST_URN = 999_999
MOST_PUPILS = 5000
MOST_METRES = 700_000  # the National Grid: 700 km east, 1,300 km north
MOST_NORTHING = 1_300_000
TIES = ("school", "quadrant", "partnership")


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district in its quadrant."""

    row: int
    code: str
    quadrant: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A school's time in a partnership, with what the row says of the partnership."""

    row: int
    name: str
    kind: str
    recognised: bool
    urn: int
    since: date
    until: date | None
    lead: str


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """An enhanced provision over a time."""

    row: int
    urn: int
    kind: str
    places: int | None
    need: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class HeadshipRow:
    """How a school is led over a time."""

    row: int
    urn: int
    kind: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class AdviserRow:
    """An adviser's post: half-days of the year, base in metres, phases and limits."""

    row: int
    post: str
    role: str
    contracted_half_days: int
    leave_half_days: int
    training_half_days: int
    internal_half_days: int
    easting: int
    northing: int
    quadrant: str
    phases_first: tuple[str, ...]
    phases_second: tuple[str, ...]
    cross_phase_from: date | None
    leads: bool
    max_intensive: int | None
    email: str = ""


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A school a post must not be given, and why."""

    row: int
    post: str
    urn: int
    reason: str


@dataclass(frozen=True, slots=True)
class LastYearRow:
    """Whose school it was last year."""

    row: int
    urn: int
    post: str


@dataclass(frozen=True, slots=True)
class LastLeadRow:
    """Who led the partnership's work last year."""

    row: int
    partnership: str
    post: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A post that signs in, in one role (a code of the access policy), tied to `tie_kind` and `tie_name` or nothing."""

    row: int
    post: str
    role: str
    email: str
    tie_kind: str
    tie_name: str


@dataclass(frozen=True, slots=True)
class TermRow:
    """Who holds a seat on the board of a school, over a time."""

    row: int
    urn: int
    role: str
    holder: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target of a school for a group of pupils in the academic year that begins in `year`; or why there is none."""

    row: int
    urn: int
    year: int
    group: str
    pupils: int | None
    measure: str
    target: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class SheetRows:
    """All sheets. One that was not given has no rows, and what it would say stays as it is."""

    districts: tuple[DistrictRow, ...]
    partnerships: tuple[MemberRow, ...]
    provisions: tuple[ProvisionRow, ...]
    headships: tuple[HeadshipRow, ...]
    terms: tuple[TermRow, ...]
    advisers: tuple[AdviserRow, ...]
    conflicts: tuple[ConflictRow, ...]
    last_year: tuple[LastYearRow, ...]
    last_year_leads: tuple[LastLeadRow, ...]
    people: tuple[PersonRow, ...]
    targets: tuple[TargetRow, ...] = ()


def read_rows(folder: Path, faults: SheetFaults) -> SheetRows:
    """Every sheet of the folder. A row with a faulty cell is left out, and its faults are noted."""
    return SheetRows(**{name: _read(folder, name, faults) for name in _READERS})


def _read(folder: Path, name: str, faults: SheetFaults) -> tuple:
    columns, reader = _READERS[name]
    rows = [(cells, reader(cells)) for cells in read_cells(folder, name, columns, faults)]
    return tuple(row for cells, row in rows if cells.good)


def _urn(cells: Cells) -> int:
    return cells.needed_whole("urn", MOST_URN)


def _district(cells: Cells) -> DistrictRow:
    return DistrictRow(cells.number, cells.needed("district_code", 9), cells.needed("quadrant", 60))


def _member(cells: Cells) -> MemberRow:
    since, until = cells.span()
    return MemberRow(
        row=cells.number,
        name=cells.needed("partnership", 120),
        kind=cells.needed("kind", 40),
        recognised=cells.is_yes("recognised"),
        urn=_urn(cells),
        since=since,
        until=until,
        lead=cells.text("lead"),
    )


def _provision(cells: Cells) -> ProvisionRow:
    since, until = cells.span()
    kinds = [slug for slug, _ in Provision._meta.get_field("kind").choices]
    places = cells.whole("places", 1000)
    return ProvisionRow(
        cells.number, _urn(cells), cells.among("kind", kinds), places, cells.text("need")[:120], since, until
    )


def _headship(cells: Cells) -> HeadshipRow:
    since, until = cells.span()
    kinds = [slug for slug, _ in Headship._meta.get_field("kind").choices]
    return HeadshipRow(cells.number, _urn(cells), cells.among("kind", kinds), since, until)


def _term(cells: Cells) -> TermRow:
    since, until = cells.span()
    role, holder = cells.needed("role", 40), cells.needed("holder", 120)
    return TermRow(cells.number, _urn(cells), role, holder, since, until)


def _target(cells: Cells) -> TargetRow:
    return TargetRow(
        row=cells.number,
        urn=_urn(cells),
        year=cells.academic_year("year"),
        group=cells.needed("group", 120),
        pupils=cells.whole("pupils", MOST_PUPILS),
        measure=cells.text("measure"),
        target=cells.decimal("target"),
        reason=cells.most("reason", 300),
    )


def _adviser(cells: Cells) -> AdviserRow:
    return AdviserRow(
        row=cells.number,
        post=cells.needed("post", 200),
        role=cells.among("role", ADVISING),
        contracted_half_days=cells.half_days("contracted_days"),
        leave_half_days=cells.half_days("leave_days"),
        training_half_days=cells.half_days("training_days"),
        internal_half_days=cells.half_days("internal_days"),
        easting=cells.needed_whole("base_easting", MOST_METRES),
        northing=cells.needed_whole("base_northing", MOST_NORTHING),
        quadrant=cells.text("quadrant")[:60],
        phases_first=cells.parts("phases_first", PHASES),
        phases_second=cells.parts("phases_second", PHASES),
        cross_phase_from=cells.day("cross_phase_from"),
        leads=cells.is_yes("leads"),
        max_intensive=cells.whole("max_intensive", 1000),
        email=_address(cells) if cells.text("email") else "",
    )


def _conflict(cells: Cells) -> ConflictRow:
    return ConflictRow(cells.number, cells.needed("post"), _urn(cells), cells.needed("reason", 200))


def _last_year(cells: Cells) -> LastYearRow:
    return LastYearRow(cells.number, _urn(cells), cells.needed("post"))


def _last_lead(cells: Cells) -> LastLeadRow:
    return LastLeadRow(cells.number, cells.needed("partnership"), cells.needed("post"))


def _person(cells: Cells) -> PersonRow:
    email = _address(cells)
    kind, _, name = (part.strip() for part in cells.text("tie").partition(":"))
    if kind and (kind not in TIES or not name):
        cells.fault("tie", f"Write one of {', '.join(TIES)}, a colon and which one, or leave the cell blank.")
    return PersonRow(cells.number, cells.needed("post", 200), cells.needed("role"), email, kind, name)


def _address(cells: Cells) -> str:
    """An e-mail address in lower case."""
    email = cells.needed("email", 254).lower()
    if email and (email.count("@") != 1 or email[0] == "@" or email[-1] == "@" or " " in email):
        cells.fault("email", "This is no e-mail address. Write it like name@example.org.")
    return email


_READERS: dict[str, tuple[tuple[str, ...], Callable[[Cells], object]]] = {
    "districts": (("district_code", "quadrant"), _district),
    "partnerships": (
        ("partnership", "kind", "recognised", "urn", "from", "until", "lead"),
        _member,
    ),
    "provisions": (("urn", "kind", "places", "need", "from", "until"), _provision),
    "headships": (("urn", "kind", "from", "until"), _headship),
    "terms": (("urn", "role", "holder", "from", "until"), _term),
    "targets": (("urn", "year", "group", "pupils", "measure", "target", "reason"), _target),
    "advisers": (
        (
            "post",
            "role",
            "contracted_days",
            "leave_days",
            "training_days",
            "internal_days",
            "base_easting",
            "base_northing",
            "quadrant",
            "phases_first",
            "phases_second",
            "cross_phase_from",
            "leads",
            "max_intensive",
        ),
        _adviser,
    ),
    "conflicts": (("post", "urn", "reason"), _conflict),
    "last_year": (("urn", "post"), _last_year),
    "last_year_leads": (("partnership", "post"), _last_lead),
    "people": (("post", "role", "email", "tie"), _person),
}
SHEETS = tuple(_READERS)
# Columns a sheet may have besides.
OPTIONAL = {"advisers": ("email",)}


def columns_of(sheet: str) -> tuple[str, ...]:
    """The columns of a sheet in their order, those it may have last."""
    return (*_READERS[sheet][0], *OPTIONAL.get(sheet, ()))
