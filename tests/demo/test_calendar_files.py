"""Bank holidays and term dates as files."""

import json
from pathlib import Path

from tests.demo.reading import find, read


def test_bank_holidays_have_the_shape_of_the_governments_file(folder: Path) -> None:
    content = json.loads(find(folder, "reference/bank").read_text(encoding="utf-8"))
    division = content["england-and-wales"]
    assert division["division"] == "england-and-wales"
    assert len(division["events"]) == 40
    assert set(division["events"][0]) == {"title", "date", "notes", "bunting"}


def test_term_dates_cover_four_academic_years(folder: Path) -> None:
    rows = read(folder, "reference/term")
    assert {row["academic_year"] for row in rows} == {"2024-25", "2025-26", "2026-27", "2027-28"}
    assert {row["la"] for row in rows} == {"Larkshire"}
    assert all(row["end"] == "" or row["start"] <= row["end"] for row in rows)
