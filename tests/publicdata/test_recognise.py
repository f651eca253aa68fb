"""Files recognised by header, never by name; a folder's newest first."""

import json
from datetime import date
from pathlib import Path

import pytest
from tests.publicdata.invented import register, write_csv, write_workbook

from headway.publicdata.layouts import columns
from headway.publicdata.recognise import KIND_FACTS, FileKind, recognise, scan
from headway.publicdata.tables import Unreadable

BANK_HOLIDAYS = {"england-and-wales": {"events": []}}


@pytest.mark.parametrize(
    ("layout", "kind"),
    [
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
    ],
)
def test_a_layout_is_recognised_whatever_the_name(tmp_path: Path, layout: str, kind: FileKind) -> None:
    table = [columns(layout), [""] * len(columns(layout))]
    assert recognise(write_csv(tmp_path / "misleading_ks2_20200101.txt", table)) == kind
    assert recognise(write_workbook(tmp_path / "x", table, above=3)) == kind


def test_a_lost_column_does_not_hide_what_the_file_is(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "r.csv", [[name for name in columns("gias_register") if name != "URN"]])
    assert recognise(path) == FileKind.GIAS_REGISTER


def test_bank_holidays_are_recognised_by_their_divisions(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text(json.dumps(BANK_HOLIDAYS), encoding="utf-8")
    assert recognise(path) == FileKind.BANK_HOLIDAYS
    path.write_text("{}", encoding="utf-8")
    assert recognise(path) is None


def test_a_file_of_something_else_is_not_recognised(tmp_path: Path) -> None:
    assert recognise(write_csv(tmp_path / "x.csv", [["URN", "LA Number", "LA Name", "Fish", "Pond"]])) is None


def test_a_folder_lists_the_newest_of_each_kind_first_and_the_rest_after(tmp_path: Path) -> None:
    folder = tmp_path / "published"
    (folder / "gias").mkdir(parents=True)
    for name in ("register20250102.csv", "register_2026-06-30.csv", "register.csv"):
        register(folder / "gias" / name, {})
    (folder / "notes.txt").write_text("nothing of ours\n", encoding="utf-8")
    (folder / "page.csv").write_text("<html></html>", encoding="utf-8")
    (folder / ".hidden.csv").write_text("x", encoding="utf-8")
    found = scan(folder)
    assert [(item.path.name, item.published_on, item.is_newest) for item in found] == [
        ("register_2026-06-30.csv", date(2026, 6, 30), True),
        ("register20250102.csv", date(2025, 1, 2), False),
        ("register.csv", None, False),
        ("notes.txt", None, False),
        ("page.csv", None, False),
    ]
    assert found[0].rows_hint == 1
    assert [item.kind for item in found[3:]] == [None, None]
    assert "older" in found[1].words
    assert "Not recognised" in found[3].words
    assert "web page" in found[4].words


def test_among_files_without_a_day_the_longest_is_taken(tmp_path: Path) -> None:
    register(tmp_path / "a.csv", {})
    register(tmp_path / "b.csv", {}, {"URN": "900002"})
    assert [(item.path.name, item.is_newest) for item in scan(tmp_path)] == [
        ("b.csv", True),
        ("a.csv", False),
    ]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no folder"):
        scan(tmp_path / "none")


def test_every_kind_has_its_title_publisher_and_licence() -> None:
    assert set(KIND_FACTS) == set(FileKind)
