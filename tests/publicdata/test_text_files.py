"""Text to records: encodings, NUL, lost characters, cells without an end."""

from pathlib import Path

import pytest

from headway.publicdata.faults import FaultList
from headway.publicdata.text_files import detect_encoding, ends_cleanly, read_records


def read(path: Path, content: bytes) -> tuple[list[tuple[int, list[str]]], FaultList]:
    path.write_bytes(content)
    faults = FaultList()
    return list(read_records(path, faults)), faults


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("né".encode(), "utf-8"),
        ("né".encode("utf-8-sig"), "utf-8-sig"),
        ("né,".encode("cp1252"), "cp1252"),
        ("né".encode("utf-16"), "utf-16"),
        ("né".encode()[:-1], "utf-8"),  # cut off within a character
    ],
)
def test_the_encoding_is_told_by_the_bytes(tmp_path: Path, content: bytes, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    assert detect_encoding(path) == encoding


def test_nul_characters_are_left_out_and_reported(tmp_path: Path) -> None:
    records, faults = read(tmp_path / "t.csv", b"a,b\nc\0,d\n")
    assert records == [(1, ["a", "b"]), (2, ["c", "d"])]
    assert [(fault.row, fault.serious) for fault in faults.result()] == [(2, False)]


def test_a_character_lost_before_publication_is_reported_with_its_row(tmp_path: Path) -> None:
    records, faults = read(tmp_path / "t.csv", "a\nSt Th\ufffdr\u00e8se\n".encode())
    assert records[1] == (2, ["St Th\ufffdr\u00e8se"])
    assert [fault.row for fault in faults.result()] == [2]


def test_a_byte_that_cp1252_does_not_have_is_a_lost_character(tmp_path: Path) -> None:
    records, faults = read(tmp_path / "t.csv", b"a\n\x81\xe9\n")
    assert records[1] == (2, ["\ufffdé"])
    assert len(faults.result()) == 1


def test_a_huge_cell_is_passed_over_and_reading_goes_on(tmp_path: Path) -> None:
    records, faults = read(tmp_path / "t.csv", b"a,b\n" + b"x" * 200_000 + b",1\nc,d\n")
    assert records == [(1, ["a", "b"]), (3, ["c", "d"])]
    (fault,) = faults.result()
    assert (fault.row, fault.serious) == (2, True)


def test_a_quotation_mark_without_its_pair_does_not_stop_the_reading(tmp_path: Path) -> None:
    records, _ = read(tmp_path / "t.csv", b'a,b\n"c,d\n' + b"e,f\n" * 3)
    assert records[0] == (1, ["a", "b"])
    assert records[-1][1][0].startswith("c,d")


def test_a_whole_last_line_is_told_from_a_broken_one(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    for content, whole in ((b"a\n", True), (b"a\r\n", True), (b"a", False), (b"", True)):
        path.write_bytes(content)
        assert ends_cleanly(path) is whole
