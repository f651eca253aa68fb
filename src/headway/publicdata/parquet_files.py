"""Parquet files to rows of chosen columns; the reader is an optional package."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from headway.publicdata.faults import Unreadable
from headway.publicdata.workbooks import foreign_failures

try:  # only folders of real published files hold parquet, so the slim installation goes without
    from arro3 import io as parquet_reader
except ImportError:
    parquet_reader = None  # type: ignore[assignment]

MOST_ROWS = 5_000_000  # the interactive tool has 641,070
WITHOUT_READER = (
    "This is a parquet file, and the package that reads parquet is not installed. "
    "Run “make run PUBLISHED=<folder>” or install the extra “published”, or give the file as CSV."
)
_DAMAGED = "This parquet file is damaged and cannot be opened. Fetch it again, or give it as CSV."


def _require_reader() -> Any:
    if parquet_reader is None:
        raise Unreadable(WITHOUT_READER)
    return parquet_reader.read_parquet


def parquet_columns(path: Path) -> tuple[str, ...]:
    """The column names of a parquet file. Raises Unreadable, also when no reader is installed."""
    read = _require_reader()
    with foreign_failures(_DAMAGED):
        return tuple(read(str(path)).schema.names)


def select_parquet(
    path: Path, columns: tuple[str, ...], filter_column: str, wanted: frozenset[str]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows whose `filter_column` is in `wanted`: row number (from 1) and the values of `columns`.

    Batches without a wanted row never become Python objects beyond that one column.
    Raises Unreadable for a damaged file, one with a column missing, or without a reader.
    """
    present = parquet_columns(path)
    missing = [name for name in (filter_column, *columns) if name not in present]
    if missing:
        names = ", ".join(f"“{name}”" for name in dict.fromkeys(missing))
        raise Unreadable(f"This parquet file lacks the column {names}. Fetch it again, or give it as CSV.")
    with foreign_failures(_DAMAGED):
        before = 0
        for batch in _require_reader()(str(path)):
            keys = batch.column(filter_column).to_pylist()
            hits = [place for place, key in enumerate(keys) if key in wanted]
            lists = [batch.column(name).to_pylist() for name in columns] if hits else []
            yield from ((before + place + 1, tuple(values[place] for values in lists)) for place in hits)
            before += len(keys)
            if before > MOST_ROWS:
                raise Unreadable(
                    f"This parquet file has over {MOST_ROWS:,} rows, more than any published one."
                )
