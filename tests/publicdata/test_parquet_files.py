"""Parquet: the same rows as from CSV, and a sentence where no reader is installed."""

from pathlib import Path

import pytest
from arro3.core import Array, DataType, Table
from arro3.io import write_parquet
from tests.publicdata.invented import rows_under, write_csv
from tests.publicdata.test_lait import AREAS

from headway.publicdata import parquet_files
from headway.publicdata.faults import Unreadable
from headway.publicdata.lait import read_series
from headway.publicdata.layouts import columns
from headway.publicdata.recognise import FileKind, recognise


def write(path: Path, names: tuple[str, ...]) -> Path:
    arrays = [Array([row.get(name) for row in AREAS], type=DataType.utf8()) for name in names]
    write_parquet(Table.from_pydict(dict(zip(names, arrays, strict=True))), str(path))
    return path


def test_a_parquet_file_gives_the_rows_of_the_csv(tmp_path: Path) -> None:
    wanted = {"measures": frozenset({"KS2X"}), "la_codes": frozenset({"199"})}
    parquet = write(tmp_path / "l.parquet", columns("lait"))
    text = write_csv(tmp_path / "l.csv", rows_under(columns("lait"), AREAS))
    assert recognise(parquet) == FileKind.LAIT
    assert read_series(parquet, **wanted) == read_series(text, **wanted)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "l.parquet", tuple(name for name in columns("lait") if name != "Values"))
    with pytest.raises(Unreadable, match="lacks the column “Values”"):
        read_series(path, measures=frozenset({"KS2X"}), la_codes=frozenset({"199"}))


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "l.parquet"
    path.write_bytes(b"PAR1" + b"\0" * 100)
    with pytest.raises(Unreadable, match="damaged"):
        parquet_files.parquet_columns(path)


def test_without_a_reader_it_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "l.parquet", columns("lait"))
    monkeypatch.setattr(parquet_files, "parquet_reader", None)
    with pytest.raises(Unreadable, match="make run PUBLISHED="):
        recognise(path)
