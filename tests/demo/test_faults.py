"""Each kind of damage does what it says, and only that."""

import csv
import io
from pathlib import Path

import pytest
from tests.demo.reading import find

from headway.demo.faults import (
    FAULTS,
    of_another_authority,
    ragged,
    saved_by_excel,
    truncated,
    with_doubled_column,
    with_repeated_row,
    with_values,
    without_column,
)


@pytest.fixture(scope="module")
def good(folder: Path) -> bytes:
    return find(folder, "gias/edubase").read_bytes()


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("cp1252"), newline="")))


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_every_fault_changes_the_file(good: bytes, name: str) -> None:
    assert FAULTS[name](good) != good


def test_a_missing_column_leaves_the_others_as_they_were(good: bytes) -> None:
    rows, before = rows_of(without_column(good, "EstablishmentName")), rows_of(good)
    assert {len(row) for row in rows} == {134}
    assert rows == [row[:4] + row[5:] for row in before]


def test_a_doubled_column_stands_at_the_end_again(good: bytes) -> None:
    rows = rows_of(with_doubled_column(good, "Postcode"))
    assert rows[0].count("Postcode") == 2
    place = rows[0].index("Postcode")
    assert all(row[place] == row[-1] for row in rows)


def test_a_truncated_file_ends_inside_a_row(good: bytes) -> None:
    content = truncated(good)
    assert not content.endswith(b"\n")
    assert 0.5 < len(content) / len(good) < 0.7
    assert len(content.decode("cp1252").rsplit("\r\n", 1)[1].split(",")) < 135


def test_a_repeated_row_doubles_its_urn(good: bytes) -> None:
    urns = [row[0] for row in rows_of(with_repeated_row(good, row=5))]
    assert urns.count(urns[4]) == 2
    assert len(set(urns)) == len(urns) - 1


def test_another_authority(good: bytes) -> None:
    rows = rows_of(of_another_authority(good))
    assert {(row[1], row[2]) for row in rows[1:]} == {("998", "Ostmarch")}
    assert rows[0] == rows_of(good)[0]


def test_a_spreadsheet_loses_zeros_and_turns_dates(good: bytes) -> None:
    before, after = rows_of(good), rows_of(saved_by_excel(good))
    type_code, closed = before[0].index("TypeOfEstablishment (code)"), before[0].index("CloseDate")
    assert after[0] == before[0]
    assert {row[type_code] for row in after[1:]} >= {"1", "2", "34"}
    assert all("-" not in row[closed] for row in after[1:])
    assert any("/" in row[closed] for row in after[1:])
    names = before[0].index("EstablishmentName")
    assert [row[names] for row in after] == [row[names] for row in before]


def test_ragged_rows(good: bytes) -> None:
    rows = rows_of(ragged(good, row=3, missing=4))
    assert [len(row) for row in rows[1:5]] == [135, 131, 136, 135]


def test_values_can_be_damaged_one_by_one(good: bytes) -> None:
    rows = rows_of(with_values(good, "Easting", lambda value: "far away"))
    place = rows[0].index("Easting")
    assert {row[place] for row in rows[1:]} == {"far away"}


def test_a_column_that_is_not_there_is_named(good: bytes) -> None:
    with pytest.raises(KeyError, match="Moat depth"):
        without_column(good, "Moat depth")
