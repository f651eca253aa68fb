"""Whatever a file holds: it is read with faults, or refused in a sentence; never another failure."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.publicdata.broken_files import accepted, broken_files
from tests.publicdata.invented import SCHOOL, csv_text, rows_under, write_workbook
from tests.publicdata.test_figures import ABSENCE
from tests.publicdata.test_ks2 import RESULT
from tests.publicdata.test_lait import AREAS
from tests.publicdata.test_ofsted import CARD, GRADED

from headway.publicdata.calendars import read_bank_holidays, read_term_dates
from headway.publicdata.figures import read_figures
from headway.publicdata.gias import list_authorities, read_groups, read_links, read_register
from headway.publicdata.ks2 import read_school_results
from headway.publicdata.lait import read_dictionary, read_neighbours, read_series
from headway.publicdata.layouts import columns
from headway.publicdata.maps import MAPPED, file_map
from headway.publicdata.ofsted import read_in_year, read_latest
from headway.publicdata.ofsted_history import read_history
from headway.publicdata.recognise import recognise, scan
from headway.publicdata.risk import read_risk
from headway.publicdata.tables import Unreadable


def _series(path: Path) -> object:
    return read_series(path, measures=frozenset({"KS2X"}), la_codes=frozenset({"199"}))


def _terms(path: Path) -> object:
    return read_term_dates(path, "Merrowshire")


def _figures(path: Path) -> object:
    """By the map that the header is of; a file of another kind is read as one of absence, and refused."""
    kind = recognise(path)
    return read_figures(path, file_map(kind if kind in MAPPED else "absence"))


TERM = ["Merrowshire", "2026-27", "Autumn term 1", "2026-09-02", "2026-10-23", "the authority"]
NEIGHBOUR = ["199", "Merrowshire", "1", "198", "Vale", "Close"]
LINK = ["900001", "900009", "New", "Successor", "01-09-2026"]
WHOLE: dict[Callable[[Path], object], str] = {
    read_register: csv_text(rows_under(columns("gias_register"), [SCHOOL, SCHOOL | {"URN": "900002"}])),
    list_authorities: csv_text(rows_under(columns("gias_search_download"), [SCHOOL])),
    read_links: csv_text([columns("gias_links"), LINK]),
    read_groups: csv_text(
        rows_under(columns("gias_groups"), [{"URN": "900001", "Joined date": "2020-09-01"}])
    ),
    read_latest: csv_text(
        rows_under(columns("ofsted_latest"), [{"URN": "900001", **CARD, **GRADED}], "NULL")
    ),
    read_school_results: csv_text(rows_under(columns("ks2_schools"), [RESULT, RESULT])),
    _series: csv_text(rows_under(columns("lait"), AREAS)),
    read_neighbours: csv_text([columns("statistical_neighbours"), NEIGHBOUR]),
    read_dictionary: csv_text(rows_under(columns("lait_dictionary"), [{"Measure_short": "KS2X"}])),
    _terms: csv_text([columns("term_dates"), TERM]),
    read_bank_holidays: '{"england-and-wales": {"events": [{"title": "Boxing Day", "date": "2026-12-26"}]}}',
    recognise: csv_text([columns("gias_links"), LINK]),
    _figures: csv_text(rows_under(columns("absence"), [ABSENCE, ABSENCE | {"school_urn": "900002"}])),
    read_in_year: csv_text(rows_under(columns("ofsted_in_year"), [{"URN": "900001", **CARD}], "NULL")),
    read_history: csv_text([columns("ofsted_history"), ["900001", "Good", "20150303"]]),
    read_risk: csv_text(rows_under(columns("risk_ratings"), [{"Urn": "900001", "Overall": "Low"}])),
}
NASTY = (
    b"\0",
    b'"',
    b",",
    b"\r",
    b"\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x81",
    b"1E05",
    b"=1+1",
    b"31-02-2020",
)
NASTY_TEXTS = ("1E05", "٣", "-1", "9" * 30, "NULL", "\ufffd", "0001-01-01", "31/12/9999", "{", "x" * 3000)
EDIT = st.tuples(
    st.floats(0, 1), st.integers(0, 30), st.one_of(st.sampled_from(NASTY), st.binary(max_size=4))
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def read_or_refuse(read: Callable[[Path], object], path: Path) -> None:
    """A refusal must be a sentence; anything else than a refusal is a failure of the reader."""
    try:
        read(path)
    except Unreadable as refusal:
        assert str(refusal).endswith((".", ". "))


@pytest.mark.parametrize("read", WHOLE, ids=lambda read: read.__name__.strip("_"))
@QUICK
@given(
    edits=st.lists(EDIT, min_size=1, max_size=6), encoding=st.sampled_from(["utf-8-sig", "cp1252", "utf-16"])
)
def test_a_damaged_file(
    tmp_path: Path, read: Callable[[Path], object], edits: list[tuple[float, int, bytes]], encoding: str
) -> None:
    content = bytearray(WHOLE[read].encode(encoding))
    for place, length, put_in in edits:
        start = int(place * len(content))
        content[start : start + length] = put_in
    path = tmp_path / "f"
    path.write_bytes(content)
    read_or_refuse(read, path)


@pytest.mark.parametrize("read", WHOLE, ids=lambda read: read.__name__.strip("_"))
@QUICK
@given(data=st.data())
def test_odd_texts_in_any_cell(tmp_path: Path, read: Callable[[Path], object], data: st.DataObject) -> None:
    lines = WHOLE[read].split("\r\n")
    cells = lines[-2 if len(lines) > 1 else 0].split(",")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(cells) - 1))
        cells[place] = data.draw(st.one_of(st.sampled_from(NASTY_TEXTS), st.text(max_size=8)))
    lines[-2 if len(lines) > 1 else 0] = ",".join(cells)
    path = tmp_path / "f"
    path.write_bytes("\r\n".join(lines).encode("utf-8", "surrogatepass"))
    read_or_refuse(read, path)


@QUICK
@given(content=st.binary(max_size=400), start=st.sampled_from([b"", b"PK\x03\x04", b"PAR1", b"{", b"URN,"]))
def test_any_bytes_at_all(tmp_path: Path, content: bytes, start: bytes) -> None:
    folder = tmp_path / "folder"
    folder.mkdir(exist_ok=True)
    path = folder / "f"
    path.write_bytes(start + content)
    for read in WHOLE:
        read_or_refuse(read, path)
    assert len(scan(folder)) == 1


@QUICK
@given(edits=st.lists(EDIT, min_size=1, max_size=3))
def test_a_damaged_workbook(tmp_path: Path, edits: list[tuple[float, int, bytes]]) -> None:
    whole = tmp_path / "whole.xlsx"
    if not whole.exists():
        write_workbook(whole, rows_under(columns("gias_links"), [{"URN": "900001", "LinkURN": "900009"}]))
    content = bytearray(whole.read_bytes())
    for place, length, put_in in edits:
        start = int(place * len(content))
        content[start : start + length] = put_in
    path = tmp_path / "f.xlsx"
    path.write_bytes(content)
    read_or_refuse(read_links, path)


@settings(QUICK, max_examples=300)
@given(made=broken_files())
def test_broken_files_of_every_map(tmp_path: Path, made: tuple[str, bytes]) -> None:
    kind, content = made
    path = tmp_path / "f"
    path.write_bytes(content)
    accepted(kind, path)
