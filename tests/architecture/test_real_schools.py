"""No real school is in the repository; looked up in the published register where one is at hand."""

import os
from pathlib import Path

import pytest
from tests.architecture.checks import real_schools
from tests.architecture.checks.tree import assert_none, committed_files


@pytest.mark.published
@pytest.mark.skipif(
    not os.environ.get("HEADWAY_PUBLISHED"), reason="needs the published files (HEADWAY_PUBLISHED)"
)
def test_no_committed_file_holds_a_real_school():
    names = real_schools.names_by_urn(Path(os.environ["HEADWAY_PUBLISHED"]))
    assert len(names) > 20_000
    assert_none(real_schools.find_real_schools(committed_files(), names))


def test_a_real_school_is_found(tmp_path):
    register, row, number = tmp_path / "register.csv", tmp_path / "row.py", tmp_path / "number.py"
    heading = '"URN","LA (code)","EstablishmentName"\r\n'
    register.write_text(
        heading + '123456,"999","Little Owl’s Wood School"\r\n', encoding="cp1252", newline=""
    )
    row.write_text("SCHOOL = (123456, 'LITTLE OWL’S WOOD SCHOOL')\n", encoding="utf-8")
    number.write_text("pupils = 123456\nother = 1234567\n", encoding="utf-8")
    names = real_schools.names_by_urn(tmp_path)
    assert real_schools.find_real_schools([row, number], names) == [f"{row}: holds the real school 123456"]
