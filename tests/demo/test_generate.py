"""The folder as a whole: layouts, manners of each publisher, and the same bytes for the same seed."""

import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.demo.conftest import FIRST_DAY
from tests.demo.reading import find, header

from headway.demo.generate import Written, generate
from headway.publicdata.layouts import columns

_PRINT_HASHES = """
import hashlib, sys
from datetime import date
from headway.demo.generate import make_sheets
from headway.demo.invent import invent_county
for sheet in make_sheets(invent_county(seed=7, size="small", first_day=date(2026, 6, 22))):
    print(sheet.path, hashlib.sha256(sheet.content).hexdigest())
"""


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("start", "kind", "how_many"),
    [
        ("gias/edubase", "gias_register", 135),
        ("gias/links", "gias_links", 5),
        ("ofsted/", "ofsted_latest", 85),
        ("performance/ks2", "ks2_schools", 23),
        ("performance/2024", "ks4_schools", 156),
        ("reference/lait", "lait", 7),
        ("reference/la_stat", "statistical_neighbours", 6),
        ("reference/la_code", "la_codes", 4),
        ("reference/term", "term_dates", 6),
    ],
)
def test_every_file_has_its_publishers_columns(folder: Path, start: str, kind: str, how_many: int) -> None:
    found = header(folder, start)
    assert found == columns(kind)
    assert len(found) == how_many


def test_group_links_begin_with_a_column_without_a_name(folder: Path) -> None:
    assert header(folder, "gias/group") == ("", *columns("gias_groups"))


def test_the_register_is_cp1252_with_crlf_quoted_texts_and_bare_numbers(folder: Path) -> None:
    content = find(folder, "gias/edubase").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") > 590
    assert b'900001,"999","Larkshire","1000",' in content
    assert "Ó Briain".encode("cp1252") in content
    assert b"King\x92s Acre" in content
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")


def test_ofsteds_file_says_null_where_there_is_nothing(folder: Path) -> None:
    content = find(folder, "ofsted/").read_bytes()
    assert b",NULL," in content
    assert b",," not in content
    assert content.endswith(b"\r\n")


def test_the_report_counts_what_was_written(written: Written, folder: Path) -> None:
    assert (written.authority_name, written.authority_code) == ("Larkshire", "999")
    assert (written.schools, written.advisers, written.capacity_half_days) == (560, 30, 1944)
    assert set(written.rows) == set(hashes(folder))
    lines = find(folder, "ofsted/").read_bytes().count(b"\r\n")
    assert written.rows[find(folder, "ofsted/").relative_to(folder).as_posix()] == lines - 1 == 560


def test_the_same_seed_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    generate(tmp_path, seed=1, size="county", first_day=FIRST_DAY)
    assert hashes(tmp_path) == hashes(folder)


def test_another_seed_writes_another_county(folder: Path, tmp_path: Path) -> None:
    generate(tmp_path, seed=2, size="county", first_day=FIRST_DAY)
    other, first = hashes(tmp_path), hashes(folder)
    assert other["service/advisers.csv"] != first["service/advisers.csv"]
    assert other["reference/bank-holidays.json"] == first["reference/bank-holidays.json"]


def test_the_order_of_hashes_in_python_does_not_matter() -> None:
    source = str(Path(__file__).parents[2] / "src")
    answers = {
        subprocess.run(
            [sys.executable, "-c", _PRINT_HASHES],
            env={**os.environ, "PYTHONHASHSEED": number, "PYTHONPATH": source},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for number in ("0", "1", "4242")
    }
    assert len(answers) == 1
    assert answers.pop().count("\n") == 29


def test_a_first_day_before_the_first_report_cards_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot begin on 2025-09-01"):
        generate(tmp_path, seed=1, size="small", first_day=date(2025, 9, 1))
    assert not list(tmp_path.iterdir())


def test_an_unknown_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match='no demonstration of size "huge"'):
        generate(tmp_path, seed=1, size="huge", first_day=FIRST_DAY)  # type: ignore[arg-type]


def test_demand_sets_the_advisers_days(tmp_path: Path) -> None:
    result = generate(tmp_path, seed=1, size="small", first_day=FIRST_DAY, demand_half_days=500)
    assert result.capacity_half_days == 540
    once_more = tmp_path / "other"
    generate(once_more, seed=1, size="small", first_day=FIRST_DAY, demand_half_days=260)
    first, second = hashes(tmp_path), hashes(once_more)
    changed = {path for path, value in second.items() if first[path] != value}
    assert "service/advisers.csv" in changed
    assert changed <= {
        f"service/{name}.csv" for name in ("advisers", "conflicts", "last_year", "last_year_leads")
    }
