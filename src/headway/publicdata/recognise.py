"""What a published file is, by its header and never by its name; what a folder holds, newest first."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path

from headway.publicdata.faults import Unreadable
from headway.publicdata.figures import refuse_other_year
from headway.publicdata.layouts import columns
from headway.publicdata.maps import MAPPED, file_map
from headway.publicdata.parquet_files import parquet_columns
from headway.publicdata.tables import column_key, file_form, read_head

_CHUNK_BYTES = 1 << 20


class FileKind(StrEnum):
    """The published files the product reads."""

    GIAS_REGISTER = "gias_register"
    GIAS_LINKS = "gias_links"
    GIAS_GROUPS = "gias_groups"
    OFSTED_LATEST = "ofsted_latest"
    OFSTED_2022 = "ofsted_2022"
    OFSTED_HISTORY = "ofsted_history"
    KS2_SCHOOLS = "ks2_schools"
    KS4_SCHOOLS = "ks4_schools"
    OFSTED_IN_YEAR = "ofsted_in_year"
    ABSENCE = "absence"
    EXCLUSIONS = "exclusions"
    PUPIL_TEACHER_RATIOS = "pupil_teacher_ratios"
    CENSUS_2023 = "census_2023"
    SEN_2023 = "sen_2023"
    WORKFORCE_2022 = "workforce_2022"
    CFR_2023 = "cfr_2023"
    AAR_2023 = "aar_2023"
    AAR_TRUSTS_2023 = "aar_trusts_2023"
    KS2_COHORTS = "ks2_cohorts"
    KS2_AREAS = "ks2_areas"
    KS2_TABLES_2023 = "ks2_tables_2023"
    KS2_TABLES_2019 = "ks2_tables_2019"
    KS4_TABLES_2023 = "ks4_tables_2023"
    KS4_TABLES_2019 = "ks4_tables_2019"
    KS4_TABLES_2018 = "ks4_tables_2018"
    RISK_RATINGS = "risk_ratings"
    LAIT = "lait"
    LAIT_DICTIONARY = "lait_dictionary"
    STATISTICAL_NEIGHBOURS = "statistical_neighbours"
    BANK_HOLIDAYS = "bank_holidays"
    TERM_DATES = "term_dates"
    LA_CODES = "la_codes"


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What a page says of a kind of file: its title, its publisher and its licence."""

    title: str
    publisher: str
    licence: str


_OGL = "Open Government Licence v3.0"
_DFE = "Department for Education"
KIND_FACTS: dict[FileKind, KindFacts] = {
    FileKind.GIAS_REGISTER: KindFacts("Get Information about Schools: register", _DFE, _OGL),
    FileKind.GIAS_LINKS: KindFacts("Get Information about Schools: links", _DFE, _OGL),
    FileKind.GIAS_GROUPS: KindFacts("Get Information about Schools: groups", _DFE, _OGL),
    FileKind.OFSTED_LATEST: KindFacts("Most recent inspections", "Ofsted", _OGL),
    FileKind.OFSTED_2022: KindFacts("Most recent inspections, layout of 2022", "Ofsted", _OGL),
    FileKind.OFSTED_HISTORY: KindFacts("Inspections of the past", "Ofsted", _OGL),
    FileKind.KS2_SCHOOLS: KindFacts("Key stage 2 attainment by school", _DFE, _OGL),
    FileKind.KS4_SCHOOLS: KindFacts("Key stage 4 performance by school", _DFE, _OGL),
    FileKind.LAIT: KindFacts("Local authority interactive tool", _DFE, _OGL),
    FileKind.LAIT_DICTIONARY: KindFacts("Local authority interactive tool: dictionary", _DFE, _OGL),
    FileKind.STATISTICAL_NEIGHBOURS: KindFacts("Statistical neighbours", _DFE, _OGL),
    FileKind.BANK_HOLIDAYS: KindFacts("Bank holidays", "GOV.UK", _OGL),
    FileKind.TERM_DATES: KindFacts("Term dates", "Local authorities", "as each authority states"),
    FileKind.LA_CODES: KindFacts("Local authority codes", _DFE, _OGL),
    FileKind.OFSTED_IN_YEAR: KindFacts("Inspections of this school year", "Ofsted", _OGL),
    FileKind.AAR_TRUSTS_2023: KindFacts("Trusts' own accounts 2022/23", _DFE, _OGL),
    FileKind.KS2_AREAS: KindFacts("Key stage 2 attainment by authority", _DFE, _OGL),
    FileKind.RISK_RATINGS: KindFacts("The department's view of risk", _DFE, "for the authority only"),
    **{FileKind(kind): KindFacts(file_map(kind).title, file_map(kind).publisher, _OGL) for kind in MAPPED},
}
# Kinds that are known and not taken, and why.
NOT_TAKEN: dict[FileKind, str] = {
    FileKind.AAR_TRUSTS_2023: (
        "These are the accounts of trusts' central services; no row is about a school, so nothing is taken. Give the "
        "file of academies."
    ),
    FileKind.KS2_AREAS: (
        "These are figures of authorities and England, not of schools. They come from the local authority interactive "
        "tool, so nothing is taken; give the school file."
    ),
    FileKind.LA_CODES: "A list of codes; nothing in the service is taken from it.",
}


