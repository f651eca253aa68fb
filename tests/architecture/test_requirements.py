"""docs/requirements.md names every requirement once, and only places and tests that exist."""

import pytest
from tests.architecture.checks import requirement_table as table
from tests.architecture.checks.tree import PACKAGE, ROOT, assert_none

from headway.pages.registry import ROUTES

COMMANDS = PACKAGE / "commands" / "management" / "commands"


def rows() -> list[table.Row]:
    return table.read_rows(ROOT / "docs" / "requirements.md")


def row(id: str = "M6-01", where: str = table.NOT_YET, test: str = table.NOT_YET) -> table.Row:
    return table.Row(id=id, what="words", where=where, test=test)


def known_commands() -> set[str]:
    return {path.stem for path in COMMANDS.glob("*.py")} - {"__init__"}


def known_routes() -> set[str]:
    return {route.name for route in ROUTES}


def test_every_requirement_stands_once():
    assert len(table.ALL_IDS) == 219
    assert_none(table.find_id_faults(rows()))
    assert all(row.what and row.where and row.test for row in rows())


def test_a_missing_a_doubled_and_an_unknown_requirement_are_found():
    kept = [row(id) for id in table.ALL_IDS if id != "M3-08"]
    faults = table.find_id_faults([*kept, row("M1-01"), row("M17-01")])
    assert faults == ["M3-08: missing", "M1-01: 2 rows", "M17-01: not an ID of the source"]


def test_a_line_that_is_no_row_is_found(tmp_path):
    planted = tmp_path / "requirements.md"
    planted.write_text("# Requirements\n| M1-01 | only three | cells |\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"requirements\.md:2: not a row of four cells"):
        table.read_rows(planted)


def test_references_name_proper_rows():
    assert_none(table.find_reference_faults(rows()))


def test_a_reference_to_nothing_and_to_a_reference_are_found():
    planted = [row("M5-10", "see M7-08", "see M7-08"), row("M3-10", "see M5-10")]
    faults = table.find_reference_faults(planted)
    assert [fault.split(":")[0] for fault in faults] == ["M5-10", "M5-10", "M3-10"]


def test_every_named_test_exists():
    assert_none(table.find_test_faults(rows(), ROOT))


def test_a_test_that_does_not_exist_or_does_not_name_its_requirement_is_found(tmp_path):
    tests = tmp_path / "tests"
    tests.mkdir()
    by_name, by_docstring = "def test_m6_01_days(): ...", "def test_days():\n    'M6-01: days by size.'"
    text = f"{by_name}\n{by_docstring}\ndef test_else(): ...\n"
    (tests / "test_days.py").write_text(text, encoding="utf-8")
    good = "`tests/test_days.py::test_m6_01_days`, `tests/test_days.py::test_days`"
    assert_none(table.find_test_faults([row(test=good)], tmp_path))
    bad = (
        "`tests/test_gone.py::test_m6_01`, `tests/test_days.py::test_m6_01`, `tests/test_days.py::test_else`"
    )
    faults = table.find_test_faults([row(test=bad)], tmp_path)
    assert [fault.partition(": ")[2] for fault in faults] == [
        "tests/test_gone.py does not exist",
        "tests/test_days.py has no function 'test_m6_01'",
        "tests/test_days.py::test_else does not name M6-01",
    ]


def test_every_named_page_and_command_exists():
    assert_none(table.find_place_faults(rows(), known_commands(), known_routes()))


def test_a_place_that_does_not_exist_is_found():
    where = "`page schools:list`, `command plan_year`, `page gone`, `command gone`, `door left`"
    faults = table.find_place_faults([row(where=where)], {"plan_year"}, {"schools:list"})
    assert [fault.partition(": ")[2] for fault in faults] == [
        "there is no page 'gone'",
        "there is no command 'gone'",
        "'door left' is neither 'page <route>' nor 'command <name>'",
    ]


def test_a_cell_in_another_form_is_refused():
    with pytest.raises(ValueError, match="names in backticks"):
        table.named_in("page schools")
    assert table.named_in("`page a`, `page b`") == ["page a", "page b"]