@dataclass(frozen=True, slots=True)
class Recogniser:
    """How much of a layout a header must show to be taken for it, so that a lost column can be named."""

    share: float = 0.7  # of a wide layout's columns
    narrow_columns: int = 10  # a layout up to this wide ...
    narrow_may_lack: int = 1  # ... may lack so many ...
    narrow_likeness: float = 0.6  # ... and must be this share of all columns, its own and the header's


@dataclass(frozen=True, slots=True)
class Found:
    """One file of a folder. `kind` None: not recognised, and `words` says why.

    `published_on` is the day in the file's name, None where it has none; it never decides the kind.
    `rows_hint` counts line ends below the header, None for other forms than text. `is_newest` marks the file
    to read of its kind; the others are older.
    """

    path: Path
    kind: FileKind | None
    published_on: date | None
    rows_hint: int | None
    is_newest: bool
    words: str


# Which layouts of columns make which kind; the register comes in three.
_BY_THEIR_NAMES = (
    *MAPPED,
    "ofsted_in_year",
    "aar_trusts_2023",
    "ks2_areas",
    "risk_ratings",
)
_LAYOUT_KINDS: tuple[tuple[str, FileKind], ...] = (
    ("gias_register", FileKind.GIAS_REGISTER),
    ("gias_register_2024", FileKind.GIAS_REGISTER),
    ("gias_search_download", FileKind.GIAS_REGISTER),
    ("gias_links", FileKind.GIAS_LINKS),
    ("gias_groups", FileKind.GIAS_GROUPS),
    ("ofsted_latest", FileKind.OFSTED_LATEST),
    ("ofsted_2022", FileKind.OFSTED_2022),
    ("ofsted_history", FileKind.OFSTED_HISTORY),
    ("ks2_schools", FileKind.KS2_SCHOOLS),
    ("ks4_schools", FileKind.KS4_SCHOOLS),
    ("ks4_schools_2024", FileKind.KS4_SCHOOLS),
    ("lait", FileKind.LAIT),
    ("lait_dictionary", FileKind.LAIT_DICTIONARY),
    ("statistical_neighbours", FileKind.STATISTICAL_NEIGHBOURS),
    ("term_dates", FileKind.TERM_DATES),
    ("la_codes", FileKind.LA_CODES),
    *((name, FileKind(name)) for name in _BY_THEIR_NAMES),
)
_NO_KIND = "Not recognised: its header is none of the published layouts this product reads."
# A day, else a month, else a year in a name.
_NAME_DAYS = (
    re.compile(r"(?<![0-9])(20[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])"),
    re.compile(r"(?<![0-9])(20[0-9]{2})[-_]([01][0-9])[-_]([0-3][0-9])(?![0-9])"),
    re.compile(r"(?<![0-9])(20[0-9]{2})[-_]([01][0-9])(?![-_]?[0-9])"),
    re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9]|[-_][0-9])"),
)


def recognise(path: Path, recogniser: Recogniser | None = None) -> FileKind | None:
    """The kind of a file by its columns (bank holidays: by its divisions); None when it is none.

    Raises Unreadable for a file that cannot hold a published table, and for one whose year nothing tells.
    """
    form = file_form(path)
    if form == "json":
        return _recognise_json(path)
    if form == "parquet":
        headers: Iterable[Iterable[str]] = [parquet_columns(path)]
    else:
        headers = (cells for _, cells in chain.from_iterable(read_head(path)))
    best: tuple[float, FileKind] | None = None
    keys: frozenset[str] = frozenset()
    for cells in headers:
        header = frozenset(column_key(cell) for cell in cells) - {""}
        scored = _score(header, recogniser or Recogniser())
        if scored is not None and (best is None or scored[0] > best[0]):
            best, keys = scored, header
    if best and best[1] in MAPPED:
        refuse_other_year(keys, file_map(best[1]))
    return best[1] if best else None


def scan(folder: Path) -> tuple[Found, ...]:
    """Every file below a folder: of each kind the newest first, then the older; last those not recognised.

    Newest is the latest day in the name; files without one come after, the longest first.
    Hidden files and links are passed over. Raises Unreadable when there is no such folder.
    """
    if not folder.is_dir():
        raise Unreadable(f"There is no folder {folder}. Give the folder that holds the published files.")
    found = [_look_at(path) for path in sorted(folder.rglob("*")) if _is_offered(path, folder)]
    found.sort(key=_scan_order)
    newest: set[FileKind] = set()
    listed = []
    for item in found:
        first = item.kind is not None and item.kind not in newest
        if item.kind is not None:
            newest.add(item.kind)
        older = "" if first or item.kind is None else "An older file of its kind; it is kept out."
        listed.append(replace(item, is_newest=first, words=item.words or older))
    return tuple(listed)


def _is_offered(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and not path.is_symlink() and path.is_file()


def _look_at(path: Path) -> Found:
    kind, words = None, _NO_KIND
    try:
        kind = recognise(path)
    except Unreadable as failure:
        words = str(failure)
    return Found(path, kind, _day_in_name(path.stem), _count_rows(path), False, "" if kind else words)


def _scan_order(item: Found) -> tuple[bool, str, bool, int, int, str]:
    undated = item.published_on is None
    newest_first = -item.published_on.toordinal() if item.published_on else 0
    return item.kind is None, item.kind or "", undated, newest_first, -(item.rows_hint or 0), str(item.path)


def _score(header: frozenset[str], recogniser: Recogniser) -> tuple[float, FileKind] | None:
    best: tuple[float, FileKind] | None = None
    for layout, kind in _LAYOUT_KINDS:
        wanted = _keys_of(layout)
        shared = len(header & wanted)
        narrow = len(wanted) <= recogniser.narrow_columns
        least = len(wanted) - recogniser.narrow_may_lack if narrow else recogniser.share * len(wanted)
        likeness = shared / len(header | wanted)
        if narrow and likeness < recogniser.narrow_likeness:
            continue
        if shared >= least and (best is None or likeness > best[0]):
            best = (likeness, kind)
    return best


@cache
def _keys_of(layout: str) -> frozenset[str]:
    return frozenset(column_key(name) for name in columns(layout))


def _recognise_json(path: Path) -> FileKind | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as failure:
        raise Unreadable("This JSON file is damaged or cut off. Fetch it again.") from failure
    is_ours = isinstance(content, dict) and isinstance(content.get("england-and-wales"), dict)
    return FileKind.BANK_HOLIDAYS if is_ours else None


def _day_in_name(name: str) -> date | None:
    for pattern in _NAME_DAYS:
        for found in pattern.finditer(name):
            parts = [int(part) for part in found.groups()]
            try:
                return date(*(parts + [1, 1])[:3])
            except ValueError:
                continue
    return None


def _count_rows(path: Path) -> int | None:
    try:
        if file_form(path) != "csv":
            return None
        with path.open("rb") as handle:
            line_ends = 0
            while chunk := handle.read(_CHUNK_BYTES):
                line_ends += chunk.count(b"\n")
    except (OSError, Unreadable):
        return None
    return max(0, line_ends - 1)
